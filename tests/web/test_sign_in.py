"""Signing in and out: forms that only our page can send, one-time links, sessions."""

import re

import pytest
from conftest import forget_settings
from house import House
from starlette.testclient import TestClient

from akevents import wording
from akevents.domain import moderators, tokens
from akevents.errors import FormExpired, NotSignedIn, SignInLinkExpired, WrongPassword
from akevents.ui.access import SESSION_COOKIE
from akevents.web import forms

PASSWORD = "korrekt pferd batterie"


@pytest.fixture
def with_password(house: House) -> None:
    """Mona has a password and no session."""
    link = moderators.new_sign_in_link(house.db, "mona@example.org")
    moderators.sign_out(house.db, moderators.set_password(house.db, link, PASSWORD, PASSWORD))


def csrf(page: str) -> str:
    found = re.search(r'name="csrf" value="([^"]+)"', page)
    assert found
    return found[1]


def sign_in(client: TestClient, **fields: str):
    form = {"csrf": csrf(client.get("/login").text), "email": "mona@example.org", "password": PASSWORD}
    return client.post("/login", data=form | fields)


def who(house: House, client: TestClient) -> str:
    try:
        return moderators.get_signed_in(house.db, client.cookies.get(SESSION_COOKIE)).name
    except NotSignedIn:
        return "niemand"


def test_form_is_private_and_sets_a_cookie_for_itself_only(client: TestClient) -> None:
    answer = client.get("/login?next=/live")

    assert answer.status_code == 200
    assert 'name="next" value="/live"' in answer.text
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "same-origin"
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("akevents_form=")
    assert {part.strip() for part in cookie.split(";")[1:]} == {"HttpOnly", "Path=/login", "SameSite=lax"}


@pytest.mark.usefixtures("with_password")
def test_the_right_password_opens_a_session(client: TestClient, house: House) -> None:
    answer = sign_in(client, next="/live?event=smart-city")

    assert (answer.status_code, answer.headers["location"]) == (303, "/live?event=smart-city")
    cookie = next(value for value in answer.headers.get_list("set-cookie") if value.startswith(SESSION_COOKIE))
    assert {part.strip() for part in cookie.split(";")[1:]} == {"HttpOnly", "Path=/", "SameSite=lax", "Max-Age=1209600"}
    assert who(house, client) == "Mona"
    assert client.get("/login?next=/kalender").headers["location"] == "/kalender"


@pytest.mark.usefixtures("with_password", "secure")
def test_cookies_are_secure_behind_tls(client: TestClient) -> None:
    client.base_url = "https://termine.example"

    form, answer = client.get("/login"), sign_in(client)

    for cookie in (form.headers["set-cookie"], answer.headers.get_list("set-cookie")[0]):
        assert "; Secure" in cookie


@pytest.mark.usefixtures("with_password")
def test_signing_in_again_ends_the_session_before(client: TestClient, house: House) -> None:
    sign_in(client)
    first = client.cookies[SESSION_COOKIE]
    form = {"email": "mona@example.org", "password": PASSWORD}
    client.cookies.set(forms.FORM_COOKIE, "wert", path="/login")

    client.post("/login", data=form | {"csrf": forms.token_for("wert")})

    assert who(house, client) == "Mona"
    with pytest.raises(NotSignedIn):
        moderators.get_signed_in(house.db, first)


@pytest.mark.usefixtures("with_password")
@pytest.mark.parametrize("fields", [{"password": "falsch"}, {"email": "niemand@example.org"}, {"password": ""}])
def test_a_wrong_password_keeps_the_address_but_not_the_password(
    client: TestClient, house: House, fields: dict[str, str]
) -> None:
    answer = sign_in(client, next="/live", **fields)

    assert answer.status_code == 401
    assert wording.sentence(WrongPassword()) in answer.text
    assert f'value="{fields.get("email", "mona@example.org")}"' in answer.text
    assert 'name="next" value="/live"' in answer.text
    assert PASSWORD not in answer.text
    assert "falsch" not in answer.text
    assert who(house, client) == "niemand"


@pytest.mark.usefixtures("with_password")
def test_what_was_typed_is_text(client: TestClient) -> None:
    answer = sign_in(client, email='"><script>alert(1)</script>', password="x")

    assert "<script>" not in answer.text
    assert answer.status_code == 401


