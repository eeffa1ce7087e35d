"""What a letter says, once, as blocks; and its two faces, plain text and simple HTML, which say the same.

The HTML loads nothing, sets no colours but those of a button, and escapes whatever people typed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

from akevents.formats.markup import to_html, to_text

# What no reader sees and what could turn a line around, break a header or be refused as UTF-8: control characters, half
# surrogates, soft hyphens, overrides of the writing direction. Marks that right-to-left words need stay.
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_BLANK_LINES = re.compile(r"\n{2,}")
_ADDRESS = re.compile(r"https?://[^\s<>\"']*[^\s<>\"'.,;:!?)\]}]")

_FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5"
_COLUMN = f"max-width:600px;margin:0 auto;padding:24px 16px;{_FONT}"
_BUTTON = (
    "display:inline-block;padding:10px 18px;background-color:#0F5468;color:#FFFFFF;border-radius:4px;"
    "text-decoration:none;font-weight:600"
)
_SPACED = "margin:0 0 16px"
_SMALL = "font-size:14px"
_LINED = f"{_SPACED};padding:0 0 0 12px;border-left:3px solid #3C8AA0"
_LONG = "word-break:break-word;overflow-wrap:anywhere"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words; blank lines part paragraphs. With `has_links`, web addresses in them can be followed."""

    text: str
    has_links: bool = False
    is_small: bool = False


@dataclass(frozen=True, slots=True)
class Lines:
    """Lines that belong together; the first one names them."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Action:
    """A link that says what it is for, its address visible too; the main one looks like a button."""

    label: str
    url: str
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class Rich:
    """A Markdown text."""

    markdown: str


Block = Paragraph | Lines | Action | Rich


def one_line(text: str) -> str:
    """One line of visible characters: what people typed cannot add a header, nor turn one around."""
    return " ".join(_UNSEEN.sub("", " ".join(text.split())).split())


def header_line(text: str) -> str:
    """The same for a header, where "=?" would begin an encoded word: the standard library decodes what people typed, line
    breaks included."""
    return one_line(text).replace("=?", "= ?")


def paragraphs(text: str) -> list[str]:
    """The paragraphs of a text, line breaks inside them kept, and nothing invisible in them."""
    lines = "\n".join(one_line(line) for line in text.splitlines())
    return [part for part in _BLANK_LINES.split(lines.strip("\n")) if part]


def as_text(blocks: Iterable[Block]) -> str:
    """The letter as plain text, blocks parted by blank lines."""
    return "\n\n".join(words for block in blocks if (words := _text(block))) + "\n"


def as_html(blocks: Iterable[Block], *, language: str, title: str) -> str:
    """The same as a page of its own: one column, the reader's own colours, inline styles only."""
    body = "\n".join(part for block in blocks if (part := _html(block)))
    return f"""\
<!DOCTYPE html>
<html lang="{escape(language)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<title>{escape(one_line(title))}</title>
</head>
<body style="margin:0;padding:0">
<div style="{_COLUMN}">
{body}
</div>
</body>
</html>
"""


def _text(block: Block) -> str:
    match block:
        case Paragraph(text):
            return "\n\n".join(paragraphs(text))
        case Lines(lines):
            return "\n".join(one_line(line) for line in lines if one_line(line))
        case Action(label, url):
            return f"{one_line(label)}:\n{one_line(url)}"
        case Rich(markdown):
            return "\n\n".join(paragraphs(to_text(_UNSEEN.sub("", markdown), with_addresses=True)))


def _html(block: Block) -> str:
    match block:
        case Paragraph():
            return "\n".join(_paragraph(each, block) for each in paragraphs(block.text))
        case Lines(lines):
            return _lines([escape(one_line(line)) for line in lines if one_line(line)])
        case Action():
            return _action(block)
        case Rich(markdown):
            return f'<div style="{_LONG}">{to_html(_UNSEEN.sub("", markdown))}</div>' if markdown.strip() else ""


def _paragraph(text: str, block: Paragraph) -> str:
    words = "".join(_linked(text)) if block.has_links else escape(text)
    style = f"{_SPACED};{_LONG}" + (f";{_SMALL}" if block.is_small else "")
    words = words.replace("\n", "<br>")
    return f'<p style="{style}">{words}</p>'


def _linked(text: str) -> Iterator[str]:
    """Escaped words, web addresses among them as links."""
    end = 0
    for found in _ADDRESS.finditer(text):
        yield escape(text[end : found.start()])
        yield _link(found[0], escape(found[0]))
        end = found.end()
    yield escape(text[end:])


def _lines(lines: list[str]) -> str:
    if not lines:
        return ""
    first, *others = lines
    words = "<br>".join((f"<strong>{first}</strong>", *others))
    return f'<p style="{_LINED};{_LONG}">{words}</p>'


def _action(block: Action) -> str:
    label, url = escape(one_line(block.label)), one_line(block.url)
    if not url.startswith(("https://", "http://")):
        return f'<p style="{_SPACED};{_LONG}">{label}<br>{escape(url)}</p>'
    named = _link(url, label, _BUTTON if block.is_main else "font-weight:600")
    shown = f'<span style="{_SMALL};{_LONG}">{_link(url, escape(url))}</span>'
    return f'<p style="{_SPACED}">{named}<br>{shown}</p>'


def _link(url: str, words: str, style: str = "") -> str:
    styled = f' style="{style}"' if style else ""
    return f'<a href="{escape(url)}"{styled}>{words}</a>'
