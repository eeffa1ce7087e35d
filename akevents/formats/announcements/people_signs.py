"""What is seen at each mention of a person: the words beside the name, its label, its line and the lines around it."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache

from akevents.formats.announcements import people_cues as cues
from akevents.formats.announcements import people_grammar as grammar
from akevents.formats.announcements.labels import Labels
from akevents.formats.announcements.names import Name
from akevents.formats.announcements.people_lines import READ_CHARACTERS
from akevents.formats.announcements.source import Line, Source

BEFORE, BEHIND = 120, 100  # characters of the line beside the name
STEM, LINE_STEM = 5, 6  # first letters of a word
EDGE = 8  # eighth of the text

_WORD = re.compile(r"\w+|[^\w\s]")
_CONTACT = re.compile(r"@|Tel|\b0\d{2,5}[ /-]\d")
_OTHER_EVENTS = re.compile(  # at the foot of a page
    r"\n\W{0,4}(?:das könnte sie auch|(?:weitere|ähnliche|andere|kommende|nächste) (?:veranstaltungen|termine|beiträge)"
    r"|(?:letzte|neueste|aktuelle) beiträge|kommentare\b|auch interessant)"
)
_JOINED = re.compile(
    r"(?:\s?\([^()]{1,60}\))?\s?(?:,|;|/|\n|,?\s?(?:und|sowie|&))\s{0,3}[-–•*]?\s?(?:\w[\w-]{0,30}\s){0,2}"
)
_LABEL = re.compile(r"\s{0,8}[-•*–]?\s{0,4}([^:\n]{2,40}):")
_ITEM = re.compile(r"\s{0,8}(?:\d{1,2}[.:]\d\d|\d{1,2}\s?Uhr)")


class PeopleSigns:
    """Of one text. `names` are its persons in the order of the text."""

    def __init__(self, source: Source, labels: Labels, names: Sequence[Name], *, has_i_lead: bool) -> None:
        self._source, self._labels, self._names = source, labels, names
        self._has_i_lead = has_i_lead
        others = _OTHER_EVENTS.search(source.lower, 0, READ_CHARACTERS)
        self._others_from = others.start() if others else len(source.text)
        self._starts = [each.start for each in names]

    def _is_sender(self, name: Name) -> bool:
        """Below "Viele Grüße" or in "Von: …"."""
        line = self._source.line_at(name.start)
        if line is None:
            return False
        above = self._source.lines[max(0, line.number - 2) : line.number]
        return line.text.startswith("Von:") or any(grammar.SIGNED.match(each.text) for each in above)

    def signs(self, name: Name, ruled: str | None) -> list[str]:
        """What is seen at this mention, where the rules would answer `ruled` ("speaker", "moderator", "nobody …")."""
        line = self._source.line_at(name.start)
        if line is None:
            return []
        found = [*self._beside(name, line), *self._of_line(name, line), *self._around(line), *self._of_text(name)]
        return [*([f"ruled {ruled}"] if ruled else []), *found]

    def _beside(self, name: Name, line: Line) -> Iterator[str]:
        text = self._source.text
        first, last = self._source.sentence(name.start)
        before = _words(self._with_others_as_mark(max(min(line.start, first), name.start - BEFORE), name.start))
        behind = _words(text[name.end : min(max(line.end, last), name.end + BEHIND)])
        yield "any"
        yield from cues.in_sentence(
            self._source, self._names, name, (max(first, name.start - BEFORE), min(last, name.end + BEHIND))
        )
        for distance, word in enumerate(reversed(before[-6:])):
            yield f"before{min(distance, 2)} {word}"
        yield from (f"before {word[:STEM]}" for word in dict.fromkeys(before[-14:]))
        yield from self._of_enumeration(name, max(min(line.start, first), name.start - BEFORE))
        for distance, word in enumerate(behind[:5]):
            yield f"behind{min(distance, 2)} {word}"
        yield from (f"behind {word[:STEM]}" for word in dict.fromkeys(behind[:12]))
        begins, ends = name.start - line.start < 3, line.end - name.end < 3  # noqa: PLR2004 - a dash or a bracket
        if begins:
            yield "alone on line" if ends else "begins line"
        if ends:
            yield "ends line"

    def _with_others_as_mark(self, start: int, end: int) -> str:
        """This stretch of the text with "§" for each person in it: the words between them are what counts."""
        pieces, place = [], start
        for other in self._names[bisect_left(self._starts, start) : bisect_left(self._starts, end)]:
            pieces += [self._source.text[place : other.start], "§"]
            place = other.end
        return "".join([*pieces, self._source.text[place:end]])

    def _of_enumeration(self, name: Name, start: int) -> Iterator[str]:
        """What stands in front of "A, B und C" is said of C, too."""
        text, place = self._source.text, bisect_left(self._starts, name.start)
        while place > 0 and _JOINED.fullmatch(text, self._names[place - 1].end, self._names[place].start):
            place -= 1
        first = self._names[place].start if place < len(self._names) else name.start
        if first < name.start:
            yield "joined"
        words = _words(text[max(start - BEFORE, first - BEFORE) : first])
        for distance, word in enumerate(reversed(words[-3:])):
            yield f"list{distance} {word}"

    def _of_line(self, name: Name, line: Line) -> Iterator[str]:
        label = _LABEL.match(line.text)
        if label and line.start + label.end() <= name.start:
            yield "has label"
            yield from (f"label {word[:LINE_STEM]}" for word in _words(label[1]))
        if labelled := self._labels.at(name.start):
            yield f"in {labelled.label}"
            yield f"in {labelled.label} {labelled.word.casefold()}"
        if _ITEM.match(line.text):
            yield "programme item"
        if _CONTACT.search(line.text[: 2 * BEFORE]):
            yield "contact"
        if line.follows_blank:
            yield "below blank"

    def _around(self, line: Line) -> Iterator[str]:
        lines = self._source.lines
        for distance in (1, 2, 3):
            above, below = line.number - distance, line.number + distance
            if above >= 0:
                near = lines[above].text[:BEFORE].lower()
                yield from (f"above{distance} {cue}" for cue in cues.within(near))
                words = _words(lines[above].text[: 2 * BEFORE])
                outer = dict.fromkeys([*words[:3], *_words(lines[above].text[-BEFORE:])[-3:]])
                yield from (f"above{distance} {word[:LINE_STEM]}" for word in outer)
                if _CONTACT.search(lines[above].text[: 2 * BEFORE]):
                    yield f"above{distance} contact"
            if below < len(lines) and distance < 3:  # noqa: PLR2004
                following = lines[below].text[:BEFORE]
                yield from (f"below{distance} {word[:LINE_STEM]}" for word in _words(following)[:4])
                if _CONTACT.search(following):
                    yield f"below{distance} contact"

    def _of_text(self, name: Name) -> Iterator[str]:
        if self._has_i_lead:
            is_sender = self._is_sender(name)
            yield "sender leads" if is_sender else "another leads"
        if self._others_from < name.start:
            yield "below other events"
        yield f"eighth {EDGE * name.start // max(1, len(self._source.text))}"
        yield f"persons {min(len(self._names), EDGE)}"
        yield f"place {min(bisect_left(self._starts, name.start), EDGE)}"
        if "Dr." in name.text or "Prof" in name.text:
            yield "titled"
        if not name.is_sure:
            yield "unknown first name"


@lru_cache(maxsize=1024)  # several persons stand beside one line
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.lower()))
