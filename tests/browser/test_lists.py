"""Excel there and back in a real browser: taken away, edited, read in; and a long list with progress and a stop."""

from pathlib import Path

import pytest
from browser.conftest import Come
from domain.test_export_files import fill
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect
from server import Server

pytestmark = pytest.mark.browser

MANY = 30_000  # some seconds of writing, on any machine


def dialog(page: Page) -> Locator:
    return page.get_by_role("dialog")


def downloaded(page: Page, folder: Path) -> Path:
    with page.expect_download() as pending:
        dialog(page).get_by_role("link", name="Excel herunterladen").click()
    target = folder / pending.value.suggested_filename
    pending.value.save_as(target)
    return target


def test_list_goes_to_excel_and_comes_back(come: Come, server: Server, mona: str, tmp_path: Path) -> None:
    server.add_event("hin-und-zurueck", title="Ein Abend", capacity=3)
    for name in ("Anna", "Bernd"):
        server.register(name, "hin-und-zurueck", email=f"{name.lower()}@hin.example.org")
    page = come(session=mona).open("/teilnehmende", event="hin-und-zurueck")
    page.get_by_role("button", name="Excel").click()
    path = downloaded(page, tmp_path)
    assert path.name.endswith("_hin-und-zurueck_Teilnehmende.xlsx")
    page.get_by_role("button", name="Close").click()

    book = load_workbook(path)
    sheet = book["Teilnehmende"]
    places = {cell.value: cell.column for cell in sheet[1]}
    assert [sheet.cell(row, places["Vorname"]).value for row in (2, 3)] == ["Anna", "Bernd"]
    sheet.cell(2, places["Anwesend"]).value = "ja"
    sheet.cell(3, places["Notiz"]).value = "kommt später"
    book.save(path)
    page.get_by_role("button", name="Mehr").click()
    page.get_by_text("Importieren", exact=True).click()
    page.locator("input[type=file]").set_input_files(path)
    expect(dialog(page).get_by_text("Anwesend: nein → ja")).to_be_visible()
    expect(dialog(page).get_by_text("Notiz: leer → kommt später")).to_be_visible()
    dialog(page).get_by_role("button", name="2 Personen übernehmen").click()

    expect(page.get_by_text("Die Liste ist übernommen: 2 geändert.")).to_be_visible()
    page.get_by_role("button", name="Excel").click()
    expect(dialog(page).get_by_text("zuletzt: heute")).to_be_visible()


def test_long_list_shows_its_progress_and_stops(come: Come, server: Server, mona: str, tmp_path: Path) -> None:
    server.add_event("sehr-voll", title="Ein voller Abend")
    fill(server, server.event("sehr-voll"), MANY)  # type: ignore[arg-type] - whoever has a database
    page = come(session=mona).open("/teilnehmende", event="sehr-voll")
    page.get_by_role("button", name="Excel").click()
    prepare = dialog(page).get_by_role("button", name="Excel vorbereiten")
    prepare.click()
    dialog(page).get_by_role("button", name="Anhalten").click()
    expect(dialog(page).get_by_text("Angehalten; von der Datei ist nichts geblieben.")).to_be_visible()

    prepare.click()
    expect(dialog(page).get_by_text("Zeilen geschrieben")).to_be_visible()
    path = downloaded(page, tmp_path)

    sheet = load_workbook(path, read_only=True)["Teilnehmende"]
    assert sum(1 for _ in sheet.iter_rows(min_row=2)) == MANY * 8 // 10
