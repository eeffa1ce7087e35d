"""The text of an event's page, taken from its announcement: the prose as Markdown, without the lines that are facts."""

import re
from collections.abc import Iterator

from akevents.formats.announcements.label_grammar import NOISE, Label
from akevents.formats.announcements.labels import Labelled, Labels
from akevents.formats.announcements.source import Line, Source

# What these labels say becomes a field, or is about the announcement itself. Costs, contact and programme stay.
FACTS = frozenset({
    Label.WHEN, Label.NEW_WHEN, Label.OLD_WHEN, Label.BEGIN, Label.END, Label.WHERE, Label.FORMAT, Label.MODERATOR,
    Label.SPEAKER, Label.DEADLINE, Label.REGISTRATION, Label.TITLE, Label.SUBJECT, Label.CATEGORIES, Label.MAIL,
    Label.PUBLISHED,
})  # fmt: skip
LEAST_PROSE = 60  # characters; a shorter line before the first sentence is a heading, a name, an address
LONG_ENOUGH = 110  # characters; so long a line is prose without a full stop, too
WRAPPED = 50  # characters; a line that goes on below is at least so long
WIDEST_WRAPPED = 100  # characters; with longer lines in it, a text was not wrapped by a mail program

_SENTENCE_END = re.compile(r"[.!?…:][“”\"»«)]{0,2}$")
_BOILERPLATE = re.compile(
    r"jetzt (?:zur veranstaltung )?anmelden|buchungen sind\b.{0,60}|bookings? (?:are |is )?closed\b.{0,60}"
    r"|(?:die )?anmeldung ist (?:geschlossen|beendet)|zurück zur (?:übersicht|liste)|veranstaltung teilen",
    re.I,
)
_FAREWELL = re.compile(
    r"(?:mit )?(?:freundlich|best|herzlich|lieb|viel|schön|kollegial)\w{1,3} gr[üu](?:ß|ss)\w{0,2}\b|mfg\b|--\s?$", re.I
)
_ITEM = re.compile(r"[-–—•·*▪►]\s+(?=\S)|\d{1,2}[.)]\s+(?=[A-ZÄÖÜ„“])")
_MONTH = re.compile(r"(\d{1,4}\.)(?=\s*(?:\d|jan|feb|mär|mrz|apr|mai|jun|jul|aug|sep|okt|nov|dez))", re.I)
_STARTS_LIKE_MARKUP = re.compile(r"([#>+]|={3,}|-{3,})")
_NUMBER_AT_START = re.compile(r"(\d{1,9})([.)])(?=\s)")
_INSIDE_A_WORD = re.compile(r"(?<=\w)([*_])(?=\w)")


def prose(text: str) -> str:
    """From the first paragraph of prose on, paragraphs separated by blank lines, lists as lists; "" if there is none.

    Lines with a label that became a field are left out, and what a page says about its own registration."""
    source = Source(text)
    paragraphs = _paragraphs(source, list(_kept(source)))
    return "\n".join(_markdown(paragraphs)).strip()


def _kept(source: Source) -> Iterator[Line]:
    """The lines from the first prose to the farewell that belong into the text."""
    facts = _fact_lines(source)
    has_begun = False
    for line in source.lines:
        if line.number in facts or _is_boilerplate(line.text):
            continue
        if has_begun and _FAREWELL.match(line.text):
            return
        has_begun = has_begun or _is_prose(line.text)
        if has_begun:
            yield line


def _fact_lines(source: Source) -> set[int]:
    """Numbers of the lines that are a label or what it says."""
    labels = Labels(source)
    numbers: set[int] = set()
    spoken: set[int] = set()
    for each in labels.all:
        head = source.line_at(each.label_start)
        if head is None:
            continue
        spoken.add(head.number)
        if each.label in FACTS and each.label_start == head.start:
            numbers.add(head.number)
            numbers.update(line.number for line in _value_lines(source, each))
    bare = {line.number for line in source.lines if line.number not in spoken and labels.begins_line(line)}
    return numbers | bare


def _value_lines(source: Source, found: Labelled) -> Iterator[Line]:
    for start, _ in found.parts:
        line = source.line_at(start)
        if line is not None:
            yield line


def _is_boilerplate(line: str) -> bool:
    words = line.strip(" *_–—-•·:.!>")
    return not any(char.isalnum() for char in line) or bool(_BOILERPLATE.fullmatch(words) or NOISE.fullmatch(words))


def _is_prose(line: str) -> bool:
    if line.startswith(("http://", "https://", "www.")) or " " not in line:
        return False
    return len(line) >= LONG_ENOUGH or (
        len(line) >= LEAST_PROSE and (bool(_SENTENCE_END.search(line)) or line.count(" ") * 9 > len(line))
    )


def _paragraphs(source: Source, lines: list[Line]) -> list[str]:
    """Lines that a mail program has wrapped are joined again."""
    width = max((len(line.text) for line in source.lines), default=0)
    found: list[str] = []
    previous: Line | None = None
    for line in lines:
        if previous and line.number == previous.number + 1 and _goes_on(previous, line, width):
            found[-1] = f"{found[-1]} {line.text}"
        else:
            found.append(line.text)
        previous = line
    return found


def _goes_on(line: Line, following: Line, width: int) -> bool:
    """Whether the line was broken because it was full. `width` is the longest line's."""
    if following.follows_blank or _ITEM.match(following.text):
        return False
    if not _SENTENCE_END.search(line.text):
        return following.text[0].islower() or len(line.text) >= WRAPPED
    return width <= WIDEST_WRAPPED and len(line.text) + len(following.text.split()[0]) >= width


def _markdown(paragraphs: list[str]) -> Iterator[str]:
    was_item = False
    for each in paragraphs:
        item = _ITEM.match(each)
        is_item = bool(item) and not _MONTH.match(each)
        if not (is_item and was_item):
            yield ""
        if item and is_item:
            mark = item.group().split()[0]
            yield f"{mark if mark[0].isdigit() else '-'} {_plain(each[item.end() :])}"
        else:
            yield _plain(each)
        was_item = is_item


def _plain(words: str) -> str:
    """What would be read as markup by accident: "2. März" at the start, the star in "Kolleg*innen"."""
    words = _STARTS_LIKE_MARKUP.sub(r"\\\1", words, count=1) if _STARTS_LIKE_MARKUP.match(words) else words
    words = _NUMBER_AT_START.sub(r"\1\\\2", words, count=1) if _NUMBER_AT_START.match(words) else words
    return _INSIDE_A_WORD.sub(r"\\\1", words)
