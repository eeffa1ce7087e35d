"""Regie and Nachbereitung: what is written down during and after an evening, on both databases."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from house import House
from sqlalchemy import func, select

from akevents import clock
from akevents.domain import aftermath, evening, exports, feedback, participants, retention
from akevents.domain import discussion_moderation as moderation
from akevents.domain.events import EventDetails
from akevents.domain.feedback import FeedbackForm
from akevents.errors import (
    ChangedMeanwhile,
    EventNotFound,
    FeedbackClosed,
    InvalidRequest,
    NotPossibleForEvent,
    Problem,
)
from akevents.store.tables import ConsentPurpose, DiscussionStatus, Feedback


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


def direction(house: House) -> evening.Direction:
    return evening.get_direction(house.db, house.mona, "abend")


def test_direction_proposes_and_counts(house: House, event: EventDetails) -> None:
    shown = direction(house)

    assert [item.title for item in shown.items] == ["Begrüßung", "Diskussion", "Abschluss und Ausblick"]
    assert (shown.is_proposed, shown.confirmed, shown.present, shown.head_count) == (True, 2, 1, None)
    assert shown.recording == evening.Recording(is_on=True, purpose="Protokoll", without_consent=1)


def test_running_order_is_saved_and_done_items_stay_done(house: House, event: EventDetails) -> None:
    evening.go_on(house.db, house.mona, "abend", 0)
    lines = direction(house).lines
    evening.save_running_order(house.db, house.mona, "abend", f"{lines}\n10 Umtrunk | im Foyer", lines)

    shown = direction(house)
    assert [(item.title, item.done_at is not None) for item in shown.items] == [
        ("Begrüßung", True), ("Diskussion", False), ("Abschluss und Ausblick", False), ("Umtrunk", False),
    ]  # fmt: skip
    assert house.protocol(event)[-1] == ("direction_changed", house.mona.id, None)
    evening.go_back(house.db, house.mona, "abend", 1)
    assert direction(house).done == 0


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(house: House, event: EventDetails) -> None:
    read = direction(house).lines
    evening.save_running_order(house.db, house.mona, "abend", "90 Alles", read)

    with pytest.raises(ChangedMeanwhile):
        evening.save_running_order(house.db, house.mona, "abend", "45 Die Hälfte", read)
    with pytest.raises(ChangedMeanwhile):
        evening.go_on(house.db, house.mona, "abend", 1)
    evening.save_introduction(house.db, house.mona, "abend", "Chiara", "")
    with pytest.raises(ChangedMeanwhile):
        evening.save_introduction(house.db, house.mona, "abend", "Jemand anderes", "")
    assert (direction(house).lines, direction(house).introduction) == ("90 Alles", "Chiara")


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("", [Problem("running_order", "missing_running_order")]),
        ("Begrüßung\n5", [Problem("running_order", "line_no_minutes", detail="1"),
                          Problem("running_order", "line_no_title", detail="2")]),
        ("5 a\x07", [Problem("running_order", "control_characters")]),
    ],
)  # fmt: skip
def test_wrong_lines_are_refused_together(
    house: House, event: EventDetails, text: str, problems: list[Problem]
) -> None:
    with pytest.raises(InvalidRequest) as refused:
        evening.save_running_order(house.db, house.mona, "abend", text, direction(house).lines)

    assert list(refused.value.problems) == problems
    assert direction(house).is_proposed


def test_heads_are_counted_and_taken_back(house: House, event: EventDetails) -> None:
    evening.set_head_count(house.db, house.mona, "abend", 17)
    assert direction(house).head_count == 17
    with pytest.raises(InvalidRequest):
        evening.set_head_count(house.db, house.mona, "abend", -1)
    evening.set_head_count(house.db, house.mona, "abend", None)
    assert direction(house).head_count is None


def test_checklist_ticks_itself_from_what_is_known(house: House, event: EventDetails) -> None:
    def done() -> set[str]:
        return {each.key for each in direction(house).checks if each.is_done}

    assert done() == {"questions_answered", "attendance_noted"}
    moderation.add(house.db, house.mona, "abend", "form", "Was kostet das?")
    assert done() == {"attendance_noted"}
    number = direction(house).questions[0].id
    moderation.set_status(house.db, house.mona, "abend", number, DiscussionStatus.ANSWERED)
    house.set(event, materials="[Folien](https://example.org)")
    aftermath.thank(house.db, house.mona, "abend")
    exports.export_rows(house.db, house.mona, "abend")
    house.event(title="Der nächste Abend")
    for key in ("speaker_thanked", "recording_stopped", "room_closed"):
        evening.tick(house.db, house.mona, "abend", key, is_done=True)
    assert done() == {each.key for each in direction(house).checks}
    evening.tick(house.db, house.mona, "abend", "room_closed", is_done=False)
    assert "room_closed" not in done()


def test_who_was_there_is_thanked_once(house: House, event: EventDetails) -> None:
    sent = [aftermath.thank(house.db, house.mona, "abend") for _ in range(2)]
    participants.check_in(house.db, house.mona, house.registration_id(event, "Bernd"))
    sent.append(aftermath.thank(house.db, house.mona, "abend"))

    assert sent == [1, 0, 1]
    assert [mail for mail in house.mails(event) if mail[0] == "thanks"] == [("thanks", "Anna"), ("thanks", "Bernd")]


def test_nobody_is_thanked_before_the_end(house: House) -> None:
    house.event(slug="abend")
    with pytest.raises(NotPossibleForEvent):
        aftermath.thank(house.db, house.mona, "abend")


def test_aftermath_lists_who_was_there(house: House, event: EventDetails) -> None:
    shown = aftermath.get_aftermath(house.db, house.mona, "abend")

    assert [(each.name, each.was_there) for each in shown.people] == [
        ("Beispiel, Anna", True),
        ("Beispiel, Bernd", False),
    ]
    assert (shown.present, shown.thanked, shown.to_thank, shown.deletions, shown.next_event) == (1, 0, 1, (), None)


def test_aftermath_proves_what_was_deleted(house: House, event: EventDetails) -> None:
    with time_machine.travel(event.ends_at + timedelta(days=event.retention_days + 2)):
        retention.forget_due(house.db)
        shown = aftermath.get_aftermath(house.db, house.mona, "abend")

    assert [each.people for each in shown.deletions] == [2]
    assert shown.people == ()


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


def test_feedback_goes_with_the_registrations(house: House, event: EventDetails) -> None:
    given(house, event, 1, useful="gut")
    with time_machine.travel(event.ends_at + timedelta(days=event.retention_days + 2)):
        retention.forget_due(house.db)
    with house.db.reading() as session:
        assert session.scalar(select(func.count()).select_from(Feedback)) == 0


def test_event_of_another_group_does_not_exist(house: House, event: EventDetails) -> None:
    db, olaf = house.db, house.olaf
    steps: list[Callable[[], object]] = [
        lambda: evening.get_direction(db, olaf, "abend"),
        lambda: evening.save_running_order(db, olaf, "abend", "5 a", ""),
        lambda: evening.save_introduction(db, olaf, "abend", "a", ""),
        lambda: evening.go_on(db, olaf, "abend", 0),
        lambda: evening.go_back(db, olaf, "abend", 0),
        lambda: evening.set_head_count(db, olaf, "abend", 1),
        lambda: evening.tick(db, olaf, "abend", "room_closed", is_done=True),
        lambda: aftermath.get_aftermath(db, olaf, "abend"),
        lambda: aftermath.thank(db, olaf, "abend"),
        lambda: feedback.list_feedback(db, olaf, "abend"),
    ]
    for step in steps:
        with pytest.raises(EventNotFound):
            step()
    assert direction(house).is_proposed
