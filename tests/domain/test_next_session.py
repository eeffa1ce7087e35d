"""The next session and a series: proposed from the rhythm, copied as drafts, all or none."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from house import House
from sqlalchemy import func, select, update

from akevents import clock
from akevents.domain.event_creation import NewEvent
from akevents.domain.events import EventDetails
from akevents.domain.next_session import (
    JOINING,
    LEFT_OUT,
    MOVED,
    SAME,
    SAME_MORE,
    PlannedSession,
    create_next,
    create_series,
    plan,
    propose,
)
from akevents.errors import EventNotFound, InvalidRequest, Problem
from akevents.formats.rhythm import MOST_DATES, EveryWeeks, NthWeekday
from akevents.store.tables import Event, ProtocolEntry, Question, QuestionKind

BERLIN = ZoneInfo("Europe/Berlin")
WEDNESDAY = 2


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


EVENING = at("2031-03-05T17:00")  # the first Wednesday of March
NEXT = at("2031-05-07T17:00")  # summer time


def met(house: House, *days: str, **fields: Any) -> EventDetails:
    """The group's evenings, 17:00 to 18:30, registration until 18:00 on the day before; the last one."""
    for day in days:
        start = at(f"{day}T17:00")
        deadline = at(f"{day}T18:00") - timedelta(days=1)
        event = house.event(starts_at=start, ends_at=at(f"{day}T18:30"), deadline_at=deadline, **fields)
    return event


def row(house: House, slug: str) -> Event:
    with house.db.reading() as session:
        return session.scalars(select(Event).where(Event.slug == slug)).one()


def count_events(house: House) -> int:
    with house.db.reading() as session:
        return session.scalar(select(func.count(Event.id))) or 0


def refused(house: House, event: EventDetails, *dates: datetime, **given: Any) -> tuple[Problem, ...]:
    with pytest.raises(InvalidRequest) as refusal:
        create_series(house.db, house.mona, event.slug, dates, **given)
    return refusal.value.problems


# Proposing


def test_proposal_follows_the_rhythm_at_the_same_times(house: House) -> None:
    event = met(house, "2030-11-06", "2031-01-08", "2031-03-05")
    event = met(house, "2031-05-07", "2031-07-02")
    proposal = propose(house.db, house.mona, event.slug)
    assert (proposal.event.id, proposal.rhythm) == (event.id, NthWeekday(2, 1, WEDNESDAY))
    assert proposal.planned == PlannedSession(
        starts_at=at("2031-09-03T17:00"),
        ends_at=at("2031-09-03T18:30"),
        deadline_at=at("2031-09-02T18:00"),
        clashes=(),
    )
    assert (proposal.has_joining, proposal.questions) == (False, 0)


def test_proposal_from_an_old_event_is_after_the_groups_newest(house: House) -> None:
    old = met(house, "2031-01-01")
    met(house, "2031-02-05", "2031-03-05", publish=False)
    assert propose(house.db, house.mona, old.slug).planned.starts_at == at("2031-04-02T17:00")


def test_proposal_is_never_in_the_past(house: House) -> None:
    event = met(house, "2022-01-05", "2022-03-02", "2022-05-04")
    with time_machine.travel(at("2023-06-15T12:00"), tick=False):
        proposal = propose(house.db, house.mona, event.slug)
    assert proposal.planned.starts_at == at("2023-07-05T17:00")  # still every second month


def test_group_with_one_event_is_offered_four_weeks_later(house: House) -> None:
    event = met(house, "2031-03-05")
    met(house, "2031-03-12", "2031-03-19", working_group_id=house.other_group_id)
    proposal = propose(house.db, house.mona, event.slug)
    assert (proposal.rhythm, proposal.planned.starts_at) == (None, at("2031-04-02T17:00"))


def test_proposal_names_what_speaks_against_it(house: House) -> None:
    event = met(house, "2031-03-26", "2031-04-02")
    met(house, "2031-04-09", working_group_id=house.other_group_id, title="Radwege")
    proposal = propose(house.db, house.mona, event.slug)
    assert proposal.rhythm == EveryWeeks(1, WEDNESDAY)
    assert [each.words for each in proposal.planned.clashes] == [
        "Zur selben Zeit: AK Verkehr, „Radwege“ (17:00–18:30 Uhr)."
    ]


def test_proposal_knows_of_link_and_questions(house: House) -> None:
    event = met(house, "2031-03-05", more={"dial_in": "0211 123"})
    house.question(event)
    proposal = propose(house.db, house.mona, event.slug)
    assert (proposal.has_joining, proposal.questions) == (True, 1)


@pytest.mark.parametrize(
    "use_case", [propose, lambda *given: plan(*given, (NEXT,)), lambda *given: create_next(*given, NEXT)]
)
def test_event_of_another_group_does_not_exist(house: House, use_case: Any) -> None:
    event = met(house, "2031-03-05")
    for by, slug in ((house.olaf, event.slug), (house.mona, "gibt-es-nicht"), (house.mona, "\0")):
        with pytest.raises(EventNotFound):
            use_case(house.db, by, slug)
    assert count_events(house) == 1


