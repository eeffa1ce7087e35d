"""A moderator's way through the screens, in a real browser."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from browser.conftest import Come
from browser.visitor import Visitor, field_of, fill_in, settled
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from server import PASSWORD, Server

from akevents import clock
from akevents.domain.demo import MODERATOR_EMAIL

pytestmark = pytest.mark.browser

REDRAWN_MS = 4_000  # by then a page that watches has drawn itself anew


@pytest.fixture
def evening(server: Server, request: pytest.FixtureRequest) -> str:
    """An evening of this test's own with two people; its slug."""
    slug = request.node.name.removeprefix("test_").replace("_", "-")[:40]
    server.add_event(slug, title="Ein Abend", capacity=3)
    for number, name in enumerate(("Anna", "Bernd")):
        server.register(name, slug, email=f"{name.lower()}{number}@example.org")
    return slug


def choose_first(page: Page, name: str) -> None:
    """Click the box of the first row until the person stands in the panel (the table is drawn, not built)."""
    page.locator("[data-testid=stDataFrame]").click(position={"x": 17, "y": 55})
    expect(page.get_by_role("heading", name=name)).to_be_visible()
    settled(page)


def test_one_time_link_from_the_terminal_leads_to_the_overview(come: Come, server: Server) -> None:
    """The first start prints it; it sets the password, and works once."""
    link = next(word for word in server.log().split() if "/login/" in word)
    visitor = come()
    page = visitor.open(link.removeprefix(server.address))
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_label("Noch einmal").fill(PASSWORD)
    page.get_by_role("button", name="Passwort setzen und anmelden").click()
    expect(page.get_by_role("heading", name="Übersicht")).to_be_visible()
    cookie = next(each for each in visitor.context.cookies() if each["name"] == "akevents_session")
    assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Lax")
    again = come().open(link.removeprefix(server.address))
    expect(again.get_by_text("Dieser Anmeldelink gilt nicht mehr.")).to_be_visible()


def test_sign_in_leads_back_to_the_page_and_sign_out_ends_it(come: Come, server: Server, evening: str) -> None:
    server.sign_in()  # so that there is a password
    visitor = come()
    page = visitor.open("/live", event=evening)
    page.get_by_role("link", name="Zur Anmeldung der Moderation").click()
    page.get_by_label("E-Mail").fill(MODERATOR_EMAIL)
    page.get_by_label("Passwort").fill("falsch, aber lang genug")
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("alert")).to_contain_text("Adresse oder Passwort stimmt nicht.")
    page.get_by_label("Passwort").fill(PASSWORD)
    page.get_by_role("button", name="Anmelden").click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page = visitor.open("/live", event=evening)
    expect(page.get_by_role("heading", name="Ein Abend")).to_be_visible()
    page.get_by_role("link", name="Abmelden").click()
    page.get_by_role("button", name=re.compile("^Abmelden")).first.click()
    expect(page.get_by_role("heading", name="Veranstaltungen", level=1)).to_be_visible()
    page = visitor.open("/live", event=evening)
    expect(page.get_by_role("heading", name="Bitte melden Sie sich an")).to_be_visible()


def test_signing_out_elsewhere_ends_the_open_live_page(come: Come, server: Server, evening: str) -> None:
    session = server.sign_in()
    page = come(session=session).open("/live", event=evening)
    expect(page.get_by_role("cell", name="Anna Beispiel")).to_be_visible()
    server.end_session(session)
    expect(page.get_by_role("heading", name="Bitte melden Sie sich an")).to_be_visible()
    expect(page.get_by_text("Anna Beispiel")).to_have_count(0)
    expect(page.get_by_role("link", name="Abmelden")).to_have_count(0)


def test_excel_button_gives_the_workbook(come: Come, server: Server, mona: str, evening: str, tmp_path: Path) -> None:
    page = come(session=mona).open("/live", event=evening)
    with page.expect_download() as pending:
        page.get_by_role("link", name="Excel").click()
    target = tmp_path / pending.value.suggested_filename
    pending.value.save_as(target)
    assert target.suffix == ".xlsx"
    book = load_workbook(target)
    cells = {str(cell) for row in book.worksheets[0].iter_rows(values_only=True) for cell in row if cell is not None}
    assert {"Anna", "Bernd", "anna0@example.org", "Stadt Köln"} <= cells
    assert book.sheetnames[0] == "Teilnehmende"


def test_excel_is_refused_to_strangers(come: Come, server: Server, evening: str) -> None:
    visitor = come()
    answer = visitor.context.request.get(server.url(f"/export/{evening}.xlsx"), max_redirects=0)
    assert answer.status in {303, 401, 403}
    assert b"Anna" not in answer.body()


