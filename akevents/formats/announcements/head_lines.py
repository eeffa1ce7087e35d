"""Which lines at the top can be headings: no navigation, labels, greetings, letterheads, datelines or prose."""

import re
from collections.abc import Iterator
from dataclasses import replace

from akevents.formats.announcements import title_grammar as grammar
from akevents.formats.announcements.label_grammar import Label
from akevents.formats.announcements.labels import Labelled, Labels
from akevents.formats.announcements.names import names_in
from akevents.formats.announcements.people import names_a_talk
from akevents.formats.announcements.source import Line, Source
from akevents.formats.announcements.trimming import LONGEST_TITLE, Trimmer
from akevents.formats.announcements.words import EVENT_NOUN

MOST_HEAD_LINES = 14  # below the navigation; a title stands at the top
MOST_NAVIGATION_LINES = 60
SHORT_SENTENCE, LONG_SENTENCE = 7, 14  # words; with a full stop more are prose, without one still more
LONGEST_GREETING = 60
_HEADS = frozenset({Label.WHEN, Label.WHERE, Label.DEADLINE, Label.MODERATOR, Label.SPEAKER, Label.PROGRAMME})


def only_meta(text: str) -> bool:
    """ "+++ TERMIN +++ TERMIN +++" or "Achtung, Terminverschiebung!"."""
    found = re.findall(r"\w+", text)
    return 0 < len(found) <= 5 and all(grammar.META_WORD.fullmatch(word) for word in found)  # noqa: PLR2004 - words


