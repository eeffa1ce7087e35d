"""Every screen there is, and how a visitor gets there."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from urllib.parse import urljoin

from browser.scene import CHOSEN, OVER, STATES, TITLES
from browser.visitor import Visitor, field_of, fill_in, settled, submit
from openpyxl import load_workbook
from playwright.sync_api import Page, expect
from server import PRACTICE, SEED

from akevents.domain.demo import ANNOUNCEMENT

_numbers = count(1)
SELECTION_BOX = (17, 55)  # pixels inside the drawn table: the box of its first row


def nothing_more(page: Page) -> None:
    """The screen as it opens."""


def with_errors(page: Page) -> None:
    """A form sent with three mistakes."""
    fill_in(page, first_name="Karin", email="karin.wiesner@menden")
    submit(page)
    expect(page.get_by_role("alert")).to_contain_text("Bitte prüfen Sie drei Angaben.")
    settled(page)


def with_receipt(page: Page) -> None:
    """A form sent as it should be."""
    fill_in(page, first_name="Doris", last_name="Specht", institution="Stadt Soest")
    field_of(page, "register_email").fill(f"doris.{next(_numbers)}@example.org")
    submit(page)
    expect(page.get_by_text("Danke, Doris Specht.")).to_be_visible()
    settled(page)


def with_typo(page: Page) -> None:
    """A form whose mail provider looks mistyped, and the question about it."""
    fill_in(page, first_name="Doris", last_name="Specht", institution="Stadt Soest", email="doris@gmial.com")
    submit(page)
    expect(page.get_by_text("doris@gmail.com").first).to_be_visible()
    settled(page)


def own_page(page: Page) -> None:
    """From the receipt to the personal page, as it is where no mail is sent."""
    with_receipt(page)
    page.get_by_role("link", name="Meine Anmeldung").click()
    expect(page.get_by_role("heading", name="Ihre Anmeldung")).to_be_visible()
    settled(page)


def just_cancelled(page: Page) -> None:
    """One's own page right after cancelling: it can be undone."""
    own_page(page)
    page.locator(".st-key-cancel button").click()
    expect(page.get_by_role("button", name="Absage zurücknehmen")).to_be_visible()
    settled(page)


def for_colleague(page: Page) -> None:
    """Everything of one's own page that can be unfolded."""
    own_page(page)
    page.get_by_text("Jemanden aus meinem Büro anmelden").click()
    page.get_by_text("Ihr persönlicher Link").click()
    expect(page.get_by_role("button", name="Person anmelden")).to_be_visible()
    settled(page)


def with_chosen_person(page: Page) -> None:
    """The first person of the list in the panel."""
    page.locator("[data-testid=stDataFrame]").click(position={"x": SELECTION_BOX[0], "y": SELECTION_BOX[1]})
    expect(page.get_by_role("heading", name=CHOSEN)).to_be_visible()
    settled(page)


def with_dialog(page: Page) -> None:
    """The dialog for adding somebody by hand."""
    page.get_by_role("button", name="Hinzufügen").click()
    expect(page.get_by_role("dialog").get_by_text("Vorname *")).to_be_visible()


def with_export(page: Page) -> None:
    """What the list will show, and the form for one's own choice of columns."""
    page.get_by_role("button", name="Excel").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("Eigene Zusammenstellung anlegen").click()
    expect(dialog.get_by_role("button", name="Speichern")).to_be_visible()
    settled(page)


def with_edited_list(page: Page) -> None:
    """Our own list, edited in Excel: a note, a corrected name, a word that means nothing, a line that is gone."""
    content = page.request.get(urljoin(page.url, f"/export/{SEED}.xlsx")).body()
    book = load_workbook(io.BytesIO(content))
    sheet = book["Teilnehmende"]
    places = {cell.value: cell.column for cell in sheet[1]}
    for row, header, words in (
        (2, "Notiz", "kommt später"),
        (3, "Nachname", "Bergmann"),
        (4, "Anwesend", "vielleicht"),
    ):
        sheet.cell(row, places[header]).value = words
    sheet.delete_rows(9)
    edited = io.BytesIO()
    book.save(edited)
    _read_in(page, "liste.xlsx", edited.getvalue())
    expect(page.get_by_role("dialog").get_by_text("Mit Fehlern (1)")).to_be_visible()
    settled(page)


