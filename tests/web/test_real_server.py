"""The server as it is started, in a process of its own, opened by a stranger: every address, nobody's data."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from databases import Databases, sqlite_database
from house import House
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from akevents.domain.my_registration import cancel
from akevents.settings import ROOT
from akevents.ui.page_list import PAGES
from akevents.web import replies
from akevents.web.headers import FIXED

SECRETS = ("example.org", "Beispiel", "Mona", "Olaf", "Chiara", "Geheimer Entwurf", "raum.example", "Traceback")


@contextmanager
def running(folder: Path) -> Iterator[httpx2.Client]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "uvicorn", "streamlit_app:app", "--host", "127.0.0.1", "--port", str(port)]
    environment = {**os.environ, "AKEVENTS_DATA_DIR": str(folder), "AKEVENTS_BASE_URL": f"http://127.0.0.1:{port}"}
    with (folder.parent / "server.log").open("w") as log:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
                wait_for(client, server)
                yield client
        finally:
            server.terminate()
            server.wait(20)


def wait_for(client: httpx2.Client, server: "subprocess.Popen[bytes]") -> None:
    while server.poll() is None:
        try:
            client.get("/healthz")
        except httpx2.TransportError:
            time.sleep(0.1)
        else:
            return
    pytest.fail("the server ended before it answered")


@pytest.fixture(scope="module")
def folder(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with people in it, as a server finds it."""
    base = tmp_path_factory.mktemp("server")
    from conftest import forget_settings

    with pytest.MonkeyPatch.context() as patch, sqlite_database(databases, base) as db:
        patch.setenv("AKEVENTS_DATA_DIR", str(base / "var"))
        forget_settings()  # the personal links must be made with the key that the server will find
        house = House.build(db)
        event = house.event(
            slug="smart-city", title="Smart City", text="Worum es geht. " * 100, categories=("Wege & Plätze",)
        )
        house.event(slug="entwurf", title="Geheimer Entwurf", publish=False)
        for name in ("Anna", "Bernd", "Chiara"):
            house.register(event, name)
        cancel(db, house.token(event, "Bernd"))
    forget_settings()
    return base / "var"


@pytest.fixture(scope="module")
def stranger(folder: Path) -> Iterator[httpx2.Client]:
    with running(folder) as client:
        yield client


STATUSES = {
    **{f"/{entry.address}": 404 if entry.address == "veranstaltung" else 200 for entry in PAGES},
    **{f"/{entry.address}?event=smart-city": 200 for entry in PAGES},
    "/veranstaltung?event=entwurf": 404,
    "/meine-anmeldung?token=falsch": 200,
    "/e/smart-city": 200,
    "/e/entwurf": 404,
    "/e/smart-city/qr.svg": 200,
    "/e/smart-city.ics": 200,
    "/e/entwurf.ics": 404,
    "/kalender.ics": 200,
    "/kalender/wirtschaft.ics": 200,
    "/kalender/falsch.ics": 404,
    "/kalender/kategorie/wege-plaetze.ics": 200,
    "/kalender/kategorie/falsch.ics": 404,
    "/anmeldung/falsch.ics": 404,
    "/api/v1/events": 200,
    "/api/v1/events/smart-city": 200,
    "/api/v1/events/entwurf": 404,
    "/api/v1/openapi.json": 200,
    "/login": 200,
    "/login/falsch": 410,
    "/logout": 303,
    "/export/smart-city.xlsx": 303,
    "/export/smart-city.csv": 303,
    "/export/entwurf.xlsx?profile=vollstaendig": 303,
    "/healthz": 200,
    "/sitemap.xml": 200,
    "/robots.txt": 200,
    "/gibt-es-nicht": 404,
    "/akevents.db": 404,
    "/static/js/gibt-es-nicht.js": 404,
    "/app/static/favicon.png": 200,
    "/app/static/../shell.py": 404,
    "/favicon.png": 200,
    "/manifest.json": 404,
    "/media/falsch": 404,
    "/component/falsch": 404,
    "/_stcore/health": 200,
    "/_stcore/host-config": 200,
    "/_stcore/stream": 404,
    "/_stcore/metrics": 404,
    "/_stcore/script-health-check": 404,
    "/_stcore/agent/openapi.json": 404,
    "/_stcore/agent/interact": 404,
    "/_stcore/agent/mcp": 404,
    "/_stcore/upload_file/a/b": 404,
    "/auth/login": 404,
    "/oauth2callback": 404,
}


@pytest.mark.parametrize("path", STATUSES)
def test_a_stranger_gets_what_is_public_and_nothing_else(stranger: httpx2.Client, path: str) -> None:
    answer = stranger.get(path)

    assert answer.status_code == STATUSES[path]
    assert [secret for secret in SECRETS if secret in answer.text] == []
    expected = {name: value for name, value in FIXED.items() if name != "Referrer-Policy"}
    if path.startswith("/check-in"):
        expected |= replies.permissions(camera="(self)")
    assert {name: answer.headers.get(name) for name in expected} == expected
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_everything_worth_it_is_compressed_once(stranger: httpx2.Client) -> None:
    page = stranger.get("/")
    script = page.text.partition('src=".')[2].partition('"')[0]

    for path in (
        "/",
        "/veranstaltung?event=smart-city",
        "/e/smart-city",
        "/e/smart-city.ics",
        "/api/v1/events",
        script,
    ):
        answer = stranger.get(path)
        assert answer.headers.get_list("content-encoding") == ["br" if path == script else "gzip"]
        assert answer.headers.get_list("vary") == ["Accept-Encoding"]


def test_files_that_do_not_shrink_come_from_streamlit(stranger: httpx2.Client) -> None:
    page = stranger.get("/").text
    font = page.partition('href="./static/media/')[2].partition('"')[0]

    answer = stranger.get(f"/static/media/{font}")
    own = stranger.get("/app/static/source-serif-4-latin-wght-normal.woff2")

    assert (answer.status_code, answer.headers["content-type"]) == (200, "font/woff2")
    assert "immutable" in answer.headers["cache-control"]
    assert own.headers["cache-control"] == "public, max-age=86400"


def test_the_websocket_is_untouched(stranger: httpx2.Client) -> None:
    base = str(stranger.base_url).rstrip("/")
    address = base.replace("http://", "ws://") + "/_stcore/stream"

    with connect(address, subprotocols=[Subprotocol("streamlit")], origin=Origin(base)) as open_socket:
        assert open_socket.subprotocol == "streamlit"


def test_the_log_names_nobody(stranger: httpx2.Client, folder: Path) -> None:
    stranger.get("/meine-anmeldung?token=geheimer-token")
    stranger.get("/anmeldung/geheimer-token.ics")
    stranger.get("/login/geheimer-token")

    written = (folder.parent / "server.log").read_text()

    assert "geheimer-token" not in written
    assert "example.org" not in written


def test_the_api_says_what_the_page_says(stranger: httpx2.Client) -> None:
    event = json.loads(stranger.get("/api/v1/events").text)["events"][0]

    assert event["title"] in stranger.get("/e/smart-city").text
    assert event["registration"]["places_left"] is None
