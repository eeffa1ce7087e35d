"""What somebody pasted or saved, as the lines a reader sees: a saved web page becomes text, odd characters become blanks."""

import re
import unicodedata
from html.parser import HTMLParser

import nh3

BLOCKS = {
    "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "tbody", "tr", "main",
    "article", "section", "blockquote", "pre", "address", "figure", "figcaption", "hr", "header",
}  # fmt: skip
CELLS = {"td", "th"}
REGIONS = ("main", "article")  # where a page keeps what it is about; the first one that has text
# Neither what a page is about nor anything that stands in an announcement. A booking form is made of labels.
LEFT_OUT = {
    "script", "style", "nav", "footer", "aside", "form", "noscript", "svg", "template", "iframe", "select", "button",
    "title", "textarea",
}  # fmt: skip
BULLET = "- "

_BLOCK_TAG = re.compile(r"<(?:p|div|br|h[1-6]|ul|li|table|tr|article|section|main|span)\b[^<>]{0,300}>", re.I)
_PAGE = re.compile(r"\s*(?:<!--[^>]{0,300}-->\s*)?<(?:!doctype html|html|head|body)\b", re.I)
_LINE_BREAK = re.compile("\r\n|[\r\u000b\u000c\u0085\u2028\u2029]")
_LEAST_TAGS = 2


def as_text(pasted: str) -> str:
    """The announcement as lines of text: HTML without its markup, control characters as blanks. Never raises."""
    return _harmless(_lines_of(pasted) if is_page(pasted) else pasted)


def is_page(text: str) -> bool:
    """Whether this is the source of a page or of a part of one; a text that mentions a tag is none."""
    if _PAGE.match(text):
        return True
    return sum(1 for _, _ in zip(_BLOCK_TAG.finditer(text), range(_LEAST_TAGS), strict=False)) == _LEAST_TAGS


def _harmless(text: str) -> str:
    """One kind of line break, and nothing that a database or a form refuses."""
    lines = _LINE_BREAK.sub("\n", text)
    if all(char.isprintable() or char in "\n\t" for char in lines):
        return lines
    return "".join(" " if unicodedata.category(char) in {"Cc", "Cs"} and char not in "\n\t" else char for char in lines)


def _lines_of(html: str) -> str:
    """nh3 first: it reads what browsers read and closes what was left open, so the parser below meets no surprises."""
    tags = BLOCKS | CELLS | {"br"}
    clean = nh3.clean(
        html.encode("utf-8", "replace").decode("utf-8").replace("\x00", " "),
        tags=tags, clean_content_tags=LEFT_OUT, attributes={}, strip_comments=True, link_rel=None,
    )  # fmt: skip
    parser = _Lines()
    parser.feed(clean)
    parser.close()
    return parser.text()


class _Lines(HTMLParser):
    """Collects lines, and which of them stand in the page's main part."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._line: list[str] = []
        self._lines: list[tuple[str, frozenset[str]]] = []
        self._open = dict.fromkeys(REGIONS, 0)
        self._seen = dict.fromkeys(REGIONS, 0)  # a list of further articles below is not what the page is about

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "br" or tag in BLOCKS:
            self._end_line()
        if tag == "li":
            self._line.append(BULLET)
        if tag in REGIONS:
            self._seen[tag] += not self._open[tag]
            self._open[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in CELLS:
            self._line.append("\t")
        if tag in BLOCKS:
            self._end_line()
        if tag in REGIONS:
            self._open[tag] = max(0, self._open[tag] - 1)

    def handle_data(self, data: str) -> None:
        self._line.append(re.sub(r"[ \t\r\n\f]+", " ", data))

    def text(self) -> str:
        """The lines of the main part if it has any, else all of them."""
        self._end_line()
        for region in REGIONS:
            if found := [line for line, regions in self._lines if region in regions]:
                return "\n".join(found)
        return "\n".join(line for line, _ in self._lines)

    def _end_line(self) -> None:
        line = re.sub(r" ?\t[ \t]*", "\t", re.sub(r" {2,}", " ", "".join(self._line))).strip()
        if line and line != BULLET.strip():
            regions = frozenset(name for name in REGIONS if self._open[name] and self._seen[name] == 1)
            self._lines.append((line, regions))
        self._line = []
