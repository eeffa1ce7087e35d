"""Coming in: by one's own link into the room, or past a helper at the door; the moderator sees it at once."""

import io
import re
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import segno
from browser.conftest import Come
from browser.test_every_screen import findings
from browser.visitor import FLAGS, Visitor, chromium_path, field_of, settled
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from server import Server

from akevents import clock

pytestmark = pytest.mark.browser

CODE = re.compile(r"\d+-[2-9A-HJKMNP-Z]{6}")
CAMERA = ("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream")


@dataclass
class Room:
    """A meeting service: its link redirects once more to another address of its own."""

    link: str
    address: str
    visits: list[tuple[str, str | None]]


@pytest.fixture
def room() -> Iterator[Room]:
    visits: list[tuple[str, str | None]] = []

    class Service(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            if self.path == "/favicon.ico":
                self.send_error(404)
                return
            visits.append((self.path, self.headers.get("Referer")))
            is_door = self.path.startswith("/j/")
            self.send_response(302 if is_door else 200)
            if is_door:
                self.send_header("Location", f"http://localhost:{self.server.server_address[1]}/raum")
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(b"" if is_door else b"<!doctype html><link rel=icon href=data:,><h1>Im Raum</h1>")

        def log_message(self, *_: object) -> None:
            """Quiet."""

    service = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    threading.Thread(target=service.serve_forever, daemon=True).start()
    port = service.server_address[1]
    yield Room(f"http://127.0.0.1:{port}/j/1?pwd=a&b=c", f"http://localhost:{port}/raum", visits)
    service.shutdown()
    service.server_close()


@pytest.fixture
def evening(server: Server, request: pytest.FixtureRequest) -> str:
    """An evening of this test's own that begins in five minutes, at a place and in a room; its slug."""
    slug = request.node.name.removeprefix("test_").replace("_", "-")[:40]
    starts_at = clock.utc_now() + timedelta(days=1)
    server.add_event(slug, title="Ein Abend", starts_at=starts_at, deadline_at=None, location="Rathaus")
    return slug


def register(server: Server, slug: str, *names: str) -> dict[str, str]:
    """Personal link tokens by first name; then the evening comes near."""
    tokens = {
        name: server.register(name, slug, email=f"{name.lower()}@example.org").manage_token or "" for name in names
    }
    starts_at = clock.utc_now() + timedelta(minutes=5)
    server.change_event(slug, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=90), format="hybrid")
    return tokens


def ticket_code(page: Page) -> str:
    found = CODE.search(page.locator("main").inner_text())
    assert found
    return found.group()


def present(page: Page) -> object:
    return expect(page.locator(".st-key-check_in_present [data-testid=stMetricValue]"))


def test_participant_comes_by_their_page_and_the_moderator_sees_it(
    come: Come, server: Server, mona: str, evening: str, room: Room
) -> None:
    token = register(server, evening, "Anna", "Bernd")["Anna"]
    server.change_event(evening, joining_url=room.link, dial_in="+49 30 1234\nPIN 567")
    watching = come(session=mona).open("/live", event=evening)
    anna = come(width=320)
    own = anna.open("/meine-anmeldung", token=token)
    expect(own.get_by_role("heading", name="Ihr Ticket")).to_be_visible()
    with anna.context.expect_page() as opened:
        own.get_by_role("link", name="Zum Raum").click()
    page = opened.value
    expect(page.get_by_role("heading", name="Der Raum ist offen")).to_be_visible()
    expect(page.get_by_text("vermerken wir, dass Sie da sind")).to_be_visible()
    expect(page.get_by_text("PIN 567")).to_be_visible()
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.get_by_role("button", name="Teilnehmen").click()

    expect(page.get_by_role("heading", name="Im Raum")).to_be_visible()
    assert page.url == room.address
    assert room.visits == [("/j/1?pwd=a&b=c", None), ("/raum", None)]
    expect(watching.locator(".st-key-live_present [data-testid=stMetricValue]")).to_have_text("1")
    assert {"127.0.0.1", "localhost"} >= {re.split("[/:]+", address)[1] for address in anna.foreign}
    anna.foreign.clear()


