"""The labelled parts of a text: "Wann: …", "Datum/Zeit" above its value, "… | Wo: …" in the middle of a line."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from akevents.formats.announcements import label_grammar as grammar
from akevents.formats.announcements.calendar_words import WEEKDAY
from akevents.formats.announcements.label_grammar import Label
from akevents.formats.announcements.source import Line, Source

MOST_COLONS = 4_000  # so many are looked at for a label within a line
MOST_HEADS = 20  # labels on one line
MOST_VALUE_LINES = 4  # a value below its label is no longer: hall, street, town, one more
LONGEST_VALUE_LINE = 90  # a longer line below a label is prose


_NEVER_ALONE = frozenset(
    {Label.MAIL, Label.BEGIN, Label.END, Label.TITLE, Label.NEW_WHEN, Label.OLD_WHEN, Label.PUBLISHED, Label.SUBJECT}
)
# "Mobilstationen im ländlichen Raum: eine Bilanz": behind a word in small letters these are no labels.
_BEHIND_A_PAUSE = frozenset({Label.WHERE, Label.FORMAT, Label.WHEN, Label.BEGIN, Label.END, Label.TITLE, Label.SERIES})
_DAY = re.compile(
    r"(?<!\d)\d{1,2}\.\s?(?:\d{1,2}\.|Jan|Feb|März|Mrz|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)"
)  # roughly a date
_DATE_BEGINS = re.compile(
    r"[\s:*]{0,4}(?:" + WEEKDAY + r"|(?:am |vom |den )?\d|\n|$)", re.I
)  # else "Save the Date: Stiftungstag …"
_INTO = re.compile(r"\bzu[mr]\s$")
_GOES_ON = re.compile(r"\b(?!uhr\b|h\b|und\b)[a-zäöüß]{2,30}\s{1,2}$")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A label and its value. `label_start` is where the label begins; several lines of value belong together.

    `parts` are the value's lines as spans; `stands_above` if the label stands on a line of its own."""

    label: Label
    label_start: int
    word: str
    start: int
    end: int
    parts: tuple[tuple[int, int], ...]
    stands_above: bool = False


@dataclass(frozen=True, slots=True)
class _Head:
    label: Label
    start: int
    value_start: int
    word: str


