"""One evening with everybody at once: two moderators, a speaker, three participants, each in a browser of their own."""

import re

import pytest
from browser.conftest import Come
from browser.visitor import settled
from playwright.sync_api import Page, expect
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