def with_foreign_list(page: Page) -> None:
    """A list whose columns nobody knows."""
    _read_in(page, "gaeste.csv", b"Wer;Woher;Kontakt\nAnna Beispiel;Stadt Soest;anna@example.org\n")
    expect(page.get_by_role("dialog").get_by_text("Bitte ordnen Sie zu")).to_be_visible()
    settled(page)


def _read_in(page: Page, name: str, content: bytes) -> None:
    page.get_by_role("button", name="Mehr").click()
    page.get_by_text("Importieren", exact=True).click()
    page.locator("input[type=file]").set_input_files({"name": name, "mimeType": "text/csv", "buffer": content})


def with_running_order(page: Page) -> None:
    """The lines of the running order, to be changed."""
    page.get_by_text("Ablauf ändern").click()
    expect(page.get_by_role("button", name="Ablauf speichern")).to_be_visible()
    settled(page)


def drawn_ratings(page: Page) -> None:
    """The picture of what people said is there."""
    expect(page.locator("[data-testid=stVegaLiteChart] :is(canvas, svg)")).to_have_count(1)
    settled(page)


def with_invitation(page: Page) -> None:
    """The dialog in which somebody is invited."""
    page.get_by_role("button", name="Person einladen").click()
    expect(page.get_by_role("dialog").get_by_text("E-Mail *")).to_be_visible()
    settled(page)


def with_doubles(page: Page) -> None:
    """The dialog with two registrations side by side."""
    page.get_by_role("button", name="Ansehen").click()
    expect(page.get_by_role("dialog").get_by_role("button", name="Zusammenlegen")).to_be_visible()
    settled(page)


def with_filter(page: Page) -> None:
    """The list's filter, unfolded."""
    page.get_by_role("button", name="Filter").click()
    expect(page.get_by_text("Thema", exact=True).last).to_be_visible()


def with_series(page: Page) -> None:
    """The list of a whole series, unfolded."""
    page.get_by_text("Gleich eine Reihe anlegen").click()
    expect(page.get_by_role("button", name="6 Entwürfe anlegen")).to_be_visible()
    settled(page)


def with_preview(page: Page) -> None:
    """Page, mail and calendar file of what stands in the fields."""
    page.get_by_role("button", name="Vorschau").click()
    expect(page.get_by_role("dialog").get_by_role("tab", name="Kalender")).to_be_visible()


def with_cancel_dialog(page: Page) -> None:
    """The dialog that asks for the reason."""
    page.get_by_role("button", name="Veranstaltung absagen").click()
    expect(page.get_by_role("dialog").get_by_label("Grund")).to_be_visible()


def with_message(page: Page) -> None:
    """A message with a mistake, the second person's mail beside it."""
    page.get_by_label("Betreff").fill("Raum für {Vorname}")
    page.get_by_label("Text", exact=True).fill("wir treffen uns in Raum 7, {Vornmae}.")
    page.get_by_label("Text", exact=True).press("Tab")
    expect(page.get_by_text("Den Platzhalter")).to_be_visible()
    page.get_by_role("button", name="Nächste").click()
    expect(page.get_by_text("2 von")).to_be_visible()
    settled(page)


def with_chosen_mail(page: Page) -> None:
    """The first mail of the outbox, read beside the list."""
    page.get_by_test_id("stDataFrame").first.click(position={"x": 18, "y": 55})
    expect(page.get_by_text("Entstanden")).to_be_visible()
    settled(page)


