"""The personal way in as plain pages: nothing by a look, everything by one click, and never locked out by our own faults."""

import re
from datetime import timedelta
from html import unescape

import pytest
from house import House
from starlette.testclient import TestClient

from akevents import clock
from akevents.domain import my_registration, participants
from akevents.domain.events import EventDetails
from akevents.errors import DatabaseBusy, StorageFull
from akevents.logs import redacted
from akevents.store.tables import Arrival
from akevents.ui.access import database

ROOM = "https://raum.example/j/1?pwd=a&b=c"
NOTICE = "Mit dem Klick auf „Teilnehmen“ vermerken wir, dass Sie da sind."
MINUTE = timedelta(minutes=1)


@pytest.fixture
def evening(house: House) -> EventDetails:
    """Anna has a place, Bernd waits, and the room is open."""
    event = house.event(title="<Smart> City", capacity=1)
    house.set(event, joining_url=ROOM, dial_in="+49 30 1234\nPIN 567#")
    for name in ("Anna", "Bernd"):
        house.register(event, name)
    clock.start_at(event.starts_at - 5 * MINUTE)
    return house.read(event)


def page_of(house: House, event: EventDetails, name: str = "Anna", way: str = "teilnehmen") -> str:
    mine = my_registration.get_my_registration(house.db, house.token(event, name))
    return f"/{way}/{mine.arrival_token}"


def words(text: str) -> str:
    main = text.partition("<main>")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_page_shows_notice_button_and_dial_in_and_looking_changes_nothing(
    client: TestClient, house: House, evening: EventDetails
) -> None:
    page = page_of(house, evening)

    answer = client.get(page)

    assert answer.status_code == 200
    assert NOTICE in words(answer.text)
    assert f'<form method="post" action="{page}">' in answer.text
    assert f'<a href="{ROOM.replace("&", "&amp;")}" rel="noreferrer">Ohne Vermerk in den Raum</a>' in answer.text
    assert "wählen Sie sich ein: +49 30 1234 PIN 567#" in words(answer.text)
    assert "<script" not in answer.text
    assert {name: answer.headers[name] for name in ("cache-control", "referrer-policy", "x-robots-tag")} == {
        "cache-control": "no-store", "referrer-policy": "no-referrer", "x-robots-tag": "noindex",
    }  # fmt: skip
    assert "form-action 'self'" in answer.headers["content-security-policy"]
    for path in (page, f"{page}/raum", f"{page}.ics"):
        assert (client.get(path).status_code, client.head(path).status_code) == (200, 200)
    assert house.registration(evening).checked_in_at is None


def test_click_records_and_leads_on_into_the_room(client: TestClient, house: House, evening: EventDetails) -> None:
    page = page_of(house, evening)

    click = client.post(page)
    room = client.get(click.headers["location"])

    assert (click.status_code, click.headers["location"]) == (303, f"{page}/raum")
    assert '<meta http-equiv="refresh" content="0; url=https://raum.example/j/1?pwd=a&amp;b=c">' in room.text
    assert "Dass Sie da sind, ist vermerkt." in words(room.text)
    assert house.registration(evening).arrival == Arrival.LINK
    assert client.post(page).headers["location"] == f"{page}/raum"
    again = client.get(page)
    assert NOTICE not in words(again.text)
    assert "<form" not in again.text


def test_room_without_a_link_is_a_telephone_number(client: TestClient, house: House, evening: EventDetails) -> None:
    house.set(evening, joining_url=None)
    page = page_of(house, evening)

    before, click = client.get(page), client.post(page)
    after = client.get(f"{page}/raum")

    assert "Ohne Vermerk in den Raum" not in before.text
    assert click.status_code == 303
    assert "http-equiv" not in after.text
    assert "Bitte wählen Sie sich ein" in words(after.text)
    assert "PIN 567#" in words(after.text)


@pytest.mark.parametrize("fault", [DatabaseBusy(), StorageFull(), RuntimeError("unforeseen")])
def test_person_gets_into_the_room_though_nothing_can_be_recorded(
    client: TestClient, house: House, evening: EventDetails, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def broken(*_: object) -> object:
        raise fault

    monkeypatch.setattr(database(), "writing", broken)
    page = page_of(house, evening)

    click = client.post(page)
    room = client.get(click.headers["location"])

    assert (click.status_code, room.status_code) == (303, 200)
    assert "ließ sich gerade nicht vermerken" in words(room.text)
    assert "url=https://raum.example/j/1" in room.text


def test_nobody_without_a_place_and_nobody_too_early_gets_in(
    client: TestClient, house: House, evening: EventDetails
) -> None:
    bernd, anna = page_of(house, evening, "Bernd"), page_of(house, evening)
    opens = evening.starts_at - 15 * MINUTE

    answers = [client.get(bernd), client.post(bernd), client.get(f"{bernd}/raum")]
    clock.start_at(opens - MINUTE)
    answers += [client.get(anna), client.post(anna), client.get(f"{anna}/raum")]

    assert [each.status_code for each in answers] == [200, 200, 303, 200, 200, 303]
    assert not [each for each in answers if "raum.example" in each.text or "567" in each.text]
    assert "Sie stehen auf der Warteliste." in words(answers[0].text)
    assert "Der Raum ist noch nicht offen" in words(answers[3].text)
    assert f'href="{anna}.ics"' in answers[3].text
    assert client.get(f"{anna}.ics").headers["content-type"].startswith("text/calendar")


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"status": "pending"}, "Bitte bestätigen Sie zuerst Ihre Adresse."),
        ({"status": "requested"}, "Über Ihre Nachmeldung hat die Moderation noch nicht entschieden."),
        ({"status": "cancelled"}, "Diese Anmeldung ist abgesagt."),
    ],
)
def test_each_status_has_its_sentence(
    client: TestClient, house: House, evening: EventDetails, columns: dict[str, str], said: str
) -> None:
    house.set_registration(evening, "Anna", **columns)

    assert said in words(client.get(page_of(house, evening)).text)