class HeadLines:
    """Reads the top of one text."""

    def __init__(self, source: Source, labels: Labels, trimmer: Trimmer) -> None:
        self._source, self._labels, self._trimmer = source, labels, trimmer

    def first_lines(self) -> list[Line]:
        """Without the menu above them, as a page dump has it."""
        navigation = self._navigation()
        top = self._source.lines[: MOST_HEAD_LINES + MOST_NAVIGATION_LINES]
        return [line for line in top if line.number not in navigation][:MOST_HEAD_LINES]

    def __iter__(self) -> Iterator[Line]:
        """Lines that can be headings, from the top."""
        behind_labels = False
        for line in self.first_lines():
            if grammar.GREETING.match(line.text.lstrip("*_# ")):
                yield from self._behind_greeting(line)
                return
            inside = self._labels.at(line.start)
            if self._labels.begins_line(line):
                head = inside or next((each for each in self._labels.all if each.label_start == line.start), None)
                if head and self.may_be_title(head):
                    yield line
                elif head and head.label in _HEADS:
                    is_talk = head.stands_above and names_a_talk(head)
                    behind_labels = behind_labels or (line.number > 0 and not is_talk)
                continue
            if inside and inside.label is not Label.MAIL and not self._is_below_kind(inside, line):
                continue
            if behind_labels and not self._may_stand_below(line):
                return
            if self._is_no_heading(line):
                continue
            if self._is_prose(line):
                if line.number == 0 and grammar.NOTICE.match(line.text):
                    continue
                return
            yield line

    def _navigation(self) -> set[int]:
        """Numbers of the lines of a menu: a paragraph of short lines, some of them with words that only menus have."""
        found: set[int] = set()
        block: list[Line] = []
        for line in [*self._source.lines[:MOST_NAVIGATION_LINES], None]:
            if line is None or line.follows_blank:
                if sum(bool(grammar.MENU.fullmatch(each.text)) for each in block) > 1:
                    found.update(each.number for each in block)
                block = []
            if line is not None:
                block.append(line)
                if len(line.text.split()) > 4 or self._trimmer.has_mark(line.start, line.end):  # noqa: PLR2004 - words
                    block = []
        return found

    def _behind_greeting(self, line: Line) -> Iterator[Line]:
        """ "Liebe Nachbarn! Hausversammlung am Mittwoch, 18 Uhr": the note goes on behind the greeting."""
        stop = re.match(r"[^!,:]*[!,:]\s+(?=[A-ZÄÖÜ„\d])", line.text[:LONGEST_GREETING])
        if stop is None:
            return
        rest = replace(line, start=line.start + stop.end(), text=line.text[stop.end() :])
        is_note = self._trimmer.has_mark(rest.start, rest.end) and not grammar.OPENS_SENTENCE.match(rest.text)
        if is_note and not self._is_prose(rest):
            yield rest

    def _is_no_heading(self, line: Line) -> bool:
        if grammar.ABOUT_PERSONS.match(line.text) and any(names_in(self._source.text, line.start, line.end)):
            return True
        bare = line.text.strip("*_#= +~≡☰<>›»«‹→←➔|")
        return bool(
            grammar.META.fullmatch(bare)
            or only_meta(line.text)
            or self._is_masthead(line)
            or self._is_path(bare)
            or (self.is_press() and self._is_dateline(line))
            or grammar.META_BEGIN.match(line.text.lstrip("*_# "))
        )

    def is_page(self) -> bool:
        return any(each.word.casefold() in grammar.PAGE_WORDS for each in self._labels.of(Label.WHEN))

    def is_press(self) -> bool:
        return bool(re.match(r"\W*(?:presse|medien|pm\b)", self._source.text[:200].lstrip(), re.I))

    def _is_path(self, words: str) -> bool:
        """ "Termine > Detail", "Vereinsnachrichten | Oktober"."""
        steps = re.split(r"\s?[>›»/|]\s", words)
        return len(steps) > 1 and bool(grammar.MENU.fullmatch(steps[0]) or grammar.META.fullmatch(steps[0].strip()))

    def _is_masthead(self, line: Line) -> bool:
        has_mark = self._trimmer.has_mark(line.start, line.end)
        return not has_mark and bool(grammar.MASTHEAD.fullmatch(line.text.strip("*_#= +~")))

    def _is_dateline(self, line: Line) -> bool:
        """ "Pforzheim, 11. Februar 2026" above a press release."""
        return bool(grammar.DATELINE.fullmatch(line.text)) and not EVENT_NOUN.search(line.text)

    def _is_below_kind(self, inside: Labelled, line: Line) -> bool:
        """ "Podiumsdiskussion" on a line of its own, and below it what it is about."""
        is_talk = inside.label is Label.SPEAKER and inside.stands_above and names_a_talk(inside)
        return is_talk and not any(names_in(self._source.text, line.start, line.end))

    def _may_stand_below(self, line: Line) -> bool:
        """On a page dump whose title was not copied, a heading may follow the labels; other notes have no title there."""
        is_mark = self._trimmer.has_mark(line.start, line.end)
        return self.is_page() and line.follows_blank and not is_mark and not re.search(r"[.:]$", line.text)

    def may_be_title(self, head: Labelled) -> bool:
        """ "Vortrag: Balkonkraftwerke", "Nachholtermin: Workshop Leitbild": what follows is neither person nor date."""
        value = self._source.text[head.start : head.end]
        if head.stands_above or self._trimmer.has_mark(head.start, head.end):
            return False
        if head.label is Label.SPEAKER:
            return names_a_talk(head) and not any(names_in(self._source.text, head.start, head.end))
        return head.label in {Label.NEW_WHEN, Label.WHEN} and bool(re.search(r"[^\W\d]{4}", value))

    def _is_prose(self, line: Line) -> bool:
        """A long line, or one that ends like a sentence with a verb; one-line notes have their date inside."""
        words = len(line.text.split())
        has_mark = self._trimmer.has_mark(line.start, line.end)
        if has_mark and line.number == 0 and len(self._source.lines) <= 4 and words < 60:  # noqa: PLR2004 - lines and words of a note
            return bool(
                re.match(r"(?:wir laden|am|der|die|das|herzliche einladung an|hiermit|im|in)\s", line.text, re.I)
                and re.search(r"[a-zäöü]{2}\.(?:\s|$)", line.text)
                and grammar.INVITES.search(line.text)
            )
        ends = bool(re.search(r"[a-zäöüß\d)]{2}\.$", line.text))
        goes_on = not has_mark and line.text[-1:] not in '“"«!?' and self._wraps(line)
        is_long = line.end - line.start > LONGEST_TITLE
        return is_long or (ends and words > SHORT_SENTENCE) or (goes_on and words > LONG_SENTENCE)

    def _wraps(self, line: Line) -> bool:
        following = self._source.lines[line.number + 1 : line.number + 2]
        return bool(following) and not following[0].follows_blank and following[0].end - following[0].start > 60  # noqa: PLR2004 - wrapped prose
