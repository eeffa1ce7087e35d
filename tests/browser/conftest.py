"""One Chromium for a test run, one server for a module, visitors for a test; nobody leaves with a complaint."""

from collections.abc import Callable, Iterator

import pytest
from browser.visitor import Visitor, chromium
from playwright.sync_api import Browser
from server import Server, running

Come = Callable[..., Visitor]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """The demo content on today's date; tests of a module share it and use names of their own."""
    with running() as started:
        yield started


@pytest.fixture(scope="module")
def mona(server: Server) -> str:
    """A session of the moderator."""
    return server.sign_in()


@pytest.fixture
def come(browser: Browser, server: Server) -> Iterator[Come]:
    """Brings visitors. At the end: no request to another host, no error on any console, none in the server's log."""
    visitors: list[Visitor] = []

    def arrive(**kind: object) -> Visitor:
        visitors.append(Visitor.come(browser, server, **kind))  # type: ignore[arg-type]
        return visitors[-1]

    logged = len(server.log())
    yield arrive
    for visitor in visitors:
        visitor.leave()
    assert [address for visitor in visitors for address in visitor.foreign] == []
    assert [complaint for visitor in visitors for complaint in visitor.complaints] == []
    assert "Traceback" not in server.log()[logged:], server.log()[logged:]
