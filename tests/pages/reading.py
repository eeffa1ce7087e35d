"""What a person reads on a screen that AppTest has drawn: plain words, without Markdown's backslashes and colours."""

import re
from html.parser import HTMLParser
from itertools import chain

from streamlit.testing.v1 import AppTest

KINDS = (
    "title", "header", "subheader", "markdown", "html", "error", "success", "link_button", "page_link", "metric",
)  # fmt: skip
_ESCAPED = re.compile(r"\\([^A-Za-z0-9\s])")
_TAG = re.compile(r"</?[a-z][^<>]*>")
_DIRECTIVE = re.compile(r":[a-z]+(?:-badge)?\[(?::material/\w+:)?|:material/\w+:|\]|\*\*|`")


def plain(markdown: str) -> str:
    """The words of a Markdown text; a line break stays one."""
    words = _ESCAPED.sub(r"\1", _DIRECTIVE.sub("", markdown)).replace("\u2060", "").replace("\u00a0", " ")
    return "\n".join(line.strip() for line in words.split("\n"))


def texts(at: AppTest) -> list[str]:
    """Everything that can be read beside fields, kind by kind; of HTML the words."""
    return [plain(_TAG.sub(" ", str(each.value))) for each in chain.from_iterable(at.get(kind) for kind in KINDS)]


def says(at: AppTest, words: str) -> bool:
    return any(words in text for text in texts(at))


class _Cells(HTMLParser):
    """Collects the cells of a table, row by row; a line break in a cell stays one."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "tr":
            self.rows.append([])
        elif tag in {"th", "td"}:
            self.rows[-1].append("")
        elif tag == "br" and self.rows:
            self.rows[-1][-1] += "\n"

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1]:
            self.rows[-1][-1] += data


def tables(at: AppTest) -> list[list[list[str]]]:
    """Every table of facts on the screen."""
    found = []
    for element in at.get("html"):
        if "<table" in str(element.value):
            parser = _Cells()
            parser.feed(str(element.value))
            found.append(parser.rows)
    return found


def table(at: AppTest, index: int = 0) -> list[list[str]]:
    """The cells of a table, its labels first."""
    return tables(at)[index]


def facts(at: AppTest, index: int = 0) -> dict[str, str]:
    """A table of labels and values."""
    return dict(table(at, index))


def errors(at: AppTest) -> list[str]:
    """Title and lines of every error on the screen."""
    return [plain(each.proto.title) + ("\n" if each.proto.title else "") + plain(each.value) for each in at.error]


def links(at: AppTest) -> dict[str, str]:
    """Words and target of every link button."""
    return {each.value: each.url for each in at.get("link_button")}


def labels(at: AppTest, kind: str) -> list[str]:
    return [plain(each.label) for each in at.get(kind)]
