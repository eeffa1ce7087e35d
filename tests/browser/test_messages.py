"""A moderator writes to everybody with a place, watches it go, and finds it in the outbox."""

import pytest
from browser.conftest import Come
from browser.visitor import settled
from playwright.sync_api import expect
from server import PRACTICE, Server

pytestmark = pytest.mark.browser


def test_a_message_is_written_sent_and_found(server: Server, come: Come, mona: str) -> None:
    for name in ("Nora", "Niklas"):
        server.register(name, PRACTICE)
    page = come(session=mona).open("/nachrichten", event=PRACTICE)
    page.get_by_label("Betreff").fill("Raum für {Vorname}")
    page.get_by_label("Text", exact=True).fill("wir treffen uns in Raum 7, {Vornmae}.")
    page.get_by_label("Text", exact=True).press("Tab")
    expect(page.get_by_text("Den Platzhalter {Vornmae} gibt es in dieser Mail nicht.")).to_be_visible()
    page.get_by_label("Text", exact=True).fill("wir treffen uns in Raum 7, {Vorname}.")
    page.get_by_label("Text", exact=True).press("Tab")
    expect(page.get_by_text("Raum 7, Niklas.")).to_be_visible()

    page.get_by_role("button", name="An 2 Personen senden").click()
    expect(page.get_by_text("Soll die Nachricht an 2 Personen gehen?")).to_be_visible()
    page.get_by_role("button", name="Ja, an 2 Personen").click()

    # The worker writes both into files, because no mail server is set; the screen follows by itself.
    expect(page.get_by_text("2 aufgehoben")).to_be_visible()
    expect(page.get_by_label("Betreff")).to_have_value("")
    page.get_by_text("Postausgang", exact=True).click()
    expect(page.get_by_text("Nichts verlässt das Haus.")).to_be_visible()
    settled(page)
    page.get_by_test_id("stDataFrame").first.click(position={"x": 18, "y": 55})
    expect(page.get_by_text("Raum 7, N")).to_be_visible()
