"""Headers on every response; which addresses exist."""

import re

import pytest
from conftest import forget_settings
from house import House
from starlette.testclient import TestClient

from akevents.web import replies, streamlit_pages
from akevents.web.doors import belongs_to_streamlit
from akevents.web.headers import FIXED

EVERYWHERE = [
    "/", "/veranstaltung?event=smart-city", "/veranstaltung", "/meine-anmeldung?token=x", "/uebersicht", "/e/smart-city",
    "/e/smart-city/qr.svg", "/e/smart-city.ics", "/e/gibt-es-nicht", "/kalender.ics", "/kalender/kategorie/x.ics",
    "/anmeldung/x.ics",
    "/api/v1/events", "/api/v1/gibt-es-nicht", "/login", "/login/x", "/logout", "/export/smart-city.xlsx", "/healthz",
    "/sitemap.xml", "/robots.txt", "/gibt-es-nicht", "/_stcore/metrics",
]  # fmt: skip
CLOSED = [
    "/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent/interact", "/_stcore/agent/openapi.json",
    "/_stcore/agent/mcp", "/_stcore/agent/", "/auth/login", "/auth/logout", "/oauth2callback", "/static/js/nichts.js",
    "/static/", "/static/../index.html", "/index.html", "/manifest.json", "/gibt/es/nicht", "/metrics", "/.env",
]  # fmt: skip


@pytest.mark.parametrize("path", EVERYWHERE)
def test_every_answer_has_the_headers(client: TestClient, house: House, path: str) -> None:
    house.event(slug="smart-city")

    headers = client.get(path).headers

    expected = {name: value for name, value in FIXED.items() if name != "Referrer-Policy"}
    assert {name: headers[name] for name in expected} == expected
    assert headers["referrer-policy"] in {"strict-origin-when-cross-origin", "same-origin", "no-referrer"}
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "strict-transport-security" not in headers


def test_static_files_have_the_headers_too(client: TestClient) -> None:
    address = re.findall(r'"\.(/static/js/[^"]+)"', client.get("/").text)[0]

    headers = client.get(address, headers={"accept-encoding": "gzip"}).headers

    assert headers["x-content-type-options"] == "nosniff"
    assert headers["content-security-policy"] == streamlit_pages.policy()["Content-Security-Policy"]


def test_streamlit_pages_have_the_policy_of_the_architecture(client: TestClient) -> None:
    (script,) = streamlit_pages.shell().inline_scripts

    assert client.get("/").headers["content-security-policy"] == (
        f"default-src 'none'; script-src 'self' 'wasm-unsafe-eval' {replies.inline_hash(script)}; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; "
        "media-src 'self' blob:; worker-src 'self' blob:; frame-src 'self'; manifest-src 'self'; base-uri 'none'; "
        "form-action 'self'; frame-ancestors 'none'"
    )


@pytest.mark.parametrize("path", ["/e/smart-city", "/login", "/gibt-es-nicht"])
def test_plain_pages_allow_their_own_style_only(client: TestClient, house: House, path: str) -> None:
    house.event(slug="smart-city")

    answer = client.get(path)

    policy = answer.headers["content-security-policy"]
    (style,) = re.findall(r"<style>(.*?)</style>", answer.text, re.DOTALL)
    assert f"style-src {replies.inline_hash(style)};" in policy
    assert "script-src" not in policy
    assert " style=" not in answer.text


@pytest.fixture
def embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two other sites may show the pages in a frame."""
    monkeypatch.setenv("AKEVENTS_EMBED_ORIGINS", "https://dvag.example https://stadt.example")
    forget_settings()


@pytest.mark.usefixtures("embedded")
def test_frames_are_allowed_to_the_origins_in_the_settings(client: TestClient, house: House) -> None:
    house.event(slug="smart-city")

    for path in ("/", "/e/smart-city"):
        policy = client.get(path).headers["content-security-policy"]
        assert policy.endswith("frame-ancestors 'self' https://dvag.example https://stadt.example")


@pytest.mark.usefixtures("secure")
def test_hsts_is_sent_behind_tls_only(client: TestClient) -> None:
    assert client.get("/gibt-es-nicht").headers["strict-transport-security"].startswith("max-age=31536000")


def test_other_sites_may_read_public_data_only(client: TestClient, house: House) -> None:
    house.event(slug="smart-city")
    public = {path for path in EVERYWHERE if "access-control-allow-origin" in client.get(path).headers}

    assert public == {"/e/smart-city.ics", "/kalender.ics", "/api/v1/events", "/api/v1/gibt-es-nicht"}


@pytest.mark.parametrize("path", CLOSED)
def test_other_addresses_do_not_exist(client: TestClient, path: str) -> None:
    for method in ("GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD"):
        assert client.request(method, path).status_code == 404


def test_not_found_is_a_german_page(client: TestClient) -> None:
    answer = client.get("/gibt-es-nicht")

    assert "<h1>Nicht gefunden</h1>" in answer.text
    assert '<meta name="robots" content="noindex">' in answer.text
    assert answer.headers["cache-control"] == "no-store"


def test_wrong_methods_are_told(client: TestClient, house: House) -> None:
    house.event(slug="smart-city")

    answer = client.post("/e/smart-city")

    assert (answer.status_code, answer.headers["allow"]) == (405, "GET, HEAD")
    assert client.put("/login").headers["allow"] == "GET, HEAD, POST"


def test_what_the_app_in_the_browser_needs_stays_open() -> None:
    for path in (
        "/_stcore/health",
        "/_stcore/host-config",
        "/media/a.png",
        "/component/a/b.js",
        "/app/static/logo.svg",
    ):
        assert belongs_to_streamlit(path, "GET")
    assert belongs_to_streamlit("/_stcore/upload_file/a/b", "PUT")
    assert not belongs_to_streamlit("/_stcore/upload_file/a/b", "GET")
