"""An event's way: draft, published, changed, cancelled, and back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from house import House
from sqlalchemy import select, update

from akevents import clock
from akevents.domain import calendar_entries, event_life, outbox, participants
from akevents.domain.event_change import LINES, UNCHANGED, EventChange
from akevents.domain.event_life import ChangePreview, change, missing_for_publication, preview_change, publish
from akevents.domain.events import EventDetails, Speaker, get_moderated_event
from akevents.errors import (
    CancellationSent,
    ChangedMeanwhile,
    EventNotFound,
    InvalidRequest,
    NotPossibleForEvent,
    Problem,
)
from akevents.settings import current
from akevents.store.tables import EventFormat, MailStatus, OutboxMail, ProtocolEntry
from akevents.wording.de import EVENT_LINES

EVENING = datetime(2031, 3, 5, 16, 0, tzinfo=UTC)  # a Wednesday, 17:00 in Berlin
LATER = {"starts_at": EVENING + timedelta(hours=1), "ends_at": EVENING + timedelta(hours=2)}
WAS, IS = "Mittwoch, 5. März 2031, 17:00–18:30 Uhr", "Mittwoch, 5. März 2031, 18:00–19:00 Uhr"


def draft(house: House, **fields: Any) -> EventDetails:
    return house.event(publish=False, **{"text": "Worum es geht", "starts_at": EVENING} | fields)


def published(house: House, *names: str, **fields: Any) -> EventDetails:
    """An event on EVENING for which these people are registered."""
    event = house.event(**{"starts_at": EVENING} | fields)
    for name in names:
        house.register(event, name)
    return house.read(event)


def changed(house: House, event: EventDetails, **fields: Any) -> event_life.EventStep:
    """The change as Mona makes it, straight after having looked."""
    return change(
        house.db, house.mona, event.slug, EventChange(**fields), expected_changed_at=house.read(event).changed_at
    )


def preview(house: House, event: EventDetails, **fields: Any) -> ChangePreview:
    return preview_change(house.db, house.mona, event.slug, EventChange(**fields))


def told(house: House, event: EventDetails, kind: str) -> list[dict[str, Any]]:
    """The details of the mails of this kind, oldest first."""
    query = select(OutboxMail.details).where(OutboxMail.event_id == event.id, OutboxMail.kind == kind)
    with house.db.reading() as session:
        return list(session.scalars(query.order_by(OutboxMail.id)))


def noted(house: House, event: EventDetails, action: str) -> dict[str, Any]:
    """The details of the protocol's only entry of this action."""
    query = select(ProtocolEntry.details).where(ProtocolEntry.event_id == event.id, ProtocolEntry.action == action)
    with house.db.reading() as session:
        details: dict[str, Any] = session.scalars(query).one()
        return details


def calendar_lines(event: EventDetails) -> list[str]:
    payload, method = calendar_entries.public_file(event, current())
    lines = payload.decode().splitlines()
    assert f"METHOD:{method}" in lines
    return [line for line in lines if line.startswith(("SEQUENCE", "STATUS", "METHOD"))]


def problems(call: Callable[..., object], *arguments: Any, **named: Any) -> tuple[Problem, ...]:
    with pytest.raises(InvalidRequest) as refusal:
        call(*arguments, **named)
    return refusal.value.problems


# Publish


def test_publish_shows_a_draft_and_keeps_its_calendar_revision(house: House) -> None:
    event = draft(house)
    before = clock.utc_now()

    step = publish(house.db, house.mona, event.slug)

    assert step == event_life.EventStep(house.read(event))
    assert (step.event.status, step.event.sequence, step.event.change_counter) == ("published", 0, 1)
    assert step.event.published_at == step.event.changed_at
    assert before <= step.event.changed_at
    assert house.protocol(event)[-1] == ("event_published", house.mona.id, None)
    assert noted(house, event, "event_published") == {"status": "Entwurf → veröffentlicht"}


def test_publish_again_changes_nothing(house: House) -> None:
    event = published(house, "Anna")

    assert publish(house.db, house.mona, event.slug) == event_life.EventStep(event)
    assert house.read(event) == event
    assert house.protocol(event) == [("event_created", None, None)]