def test_page_works_without_javascript_and_without_being_recorded(
    browser: Browser, server: Server, evening: str, room: Room
) -> None:
    tokens = register(server, evening, "Anna", "Bernd")
    server.change_event(evening, joining_url=room.link)
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()

    page.goto(server.url(f"/teilnehmen/{server.arrival_token(tokens['Anna'])}"))
    page.get_by_role("link", name="Ohne Vermerk in den Raum").click()
    expect(page.get_by_role("heading", name="Im Raum")).to_be_visible()
    recorded = [server.arrival("Anna", evening)]
    page.goto(server.url(f"/teilnehmen/{server.arrival_token(tokens['Bernd'])}"))
    page.get_by_role("button", name="Teilnehmen").click()
    expect(page.get_by_role("heading", name="Im Raum")).to_be_visible()

    assert [*recorded, server.arrival("Bernd", evening)] == [None, "link"]
    context.close()


def test_helper_checks_in_by_code_and_another_helper_sees_it(
    come: Come, server: Server, mona: str, evening: str
) -> None:
    tokens = register(server, evening, "Anna", "Bernd")
    ticket = come(width=320).open(f"/ticket/{server.arrival_token(tokens['Anna'])}")
    code = ticket_code(ticket)
    first = come(session=mona, width=390, height=844).open("/check-in", event=evening)
    second = come(session=mona).open("/check-in", event=evening, code=code)
    expect(second.get_by_text("Beispiel, Anna").first).to_be_visible()
    present(first).to_have_text("0")

    field_of(first, "check_in_code").fill(code.lower().replace("-", " "))
    field_of(first, "check_in_code").press("Enter")
    first.get_by_role("button", name="Einchecken").click()

    expect(first.get_by_text("Beispiel, Anna ist da.")).to_be_visible()
    present(first).to_have_text("1")
    present(second).to_have_text("1")
    expect(second.locator(".st-key-check_in_ticket").get_by_text("Ist da")).to_be_visible()
    expect(second.get_by_role("button", name="Einchecken")).to_have_count(0)
    assert server.arrival("Anna", evening) == "code"
    settled(second)
    second.locator(".st-key-check_in_ticket").get_by_role("button", name="Doch nicht da").click()
    present(first).to_have_text("0")


def test_camera_reads_the_ticket(browser: Browser, server: Server, mona: str, evening: str, tmp_path: Path) -> None:
    """A real camera stream: Chromium plays a film of the ticket as its camera."""
    token = register(server, evening, "Anna")["Anna"]
    plain = browser.new_context()
    page = plain.new_page()
    page.goto(server.url(f"/ticket/{server.arrival_token(token)}"))
    code = ticket_code(page)
    plain.close()
    film = tmp_path / "ticket.mjpeg"
    film.write_bytes(film_of(f"{server.address}/check-in?event={evening}&code={code}") * 3)
    flags = [*FLAGS, *CAMERA, f"--use-file-for-fake-video-capture={film}"]
    filming = browser.browser_type.launch(executable_path=chromium_path(), args=flags)
    helper = Visitor.come(filming, server, session=mona)
    page = helper.open("/uebersicht")
    page.goto(server.url("/check-in", event=evening))
    settled(page)

    page.get_by_role("link", name="Mit der Kamera lesen").click()
    settled(page)
    expect(page.locator("video")).to_have_js_property("readyState", 4)  # it shows something: what people wait for, too
    page.get_by_test_id("stCameraInputButton").click()

    expect(page.locator(".st-key-check_in_ticket").get_by_text("Beispiel, Anna")).to_be_visible()
    assert server.arrival("Anna", evening) is None
    settled(page)
    page.get_by_role("button", name="Einchecken").click()
    expect(page.get_by_text("Beispiel, Anna ist da.")).to_be_visible()
    assert server.arrival("Anna", evening) == "code"
    expect(page.get_by_test_id("stCameraInputButton")).to_have_text("Take Photo")  # on again, for the next ticket
    assert (helper.foreign, helper.complaints) == ([], [])
    helper.leave()
    filming.close()


def film_of(text: str) -> bytes:
    """One picture of a ticket before a camera, as a frame of Motion JPEG."""
    code, scene, frame = io.BytesIO(), Image.new("RGB", (1280, 720), (140, 130, 120)), io.BytesIO()
    segno.make_qr(text, error="m").save(code, kind="png", scale=9, border=4)
    scene.paste(Image.open(code).convert("RGB"), (400, 100))
    scene.save(frame, "JPEG", quality=85)
    return frame.getvalue()