class Labels:
    """All labelled values, in the order of the text."""

    def __init__(self, source: Source) -> None:
        self._source = source
        first = _DAY.search(source.text)
        self._first_day = first.start() if first else len(source.text)
        self._by_line = {line.number: heads for line in source.lines if (heads := self._heads_at_start(line))}
        self._forget_categories_that_look_like_labels()
        self._add_inner_heads()
        self.all = [each for number in sorted(self._by_line) for each in self._values(source.lines[number])]
        self._starts = [each.start for each in self.all]

    def of(self, *kinds: Label) -> list[Labelled]:
        return [each for each in self.all if each.label in kinds]

    def at(self, position: int) -> Labelled | None:
        """The labelled value this place belongs to."""
        number = bisect_right(self._starts, position) - 1
        while number >= 0:
            found = self.all[number]
            if position < found.end:
                return found
            if position - found.end > 2_000:  # noqa: PLR2004 - no value is longer
                return None
            number -= 1
            if self._starts[number] < position - 4_000:
                return None
        return None

    def begins_line(self, line: Line) -> bool:
        return any(head.start == line.start for head in self._by_line.get(line.number, []))

    def _heads_at_start(self, line: Line) -> list[_Head]:
        match = grammar.AT_LINE_START.match(
            self._source.text, line.start, min(line.end, line.start + 2 * grammar.LONGEST_LABEL)
        )
        if match is None or match.lastgroup is None:
            return []
        if match.end() < line.end and not re.search(
            r"[:|\t?]|\s[–—-]\s|\s{2}", match.group()[len(match[match.lastgroup]) :]
        ):
            return []
        head = _Head(self._label(match, line.start), line.start, match.end(), match[match.lastgroup])
        if match.end() == line.end and not self._may_stand_alone(head, match.group()):
            return []
        return [head]

    def _label(self, match: re.Match[str], start: int) -> Label:
        """ "Nächster Termin" is the event's, if no date stands in front of it; "Save the Date" may name event or date."""
        label = Label[match.lastgroup or ""]
        if match[label.name].casefold() == "save the date" and not _DATE_BEGINS.match(
            self._source.text, match.end() + 1
        ):
            return Label.SUBJECT
        is_next = (
            label is Label.SERIES and match[label.name].casefold().startswith("nächster") and start < self._first_day
        )
        return Label.WHEN if is_next else label

    def _may_stand_alone(self, head: _Head, written: str) -> bool:
        """A bare "Start" or "von" on a line of its own is no label, and a word in small letters is none either."""
        return ":" in written or (
            head.word[0].isupper() and head.label not in _NEVER_ALONE and head.word.casefold() != "save the date"
        )

    def _forget_categories_that_look_like_labels(self) -> None:
        """Below "Kategorien" a line "Vorträge" is a value."""
        for line in self._source.lines:
            heads = self._by_line.get(line.number, [])
            if not (heads and heads[0].label is Label.CATEGORIES and heads[0].value_start >= line.end):
                continue
            for below in self._source.lines[line.number + 1 : line.number + 1 + MOST_VALUE_LINES]:
                if below.follows_blank or re.search(r"[:|]", below.text):
                    break
                self._by_line.pop(below.number, None)

    def _add_inner_heads(self) -> None:
        source, text = self._source, self._source.text
        place = -1
        for _ in range(MOST_COLONS):
            place = text.find(":", place + 1)
            if place < 0:
                break
            if text[place + 1 : place + 2].isdecimal() or text.startswith("//", place + 1):
                continue
            line = source.line_at(place)
            if line is None:
                continue
            low = max(line.start, place - grammar.LONGEST_LABEL)
            match = grammar.BEFORE_COLON.search(text, low, place)
            if match is None or match.lastgroup is None or not match[match.lastgroup][0].isupper():
                continue
            heads = self._by_line.get(line.number, [])
            if heads and (match.start() < heads[-1].value_start or len(heads) == MOST_HEADS):
                continue
            between = text[max(low, match.start() - 3) : match.start()]
            if match.start() > line.start and not re.search(r"[\s(*_|/]$", between):
                continue
            label = self._label(match, match.start())
            if _INTO.search(text, low, match.start()):
                continue  # "Einladung zum Vortrag: …"
            if label in _BEHIND_A_PAUSE and _GOES_ON.search(text, low, match.start()):
                continue
            if match[match.lastgroup].casefold() == "frist":
                continue  # in a sentence it may be anybody's
            if label in {Label.MAIL, Label.OTHER} and not re.search(r"[|;•·,.(/–—-]\s{0,6}$", between):
                continue
            heads.append(_Head(label, match.start(), place + 1, match[match.lastgroup]))
            self._by_line[line.number] = heads

    def _values(self, line: Line) -> list[Labelled]:
        heads = sorted(self._by_line[line.number], key=lambda head: head.start)
        found = []
        for head, following in zip(heads, [*heads[1:], None], strict=True):
            end = following.start if following else line.end
            start, end = self._trimmed(head.value_start, end)
            if start < end:
                below = [] if following else self._lines_of_time(line, head)
                parts = ((start, end), *((each.start, each.end) for each in below))
                found.append(Labelled(head.label, head.start, head.word, start, parts[-1][1], parts))
            elif following is None and (lines := self._lines_below(line, head)):
                parts = tuple((each.start, each.end) for each in lines)
                found.append(Labelled(head.label, head.start, head.word, parts[0][0], parts[-1][1], parts, True))
        return found

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        """Without blanks and separators at both ends."""
        text = self._source.text
        raw = text[start:end]
        start += len(raw) - len(raw.lstrip(" \t*_|–—-"))
        tail = grammar.SEPARATOR.search(text[max(start, end - 12) : end])
        if tail and end < len(text) and text[end] != "\n":
            end -= len(tail.group())
        raw = text[start:end]
        return start, max(start, start + len(raw.rstrip(" \t*_|")))

    def _lines_of_time(self, line: Line, head: _Head) -> list[Line]:
        """Below "Date(s) - 05/03/2021" the time stands on a line of its own."""
        if head.label not in {Label.WHEN, Label.NEW_WHEN}:
            return []
        below: list[Line] = []
        for each in self._source.lines[line.number + 1 : line.number + 3]:
            if each.follows_blank or not grammar.LINE_OF_TIME.fullmatch(each.text):
                break
            below.append(each)
        return below

    def _lines_below(self, line: Line, head: _Head) -> list[Line]:
        found: list[Line] = []
        following = self._source.lines[line.number + 1 : line.number + 1 + MOST_VALUE_LINES + 2]
        for number, each in enumerate(following):
            if each.number in self._by_line or len(found) == MOST_VALUE_LINES:
                break
            if found and head.label is Label.CATEGORIES and each.text.endswith(":"):
                break  # "Veranstaltung-Tags:"
            if grammar.NOISE.search(each.text.lower()):
                continue
            if each.follows_blank and (found or number):
                break
            if each.end - each.start > LONGEST_VALUE_LINE or (found and grammar.ENDS_LIKE_PROSE.search(each.text)):
                break
            if head.label in {Label.PROGRAMME, Label.OTHER, Label.REGISTRATION}:
                break
            found.append(each)
        return found
