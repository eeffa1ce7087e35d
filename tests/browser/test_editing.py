"""An announcement becomes an event, and the event lives: pasted, read, published, moved, cancelled, in a real browser."""

import re
from collections.abc import Iterator
from pathlib import Path

import icalendar
import pytest
from browser.conftest import Come
from browser.visitor import field_of, fill_in, settled, submit
from playwright.sync_api import Page, expect
from server import Server, running

pytestmark = pytest.mark.browser

ANNOUNCEMENT = Path(__file__).parents[2] / "data" / "reference" / "demo-smart-city-2022-03-02.txt"
SLUG = "smart-city-2022-03-02"  # the demo has taken the shorter one


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """The demo a month before the announced evening."""
    with running("--as-of", "2022-02-01T12:00:00+01:00") as started:
        yield started


def press(page: Page, key: str) -> None:
    page.locator(f".st-key-{key} button").first.click()


def calendar_file(page: Page, server: Server) -> icalendar.Event:
    answer = page.context.request.get(server.url(f"/e/{SLUG}.ics"))
    assert answer.ok
    [event] = icalendar.Calendar.from_ical(answer.body()).walk("VEVENT")
    assert isinstance(event, icalendar.Event)
    return event


def make_draft(page: Page) -> None:
    """Paste the announcement, see both contradictions, take what is proposed."""
    field_of(page, "new_event_text").fill(ANNOUNCEMENT.read_text(encoding="utf-8"))
    press(page, "new_event_read")
    expect(page.get_by_text("2 Widersprüche, 1 Hinweis, 7 Angaben gefunden.")).to_be_visible()
    expect(page.get_by_text("Der Text nennt den 2. März 2022 und den 2. März 2021. Welches Jahr gilt?")).to_be_visible()
    expect(page.get_by_text(re.compile("Der 2. März 2021 war ein Dienstag, kein Mittwoch."))).to_be_visible()
    page.get_by_role("button", name="Mittwoch, 2. März 2022 nehmen").first.click()
    expect(page.get_by_text("Die Widersprüche sind geklärt.")).to_be_visible()
    settled(page)  # a button that is being drawn anew takes no click
    page.get_by_role("button", name="„Smart City“ nehmen").click()
    expect(field_of(page, "new_event_title")).to_have_value("Smart City")
    press(page, "new_event_create")


def test_announcement_is_pasted_published_changed_and_cancelled(come: Come, server: Server, mona: str) -> None:
    page = come(session=mona).open("/neue-veranstaltung")
    make_draft(page)
    expect(page.get_by_text("Der Entwurf ist angelegt.")).to_be_visible()
    expect(page.get_by_role("heading", name="Bearbeiten")).to_be_visible()
    settled(page)
    press(page, "edit_publish")
    expect(page.get_by_role("dialog")).to_contain_text(
        "Die Veranstaltung ist am 2. März 2022, der Text nennt den 2. März 2021."
    )
    settled(page)
    page.get_by_role("dialog").get_by_role("button", name=re.compile("Close|Schließen")).click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    settled(page)
    press(page, "edit_mend_text")
    expect(field_of(page, "edit_text")).to_have_value(re.compile("Mittwoch, den 2.3.2022, ab 17 Uhr"))
    settled(page)
    press(page, "edit_publish")
    expect(page.get_by_text("Veröffentlicht. Die Veranstaltung steht auf der Seite.")).to_be_visible()

    anna = come().open("/veranstaltung", event=SLUG)
    fill_in(anna, first_name="Anna", last_name="Beispiel", email="anna@example.org", institution="Stadt Soest")
    submit(anna)
    expect(anna.get_by_text("Danke, Anna Beispiel.")).to_be_visible()
    assert calendar_file(anna, server)["SEQUENCE"] == 0

    page = come(session=mona).open("/bearbeiten", event=SLUG)
    start = page.locator(".st-key-edit_start_time").get_by_role("spinbutton")
    start.nth(0).click()
    page.keyboard.type("1730")
    page.keyboard.press("Enter")
    settled(page)
    press(page, "edit_review")
    expect(page.get_by_text(re.compile("17:00–18:30 Uhr.*17:30–18:30 Uhr")).first).to_be_visible()
    expect(page.get_by_text(re.compile("SEQUENCE")).first).to_be_visible()
    press(page, "edit_save")
    expect(page.get_by_text("Eine Person wird benachrichtigt.")).to_be_visible()
    moved = calendar_file(page, server)
    assert (moved["SEQUENCE"], moved.start.strftime("%H:%M")) == (1, "17:30")

    settled(page)
    press(page, "edit_cancel_open")
    field_of(page, "edit_cancel_reason").fill("Der Referent ist erkrankt.")
    page.get_by_role("dialog").locator(".st-key-edit_cancel button").click()
    expect(page.get_by_text("Diese Veranstaltung ist abgesagt.")).to_be_visible()
    cancelled = calendar_file(page, server)
    assert (cancelled["SEQUENCE"], cancelled["STATUS"]) == (2, "CANCELLED")
    expect(come().open("/veranstaltung", event=SLUG).get_by_text("Der Referent ist erkrankt.").first).to_be_visible()


def test_two_moderators_see_both_versions_and_nobody_is_overwritten(come: Come, server: Server, mona: str) -> None:
    server.add_event("zwei-fassungen", title="Ein Abend", starts_at=server.event().starts_at)
    first = come(session=mona).open("/bearbeiten", event="zwei-fassungen")
    server.change_event("zwei-fassungen", title="Ein anderer Abend", changed_at=server.event().starts_at)

    field_of(first, "edit_title").fill("Mein Abend")
    field_of(first, "edit_title").press("Enter")

    expect(first.get_by_text("Jemand anderes hat diese Veranstaltung inzwischen gespeichert")).to_be_visible()
    expect(first.get_by_text("gespeichert: Ein anderer Abend")).to_be_visible()
    expect(first.get_by_text("meine: Mein Abend")).to_be_visible()
    press(first, "edit_reload")
    expect(field_of(first, "edit_title")).to_have_value("Ein anderer Abend")


def test_what_was_typed_waits_in_another_browser(come: Come, server: Server, mona: str) -> None:
    server.add_event("angefangen", title="Ein Abend", starts_at=server.event().starts_at)
    page = come(session=mona).open("/bearbeiten", event="angefangen")
    field_of(page, "edit_title").fill("Ein langer Abend")
    field_of(page, "edit_title").press("Enter")
    expect(page.get_by_text(re.compile("Entwurf gesichert um"))).to_be_visible()

    again = come(session=mona).open("/bearbeiten", event="angefangen")
    press(again, "edit_take_up")

    expect(field_of(again, "edit_title")).to_have_value("Ein langer Abend")
    assert server.event("angefangen").title == "Ein Abend"
