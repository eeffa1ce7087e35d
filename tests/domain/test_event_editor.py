"""The editor's use cases: everything of one event together, fields and questions saved in one step."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from house import House
from sqlalchemy import select

from akevents.domain import drafts, event_life
from akevents.domain.event_change import ChangedLine, EventChange
from akevents.domain.event_editor import EditableEvent, differences, get_editable, preview, save
from akevents.domain.event_life import EventStep
from akevents.domain.events import EventDetails, event_questions
from akevents.domain.questions import QuestionEdit
from akevents.errors import ChangedMeanwhile, EventNotFound, InvalidRequest, NotPossibleForEvent, Problem
from akevents.store.tables import ProtocolEntry, QuestionKind, RegistrationStatus

EVENING = datetime(2031, 3, 5, 16, 0, tzinfo=UTC)  # a Wednesday, 17:00 in Berlin
SECRETS = {
    "joining_url": "https://raum.example.org/7",
    "dial_in": "0211 123\nPIN 456",
    "joining_link_at": EVENING - timedelta(hours=1),
    "announcement": "Herzliche Einladung",
}
NOTHING = EventChange()
DINNER = QuestionEdit(None, QuestionKind.YES_NO, "Essen Sie mit?", is_required=True)


def evening(house: House, *names: str, **fields: Any) -> EventDetails:
    event = house.event(**{"starts_at": EVENING} | fields)
    for name in names:
        house.register(event, name)
    return house.read(event)


def saved(
    house: House, event: EventDetails, change: EventChange = NOTHING, *questions: QuestionEdit, keeps: bool = False
) -> EventStep:
    """As Mona saves it, straight after having looked; `keeps`: without a word about questions."""
    shown = get_editable(house.db, house.mona, event.slug)
    asked = None if keeps else questions
    return save(house.db, house.mona, event.slug, change, asked, expected_changed_at=shown.changed_at)


def asked(house: House, event: EventDetails) -> list[str]:
    return [each.label for each in event_questions(house.db, event.id)]


def noted(house: House, event: EventDetails) -> list[dict[str, Any]]:
    query = select(ProtocolEntry.details).where(
        ProtocolEntry.event_id == event.id, ProtocolEntry.action == "event_changed"
    )
    with house.db.reading() as session:
        return list(session.scalars(query.order_by(ProtocolEntry.id)))


# Reading


def test_get_editable_shows_everything_of_the_event(house: House) -> None:
    event = evening(house, publish=False, more=SECRETS)
    question = house.question(event, required=True)

    assert get_editable(house.db, house.mona, event.slug) == EditableEvent(
        event,
        **SECRETS,
        questions=(QuestionEdit(question, QuestionKind.TEXT, "Woran arbeiten Sie?", is_required=True),),
    )


@pytest.mark.parametrize("slug", ["verkehr", "gibt-es-nicht", "a\x00b"])
def test_an_event_of_another_group_does_not_exist(house: House, slug: str) -> None:
    other = house.event(slug="verkehr", working_group_id=house.other_group_id)

    for step in (
        lambda: get_editable(house.db, house.mona, slug),
        lambda: preview(house.db, house.mona, slug, NOTHING, ()),
        lambda: differences(house.db, house.mona, slug, NOTHING),
        lambda: save(house.db, house.mona, slug, NOTHING, (), expected_changed_at=other.changed_at),
    ):
        with pytest.raises(EventNotFound):
            step()


# Saving


def test_save_changes_fields_and_questions_together(house: House) -> None:
    event = evening(house, "Anna")

    step = saved(house, event, EventChange(location="Rathaus", dial_in="0211 123"), DINNER)

    shown = get_editable(house.db, house.mona, event.slug)
    assert step == EventStep(shown.event, told=1)
    assert (shown.event.location, shown.dial_in, shown.event.sequence) == ("Rathaus", "0211 123", 1)
    assert asked(house, event) == ["Essen Sie mit?"]
    assert noted(house, event) == [
        {"place": "Online → Rathaus", "dial_in": "keine Einwahl → eine Einwahl", "questions": "geändert"}
    ]
    assert house.mails(event)[-1] == ("event_changed", "Anna")


def test_changed_questions_alone_tell_nobody_and_count_as_a_change(house: House) -> None:
    event = evening(house, "Anna")

    step = saved(house, event, NOTHING, DINNER)

    assert (step.told, step.event.sequence) == (0, 0)
    assert step.event.changed_at > event.changed_at
    assert step.event.change_counter == event.change_counter + 1
    assert noted(house, event) == [{"questions": "geändert"}]
    assert [kind for kind, _ in house.mails(event)] == ["registered"]


def test_save_without_questions_leaves_them(house: House) -> None:
    event = evening(house)
    house.question(event, label="Bleibt")

    saved(house, event, EventChange(title="Neu"), keeps=True)

    assert (house.read(event).title, asked(house, event)) == ("Neu", ["Bleibt"])


def test_save_of_the_same_changes_nothing(house: House) -> None:
    event = evening(house, "Anna")
    house.question(event)
    shown = get_editable(house.db, house.mona, event.slug)

    step = saved(house, event, EventChange(title=f" {event.title} ", location=event.location), *shown.questions)

    assert step == EventStep(event)
    assert get_editable(house.db, house.mona, event.slug) == shown
    assert noted(house, event) == []


def test_save_gives_more_places_to_those_who_wait(house: House) -> None:
    event = evening(house, "Anna", "Bernd", capacity=1)

    assert saved(house, event, EventChange(capacity=2)).promoted == 1
    assert house.statuses(event) == {"Anna": "confirmed", "Bernd": "confirmed"}


def test_save_forgets_the_moderators_own_draft_of_this_event_alone(house: House) -> None:
    event, other = evening(house), evening(house)
    for slug in (event.slug, other.slug, None):
        drafts.keep(house.db, house.mona, slug, {"title": "x"}, None)

    saved(house, event)

    found = [drafts.find(house.db, house.mona, slug) is not None for slug in (event.slug, other.slug, None)]
    assert found == [False, True, True]


def test_save_says_all_problems_of_fields_and_questions_at_once_and_stores_nothing(house: House) -> None:
    event = evening(house)
    drafts.keep(house.db, house.mona, event.slug, {"title": "x"}, None)
    question = house.question(event)
    house.register(event, answers={question: "Leerstand"})
    wrong = QuestionEdit(question, QuestionKind.NUMBER, "Wie viele?", shown_if=(3, "x"))

    with pytest.raises(InvalidRequest) as refusal:
        saved(house, event, EventChange(title="", location="Rathaus"), wrong)

    assert refusal.value.problems == (
        Problem("title", "missing_title"),
        Problem("question_1", "condition_not_earlier"),
        Problem("question_1", "kind_has_answers"),
    )
    assert (house.read(event).location, asked(house, event)) == ("Online", ["Woran arbeiten Sie?"])
    assert drafts.find(house.db, house.mona, event.slug) is not None


def test_wrong_questions_alone_store_no_field(house: House) -> None:
    event = evening(house)

    with pytest.raises(InvalidRequest) as refusal:
        saved(house, event, EventChange(location="Rathaus"), QuestionEdit(None, QuestionKind.TEXT, ""))

    assert refusal.value.problems == (Problem("question_1", "missing_label"),)
    assert house.read(event) == event


@pytest.mark.parametrize("by", ["field", "question"])
def test_save_refuses_what_was_changed_meanwhile(house: House, by: str) -> None:
    event = evening(house)
    if by == "field":
        saved(house, event, EventChange(title="Von Mia"), keeps=True)
    else:
        saved(house, event, NOTHING, DINNER)

    with pytest.raises(ChangedMeanwhile):
        save(
            house.db, house.mona, event.slug, EventChange(title="Von Mona"), None, expected_changed_at=event.changed_at
        )

    assert house.read(event).title == ("Von Mia" if by == "field" else event.title)


def test_a_cancelled_event_is_not_edited(house: House) -> None:
    event = evening(house)
    event_life.cancel(house.db, house.mona, event.slug, "Krank")

    for step in (lambda: saved(house, event), lambda: preview(house.db, house.mona, event.slug, NOTHING, ())):
        with pytest.raises(NotPossibleForEvent):
            step()


# Looking before


def test_preview_says_what_save_would_do_and_does_nothing(house: House) -> None:
    event = evening(house, "Anna")
    house.question(event, label="Thema?")
    before = house.read(event)

    seen = preview(house.db, house.mona, event.slug, EventChange(location="Rathaus"), (DINNER,))

    assert seen.lines == (
        ChangedLine("place", "Online", "Rathaus", is_told=True),
        ChangedLine("questions", "Thema?", "Essen Sie mit?", is_told=False),
    )
    assert [each.words for each in seen.lines] == ["Ort: Online → Rathaus", "Zusatzfragen: Thema? → Essen Sie mit?"]
    assert (seen.told, seen.changed_at) == ({RegistrationStatus.CONFIRMED: 1}, before.changed_at)
    assert (house.read(event), asked(house, event)) == (before, ["Thema?"])


def test_preview_of_questions_says_what_people_would_notice(house: House) -> None:
    event = evening(house)
    question = house.question(event, label="Thema?")
    house.register(event, "Anna", answers={question: "Leerstand"})
    kept = QuestionEdit(question, QuestionKind.TEXT, "Thema?")

    def said(*questions: QuestionEdit) -> list[str]:
        return [each.words for each in preview(house.db, house.mona, event.slug, NOTHING, questions).lines]

    assert said(kept) == []
    assert said(QuestionEdit(question, QuestionKind.TEXT, "Thema?", is_required=True)) == [
        "Zusatzfragen: bisherige Fassung → neue Fassung"
    ]
    assert said(kept, DINNER) == ["Zusatzfragen: Thema? → Thema? · Essen Sie mit?"]
    assert said() == ["Zusatzfragen: Thema? → keine (eine Antwort geht verloren)"]
    house.register(event, "Bernd", answers={question: "Sensoren"})
    assert said(DINNER) == ["Zusatzfragen: Thema? → Essen Sie mit? (2 Antworten gehen verloren)"]
    assert preview(house.db, house.mona, event.slug, NOTHING, None).lines == ()


def test_preview_raises_what_save_would(house: House) -> None:
    event = evening(house)

    with pytest.raises(InvalidRequest) as refusal:
        preview(house.db, house.mona, event.slug, EventChange(title=""), (QuestionEdit(None, QuestionKind.TEXT, ""),))

    assert refusal.value.problems == (Problem("title", "missing_title"), Problem("question_1", "missing_label"))


# After somebody else was faster


def test_differences_show_the_stored_version_against_what_was_typed(house: House) -> None:
    event = evening(house)
    saved(house, event, EventChange(title="Von Mia", location="Rathaus"), keeps=True)

    lines = differences(
        house.db, house.mona, event.slug, EventChange(title="Von Mona", location="Rathaus", capacity=20)
    )

    assert lines == (
        ChangedLine("title", "Von Mia", "Von Mona", is_told=False),
        ChangedLine("capacity", "unbegrenzt", "20", is_told=False),
    )


def test_differences_show_what_could_not_be_saved(house: House) -> None:
    event = evening(house)
    event_life.cancel(house.db, house.mona, event.slug, "Krank")
    wrong = EventChange(
        title="", text="a\x00b", timezone="Mond/Krater", ends_at=EVENING - timedelta(hours=1), capacity=-1,
        joining_url="javascript:alert(1)",
    )  # fmt: skip

    lines = differences(house.db, house.mona, event.slug, wrong)

    assert [each.key for each in lines] == ["title", "text", "time", "joining_url", "capacity"]
    assert lines[0] == ChangedLine("title", "Ein Abend", "keine Angabe", is_told=False)
