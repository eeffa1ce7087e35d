"""Regie: what is prepared and written down during an evening, on both databases."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from house import House

from akevents import clock
from akevents.domain import aftermath, evening, exports, feedback, participants
from akevents.domain import discussion_moderation as moderation
from akevents.domain.events import EventDetails
from akevents.errors import (
    ChangedMeanwhile,
    EventNotFound,
    InvalidRequest,
    NotPossibleForEvent,
    Problem,
)
from akevents.store.tables import ConsentPurpose, DiscussionStatus
from akevents.wording.dates import local

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


def direction(house: House) -> evening.Direction:
    return evening.get_direction(house.db, house.mona, "abend")


def test_direction_proposes_and_counts(house: House, event: EventDetails) -> None:
    shown = direction(house)

    assert [item.title for item in shown.items] == ["Begrüßung", "Diskussion", "Abschluss und Ausblick"]
    assert (shown.is_proposed, shown.confirmed, shown.present, shown.head_count) == (True, 2, 1, None)
    assert shown.recording == evening.Recording(is_on=True, purpose="Protokoll", without_consent=1)


def test_speakers_are_introduced_from_what_the_event_knows(house: House) -> None:
    speakers = [{"name": "Chiara Kern", "institution": "ILS"}, {"name": "Dora", "institution": ""}]
    house.event(slug=SLUG, speakers=tuple(speakers), text="Zwei Vorträge.")

    shown = direction(house)
    assert (shown.introduction, shown.introduction_proposal) == ("", "Ich begrüße Chiara Kern, ILS und Dora.")
    assert [item.title for item in shown.items[1:3]] == ["Einführung: Chiara Kern", "Einführung: Dora"]


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


def test_fixed_times_are_kept_as_they_were_written(house: House) -> None:
    house.event(slug=SLUG)
    shown = direction(house)
    zone = "Europe/Berlin"
    half = f"{local(shown.frame.starts_at + timedelta(minutes=45), zone):%H:%M}"
    lines = f"10 Begrüßung\n{half} Diskussion | laut\n5 Ende"
    evening.save_running_order(house.db, house.mona, SLUG, lines, shown.lines)

    assert direction(house).lines == lines
    house.set(
        shown.event,
        starts_at=shown.event.starts_at + timedelta(hours=5),
        ends_at=shown.event.ends_at + timedelta(hours=5),
    )
    assert direction(house).lines == lines  # moved to another hour, the evening keeps what was written


def test_nothing_goes_on_before_the_start_and_after_the_last_item(house: House, event: EventDetails) -> None:
    evening.save_running_order(house.db, house.mona, SLUG, "90 Alles", direction(house).lines)
    evening.go_on(house.db, house.mona, SLUG, 0)
    with pytest.raises(NotPossibleForEvent):
        evening.go_on(house.db, house.mona, SLUG, 1)
    house.event(slug="morgen")
    with pytest.raises(NotPossibleForEvent):
        evening.go_on(house.db, house.mona, "morgen", 0)


def test_what_was_done_on_another_evening_is_open_again(house: House, event: EventDetails) -> None:
    evening.go_on(house.db, house.mona, SLUG, 0)
    house.set(event, starts_at=event.starts_at + timedelta(days=28), ends_at=event.ends_at + timedelta(days=28))
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
        ("25:61 Nie", [Problem("running_order", "line_no_time", detail="1")]),
        ("5 \x00", [Problem("running_order", "control_characters")]),
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
    evening.set_head_count(house.db, house.mona, SLUG, 17, None)
    assert direction(house).head_count == 17
    with pytest.raises(InvalidRequest):
        evening.set_head_count(house.db, house.mona, SLUG, -1, 17)
    with pytest.raises(ChangedMeanwhile):
        evening.set_head_count(house.db, house.mona, SLUG, 18, 16)
    evening.set_head_count(house.db, house.mona, SLUG, None, 17)
    assert direction(house).head_count is None


@pytest.mark.parametrize("key", ["thanks_sent", "gibt-es-nicht", ""])
def test_only_what_nobody_can_know_is_ticked_by_hand(house: House, event: EventDetails, key: str) -> None:
    with pytest.raises(InvalidRequest):
        evening.tick(house.db, house.mona, SLUG, key, is_done=True)


def test_checklist_ticks_itself_from_what_is_known(house: House, event: EventDetails) -> None:
    def done() -> set[str]:
        return {each.key for each in direction(house).checks if each.is_done}

    assert done() == {"questions_answered", "attendance_noted", "deletion_planned"}
    moderation.add(house.db, house.mona, "abend", "form", "Was kostet das?")
    assert done() == {"attendance_noted", "deletion_planned"}
    assert [each.on for each in direction(house).checks if each.on] == [event.deleted_on]
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


def test_event_of_another_group_does_not_exist(house: House, event: EventDetails) -> None:
    db, olaf = house.db, house.olaf
    steps: list[Callable[[], object]] = [
        lambda: evening.get_direction(db, olaf, "abend"),
        lambda: evening.save_running_order(db, olaf, "abend", "5 a", ""),
        lambda: evening.save_introduction(db, olaf, "abend", "a", ""),
        lambda: evening.go_on(db, olaf, "abend", 0),
        lambda: evening.go_back(db, olaf, "abend", 0),
        lambda: evening.set_head_count(db, olaf, "abend", 1, None),
        lambda: evening.tick(db, olaf, "abend", "room_closed", is_done=True),
        lambda: aftermath.get_aftermath(db, olaf, "abend"),
        lambda: aftermath.thank(db, olaf, "abend"),
        lambda: aftermath.thanks_preview(db, olaf, "abend"),
        lambda: feedback.list_feedback(db, olaf, "abend"),
    ]
    for step in steps:
        with pytest.raises(EventNotFound):
            step()
    assert direction(house).is_proposed
