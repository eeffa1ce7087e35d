"""Every screen as a picture, light and dark, wide and narrow, into docs/screenshots. Run it by `make screenshots`.

The clock stands at 15 February 2022, two weeks before the seed's evening, and thirty invented people have registered.
The closed event is the same one as it is today."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from browser.scene import AS_OF, CHOSEN, OVER, add_evenings, at_the_scene, furnish
from browser.screens import (
    MINE,
    OF_SEED,
    OUTBOX_OF_SEED,
    Screen,
    drawn,
    drawn_ratings,
    event_page,
    with_chosen_mail,
    with_chosen_person,
    with_errors,
    with_export,
    with_message,
    with_read_announcement,
    with_receipt,
)
from browser.visitor import Visitor, chromium, settled
from PIL import Image
from playwright.sync_api import Browser, Page
from server import SEED, Server, running

from akevents.settings import ROOT

TARGET = ROOT / "docs" / "screenshots"
WIDTHS = (1280, 320)
THEMES = {False: "hell", True: "dunkel"}
SHORTEST, LONGEST = 720, 4000  # pixels
PUBLIC = "http://localhost:8501"  # what the pictures show as address, whatever port it was
COLOURS = 128  # a quarter of the size, and nobody sees a difference

THEN = (
    Screen("veranstaltungen", "/", "Veranstaltungen"),
    event_page("veranstaltung-offen", SEED, "Smart City"),
    event_page("veranstaltung-fehler", SEED, "Smart City", with_errors),
    Screen("meine-anmeldung", "/meine-anmeldung", "Meine Anmeldung", {"token": MINE}),
    Screen("kalender", "/kalender", "Kalender"),
    Screen("datenschutz", "/datenschutz", "Datenschutz"),
    Screen("anmeldung-der-moderation", "/login", "Anmeldung der Moderation"),
    Screen("uebersicht", "/uebersicht", "Übersicht", moderates=True),
    Screen("live", "/live", "Live", OF_SEED, moderates=True, act=drawn),
    Screen("teilnehmende", "/teilnehmende", "Teilnehmende", OF_SEED, moderates=True, act=with_chosen_person),
    Screen("ankuendigung", "/neue-veranstaltung", "Neue Veranstaltung", moderates=True, act=with_read_announcement),
    Screen("bearbeiten", "/bearbeiten", "Bearbeiten", OF_SEED, moderates=True),
    Screen("nachrichten", "/nachrichten", "Nachrichten", OF_SEED, moderates=True, act=with_message),
    Screen("postausgang", "/nachrichten", "Nachrichten", OUTBOX_OF_SEED, moderates=True, act=with_chosen_mail),
    Screen("naechste-sitzung", "/naechste-sitzung", "Nächste Sitzung", OF_SEED, moderates=True),
    Screen("verwaltung", "/verwaltung", "Verwaltung", moderates=True),
    Screen("check-in", "/check-in", "Check-in", OF_SEED, moderates=True),
    Screen("fragen", "/fragen", "Fragen", {"token": MINE}),
    Screen("diskussion", "/diskussion", "Diskussion", OF_SEED, moderates=True),
    Screen("regie", "/regie", "Regie", OF_SEED, moderates=True),
    Screen("projektor", "/projektor", "Projektor", OF_SEED, moderates=True),
    Screen("nachbereitung", "/nachbereitung", "Nachbereitung", {"event": OVER}, moderates=True, act=drawn_ratings),
    Screen("excel", "/teilnehmende", "Teilnehmende", OF_SEED, moderates=True, act=with_export),
    event_page("veranstaltung-beleg", SEED, "Smart City", with_receipt),  # the last: it adds somebody
)
TODAY = (event_page("veranstaltung-geschlossen", SEED, "Smart City"),)


def main() -> None:
    TARGET.mkdir(parents=True, exist_ok=True)
    with chromium() as browser:
        with running("--as-of", AS_OF.isoformat(), AKEVENTS_BASE_URL=PUBLIC) as server:
            tokens = furnish(server)
            token = tokens[CHOSEN]
            add_evenings(server, tokens)
            with at_the_scene():
                session = server.sign_in()
            take(browser, server, THEN, token, session)
        with running(AKEVENTS_BASE_URL=PUBLIC) as server:
            take(browser, server, TODAY, "", None)


def take(browser: Browser, server: Server, screens: tuple[Screen, ...], token: str, session: str | None) -> None:
    for screen in screens:
        for is_dark, theme in THEMES.items():
            with visiting(browser, server, session if screen.moderates else None, is_dark) as visitor:
                page = screen.show(visitor, token)
                for width in WIDTHS:
                    save(picture(page, width), TARGET / f"{screen.name}-{width}-{theme}.png")


@contextmanager
def visiting(browser: Browser, server: Server, session: str | None, is_dark: bool) -> Iterator[Visitor]:
    visitor = Visitor.come(browser, server, session=session, is_dark=is_dark)
    yield visitor
    visitor.leave()


def picture(page: Page, width: int) -> bytes:
    """The whole page: Streamlit's main part scrolls by itself, so the window is made as high as it."""
    page.set_viewport_size({"width": width, "height": SHORTEST})
    settled(page)
    page.wait_for_timeout(700)  # charts follow the new width a moment later
    height = page.evaluate("(document.querySelector('[data-testid=stMain]') ?? document.documentElement).scrollHeight")
    page.set_viewport_size({"width": width, "height": max(SHORTEST, min(height, LONGEST))})
    page.wait_for_timeout(700)
    return page.screenshot()


def save(taken: bytes, target: Path) -> None:
    Image.open(io.BytesIO(taken)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(target, optimize=True)
    print(target.relative_to(ROOT))


if __name__ == "__main__":
    main()