def with_review(page: Page) -> None:
    """A new place and a problem, then what the change would do. A visit before this one has left its draft."""
    kept, place = page.get_by_role("button", name="Weiter bearbeiten"), field_of(page, "edit_location")
    expect(kept.or_(place)).to_be_visible()
    if kept.is_visible():
        kept.click()
    expect(place).to_be_visible()
    place.fill("")
    place.press("Tab")
    settled(page)
    page.get_by_role("button", name="Änderungen prüfen").click()
    expect(page.get_by_role("alert")).to_contain_text("Bitte prüfen Sie eine Angabe.")
    place.fill(f"Rathaus, Raum {next(_numbers)}")
    place.press("Tab")
    expect(page.get_by_role("heading", name="Was sich ändert")).to_be_visible()
    settled(page)


def with_speaker_link(page: Page) -> None:
    """A link for a speaker, shown this once."""
    page.get_by_role("button", name="Mehr").click()
    page.get_by_role("menuitem", name="Link für Vortragende").click()
    field_of(page, "speaker_link_label").fill("Matthias Barutowicz")
    page.locator(".st-key-speaker_link_create button").click()
    expect(page.get_by_role("dialog").locator("code").first).to_contain_text("/vortrag?token=")
    settled(page)


def as_speaker(page: Page) -> None:
    """What that link leads to."""
    with_speaker_link(page)
    page.goto(page.get_by_role("dialog").locator("code").first.inner_text())
    settled(page)


def with_share(page: Page) -> None:
    """Address and QR code."""
    page.get_by_role("button", name="Teilen").click()
    expect(page.get_by_role("img", name="QR-Code mit der Adresse")).to_be_visible()


def drawn(page: Page) -> None:
    """Charts are drawn a moment after the script has ended."""
    expect(page.locator("[data-testid=stVegaLiteChart] :is(canvas, svg)")).to_have_count(3)


def pasting(page: Page) -> None:
    """Neue Veranstaltung before anything is read; what the theme before left there is thrown away."""
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text(re.compile("Neue Veranstaltung|Ankündigung einlesen"))
    if heading.inner_text() != "Neue Veranstaltung":
        page.get_by_role("button", name="Wegwerfen").click()
    expect(page.get_by_role("button", name="Einlesen", exact=True)).to_be_visible()
    settled(page)


def with_read_announcement(page: Page) -> None:
    """The seed's announcement with its passages; one contradiction is settled, a title is missing."""
    pasting(page)
    page.get_by_label("Text der Ankündigung").fill(ANNOUNCEMENT.read_text(encoding="utf-8"))
    page.get_by_role("button", name="Einlesen", exact=True).click()
    page.get_by_role("button", name="Mittwoch, 2. März 2022 nehmen").first.click()
    page.get_by_role("button", name="Entwurf anlegen").click()
    expect(page.get_by_role("alert")).to_contain_text("Es fehlt der Titel.")
    settled(page)


@dataclass(frozen=True)
class Screen:
    """`title` is what the browser's tab says before the name of the house."""

    name: str
    path: str
    title: str
    query: dict[str, str] = field(default_factory=dict)
    moderates: bool = False
    act: Callable[[Page], None] = nothing_more

    def show(self, visitor: Visitor, token: str) -> Page:
        """Go there; `token` is somebody's personal link."""
        tokens = {MINE: token, ASKED: visitor.server.decision_token("Jette") if ASKED in self.query.values() else ""}
        query = {name: tokens.get(value, value) for name, value in self.query.items()}
        path = self.path.replace(ARRIVAL, visitor.server.arrival_token(token) if ARRIVAL in self.path else "")
        page = visitor.open(path, **query)
        self.act(page)
        page.mouse.move(1, 1)  # away from the button: its colour under the mouse is Streamlit's
        return page


