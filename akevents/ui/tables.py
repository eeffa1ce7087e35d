"""Small tables of facts, as plain HTML: a header cell for each row, light lines, no data frame.

st.table turns every dictionary into a data frame first: a fifth of the time of an event page, pandas in the memory of a
server that nobody moderates, and 100 KB of scripts in the first load. Values are escaped here, so callers pass them as typed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape

import streamlit as st

_LINE = "border-bottom:1px solid rgba(128,128,128,.28)"
_LABEL = "text-align:left;font-weight:400;min-width:5.5rem;opacity:.78;vertical-align:middle;padding:.375rem .75rem .375rem .5rem"
_VALUE = "vertical-align:middle;padding:.375rem .5rem;overflow-wrap:anywhere;width:100%"
_LOOKS = {"plain": "", "bold": "font-weight:600", "quiet": "opacity:.78"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a cell: the words as typed, and how they look (plain, bold, quiet or code)."""

    words: str
    look: str = "plain"


Cell = str | tuple[Line, ...]


def fact_table(rows: Mapping[str, Cell] | Iterable[tuple[str, Cell]], *, label: str) -> None:
    """Facts with their names in front; `label` tells a screen reader what they are about."""
    pairs = list(rows.items() if isinstance(rows, Mapping) else rows)
    body = "".join(_row(name, cell, is_last=index == len(pairs) - 1) for index, (name, cell) in enumerate(pairs))
    table = f'<table aria-label="{escape(label)}" style="border-collapse:collapse;width:100%;font-size:.875rem">'
    st.html(f"{table}<tbody>{body}</tbody></table>")


def _row(name: str, cell: Cell, *, is_last: bool) -> str:
    line = "" if is_last else f' style="{_LINE}"'
    return f'<tr{line}><th scope="row" style="{_LABEL}">{escape(name)}</th><td style="{_VALUE}">{_cell(cell)}</td></tr>'


def _cell(cell: Cell) -> str:
    lines = (Line(cell),) if isinstance(cell, str) else cell
    return "<br>".join(_line(each) for each in lines)


def _line(line: Line) -> str:
    words = "<br>".join(escape(each) for each in line.words.splitlines())
    if line.look == "code":
        return f'<code style="overflow-wrap:anywhere;font-size:inherit">{words}</code>'
    style = _LOOKS[line.look]
    return f'<span style="{style}">{words}</span>' if style else words
