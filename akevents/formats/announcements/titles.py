"""What the event is called: labelled, in a heading, quoted in the sentence that invites, or the beginning of a note."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from akevents.formats.announcements import title_grammar as grammar
from akevents.formats.announcements.dates import DateMention
from akevents.formats.announcements.head_lines import HeadLines
from akevents.formats.announcements.invitations import Invitations
from akevents.formats.announcements.label_grammar import Label
from akevents.formats.announcements.labels import Labels
from akevents.formats.announcements.names import Name, names_in
from akevents.formats.announcements.people import names_a_talk
from akevents.formats.announcements.source import Line, Source
from akevents.formats.announcements.times import TimeMention
from akevents.formats.announcements.trimming import LONGEST_TITLE, Title, Trimmer
from akevents.formats.announcements.words import EVENT_NOUN

LINES_OF_A_NOTE = 3
MOST_INSET_LINES = 24  # at the top, in which a title stands between paragraphs or above a date


class TitleFinder:
    """Looks in the places in which titles stand, best first."""

    def __init__(
        self, source: Source, labels: Labels, dates: Sequence[DateMention], times: Sequence[TimeMention]
    ) -> None:
        self.source = self._source = source
        self.labels = self._labels = labels
        self.trimmer = self._trimmer = Trimmer(source, labels, dates, times)
        self.head = self._head = HeadLines(source, labels, self._trimmer)
        self._invitations = Invitations(source, self._trimmer)

    def find(self) -> Title:
        labelled = self._labelled(Label.TITLE)
        if labelled:
            return labelled
        if inset := self._inset():
            return inset
        heading = self._heading()
        topic = self._labelled(Label.TOPIC) or self._talk()
        if heading and topic and heading.text and topic.text and topic.text.casefold() not in heading.text.casefold():
            is_only_kind = bool(EVENT_NOUN.search(heading.text)) and not re.search(r"[„“\"»:]", heading.text)
            if is_only_kind and len(heading.text) < 70:  # noqa: PLR2004 - a kind of event with its group
                return Title(f"{heading.text}: {topic.text}", heading.span, more=(topic.span,) if topic.span else ())
            return heading
        if found := heading or topic or self._above_when() or self._talk_with_person():
            return found
        if not self._head.is_page():
            return self._invitations.quoted() or self._invitations.plain() or self._invitations.proposal()
        # A page has its title above its dates; what a sentence says is only offered.
        offered = self._invitations.proposal()
        plain = None if offered.text else self._invitations.plain()
        return replace(plain, is_proposal=True) if plain else offered

    def invited(self) -> str:
        """What a sentence invites to in quotes; empty if none does."""
        quoted = self._invitations.quoted()
        return (quoted.text if quoted else None) or ""

    def phrases(self) -> list[Title]:
        """Within sentences, where titles may stand, too."""
        return [each for each in (self._invitations.quoted(), self._invitations.plain()) if each]

    def _labelled(self, label: Label) -> Title | None:
        for each in self._labels.of(label):
            start, end = each.parts[0]
            is_prose = end - start > LONGEST_TITLE or re.search(r"[.?!]\s+[A-ZÄÖÜ]", self._source.text[start:end])
            if each.word.casefold() in {"veranstaltung", "event", "was", "kurs"} and is_prose:
                continue
            if title := self._trimmer.trimmed(start, end):
                return title
        return None

    def _talk(self) -> Title | None:
        """ "Vortrag: Hitze in der Stadt" below the colloquium's name; no person stands there."""
        for each in self._labels.of(Label.SPEAKER):
            if names_a_talk(each) and not each.stands_above and self._head.may_be_title(each):
                return self._trimmer.trimmed(*each.parts[0])
        return None

    def _talk_with_person(self) -> Title | None:
        """ "Autorenlesung: Saša Stanišić" is all that a listing says."""
        for each in self._labels.of(Label.SPEAKER)[:1]:
            if names_a_talk(each) and not each.stands_above:
                return self._trimmer.trimmed(each.label_start, each.parts[0][1], past_labels=True)
        return None

    def _above_when(self) -> Title | None:
        """In a letter or newsletter, the line on top of "Termin: …" and its fellows."""
        labelled = [self._source.line_at(each.label_start) for each in self._labels.of(Label.WHEN)[:1]]
        for line in [*labelled, *self._bare_date_lines()]:
            if line is None or line.number == 0 or line.follows_blank:
                continue
            above = self._source.lines[line.number - 1]
            is_name = EVENT_NOUN.search(above.text) or re.search(r"[„“\"»]", above.text)
            if is_name and above.follows_blank and self._may_be_name(above):
                return self._trimmer.trimmed(above.start, above.end)
        return None

    def _bare_date_lines(self) -> list[Line]:
        """Lines that hold a date and hardly anything else."""
        lines = self._source.lines[1:MOST_INSET_LINES]
        marked = [
            each for each in lines if len(each.text) < LONGEST_TITLE and self._trimmer.has_mark(each.start, each.end)
        ]
        return [each for each in marked if len(re.findall(r"[^\W\d]{3,}", each.text)) <= 4][:2]  # noqa: PLR2004 - words

    def _may_be_name(self, line: Line) -> bool:
        return not (
            self._labels.begins_line(line)
            or self._labels.at(line.start)
            or line.text.endswith((".", ":", ","))
            or grammar.GREETING.match(line.text)
            or len(line.text) > LONGEST_TITLE
        )

    def _inset(self) -> Title | None:
        """A paragraph of its own in the middle of the sentence that invites: "zum Infoabend", the title, "ein."."""
        for above, line, following in zip(
            *(self._source.lines[n : n + MOST_INSET_LINES] for n in range(3)), strict=False
        ):
            if not (line.follows_blank and following.follows_blank and self._may_be_name(line)):
                continue
            is_open = grammar.LEADS_TO.search(above.text[-LONGEST_TITLE:]) and following.text[:1].islower()
            is_announced = grammar.ANNOUNCES.search(above.text[-LONGEST_TITLE:])
            if (is_open or is_announced) and not self._trimmer.has_mark(line.start, line.end):
                return self._trimmer.trimmed(line.start, line.end)
        return None

    def _subject(self) -> Title | None:
        found = self._labelled(Label.SUBJECT)
        return None if found and grammar.OF_PRESS.match(found.text or "") else found

    def _heading(self) -> Title | None:
        """The best of the lines at the top; a house's name only if nothing else is there."""
        if subject := self._subject():
            return self._above_when() or self._with_quoted_name(subject)
        scored = [
            (self._score(rank, line, title.text), self._with_quoted_line(title, line))
            for rank, line in enumerate(self._head)
            if (title := self._trimmer.trimmed(line.start, line.end)) and title.text
        ]
        if not scored:
            return None
        score, best = max(scored, key=lambda each: each[0])
        if score < 0:
            return self._invitations.quoted() or self._invitations.plain() or best
        return self._with_talk(self._with_quoted_name(best))

    def _score(self, rank: int, line: Line, text: str) -> int:
        """The higher it stands and the more it looks like the name of an event."""
        score = 10 - 2 * rank + 4 * bool(EVENT_NOUN.search(text)) + 2 * bool(re.search(r"[„“\"»]", text))
        is_house = grammar.ORGANISATION.search(text) and not re.search(r":\s|\?", text)
        score -= 12 * bool((is_house and not self._names_event(text)) or grammar.ORGANISATION_TAIL.search(text))
        is_bare = grammar.BARE_KIND.fullmatch(text) or (" " not in text and EVENT_NOUN.search(text))
        score -= 7 * bool(is_bare)
        score -= 4 * (rank > 0 and self._only_says_what_kind(text)) + 8 * bool(grammar.OF_SERIES.search(text))
        score += 3 * bool(grammar.LOUD.fullmatch(text) and len(text.split()) > 1)
        score -= 4 * (rank > 0 and bool(grammar.SAYS.search(text)))
        is_marked = line.number == 0 and re.match(r"#|\*\*", line.text)
        return score + 4 * (rank == 0 and (self._head.is_press() or bool(is_marked)))

    def _with_quoted_name(self, title: Title) -> Title:
        """What the text calls the event in quotes, where the heading names only its kind or says what somebody does."""
        quoted, text = self._invitations.quoted(), title.text or ""
        if not (quoted and quoted.text and quoted.span and text) or quoted.text.casefold() in text.casefold():
            return title
        is_name = bool(re.search(r"[„“\"»?!:]", text))
        says = bool(grammar.SAYS.search(text))
        if EVENT_NOUN.search(text) and len(text.split()) <= 4 and not (is_name or says) and title.span:  # noqa: PLR2004 - words of a kind
            return Title(f"{text}: {quoted.text}", title.span, more=(quoted.span,))
        is_vague = says or not (EVENT_NOUN.search(text) or is_name)
        is_note = len(self._source.lines) <= LINES_OF_A_NOTE
        return quoted if is_vague and (says or is_note or self._head.is_press()) else title

    def _with_talk(self, title: Title) -> Title:
        """A colloquium is called by the talk that stands below its speaker's name."""
        if not (title.text and title.span and EVENT_NOUN.search(title.text)) or re.search(r"[„“\"»:?–]", title.text):
            return title
        head = self._head.first_lines()[1:]
        for line, following in pairwise(head):
            name = next(names_in(self._source.text, line.start, line.end), None)
            if (
                name is None
                or not self._is_only_name(line, name)
                or self._labels.at(line.start)
                or self._labels.begins_line(line)
            ):
                continue
            talk = self._trimmer.trimmed(following.start, following.end)
            if (
                talk
                and talk.text
                and talk.span
                and not self._trimmer.has_mark(following.start, following.end)
                and not (following.follows_blank or self._labels.begins_line(following) or following.text.endswith("."))
            ):
                return Title(f"{title.text}: {talk.text}", title.span, more=(talk.span,))
        return title

    def _is_only_name(self, line: Line, name: Name) -> bool:
        text = self._source.text
        is_first = name.start - line.start <= len("• Frau ")
        return is_first and bool(re.fullmatch(r"\s{0,6}(?:\([^)]{0,60}\)|,[^.]{0,60})?", text[name.end : line.end]))

    def _with_quoted_line(self, title: Title, line: Line) -> Title:
        """ "Jahrestagung Regionalmarketing" and below it "„Regionen neu erzählen“" are one title."""
        following = self._source.lines[line.number + 1 : line.number + 2]
        if not (following and title.text and title.span) or re.search(r"[„“\"»]", title.text):
            return title
        if self._is_subtitle(following[0], line, title.text) or self._is_topic(following[0], title.text):
            span = (following[0].start, following[0].end)
            return Title(f"{title.text}: {following[0].text.strip('*_ ')}", title.span, more=(span,))
        if quoted := re.fullmatch(r"[*_\s]*(" + grammar.QUOTE + r")(?:[*_\s]*|(?:,| [–-]) .*)", following[0].text):
            start = following[0].start + quoted.start(1)
            return Title(f"{title.text}: {quoted[1]}", title.span, more=((start, start + len(quoted[1])),))
        return title

    def _is_subtitle(self, line: Line, above: Line, kind: str) -> bool:
        """ "Kulturpolitischer Dialog" says only the kind, and "Regionalkonferenz Ost:" goes on below."""
        is_open = above.text.endswith(":") or grammar.ONLY_KIND.fullmatch(kind)
        is_other = (
            self._trimmer.has_mark(line.start, line.end)
            or self._labels.begins_line(line)
            or line.text.endswith((".", ":", ","))
            or grammar.ORGANISATION.search(line.text)
            or any(names_in(self._source.text, line.start, line.end))
        )
        return (
            bool(is_open and EVENT_NOUN.search(kind))
            and not (line.follows_blank or is_other)
            and len(line.text) < LONGEST_TITLE // 2
        )

    def _is_topic(self, line: Line, kind: str) -> bool:
        """Between "Workshop für Fachkräfte der Jugendarbeit" and the first label."""
        behind = self._source.lines[line.number + 1 : line.number + 2]
        return bool(
            self._only_says_what_kind(kind)
            and behind
            and self._labels.begins_line(behind[0])
            and self._may_be_name(line)
            and not self._trimmer.has_mark(line.start, line.end)
            and not grammar.ORGANISATION.search(line.text)
            and not any(names_in(self._source.text, line.start, line.end))
        )

    def _only_says_what_kind(self, text: str) -> bool:
        """ "Podiumsdiskussion der Grünen Alternative" below "Wohnen darf kein Luxus sein!"."""
        kind = grammar.KIND_OF.match(text)
        return bool(kind and EVENT_NOUN.search(kind.group()) and not re.search(r"[„“\"»:?]", text))

    def _names_event(self, text: str) -> bool:
        nouns = [each for each in EVENT_NOUN.finditer(text) if each.group().casefold() not in {"arbeitskreis", "ak"}]
        return any(not re.search(r"\b(?:im|des|vom|beim)\s[\w-]*$", text[: each.start()]) for each in nouns)
