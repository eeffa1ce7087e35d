"""One evening with everybody at once: two moderators, a speaker, three participants, each in a browser of their own."""

import io
import re
from datetime import timedelta

import pytest
from browser.conftest import Come
from browser.visitor import settled
from playwright.sync_api import Page, expect
from pypdf import PdfReader
from server import Server

from akevents import clock
from akevents.domain import speaker_links

pytestmark = pytest.mark.browser

QUESTION = "Wer bezahlt das im dritten Jahr?"
OTHER = "Und wer pflegt die Daten?"


@pytest.fixture
def slug(server: Server, request: pytest.FixtureRequest) -> str:
    """An evening of this test's own, in two weeks."""
    name = request.node.name.removeprefix("test_").replace("_", "-")[:40]
    return server.add_event(name, title="Abend mit allen", capacity=10).slug


@pytest.fixture
def tokens(server: Server, slug: str) -> dict[str, str]:
    """Three people's personal links."""
    found = {}
    for name in ("Alwine", "Benedikt", "Cornelius"):
        receipt = server.register(name, slug)
        assert receipt.manage_token
        found[name] = receipt.manage_token
    return found


def asked(page: Page, text: str) -> None:
    page.get_by_label("Ihre Frage *").fill(text)
    page.get_by_role("button", name="Frage stellen").click()
    expect(page.get_by_text("Ihre Frage steht in der Liste.")).to_be_visible()


def test_question_travels_from_one_participant_to_every_screen(
    server: Server, come: Come, mona: str, slug: str, tokens: dict[str, str]
) -> None:
    speaker_token = speaker_links.create(server.db, server.moderator(), slug, "Karla")
    first, second = come(session=mona).open("/diskussion", event=slug), come(session=mona).open("/live", event=slug)
    speaker = come().open("/vortrag", token=speaker_token)
    alwine, benedikt, cornelius = (come().open("/fragen", token=tokens[name]) for name in tokens)

    asked(alwine, QUESTION)
    for screen in (first, second, speaker, benedikt, cornelius):
        expect(screen.get_by_text(QUESTION)).to_be_visible()
        expect(screen.get_by_text("Alwine")).to_have_count(1 if screen is first else 0 if screen is not second else 1)

    for voter in (benedikt, cornelius):
        voter.get_by_role("button", name="Interessiert mich auch").click()
        expect(voter.get_by_role("button", name="Stimme zurücknehmen")).to_be_visible()
    for screen in (first, second, speaker, alwine):
        expect(screen.get_by_text("2 Stimmen")).to_be_visible()

    asked(cornelius, OTHER)
    expect(first.get_by_text(OTHER)).to_be_visible()
    wall = come(session=mona).open("/projektor", event=slug)
    first.get_by_role("button", name="Jetzt besprechen").first.click()
    for screen in (wall, speaker, benedikt):
        expect(screen.get_by_text("Jetzt").first).to_be_visible()
    expect(wall.get_by_role("heading", name=QUESTION)).to_be_visible()
    expect(wall.get_by_text("Alwine")).to_have_count(0)

    first.get_by_role("button", name="Beantwortet").first.click()
    expect(speaker.get_by_text("beantwortet")).to_be_visible()
    expect(wall.get_by_text(OTHER)).to_be_visible()


def test_running_order_goes_on_for_both_moderators(
    server: Server, come: Come, mona: str, slug: str, tokens: dict[str, str]
) -> None:
    server.change_event(slug, starts_at=clock.utc_now(), deadline_at=None)
    one, two = (come(session=mona).open("/regie", event=slug) for _ in range(2))
    for screen in (one, two):
        expect(screen.get_by_role("heading", name="Begrüßung")).to_be_visible()
    one.get_by_role("button", name="Weiter").click()
    for screen in (one, two):
        expect(screen.get_by_role("heading", name="Diskussion")).to_be_visible()
        settled(screen)


def test_what_one_moderator_types_outlives_what_another_saves(server: Server, come: Come, mona: str, slug: str) -> None:
    one, two = (come(session=mona).open("/regie", event=slug) for _ in range(2))
    for screen in (one, two):
        screen.get_by_text("Ablauf ändern").click()
    mine = one.get_by_label("Eine Zeile je Punkt")
    mine.fill("10 Begrüßung\n80 Diskussion")
    two.get_by_label("Eine Zeile je Punkt").fill("90 Alles")
    two.get_by_role("button", name="Ablauf speichern").click()
    expect(two.get_by_text("Der Ablauf ist gespeichert.")).to_be_visible()

    expect(one.get_by_text("Jemand anderes hat hier inzwischen gespeichert:")).to_be_visible()
    expect(mine).to_have_value("10 Begrüßung\n80 Diskussion")
    one.get_by_role("button", name="Ablauf speichern").click()
    expect(one.get_by_role("alert")).to_contain_text("Jemand anderes hat das inzwischen geändert.")
    one.get_by_role("button", name="Meinen behalten").click()
    expect(one.get_by_text("Jemand anderes hat hier inzwischen gespeichert:")).to_have_count(0)
    expect(mine).to_have_value("10 Begrüßung\n80 Diskussion")
    one.get_by_role("button", name="Ablauf speichern").click()
    expect(one.get_by_text("Der Ablauf ist gespeichert.")).to_be_visible()
    expect(two.get_by_role("cell", name="Diskussion")).to_be_visible()


