"""What the event is called: labelled, in a heading, quoted in the sentence that invites, or the beginning of a note."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from akevents.formats.announcements import title_grammar as grammar
from akevents.formats.announcements.dates import DateMention
from akevents.formats.announcements.invitations import Invitations
from akevents.formats.announcements.label_grammar import Label
from akevents.formats.announcements.labels import Labelled, Labels
from akevents.formats.announcements.names import Name, names_in
from akevents.formats.announcements.people import names_a_talk
from akevents.formats.announcements.source import Line, Source
from akevents.formats.announcements.times import TimeMention
from akevents.formats.announcements.trimming import LONGEST_TITLE, Title, Trimmer
from akevents.formats.announcements.words import EVENT_NOUN

MOST_HEAD_LINES = 14  # a title stands at the top
SHORT_SENTENCE, LONG_SENTENCE = 7, 14  # words; with a full stop more are prose, without one still more


def _only_meta(text: str) -> bool:
    """ "+++ TERMIN +++ TERMIN +++" or "Achtung, Terminverschiebung!"."""
    found = re.findall(r"\w+", text)
    return 0 < len(found) <= 5 and all(grammar.META_WORD.fullmatch(word) for word in found)  # noqa: PLR2004 - words


class TitleFinder:
    """Looks in the places in which titles stand, best first."""

    def __init__(
        self, source: Source, labels: Labels, dates: Sequence[DateMention], times: Sequence[TimeMention]
    ) -> None:
        self._source, self._labels = source, labels
        self._trimmer = Trimmer(source, labels, dates, times)
        self._invitations = Invitations(source, self._trimmer)

    def find(self) -> Title:
        labelled = self._labelled(Label.TITLE)
        if labelled:
            return labelled
        heading = self._heading()
        topic = self._labelled(Label.TOPIC) or self._talk()
        if heading and topic and heading.text and topic.text and topic.text.casefold() not in heading.text.casefold():
            is_only_kind = bool(EVENT_NOUN.search(heading.text)) and not re.search(r"[„“\"»:]", heading.text)
            if is_only_kind and len(heading.text) < 70:  # noqa: PLR2004 - a kind of event with its group
                return Title(f"{heading.text}: {topic.text}", heading.span, more=(topic.span,) if topic.span else ())
            return heading
        if found := heading or topic or self._above_when():
            return found
        if not self._is_page():
            return self._invitations.quoted() or self._invitations.plain() or self._invitations.proposal()
        # A page has its title above its dates; what a sentence says is only offered.
        offered = self._invitations.proposal()
        plain = None if offered.text else self._invitations.plain()
        return replace(plain, is_proposal=True) if plain else offered

    def _is_page(self) -> bool:
        return any(each.word.casefold() in grammar.PAGE_WORDS for each in self._labels.of(Label.WHEN))

    def _labelled(self, label: Label) -> Title | None:
        for each in self._labels.of(label):
            start, end = each.parts[0]
            if each.word.casefold() in {"veranstaltung", "event", "was", "kurs"} and end - start > LONGEST_TITLE:
                continue
            if title := self._trimmer.trimmed(start, end):
                return title
        return None

    def _talk(self) -> Title | None:
        """ "Vortrag: Hitze in der Stadt" below the colloquium's name; no person stands there."""
        for each in self._labels.of(Label.SPEAKER):
            if names_a_talk(each) and not each.stands_above and self._may_be_title(each):
                return self._trimmer.trimmed(*each.parts[0])
        return None

    def _above_when(self) -> Title | None:
        """In a letter or newsletter, the line on top of "Termin: …" and its fellows."""
        for each in self._labels.of(Label.WHEN)[:1]:
            line = self._source.line_at(each.label_start)
            if line is None or line.number == 0 or line.follows_blank:
                return None
            above = self._source.lines[line.number - 1]
            is_name = EVENT_NOUN.search(above.text) or re.search(r"[„“\"»]", above.text)
            is_own = (
                above.follows_blank and not self._labels.begins_line(above) and not above.text.endswith((".", ":", ","))
            )
            return self._trimmer.trimmed(above.start, above.end) if is_name and is_own else None
        return None

    def _subject(self) -> Title | None:
        return self._labelled(Label.SUBJECT)

    def _heading(self) -> Title | None:
        """The best of the lines at the top; a house's name only if nothing else is there."""
        if subject := self._subject():
            return subject
        best: tuple[int, Title] | None = None
        for rank, line in enumerate(self._head_lines()):
            title = self._trimmer.trimmed(line.start, line.end)
            if title is None or title.text is None:
                continue
            score = (
                10 - 2 * rank + 4 * bool(EVENT_NOUN.search(title.text)) + 2 * bool(re.search(r"[„“\"»]", title.text))
            )
            is_house = grammar.ORGANISATION.search(title.text) and not re.search(r":\s|\?", title.text)
            if (is_house and not self._names_event(title.text)) or grammar.ORGANISATION_TAIL.search(title.text):
                score -= 12
            is_bare = grammar.BARE_KIND.fullmatch(title.text) or (
                " " not in title.text and EVENT_NOUN.search(title.text)
            )
            score -= 7 * bool(is_bare)
            score -= 4 * (rank > 0 and self._only_says_what_kind(title.text))
            if rank == 0 and (self._is_press() or (line.number == 0 and re.match(r"#|\*\*", line.text))):
                score += 4
            if best is None or score > best[0]:
                best = score, self._with_quoted_line(title, line)
        if best is None:
            return None
        quoted = self._invitations.quoted()
        if best[0] < 0:
            return quoted or self._invitations.plain() or best[1]
        is_vague = bool(grammar.SAYS.search(best[1].text or "")) or not (
            EVENT_NOUN.search(best[1].text or "") or re.search(r"[„“\"»?!:]", best[1].text or "")
        )
        if (
            quoted
            and quoted.text
            and best[1].text
            and quoted.text.casefold() not in best[1].text.casefold()
            and is_vague
            and self._is_press()
        ):
            return quoted
        return self._with_talk(best[1])

    def _with_talk(self, title: Title) -> Title:
        """A colloquium is called by the talk that stands below its speaker's name."""
        if not (title.text and title.span and EVENT_NOUN.search(title.text)) or re.search(r"[„“\"»:?–]", title.text):
            return title
        head = self._source.lines[1:MOST_HEAD_LINES]
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
        if quoted := re.fullmatch(r"[*_\s]*" + grammar.QUOTE + r"[*_\s]*", following[0].text):
            span = (following[0].start, following[0].end)
            return Title(f"{title.text}: {quoted.group().strip('*_ ')}", title.span, more=(span,))
        return title

    def _only_says_what_kind(self, text: str) -> bool:
        """ "Podiumsdiskussion der Grünen Alternative" below "Wohnen darf kein Luxus sein!"."""
        kind = grammar.KIND_OF.match(text)
        return bool(kind and EVENT_NOUN.search(kind.group()) and not re.search(r"[„“\"»:?]", text))

    def _names_event(self, text: str) -> bool:
        return any(noun.group().casefold() not in {"arbeitskreis", "ak"} for noun in EVENT_NOUN.finditer(text))

    def _is_press(self) -> bool:
        return bool(re.match(r"\W*(?:presse|medien|pm\b)", self._source.text[:200].lstrip(), re.I))

    def _head_lines(self) -> Iterator[Line]:
        """Lines that can be headings: no labels and their values, no greeting, no date alone, no prose."""
        behind_labels = False
        for line in self._source.lines[:MOST_HEAD_LINES]:
            if grammar.GREETING.match(line.text.lstrip("*_# ")):
                return
            inside = self._labels.at(line.start)
            if self._labels.begins_line(line):
                head = inside or next((each for each in self._labels.all if each.label_start == line.start), None)
                if head and self._may_be_title(head):
                    yield line
                elif head and head.label in {
                    Label.WHEN,
                    Label.WHERE,
                    Label.DEADLINE,
                    Label.MODERATOR,
                    Label.SPEAKER,
                    Label.PROGRAMME,
                }:
                    is_talk = head.stands_above and names_a_talk(head)
                    behind_labels = behind_labels or (line.number > 0 and not is_talk)
                continue
            if inside and inside.label is not Label.MAIL and not self._is_below_kind(inside, line):
                continue
            if behind_labels and not self._may_stand_below(line):
                return
            if grammar.ABOUT_PERSONS.match(line.text) and any(names_in(self._source.text, line.start, line.end)):
                continue
            if (
                grammar.META.fullmatch(line.text.strip("*_#= +~"))
                or _only_meta(line.text)
                or self._is_masthead(line)
                or (self._is_press() and self._is_dateline(line))
                or grammar.META_BEGIN.match(line.text.lstrip("*_# "))
            ):
                continue
            if self._is_prose(line):
                return
            yield line

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
        return self._is_page() and line.follows_blank and not is_mark and not re.search(r"[.:]$", line.text)

    def _may_be_title(self, head: Labelled) -> bool:
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