def test_missing_for_publication_lists_everything_at_once(house: House) -> None:
    event = draft(house, text="", location="", starts_at=clock.utc_now() - timedelta(days=1))
    house.set(event, title="", is_recorded=True)

    missing = missing_for_publication(house.read(event))

    assert missing == (
        Problem("title", "missing_title"),
        Problem("text", "missing_text"),
        Problem("location", "missing_location"),
        Problem("recording_purpose", "missing_recording_purpose"),
        Problem("starts_at", "start_is_over"),
    )
    assert problems(publish, house.db, house.mona, event.slug) == missing
    assert house.read(event).status == "draft"


def test_missing_for_publication_knows_the_registrations_own_window(house: House) -> None:
    late = draft(house, deadline_at=clock.utc_now() - timedelta(hours=1))
    never_open = draft(house, registration_opens_at=EVENING)

    assert missing_for_publication(late) == (Problem("deadline_at", "deadline_is_over"),)
    assert missing_for_publication(never_open) == (Problem("registration_opens_at", "opens_after_deadline"),)
    assert missing_for_publication(draft(house, text="", summary="Kurz gesagt")) == ()


def test_publish_gives_places_to_those_who_were_added_to_a_draft_too_small(house: House) -> None:
    event = draft(house, capacity=0)
    participants.add_participant(house.db, house.mona, house.request(event, "Anna"))
    changed(house, event, capacity=1)

    step = publish(house.db, house.mona, event.slug)

    assert (step.promoted, house.statuses(event)) == (1, {"Anna": "confirmed"})


# Change: what is told


def test_preview_says_who_will_be_told_and_what_without_doing_it(house: House) -> None:
    event = published(house, "Anna", "Bernd", "Chiara", capacity=2)

    seen = preview(house, event, **LATER, location="Rathaus", address="Domplatz 1", title="Smart City")

    assert [line.words for line in seen.lines] == [
        "Titel: Ein Abend → Smart City",
        f"Zeit: {WAS} → {IS}",
        "Ort: Online → Rathaus, Domplatz 1",
    ]
    assert [line.is_told for line in seen.lines] == [False, True, True]
    assert seen.told == {"confirmed": 2, "waitlisted": 1}
    assert (seen.sequence, seen.raises_sequence, seen.changed_at) == (1, True, event.changed_at)
    assert house.read(event) == event
    assert "event_changed" not in [kind for kind, _ in house.mails(event)]


def test_change_of_time_tells_everybody_registered_once(house: House) -> None:
    event = published(house, "Anna", "Bernd", "Chiara", capacity=1)
    participants.cancel(house.db, house.mona, house.registration_id(event, "Chiara"))
    queued = len(house.mails(event))

    step = changed(house, event, **LATER)

    assert step == event_life.EventStep(house.read(event), told=2)
    assert house.mails(event)[queued:] == [("event_changed", "Anna"), ("event_changed", "Bernd")]
    assert told(house, event, "event_changed") == [{"changes": [{"key": "time", "before": WAS, "after": IS}]}] * 2
    assert (step.event.starts_at, step.event.sequence) == (LATER["starts_at"], 1)
    assert step.event.changed_at > event.changed_at
    assert step.event.change_counter > event.change_counter
    assert noted(house, event, "event_changed") == {"time": f"{WAS} → {IS}"}
    assert calendar_lines(step.event) == ["METHOD:PUBLISH", "SEQUENCE:1", "STATUS:CONFIRMED"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"ends_at": EVENING + timedelta(hours=1)}, f"Zeit: {WAS} → {WAS.replace('18:30', '18:00')}"),
        ({"timezone": "UTC"}, f"Zeit: {WAS} (Europe/Berlin) → {WAS.replace('17:00–18:30', '16:00–17:30')} (UTC)"),
        ({"location": "Rathaus"}, "Ort: Online → Rathaus"),
        ({"format": EventFormat.ON_SITE}, "Form: Online → Vor Ort"),
        ({"joining_url": "https://raum.example/geheim"}, "Link zum Raum: kein Link → ein Link"),
    ],
)
def test_time_place_and_link_raise_the_revision_and_are_told(house: House, fields: Any, words: str) -> None:
    event = published(house, "Anna")

    seen, step = preview(house, event, **fields), changed(house, event, **fields)

    assert [line.words for line in seen.lines] == [words]
    assert (seen.sequence, seen.told) == (step.event.sequence, {"confirmed": step.told}) == (1, {"confirmed": 1})


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"title": " Smart City "}, "Titel: Ein Abend → Smart City"),
        ({"text": "Neu"}, "Text: keine Angabe → Neu"),
        ({"summary": "Kurz"}, "Kurzbeschreibung: keine Angabe → Kurz"),
        ({"capacity": 5}, "Plätze: unbegrenzt → 5"),
        ({"shows_places": True}, "Freie Plätze zeigen: nein → ja"),
        ({"categories": ("Verkehr", "Klima")}, "Kategorien: keine Angabe → Verkehr, Klima"),
        ({"speakers": (Speaker("Olaf", "Stadt Köln"),)}, "Mitwirkende: keine Angabe → Olaf Stadt Köln"),
        (
            {"deadline_at": EVENING},
            "Anmeldeschluss: Dienstag, 4. März 2031, 17:00 Uhr → Mittwoch, 5. März 2031, 17:00 Uhr",
        ),
        ({"deadline_at": None}, "Anmeldeschluss: Dienstag, 4. März 2031, 17:00 Uhr → bis zum Beginn"),
        ({"retention_days": 14}, "Tage bis zur Löschung: 30 → 14"),
        ({"joining_opens_minutes": 45}, "Raum öffnet (Minuten vor Beginn): 15 → 45"),
    ],
)
def test_everything_else_is_told_to_nobody(house: House, fields: Any, words: str) -> None:
    event = published(house, "Anna")

    seen, step = preview(house, event, **fields), changed(house, event, **fields)

    assert [line.words for line in seen.lines] == [words]
    assert (seen.told, seen.sequence, seen.raises_sequence) == ({}, 0, False)
    assert (step.told, step.event.sequence) == (0, 0)
    assert step.event.changed_at > event.changed_at
    assert house.mails(event) == [("registered", "Anna")]