def test_on_site_evening_says_where_and_has_a_ticket(client: TestClient, house: House, evening: EventDetails) -> None:
    house.set(evening, joining_url=None, dial_in=None, format="on_site", location="Rathaus", address="Markt 1")
    page = page_of(house, evening)

    answer = client.get(page)

    assert "Diese Veranstaltung findet vor Ort statt" in words(answer.text)
    assert "Rathaus Markt 1" in words(answer.text)
    assert f'href="{page_of(house, evening, way="ticket")}"' in answer.text


def test_cancelled_and_past_evenings_say_so(client: TestClient, house: House, evening: EventDetails) -> None:
    page = page_of(house, evening)
    clock.start_at(evening.ends_at + timedelta(hours=2))
    past = words(client.get(page).text)
    house.set(evening, status="cancelled", cancellation_reason="Krank.")
    cancelled = words(client.get(page).text)

    assert "Die Veranstaltung ist vorbei" in past
    assert ("Die Veranstaltung ist abgesagt" in cancelled, "Krank." in cancelled) == (True, True)


def test_ticket_has_name_code_and_drawing_and_belongs_to_its_person_alone(
    client: TestClient, house: House, evening: EventDetails
) -> None:
    code = my_registration.get_my_registration(house.db, house.token(evening)).ticket_code

    answer = client.get(page_of(house, evening, way="ticket"))
    refused = client.get(page_of(house, evening, "Bernd", way="ticket"))

    assert answer.status_code == 200
    assert ("Anna Beispiel" in words(answer.text), code in words(answer.text)) == (True, True)
    assert '<svg role="img"' in answer.text
    assert "&lt;Smart&gt; City" in answer.text
    assert (answer.headers["cache-control"], answer.headers["x-robots-tag"]) == ("no-store", "noindex")
    assert (refused.status_code, code in refused.text) == (409, False)


def test_ticks_and_clicks_of_two_helpers_and_the_person_count_once(
    client: TestClient, house: House, evening: EventDetails
) -> None:
    first = participants.check_in(house.db, house.mona, house.registration_id(evening), Arrival.CODE)

    client.post(page_of(house, evening))
    second = participants.check_in(house.db, house.mona, house.registration_id(evening))

    assert (second.checked_in_at, second.arrival) == (first.checked_in_at, Arrival.CODE)


def test_guessing_is_slowed_down_and_the_owner_is_not(client: TestClient, house: House, evening: EventDetails) -> None:
    page = page_of(house, evening)
    known = [client.get(page).status_code for _ in range(70)]

    guessed = [client.post("/teilnehmen/1.x").status_code for _ in range(61)]

    assert set(known) == {200}
    assert guessed == [404] * 60 + [429]
    for odd in ("/teilnehmen/%FF.%00", "/ticket/1.%C3%BC", "/teilnehmen/99.x/raum"):
        assert client.get(odd).status_code == 429


def test_nothing_of_the_form_decides_where_it_leads(client: TestClient, house: House, evening: EventDetails) -> None:
    page = page_of(house, evening)

    assert client.put(page).status_code == 405
    assert house.registration(evening).checked_in_at is None
    assert client.post(page, data={"url": "https://evil.example"}).headers["location"] == f"{page}/raum"


def test_tokens_stand_in_no_log() -> None:
    found = [redacted(path) for path in ("/teilnehmen/1.abc/raum", "/ticket/1.abc", "/teilnehmen/1.abc.ics")]

    assert found == ["/teilnehmen/…/raum", "/ticket/…", "/teilnehmen/…"]


def test_camera_is_allowed_on_the_check_in_alone(client: TestClient) -> None:
    door = client.get("/check-in").headers
    assert door["permissions-policy"].startswith("camera=(self), microphone=()")
    assert "connect-src 'self' data:;" in door["content-security-policy"]
    for path in ("/", "/teilnehmende", "/live", "/impressum", "/login"):
        found = client.get(path).headers
        assert found["permissions-policy"].startswith("camera=(), microphone=()")
        assert "data:" not in found["content-security-policy"].partition("connect-src")[2].partition(";")[0]
