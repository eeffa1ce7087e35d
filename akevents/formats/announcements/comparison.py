"""A text beside the fields of its event: where they have come apart, and how to bring them together again.

Pure, like the reader. A moderator who changes the start sees at once which sentence still names the old one."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from akevents.formats.announcements import rewriting
from akevents.formats.announcements.model import Announcement, Evidence, Fact, Finding, Proposal, Severity, Value
from akevents.formats.announcements.reader import read

MOST_ROUNDS = 12  # corrections of corrections; each settles at least one passage
# Findings inside the text that stay findings whatever the fields say.
KEPT = frozenset(
    {
        "weekday_mismatch", "year_conflict", "date_conflict", "time_conflict", "invalid_date", "invalid_time",
        "public_join_credentials", "cancelled",
    }
)  # fmt: skip
SEVERITIES: Mapping[str, Severity] = MappingProxyType(
    {
        "other_date": Severity.ERROR,
        "other_start": Severity.ERROR,
        "other_end": Severity.ERROR,
        "other_deadline": Severity.ERROR,
        "other_venue": Severity.WARNING,
        "other_moderator": Severity.WARNING,
        "other_speaker": Severity.WARNING,
    }
)
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)


@dataclass(frozen=True, slots=True)
class EventFacts:
    """What an event's fields say. Instants are aware; `closes_at` is the deadline, None if there is none."""

    starts_at: datetime
    ends_at: datetime
    timezone: str
    location: str
    deadline_at: datetime | None = None
    moderation: str = ""
    speakers: tuple[str, ...] = ()
    is_cancelled: bool = False

    @property
    def starts(self) -> datetime:
        return self.starts_at.astimezone(ZoneInfo(self.timezone))

    @property
    def ends(self) -> datetime:
        return self.ends_at.astimezone(ZoneInfo(self.timezone))

    @property
    def deadline(self) -> datetime | None:
        return self.deadline_at and self.deadline_at.astimezone(ZoneInfo(self.timezone))


@dataclass(frozen=True, slots=True)
class Correction:
    """A text that agrees with its event, and each passage that was changed for it: before, after."""

    text: str
    passages: tuple[tuple[str, str], ...]


def compare(text: str, facts: EventFacts, reference_date: date) -> tuple[Finding, ...]:
    """Contradictions within the text, and between the text and the fields; errors first, then by place.

    What the text does not mention is no finding. A finding's first proposal changes `text`, if it is known how; a further
    one changes the field to what the text says."""
    found = read(text, reference_date, facts.timezone)
    findings = [*_kept(found, facts), *_differences(found, facts)]
    mended = [_with_corrected_text(each, text, found, facts) for each in findings]
    return tuple(
        sorted(mended, key=lambda each: (_ORDER.index(each.severity), each.evidence[0].start if each.evidence else 0))
    )


def correct(text: str, facts: EventFacts, reference_date: date) -> Correction:
    """The text with every date and time that can be brought into line with the fields."""
    passages: list[tuple[str, str]] = []
    for _ in range(MOST_ROUNDS):
        found = read(text, reference_date, facts.timezone)
        rewrites = _first_rewrites([*_kept(found, facts), *_differences(found, facts)], found, facts)
        if not rewrites:
            break
        passages.extend((before.text, after) for before, after in rewrites)
        text = _applied(text, rewrites)
    return Correction(text, tuple(passages))


def _kept(found: Announcement, facts: EventFacts) -> Iterator[Finding]:
    """Proposals of the reader would change fields that are decided already; only what differs is offered again."""
    for each in found.findings:
        if each.code in KEPT and not (each.code == "cancelled" and facts.is_cancelled):
            yield replace(each, proposals=tuple(p for p in each.proposals if not _is_so_already(p, facts)))


def _is_so_already(proposal: Proposal, facts: EventFacts) -> bool:
    now: dict[str, Value] = {"start": facts.starts, "end": facts.ends, "deadline": facts.deadline}
    return all(now.get(name) == value for name, value in proposal.changes.items())


def _differences(found: Announcement, facts: EventFacts) -> Iterator[Finding]:
    start = found.start
    if start is not None:
        day = start.date() if isinstance(start, datetime) else start
        if day != facts.starts.date():
            moved = datetime.combine(day, facts.starts.time(), facts.starts.tzinfo)
            change: dict[str, Value] = {"start": moved, "end": moved + (facts.ends - facts.starts)}
            yield _finding("other_date", _dates_in(found, "start"), change, date=facts.starts.date(), other=day)
        elif isinstance(start, datetime) and start != facts.starts:
            yield _clock_finding("other_start", "start", found, start, facts.starts)
    end = found.end
    if isinstance(end, datetime) and isinstance(start, datetime) and _is_other_end(start, end, facts):
        yield _clock_finding("other_end", "end", found, end, facts.ends)
    yield from _deadline_difference(found, facts)
    yield from _name_differences(found, facts)