@pytest.mark.usefixtures("with_password")
@pytest.mark.parametrize("token", ["", "falsch", "\udcff", "fremd"])
def test_a_form_that_is_not_ours_is_refused_with_a_fresh_one(client: TestClient, house: House, token: str) -> None:
    foreign = (
        tokens.derive("form", "another browser") if token == "fremd" else token.encode("utf-8", "replace").decode()
    )

    answer = sign_in(client, csrf=foreign)

    assert answer.status_code == 403
    assert wording.sentence(FormExpired()) in answer.text
    assert 'value="mona@example.org"' in answer.text
    assert who(house, client) == "niemand"
    again = client.post("/login", data={"csrf": csrf(answer.text), "email": "mona@example.org", "password": PASSWORD})
    assert again.status_code == 303


@pytest.mark.usefixtures("with_password")
def test_a_form_without_its_cookie_is_refused(client: TestClient) -> None:
    token = csrf(client.get("/login").text)
    client.cookies.clear()

    answer = client.post("/login", data={"csrf": token, "email": "mona@example.org", "password": PASSWORD})

    assert answer.status_code == 403


@pytest.mark.usefixtures("with_password")
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "http://localhost:8501", "sec-fetch-site": "same-origin"}, 303),
        ({"sec-fetch-site": "none"}, 303),
    ],
)
def test_where_the_form_comes_from_counts(client: TestClient, headers: dict[str, str], status: int) -> None:
    form = {"csrf": csrf(client.get("/login").text), "email": "mona@example.org", "password": PASSWORD}

    assert client.post("/login", data=form, headers=headers).status_code == status


@pytest.mark.parametrize(
    ("wanted", "there"),
    [
        ("/live?event=smart-city", "/live?event=smart-city"),
        ("/", "/"),
        ("//evil.example", "/uebersicht"),
        ("https://evil.example", "/uebersicht"),
        ("/\\evil.example", "/uebersicht"),
        ("/\t/evil.example", "/uebersicht"),
        ("/\r\nSet-Cookie: a=b", "/uebersicht"),
        ("javascript:alert(1)", "/uebersicht"),
        ("uebersicht", "/uebersicht"),
        ("", "/uebersicht"),
    ],
)
def test_after_signing_in_nobody_is_sent_elsewhere(wanted: str, there: str) -> None:
    assert forms.safe_next(wanted) == there


@pytest.mark.usefixtures("with_password")
def test_too_many_attempts_are_told_to_wait(client: TestClient, house: House) -> None:
    for _ in range(10):
        assert sign_in(client, password="falsch").status_code == 401

    answer = sign_in(client)

    assert answer.status_code == 429
    assert 0 < int(answer.headers["retry-after"]) <= 300
    assert "Das waren zu viele Versuche." in answer.text
    assert who(house, client) == "niemand"


def test_attempts_on_one_address_count_over_all_clients(client: TestClient) -> None:
    from starlette.requests import Request

    from akevents.errors import TooManyAttempts
    from akevents.web import limits

    def attempt(host: str) -> None:
        limits.count(limits.SIGN_IN, Request({"type": "http", "client": (host, 1)}), "mona@example.org")

    for number in range(10):
        attempt(f"192.0.2.{number}")
    with pytest.raises(TooManyAttempts):
        attempt("192.0.2.99")


def test_oversized_and_strange_forms_are_refused(client: TestClient) -> None:
    form = {"csrf": csrf(client.get("/login").text)}
    too_many = "&".join(f"a{number}=1" for number in range(50))

    assert client.post("/login", data=form | {"email": "x" * 20_000}).status_code == 413
    assert client.post("/login", json=form).status_code == 403
    assert (
        client.post(
            "/login", content=too_many, headers={"content-type": "application/x-www-form-urlencoded"}
        ).status_code
        == 400
    )
    assert client.post("/login", data=form | {"email": "a\0b@example.org", "password": "x"}).status_code == 401


