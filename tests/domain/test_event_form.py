"""An event as plain values for a browser's fields, and back."""

import json
from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from house import House

from akevents import clock
from akevents.domain import event_change, event_form
from akevents.domain.event_change import EventChange
from akevents.domain.event_editor import EditableEvent, get_editable
from akevents.domain.events import Speaker
from akevents.domain.questions import QuestionEdit
from akevents.errors import InvalidRequest, Problem
from akevents.store.tables import EventFormat, QuestionKind

EVENING = datetime(2031, 3, 5, 16, 0, 42, tzinfo=UTC)  # 17:00 in Berlin, and some seconds


@pytest.fixture
def shown(house: House) -> EditableEvent:
    """An evening with everything set, over midnight."""
    event = house.event(
        starts_at=EVENING, ends_at=EVENING + timedelta(hours=8), text="Worum es geht", capacity=40,
        categories=("Digitales", "Klima"), speakers=({"name": "Olaf", "institution": "Stadt Köln"},),
        format=EventFormat.HYBRID,
    )  # fmt: skip
    house.set(event, joining_url="https://raum.example/1", dial_in="+49 30 1234", joining_link_at=EVENING)
    questions = (
        QuestionEdit(7, QuestionKind.YES_NO, "Kommen Sie?", True, (), None),
        QuestionEdit(9, QuestionKind.SINGLE_CHOICE, "Womit?", False, ("Rad", "Bahn"), (0, "ja")),
    )
    return replace(get_editable(house.db, house.mona, event.slug), questions=questions)


def form(shown: EditableEvent, **changes: Any) -> dict[str, Any]:
    return event_form.form_of(shown) | changes


def problems(shown: EditableEvent, **changes: Any) -> tuple[Problem, ...]:
    with pytest.raises(InvalidRequest) as refusal:
        event_form.change_of(form(shown, **changes), shown)
    return refusal.value.problems


def test_form_is_ready_for_json_and_shows_local_times(shown: EditableEvent) -> None:
    values = form(shown)

    assert json.loads(json.dumps(values)) == values
    shown_times = {name: value for name, value in values.items() if name.endswith(("_day", "_time"))}
    assert shown_times == {
        "start_day": "2031-03-05", "start_time": "17:00", "end_day": "2031-03-06", "end_time": "01:00",
        "joining_day": "2031-03-05", "joining_time": "17:00", "opens_day": None, "opens_time": None,
        "deadline_day": "2031-03-04", "deadline_time": "17:00",
    }  # fmt: skip
    assert (values["categories"], values["confirms_addresses"]) == ("Digitales, Klima", "auto")


def test_untouched_form_changes_nothing_to_the_second(shown: EditableEvent) -> None:
    change = event_form.change_of(form(shown), shown)

    facts = {name: getattr(shown.event, name, None) for name in EventChange.__slots__}
    facts |= {name: getattr(shown, name) for name in ("joining_url", "dial_in", "joining_link_at")}
    kept = {each.name: getattr(change, each.name) or None for each in fields(change)}
    assert kept == {name: value or None for name, value in facts.items()}
    assert event_form.questions_of(form(shown)) == shown.questions


def test_form_names_every_field_that_can_change(shown: EditableEvent) -> None:
    change = event_form.change_of(form(shown), shown)

    assert [each.name for each in fields(change) if getattr(change, each.name) is event_change.UNCHANGED] == []


def test_times_are_read_in_the_zone_of_the_form(shown: EditableEvent) -> None:
    change = event_form.change_of(form(shown, timezone="Europe/London", end_day=None, end_time="18:30"), shown)

    assert (change.starts_at, change.ends_at) == (
        datetime(2031, 3, 5, 17, 0, tzinfo=UTC), datetime(2031, 3, 5, 18, 30, tzinfo=UTC),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"start_day": None}, Problem("starts_at", "missing_day")),
        ({"end_time": None}, Problem("ends_at", "missing_time")),
        ({"deadline_day": None}, Problem("deadline_at", "missing_day")),
        ({"opens_day": "2031-01-01"}, Problem("registration_opens_at", "missing_time")),
        ({"timezone": "Mars/Base"}, Problem("timezone", "not_a_choice")),
        ({"joining_day": "2031-03-30", "joining_time": "02:30"}, Problem("joining_link_at", "skipped_time")),
    ],
)
def test_days_and_times_that_name_no_instant_are_refused(
    shown: EditableEvent, changes: dict[str, Any], expected: Problem
) -> None:
    assert problems(shown, **changes) == (expected,)


def test_empty_times_mean_that_nothing_is_set(shown: EditableEvent) -> None:
    change = event_form.change_of(form(shown, deadline_day=None, deadline_time=None, capacity=None), shown)

    assert (change.deadline_at, change.capacity) == (None, None)


def test_speakers_without_any_word_and_double_categories_are_left_out(shown: EditableEvent) -> None:
    rows = [{"row": 1, "name": " ", "institution": ""}, {"row": 2, "name": " Anna ", "institution": ""}]
    change = event_form.change_of(form(shown, speakers=rows, categories=" A,,B , A"), shown)

    assert (change.speakers, change.categories) == ((Speaker("Anna", ""),), ("A", "B"))


def test_condition_follows_its_question_and_falls_with_it(shown: EditableEvent) -> None:
    rows = form(shown)["questions"]
    first = {**rows[0], "row": 5, "id": None}

    moved = event_form.questions_of(form(shown, questions=[first, *rows]))
    behind = event_form.questions_of(form(shown, questions=rows[::-1]))
    alone = event_form.questions_of(form(shown, questions=rows[1:]))

    assert [each.shown_if for each in moved] == [None, None, (1, "ja")]
    assert [each.shown_if for each in behind] == [None, None]
    assert [each.shown_if for each in alone] == [None]


def test_preview_of_the_event_has_every_typed_value(shown: EditableEvent) -> None:
    change = event_form.change_of(form(shown, title=" Neu ", kind="", capacity=None), shown)

    after = event_form.applied(shown, change)

    assert after == replace(shown.event, title="Neu", kind=None, capacity=None)
    draft = replace(after, status="draft", state="draft")
    assert event_form.as_if_published(draft, clock.utc_now()).state == "open"


def test_merging_keeps_what_others_changed() -> None:
    base, mine = {"title": "A", "text": "T", "capacity": 1}, {"title": "Mein", "text": "T", "capacity": 1}

    assert event_form.merged(base, mine, {"title": "Ihr", "text": "Neu", "capacity": 1}) == {
        "title": "Mein", "text": "Neu", "capacity": 1,
    }  # fmt: skip