def _is_other_end(start: datetime, end: datetime, facts: EventFacts) -> bool:
    """Compared by the clock where the day is another one: that is a finding of its own."""
    same_day = start.date() == facts.starts.date()
    return end != facts.ends if same_day else end.time() != facts.ends.time()


def _clock_finding(code: str, field: str, found: Announcement, said: datetime, here: datetime) -> Finding:
    return _finding(code, _times_in(found, field), {field: said}, time=f"{here:%H:%M}", other=f"{said:%H:%M}")


def _deadline_difference(found: Announcement, facts: EventFacts) -> Iterator[Finding]:
    said, here = found.deadline, facts.deadline
    if said is None:
        return
    if isinstance(said, datetime):
        is_same = said == here
    else:
        is_same = here is not None and here.date() in {said, said + timedelta(days=1)} and _means_end_of(said, here)
        said = datetime.combine(said, datetime.max.time().replace(second=0, microsecond=0), facts.starts.tzinfo)
    if not is_same:
        evidence = found.evidence.get("deadline", ())
        words = "" if here is None else f"{here:%d.%m.%Y, %H:%M}"
        yield _finding("other_deadline", evidence, {"deadline": said}, time=words, other=f"{said:%d.%m.%Y, %H:%M}")


def _means_end_of(day: date, here: datetime) -> bool:
    """A deadline without a time is the end of that day: any time of it, or the midnight that ends it."""
    return here.date() == day or (here.hour, here.minute) == (0, 0)


def _name_differences(found: Announcement, facts: EventFacts) -> Iterator[Finding]:
    if found.venue and not _is_within(found.venue, facts.location) and not _both_online(found, facts):
        evidence = found.evidence.get("venue", ())
        yield _finding("other_venue", evidence, {"venue": found.venue}, here=facts.location, other=found.venue)
    for code, names, places, here in (
        ("other_moderator", found.moderator, found.evidence.get("moderator", ()), facts.moderation),
        ("other_speaker", found.speaker, found.evidence.get("speaker", ()), " · ".join(facts.speakers)),
    ):
        for name, place in zip(names, places, strict=False):
            if not _is_within(name.split()[-1], here):
                yield _finding(code, (place,), {}, other=name)


def _is_within(one: str, other: str) -> bool:
    one, other = one.casefold(), other.casefold()
    return bool(other) and (one in other or other in one)


def _both_online(found: Announcement, facts: EventFacts) -> bool:
    return bool(found.online) and "online" in facts.location.casefold()


def _finding(code: str, evidence: tuple[Evidence, ...], change: Mapping[str, Value], **facts: Fact) -> Finding:
    proposals = (Proposal(MappingProxyType(dict(change)), evidence),) if change else ()
    return Finding(code, SEVERITIES[code], evidence, MappingProxyType(facts), proposals)


def _dates_in(found: Announcement, field: str) -> tuple[Evidence, ...]:
    places = found.evidence.get(field, ())
    return tuple(each for each in places if rewriting.only_date(each.text)) or places


def _times_in(found: Announcement, field: str) -> tuple[Evidence, ...]:
    places = found.evidence.get(field, ())
    return tuple(each for each in places if rewriting.only_time(each.text)) or places


# Bringing the text into line


Rewrite = tuple[Evidence, str]


def _with_corrected_text(finding: Finding, text: str, found: Announcement, facts: EventFacts) -> Finding:
    rewrites = list(_rewrites(finding, found, facts))
    if not rewrites:
        return finding
    changes = MappingProxyType({"text": _applied(text, rewrites)})
    return replace(finding, proposals=(Proposal(changes, tuple(place for place, _ in rewrites)), *finding.proposals))


def _first_rewrites(findings: list[Finding], found: Announcement, facts: EventFacts) -> list[Rewrite]:
    return next((rewrites for each in findings if (rewrites := list(_rewrites(each, found, facts)))), [])


def _rewrites(finding: Finding, found: Announcement, facts: EventFacts) -> Iterator[Rewrite]:
    """Passages of this finding that say something else than the fields, with what they would say instead."""
    deadline = set(found.evidence.get("deadline", ()))
    for place in finding.evidence:
        after = _deadline_words(place, facts) if place in deadline else _event_words(place, facts)
        if after is not None and after != place.text:
            yield place, after


def _event_words(place: Evidence, facts: EventFacts) -> str | None:
    if rewriting.only_date(place.text):
        return rewriting.with_date(place.text, facts.starts.date())
    return rewriting.with_time(place.text, _minutes(facts.starts), _minutes(facts.ends))


def _deadline_words(place: Evidence, facts: EventFacts) -> str | None:
    if facts.deadline is None:
        return None
    if rewriting.only_date(place.text):
        return rewriting.with_date(place.text, facts.deadline.date())
    return rewriting.with_time(place.text, _minutes(facts.deadline), _minutes(facts.deadline))


def _minutes(at: datetime) -> int:
    return at.hour * 60 + at.minute


def _applied(text: str, rewrites: list[Rewrite]) -> str:
    for place, after in sorted(rewrites, key=lambda each: each[0].start, reverse=True):
        text = text[: place.start] + after + text[place.end :]
    return text
