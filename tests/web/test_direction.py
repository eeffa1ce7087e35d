"""The running order on paper."""

from house import House
from starlette.testclient import TestClient


def test_sheet_shows_the_evening_and_no_participant(client: TestClient, house: House, mona: TestClient) -> None:
    event = house.event(slug="abend", title="Smart <City>")
    house.register(event, "Anna")

    answer = mona.get("/regie/abend")

    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    for words in ("Smart &lt;City&gt;", "Begrüßung", "Diskussion", "spätestens Ende", "Es wird nicht aufgezeichnet."):
        assert words in answer.text
    assert "Anna" not in answer.text


def test_sheet_is_for_moderators_of_the_group(client: TestClient, house: House) -> None:
    house.event(slug="abend")
    assert client.get("/regie/abend").status_code == 303


def test_sheet_of_an_unknown_event_is_not_found(house: House, mona: TestClient) -> None:
    assert mona.get("/regie/keiner").status_code == 404