# Planning


def test_plan_keeps_the_wall_clock_and_the_distance_of_the_deadline(house: House) -> None:
    event = met(house, "2031-03-05")
    assert plan(house.db, house.mona, event.slug, (NEXT, at("2031-05-14T19:00")), length=timedelta(hours=2)) == (
        PlannedSession(NEXT, at("2031-05-07T19:00"), at("2031-05-06T18:00"), ()),
        PlannedSession(at("2031-05-14T19:00"), at("2031-05-14T21:00"), at("2031-05-13T18:00"), ()),
    )


def test_deadline_of_the_same_day_does_not_pass_an_earlier_start(house: House) -> None:
    event = house.event(starts_at=EVENING, deadline_at=at("2031-03-05T16:00"))
    (planned,) = plan(house.db, house.mona, event.slug, (at("2031-05-07T10:00"),))
    assert planned.deadline_at == at("2031-05-07T10:00")


def test_evening_past_midnight_ends_on_the_day_after(house: House) -> None:
    event = house.event(starts_at=at("2031-03-05T22:00"), ends_at=at("2031-03-06T01:00"), deadline_at=None)
    (planned,) = plan(house.db, house.mona, event.slug, (at("2031-05-07T22:00"),))
    assert (planned.ends_at, planned.deadline_at) == (at("2031-05-08T01:00"), None)


# Creating


def test_every_column_is_copied_or_left_out_on_purpose() -> None:
    given = {"working_group_id", "starts_at", "ends_at", "format", "categories"}
    parts = [LEFT_OUT, set(SAME), set(SAME_MORE), set(JOINING), set(MOVED), given]
    assert sorted(name for part in parts for name in part) == sorted(Event.__table__.columns.keys())
    assert set(SAME) <= set(NewEvent.__slots__)


FULL = {
    "slug": "smart-city-2031-03-05",
    "title": "Smart City",
    "kind": "Erfahrungsaustausch",
    "summary": "Kurz",
    "text": "Lang",
    "speakers": ({"name": "Bernd Beispiel", "institution": "Stadt Köln"},),
    "categories": ("Innenstadt",),
    "moderation": "Mona",
    "location": "Rathaus",
    "format": "hybrid",
    "capacity": 30,
    "has_waiting_list": False,
    "registration_opens_at": at("2031-02-05T09:00"),
}
MORE = {
    "address": "Domplatz 1",
    "joining_url": "https://raum.example.org/7",
    "dial_in": "0211 123",
    "joining_link_at": at("2031-03-05T16:00"),
    "confirms_addresses": True,
    "shows_places": True,
    "allows_late_requests": True,
    "is_recorded": True,
    "recording_purpose": "Zum Nachhören",
    "participant_list": "consenting",
    "reminds_day_before": False,
    "reminds_hour_before": False,
    "retention_days": 14,
    "joining_opens_minutes": 30,
    "materials": "Folien",
    "announcement": "Wir laden ein",
}
COPIED = (*SAME, *SAME_MORE, *JOINING, "categories", "format")


def test_copy_is_a_draft_with_everything_but_the_evening_itself(house: House) -> None:
    event = met(house, "2031-03-05", **FULL, more=MORE)
    slug = create_next(house.db, house.mona, event.slug, NEXT)
    source, copy = row(house, event.slug), row(house, slug)
    assert slug == "smart-city"
    assert {name: getattr(copy, name) for name in COPIED} == {name: getattr(source, name) for name in COPIED}
    assert (copy.starts_at, copy.ends_at, copy.deadline_at, copy.registration_opens_at, copy.joining_link_at) == (
        NEXT,
        at("2031-05-07T18:30"),
        at("2031-05-06T18:00"),
        at("2031-04-09T09:00"),
        at("2031-05-07T16:00"),
    )
    assert (copy.summary, copy.text, copy.announcement, copy.speakers, copy.materials) == (None, "", None, [], None)
    assert (copy.status, copy.published_at, copy.places_taken, copy.sequence) == ("draft", None, 0, 0)
    assert copy.uid != source.uid


def test_copy_without_link_and_dial_in(house: House) -> None:
    event = met(house, "2031-03-05", more=MORE)
    copy = row(house, create_next(house.db, house.mona, event.slug, NEXT, keeps_joining=False))
    assert (copy.joining_url, copy.dial_in) == (None, None)


def test_registrations_stay_with_their_evening(house: House) -> None:
    event = met(house, "2031-03-05")
    house.register(event, "Anna")
    copy = house.read(EventOf(create_next(house.db, house.mona, event.slug, NEXT)))
    assert (house.statuses(copy), house.counters_and_recount(copy)) == ({}, ((0, 0, 0), (0, 0, 0)))
    assert house.mails(copy) == []


