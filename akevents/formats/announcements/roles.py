"""What each date of a text is for: the event itself, its deadline, an old or new date, or something else altogether."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from akevents.formats.announcements import words
from akevents.formats.announcements.dates import DateMention
from akevents.formats.announcements.label_grammar import Label
from akevents.formats.announcements.labels import Labelled, Labels
from akevents.formats.announcements.source import Line, Source
from akevents.formats.announcements.times import TimeMention

REACH = 150  # characters on each side, within the sentence, that tell what a date is for
NEAR_TIME = 26  # characters between a date and its time
DATELINE_LINES = 8  # "Soest, 3. Mai 2022" stands at the top
_FEW_LETTERS = 3  # in front of a date are no beginning of a sentence
_QUOTED = re.compile(r"[„“\"»][^„“”\"»«]{3,120}[“”\"«]")  # "Das letzte Eis" is a title
# Links of a page to what comes before and after: "Nächste Veranstaltung: Kolloquium (29.10.2026)".
_BESIDE = re.compile(
    r"\W{0,4}(?:vorherige|nächste|weitere|frühere|kommende)\w{0,2} (?:veranstaltung|beitr[aä]g|artikel|event)\w{0,2}:",
    re.I,
)
_THEY = re.compile(
    r"(?:(?:Sie|Diese) (?:ist|kann|muss|sind|können)|(?:Weitere|Neue) (?:nimmt|nehmen|sind))\b"
)  # the registration of the sentence before
_PRESS = re.compile(r"\W*(?:presse|medien|pm\b)", re.I)
_PRESS_LINE = re.compile(r"\W*(?:presse|medien)(?:mitteilung|information|info|dienst)\b", re.I)
_OTHER_MATTER = re.compile(r"(?:\w+ (?:ja|noch)[:,] )?(?:die|der|das) [A-ZÄÖÜ]\w+", re.I)  # is what was moved
_NUMBER_BEHIND = re.compile(r"[\s/|,·–-]{1,5}(?:nr\.|pm\b|presse)", re.I)  # "7. Januar 2027 / Nr. 3"
_HEADING = 130  # a longer line is no heading


class Role(IntEnum):
    """Higher beats lower when two dates claim to be the event's. Below WEEKDAY nothing contradicts anything."""

    LAST_DAY = -4
    DEADLINE = -3
    OLD = -2
    OTHER = -1
    CALLED_OFF = 0  # becomes OLD if the text names a new date, else it is the event's
    WEAK = 1
    DATELINE = 2
    BARE_LINE = 3
    WEEKDAY = 4
    TIMED = 5
    SAID = 6  # in a sentence with an event verb
    HEADING = 7
    SAID_TIMED = 8
    DATE_LINE = 9  # a line of its own, with weekday or time
    HEADER = 10
    NEW = 11


COMPETING = frozenset({Role.SAID, Role.HEADING, Role.SAID_TIMED, Role.DATE_LINE, Role.HEADER, Role.NEW})


@dataclass(frozen=True, slots=True)
class Dated:
    """A date and its role. `group` is the same for dates of one label, line or sentence: a list, not a contradiction.

    `is_other_occasion`: the sentence speaks of another evening; then the date contradicts nothing."""

    mention: DateMention
    role: Role
    group: int
    is_other_occasion: bool = False
    is_extended: bool = False


