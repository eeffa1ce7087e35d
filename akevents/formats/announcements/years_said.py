"""The event's day in a wrong year: "Am 12. März 2023 stellt das Büro drei Entwürfe vor", where the head says 2024."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from akevents.formats.announcements.roles import Dated, Role
from akevents.formats.announcements.source import Source

_HAPPENS = (
    r"(?:stell(?:t|en)|lädt|laden|trifft|treffen|findet|finden|beginn(?:t|en)|startet|präsentier(?:t|en)|spricht|sprechen"
    r"|diskutier(?:t|en)|zeig(?:t|en)|berichte[nt]|referier(?:t|en)|öffnet|feier(?:t|n)|kommt|kommen|liest|hält|halten)"
)
_HAPPENS_BEHIND = re.compile(rf",?\s{_HAPPENS}\b")
_HAPPENS_BEFORE = re.compile(rf"\b{_HAPPENS}\b[^.;:]{{0,25}}\bam $")


def told_of_next_year(source: Source, dated: Sequence[Dated], first: date | None) -> Iterator[Dated]:
    """Where the text says what happens on the day and month of `first`, and names the year before or after."""
    for each in dated:
        day = each.mention.first
        if (
            not first
            or each.role is not Role.WEAK
            or day.year is None
            or (day.day, day.month) != (first.day, first.month)
        ):
            continue
        start, end = source.sentence(each.mention.bare_start)
        before, behind = source.lower[start : each.mention.start], source.lower[each.mention.end : end]
        happens = _HAPPENS_BEHIND.match(behind) or _HAPPENS_BEFORE.search(before)
        if abs(day.year - first.year) == 1 and happens:
            yield each
