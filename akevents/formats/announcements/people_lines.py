"""Persons who are known by the line on which they stand: in a list, an agenda, alone at the top, below the letter."""

import re
from collections.abc import Iterator
from itertools import islice

from akevents.formats.announcements import people_grammar as grammar
from akevents.formats.announcements.labels import Labels
from akevents.formats.announcements.names import Name, names_in
from akevents.formats.announcements.source import Line, Source

READ_CHARACTERS = 40_000  # so far sentences about persons are read; an announcement has a tenth
MOST_LINES = 400  # in which lists of persons are looked for
LONGEST_ITEM = 110
LEAST_ITEMS = 3  # of a programme
NEAR = 6  # characters: "Frau "
LAST_WORDS = 40  # characters at the end of a line that announce a list


class PeopleLines:
    """Reads the lines of one text."""

    def __init__(self, source: Source, labels: Labels) -> None:
        self._source, self._labels = source, labels

    def below_an_announcement(self) -> Iterator[Name]:
        """Items of a list below "Darüber sprechen wir mit" or "Es diskutieren:"."""
        lines = self._source.lines[:MOST_LINES]
        for line in lines:
            if not grammar.LIST_FOLLOWS.search(
                line.text, max(0, len(line.text) - LAST_WORDS)
            ) or self._labels.begins_line(line):
                continue
            for item in lines[line.number + 1 : line.number + 9]:
                is_short = line.text.endswith((":", " von", " mit")) and len(item.text) < LONGEST_ITEM
                if not (grammar.ITEM.match(item.text) or is_short):
                    break
                first = next(names_in(self._source.text, item.start, item.end), None)
                if first is None or first.start - item.start > 40:  # noqa: PLR2004 - an office in front
                    break
                yield first

    def alone_at_the_top(self) -> Iterator[Name]:
        """A line that has nothing but a person with title or microphone, before any greeting."""
        for line in self._source.lines[:18]:
            if grammar.LETTER.match(line.text) or grammar.CONTACT.match(line.text):
                return
            is_greeting = line.number > 0 and grammar.GREETS.search(self._source.lines[line.number - 1].text)
            if (
                is_greeting
                or len(line.text) > LONGEST_ITEM
                or self._labels.begins_line(line)
                or self._labels.at(line.start)
            ):
                continue
            first = next(names_in(self._source.text, line.start, line.end), None)
            if first is None or not re.fullmatch(
                r"[\W\d]{0,30}(?:Uhr\W{1,4})?(?:mit |Frau |Herr )?(?:Dipl\S{1,12} )?(?:[A-ZÄÖÜ][\w-]{3,30} )?",
                self._source.text[line.start : first.start],
            ):
                continue
            behind = self._source.text[first.end : line.end]
            is_marked = (
                line.text[0] in "🎤👤🗣🎙👩👨" or first.text.startswith(("Dr", "Prof")) or self._is_below_talk(line)
            )
            if (
                is_marked
                and re.match(r"\s{0,6}(?:$|[,:(|–-])", behind)
                and not re.search(r"moderat|@|tel\.", behind, re.I)
            ):
                yield first

    def in_programme(self) -> Iterator[Name]:
        """Who stands beside or below the items of a programme, but for greetings and moderation."""
        lines = self._source.lines[:MOST_LINES]
        items = [line for line in lines if grammar.PROGRAMME_ITEM.match(line.text)]
        if len(items) < LEAST_ITEMS:
            return
        for item in items:
            for line in [item, *self._below(item)]:
                if grammar.NO_TALK.search(line.text):
                    break
                yield from (each for each in names_in(self._source.text, line.start, line.end) if each.is_sure)

    def _below(self, item: Line) -> Iterator[Line]:
        for line in self._source.lines[item.number + 1 : item.number + 3]:
            if line.follows_blank or grammar.PROGRAMME_ITEM.match(line.text) or self._labels.begins_line(line):
                return
            yield line

    def in_agenda(self) -> Iterator[Name]:
        for line in self._source.lines[:MOST_LINES]:
            if talk := self._before_talk(line):
                yield talk
                continue
            item = grammar.GIVEN_BY.match(line.text)
            if item and not grammar.GREETS.search(item.group()) and not grammar.MODERATION.search(item.group().lower()):
                place = line.start + item.end()
                yield from (
                    each
                    for each in islice(names_in(self._source.text, place, line.end), 1)
                    if each.start - place < NEAR
                )

    def _is_below_talk(self, line: Line) -> bool:
        """ "Vortrag „Putz und Patina“", and on the next line who gives it."""
        above = self._source.lines[line.number - 1].text if line.number and not line.follows_blank else ""
        return bool(grammar.ENDS_LIKE_TALK.search(above))

    def _before_talk(self, line: Line) -> Name | None:
        """Whose talk is quoted on this line, behind their name."""
        if not re.search(r":\s{0,2}[„“\"»]", line.text):
            return None
        name = next(names_in(self._source.text, line.start, line.end), None)
        if name is None or name.start != line.start or not grammar.BEFORE_TALK.match(self._source.text, name.end):
            return None
        return name
