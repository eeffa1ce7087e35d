"""What people typed, made safe to show: Markdown as clean HTML, or as text that no renderer takes for markup."""

import re
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt

TAGS = {"p", "br", "strong", "em", "ul", "ol", "li", "a", "blockquote", "code", "pre", "hr", "h3", "h4", "h5", "h6"}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}}
SCHEMES = {"https", "http", "mailto", "tel"}

_PUNCTUATION = re.compile(r"([\\`*_{}\[\]()#+\-.!|<>~:$&^=\"'])")
_LINKS_ITSELF = re.compile(r"(://|@|www(?=\\?\.))", re.IGNORECASE)
_LINK = re.compile(r'<a href="([^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_WORD_JOINER = "\u2060"  # invisible, keeps a renderer from turning an address into a link


@lru_cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"linkify": False, "breaks": True}).enable("strikethrough", ignoreInvalid=True)


@lru_cache(maxsize=256)
def to_html(markdown: str) -> str:
    """Clean HTML of a Markdown text: only harmless tags, no styles, no pictures, headings from the third level on.

    Links open beside the page and pass nothing on."""
    rendered = _parser().render(markdown.replace("\x00", ""))
    lowered = re.sub(r"<(/?)h([1-4])>", lambda found: f"<{found[1]}h{min(6, int(found[2]) + 2)}>", rendered)
    return nh3.clean(
        lowered,
        tags=TAGS,
        attributes=ATTRIBUTES,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
        set_tag_attribute_values={"a": {"target": "_blank"}},
    )


def to_text(markdown: str, *, with_addresses: bool = False) -> str:
    """The words of a Markdown text, paragraphs kept, for mails, calendars and previews.

    With addresses, a link's words are followed by where it leads."""
    html = re.sub(r"</(p|li|h\d|blockquote)>", "\n\n", to_html(markdown)).replace("<br>", "\n")
    if with_addresses:
        html = _LINK.sub(lambda found: found[2] if found[1] == found[2] else f"{found[2]} ({found[1]})", html)
    plain = nh3.clean(html, tags=set())
    for entity, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&nbsp;", "\u00a0"), ("&amp;", "&")):
        plain = plain.replace(entity, char)
    return re.sub(r"\n{3,}", "\n\n", plain).strip()


def literal(text: str | None) -> str:
    """The text as a Streamlit label or table cell that shows exactly these characters: no markup, no link, one line."""
    one_line = " ".join((text or "").split())
    return _LINKS_ITSELF.sub(rf"\1{_WORD_JOINER}", _PUNCTUATION.sub(r"\\\1", one_line))
