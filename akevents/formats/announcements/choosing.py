"""Which date is the event's and in which year; what the other dates of the text contradict."""

import calendar
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from akevents.formats.announcements.dates import FIRST_YEAR, LAST_YEAR, DateMention, Day
from akevents.formats.announcements.findings import Collected, Span
from akevents.formats.announcements.model import Fact, Value
from akevents.formats.announcements.roles import Dated, Role
from akevents.formats.announcements.schedule import competing
from akevents.formats.announcements.source import Source
from akevents.formats.announcements.words import EVENT_NOUN
from akevents.formats.announcements.years_said import told_of_next_year

HALF_A_YEAR = timedelta(days=183)
NEAR = timedelta(days=10)  # a date further away in another month is rather another event than a slip
LEAP_CYCLE = 9  # years within which every date occurs
_MAIN_CLAUSE = re.compile(
    r"\b(?:die|das|der) (?:veranstaltung|tagung|konferenz|fachtag|workshop|seminar|symposium|forum|kongress|treffen)\b"
    r"|zu begrüßen\b|\bsehen (?:wir )?uns\b|\bstatt\b|stattfind|l[aä]d\w{0,3}\b|einladung|\btreffen\b|\btrifft\b"
    r"|\bbeginnt\b|\bstartet\b|veranstalte",
    re.I,
)


# The fields as they would be if the event began on that day.
Moved = Callable[[date], Mapping[str, Value]]


@dataclass(frozen=True, slots=True)
class ChosenDate:
    """The event's days; None where there is no such day. `mentions` are all that name the first day, chosen first.

    Where the text names no year at the date, the deadline gave it, or it is only the next one."""

    first: date | None
    last: date | None
    mentions: tuple[Dated, ...] = ()
    year_from_deadline: bool = False
    year_from_reference: bool = False

    @property
    def spans_days(self) -> bool:
        return self.first is not None and self.last is not None and self.last > self.first

    @property
    def span(self) -> Span:
        mention = self.mentions[0].mention
        return mention.start, mention.end