MINE = "mine"  # stands for the personal link
ARRIVAL = "ARRIVAL"  # stands in a path for what the person's joining page and ticket end in
ASKED = "asked"  # stands for a moderator's link to a late request
PRACTICE_TITLE = "Leerstand in der Innenstadt: Was hat gewirkt?"
OF_SEED, OF_CLOSED = {"event": SEED}, {"event": STATES["closed"]}
OUTBOX_OF_SEED = {**OF_SEED, "messages_part": "Postausgang"}
TEXTS_OF_SEED = {**OF_SEED, "messages_part": "Texte"}


def event_page(name: str, slug: str, title: str, act: Callable[[Page], None] = nothing_more) -> Screen:
    return Screen(name, "/veranstaltung", title, {"event": slug}, act=act)


SCREENS = (
    Screen("liste", "/", "Veranstaltungen"),
    Screen("liste-filter", "/", "Veranstaltungen", act=with_filter),
    Screen("archiv", "/", "Veranstaltungen", {"events_when": "Archiv"}),
    event_page("veranstaltung-offen", SEED, "Smart City"),
    event_page("veranstaltung-teilen", SEED, "Smart City", with_share),
    event_page("veranstaltung-fehler", SEED, "Smart City", with_errors),
    event_page("veranstaltung-beleg", PRACTICE, PRACTICE_TITLE, with_receipt),
    *(event_page(f"veranstaltung-{state}", slug, TITLES[state]) for state, slug in STATES.items()),
    event_page("veranstaltung-unbekannt", "gibt-es-nicht", "Nicht gefunden"),
    Screen("meine-anmeldung", "/meine-anmeldung", "Meine Anmeldung", {"token": MINE}),
    event_page("veranstaltung-tippfehler", PRACTICE, PRACTICE_TITLE, with_typo),
    event_page("meine-anmeldung-absage", PRACTICE, "Meine Anmeldung", just_cancelled),
    event_page("meine-anmeldung-kollegin", PRACTICE, "Meine Anmeldung", for_colleague),
    event_page("meine-anmeldung-warteliste", STATES["full_with_waiting_list"], "Meine Anmeldung", own_page),
    Screen("meine-anmeldung-unbekannt", "/meine-anmeldung", "Meine Anmeldung", {"token": "x"}),
    Screen("nachmeldung", "/nachmeldung", "Nachmeldung", {"token": ASKED}),
    Screen("nachmeldung-unbekannt", "/nachmeldung", "Nachmeldung", {"token": "x"}),
    Screen("kalender", "/kalender", "Kalender"),
    Screen("datenschutz", "/datenschutz", "Datenschutz"),
    Screen("impressum", "/impressum", "Impressum"),
    Screen("barrierefreiheit", "/barrierefreiheit", "Barrierefreiheit"),
    Screen("anmeldung-der-moderation", "/login", "Anmeldung der Moderation"),
    Screen("einfache-seite", f"/e/{SEED}", "Smart City"),
    Screen("nichts-hier", "/gibt-es-nicht", "Nicht gefunden"),
    Screen("uebersicht-ohne-anmeldung", "/uebersicht", "Übersicht"),
    Screen("uebersicht", "/uebersicht", "Übersicht", moderates=True),
    Screen("live", "/live", "Live", OF_SEED, moderates=True, act=drawn),
    Screen("teilnehmende", "/teilnehmende", "Teilnehmende", OF_SEED, moderates=True),
    Screen("teilnehmende-person", "/teilnehmende", "Teilnehmende", OF_SEED, moderates=True, act=with_chosen_person),
    Screen("live-nachmeldungen", "/live", "Live", OF_CLOSED, moderates=True),
    Screen("teilnehmende-doppelt", "/teilnehmende", "Teilnehmende", OF_CLOSED, moderates=True, act=with_doubles),
    Screen("teilnehmende-excel", "/teilnehmende", "Teilnehmende", OF_SEED, moderates=True, act=with_export),
    Screen("teilnehmende-import", "/teilnehmende", "Teilnehmende", OF_SEED, moderates=True, act=with_edited_list),
    Screen("teilnehmende-spalten", "/teilnehmende", "Teilnehmende", OF_SEED, moderates=True, act=with_foreign_list),
    Screen("teilnehmende-dialog", "/teilnehmende", "Teilnehmende", OF_SEED, moderates=True, act=with_dialog),
    Screen("neue-veranstaltung", "/neue-veranstaltung", "Neue Veranstaltung", moderates=True, act=pasting),
    Screen("ankuendigung", "/neue-veranstaltung", "Neue Veranstaltung", moderates=True, act=with_read_announcement),
    Screen("bearbeiten", "/bearbeiten", "Bearbeiten", OF_SEED, moderates=True),
    Screen("bearbeiten-vorschau", "/bearbeiten", "Bearbeiten", OF_SEED, moderates=True, act=with_preview),
    Screen("bearbeiten-absage", "/bearbeiten", "Bearbeiten", OF_SEED, moderates=True, act=with_cancel_dialog),
    Screen("bearbeiten-abgesagt", "/bearbeiten", "Bearbeiten", {"event": STATES["cancelled"]}, moderates=True),
    Screen("bearbeiten-aenderung", "/bearbeiten", "Bearbeiten", OF_SEED, moderates=True, act=with_review),
    Screen("bearbeiten-gesichert", "/bearbeiten", "Bearbeiten", OF_SEED, moderates=True),
    Screen("naechste-sitzung", "/naechste-sitzung", "Nächste Sitzung", OF_SEED, moderates=True),
    Screen("naechste-sitzung-reihe", "/naechste-sitzung", "Nächste Sitzung", OF_SEED, moderates=True, act=with_series),
    Screen("verwaltung", "/verwaltung", "Verwaltung", moderates=True),
    Screen("verwaltung-einladen", "/verwaltung", "Verwaltung", moderates=True, act=with_invitation),
    Screen("nachrichten", "/nachrichten", "Nachrichten", OF_SEED, moderates=True, act=with_message),
    Screen("postausgang", "/nachrichten", "Nachrichten", OUTBOX_OF_SEED, moderates=True, act=with_chosen_mail),
    Screen("mailtexte", "/nachrichten", "Nachrichten", TEXTS_OF_SEED, moderates=True),
    Screen("abbestellen", "/abbestellen/x", "Einladungen abbestellen"),
    Screen("teilnehmen", f"/teilnehmen/{ARRIVAL}", "Teilnehmen: Smart City"),
    Screen("ticket", f"/ticket/{ARRIVAL}", "Ihr Ticket: Smart City"),
    Screen("check-in", "/check-in", "Check-in", OF_SEED, moderates=True),
    Screen("vortrag-link", "/live", "Live", OF_SEED, moderates=True, act=with_speaker_link),
    Screen("vortrag", "/live", "Für Vortragende", OF_SEED, moderates=True, act=as_speaker),
    Screen("vortrag-unbekannt", "/vortrag", "Für Vortragende", {"token": "x"}),
    Screen("fragen", "/fragen", "Fragen", {"token": MINE}),
    Screen("fragen-unbekannt", "/fragen", "Fragen", {"token": "x"}),
    Screen("diskussion", "/diskussion", "Diskussion", OF_SEED, moderates=True),
    Screen("regie", "/regie", "Regie", OF_SEED, moderates=True, act=with_running_order),
    Screen("regie-gedruckt", f"/regie/{SEED}", "Regie: Smart City", moderates=True),
    Screen("nachbereitung-vorher", "/nachbereitung", "Nachbereitung", OF_SEED, moderates=True),
    Screen("nachbereitung", "/nachbereitung", "Nachbereitung", {"event": OVER}, moderates=True, act=drawn_ratings),
    Screen("rueckmeldung", "/veranstaltung", "Innenstadt", {"event": OVER}),
    Screen("projektor", "/projektor", "Projektor", OF_SEED, moderates=True),
    Screen("nachweis", "/nachweis", "Bescheinigung prüfen"),
    Screen("abmelden", "/logout", "Abmelden", moderates=True),
)