class Roles:
    """Reads around every date."""

    def __init__(self, source: Source, labels: Labels, times: Sequence[TimeMention]) -> None:
        self._source, self._labels, self._times = source, labels, times
        self._time_starts = [each.start for each in times]
        self._mail_lines = self._mail_head()
        self._is_press = bool(_PRESS.match(source.text[:200].lstrip()))
        self._first_start = -1  # where the first date of all begins

    def of(self, mention: DateMention) -> Dated:
        text = self._source.text
        start, end = self._source.sentence(mention.bare_start)
        before = text[max(min(start, mention.start), mention.start - REACH) : mention.start]
        behind = text[mention.end : min(max(end, mention.end), mention.end + REACH)]
        labelled = self._labels.at(mention.start)
        line = self._source.line_at(mention.start)
        group = labelled.label_start if labelled else start
        role, other = self._role(mention, before, behind, labelled, line)
        extended = role is Role.DEADLINE and bool(
            words.EXTENDED.search(before) or (labelled and words.EXTENDED.search(labelled.word))
        )
        return Dated(mention, role, group, other, extended)

    def of_all(self, mentions: Sequence[DateMention]) -> list[Dated]:
        """In the order of the text. What was called off is an old date only if there is a new one."""
        self._first_start = mentions[0].start if mentions else -1
        dated = [self.of(each) for each in mentions]
        has_other = any(
            each.role is Role.NEW or (each.role >= Role.SAID_TIMED and not each.is_other_occasion) for each in dated
        )
        instead = Role.OLD if has_other else Role.SAID_TIMED
        if any(each.role in {Role.DATE_LINE, Role.HEADER} for each in dated):
            dated = [self._moved_elsewhere(each) for each in dated]
        return [replace(each, role=instead) if each.role is Role.CALLED_OFF else each for each in dated]

    def _moved_elsewhere(self, each: Dated) -> Dated:
        """ "Die Pflanzaktion ist auf den 16. Mai verschoben", below a line that says when the event itself is."""
        if each.role is not Role.NEW or self._labels.at(each.mention.start):
            return each
        start, end = self._source.sentence(each.mention.bare_start)
        sentence = self._source.text[start:end]
        is_own = words.EVENT_NOUN.search(sentence) or not _OTHER_MATTER.match(sentence)
        return each if is_own else replace(each, role=Role.WEAK, is_other_occasion=True)

    def _role(
        self, mention: DateMention, before: str, behind: str, labelled: Labelled | None, line: Line | None
    ) -> tuple[Role, bool]:
        flat = " ".join(before.split()) + (" " if before[-1:].isspace() else "")
        label = labelled.label if labelled else None
        if line and (line.number in self._mail_lines or _BESIDE.match(line.text)):
            return Role.OTHER, True
        if labelled and labelled.label_start > mention.start - REACH and label is not None:
            inside = self._source.text[labelled.start : mention.start] if mention.start >= labelled.start else ""
            flat_inside = " ".join(inside.split()) + (" " if inside[-1:].isspace() else "")
            if found := self._labelled_role(mention, label, flat_inside, behind):
                return found
        if self._is_deadline(flat, behind) or self._is_of_registration(mention, flat, behind):
            return Role.DEADLINE, False
        if len(mention.days) > 1 and words.OPEN_FROM.search(flat) and words.OPEN.match(behind):
            return Role.DEADLINE, False
        if words.PUBLISHED.search(flat.lower()) and not words.EVENT_VERB.search(flat.lower()):
            return Role.OTHER, True
        return self._unlabelled(mention, flat, behind, line)

    def _labelled_role(self, mention: DateMention, label: Label, inside: str, behind: str) -> tuple[Role, bool] | None:
        """None if the label says nothing about the date."""
        if label is Label.DEADLINE:
            is_other = bool(words.OTHER_DEADLINE.search(inside)) or bool(re.search(r"\bstatt\b", inside))
            return (Role.OTHER, True) if is_other else (Role.DEADLINE, False)
        if label is Label.REGISTRATION and (words.UNTIL.search(inside) or re.search(r"\bbis\b[^.]{0,20}$", inside)):
            return (Role.OTHER, True) if words.OTHER_DEADLINE.search(inside) else (Role.DEADLINE, False)
        if label in {Label.WHEN, Label.BEGIN, Label.NEW_WHEN}:
            if self._is_deadline(inside, behind):
                return Role.DEADLINE, False
            if words.OLD_DATE.search(inside):
                return Role.OLD, False
            is_new = label is Label.NEW_WHEN or bool(words.NEW_DATE.search(inside))
            if not is_new and words.MOVED_BEHIND.search(behind):
                return Role.CALLED_OFF, False
            return (Role.NEW if is_new else Role.HEADER), False
        if label is Label.END:
            return Role.LAST_DAY, False
        if label is Label.OLD_WHEN:
            return Role.OLD, False
        if label in {Label.PUBLISHED, Label.MAIL, Label.SERIES}:
            return Role.OTHER, True
        if label in {Label.TITLE, Label.SUBJECT, Label.TOPIC}:
            role, other = self._unlabelled(mention, inside, behind, None)
            return (
                (Role.HEADING, False) if role < Role.HEADING and role not in {Role.OLD, Role.OTHER} else (role, other)
            )
        return None

    def _unlabelled(self, mention: DateMention, before: str, behind: str, line: Line | None) -> tuple[Role, bool]:
        if words.NEW_DATE.search(before):
            return Role.NEW, False
        if words.OLD_DATE.search(before):
            return Role.OLD, False
        is_bare = not (mention.has_weekday or self._is_timed(mention))
        if is_bare and words.FROM.search(before) and not words.BEGINS.search(f"{before} {behind}"):
            return (Role.OTHER, True) if words.HOLDS.match(behind) else (Role.WEAK, False)
        if words.MOVED_BEHIND.search(behind) and not words.RESCHEDULED.search(before.lower()):
            return Role.CALLED_OFF, False
        sentence = f"{before} {behind}"
        clause = f"{before.rpartition(';')[2]} {behind.partition(';')[0]}"
        occasion = words.OTHER_OCCASION.search(_QUOTED.sub("", clause).lower())
        is_next = occasion and occasion.group().startswith("nächste") and mention.start == self._first_start
        other = bool(occasion) and not is_next
        if words.FOREIGN_DATE.search(before.lower()) and not self._is_timed(mention):
            return Role.OTHER, True
        if re.search(r"anmeld|frühbuch|bewerb|storn", before[-60:], re.I) and re.search(
            r"\b(?:ab|vom|von|seit|bis)\b[^,]{0,12}$", before
        ):
            return Role.OTHER, True
        if line and (found := self._line_role(mention, line, before)):
            return found, other
        timed = self._is_timed(mention)
        said = bool(words.EVENT_VERB.search(sentence.lower()) or words.NAMES_EVENT.search(before))
        if other and not (timed and mention.has_weekday):
            return Role.WEAK, True
        if said and (timed or mention.has_weekday):
            return Role.SAID_TIMED, other
        if said:
            is_meant = mention.is_span or words.MEETS.search(sentence) or words.EVENT_NOUN.search(sentence)
            return (Role.SAID if is_meant else Role.WEAK), other
        if timed:
            return Role.TIMED, other
        return (Role.WEEKDAY if mention.has_weekday else Role.WEAK), other

    def _line_role(self, mention: DateMention, line: Line, before: str) -> Role | None:
        """A line that begins with the date, a heading, a place and date at the top; None for prose."""
        text = self._source.text
        in_front = text[line.start : max(line.start, mention.start)]
        rest = text[mention.end : line.end] if mention.end <= line.end else ""
        bare = re.sub(r"[\W\d_]+|\b(?:am|vom|ab|termin)\b", "", in_front, flags=re.I)
        is_sentence = line.text.endswith(".") and len(bare) > _FEW_LETTERS and not in_front.startswith("•")
        if line.end - line.start > _HEADING or is_sentence:
            return None
        is_own_paragraph = not before or in_front.strip() == before.strip() or not bare
        timed = self._is_timed(mention)
        if not bare and not timed and line.number < DATELINE_LINES and _NUMBER_BEHIND.match(rest):
            return Role.DATELINE
        if not bare and is_own_paragraph:
            if words.EVENT_VERB.search(rest.lower()):
                return None
            return Role.DATE_LINE if timed or mention.has_weekday else Role.BARE_LINE
        in_first_lines = line.number < DATELINE_LINES
        is_plain = not (timed or mention.has_weekday or words.EVENT_NOUN.search(line.text))
        if in_first_lines and is_plain and (self._is_press or _PRESS_LINE.match(line.text)):
            return Role.DATELINE  # "Nr. 41/2025 – 11. April 2025"
        if (
            in_front.rstrip().endswith((",", ", den", ", am", ", der", ",den"))
            and len(re.findall(r"\w+", in_front)) <= 4  # noqa: PLR2004 - words of a town's name
            and not (timed or mention.has_weekday or words.EVENT_NOUN.search(in_front))
        ):
            return Role.DATELINE
        if in_first_lines and not self._labels.begins_line(line) and line.number < 4 and not line.text.endswith("."):  # noqa: PLR2004 - lines of a heading
            return Role.HEADING
        return None

    def _is_deadline(self, before: str, behind: str) -> bool:
        if self._is_of_something_else(before[-70:], behind):
            return False
        if words.DEADLINE_NAMED.search(before):
            return True
        if not words.UNTIL.search(before):
            return False
        near_behind = re.split(r"[.!?](?:\s|$)", behind, maxsplit=1)[0]
        if words.REGISTRATION_AROUND.search(f"{before[-110:]}•{near_behind}"):
            return True
        return bool(words.REGISTRATION.search(before[-110:]) or words.REGISTRATION.search(near_behind))

    def _is_of_registration(self, mention: DateMention, before: str, behind: str) -> bool:
        """ "Eine Anmeldung ist erforderlich. Sie ist bis zum 26. April über die Internetseite möglich." """
        if not (
            _THEY.match(before)
            and words.UNTIL.search(before)
            and re.search(r"\bmöglich\b|\berfolgen\b|\bentgegen\b", behind)
        ):
            return False
        start, _ = self._source.sentence(mention.bare_start)
        return bool(re.search(r"anmeldung", self._source.lower[max(0, start - REACH) : start]))

    def _is_of_something_else(self, before: str, behind: str) -> bool:
        """A deadline for papers, hotels, refunds; unless, behind a comma or stop, one for registration follows."""
        other = words.OTHER_DEADLINE.search(before)
        return (
            not re.search(r"[.,;|)][^.,;|]*?\b(?:an|rück)meld", f"{before[other.end() :]}\N{BULLET}{behind[:20]}", re.I)
            if other
            else False
        )

    def _is_timed(self, mention: DateMention) -> bool:
        """A time stands beside the date."""
        first = bisect_left(self._time_starts, mention.start - NEAR_TIME)
        last = bisect_left(self._time_starts, mention.end + NEAR_TIME)
        return any(
            each.begins is not None
            and "\n\n" not in self._source.text[min(each.start, mention.end) : max(each.start, mention.end)]
            for each in self._times[first:last]
        )

    def _mail_head(self) -> frozenset[int]:
        """Lines of a mail's head: "Von:", "Gesendet:", "An:", "Datum:" close together; its subject is not among them."""
        at = {self._source.line_at(each.label_start): each.label for each in self._labels.all[:40]}
        mail = [line.number for line, label in at.items() if line and label is Label.MAIL]
        subjects = {line.number for line, label in at.items() if line and label in {Label.SUBJECT, Label.TITLE}}
        if not mail or (len(mail) < 2 and not subjects & set(range(mail[0] - 3, mail[0] + 4))):  # noqa: PLR2004
            return frozenset()  # "Von:" alone is no mail
        first, last = mail[0], mail[0]
        for number in mail[1:]:
            if number - last <= 3:  # noqa: PLR2004 - lines between two of a head
                last = number
        around = set(range(first - 2, last + 3))
        dates = {line.number for line, label in at.items() if line and label is Label.WHEN and line.number in around}
        return frozenset((set(range(first, last + 1)) | dates) - subjects)