def test_a_link_sets_a_password_once(client: TestClient, house: House) -> None:
    link = moderators.new_sign_in_link(house.db, "mona@example.org")
    client.get(f"/login/{link}")
    shown = client.get(f"/login/{link}")
    assert (shown.status_code, "Guten Tag, Mona." in shown.text) == (200, True)
    assert who(house, client) == "niemand"

    form = {"csrf": csrf(shown.text), "password": PASSWORD, "repeated": PASSWORD}
    answer = client.post(f"/login/{link}", data=form)

    assert (answer.status_code, answer.headers["location"]) == (303, "/uebersicht")
    assert who(house, client) == "Mona"
    used = client.get(f"/login/{link}")
    assert (used.status_code, wording.sentence(SignInLinkExpired()) in used.text) == (410, True)
    client.cookies.set(forms.FORM_COOKIE, "wert", path="/login")
    assert client.post(f"/login/{link}", data=form | {"csrf": forms.token_for("wert")}).status_code == 410


@pytest.mark.parametrize(
    ("password", "repeated", "sentence"),
    [
        ("kurz", "kurz", "mindestens 12 Zeichen"),
        ("x" * 201, "x" * 201, "höchstens 200 Zeichen"),
        (PASSWORD, "anders", "Die beiden Passwörter sind nicht gleich."),
    ],
)
def test_a_bad_password_leaves_the_link_good(
    client: TestClient, house: House, password: str, repeated: str, sentence: str
) -> None:
    link = moderators.new_sign_in_link(house.db, "mona@example.org")
    form = {"csrf": csrf(client.get(f"/login/{link}").text), "password": password, "repeated": repeated}

    answer = client.post(f"/login/{link}", data=form)

    assert (answer.status_code, sentence in answer.text) == (422, True)
    assert client.post(f"/login/{link}", data=form | {"password": PASSWORD, "repeated": PASSWORD}).status_code == 303


def test_a_password_form_that_is_not_ours_changes_nothing(client: TestClient, house: House) -> None:
    link = moderators.new_sign_in_link(house.db, "mona@example.org")

    answer = client.post(f"/login/{link}", data={"password": PASSWORD, "repeated": PASSWORD})

    assert (answer.status_code, wording.sentence(FormExpired()) in answer.text) == (403, True)
    assert moderators.link_owner(house.db, link) == "Mona"


def test_guessing_links_ends(client: TestClient) -> None:
    for _ in range(30):
        assert client.get("/login/falsch").status_code == 410
    assert client.get("/login/falsch").status_code == 429


def test_signing_out_ends_this_session(mona: TestClient, house: House) -> None:
    shown = mona.get("/logout")
    assert (shown.status_code, "Auf allen Geräten abmelden" in shown.text) == (200, True)
    assert who(house, mona) == "Mona"
    other = moderators.sign_in(house.db, "mona@example.org", PASSWORD)
    token = mona.cookies[SESSION_COOKIE]

    answer = mona.post("/logout", data={"csrf": csrf(shown.text)})

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert answer.headers["set-cookie"].startswith(f'{SESSION_COOKIE}=""; ')
    assert "Max-Age=0" in answer.headers["set-cookie"]
    with pytest.raises(NotSignedIn):
        moderators.get_signed_in(house.db, token)
    assert moderators.get_signed_in(house.db, other).name == "Mona"


def test_signing_out_everywhere_ends_all_sessions(mona: TestClient, house: House) -> None:
    other = moderators.sign_in(house.db, "mona@example.org", PASSWORD)

    mona.post("/logout", data={"csrf": csrf(mona.get("/logout").text), "everywhere": "1"})

    with pytest.raises(NotSignedIn):
        moderators.get_signed_in(house.db, other)


def test_signing_out_needs_the_form(mona: TestClient, house: House) -> None:
    answer = mona.post("/logout", data={"csrf": forms.token_for("another")})

    assert (answer.status_code, wording.sentence(FormExpired()) in answer.text) == (403, True)
    assert who(house, mona) == "Mona"


def test_signing_out_without_a_session(client: TestClient) -> None:
    assert client.get("/logout").headers["location"] == "/login"
    assert client.post("/logout", data={}).headers["location"] == "/"


def test_a_new_key_makes_old_forms_foreign(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    token = csrf(client.get("/login").text)
    monkeypatch.setenv("AKEVENTS_SECRET_KEY", "x" * 32)
    forget_settings()

    assert client.post("/login", data={"csrf": token, "email": "a@b.example", "password": "x"}).status_code == 403
