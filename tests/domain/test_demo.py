"""The demo content: the first real event exactly as it was announced, and an evening to practise with."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from akevents import clock, wording
from akevents.domain import demo, moderators
from akevents.domain.events import EventDetails, Speaker, get_event, list_public_events
from akevents.domain.registration_form import RegistrationRequest
from akevents.domain.registrations import register
from akevents.store.database import Database
from akevents.store.tables import EventFormat, EventStatus, ParticipantList

BERLIN = ZoneInfo("Europe/Berlin")
SEED = demo.ANNOUNCEMENT.read_text(encoding="utf-8")


def test_fill_makes_an_empty_database_ready_to_look_at(db: Database) -> None:
    assert demo.is_empty(db)

    link = demo.fill(db)

    assert not demo.is_empty(db)
    assert [event.slug for event in list_public_events(db)] == ["smart-city", "leerstand-in-der-innenstadt"]
    assert moderators.link_owner(db, link) == "Andreas Haubrichs"
    moderator = moderators.get_moderator(db, demo.MODERATOR_EMAIL)
    assert (moderator.is_administrator, moderator.groups) == (True, ("AK Wirtschaftsförderung",))


def test_seed_is_stored_exactly_as_announced(db: Database) -> None:
    demo.fill(db)

    event = get_event(db, "smart-city")

    assert event == EventDetails(
        id=event.id,
        uid=event.uid,
        sequence=0,
        slug="smart-city",
        working_group_id=event.working_group_id,
        working_group_slug="wirtschaftsfoerderung",
        working_group="AK Wirtschaftsförderung",
        working_group_email=None,
        status=EventStatus.PUBLISHED,
        state=event.state,
        cancellation_reason=None,
        title="Smart City",
        kind="Erfahrungsaustausch",
        summary=None,
        text=event.text,
        starts_at=datetime(2022, 3, 2, 17, 0, tzinfo=BERLIN),
        ends_at=datetime(2022, 3, 2, 18, 30, tzinfo=BERLIN),
        timezone="Europe/Berlin",
        format=EventFormat.ONLINE,
        location="DVAG Online-Veranstaltung",
        address=None,
        categories=(),
        moderation="Andreas Haubrichs, Sprecher des Arbeitskreises Wirtschaftsförderung",
        speakers=(Speaker("Matthias Barutowicz", "Smart Cities: 5 für Südwestfalen"),),
        registration_opens_at=None,
        deadline_at=datetime(2022, 3, 1, 18, 0, tzinfo=BERLIN),
        capacity=None,
        has_waiting_list=True,
        confirms_addresses=None,
        shows_places=False,
        allows_late_requests=False,
        is_recorded=False,
        recording_purpose=None,
        participant_list=ParticipantList.NOBODY,
        materials=None,
        reminds_day_before=True,
        reminds_hour_before=True,
        retention_days=30,
        published_at=event.published_at,
        changed_at=event.changed_at,
        places_taken=0,
        waiting=0,
        change_counter=0,
    )


def test_facts_of_the_seed_stand_in_the_announcement(db: Database) -> None:
    demo.fill(db)
    event = get_event(db, "smart-city")

    zone = event.timezone
    for passage in (
        wording.dates.day(event.starts_at.astimezone(BERLIN)),
        f"{wording.dates.clock(event.starts_at, zone)} — {wording.dates.clock(event.ends_at, zone)}",
        event.location,
        f"Moderation: {event.moderation}",
        *(speaker.name for speaker in event.speakers),
        *(speaker.institution for speaker in event.speakers),
        "Anmeldeschluss: 1.3.2022, 18:00 Uhr",
        event.working_group,
        f"„{event.title}“",
    ):
        assert passage in SEED
    assert wording.dates.period(event.starts_at, event.ends_at, zone) == "Mittwoch, 2. März 2022, 17:00–18:30 Uhr"
    assert wording.dates.instant(event.closes_at, zone) == "Dienstag, 1. März 2022, 18:00 Uhr"


def test_text_of_the_seed_is_the_announcements_prose_word_for_word(db: Database) -> None:
    demo.fill(db)

    paragraphs = get_event(db, "smart-city").text.split("\n\n")

    lines = SEED.splitlines()
    first = next(index for index, line in enumerate(lines) if line.startswith("In den letzten Jahren"))
    assert paragraphs == lines[first : first + 4]
    assert paragraphs[1].endswith("am Mittwoch, den 2.3.2021, ab 17 Uhr diskutieren.")  # its wrong year is kept
    assert paragraphs[-1].startswith("Auch diese Veranstaltung wird durch das lebendige Gespräch untereinander")
    assert lines[first + 4] == "–"


def test_seed_can_be_lived_through_as_in_february_2022(db: Database) -> None:
    clock.start_at(datetime(2022, 2, 15, 12, 0, tzinfo=BERLIN))
    demo.fill(db)
    states = {}
    for name, at in {
        "two weeks before": datetime(2022, 2, 15, 12, 0, tzinfo=BERLIN),
        "after the deadline": datetime(2022, 3, 1, 18, 0, tzinfo=BERLIN),
        "during": datetime(2022, 3, 2, 17, 0, tzinfo=BERLIN),
        "afterwards": datetime(2022, 3, 2, 18, 30, tzinfo=BERLIN),
    }.items():
        clock.start_at(at)
        states[name] = get_event(db, "smart-city").state

    assert states == {
        "two weeks before": "open",
        "after the deadline": "closed",
        "during": "running",
        "afterwards": "past",
    }


def test_seed_takes_registrations_as_in_february_2022(db: Database) -> None:
    clock.start_at(datetime(2022, 2, 15, 12, 0, tzinfo=BERLIN))
    demo.fill(db)
    event = get_event(db, "smart-city")
    assert wording.state_sentence(event) == "Anmeldung bis Dienstag, 1. März 2022, 18:00 Uhr."

    receipt = register(
        db, RegistrationRequest(event.id, "one", "Anna", "Beispiel", "anna@example.org", "Stadt Arnsberg")
    )

    assert (receipt.status, receipt.number) == ("confirmed", 1)


def test_seed_is_closed_after_the_deadline_in_the_words_of_its_announcement(db: Database) -> None:
    demo.fill(db)
    clock.start_at(datetime(2022, 3, 1, 18, 0, tzinfo=BERLIN))

    sentence = wording.state_sentence(get_event(db, "smart-city"))

    assert sentence == "Buchungen sind für diese Veranstaltung nicht mehr möglich."
    assert SEED.splitlines()[-1] == sentence


def test_seed_is_past_today(db: Database) -> None:
    demo.fill(db)

    event = get_event(db, "smart-city")

    assert (event.state, wording.state_sentence(event)) == (
        "past",
        "Die Veranstaltung ist vorbei. Buchungen sind für diese Veranstaltung nicht mehr möglich.",
    )
    assert event.deleted_on == date(2022, 4, 2)


def test_practice_evening_is_three_weeks_ahead_with_thirty_places(db: Database) -> None:
    demo.fill(db)

    event = get_event(db, "leerstand-in-der-innenstadt")

    day = clock.utc_now().astimezone(BERLIN).date() + timedelta(weeks=3)
    assert event.starts_at.astimezone(BERLIN) == datetime(day.year, day.month, day.day, 17, 0, tzinfo=BERLIN)
    assert event.ends_at - event.starts_at == timedelta(minutes=90)
    eve = day - timedelta(days=1)
    assert event.closes_at.astimezone(BERLIN) == datetime(eve.year, eve.month, eve.day, 18, 0, tzinfo=BERLIN)
    assert (event.state, event.capacity, event.places_left, event.has_waiting_list) == ("open", 30, 30, True)
    assert event.kind == "Übungsveranstaltung"