def test_words_and_protocol_hold_neither_links_nor_names_nor_long_texts(house: House) -> None:
    event = published(house, "Anna", moderation="Mona")
    house.set(event, joining_url="https://raum.example/alt")

    changed(house, event, joining_url="https://raum.example/neu", moderation="Olaf", text="Lang " * 500)

    assert told(house, event, "event_changed") == [
        {"changes": [{"key": "joining_url", "before": "bisheriger Link", "after": "neuer Link"}]}
    ]
    assert noted(house, event, "event_changed") == {
        "text": "geändert",
        "joining_url": "bisheriger Link → neuer Link",
        "moderation": "geändert",
    }


def test_a_change_to_what_it_is_already_changes_nothing(house: House) -> None:
    event = published(house, "Anna", speakers=({"name": "Olaf", "institution": "Stadt Köln"},))
    same = {"starts_at": EVENING, "title": event.title, "kind": "", "speakers": event.speakers, "categories": ()}

    step = changed(house, event, **same)

    assert preview(house, event, **same).lines == ()
    assert step == event_life.EventStep(event)
    assert house.read(event) == event
    assert house.protocol(event) == [("event_created", None, None)]


def test_change_of_a_draft_mails_nobody_and_keeps_the_revision(house: House) -> None:
    event = draft(house)
    participants.add_participant(house.db, house.mona, house.request(event, "Anna"))
    queued = house.mails(event)

    seen, step = preview(house, event, **LATER), changed(house, event, **LATER)

    assert (seen.told, step.told, step.event.sequence) == ({}, 0, 0)
    assert house.mails(event) == queued


def test_change_of_an_event_that_is_over_mails_nobody(house: House) -> None:
    event = published(house, "Anna")
    queued = house.mails(event)

    with time_machine.travel(EVENING + timedelta(days=1)):
        step = changed(house, event, location="Rathaus", materials="Die Folien")

    assert (step.told, step.event.materials) == (0, "Die Folien")
    assert house.mails(event) == queued


# Change: places


def test_more_places_go_to_those_who_wait_longest(house: House) -> None:
    event = published(house, "Anna", "Bernd", "Chiara", "Dora", capacity=1)

    seen, step = preview(house, event, capacity=3), changed(house, event, capacity=3)

    assert (seen.promoted, step.promoted, step.told) == (2, 2, 0)
    assert list(house.statuses(event).values()) == ["confirmed", "confirmed", "confirmed", "waitlisted"]
    assert house.mails(event)[-2:] == [("promoted", "Bernd"), ("promoted", "Chiara")]
    assert house.counters_and_recount(event) == ((3, 1, 4), (3, 1, 4))
    assert (preview(house, event, capacity=None).promoted, step.event.sequence) == (1, 0)


