"""A real Chromium and the people who sit before it. Each visitor is a browser of their own, with its own cookies.

Whatever a visitor does, two things are noted: requests to any other host than the server, and errors on the console."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Locator,
    Page,
    Request,
    expect,
    sync_playwright,
)
from server import Server

FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
PATIENCE_MS = 30_000  # for what has no promise of its own: a busy machine is not a fault
OWN_SCHEMES = ("data:", "blob:", "about:")
# What Chromium prints by itself for a status that a test provokes.
OWN_REFUSALS = re.compile(r"Failed to load resource: the server responded with a status of (401|403|404|410|422|429)")

expect.set_options(timeout=PATIENCE_MS)


def chromium_path() -> str:
    """The installed Chromium, named by CHROMIUM or found on the path."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        raise RuntimeError("These tests need Chromium: install it, or name it in CHROMIUM")
    return path


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of a test run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield browser
        browser.close()


@dataclass
class Visitor:
    """One browser with one page open."""

    server: Server
    context: BrowserContext
    page: Page
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    @classmethod
    def come(
        cls,
        browser: Browser,
        server: Server,
        *,
        session: str | None = None,
        width: int = 1280,
        height: int = 900,
        is_dark: bool = False,
    ) -> "Visitor":
        """`session` is the token of a signed-in moderator."""
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if is_dark else "light",
            locale="de-DE",
            timezone_id="Europe/Berlin",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE_MS)
        if session:
            context.add_cookies([server.session_cookie(session)])
        visitor = cls(server, context, context.new_page())
        context.on("request", visitor._note_request)
        context.on("console", visitor._note_console)
        context.on("weberror", lambda error: visitor.complaints.append(str(error.error)))
        return visitor

    def _note_request(self, request: Request) -> None:
        address = request.url
        if not address.startswith(OWN_SCHEMES) and urlsplit(address).netloc != urlsplit(self.server.address).netloc:
            self.foreign.append(address)

    def _note_console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not OWN_REFUSALS.match(message.text):
            self.complaints.append(message.text)

    def open(self, path: str, **query: str) -> Page:
        """Go there and wait until the page is drawn."""
        self.page.goto(self.server.url(path, **query))
        settled(self.page)
        return self.page

    def leave(self) -> None:
        self.context.close()


def settled(page: Page) -> None:
    """The page has its heading, and Streamlit's script has run to its end (plain pages have no script)."""
    expect(page.get_by_role("heading", level=1).first).to_be_visible()
    if page.locator("[data-testid=stApp]").count():
        expect(page.locator("[data-testid=stApp][data-test-script-state=notRunning]")).to_have_count(1)
        expect(page.locator("[data-stale=true]")).to_have_count(0)


def field_of(page: Page, key: str) -> Locator:
    """The input of a keyed field."""
    return page.locator(f".st-key-{key} :is(input, textarea)").first


def fill_in(page: Page, prefix: str = "register", **fields: str) -> None:
    """Type into keyed fields, as people do: click, type, go on."""
    for name, text in fields.items():
        field_of(page, f"{prefix}_{name}").fill(text)


def submit(page: Page) -> None:
    page.locator(".st-key-register_submit button").click()
