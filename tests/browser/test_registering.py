"""People who register, in a real browser, and moderators who watch them do it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from browser.conftest import Come
from browser.visitor import field_of, fill_in, settled, submit
from playwright.sync_api import Locator, Page, expect
from server import Server

from akevents import clock

pytestmark = pytest.mark.browser


@pytest.fixture
def evening(server: Server, request: pytest.FixtureRequest) -> str:
    """An evening of this test's own, with ten places; its slug."""
    slug = request.node.name.removeprefix("test_").replace("_", "-")
    server.add_event(slug, title="Ein Abend", capacity=10)
    return slug


def event_page(come: Come, slug: str) -> Page:
    return come().open("/veranstaltung", event=slug)


def person(name: str) -> dict[str, str]:
    return {
        "first_name": name,
        "last_name": "Beispiel",
        "email": f"{name.lower()}@example.org",
        "institution": "Stadt Köln",
    }


def thanked(page: Page, name: str) -> Locator:
    return page.get_by_role("heading", name=f"Danke, {name} Beispiel. Sie sind angemeldet.")


def figure(page: Page, key: str, number: int) -> Locator:
    return page.locator(f".st-key-{key}").get_by_text(str(number), exact=True)


def test_registration_is_seen_by_everyone_who_watches(come: Come, server: Server, mona: str, evening: str) -> None:
    guest = event_page(come, evening)
    watcher = come(session=mona)
    live = watcher.open("/live", event=evening)
    listing = watcher.context.new_page()
    listing.goto(server.url("/teilnehmende", event=evening))
    settled(listing)
    expect(figure(live, "live_confirmed", 0)).to_be_visible()
    fill_in(guest, **person("Anna"))
    submit(guest)
    thanked(guest, "Anna").wait_for()
    figure(live, "live_confirmed", 1).wait_for()
    figure(live, "live_places_left", 9).wait_for()
    live.get_by_role("cell", name="Anna Beispiel").wait_for()
    listing.get_by_text("1–1 von 1, neueste zuerst").wait_for()


def test_receipt_stands_where_the_button_was(come: Come, evening: str) -> None:
    page = event_page(come, evening)
    fill_in(page, **person("Anna"))
    submit(page)
    expect(thanked(page, "Anna")).to_be_in_viewport()
    phone = come(width=320, height=568).open("/veranstaltung", event=evening)
    fill_in(phone, **person("Bernd"))
    submit(phone)
    expect(phone.locator(".st-key-receipt")).to_be_in_viewport()


def test_click_right_after_the_last_letter_is_not_lost(come: Come, server: Server, evening: str) -> None:
    """The institution waits a moment for the next letter; browsers send it together with a click in that moment."""
    visitor = come()
    for name in ("Anna", "Bernd", "Chiara"):
        page = visitor.open("/veranstaltung", event=evening)
        fill_in(page, **person(name) | {"institution": ""})
        field_of(page, "register_institution").press_sequentially("Stadt Köln")
        submit(page)
        expect(thanked(page, name)).to_be_visible()
    assert [name for name, _ in server.registered(evening)] == ["Anna", "Bernd", "Chiara"]


def test_double_click_registers_once(come: Come, server: Server, evening: str) -> None:
    page = event_page(come, evening)
    fill_in(page, **person("Anna"))
    page.locator(".st-key-register_submit button").dblclick()
    expect(thanked(page, "Anna")).to_be_visible()
    settled(page)
    expect(thanked(page, "Anna")).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    assert server.registered(evening) == [("Anna", "confirmed")]


def test_reload_and_back_register_nobody_again(come: Come, server: Server, evening: str) -> None:
    visitor = come()
    page = visitor.open("/")
    page = visitor.open("/veranstaltung", event=evening)
    fill_in(page, **person("Anna"))
    submit(page)
    expect(thanked(page, "Anna")).to_be_visible()
    page.get_by_role("link", name="Meine Anmeldung").click()
    expect(page.get_by_role("heading", name="Ihre Anmeldung")).to_be_visible()
    page.go_back()
    expect(thanked(page, "Anna")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Jetzt anmelden")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Veranstaltungen", level=1)).to_be_visible()
    assert server.registered(evening) == [("Anna", "confirmed")]


def test_personal_link_works_in_another_browser(come: Come, server: Server, evening: str) -> None:
    page = event_page(come, evening)
    fill_in(page, **person("Anna"))
    submit(page)
    expect(thanked(page, "Anna")).to_be_visible()
    address = str(page.get_by_role("link", name="Meine Anmeldung").evaluate("link => link.href"))
    mine = come().open(address.removeprefix(server.address))
    expect(mine.get_by_role("cell", name="Anna Beispiel")).to_be_visible()
    mine.get_by_role("button", name="Teilnahme absagen").click()
    expect(mine.get_by_text("Ihre Teilnahme ist abgesagt.")).to_be_visible()
    assert server.registered(evening) == [("Anna", "cancelled")]