def test_fewer_places_take_nobodys_away(house: House) -> None:
    event = published(house, "Anna", "Bernd", "Chiara", capacity=3)

    seen, step = preview(house, event, capacity=1), changed(house, event, capacity=1)

    assert (seen.beyond_capacity, seen.promoted, step.promoted) == (2, 0, 0)
    assert set(house.statuses(event).values()) == {"confirmed"}
    assert (step.event.capacity, step.event.places_taken, step.event.places_left) == (1, 3, 0)


# Change: what is refused


def test_change_refuses_what_somebody_else_changed_meanwhile(house: House) -> None:
    event = published(house, "Anna")
    shown = preview(house, event, title="Smart City")
    changed(house, event, title="Leerstand")
    before = house.read(event)

    with pytest.raises(ChangedMeanwhile):
        change(house.db, house.mona, event.slug, EventChange(**LATER), expected_changed_at=shown.changed_at)

    assert house.read(event) == before
    assert house.mails(event) == [("registered", "Anna")]


def test_registrations_meanwhile_do_not_stand_in_the_way(house: House) -> None:
    event = published(house)
    shown = preview(house, event, **LATER)
    house.register(event, "Anna")

    step = change(house.db, house.mona, event.slug, EventChange(**LATER), expected_changed_at=shown.changed_at)

    assert step.told == 1


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"title": "  "}, Problem("title", "missing_title")),
        ({"title": "Ein\x00Abend"}, Problem("title", "control_characters")),
        ({"speakers": (Speaker("Ol\naf", ""),)}, Problem("speakers", "control_characters")),
        ({"ends_at": EVENING}, Problem("ends_at", "ends_before_start")),
        ({"deadline_at": EVENING + timedelta(hours=1)}, Problem("deadline_at", "deadline_after_start")),
        ({"registration_opens_at": EVENING}, Problem("registration_opens_at", "opens_after_deadline")),
        ({"timezone": "Mars/Base"}, Problem("timezone", "not_a_choice")),
        ({"capacity": -1}, Problem("capacity", "not_a_number")),
        ({"location": " "}, Problem("location", "missing_location")),
        ({"is_recorded": True}, Problem("recording_purpose", "missing_recording_purpose")),
        ({"joining_url": "javascript:alert(1)"}, Problem("joining_url", "not_a_link")),
        ({"joining_url": "https://[raum"}, Problem("joining_url", "not_a_link")),
        ({"retention_days": 31}, Problem("retention_days", "promised_sooner")),
        ({"retention_days": -1}, Problem("retention_days", "not_a_number")),
        ({"joining_opens_minutes": -1}, Problem("joining_opens_minutes", "minutes_out_of_range", 1440)),
        ({"joining_opens_minutes": 1441}, Problem("joining_opens_minutes", "minutes_out_of_range", 1440)),
    ],
)
def test_change_refuses_nonsense_and_writes_nothing(house: House, fields: Any, expected: Problem) -> None:
    event = published(house, "Anna")

    assert problems(preview, house, event, **fields) == (expected,)
    assert problems(changed, house, event, **fields) == (expected,)
    assert house.read(event) == event


def test_a_draft_may_stay_incomplete_and_promise_another_retention(house: House) -> None:
    event = draft(house)

    step = changed(house, event, text="", location="", retention_days=60)

    assert (step.event.text, step.event.location, step.event.retention_days) == ("", "", 60)


def test_every_field_of_a_change_belongs_to_one_line_with_a_label() -> None:
    columns = [column for line in LINES.values() for column in line.columns]

    assert sorted(columns) == sorted(EventChange.__slots__)
    assert [*LINES, "questions"] == list(EVENT_LINES)
    assert EventChange().title is UNCHANGED


# Publish despite a finding


def test_publishing_despite_findings_is_noted_with_their_codes(house: House) -> None:
    event = draft(house)

    step = publish(house.db, house.mona, event.slug, despite=("weekday_mismatch", "other_date"))

    assert step.event.status == "published"
    assert noted(house, event, "event_published") == {
        "status": "Entwurf → veröffentlicht",
        "despite": "weekday_mismatch, other_date",
    }


