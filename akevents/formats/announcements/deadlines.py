"""Until when one can register: the day, its time, and where both stand."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from akevents.formats.announcements.choosing import HALF_A_YEAR, ChosenDate, DateChooser
from akevents.formats.announcements.dates import DateMention
from akevents.formats.announcements.findings import Collected, Span
from akevents.formats.announcements.label_grammar import Label
from akevents.formats.announcements.labels import Labels
from akevents.formats.announcements.roles import Dated, Role
from akevents.formats.announcements.source import Source
from akevents.formats.announcements.times import TimeMention, instant
from akevents.formats.announcements.told_deadlines import told_deadline

NEAR_AFTER, NEAR_BEFORE = 24, 8  # characters between the day and its time: ", spätestens um"; " am "
_AFTER_DEADLINE = re.compile(r"[\s,;:|()–-]{0,4}(?:(?:um|bis|spätestens|ca\.|jeweils)\s{1,2}){0,2}")
_BEFORE_DEADLINE = re.compile(r"\s{0,2}(?:am|des|,)?\s{0,2}")


@dataclass(frozen=True, slots=True)
class Deadline:
    """`value` is a bare date without a time; `dated` and `day` are None if there is no deadline or no such day."""

    value: datetime | date | None = None
    dated: Dated | None = None
    day: date | None = None
    spans: tuple[Span, ...] = ()


class Deadlines:
    """Chooses among the deadlines of one text: an extended one first, then a labelled one, then the first."""

    def __init__(
        self, source: Source, labels: Labels, dated: Sequence[Dated], times: Sequence[TimeMention],
        chooser: DateChooser, zone: ZoneInfo,
    ) -> None:  # fmt: skip
        self._source, self._labels, self._dated, self._times = source, labels, dated, times
        self._chooser, self._zone = chooser, zone

    def choose(self, chosen: ChosenDate | None, found: Collected) -> Deadline:
        """A day that does not exist and a time that does not are reported; then there is no deadline."""
        named = [each for each in self._dated if each.role is Role.DEADLINE]
        best = max(named, key=self._rank, default=None)
        if best is None:
            return self._told(chosen)
        mention, day = best.mention, self._day(best, chosen)
        span = (mention.start, mention.end)
        if day is None:
            last = mention.last
            found.add("invalid_date", [span], day=last.day, month=last.month, year=last.year or 0)
            return Deadline(spans=(span,))
        clock = next((each for each in self._times if self._belongs(each, mention)), None)
        if clock is None:
            return Deadline(day, best, day, (span,))
        minutes = clock.begins if clock.begins is not None else clock.ends
        if minutes is None:
            found.add("invalid_time", [(clock.start, clock.stop)])
            return Deadline(None, best, day, (span,))
        return Deadline(instant(day, minutes, self._zone), best, day, (span, (clock.start, clock.stop)))

    def _told(self, chosen: ChosenDate | None) -> Deadline:
        told = told_deadline(self._source, chosen.first) if chosen and chosen.first else None
        if told is None:
            return Deadline()
        clock = next((each for each in self._times if self._follows(each, told.span[1])), None)
        if clock is None or clock.begins is None:
            return Deadline(told.day, None, told.day, (told.span,))
        until = instant(told.day, clock.begins, self._zone)
        return Deadline(until, None, told.day, (told.span, (clock.start, clock.stop)))

    def _rank(self, each: Dated) -> tuple[bool, bool, int]:
        labelled = self._labels.at(each.mention.start)
        return each.is_extended, bool(labelled and labelled.label is Label.DEADLINE), -each.mention.start

    def _day(self, best: Dated, chosen: ChosenDate | None) -> date | None:
        """Without a year it lies before the event: in December for an event in January."""
        day = best.mention.last
        if chosen is None or chosen.first is None or day.year is not None:
            return day.on(self._chooser.next_year(day))
        on = day.on(chosen.first.year)
        if on and on - chosen.first > HALF_A_YEAR:
            return day.on(chosen.first.year - 1) or on
        return on

    def _follows(self, clock: TimeMention, end: int) -> bool:
        is_near = 0 <= clock.start - end < NEAR_AFTER
        return is_near and bool(_AFTER_DEADLINE.fullmatch(self._source.text, end, clock.start))

    def _belongs(self, clock: TimeMention, mention: DateMention) -> bool:
        text = self._source.text
        if clock.start >= mention.end:
            return self._follows(clock, mention.end)
        is_near = 0 <= mention.start - clock.stop < NEAR_BEFORE
        return is_near and bool(_BEFORE_DEADLINE.fullmatch(text, clock.stop, mention.start))
