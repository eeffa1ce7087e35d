"""Times of one text that claim the same and differ: two labels, or a label and a sentence."""

import re
from zoneinfo import ZoneInfo

from akevents.formats.announcements.choosing import ChosenDate
from akevents.formats.announcements.findings import Collected
from akevents.formats.announcements.schedule import Kind, Schedule, Timed
from akevents.formats.announcements.schedule_grammar import BEGIN_ENDS_IT, BEGINS_BEHIND, WHICH_BEGINS
from akevents.formats.announcements.source import Source
from akevents.formats.announcements.times import instant

QUARTER = 15  # minutes between "17 Uhr c.t." and its start
_ASIDE = re.compile(
    r"einlass|öffnet|empfang|imbiss|führung|rundgang|anschließend|anschluss|zuvor|bereits|check-?in|vorab|kaffee"
    r"|get-?together|technik|danach|später",
    re.I,
)
_PLAIN_BEGIN = re.compile(
    r"\b(?:die|das|der|unsere?) [\w-]*(?:veranstaltung|treffen|sitzung|workshop|seminar|stammtisch|webinar|tagung|forum"
    r"|versammlung|konferenz|abend|tag|vortrag|lesung|gespräch|diskussion|fest|feier|messe|kongress|symposium"
    r"|exkursion|führung|konzert|werkstatt|runde|sprechstunde|rundgang|spaziergang|training|schulung|kurs|dialog|frühstück)\b[^.;\n]{0,30}\b(?:beginnt|startet|endet)\b"
    r"|\b(?:beginn|ende)\s(?:ist|der veranstaltung|(?:der|des) [\w-]+ ist)\b"
    r"|^\W{0,3}(?:wir (?:beginnen|starten)|los geht(?: es|['’]?s))(?: pünktlich)? (?:um |ab )?$",
    re.I,
)
_OPENS = re.compile(r"\W{0,3}(?:(?:um|ab|pünktlich um) )?", re.I)  # "Um 19 Uhr geht es los": of nothing else before


class Clashes:
    """Adds what the chosen start and end contradict, and what is impossible or only approximate."""

    def __init__(self, source: Source, found: Collected, zone: ZoneInfo) -> None:
        self._source, self._found, self._zone = source, found, zone

    def report(self, schedule: Schedule, start: Timed | None, end: Timed | None, chosen: ChosenDate | None) -> None:
        found = self._found
        for each in dict.fromkeys([*schedule.header, *schedule.said, *(one for one in (start, end) if one)]):
            if not each.mention.is_valid:
                found.add("invalid_time", [each.span])
        for each in dict.fromkeys([*(one for one in (start, end) if one), *schedule.header]):
            if each.mention.is_approximate:
                found.add("approx_time", [each.span])
        if start is None or not start.mention.is_valid or (chosen and chosen.spans_days):
            return
        arrivals = {each.mention.begins for source in schedule.sources for each in source if each.kind is Kind.DOORS}
        for each in self._rivals(schedule, start):
            other = each.mention.begins
            mine = start.mention.begins
            if mine is None or other is None or each.kind is not Kind.START or other == mine:
                continue
            # A sentence may say when the doors open, and "17 Uhr" where the label says "17 Uhr c.t.".
            is_explained = other in arrivals or mine in arrivals
            if each.is_header if abs(other - mine) == QUARTER else not is_explained:
                self._conflict("start", (start, mine), (each, other), chosen)
        for each in self._rivals(schedule, start):
            ends, other = _closing(end), _closing(each)
            if end and ends is not None and other not in {None, ends} and each.group != end.group:
                self._conflict("end", (end, ends), (each, other or 0), chosen)

    def _conflict(
        self, field: str, mine: tuple[Timed, int], other: tuple[Timed, int], chosen: ChosenDate | None
    ) -> None:
        choices = [
            self._found.proposal({field: instant(chosen.first, minutes, self._zone)}, each.span)
            for each, minutes in (mine, other)
            if chosen and chosen.first
        ]
        times = {"time": clock_text(mine[1]), "other": clock_text(other[1])}
        self._found.add("time_conflict", [mine[0].span, other[0].span], choices, field=field, **times)

    def _rivals(self, schedule: Schedule, start: Timed) -> list[Timed]:
        """Times that claim the same as the chosen ones: other labels, and sentences that name the event's date."""
        rivals = [each for each in schedule.header if each.group != start.group] if start.is_header else []
        if start.is_header:
            groups: set[int] = set()
            for each in schedule.said:
                sentence = self._source.sentence(each.mention.start)
                if each.group in groups or each.kind is not Kind.START:
                    continue
                groups.add(each.group)
                if not _ASIDE.search(self._source.text[sentence[0] : each.mention.stop + 30]):
                    rivals.append(each)
            for source in schedule.sources[2:3]:
                rivals.extend(each for each in source if self._is_plain(each))
        return rivals

    def _is_plain(self, each: Timed) -> bool:
        start, end = self._source.sentence(each.mention.start)
        before = self._source.text[start : each.mention.start]
        if WHICH_BEGINS.search(before) and BEGIN_ENDS_IT.match(self._source.text, each.mention.stop, end):
            return True
        opens = _OPENS.fullmatch(self._source.text, start, each.mention.start)
        return bool(_PLAIN_BEGIN.search(before)) or bool(
            opens and BEGINS_BEHIND.match(self._source.text, each.mention.stop, end)
        )


def _closing(each: Timed | None) -> int | None:
    """When it ends: of a range its second time, of "Ende: 18 Uhr" the only one."""
    if each is None or each.kind is not Kind.END:
        return each.mention.ends if each else None
    return each.mention.begins if each.mention.ends is None else each.mention.ends


def clock_text(minutes: int) -> str:
    """ "17:00"; midnight at the end of a day is 24:00."""
    return f"{minutes // 60:02}:{minutes % 60:02}"
