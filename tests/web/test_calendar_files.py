"""Calendar files and feeds: the bytes are those of formats/calendar.py, served as CALENDAR.md asks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from calendar_readers import readers
from house import House
from sqlalchemy import select, update
from starlette.testclient import TestClient

from akevents import clock, settings
from akevents.domain import calendar_entries, event_life, my_registration
from akevents.domain.event_change import EventChange
from akevents.domain.events import EventDetails
from akevents.domain.my_view import MyRegistration
from akevents.domain.outbox import MailKind
from akevents.domain.owed_mails import owed_mail
from akevents.formats import calendar
from akevents.formats.calendar import JoiningDetails
from akevents.mail.compose import compose
from akevents.store.tables import Event, OutboxMail

Cancel = Callable[[EventDetails, str], EventDetails]
ROOM = "https://raum.example/abc"
PUBLIC = ["/e/smart-city.ics", "/kalender.ics", "/kalender/wirtschaft.ics", "/kalender/kategorie/daten.ics"]
TYPE = "text/calendar; charset=utf-8; method=PUBLISH"


def entry(event: EventDetails) -> calendar.CalendarEvent:
    return calendar_entries.calendar_event(event, settings.current())


def mine(house: House, event: EventDetails) -> MyRegistration:
    return my_registration.get_my_registration(house.db, house.token(event))


def open_room(house: House, event: EventDetails) -> None:
    with house.db.writing() as session:
        session.execute(
            update(Event).where(Event.id == event.id).values(joining_url=ROOM, joining_link_at=clock.utc_now())
        )


def test_entry_says_what_the_page_says(house: House) -> None:
    event = house.event(
        slug="smart-city", title="Smart City", text="Ein **Abend**.", location="Rathaus", categories=("Daten",),
        more={"address": "Markt 1", "summary": "Kurz gesagt."},
    )  # fmt: skip

    assert entry(event) == calendar.CalendarEvent(
        uid=event.uid,
        sequence=0,
        changed_at=event.changed_at,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        timezone="Europe/Berlin",
        title="Smart City",
        description="Kurz gesagt.\n\nEin Abend.\n\nEinzelheiten und Anmeldung: http://localhost:8501/e/smart-city",
        location="Rathaus, Markt 1",
        url="http://localhost:8501/e/smart-city",
        organizer_name="DVAG, AK Wirtschaftsförderung",
        organizer_email="anmeldung@akevents.invalid",
        categories=("Daten",),
    )


def test_organizer_is_the_group_only_in_the_senders_domain(house: House) -> None:
    event = house.event()
    own = replace(event, working_group_email="ak@akevents.invalid")
    foreign = replace(event, working_group_email="ak@elsewhere.example")

    assert [calendar_entries.organizer_email(each, settings.current()) for each in (event, own, foreign)] == [
        "anmeldung@akevents.invalid", "ak@akevents.invalid", "anmeldung@akevents.invalid",
    ]  # fmt: skip


def test_event_file(client: TestClient, house: House) -> None:
    event = house.event(slug="smart-city")
    open_room(house, event)

    answer = client.get("/e/smart-city.ics")

    assert answer.content == calendar.event_file(entry(house.read(event)))
    assert answer.headers["content-type"] == TYPE
    assert answer.headers["content-disposition"] == 'attachment; filename="smart-city.ics"'
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["etag"] == calendar.etag(answer.content)
    assert ROOM.encode() not in answer.content
    assert client.head("/e/smart-city.ics").headers["content-length"] == str(len(answer.content))


def test_cancelled_event_is_sent_as_cancel(client: TestClient, house: House, cancel: Cancel) -> None:
    event = cancel(house.event(), "Krank.")

    answer = client.get(f"/e/{event.slug}.ics")

    assert answer.headers["content-type"] == "text/calendar; charset=utf-8; method=CANCEL"
    assert b"METHOD:CANCEL\r\n" in answer.content
    assert b"DESCRIPTION:Krank." in answer.content


def test_feeds_hold_all_groups_or_one(client: TestClient, house: House) -> None:
    here = house.event()
    there = house.event(working_group_id=house.other_group_id)
    house.event(publish=False)
    old = house.event(starts_at=clock.utc_now() - timedelta(days=100))

    everything, one = client.get("/kalender.ics"), client.get("/kalender/verkehr.ics")

    assert everything.content == calendar.feed([entry(here), entry(there)], name="DVAG")
    assert one.content == calendar.feed([entry(there)], name="DVAG, AK Verkehr")
    assert old.uid.encode() not in everything.content
    assert {answer.headers["content-type"] for answer in (everything, one)} == {TYPE}
    assert one.headers["content-disposition"] == 'attachment; filename="verkehr.ics"'


def test_feed_of_a_category_holds_it_from_every_group(client: TestClient, house: House) -> None:
    here = house.event(categories=("Straßen & Wege", "Daten"))
    there = house.event(working_group_id=house.other_group_id, categories=("straßen & wege",))
    house.event(categories=("Daten",))
    house.event(publish=False, categories=("Straßen & Wege",))

    answer = client.get("/kalender/kategorie/strassen-wege.ics")

    assert answer.content == calendar.feed([entry(here), entry(there)], name="DVAG, Thema Straßen & Wege")
    assert answer.headers["content-type"] == TYPE
    assert answer.headers["content-disposition"] == 'attachment; filename="strassen-wege.ics"'
    assert answer.headers["access-control-allow-origin"] == "*"
    assert client.get("/kalender/kategorie/Stra%C3%9Fen%20%26%20Wege.ics").content == answer.content


def test_category_and_group_of_one_name_have_two_calendars(client: TestClient, house: House) -> None:
    house.event(categories=("Verkehr",))

    assert b"NAME:DVAG\\, AK Verkehr\r\n" in client.get("/kalender/verkehr.ics").content
    assert b"NAME:DVAG\\, Thema Verkehr\r\n" in client.get("/kalender/kategorie/verkehr.ics").content


@pytest.mark.parametrize("category", ["мост", "☂", "☂/☀", "..", "?#", "%2F"])
def test_category_without_a_letter_has_a_calendar_too(client: TestClient, house: House, category: str) -> None:
    event = house.event(categories=(category,))
    path = calendar_entries.list_feeds(house.db)[-1].path

    assert client.get(path).content == calendar.feed([entry(event)], name=f"DVAG, Thema {category}")


def test_calendar_of_a_category_outlives_its_events(client: TestClient, house: House) -> None:
    house.event(starts_at=clock.utc_now() - timedelta(days=100), categories=("Daten",))

    assert client.get("/kalender/kategorie/daten.ics").content == calendar.feed([], name="DVAG, Thema Daten")


@pytest.mark.parametrize("category", ["gibt-es-nicht", "entwurf", "%00", "%2E%2E%2F", "a/b", "wirtschaft"])
def test_unknown_category_is_not_found(client: TestClient, house: House, category: str) -> None:
    house.event(categories=("Daten",))
    house.event(publish=False, categories=("Entwurf",))

    answer = client.get(f"/kalender/kategorie/{category}.ics")

    assert answer.status_code == 404
    assert "Zu diesem Thema gibt es keinen Kalender." in answer.text


def test_feed_is_named_and_asks_to_be_fetched_twice_a_day(client: TestClient, house: House) -> None:
    house.event(categories=("Daten",))
    for path in ("/kalender.ics", "/kalender/wirtschaft.ics", "/kalender/kategorie/daten.ics"):
        lines = client.get(path).text.split("\r\n")
        name = next(line for line in lines if line.startswith("NAME:")).removeprefix("NAME:")

        assert f"X-WR-CALNAME:{name}" in lines
        assert {"REFRESH-INTERVAL;VALUE=DURATION:PT12H", "X-PUBLISHED-TTL:PT12H", "METHOD:PUBLISH"} <= set(lines)


def test_feed_holds_the_future_and_the_last_90_days(client: TestClient, house: House, cancel: Cancel) -> None:
    now = clock.utc_now()
    ends = {"gone": -timedelta(days=90, minutes=1), "kept": -timedelta(days=89), "far": timedelta(days=3000)}
    made = {
        name: house.event(title=name, starts_at=now + end - timedelta(hours=1), ends_at=now + end)
        for name, end in ends.items()
    }
    off = cancel(house.event(title="off"), "Krank.")

    answer = client.get("/kalender.ics")

    found = readers.by_icalendar(answer.content)
    assert [(each.title, each.status) for each in found] == [
        ("kept", "CONFIRMED"), ("off", "CANCELLED"), ("far", "CONFIRMED"),
    ]  # fmt: skip
    assert [each.uid for each in found] == [made["kept"].uid, off.uid, made["far"].uid]


@pytest.mark.parametrize("path", PUBLIC)
def test_public_files_have_no_way_into_the_room(client: TestClient, house: House, path: str) -> None:
    event = house.event(slug="smart-city", categories=("Daten",))
    house.register(event)
    open_room(house, event)
    house.set(event, dial_in="0211 9876")

    plain = client.get(path).content.replace(b"\r\n ", b"")

    assert event.uid.encode() in plain
    for secret in (ROOM, "0211", "CONFERENCE", "VALARM", "ATTENDEE", "Anna", house.token(event)):
        assert secret.encode() not in plain


@pytest.mark.parametrize("path", PUBLIC)
def test_public_files_are_not_sent_twice(client: TestClient, house: House, path: str) -> None:
    house.event(slug="smart-city", text="Worum es geht. " * 100, categories=("Daten",))
    first = client.get(path)

    again = client.get(path, headers={"if-none-match": first.headers["etag"]})
    packed = client.get(path, headers={"accept-encoding": "gzip, br"})

    assert (again.status_code, again.content) == (304, b"")
    assert packed.headers["content-encoding"] == "gzip"
    assert packed.content == first.content


def test_unknown_group_is_not_found(client: TestClient) -> None:
    answer = client.get("/kalender/gibt-es-nicht.ics")

    assert answer.status_code == 404
    assert "Diesen Arbeitskreis gibt es nicht." in answer.text


def test_personal_file_leads_to_the_joining_page_and_shows_the_dial_in_when_its_time_has_come(
    client: TestClient, house: House
) -> None:
    event = house.event(slug="smart-city")
    house.register(event)
    token = house.token(event)
    before = client.get(f"/anmeldung/{token}.ics")
    open_room(house, event)
    house.set(event, dial_in="0211 123")

    after = client.get(f"/anmeldung/{token}.ics")

    page = f"http://localhost:8501/teilnehmen/{mine(house, event).arrival_token}"
    assert before.content == calendar.event_file(entry(house.read(event)), joining=JoiningDetails(page), personal=True)
    shown = replace(entry(house.read(event)), changed_at=mine(house, event).joining_at)
    assert after.content == calendar.event_file(shown, joining=JoiningDetails(page, "0211 123"), personal=True)
    assert ROOM.encode() not in after.content
    assert after.headers["content-type"] == TYPE
    assert after.headers["cache-control"] == "no-store"
    assert after.headers["referrer-policy"] == "no-referrer"
    assert "access-control-allow-origin" not in after.headers
    assert token not in after.headers["content-disposition"]


def test_whoever_waits_gets_no_room(client: TestClient, house: House) -> None:
    event = house.event(capacity=1)
    house.register(event, "Anna")
    house.register(event, "Bernd")
    open_room(house, event)

    content = client.get(f"/anmeldung/{house.token(event, 'Bernd')}.ics").content
    assert ROOM.encode() not in content
    assert b"teilnehmen" not in content


def test_whoever_cancelled_gets_the_evening_taken_out(client: TestClient, house: House) -> None:
    event = house.event()
    house.register(event)
    my_registration.cancel(house.db, house.token(event))

    answer = client.get(f"/anmeldung/{house.token(event)}.ics")

    gone = replace(entry(event), is_cancelled=True, sequence=1, changed_at=mine(house, event).cancelled_at)
    assert answer.content == calendar.event_file(gone, personal=True)
    assert answer.headers["content-type"].endswith("method=CANCEL")


def test_mail_carries_the_bytes_of_the_route(client: TestClient, house: House) -> None:
    event = house.event(slug="smart-city", title="Smart City, „heute“ 🎉")
    house.register(event)
    found = [compared(client, house, event)]
    change, at = EventChange(location="Rathaus; Saal 1"), house.read(event).changed_at
    event_life.change(house.db, house.mona, event.slug, change, expected_changed_at=at)
    found.append(compared(client, house, event))
    my_registration.cancel(house.db, house.token(event))
    found.append(compared(client, house, event))
    house.register(event)
    found.append(compared(client, house, event))
    event_life.cancel(house.db, house.mona, event.slug, "Krank.")
    found.append(compared(client, house, event))

    assert found == [
        (MailKind.REGISTERED, "PUBLISH", 0),
        (MailKind.EVENT_CHANGED, "PUBLISH", 1),
        (MailKind.CANCELLED_BY_PARTICIPANT, "CANCEL", 2),
        (MailKind.REGISTERED, "PUBLISH", 3),
        (MailKind.EVENT_CANCELLED, "CANCEL", 4),
    ]


def compared(client: TestClient, house: House, event: EventDetails) -> tuple[str, str, int]:
    """Kind, method and SEQUENCE of the newest mail's file. It must be the route's, method and all."""
    with house.db.reading() as session:
        owed = owed_mail(session, session.scalars(select(OutboxMail).order_by(OutboxMail.id.desc())).first())
    route = client.get(f"/anmeldung/{house.token(event)}.ics")
    parts = [part for part in compose(owed, settings.current()).walk() if part.get_content_type() == "text/calendar"]
    invitation, file = parts
    assert [part.get_payload(decode=True) for part in parts] == [route.content] * 2
    assert [part.get_content_charset() for part in parts] == ["utf-8"] * 2
    method = str(invitation.get_param("method"))
    assert f"METHOD:{method}\r\n".encode() in route.content
    assert route.headers["content-type"] == f"text/calendar; charset=utf-8; method={method}"
    assert file.get_filename() == "smart-city.ics"
    return owed.kind, method, readers.by_icalendar(route.content)[0].sequence


def test_guessing_personal_links_ends_while_real_ones_go_on(client: TestClient, house: House) -> None:
    event = house.event()
    house.register(event)
    for _ in range(61):
        assert client.get(f"/anmeldung/{house.token(event)}.ics").status_code == 200
    for _ in range(60):
        assert client.get("/anmeldung/falsch.ics").status_code == 404

    refused = client.get("/anmeldung/falsch.ics")

    assert refused.status_code == 429
    assert 0 < int(refused.headers["retry-after"]) <= 300
