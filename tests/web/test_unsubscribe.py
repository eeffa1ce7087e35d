"""The way out of invitations: a page with one button, and the one click of mail programs (RFC 8058)."""

import pytest
from house import House
from starlette.testclient import TestClient

from akevents.domain import tokens
from akevents.domain.audiences import Audience, find_recipients
from akevents.store.tables import ConsentPurpose

ONE_CLICK = {"content": "List-Unsubscribe=One-Click", "headers": {"content-type": "application/x-www-form-urlencoded"}}


@pytest.fixture
def link(house: House) -> str:
    """Where Anna's invitations end with."""
    event = house.event()
    house.register(event, "Anna", consents=frozenset({ConsentPurpose.INVITATIONS}))
    return f"/abbestellen/{tokens.unsubscribe_token(house.registration_id(event, 'Anna'))}"


def invited(house: House) -> int:
    return len(find_recipients(house.db, house.mona, Audience(house.event().id, whole_group=True)))


def test_page_shows_a_button_and_changes_nothing(client: TestClient, house: House, link: str) -> None:
    answer = client.get(link)

    assert answer.status_code == 200
    assert f'<form method="post" action="{link}">' in answer.text
    assert "Keine Einladungen mehr" in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-robots-tag"] == "noindex"
    assert client.head(link).status_code == 200
    assert invited(house) == 1


def test_button_ends_invitations_and_a_repeat_says_the_same(client: TestClient, house: House, link: str) -> None:
    first, second = client.post(link), client.post(link)

    assert (first.status_code, first.text) == (200, second.text)
    assert "keine Einladungen dieses Arbeitskreises mehr" in first.text
    assert invited(house) == 0


@pytest.mark.parametrize(
    "body",
    [ONE_CLICK, {"files": {"List-Unsubscribe": (None, "One-Click")}}, {"content": "x" * 1000}],
)
def test_one_click_needs_neither_cookie_nor_page_nor_our_origin(
    client: TestClient, house: House, link: str, body: dict[str, object]
) -> None:
    client.headers["origin"] = "https://mail.example"
    client.headers["sec-fetch-site"] = "cross-site"

    assert client.post(link, **body).status_code == 200  # type: ignore[arg-type]
    assert invited(house) == 0


def test_unknown_token_gets_the_same_words_and_changes_nothing(client: TestClient, house: House, link: str) -> None:
    for wrong in ("/abbestellen/x", f"{link}x", "/abbestellen/%FF.%00", "/abbestellen/1.%C3%BC"):
        assert client.get(wrong).status_code == 200
        assert client.post(wrong).text == client.post("/abbestellen/1.y").text
    assert invited(house) == 1
    assert client.post("/abbestellen/1.y").text == client.post(link).text


def test_guessing_is_slowed_down_and_the_button_is_not(client: TestClient, link: str) -> None:
    known = [client.post(link).status_code for _ in range(70)]
    guessed = [client.post("/abbestellen/1.x").status_code for _ in range(61)]

    assert set(known) == {200}
    assert guessed == [200] * 60 + [429]


def test_token_stands_in_no_log(link: str) -> None:
    from akevents.logs import redacted

    assert redacted(link) == "/abbestellen/…"
