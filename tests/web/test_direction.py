"""The running order on paper."""

from datetime import timedelta

from house import House
from starlette.testclient import TestClient

from akevents import clock
from akevents.domain import discussion_moderation as moderation
from akevents.domain import evening


def test_sheet_shows_the_evening_and_no_participant(client: TestClient, house: House, mona: TestClient) -> None:
    event = house.event(slug="abend", title="Smart <City>")
    house.register(event, "Anna")

    answer = mona.get("/regie/abend")

    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    for words in ("Smart &lt;City&gt;", "Begrüßung", "Diskussion", "spätestens Ende", "Es wird nicht aufgezeichnet."):
        assert words in answer.text
    assert "Anna" not in answer.text


def test_sheet_has_the_introduction_the_first_questions_and_what_is_done(house: House, mona: TestClient) -> None:
    speakers = ({"name": "Chiara <Kern>", "institution": "ILS"},)
    event = house.event(slug="abend", speakers=speakers, moderation="Mona")
    for number in range(8):
        moderation.add(house.db, house.mona, "abend", f"form-{number}", f"Frage {number}")
    evening.set_head_count(house.db, house.mona, "abend", 17, None)

    text = mona.get("/regie/abend").text

    for words in ("Ich begrüße Chiara &lt;Kern&gt;, ILS.", "Moderation: Mona", "und 2 weitere", "gezählt: 17",
                  "☑ Anwesenheit festgehalten", "☐ Raum geschlossen"):  # fmt: skip
        assert words in text
    assert text.count("Frage ") == 6
    assert event.title in text


def test_sheet_shows_the_plan_however_far_the_evening_is(house: House, mona: TestClient) -> None:
    event = house.event(slug="abend")
    house.set(event, starts_at=clock.utc_now() - timedelta(minutes=10), ends_at=clock.utc_now() + timedelta(minutes=80))
    before = mona.get("/regie/abend").text
    evening.go_on(house.db, house.mona, "abend", 0)
    after = mona.get("/regie/abend").text
    assert after == before


def test_sheet_is_for_moderators_of_the_group(client: TestClient, house: House) -> None:
    house.event(slug="abend")
    assert client.get("/regie/abend").status_code == 303


def test_sheet_of_an_unknown_event_is_not_found(house: House, mona: TestClient) -> None:
    assert mona.get("/regie/keiner").status_code == 404