class EventOf:
    """Enough of an event for House.read()."""

    def __init__(self, slug: str) -> None:
        self.slug = slug


def test_questions_are_copied_with_their_conditions(house: House) -> None:
    event = met(house, "2031-03-05")
    eats = house.question(event, QuestionKind.YES_NO, label="Essen Sie mit?", required=True)
    what = house.question(event, QuestionKind.SINGLE_CHOICE, label="Was?", choices=("Suppe", "Salat"))
    lost = house.question(event, label="Wohin?")
    with house.db.writing() as session:
        asks = update(Question).values(shown_if_question_id=eats, shown_if_answer="ja")
        session.execute(asks.where(Question.id == what))
        session.execute(asks.values(shown_if_question_id=999_999).where(Question.id == lost))
    copy = row(house, create_next(house.db, house.mona, event.slug, NEXT))
    with house.db.reading() as session:
        query = select(Question).where(Question.event_id == copy.id).order_by(Question.position)
        first, second, third = session.scalars(query).all()
    assert (first.label, first.kind, first.is_required, first.shown_if_question_id) == (
        "Essen Sie mit?",
        "yes_no",
        True,
        None,
    )
    assert (second.label, second.choices, second.shown_if_question_id, second.shown_if_answer) == (
        "Was?",
        ["Suppe", "Salat"],
        first.id,
        "ja",
    )
    assert (third.label, third.shown_if_question_id, third.shown_if_answer) == ("Wohin?", None, None)
    assert first.id != eats


def test_protocol_says_who_copied_what(house: House) -> None:
    event = met(house, "2031-03-05")
    copy = row(house, create_next(house.db, house.mona, event.slug, NEXT))
    query = select(ProtocolEntry).where(ProtocolEntry.event_id == copy.id)
    with house.db.reading() as session:
        (entry,) = session.scalars(query).all()
    assert (entry.action, entry.moderator_id, entry.details) == (
        "event_created",
        house.mona.id,
        {"copied_from": event.id},
    )


def test_series_makes_every_draft_in_order_of_time(house: House) -> None:
    event = met(house, "2031-03-05", slug="runde")
    dates = (at("2031-09-03T17:00"), NEXT, at("2031-07-02T17:00"))
    slugs = create_series(house.db, house.mona, event.slug, dates, length=timedelta(hours=1))
    assert slugs == ("runde-2031-05-07", "runde-2031-07-02", "runde-2031-09-03")
    assert [(row(house, slug).starts_at, row(house, slug).ends_at) for slug in slugs] == [
        (start, start + timedelta(hours=1)) for start in sorted(dates)
    ]


def test_copy_of_a_copy_keeps_the_slug_short(house: House) -> None:
    event = met(house, "2031-03-05", slug="runde")
    first = create_next(house.db, house.mona, event.slug, NEXT)
    second = create_next(house.db, house.mona, first, at("2031-07-02T17:00"))
    assert (first, second) == ("runde-2031-05-07", "runde-2031-07-02")


def test_second_click_finds_the_drafts_of_the_first(house: House) -> None:
    event = met(house, "2031-03-05")
    dates = (NEXT, at("2031-07-02T17:00"))
    first = create_series(house.db, house.mona, event.slug, dates)
    assert create_series(house.db, house.mona, event.slug, dates) == first
    assert count_events(house) == 3


def test_series_is_made_whole_or_not_at_all(house: House) -> None:
    event = met(house, "2031-03-05")
    assert refused(house, event, NEXT, at("2031-07-02T17:00"), length=timedelta(hours=-1)) == (
        Problem("ends_at", "ends_before_start"),
    )
    assert count_events(house) == 1


def test_dates_that_cannot_be_taken(house: House) -> None:
    event = met(house, "2031-03-05")
    many = [NEXT + timedelta(days=number) for number in range(MOST_DATES + 1)]
    yesterday = clock.utc_now() - timedelta(days=1)
    assert refused(house, event) == (Problem("dates", "missing_dates"),)
    assert refused(house, event, *many) == (Problem("dates", "too_many_dates", MOST_DATES),)
    assert refused(house, event, NEXT, NEXT) == (Problem("dates", "repeated_date"),)
    assert refused(house, event, NEXT, yesterday) == (Problem("starts_at", "start_is_over"),)
    assert count_events(house) == 1


def test_longest_series_is_made(house: House) -> None:
    event = met(house, "2031-03-05")
    many = tuple(NEXT + timedelta(days=number) for number in range(MOST_DATES))
    assert len(set(create_series(house.db, house.mona, event.slug, many))) == MOST_DATES
    assert date(2031, 7, 5) == row(house, f"{event.slug}-2031-07-05").starts_at.astimezone(BERLIN).date()