def test_check_in_is_seen_on_the_live_screen(come: Come, server: Server, mona: str, evening: str) -> None:
    visitor = come(session=mona)
    live = visitor.open("/live", event=evening)
    listing = visitor.context.new_page()
    listing.goto(server.url("/teilnehmende", event=evening))
    settled(listing)
    choose_first(listing, "Bernd Beispiel")
    listing.get_by_role("button", name="Einchecken").click()
    live.locator(".st-key-live_present").get_by_text("1", exact=True).wait_for()
    expect(listing.get_by_text("Bernd Beispiel ist da.")).to_be_visible()


def test_note_is_kept_while_the_page_draws_itself_anew(come: Come, server: Server, mona: str, evening: str) -> None:
    page = come(session=mona).open("/teilnehmende", event=evening)
    choose_first(page, "Bernd Beispiel")
    note = page.get_by_label("Notiz, nur für die Moderation")
    note.fill("ruft vorher an")
    server.register("Chiara", evening)
    expect(page.get_by_text("1–3 von 3, neueste zuerst")).to_be_visible()
    settled(page)
    expect(page.get_by_role("heading", name="Bernd Beispiel")).to_be_visible()
    expect(note).to_have_value("ruft vorher an")
    page.get_by_role("button", name="Notiz speichern").click()
    expect(page.get_by_text("Die Notiz ist gespeichert.")).to_be_visible()


def test_person_is_added_in_the_dialog(come: Come, server: Server, mona: str, evening: str) -> None:
    page = come(session=mona).open("/teilnehmende", event=evening)
    page.get_by_role("button", name="Hinzufügen").click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Vorname *")).to_be_visible()
    dialog.get_by_role("button", name="Hinzufügen", exact=True).click()
    expect(dialog.get_by_role("alert")).to_contain_text("Bitte prüfen Sie vier Angaben.")
    fill_in(page, "add", first_name="Doris", last_name="Specht", email="doris@example.org")
    field_of(page, "add_institution").press_sequentially("Stadt Soest")
    dialog.get_by_role("button", name="Hinzufügen", exact=True).click()
    expect(page.get_by_text("Doris Specht ist hinzugefügt.")).to_be_visible()
    expect(dialog).to_have_count(0)
    assert server.registered(evening)[-1] == ("Doris", "confirmed")


def test_dialog_stays_open_when_others_register(come: Come, server: Server, mona: str, evening: str) -> None:
    page = come(session=mona).open("/teilnehmende", event=evening)
    page.get_by_role("button", name="Hinzufügen").click()
    fill_in(page, "add", first_name="Doris", last_name="Specht")
    server.register("Chiara", evening)
    page.wait_for_timeout(REDRAWN_MS)
    fill_in(page, "add", email="doris@example.org", institution="Stadt Soest")
    page.get_by_role("dialog").get_by_role("button", name="Hinzufügen", exact=True).click()
    expect(page.get_by_text("Doris Specht ist hinzugefügt.")).to_be_visible()
    expect(page.get_by_text("1–4 von 4, neueste zuerst")).to_be_visible()
    page.get_by_role("button", name="Hinzufügen").click()
    page.get_by_role("dialog").get_by_role("button", name=re.compile("Close|Schließen")).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    settled(page)
    server.register("Emil", evening)
    expect(page.get_by_text("1–5 von 5, neueste zuerst")).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_late_request_is_found_from_the_overview_and_accepted(
    come: Come, server: Server, mona: str, evening: str
) -> None:
    server.change_event(evening, allows_late_requests=True, deadline_at=clock.utc_now() - timedelta(hours=1))
    server.register("Emil", evening, request_reason="Die Einladung kam erst gestern.")
    page = come(session=mona).open("/uebersicht")
    page.get_by_role("link", name="Ansehen").first.click()
    expect(page.get_by_role("heading", name="Teilnehmende")).to_be_visible()
    expect(page.get_by_text("1–1 von 1, neueste zuerst")).to_be_visible()
    settled(page)
    choose_first(page, "Emil Beispiel")
    expect(page.get_by_text("Die Einladung kam erst gestern.")).to_be_visible()
    page.get_by_role("button", name="Annehmen").click()
    expect(page.get_by_text("Die Nachmeldung ist angenommen.")).to_be_visible()
    assert server.registered(evening)[-1] == ("Emil", "confirmed")


def test_navigation_keeps_the_event(come: Come, server: Server, mona: str, evening: str) -> None:
    visitor: Visitor = come(session=mona)
    page = visitor.open("/live", event=evening)
    page.get_by_role("link", name="Teilnehmende").click()
    expect(page.get_by_role("heading", name="Teilnehmende")).to_be_visible()
    expect(page.get_by_text("1–2 von 2, neueste zuerst")).to_be_visible()
    settled(page)
    assert f"event={evening}" in page.url
