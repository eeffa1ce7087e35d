"""Titles in prose: what a sentence invites to, quoted or plainly; and the phrase a text quotes most."""

import re
from functools import lru_cache
from itertools import chain, islice

from akevents.formats.announcements import title_grammar as grammar
from akevents.formats.announcements.findings import Span
from akevents.formats.announcements.source import Source
from akevents.formats.announcements.trimming import Title, Trimmer
from akevents.formats.announcements.words import EVENT_NOUN

SHORT_NOUN = 11  # letters; "Treffen" alone is no title, "Frühjahrstreffen" is
MOST_QUOTES = 200
NEXT_LINE = 30  # characters: the date may begin the line below a title
MOST_QUOTED_LINES = 24  # at the top
INVITATION_REACH = 6_000  # characters in which the sentence that invites stands
PROPOSAL_REACH = 20_000  # characters in which a quoted phrase is looked for


class Invitations:
    """Reads the sentences of one text."""

    def __init__(self, source: Source, trimmer: Trimmer) -> None:
        self._source, self._trimmer = source, trimmer
        self.quoted = lru_cache(maxsize=1)(self._quoted)
        self.plain = lru_cache(maxsize=1)(self._plain)

    def _quoted(self) -> Title | None:
        """A quoted title in a sentence that invites to it."""
        text = self._source.text
        for match in islice(grammar.QUOTED.finditer(text, 0, PROPOSAL_REACH), MOST_QUOTES):
            before = max(0, match.start() - 60), match.start()
            if not grammar.BEFORE_QUOTE.search(self._source.lower, *before) or grammar.OF_A_SERIES.search(
                self._source.lower, *before
            ):
                continue
            start, end = self._source.sentence(match.start())
            is_of_event = grammar.INVITES.search(text[start:end]) or self._trimmer.has_mark(start, end + NEXT_LINE)
            if is_of_event and not re.search(
                r"zugesagt|aufruf|förderprogramm|projekt\w{0,3}\s$", text[start : match.start()], re.I
            ):
                return Title(match[1].strip(" ."), match.span(1))
        return self._quoted_first() or self._quoted_line()

    def _quoted_line(self) -> Title | None:
        """A line that is nothing but a quote, beside the date: "„Informal Transport in Lagos“"."""
        for line in self._source.lines[:MOST_QUOTED_LINES]:
            quoted = grammar.QUOTED.fullmatch(line.text)
            around = self._source.lines[max(0, line.number - 2) : line.number + 3]
            if quoted and self._trimmer.has_mark(around[0].start, around[-1].end):
                return Title(quoted[1].strip(" ."), (line.start + quoted.start(1), line.start + quoted.end(1)))
        return None

    def _quoted_first(self) -> Title | None:
        first = grammar.QUOTED_FIRST.search(self._source.text[:PROPOSAL_REACH])
        return Title(first[1].strip(" ."), first.span(1)) if first else None

    def _plain(self) -> Title | None:
        """ "Wir laden Sie zum Frühjahrstreffen des AK Stadtmarketing am …"; or what stands before the first "am 5. Mai"."""
        text = self._source.text[:INVITATION_REACH]
        invited = islice(grammar.INVITED_PLAINLY.finditer(self._source.lower[:INVITATION_REACH]), MOST_QUOTES)
        named = (
            islice(each.finditer(text), MOST_QUOTES) for each in (grammar.INVITED_BEFORE, grammar.NAMED_BEFORE_DATE)
        )
        for match in chain(invited, *named):
            start, end = match.span("title")
            if match.re is grammar.INVITED_BEFORE and not grammar.INVITES_BEHIND.search(
                text, start, self._source.sentence(start)[1]
            ):
                continue
            end = min([end, *(mark for mark, _ in self._trimmer.marks if start < mark < end)])
            stop = grammar.PLAIN_STOP.search(self._source.text, start, end)
            end = stop.start() if stop else end
            words = self._source.text[start:end].strip(" -–—|")
            is_name = " " in words or len(words) > SHORT_NOUN
            if match.re is grammar.INVITED_PLAINLY and self._is_before_date(start + len(words)) and words[:1].isupper():
                return Title(words, (start, start + len(words)))
            if (EVENT_NOUN.search(words) and words[:1].isupper() and is_name) or re.match(r"\d{1,3}\. [A-ZÄÖÜ]", words):
                return Title(words, (start, start + len(words)))
        return self._fragment() or self._behind_date()

    def _behind_date(self) -> Title | None:
        """ "Heute, Freitag, 20. März, 19 Uhr, Filmabend in der Weltbar"."""
        text = self._source.text
        for _, mark in self._trimmer.marks[:MOST_QUOTES]:
            named = grammar.NAMED_BEHIND_DATE.match(text, mark)
            if named is None or not EVENT_NOUN.search(named["title"]):
                continue
            stop = grammar.PLAIN_STOP.search(text, *named.span("title"))
            return self._trimmer.trimmed(named.start("title"), stop.start() if stop else named.end("title"))
        return None

    def _is_before_date(self, place: int) -> bool:
        """ "Wir laden ein zum Klönschnack: Sonntag, 15 Uhr": what stands directly before a date needs no known noun."""
        return any(0 <= mark - place <= len(" am, den ") for mark, _ in self._trimmer.marks)

    def _fragment(self) -> Title | None:
        """ "Infoabend zum Glasfaserausbau. Die Gemeinde informiert …": a first sentence without a verb."""
        for line in self._source.lines[:4]:
            first = re.match(r"[^.!?\n]{8,90}(?=[.!]\s)", line.text)
            if (
                first
                and EVENT_NOUN.search(first.group())
                and not grammar.INVITES.search(first.group())
                and not grammar.SAYS.search(first.group())
            ):
                return self._trimmer.trimmed(line.start, line.start + first.end())
        return None

    def proposal(self) -> Title:
        """The phrase that the text quotes most often."""
        counted: dict[str, int] = {}
        places: dict[str, Span] = {}
        for match in re.finditer(grammar.QUOTE, self._source.text[:PROPOSAL_REACH]):
            counted[match[1]] = counted.get(match[1], 0) + 1
            places.setdefault(match[1], match.span(1))
        if not counted:
            return Title(None)
        best = max(counted, key=lambda phrase: (counted[phrase], -places[phrase][0]))
        return Title(best, places[best], is_proposal=True)