class DateChooser:
    """Chooses among the dates of one text."""

    def __init__(self, source: Source, dated: Sequence[Dated], reference: date, title: str) -> None:
        self._source, self._dated, self._reference = source, _merged(dated, source), reference
        self._title = re.sub(r"\s\d{4}$", "", title).lower()
        self._names = [word.lower() for word in re.findall(r"[\w-]{6,}", title) if EVENT_NOUN.search(word)]

    def choose(self) -> ChosenDate | None:
        """None if no date of the text can be the event's."""
        best = max(self._candidates(), key=self._rank, default=None)
        if best is None:
            return None
        best = self._whole_range(self._in_fitting_year(best))
        mentions = [best, *(each for each in self._same_day(best) if each is not best)]
        year, from_deadline, from_reference = self._year(best.mention.first, mentions)
        if best.mention.first.year is None and best.mention.last.year is not None:  # "30.12. bis 2.1.2024"
            backwards = _month_day(best.mention.first) > _month_day(best.mention.last)
            year, from_deadline, from_reference = best.mention.last.year - backwards, False, False
        first = best.mention.first.on(year)
        last = self._last(best.mention, first, year)
        return ChosenDate(first, last, tuple(mentions), from_deadline, from_reference)

    def _in_fitting_year(self, best: Dated) -> Dated:
        """Where the text names two years and no label decides, the mention in whose year the named weekday is right."""
        rivals = [each for each in self._same_day(best) if each.mention.first.year is not None]
        named = {each.mention.first.weekday for each in [best, *rivals]} - {None}
        if best.role >= Role.HEADER or len({each.mention.first.year for each in rivals}) < 2 or not named:  # noqa: PLR2004 - two years contradict
            return best
        days = [(each, each.mention.first.on(self._reference.year)) for each in (best, *rivals)]
        fitting = [each for each, on in days if on and on.weekday() in named]
        return best if best in fitting or not fitting else fitting[0]

    def _whole_range(self, best: Dated) -> Dated:
        """ "Am 5. Mai ist Protesttag" tells of the first day of "vom 5. bis 7. Mai 2027"."""
        if best.role >= Role.HEADER or best.mention.is_span or best.mention.first.year is not None:
            return best
        day = best.mention.first
        ranges = (each for each in self._dated if each.mention.is_span and each.role >= Role.WEAK)
        same = (each for each in ranges if each.mention.first.is_same_day(day) and not each.is_other_occasion)
        return next(same, best)

    def resolved(self, mention: DateMention, chosen: ChosenDate | None) -> date | None:
        """The first day of any mention, its year taken from the event if it has none."""
        if mention.first.year is not None or chosen is None or chosen.first is None:
            return mention.first.on(self.next_year(mention.first))
        return mention.first.on(chosen.first.year)

    def report(self, chosen: ChosenDate, found: Collected, moved: Moved) -> list[date]:
        """Add what the dates contradict; returns the other dates that the text offers for the event."""
        self._report_impossible(chosen, found)
        self._report_year(chosen, found, moved)
        offered: list[date] = []
        if chosen.first:
            offered = [*self._report_years(chosen, found, moved), *self._report_dates(chosen, found, moved)]
        return list(dict.fromkeys(offered))

    def weekdays(self, chosen: ChosenDate | None, deadline: tuple[Dated, date] | None) -> list[tuple[Dated, Day, date]]:
        """Mentions whose weekday is not that of their date: which, the day as written, the real date."""
        wrong: list[tuple[Dated, Day, date]] = []
        for each in self._dated:
            is_meant = each.role >= Role.WEEKDAY and not each.is_other_occasion
            if chosen and (is_meant or self._is_same_date(each, chosen)) and self._concerns(each, chosen):
                year = each.mention.first.year or (chosen.first.year if chosen.first else self._reference.year)
                for day in dict.fromkeys((each.mention.first, *each.mention.days)):
                    on = day.on(year)
                    if on and day.weekday is not None and on.weekday() != day.weekday:
                        wrong.append((each, day, on))
        if deadline:
            day = deadline[0].mention.last
            if day.weekday is not None and deadline[1].weekday() != day.weekday:
                wrong.append((deadline[0], day, deadline[1]))
        return wrong

    def _is_same_date(self, each: Dated, chosen: ChosenDate) -> bool:
        """The event's date with its year, whatever its sentence tells of."""
        first = each.mention.first
        return each.role >= Role.WEAK and chosen.first is not None and first.on(first.year or 1) == chosen.first

    def _concerns(self, each: Dated, chosen: ChosenDate) -> bool:
        """The event's own day, or a date that claims to be it with a year of its own."""
        first = chosen.mentions[0].mention
        if any(day.is_same_day(own) for day in each.mention.days for own in first.days):
            return True
        return each.mention.first.year is not None and each.role in {Role.HEADER, Role.NEW, Role.SAID_TIMED}

    def _candidates(self) -> list[Dated]:
        able = [each for each in self._dated if each.role >= Role.BARE_LINE]
        own = [each for each in able if not each.is_other_occasion]
        if own:
            return own
        if able:
            return able
        # Nothing better: the date of an evening that was called off, or one beside which nothing tells that it is the event's.
        old = [each for each in self._dated if each.role is Role.OLD]
        return old or [each for each in self._dated if each.role is Role.WEAK and self._is_to_come(each.mention.first)]

    def _is_to_come(self, day: Day) -> bool:
        """Not before the reference date, nor before a deadline: then it is somebody else's."""
        on = day.on(self.next_year(day))
        closes = [each.mention.last for each in self._dated if each.role is Role.DEADLINE]
        ends = [ended for each in closes if (ended := each.on(self.next_year(each)))]
        return on is not None and on >= max([self._reference, *ends])

    def _rank(self, each: Dated) -> tuple[int, int, int]:
        day = each.mention.first
        on = day.on(self.next_year(day))
        fits = 1 if day.weekday is None or on is None else 2 if on.weekday() == day.weekday else 0
        return each.role, fits, -each.mention.start

    def _same_day(self, best: Dated) -> list[Dated]:
        return [
            each
            for each in self._dated
            if each.role >= Role.WEEKDAY
            and not each.is_other_occasion
            and each.mention.first.is_same_day(best.mention.first)
        ]

    def _year(self, day: Day, mentions: Sequence[Dated]) -> tuple[int, bool, bool]:
        """The year, whether the deadline gave it, whether it is only the next occurrence."""
        years = [each.mention.first.year for each in mentions if each.mention.first.year is not None]
        if day.year is not None:
            return day.year, False, False
        if years:
            return years[0], False, False
        for each in self._dated:
            if each.role is Role.DEADLINE and each.mention.last.year is not None:
                year = each.mention.last.year
                on, closes = day.on(year), each.mention.last.on(year)
                turns = bool(on and closes and closes - on > HALF_A_YEAR)  # registered in December, met in January
                return year + turns, True, False
        return self.next_year(day), False, True

    def next_year(self, day: Day) -> int:
        """The day's own year, else that in which it comes next, on or after the reference date."""
        if day.year is not None:
            return day.year
        for year in range(self._reference.year, self._reference.year + LEAP_CYCLE):
            on = day.on(year)
            if on and on >= self._reference:
                return year
        return self._reference.year

    def _last(self, mention: DateMention, first: date | None, year: int) -> date | None:
        if first is None:
            return None
        if mention.is_span:
            last = mention.last.on(year)
            if last and last < first and mention.last.year is None:
                last = mention.last.on(year + 1)
            return last
        for each in self._dated:  # "Beginn: 5.5., 10 Uhr" and "Ende: 7.5., 16 Uhr"
            if each.role is Role.LAST_DAY:
                last = each.mention.first.on(year)
                return last if last and last > first else first
        return first

    def _report_impossible(self, chosen: ChosenDate, found: Collected) -> None:
        others = [each for each in competing(self._dated) if each is not chosen.mentions[0]]
        for each in (chosen.mentions[0], *others):
            mention = each.mention
            if not each.role >= Role.BARE_LINE:
                continue
            for day in (mention.first, mention.last):
                year = day.year or (chosen.first.year if chosen.first else self.next_year(day))
                if day.on(year) is None:
                    span = (mention.start, mention.end)
                    choices = [found.proposal({"start": one}, span) for one in _beside(day, year)]
                    found.add("invalid_date", [span], choices, day=day.day, month=day.month, year=day.year or 0)
                    break

    def _report_year(self, chosen: ChosenDate, found: Collected, moved: Moved) -> None:
        span, day = [chosen.span], chosen.mentions[0].mention.first
        if day.has_short_year and chosen.first:
            found.add("two_digit_year", span, date=chosen.first)
        if chosen.first and chosen.year_from_deadline:
            found.add("year_inferred", span, date=chosen.first)
        if chosen.year_from_reference and chosen.first:
            later = chosen.mentions[0].mention.first.on(chosen.first.year + 1)
            choices = [found.proposal(moved(each), *span) for each in (chosen.first, later) if each]
            found.add("year_missing", span, choices, date=chosen.first)

    def _report_years(self, chosen: ChosenDate, found: Collected, moved: Moved) -> list[date]:
        """The same day and month in another year."""
        offered = []
        for each in dict.fromkeys([*chosen.mentions[1:], *told_of_next_year(self._source, self._dated, chosen.first)]):
            year = each.mention.first.year
            on = each.mention.first.on(year) if year is not None else None
            if chosen.first and on and on != chosen.first:
                spans = [chosen.span, (each.mention.start, each.mention.end)]
                choices = [
                    found.proposal(moved(day), span) for day, span in zip((chosen.first, on), spans, strict=True)
                ]
                found.add("year_conflict", spans, choices, date=chosen.first, other=on)
                offered.append(on)
        return offered

    def _report_dates(self, chosen: ChosenDate, found: Collected, moved: Moved) -> list[date]:
        """Another day for the same event."""
        best, offered = chosen.mentions[0], []
        if best.role is Role.NEW or best.role < Role.HEADING or any(each.role is Role.OLD for each in self._dated):
            return []
        for each in competing(self._dated):
            on = self.resolved(each.mention, chosen)
            if on is None or chosen.first is None or chosen.last is None or chosen.first <= on <= chosen.last:
                continue
            if each.group == best.group or not self._disagree(best, each, chosen.first, on):
                continue
            spans = [chosen.span, (each.mention.start, each.mention.end)]
            choices = [found.proposal(moved(day), span) for day, span in zip((chosen.first, on), spans, strict=True)]
            found.add("date_conflict", spans, choices, date=chosen.first, other=on)
            offered.append(on)
        return offered

    def _disagree(self, best: Dated, other: Dated, first: date, on: date) -> bool:
        """They speak of the same evening; an event later in the year, or a list of dates, is no contradiction."""
        days = {(day.day, day.month) for day in best.mention.days}
        if (on.day, on.month) in days or (on.day, on.month) == (first.day, first.month) or len(other.mention.days) > 1:
            return False
        if not (first.month == on.month or first.day == on.day or abs(first - on) <= NEAR):
            return False
        if other.role in {Role.HEADER, Role.HEADING}:
            return True
        if best.role < Role.DATE_LINE and best.role is not Role.HEADING:
            return False
        start, end = self._source.sentence(other.mention.bare_start)
        is_main = bool(_MAIN_CLAUSE.search(self._source.text[start:end]))
        is_named = self._names_event(other.mention, self._source.lower[start:end])
        return (is_main or is_named) and other.role in {Role.SAID_TIMED, Role.SAID}

    def _names_event(self, mention: DateMention, sentence: str) -> bool:
        """Its whole title stands beside a full date, or a word of it like "Innenstadtforum" beside a weekday."""
        is_full = mention.has_weekday or mention.first.year is not None
        is_titled = is_full and bool(self._title) and self._title in sentence
        return is_titled or (mention.has_weekday and any(name in sentence for name in self._names))