def test_deadline_that_passes_over_an_open_form_keeps_what_was_typed(come: Come, server: Server, evening: str) -> None:
    page = event_page(come, evening)
    fill_in(page, **person("Anna"), topic="Wer trägt den Betrieb?\nUnd wie lange?")
    server.change_event(evening, deadline_at=clock.utc_now() - timedelta(seconds=1))
    submit(page)
    refusal = page.get_by_role("alert")
    expect(refusal).to_contain_text("Buchungen sind für diese Veranstaltung nicht mehr möglich.")
    expect(refusal).to_contain_text("Ihre Eingaben stehen noch im Formular.")
    for name, text in (person("Anna") | {"topic": "Wer trägt den Betrieb?\nUnd wie lange?"}).items():
        expect(field_of(page, f"register_{name}")).to_have_value(text)
    assert server.registered(evening) == []


def test_errors_are_announced_and_the_input_stays(come: Come, server: Server, evening: str) -> None:
    page = event_page(come, evening)
    fill_in(page, first_name="Anna", email="anna@menden", topic="Ein Thema")
    page.get_by_text("Laden Sie mich zu weiteren Veranstaltungen ein.").click()
    submit(page)
    refusal = page.get_by_role("alert")
    expect(refusal).to_contain_text("Bitte prüfen Sie drei Angaben. Es ist noch nichts gesendet.")
    expect(page.get_by_text("Bitte prüfen Sie drei Angaben.").last).to_be_in_viewport()
    expect(field_of(page, "register_email")).to_have_value("anna@menden")
    expect(field_of(page, "register_topic")).to_have_value("Ein Thema")
    expect(page.get_by_role("checkbox", name="Laden Sie mich")).to_be_checked()
    assert server.registered(evening) == []


def test_suggestion_while_typing_fills_the_institution(come: Come, evening: str) -> None:
    page = event_page(come, evening)
    field_of(page, "register_institution").press_sequentially("Mende")
    page.get_by_role("button", name="Menden (Sauerland)").click()
    expect(field_of(page, "register_institution")).to_have_value("Menden (Sauerland)")


def tab_to(page: Page, there: Callable[[], bool], limit: int = 60) -> None:
    """Press Tab until the focus is there; nobody presses it more often than that."""
    for _ in range(limit):
        if there():
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"not reached with {limit} steps; the focus is on {focused(page)}")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.getAttribute('aria-label') || document.activeElement.innerText"))


def test_keyboard_alone_leads_from_the_list_to_the_receipt(come: Come, server: Server, evening: str) -> None:
    server.change_event(evening, title="Mit der Tastatur")
    page = come().open("/", events_search="Tastatur")
    link = page.get_by_role("link", name="Zur Anmeldung")
    tab_to(page, lambda: bool(link.evaluate("each => each === document.activeElement")))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Mit der Tastatur", level=1)).to_be_visible()
    settled(page)
    for name, text in person("Anna").items():
        _reach(page, f"register_{name}")
        page.keyboard.type(text)
    _reach(page, "register_member")
    page.keyboard.press("Space")
    _reach(page, "register_consent_invitations")
    page.keyboard.press("Space")
    _reach(page, "register_submit")
    page.keyboard.press("Enter")
    expect(thanked(page, "Anna")).to_be_visible()
    assert server.registered(evening) == [("Anna", "confirmed")]


def _reach(page: Page, key: str) -> None:
    """Tab into the keyed widget."""
    tab_to(page, lambda: bool(page.evaluate(f"document.activeElement.closest('.st-key-{key}') !== null")))


def test_search_and_filters_stand_in_the_address(come: Come, server: Server) -> None:
    visitor = come()
    page = visitor.open("/")
    page.get_by_placeholder("Thema, Ort oder Person").fill("leerstand")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=3)).to_have_count(1)
    page.get_by_text("Archiv").click()
    expect(page.get_by_text("Hier erscheinen Veranstaltungen, sobald eine zu Ihrer Suche passt.")).to_be_visible()
    settled(page)
    other = come()
    copied = other.open(page.url.removeprefix(server.address))
    expect(copied.get_by_placeholder("Thema, Ort oder Person")).to_have_value("leerstand")
    expect(copied.get_by_role("radio", name="Archiv")).to_be_checked()


def test_two_people_at_once_get_the_last_place_and_the_waiting_list(come: Come, server: Server, evening: str) -> None:
    server.change_event(evening, capacity=1)
    pages = {name: event_page(come, evening) for name in ("Anna", "Bernd")}
    for name, page in pages.items():
        fill_in(page, **person(name))
    for page in pages.values():
        submit(page)
    for page in pages.values():
        expect(page.get_by_role("heading", name="Danke,")).to_be_visible()
    assert sorted(status for _, status in server.registered(evening)) == ["confirmed", "waitlisted"]


def test_calendar_file_of_the_receipt_is_a_calendar(come: Come, server: Server, evening: str) -> None:
    page = event_page(come, evening)
    fill_in(page, **person("Anna"))
    submit(page)
    expect(thanked(page, "Anna")).to_be_visible()
    address = page.locator(".st-key-receipt").get_by_role("link", name="In den Kalender").get_attribute("href")
    assert address is not None
    answer = page.request.get(address if address.startswith("http") else server.url(address))
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "BEGIN:VEVENT" in answer.text()