# Cancel


def test_who_would_be_told_is_counted_by_status(house: House) -> None:
    event = published(house, "Anna", "Bernd", "Chiara", capacity=1)
    participants.cancel(house.db, house.mona, house.registration_id(event, "Chiara"))

    assert event_life.count_registered(house.db, house.mona, event.slug) == {"confirmed": 1, "waitlisted": 1}
    assert event_life.count_registered(house.db, house.mona, published(house).slug) == {}
    with pytest.raises(EventNotFound):
        event_life.count_registered(house.db, house.olaf, event.slug)


def test_cancel_keeps_registrations_and_tells_everybody(house: House) -> None:
    event = published(house, "Anna", "Bernd", "Chiara", capacity=1)
    participants.cancel(house.db, house.mona, house.registration_id(event, "Chiara"))
    people, queued = house.statuses(event), len(house.mails(event))

    step = event_life.cancel(house.db, house.mona, event.slug, "Die Referentin\nist krank.")

    assert step == event_life.EventStep(house.read(event), told=2)
    assert (step.event.status, step.event.cancellation_reason) == ("cancelled", "Die Referentin ist krank.")
    assert (step.event.sequence, step.event.changed_at > event.changed_at) == (1, True)
    assert step.event.change_counter > event.change_counter
    assert house.statuses(event) == people == {"Anna": "confirmed", "Bernd": "waitlisted", "Chiara": "cancelled"}
    assert house.mails(event)[queued:] == [("event_cancelled", "Anna"), ("event_cancelled", "Bernd")]
    assert told(house, event, "event_cancelled") == [{"reason": "Die Referentin ist krank."}] * 2
    assert noted(house, event, "event_cancelled") == {"status": "veröffentlicht → abgesagt"}
    assert calendar_lines(step.event) == ["METHOD:CANCEL", "SEQUENCE:1", "STATUS:CANCELLED"]


def test_cancel_again_changes_nothing(house: House) -> None:
    event = published(house, "Anna")
    event_life.cancel(house.db, house.mona, event.slug, "Krank.")
    after, mails = house.read(event), house.mails(event)

    assert event_life.cancel(house.db, house.mona, event.slug, "Anderer Grund.") == event_life.EventStep(after)
    assert (house.read(event), house.mails(event)) == (after, mails)


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        (" \n ", Problem("reason", "missing_reason")),
        ("x" * 1001, Problem("reason", "too_long", 1000)),
        ("Kr\x00ank", Problem("reason", "control_characters")),
    ],
)
def test_cancel_needs_a_reason_people_can_read(house: House, reason: str, expected: Problem) -> None:
    event = published(house, "Anna")

    assert problems(event_life.cancel, house.db, house.mona, event.slug, reason) == (expected,)
    assert house.read(event) == event


def test_what_is_no_published_event_ahead_cannot_be_cancelled(house: House) -> None:
    event, other = draft(house), published(house)

    with pytest.raises(NotPossibleForEvent) as refusal:
        event_life.cancel(house.db, house.mona, event.slug, "Krank.")
    assert refusal.value == NotPossibleForEvent(event.slug, "draft")
    with time_machine.travel(EVENING + timedelta(days=1)), pytest.raises(NotPossibleForEvent) as late:
        event_life.cancel(house.db, house.mona, other.slug, "Krank.")
    assert late.value == NotPossibleForEvent(other.slug, "past")


def test_a_cancelled_event_is_neither_changed_nor_published(house: House) -> None:
    event = published(house, "Anna")
    after = event_life.cancel(house.db, house.mona, event.slug, "Krank.").event

    for step in (lambda: changed(house, event, title="Neu"), lambda: publish(house.db, house.mona, event.slug)):
        with pytest.raises(NotPossibleForEvent) as refusal:
            step()
        assert refusal.value == NotPossibleForEvent(event.slug, "cancelled")
    assert house.read(event) == after


# Undo


