"""Text in; fields, evidence and findings out. The order in which the parts of the grammar are asked."""

import re
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from akevents.formats.announcements import notices
from akevents.formats.announcements.dates import joined, single_dates
from akevents.formats.announcements.findings import Collected, Span
from akevents.formats.announcements.label_grammar import Label
from akevents.formats.announcements.labels import Labels
from akevents.formats.announcements.model import Announcement, Evidence
from akevents.formats.announcements.people import People
from akevents.formats.announcements.people_choice import PeopleChoice
from akevents.formats.announcements.resolution import Resolution
from akevents.formats.announcements.roles import Roles
from akevents.formats.announcements.source import Source
from akevents.formats.announcements.times import find_times
from akevents.formats.announcements.title_choice import TitleChoice
from akevents.formats.announcements.titles import TitleFinder
from akevents.formats.announcements.trimming import Title
from akevents.formats.announcements.venues import Where, find_place

BERLIN = "Europe/Berlin"
MOST_CATEGORIES = 12
LONGEST_CATEGORY = 60


class Parts:
    """What is found in a text before anything is decided: its dates, times and labels."""

    def __init__(self, text: str) -> None:
        self.source = Source(text)
        singles = single_dates(self.source.text)
        self.dates = joined(self.source.text, singles)
        self.times = find_times(self.source.text, singles)
        self.labels = Labels(self.source)
        self.title_choice = TitleChoice(TitleFinder(self.source, self.labels, self.dates, self.times))


@lru_cache(maxsize=8)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def read(text: str, reference_date: date, timezone: str = BERLIN) -> Announcement:
    """Read an announcement as if on `reference_date`: a date without a year is the next one on or after it.

    Never raises for any text; nothing is corrected, only found and proposed. The work grows with the length of the
    text: of dates, times and labels only as many are weighed as a very long announcement has."""
    parts = Parts(text)
    source, labels, times = parts.source, parts.labels, parts.times
    dated = Roles(source, labels, times).of_all(parts.dates)
    found = Collected(source)
    title = parts.title_choice.choose()
    when = Resolution(source, labels, dated, times, reference_date, _zone(timezone), found, title.text or "").resolve()
    where = find_place(source, labels, dated, title.span)
    moderators, speakers = PeopleChoice(People(source, labels)).choose()
    categories = _categories(source, labels)
    _report_gaps(found, title, where, has_moderator=bool(moderators))
    notices.report(source, dated, found, has_deadline=when.deadline is not None)
    spans: dict[str, tuple[Span, ...]] = {
        "title": () if title.is_proposal or title.span is None else (title.span, *title.more),
        "start": when.start_spans,
        "end": when.end_spans,
        "deadline": when.deadline_spans,
        "venue": where.venue_spans,
        "online": where.online_spans,
        "moderator": tuple((each.start, each.end) for each in moderators),
        "speaker": tuple((each.start, each.end) for each in speakers),
        "categories": tuple(categories.values()),
    }
    return Announcement(
        title=None if title.is_proposal else title.text,
        start=when.start,
        end=when.end,
        deadline=when.deadline,
        venue=where.venue,
        online=where.online,
        moderator=tuple(each.text for each in moderators),
        speaker=tuple(each.text for each in speakers),
        categories=tuple(categories),
        findings=found.in_order(),
        evidence=MappingProxyType({name: _evidence(source, places) for name, places in spans.items() if places}),
    )


def _evidence(source: Source, spans: tuple[Span, ...]) -> tuple[Evidence, ...]:
    return tuple(dict.fromkeys(source.evidence(*span) for span in spans))


def _categories(source: Source, labels: Labels) -> dict[str, Span]:
    found: dict[str, Span] = {}
    for labelled in labels.of(Label.CATEGORIES):
        for start, end in labelled.parts:
            for part in re.finditer(r"[^,;|•·\n]+", source.text[start:end]):
                name = part.group().strip(" *_-–—\t")
                if (
                    1 < len(name) <= LONGEST_CATEGORY
                    and len(found) < MOST_CATEGORIES
                    and not re.search(r"\.$|\(\d+\)$", name)
                ):
                    first = start + part.start() + part.group().index(name)
                    found.setdefault(name, (first, first + len(name)))
    return found


def _report_gaps(found: Collected, title: Title, where: Where, *, has_moderator: bool) -> None:
    if title.text is None:
        found.add("title_missing")
    elif title.is_proposal and title.span:
        found.add("title_missing", [title.span], [found.proposal({"title": title.text}, title.span)])
    if where.venue is None:
        offered = [found.proposal({"venue": "Online"}, *where.online_spans)] if where.online else []
        found.add("venue_missing", where.online_spans, offered)
    if not has_moderator:
        found.add("moderator_missing")
