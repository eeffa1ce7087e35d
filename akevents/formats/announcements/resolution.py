"""Start, end and deadline of the event, and everything about them that does not fit together."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from akevents.formats.announcements.choosing import ChosenDate, DateChooser, Moved, facts_of
from akevents.formats.announcements.clashes import Clashes
from akevents.formats.announcements.deadlines import Deadline, Deadlines
from akevents.formats.announcements.findings import Collected, Span
from akevents.formats.announcements.labels import Labels
from akevents.formats.announcements.model import Proposal, Value
from akevents.formats.announcements.roles import Dated, Role
from akevents.formats.announcements.schedule import Clockwork, Kind, Schedule, Timed
from akevents.formats.announcements.source import Source
from akevents.formats.announcements.times import DAY, TimeMention, instant

LATE, EARLY = 17 * 60, 6 * 60  # an evening from 17:00 on may end before 6:00 on the next day
SATURDAY = 5
NEAR_TIME = 12  # characters between the last day and its hour: ", gegen"
_NEXT_DAY = re.compile(r"(?:2|3|4|5|letzter)\.? Tag|/")
_DURATION = re.compile(
    r"\b(?:Dauer|dauert|dauern)\b[^.\n\d]{0,24}(?P<number>\d{1,3})(?:[.,](?P<half>5))?\s?(?P<unit>Minuten|Min"
    r"|Stunden?|Std)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class When:
    """The three fields with the passages that gave them."""

    start: datetime | date | None
    end: datetime | date | None
    deadline: datetime | date | None
    start_spans: tuple[Span, ...] = ()
    end_spans: tuple[Span, ...] = ()
    deadline_spans: tuple[Span, ...] = ()


class Resolution:
    """One text's dates and times, resolved."""

    def __init__(
        self, source: Source, labels: Labels, dated: Sequence[Dated], times: Sequence[TimeMention],
        reference: date, zone: ZoneInfo, found: Collected, title: str,
    ) -> None:  # fmt: skip
        self._source, self._labels, self._dated, self._times = source, labels, dated, times
        self._zone, self._found = zone, found
        self._chooser = DateChooser(source, dated, reference, title)

    def resolve(self) -> When:
        found = self._found
        chosen = self._chooser.choose()
        event = [each for each in self._dated if chosen and any(_overlap(each, one) for one in chosen.mentions)]
        schedule = Clockwork(self._source, self._labels, self._times, self._dated).schedule(event)
        closes = Deadlines(self._source, self._labels, self._dated, self._times, self._chooser, self._zone)
        deadline = closes.choose(chosen, found)
        start = schedule.start()
        end = schedule.end(start) if start or not chosen else schedule.end(None)
        if chosen and chosen.spans_days and start:
            end = self._last_range(chosen, schedule, start) or end or self._on_last_day(chosen, schedule)
        when = self._when(chosen, start, end, deadline)
        Clashes(self._source, found, self._zone).report(schedule, start, end, chosen)
        if chosen:
            moved = partial(self._moved, when, chosen)
            offered = self._chooser.report(chosen, found, moved)
            self._report_weekdays(chosen, deadline, offered, moved)
            self._report_chosen(chosen)
        self._report_missing(chosen, start, when)
        self._report_order(when)
        return when

    def _moved(self, when: When, chosen: ChosenDate, day: date) -> Mapping[str, Value]:
        """Start and end on that day, at the same times of the wall clock."""
        if chosen.first is None or when.start is None:
            return {"start": day}
        shift = day - chosen.first
        start: dict[str, Value] = {"start": self._shifted(when.start, shift)}
        return start | ({"end": self._shifted(when.end, shift)} if when.end else {})

    def _shifted(self, value: datetime | date, shift: timedelta) -> datetime | date:
        if isinstance(value, datetime):
            return (value.replace(tzinfo=None) + shift).replace(tzinfo=self._zone)
        return value + shift

    def _last_range(self, chosen: ChosenDate, schedule: Schedule, start: Timed) -> Timed | None:
        """Two days below each other, each with its hours: those of the last day count for the end."""
        last_begins = chosen.mentions[0].mention.end
        ranges = [each for each in schedule.header if each.kind is Kind.START and each.mention.ends is not None]
        is_own = (
            start.mention.start < last_begins
            and start in ranges
            and "\n" in self._source.text[start.mention.start : last_begins]
        )
        return ranges[-1] if is_own and ranges[-1].mention.start >= last_begins else None

    def _on_last_day(self, chosen: ChosenDate, schedule: Schedule) -> Timed | None:
        """In "Fr, 5. Mai, 18 Uhr bis So, 7. Mai, 14 Uhr" the second time is the end."""
        first, last = chosen.span
        near = last + NEAR_TIME
        beside = [each for source in schedule.sources for each in source if first < each.mention.start < near]
        match beside:
            case [one, other] if one.mention.start < last <= other.mention.start:
                return replace(other, kind=Kind.END)
        start = schedule.start()
        alike = [each for each in schedule.header if start and each.group == start.group and each.kind is Kind.START]
        match alike:
            case [one, other] if _NEXT_DAY.search(self._source.text, one.mention.stop, other.mention.start):
                return replace(other, kind=Kind.END)
        return None

    def _when(self, chosen: ChosenDate | None, start: Timed | None, end: Timed | None, deadline: Deadline) -> When:
        is_impossible = any(each and not each.mention.is_valid for each in (start, end))
        if (
            chosen is None
            or chosen.first is None
            or is_impossible
            or (chosen.mentions[0].mention.is_span and chosen.last is None)
        ):
            return When(None, None, deadline.value, deadline_spans=deadline.spans)
        first, last = chosen.first, chosen.last or chosen.first
        begins = start.mention.begins if start else None
        ends = _minutes_of_end(end)
        starts_at = instant(first, begins, self._zone) if begins is not None else first
        if last > first:
            ends_at: datetime | date | None = last if ends is None else instant(last, ends, self._zone)
        elif ends is None:
            ends_at = None
        else:
            over_midnight = begins is not None and begins >= LATE and ends <= EARLY
            ends_at = instant(first, ends + DAY if over_midnight else ends, self._zone)
        start_spans = [chosen.span, *([start.span] if start else [])]
        end_spans = [end.span] if end and ends is not None else [chosen.span] if last > first else []
        return When(starts_at, ends_at, deadline.value, tuple(start_spans), tuple(end_spans), deadline.spans)

    def _report_weekdays(self, chosen: ChosenDate, deadline: Deadline, offered: Sequence[date], moved: Moved) -> None:
        found = self._found
        closes = (deadline.dated, deadline.day) if deadline.dated and deadline.day else None
        for each, day, on in self._chooser.weekdays(chosen, closes):
            span = (each.mention.start, each.mention.end)
            is_deadline = each.role is Role.DEADLINE
            possible = [on] if is_deadline else list(dict.fromkeys([chosen.first or on, on, *offered]))
            near = [on + timedelta(days=shift) for shift in range(-3, 4)]
            fitting = [] if offered else [one for one in near if one.weekday() == day.weekday]
            choices = [
                found.proposal(self._deadline_on(deadline, one) if is_deadline else moved(one), span)
                for one in dict.fromkeys([*possible, *fitting])
            ]
            spans = [span] if is_deadline or each is chosen.mentions[0] else [span, chosen.span]
            facts = facts_of(day, on)
            if chosen.first and chosen.first != on and not is_deadline:
                facts["other"] = chosen.first
            found.add("weekday_mismatch", spans, choices, **facts)

    def _deadline_on(self, deadline: Deadline, day: date) -> Mapping[str, Value]:
        if deadline.value is None or deadline.day is None:
            return {"deadline": day}
        return {"deadline": self._shifted(deadline.value, day - deadline.day)}

    def _report_chosen(self, chosen: ChosenDate) -> None:
        found, first = self._found, chosen.first
        if first is None:
            return
        if chosen.spans_days and chosen.last:
            found.add("multi_day", [chosen.span], date=first, last=chosen.last)
        if first.weekday() >= SATURDAY or (chosen.last and chosen.last.weekday() >= SATURDAY):
            found.add("weekend", [chosen.span], date=first)

    def _report_missing(self, chosen: ChosenDate | None, start: Timed | None, when: When) -> None:
        found = self._found
        broken = found.codes() & {"invalid_date", "invalid_time"}
        spans = [chosen.span] if chosen else []
        if not isinstance(when.start, datetime) and not (when.start is None and chosen and broken):
            found.add("start_missing", spans)
        if not isinstance(when.end, datetime) and not (when.start is None and chosen and broken):
            found.add("end_missing", [start.span] if start else spans, self._from_duration(when))

    def _from_duration(self, when: When) -> list[Proposal]:
        duration = _DURATION.search(self._source.text)
        if duration is None or not isinstance(when.start, datetime):
            return []
        minutes = int(duration["number"]) * (1 if duration["unit"].casefold().startswith("min") else 60)
        minutes += 30 if duration["half"] else 0
        local = when.start.replace(tzinfo=None) + timedelta(minutes=minutes)
        ends_at = local.replace(tzinfo=self._zone)
        return [self._found.proposal({"end": ends_at}, duration.span())]

    def _report_order(self, when: When) -> None:
        found = self._found
        if _is_after(when.start, when.end):
            spans = [*when.start_spans[-1:], *when.end_spans]
            swapped = {"start": when.end, "end": when.start}
            found.add("end_before_start", spans, [found.proposal(swapped, *spans)])
        if when.deadline and isinstance(when.start, datetime) and self._deadline_end(when.deadline) > when.start:
            until_start = found.proposal({"deadline": when.start}, *when.start_spans)
            found.add("deadline_after_start", [*when.deadline_spans, *when.start_spans], [until_start])
        elif when.deadline and not isinstance(when.start, datetime) and when.start:
            closes = when.deadline.date() if isinstance(when.deadline, datetime) else when.deadline
            if closes > when.start:
                found.add("deadline_after_start", [*when.deadline_spans, *when.start_spans])

    def _deadline_end(self, deadline: datetime | date) -> datetime:
        return deadline if isinstance(deadline, datetime) else instant(deadline, DAY, self._zone)


def _minutes_of_end(end: Timed | None) -> int | None:
    if end is None:
        return None
    if end.mention.ends is not None:
        return end.mention.ends
    return end.mention.begins if end.kind is Kind.END else None


def _is_after(start: datetime | date | None, end: datetime | date | None) -> bool:
    if start is None or end is None:
        return False
    if isinstance(start, datetime) and isinstance(end, datetime):
        return start > end
    first = start.date() if isinstance(start, datetime) else start
    last = end.date() if isinstance(end, datetime) else end
    return first > last


def _overlap(one: Dated, other: Dated) -> bool:
    return one.mention.start < other.mention.end and other.mention.start < one.mention.end
