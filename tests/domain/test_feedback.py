"""Feedback without a name: taken for two weeks, shown when nobody can be told, gone with the registrations."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from house import House
from sqlalchemy import func, select

from akevents import clock
from akevents.domain import feedback, participants, retention
from akevents.domain.events import EventDetails
from akevents.domain.feedback import FeedbackForm
from akevents.errors import (
    FeedbackClosed,
    InvalidRequest,
    Problem,
    TooManyAttempts,
)
from akevents.store.tables import ConsentPurpose, Feedback

SLUG = "abend"


@pytest.fixture
def event(house: House) -> EventDetails:
    """An evening that ended an hour ago; Anna came, Bernd did not."""
    made = house.event(slug="abend", more={"is_recorded": True, "recording_purpose": "Protokoll"})
    for name in ("Anna", "Bernd"):
        house.register(made, name, consents=frozenset({ConsentPurpose.RECORDING} if name == "Anna" else set()))
    participants.check_in(house.db, house.mona, house.registration_id(made, "Anna"))
    now = clock.utc_now()
    house.set(made, starts_at=now - timedelta(minutes=150), ends_at=now - timedelta(hours=1), deadline_at=None)
    return house.read(made)


def given(house: House, event: EventDetails, number: int, **more: Any) -> None:
    feedback.give(house.db, event.id, FeedbackForm(f"form-{number}", **{"rating": 4, **more}))


def test_feedback_shows_only_when_nobody_can_be_told(house: House, event: EventDetails) -> None:
    for number, rating in ((1, 5), (2, 4)):
        given(house, event, number, rating=rating, useful=f"Text {number}")
    before = feedback.list_feedback(house.db, house.mona, "abend")
    given(house, event, 3, rating=3, useful="A", wishes=" mehr Zeit ")
    given(house, event, 3, rating=1)  # pressed twice
    after = feedback.list_feedback(house.db, house.mona, "abend")

    assert (before.answers, before.ratings, before.useful) == (2, {}, ())
    assert (after.answers, after.average) == (3, 4.0)
    assert after.ratings == {1: 0, 2: 0, 3: 1, 4: 1, 5: 1}
    assert (after.useful, after.wishes) == (("A", "Text 1", "Text 2"), ("mehr Zeit",))


def test_feedback_knows_nothing_but_the_day(house: House, event: EventDetails) -> None:
    given(house, event, 1, useful="gut")
    with house.db.reading() as session:
        row = session.scalars(select(Feedback)).one()
    stored = {name: getattr(row, name) for name in row.__table__.columns.keys()}  # noqa: SIM118

    assert stored == {
        "id": row.id, "event_id": event.id, "submission_id": "form-1", "rating": 4, "useful": "gut", "wishes": None,
        "given_on": row.given_on,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"rating": None}, Problem("rating", "missing_rating")),
        ({"rating": 9}, Problem("rating", "missing_rating")),
        ({"useful": "x" * 1001}, Problem("useful", "too_long", 1000)),
        ({"wishes": "a\x00"}, Problem("wishes", "control_characters")),
    ],
)
def test_wrong_feedback_is_refused(house: House, event: EventDetails, more: dict[str, Any], problem: Problem) -> None:
    with pytest.raises(InvalidRequest) as refused:
        given(house, event, 1, **more)
    assert refused.value.problems == (problem,)


@pytest.mark.parametrize("after", [timedelta(hours=-2), timedelta(days=15)])
def test_feedback_is_taken_for_two_weeks(house: House, event: EventDetails, after: timedelta) -> None:
    with time_machine.travel(event.ends_at + after), pytest.raises(FeedbackClosed):
        given(house, event, 1)


def test_feedback_goes_with_the_registrations_and_ratings_stay(house: House, event: EventDetails) -> None:
    for number, rating in ((1, 5), (2, 5), (3, 2)):
        given(house, event, number, rating=rating, useful="gut")
    with time_machine.travel(event.ends_at + timedelta(days=event.retention_days + 2)):
        retention.forget_due(house.db)
    with house.db.reading() as session:
        assert session.scalar(select(func.count()).select_from(Feedback)) == 0
    view = feedback.list_feedback(house.db, house.mona, SLUG)
    assert (view.answers, view.average, view.useful) == (3, 4.0, ())
    assert view.ratings == {1: 0, 2: 1, 3: 0, 4: 0, 5: 2}


def test_feedback_goes_where_nobody_registered_too(house: House) -> None:
    now = clock.utc_now()
    event = house.event(slug="leer", deadline_at=None)
    house.set(event, starts_at=now - timedelta(hours=2), ends_at=now - timedelta(hours=1))
    given(house, house.read(event), 1)
    with time_machine.travel(now + timedelta(days=event.retention_days + 2)):
        assert retention.forget_due(house.db) == 0
    with house.db.reading() as session:
        assert session.scalar(select(func.count()).select_from(Feedback)) == 0


def test_no_feedback_is_taken_once_the_data_are_deleted(house: House, event: EventDetails) -> None:
    house.set(event, retention_days=3)
    with time_machine.travel(event.ends_at + timedelta(days=5)), pytest.raises(FeedbackClosed):
        given(house, event, 1)


def test_one_client_cannot_write_without_end(house: House, event: EventDetails) -> None:
    def give(number: int, client: str = "192.0.2.1") -> None:
        feedback.give(house.db, event.id, FeedbackForm(f"form-{number}", 4), client=client)

    for number in range(10):
        give(number)
    give(9)  # pressed twice is no further one
    with pytest.raises(TooManyAttempts):
        give(10)
    give(11, client="192.0.2.2")
    assert feedback.list_feedback(house.db, house.mona, SLUG).answers == 11


def test_screens_hear_of_feedback(house: House, event: EventDetails) -> None:
    before = house.read(event).change_counter
    given(house, event, 1)
    assert house.read(event).change_counter == before + 1