def test_running_order_prints_on_one_sheet(server: Server, come: Come, mona: str, slug: str) -> None:
    page = come(session=mona).open("/regie", event=slug)
    address = page.get_by_role("link", name="Drucken").get_attribute("href")
    sheet = come(session=mona).open(address or "")
    printed = PdfReader(io.BytesIO(sheet.pdf(prefer_css_page_size=True)))

    assert len(printed.pages) == 1
    width, height = (round(float(each) / 72 * 25.4) for each in printed.pages[0].mediabox[2:])
    assert (width, height) == (210, 297)


def test_evening_is_wrapped_up(server: Server, come: Come, mona: str, slug: str, tokens: dict[str, str]) -> None:
    now = clock.utc_now()
    server.change_event(slug, starts_at=now - timedelta(hours=2), ends_at=now - timedelta(minutes=20), deadline_at=None)
    page = come(session=mona).open("/nachbereitung", event=slug)
    for name in ("Alwine", "Cornelius"):
        person = page.locator("[class*=st-key-aftermath_row_]").filter(has_text=name)
        person.get_by_role("button", name="War da").click()
        expect(person.get_by_role("button", name="War nicht da")).to_be_visible()
    expect(page.get_by_text("2 von 3 waren da, 1 nicht.")).to_be_visible()

    page.get_by_text("So liest sich die Mail").click()
    expect(page.get_by_text("danke, dass Sie dabei waren.")).to_be_visible()
    page.get_by_role("button", name="Dank an zwei Personen senden").click()
    expect(page.get_by_text("Der Dank an zwei Personen ist im Postausgang.")).to_be_visible()
    expect(page.get_by_role("button", name="Dank an")).to_have_count(0)

    for rating in ("sehr nützlich", "nützlich", "teils, teils"):
        guest = come().open("/veranstaltung", event=slug)
        guest.get_by_text(rating, exact=True).click()
        guest.get_by_label("Was war nützlich?").fill(f"Gut: {rating}")
        guest.get_by_role("button", name="Rückmeldung abschicken").click()
        expect(guest.get_by_text("Danke. Ihre Rückmeldung ist bei der Moderation.")).to_be_visible()
    expect(page.get_by_text("4,0 von 5 im Mittel, 3 Rückmeldungen")).to_be_visible()
    expect(page.get_by_text("Gut: teils, teils")).to_be_visible()
    page.get_by_role("button", name="Für alle ausstellen, die da waren").click()
    expect(page.get_by_text("2 von 2 Bescheinigungen sind ausgestellt.")).to_be_visible()


def test_arrival_is_announced_politely(
    server: Server, come: Come, mona: str, slug: str, tokens: dict[str, str]
) -> None:
    live = come(session=mona).open("/live", event=slug)
    status = live.get_by_role("status").filter(has_text="Zuletzt:")
    expect(status).to_have_text(re.compile("Cornelius Beispiel, Stadt Köln. 3 zugesagt."))
    element = status.element_handle()
    live.get_by_role("link", name="Excel").focus()
    server.register("Dorothea", slug)
    expect(status).to_have_text(re.compile("Zuletzt: Dorothea Beispiel, Stadt Köln. 4 zugesagt."))

    assert status.evaluate("(now, before) => now === before", element)  # a new one would not be read out
    expect(live.get_by_role("link", name="Excel")).to_be_focused()
    table = live.get_by_role("table", name="Die neuesten Anmeldungen")
    expect(table.get_by_role("row").first).to_contain_text("neu")
    expect(table.get_by_text("neu")).to_have_count(1)


def test_screens_of_many_show_an_arrival_and_then_its_curve(server: Server, come: Come, mona: str, slug: str) -> None:
    for name in ("Alwine", "Bertram"):
        server.register(name, slug)
    screens = [come(session=mona).open("/live", event=slug) for _ in range(4)]
    server.register("Cornelius", slug)
    for screen in screens:
        expect(screen.get_by_role("status").filter(has_text="Cornelius Beispiel")).to_be_visible()
        expect(screen.get_by_text("3 angemeldet")).to_be_visible()
        expect(screen.get_by_role("table", name="Die neuesten Anmeldungen")).to_have_count(1)
        settled(screen)
