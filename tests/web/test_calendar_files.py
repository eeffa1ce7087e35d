"""Calendar files and feeds: the bytes are those of formats/calendar.py, served as CALENDAR.md asks."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from house import House
from sqlalchemy import update
from starlette.testclient import TestClient

from akevents import clock, settings
from akevents.domain import calendar_entries, my_registration
from akevents.domain.events import EventDetails
from akevents.formats import calendar
from akevents.formats.calendar import JoiningDetails
from akevents.store.tables import Event

Cancel = Callable[[EventDetails, str], EventDetails]
ROOM = "https://raum.example/abc"
TYPE = "text/calendar; charset=utf-8; method=PUBLISH"


def entry(event: EventDetails) -> calendar.CalendarEvent:
    return calendar_entries.calendar_event(event, settings.current())


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


@pytest.mark.parametrize("path", ["/e/smart-city.ics", "/kalender.ics", "/kalender/wirtschaft.ics"])
def test_public_files_are_not_sent_twice(client: TestClient, house: House, path: str) -> None:
    house.event(slug="smart-city", text="Worum es geht. " * 100)
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


def test_personal_file_shows_the_room_when_its_time_has_come(client: TestClient, house: House) -> None:
    event = house.event(slug="smart-city")
    house.register(event)
    token = house.token(event)
    before = client.get(f"/anmeldung/{token}.ics")
    open_room(house, event)

    after = client.get(f"/anmeldung/{token}.ics")

    assert before.content == calendar.event_file(entry(house.read(event)), personal=True)
    assert after.content == calendar.event_file(entry(house.read(event)), joining=JoiningDetails(ROOM), personal=True)
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

    assert ROOM.encode() not in client.get(f"/anmeldung/{house.token(event, 'Bernd')}.ics").content


def test_whoever_cancelled_gets_the_evening_taken_out(client: TestClient, house: House) -> None:
    event = house.event()
    house.register(event)
    my_registration.cancel(house.db, house.token(event))

    answer = client.get(f"/anmeldung/{house.token(event)}.ics")

    gone = replace(entry(event), is_cancelled=True, sequence=1)
    assert answer.content == calendar.event_file(gone, personal=True)
    assert answer.headers["content-type"].endswith("method=CANCEL")


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
