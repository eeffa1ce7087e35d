"""Events as visitors, machines and moderators find them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from house import House

from akevents import clock
from akevents.domain import moderators
from akevents.domain.event_creation import NewEvent, create_event
from akevents.domain.events import (
    FEED_PAST,
    EventDetails,
    EventQuery,
    Speaker,
    event_questions,
    find_change_counters,
    get_event,
    get_moderated_event,
    list_events,
    list_feed_events,
    list_moderated_events,
    list_public_events,
    next_of_group,
)
from akevents.domain.registration_form import QuestionForm
from akevents.errors import EventNotFound, InvalidRequest, Problem
from akevents.store.tables import EventFormat, EventStatus, ParticipantList, QuestionKind

DAY = timedelta(days=1)


def titles(events: tuple[EventDetails, ...]) -> list[str]:
    return [event.title for event in events]


def in_days(house: House, days: float, title: str, **fields: Any) -> EventDetails:
    """An evening that begins so many days from now; negative numbers lie behind us."""
    return house.event(title=title, starts_at=clock.utc_now() + days * DAY, **fields)


# One event


def test_get_event_shows_every_fact_as_it_was_announced(house: House) -> None:
    starts_at = datetime(2027, 3, 2, 16, 0, tzinfo=UTC)
    before = clock.utc_now()
    new = NewEvent(
        working_group_id=house.group_id,
        slug="smart-city",
        title="Smart City",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=90),
        text="Ein Text.",
        timezone="Europe/Vienna",
        format=EventFormat.HYBRID,
        location="Rathaus",
        kind="Erfahrungsaustausch",
        summary="Kurz gesagt.",
        moderation="Mona, Sprecherin",
        speakers=({"name": "Matthias", "institution": "Südwestfalen"}, {"name": "Ohne Haus"}),
        categories=("Digitales", "Innenstadt"),
        deadline_at=starts_at - DAY,
        registration_opens_at=starts_at - 30 * DAY,
        capacity=25,
        has_waiting_list=False,
        more={"address": "Markt 1", "shows_places": True, "retention_days": 14},
    )

    event_id = create_event(house.db, house.mona, new, publish=True)
    event = get_event(house.db, "smart-city")

    assert event == EventDetails(
        id=event_id,
        uid=event.uid,
        sequence=0,
        slug="smart-city",
        working_group_id=house.group_id,
        working_group_slug="wirtschaft",
        working_group="AK Wirtschaftsförderung",
        working_group_email=None,
        status=EventStatus.PUBLISHED,
        state=event.state,
        cancellation_reason=None,
        title="Smart City",
        kind="Erfahrungsaustausch",
        summary="Kurz gesagt.",
        text="Ein Text.",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=90),
        timezone="Europe/Vienna",
        format=EventFormat.HYBRID,
        location="Rathaus",
        address="Markt 1",
        categories=("Digitales", "Innenstadt"),
        moderation="Mona, Sprecherin",
        speakers=(Speaker("Matthias", "Südwestfalen"), Speaker("Ohne Haus", "")),
        registration_opens_at=starts_at - 30 * DAY,
        deadline_at=starts_at - DAY,
        capacity=25,
        has_waiting_list=False,
        confirms_addresses=None,
        shows_places=True,
        allows_late_requests=False,
        is_recorded=False,
        recording_purpose=None,
        participant_list=ParticipantList.NOBODY,
        materials=None,
        reminds_day_before=True,
        reminds_hour_before=True,
        retention_days=14,
        published_at=event.published_at,
        changed_at=event.changed_at,
        places_taken=0,
        waiting=0,
        change_counter=0,
    )
    assert event.published_at == event.changed_at
    assert before <= event.changed_at <= clock.utc_now()
    assert event.uid.endswith("@akevents")
    assert event.deleted_on == date(2027, 3, 17)
    assert (event.is_online, event.places_left, event.closes_at) == (True, 25, starts_at - DAY)
    assert house.protocol(event) == [("event_created", house.mona.id, None)]


def test_get_event_keeps_drafts_to_their_moderators(house: House) -> None:
    draft = house.event(publish=False)

    with pytest.raises(EventNotFound) as refusal:
        get_event(house.db, draft.slug)
    with pytest.raises(EventNotFound) as foreign:
        get_moderated_event(house.db, house.olaf, draft.slug)

    assert refusal.value == foreign.value == EventNotFound(draft.slug)
    assert get_moderated_event(house.db, house.mona, draft.slug) == draft
    assert draft.published_at is None


def test_get_event_shows_a_cancelled_event(house: House) -> None:
    event = house.event()
    house.set(event, status="cancelled", cancellation_reason="Die Moderation ist krank.")

    seen = get_event(house.db, event.slug)

    assert (seen.state, seen.cancellation_reason) == ("cancelled", "Die Moderation ist krank.")


def test_foreign_event_is_not_there_for_the_moderator_of_another_group(house: House) -> None:
    event = house.event()

    with pytest.raises(EventNotFound):
        get_moderated_event(house.db, house.olaf, event.slug)


@pytest.mark.parametrize("slug", ["", "unknown", "Abend", "x" * 10_000, "\x00", "\ud800", "ümläut", "%", "' OR 1=1 --"])
def test_get_event_finds_nothing_under_any_other_name(house: House, slug: str) -> None:
    house.event(slug="abend")

    for find in (get_event, lambda db, name: get_moderated_event(db, house.mona, name)):
        with pytest.raises(EventNotFound) as refusal:
            find(house.db, slug)
        assert refusal.value == EventNotFound(slug)


def test_event_questions_come_in_the_order_of_the_form(house: House) -> None:
    event = house.event()
    first = house.question(event, label="Zuerst", required=True)
    second = house.question(event, QuestionKind.SINGLE_CHOICE, label="Dann", choices=("Rot", "Grün"))

    assert event_questions(house.db, event.id) == (
        QuestionForm(first, QuestionKind.TEXT, "Zuerst", is_required=True, choices=()),
        QuestionForm(second, QuestionKind.SINGLE_CHOICE, "Dann", is_required=False, choices=("Rot", "Grün")),
    )


def test_find_change_counter_follows_the_registrations(house: House) -> None:
    event = house.event()
    house.register(event)

    assert find_change_counters(house.db, event.id) == (1, 0)
    assert find_change_counters(house.db, 987_654) is None


# Lists


def test_list_events_shows_what_is_to_come_soonest_first_and_the_archive_latest_first(house: House) -> None:
    in_days(house, 20, "Später")
    in_days(house, -20, "Lange vorbei")
    in_days(house, 10, "Bald")
    in_days(house, -10, "Vorbei")
    in_days(house, -0.01, "Gerade")
    in_days(house, 5, "Entwurf", publish=False)

    assert titles(list_events(house.db)) == ["Gerade", "Bald", "Später"]
    assert titles(list_events(house.db, EventQuery(archive=True))) == ["Vorbei", "Lange vorbei"]
    assert titles(list_public_events(house.db)) == ["Lange vorbei", "Vorbei", "Gerade", "Bald", "Später"]


def test_list_events_moves_a_cancelled_event_to_the_archive_when_its_day_is_over(house: House) -> None:
    house.set(in_days(house, -10, "Ausgefallen"), status="cancelled")
    house.set(in_days(house, 10, "Fällt aus"), status="cancelled")

    assert titles(list_events(house.db)) == ["Fällt aus"]
    assert titles(list_events(house.db, EventQuery(archive=True))) == ["Ausgefallen"]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("smart", ["Smart City"]),
        ("SMART CITY", ["Smart City"]),
        ("foerder", []),
        ("WIRTSCHAFTSFORDERUNG", ["Smart City", "Radwege"]),
        ("sudwestfalen", ["Smart City"]),
        ("rathaus köln", ["Radwege"]),
        ("mobilität", ["Radwege"]),
        ("austausch", ["Smart City"]),
        ("smart radwege", []),
        ("Entwurf", []),
        ("  ", ["Smart City", "Radwege"]),
        ("\x00", []),
    ],
)
def test_list_events_searches_everything_a_visitor_can_read(house: House, search: str, found: list[str]) -> None:
    speakers = ({"name": "Matthias", "institution": "Südwestfalen Agentur"},)
    in_days(house, 1, "Smart City", speakers=speakers, kind="Erfahrungsaustausch")
    in_days(house, 2, "Radwege", location="Rathaus", more={"address": "Köln"}, categories=("Mobilität",))
    in_days(house, 3, "Entwurf", publish=False)

    assert titles(list_events(house.db, EventQuery(search=search))) == found


def test_list_events_filters_by_group_category_and_format(house: House) -> None:
    in_days(house, 1, "Stadt", categories=("Innenstadt",))
    in_days(house, 2, "Rad", working_group_id=house.other_group_id, categories=("Mobilität", "Innenstadt"))
    in_days(house, 3, "Saal", format=EventFormat.ON_SITE)

    def found(**query: str) -> list[str]:
        return titles(list_events(house.db, EventQuery(**query)))  # type: ignore[arg-type]

    assert found(working_group="verkehr") == ["Rad"]
    assert found(category="Innenstadt") == ["Stadt", "Rad"]
    assert found(category="Innen") == []
    assert found(format="on_site") == ["Saal"]
    assert found(working_group="wirtschaft", category="Innenstadt", format="online", search="stadt") == ["Stadt"]


def test_list_feed_events_holds_the_future_and_the_last_ninety_days(house: House) -> None:
    length = timedelta(minutes=90) / DAY
    in_days(house, -(FEED_PAST / DAY) - length - 0.01, "Zu alt")
    in_days(house, -(FEED_PAST / DAY) - length + 0.01, "Gerade noch")
    house.set(in_days(house, 1, "Fällt aus"), status="cancelled")
    in_days(house, 2, "Verkehr", working_group_id=house.other_group_id)
    in_days(house, 3, "Entwurf", publish=False)

    assert titles(list_feed_events(house.db)) == ["Gerade noch", "Fällt aus", "Verkehr"]
    assert titles(list_feed_events(house.db, "verkehr")) == ["Verkehr"]
    assert titles(list_feed_events(house.db, "gibt-es-nicht")) == []


def test_list_moderated_events_shows_own_groups_with_drafts(house: House) -> None:
    in_days(house, 2, "Eigener")
    in_days(house, 1, "Eigener Entwurf", publish=False)
    in_days(house, 3, "Fremder", working_group_id=house.other_group_id)

    assert titles(list_moderated_events(house.db, house.mona)) == ["Eigener Entwurf", "Eigener"]
    assert titles(list_moderated_events(house.db, house.olaf)) == ["Fremder"]
    assert titles(list_moderated_events(house.db, house.helper())) == []
    assert titles(list_moderated_events(house.db, moderators.operator())) == ["Eigener Entwurf", "Eigener", "Fremder"]


def test_next_of_group_is_the_soonest_other_evening_of_the_same_group(house: House) -> None:
    over = in_days(house, -10, "Vorbei")
    house.set(in_days(house, 1, "Fällt aus"), status="cancelled")
    in_days(house, 2, "Fremder", working_group_id=house.other_group_id)
    coming = in_days(house, 3, "Der nächste")

    assert next_of_group(house.db, over) == coming
    assert next_of_group(house.db, coming) is None


# Creating


def test_create_event_gives_a_taken_slug_the_day_and_then_a_number(house: House) -> None:
    starts_at = datetime(2027, 3, 2, 16, 0, tzinfo=UTC)
    new = NewEvent(house.group_id, "stammtisch", "Stammtisch", starts_at, starts_at + DAY)
    events = [create_event(house.db, house.mona, new, publish=True) for _ in range(4)]

    slugs = {event.id: event.slug for event in list_public_events(house.db)}

    assert [slugs[event] for event in events] == [
        "stammtisch",
        "stammtisch-2027-03-02",
        "stammtisch-2027-03-02-2",
        "stammtisch-2027-03-02-3",
    ]


def test_create_event_names_all_problems_at_once_and_stores_nothing(house: House) -> None:
    now = clock.utc_now()
    new = NewEvent(house.group_id, "x", "  ", now, now, timezone="Europe/Entenhausen")

    with pytest.raises(InvalidRequest) as refusal:
        create_event(house.db, house.mona, new, publish=True)

    assert refusal.value == InvalidRequest(
        (
            Problem("title", "missing_answer"),
            Problem("ends_at", "ends_before_start"),
            Problem("timezone", "not_a_choice"),
        )
    )
    assert list_moderated_events(house.db, moderators.operator()) == ()


def test_create_event_for_another_group_is_refused(house: House) -> None:
    now = clock.utc_now()
    new = NewEvent(house.group_id, "x", "Ein Abend", now, now + DAY)

    with pytest.raises(EventNotFound):
        create_event(house.db, house.olaf, new, publish=False)
    with pytest.raises(EventNotFound):
        create_event(house.db, house.mona, replace(new, working_group_id=987_654), publish=False)
