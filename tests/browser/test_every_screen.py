"""Every screen, light and dark, wide and narrow: nothing that axe-core finds, nothing that scrolls sideways, nothing from
elsewhere, the right language and title."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser.scene import AS_OF, CHOSEN, add_evenings, add_every_state, at_the_scene, furnish
from browser.screens import SCREENS, Screen
from browser.visitor import Visitor, settled
from playwright.sync_api import Browser, Page
from server import Server, running

pytestmark = pytest.mark.browser

WIDE, NARROW, TALL = 1280, 320, 900
# What stays is Streamlit's: the entries of the moderators' sidebar are a list without its markup, and where files are dropped
# a mere presentation has a name. Told on the page "Barrierefreiheit". Rule to the part of the page where it is put up with.
PUT_UP_WITH = {"list": "stSidebarNav", "listitem": "stSidebarNav", "presentation-role-conflict": "stFileUploader"}
SIDEWAYS = """() => [document.scrollingElement, ...document.querySelectorAll('[data-testid=stMain]')]
    .filter(each => each.scrollWidth > each.clientWidth).map(each => `${each.tagName} ${each.scrollWidth}`)"""


@dataclass
class House:
    """A furnished server, and one visitor for each theme, with and without a moderator's session."""

    server: Server
    token: str
    visitors: dict[tuple[bool, bool], Visitor]


@pytest.fixture(scope="module")
def place(browser: Browser) -> Iterator[House]:
    with running("--as-of", AS_OF.isoformat()) as server:
        tokens = furnish(server)
        token = tokens[CHOSEN]
        add_every_state(server)
        add_evenings(server, tokens)
        with at_the_scene():
            session = server.sign_in()
        visitors = {
            (dark, moderates): Visitor.come(browser, server, session=session if moderates else None, is_dark=dark)
            for dark in (False, True)
            for moderates in (False, True)
        }
        yield House(server, token, visitors)
        for visitor in visitors.values():
            visitor.leave()
        assert "Traceback" not in server.log(), server.log()


def findings(page: Page) -> list[str]:
    """Rule, place and reason of everything that axe-core finds and that is ours."""
    found = Axe().run(page, options={"resultTypes": ["violations"], "iframes": False}).response["violations"]
    return [
        f"{rule['id']} at {node['target']}: {node['failureSummary']} {node['html'][:200]}"
        for rule in found
        for node in rule["nodes"]
        if not _is_put_up_with(page, rule["id"], node["target"][0])
    ]


def _is_put_up_with(page: Page, rule: str, target: str) -> bool:
    part = PUT_UP_WITH.get(rule)
    return part is not None and page.locator(target).locator(f"xpath=ancestor::*[@data-testid='{part}']").count() > 0


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_screen_is_accessible_and_fits(place: House, screen: Screen, is_dark: bool) -> None:
    visitor = place.visitors[is_dark, screen.moderates]
    visitor.page.set_viewport_size({"width": WIDE, "height": TALL})
    page = screen.show(visitor, place.token)
    assert page.title() == f"{screen.title} · akevents"
    assert page.locator("html").get_attribute("lang") == "de"
    found = {WIDE: findings(page)}
    page.set_viewport_size({"width": NARROW, "height": TALL})
    settled(page)
    found[NARROW] = findings(page)
    assert found == {WIDE: [], NARROW: []}
    assert page.evaluate(SIDEWAYS) == []
    assert visitor.foreign == []
    assert visitor.complaints == []