def test_undo_takes_the_mails_back_and_raises_the_revision_again(house: House) -> None:
    event = published(house, "Anna", "Bernd")
    mails = house.mails(event)
    event_life.cancel(house.db, house.mona, event.slug, "Krank.")

    step = event_life.undo_cancel(house.db, house.mona, event.slug)

    assert step == event_life.EventStep(house.read(event))
    assert (step.event.status, step.event.cancellation_reason, step.event.sequence) == ("published", None, 2)
    assert house.mails(event) == mails
    assert noted(house, event, "event_cancel_undone") == {"status": "abgesagt → veröffentlicht"}
    assert calendar_lines(step.event) == ["METHOD:PUBLISH", "SEQUENCE:2", "STATUS:CONFIRMED"]
    assert event_life.undo_cancel(house.db, house.mona, event.slug) == step
    assert event_life.cancel(house.db, house.mona, event.slug, "Doch.").told == 2


@pytest.mark.parametrize("status", [MailStatus.SENDING, MailStatus.SENT, MailStatus.FAILED])
def test_undo_is_too_late_once_one_mail_has_left(house: House, status: MailStatus) -> None:
    event = published(house, "Anna", "Bernd")
    after = event_life.cancel(house.db, house.mona, event.slug, "Krank.").event
    mails = house.mails(event)
    anna = OutboxMail.registration_id == house.registration_id(event, "Anna")
    with house.db.writing() as session:
        session.execute(update(OutboxMail).where(anna, OutboxMail.kind == "event_cancelled").values(status=status))

    with pytest.raises(CancellationSent) as refusal:
        event_life.undo_cancel(house.db, house.mona, event.slug)

    assert refusal.value == CancellationSent(event.slug)
    assert (house.read(event), house.mails(event)) == (after, mails)


def test_undo_gives_places_that_became_free_meanwhile_to_those_who_wait(house: House) -> None:
    event = published(house, "Anna", "Bernd", capacity=1)
    event_life.cancel(house.db, house.mona, event.slug, "Krank.")
    participants.cancel(house.db, house.mona, house.registration_id(event, "Anna"))

    step = event_life.undo_cancel(house.db, house.mona, event.slug)

    assert (step.promoted, house.statuses(event)) == (1, {"Anna": "cancelled", "Bernd": "confirmed"})


def test_undo_starts_from_a_cancelled_event_that_is_still_ahead(house: House) -> None:
    event, other = draft(house), published(house)
    event_life.cancel(house.db, house.mona, other.slug, "Krank.")

    with pytest.raises(NotPossibleForEvent):
        event_life.undo_cancel(house.db, house.mona, event.slug)
    with time_machine.travel(EVENING + timedelta(days=1)), pytest.raises(NotPossibleForEvent):
        event_life.undo_cancel(house.db, house.mona, other.slug)


# All of them

Step = Callable[[House, Any, str], object]
STEPS: dict[str, Step] = {
    "publish": lambda house, by, slug: publish(house.db, by, slug),
    "preview": lambda house, by, slug: preview_change(house.db, by, slug, EventChange(title="Neu")),
    "change": lambda house, by, slug: change(
        house.db,
        by,
        slug,
        EventChange(**LATER),
        expected_changed_at=get_moderated_event(house.db, house.mona, "abend").changed_at,
    ),
    "cancel": lambda house, by, slug: event_life.cancel(house.db, by, slug, "Krank."),
    "undo": lambda house, by, slug: event_life.undo_cancel(house.db, by, slug),
}


@pytest.mark.parametrize("step", STEPS.values(), ids=STEPS)
def test_another_groups_moderator_and_a_wrong_address_find_nothing(house: House, step: Step) -> None:
    event = published(house, "Anna", slug="abend")

    for by, slug in ((house.olaf, "abend"), (house.helper(), "abend"), (house.mona, "nirgends"), (house.mona, "a\x00")):
        with pytest.raises(EventNotFound) as refusal:
            step(house, by, slug)
        assert refusal.value == EventNotFound(slug)
    assert house.read(event) == event


@pytest.mark.parametrize("name", ["change", "cancel"])
def test_nothing_is_kept_when_the_mails_cannot_be_queued(
    house: House, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    event = published(house, "Anna", slug="abend")
    mails, entries = house.mails(event), house.protocol(event)

    def fail(*_: object, **__: object) -> int:
        raise OSError("disk on fire")

    monkeypatch.setattr(outbox, "queue_for_all", fail)
    with pytest.raises(OSError, match="disk on fire"):
        STEPS[name](house, house.mona, "abend")

    assert (house.read(event), house.mails(event), house.protocol(event)) == (event, mails, entries)
