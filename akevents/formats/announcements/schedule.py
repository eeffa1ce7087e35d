"""Which of the times in a text are the event's: its start, its end, and where each is said."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from akevents.formats.announcements import schedule_grammar as grammar
from akevents.formats.announcements.label_grammar import LINE_OF_TIME, Label
from akevents.formats.announcements.labels import Labels
from akevents.formats.announcements.roles import COMPETING, Dated, Role
from akevents.formats.announcements.source import Line, Source
from akevents.formats.announcements.times import TimeMention

REACH = 60  # characters beside a time, on its line, that tell what it is for
MOST_HEADER_LINES = 3  # below a line with a date, within which its time may stand


class Kind(StrEnum):
    """What a time is for."""

    START = "start"
    END = "end"
    DOORS = "doors"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Timed:
    """`group` as for dates. `is_header`: labelled, or on the line of the event's date."""

    mention: TimeMention
    kind: Kind
    group: int
    is_header: bool = False

    @property
    def span(self) -> tuple[int, int]:
        return self.mention.start, self.mention.stop


@dataclass(frozen=True, slots=True)
class Schedule:
    """The times that count, best source first, and those that a sentence about the event repeats."""

    sources: tuple[tuple[Timed, ...], ...]
    header: tuple[Timed, ...]
    said: tuple[Timed, ...]

    def start(self) -> Timed | None:
        return next((each for source in self.sources for each in source if _is_start(each)), None)

    def end(self, start: Timed | None) -> Timed | None:
        """The end that belongs to this start: of the same range, named as end, or of the day's last range."""
        for source in self.sources:
            if end := _end_in(source, start):
                return end
        return None


def _is_start(each: Timed) -> bool:
    return each.kind is Kind.START and (each.mention.begins is not None or not each.mention.is_valid)


def _end_in(source: Sequence[Timed], start: Timed | None) -> Timed | None:
    named = [each for each in source if each.kind is Kind.END]
    if start in source and start is not None:
        alike = [each for each in source if each.kind is Kind.START and each.group == start.group]
        ranges = [each for each in alike if each.mention.ends is not None]
        if ranges and (start.mention.ends is not None or not named):
            return ranges[-1]
    elif start is not None:
        for each in source:
            if (
                each.kind is Kind.START
                and each.mention.begins == start.mention.begins
                and each.mention.ends is not None
            ):
                return each
    return named[-1] if named else None


_OTHER_TIME_LABELS = frozenset(
    {Label.OTHER, Label.MAIL, Label.PUBLISHED, Label.SERIES, Label.OLD_WHEN, Label.DEADLINE, Label.CATEGORIES}
)
_TIME_LABELS = frozenset({Label.WHEN, Label.NEW_WHEN, Label.BEGIN, Label.END, Label.DOORS})


