"""/healthz, /sitemap.xml, /robots.txt, and what runs each minute."""

import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest
from house import House
from starlette.testclient import TestClient

from akevents.store.database import Database
from akevents.ui.access import database
from akevents.ui.page_list import PAGES
from akevents.web import application
from akevents.web.application import run_minute_tasks
from akevents.web.streamlit_pages import INDEXED


def test_health_asks_the_database(client: TestClient, tmp_path: Path) -> None:
    healthy = client.get("/healthz")
    database().close()
    (tmp_path / "var").rename(tmp_path / "gone")
    sick = client.get("/healthz")

    assert (healthy.status_code, healthy.json()) == (200, {"status": "ok"})
    assert (sick.status_code, sick.json()) == (503, {"status": "database unavailable"})
    assert healthy.headers["cache-control"] == "no-store"


def test_sitemap_names_public_pages_and_events(client: TestClient, house: House) -> None:
    event = house.event(slug="smart-city")
    house.event(publish=False, slug="entwurf")

    answer = client.get("/sitemap.xml")

    tree = ElementTree.fromstring(answer.text)
    name = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    places = {loc.text for loc in tree.iter(f"{name}loc")}
    assert places == {
        "http://localhost:8501/", "http://localhost:8501/kalender", "http://localhost:8501/datenschutz",
        "http://localhost:8501/impressum", "http://localhost:8501/barrierefreiheit", "http://localhost:8501/e/smart-city",
    }  # fmt: skip
    assert [mod.text for mod in tree.iter(f"{name}lastmod")] == [event.changed_at.isoformat(timespec="seconds")]


def test_robots_stay_out_of_personal_and_moderators_pages(client: TestClient) -> None:
    lines = client.get("/robots.txt").text.splitlines()

    closed = {line.removeprefix("Disallow: ") for line in lines if line.startswith("Disallow")}
    private = {f"/{entry.address}" for entry in PAGES if entry.address not in INDEXED}
    assert private | {"/login", "/logout", "/export/", "/anmeldung/", "/_stcore/"} == closed
    assert lines[0] == "User-agent: *"
    assert lines[-1] == "Sitemap: http://localhost:8501/sitemap.xml"


def test_a_failing_minute_task_stops_no_other(
    sqlite_db: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[Database] = []

    def failing(_: Database) -> None:
        raise ValueError("kaputt")

    monkeypatch.setattr(application, "EVERY_MINUTE", [failing, done.append])

    run_minute_tasks(sqlite_db)

    assert done == [sqlite_db]
    assert "failing failed" in caplog.text


def test_importing_the_routes_leaves_pandas_alone() -> None:
    import subprocess

    code = "import sys, akevents.web.application; sys.exit('pandas' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False, capture_output=True).returncode == 0