def _beside(day: Day, year: int) -> list[date]:
    """The last day of the month and the next one, for a day beyond the end of its month."""
    if not (1 <= day.month <= 12 and FIRST_YEAR <= year <= LAST_YEAR):  # noqa: PLR2004 - months
        return []
    last = date(year, day.month, calendar.monthrange(year, day.month)[1])
    return [last, last + timedelta(days=1)]


def _month_day(day: Day) -> tuple[int, int]:
    return day.month, day.day


def _merged(dated: Sequence[Dated], source: Source) -> list[Dated]:
    """Days one after the other, each on its line, are one event of several days."""
    found: list[Dated] = []
    for each in dated:
        previous = found[-1] if found else None
        if previous and _continues(previous, each, source):
            days = (*previous.mention.days, *each.mention.days)
            mention = replace(previous.mention, days=days, is_span=True, end=each.mention.end)
            found[-1] = replace(previous, mention=mention)
        else:
            found.append(each)
    return found


def _continues(one: Dated, other: Dated, source: Source) -> bool:
    if other.role is not one.role or one.role not in {Role.HEADER, Role.DATE_LINE} or len(other.mention.days) > 1:
        return False
    if one.role is Role.HEADER and one.group != other.group:
        return False
    if len(one.mention.days) > 1 and not one.mention.is_span:
        return False
    day, following = one.mention.days[-1], other.mention.first
    year = following.year or day.year or 2000
    first, second = day.on(year), following.on(year)
    if not (first and second) or second - first != timedelta(days=1):
        return False
    return "\n" in source.text[one.mention.end : other.mention.start]


def facts_of(day: Day, on: date) -> dict[str, Fact]:
    """For the sentence about a wrong weekday: what the text says, and what the day really is."""
    return {"date": on, "weekday": day.weekday if day.weekday is not None else on.weekday()}