class Clockwork:
    """Sorts the times of one text around the dates of its event."""

    def __init__(self, source: Source, labels: Labels, times: Sequence[TimeMention], dated: Sequence[Dated]) -> None:
        self._source, self._labels, self._times, self._dated = source, labels, times, dated
        self._date_starts = [each.mention.start for each in dated]
        self._programme = self._programme_lines()

    def schedule(self, event: Sequence[Dated]) -> Schedule:
        """`event` are the mentions of the event's own date, the chosen one first; empty if none was found."""
        timed = [self._timed(each) for each in self._times]
        timed = [each for each in timed if each.kind is not Kind.OTHER]
        programme = [each for each in timed if self._line_number(each) in self._programme]
        loose = [each for each in timed if each not in programme]
        header = [each for each in loose if self._is_header(each, event)]
        said = [each for each in loose if each not in header and self._is_said(each, event)]
        begins = [each for each in loose if each not in header and each not in said and self._is_begin(each)]
        rest = [each for each in loose if each not in header and each not in said and each not in begins]
        header = [Timed(each.mention, each.kind, each.group, True) for each in header]
        plan = self._of_programme(programme)
        has_start = any(_is_start(each) for each in (*header, *said, *begins, *plan))
        alone = [each for each in rest if each.kind is Kind.END] if has_start else rest
        return Schedule(tuple(map(tuple, (header, said, begins, plan, alone))), tuple(header), tuple(said))

    def _line_number(self, each: Timed) -> int:
        line = self._source.line_at(each.mention.start)
        return line.number if line else -1

    def _timed(self, time: TimeMention) -> Timed:
        text = self._source.text
        line = self._source.line_at(time.start)
        low, high = (line.start, line.end) if line else (0, len(text))
        before = text[max(low, time.start - REACH) : time.start]
        behind = text[time.stop : min(high, time.stop + REACH)]
        labelled = self._labels.at(time.start)
        group = labelled.label_start if labelled else self._source.sentence(time.start)[0]
        if line and time.ends is None and self._is_above_end(line):
            return Timed(time, Kind.END, group)
        return Timed(time, self._kind(time, labelled.label if labelled else None, before, behind), group)

    def _is_above_end(self, line: Line) -> bool:
        """ "21.15 Uhr", and "Ende" on the next line."""
        below = self._source.lines[line.number + 1 : line.number + 2]
        return bool(LINE_OF_TIME.fullmatch(line.text) and below and grammar.ENDS_LINE.fullmatch(below[0].text))

    def _kind(self, time: TimeMention, label: Label | None, before: str, behind: str) -> Kind:
        if label in _OTHER_TIME_LABELS:
            return Kind.OTHER
        is_elsewhere = (
            grammar.OFFICE_HOURS.search(before)
            or grammar.OFFICE_HOURS.search(behind[:24])
            or grammar.TICKETS.search(before)
        )
        if label not in _TIME_LABELS and is_elsewhere:
            return Kind.OTHER
        if self._is_of_other_date(time):
            return Kind.OTHER
        if label is Label.DOORS and not re.search(r"\bbeginn\b|\bstart\b", before, re.I):
            return Kind.DOORS
        if before.strip() and behind.lstrip().startswith("|"):
            behind = ""  # "Beginn 18 Uhr | Ende 20 Uhr"; in a table the time stands first
        if grammar.NOT_NOW.search(before):
            return Kind.OTHER
        if grammar.STARTS.search(before):
            return Kind.START
        if behind.lstrip().startswith("(") and re.match(r"\s?\([^)]{0,40}\d", behind):
            behind = ""  # "20 Uhr (Einlass 19 Uhr)" speaks of another time
        if grammar.DOORS_BEFORE.search(before) or grammar.DOORS_BEHIND.match(behind):
            return Kind.DOORS
        is_end = time.begins is None and time.ends is not None
        if is_end or (
            time.ends is None
            and (label is Label.END or grammar.END_BEFORE.search(before) or grammar.END_BEHIND.match(behind))
        ):
            return Kind.END
        return Kind.START

    def _is_of_other_date(self, time: TimeMention) -> bool:
        """The time belongs to a date that is not the event's: a deadline, an old date, another occasion."""
        dated = self._date_before(time)
        if dated is None or dated.role not in {Role.DEADLINE, Role.OLD, Role.OTHER, Role.WEAK}:
            following = self._date_after(time)
            return following is not None and following.role in {Role.DEADLINE, Role.OLD, Role.OTHER}
        return True

    def _date_before(self, time: TimeMention) -> Dated | None:
        """The date this time directly follows."""
        number = bisect_left(self._date_starts, time.start) - 1
        if number < 0:
            return None
        dated = self._dated[number]
        is_near = time.start - dated.mention.end < grammar.NEAR_AFTER
        return (
            dated
            if is_near and grammar.LINK_AFTER.fullmatch(self._source.text, dated.mention.end, time.start)
            else None
        )

    def _date_after(self, time: TimeMention) -> Dated | None:
        """The date this time directly precedes: "bis 12 Uhr am 1. März"."""
        number = bisect_left(self._date_starts, time.stop)
        if number == len(self._dated):
            return None
        dated = self._dated[number]
        is_near = dated.mention.start - time.stop < grammar.NEAR_BEFORE
        return (
            dated
            if is_near and grammar.LINK_BEFORE.fullmatch(self._source.text, time.stop, dated.mention.start)
            else None
        )

    def _is_header(self, each: Timed, event: Sequence[Dated]) -> bool:
        labelled = self._labels.at(each.mention.start)
        if labelled and labelled.label in _TIME_LABELS:
            inside = [one for one in self._dated if labelled.start <= one.mention.start < labelled.end]
            return not inside or not event or any(one in event for one in inside) or all(one.role < 0 for one in inside)
        line = self._source.line_at(each.mention.start)
        if line is None:
            return False
        for one in event:
            date_line = self._source.line_at(one.mention.start)
            if one.role in {Role.DATE_LINE, Role.BARE_LINE, Role.HEADER, Role.NEW} and date_line:
                distance = line.number - date_line.number
                is_said = one.role is Role.NEW and labelled is None
                if distance == 0 and not is_said:
                    return True
                if 0 < distance <= MOST_HEADER_LINES - 1 and self._is_only_time(line, each) and not line.follows_blank:
                    return True
        return False

    def _is_only_time(self, line: Line, each: Timed) -> bool:
        rest = self._source.text[line.start : each.mention.start] + self._source.text[each.mention.stop : line.end]
        return len(re.sub(r"[\W_]+|uhr|von|um|ab|beginn|einlass", "", rest, flags=re.I)) <= 24  # noqa: PLR2004 - letters

    def _is_said(self, each: Timed, event: Sequence[Dated]) -> bool:
        if not event:
            return False
        start, end = self._source.sentence(each.mention.start)
        return any(start <= one.mention.start < end or each.mention.start == one.mention.end for one in event)

    def _is_begin(self, each: Timed) -> bool:
        line = self._source.line_at(each.mention.start)
        start = self._source.sentence(each.mention.start)[0]
        before = " ".join(self._source.text[max(start, each.mention.start - 110) : each.mention.start].split()) + " "
        if line is None:
            return False
        if each.kind is Kind.END:
            return bool(grammar.ENDS.search(before))
        text, place = self._source.text, each.mention.stop
        if grammar.WHICH_BEGINS.search(before) and grammar.BEGIN_ENDS_IT.match(text, place):
            return True
        return bool(grammar.BEGINS.search(before) or grammar.BEGINS_BEHIND.match(text, place))

    def _programme_lines(self) -> frozenset[int]:
        """Lines that begin with a time and go on with what happens then; one alone is no programme."""
        found = []
        for time in self._times:
            line = self._source.line_at(time.start)
            if (
                line
                and time.start - line.start < 12  # noqa: PLR2004 - a bullet and "gegen"
                and grammar.PROGRAMME_LINE.match(line.text)
                and not LINE_OF_TIME.fullmatch(line.text)
                and not self._has_date(line)
            ):
                labelled = self._labels.at(time.start)
                if labelled is None or labelled.label not in _TIME_LABELS:
                    found.append(line.number)
        return frozenset(found) if len(set(found)) > 1 else frozenset()

    def _has_date(self, line: Line) -> bool:
        number = bisect_left(self._date_starts, line.start)
        return number < len(self._date_starts) and self._date_starts[number] < line.end

    def _of_programme(self, programme: Iterable[Timed]) -> list[Timed]:
        """The first item that is not arrival starts the event; "Ende", or else the last item's range, ends it."""
        items = [each for each in programme if each.kind is not Kind.DOORS]
        starts = [each for each in items if each.kind is Kind.START]
        if not starts:
            return items
        group = starts[0].group
        first, last = starts[0].mention, starts[-1].mention
        plan = [Timed(TimeMention(first.start, first.stop, first.begins, None, first.is_valid), Kind.START, group)]
        ends = [each for each in items if each.kind is Kind.END]
        if ends:
            plan.append(ends[-1])
        elif last.ends is not None:
            plan.append(Timed(TimeMention(last.start, last.stop, None, last.ends, last.is_valid), Kind.END, group))
        return plan


def competing(dated: Iterable[Dated]) -> list[Dated]:
    """Dates that may contradict each other."""
    return [each for each in dated if each.role in COMPETING and not each.is_other_occasion]
