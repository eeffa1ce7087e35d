"""The routes and the middleware as the server has them, on a real database, without Streamlit's runtime."""

from collections.abc import Callable, Iterator

import pytest
import streamlit as st
from house import House
from sqlalchemy import update
from starlette.applications import Starlette
from starlette.testclient import TestClient

from akevents.domain import moderators
from akevents.domain.events import EventDetails
from akevents.store.database import Database
from akevents.store.tables import Event
from akevents.ui.access import SESSION_COOKIE, database
from akevents.web.application import MIDDLEWARE, ROUTES

PASSWORD = "korrekt pferd batterie"


@pytest.fixture
def house(sqlite_db: Database) -> House:
    return House.build(sqlite_db)


@pytest.fixture
def client(house: House) -> Iterator[TestClient]:
    """A browser that follows no redirect and accepts no compression unless asked to."""
    st.cache_resource.clear()
    with new_client() as browser:
        yield browser
    database().close()
    st.cache_resource.clear()


def new_client() -> TestClient:
    app = Starlette(routes=ROUTES, middleware=MIDDLEWARE)
    browser = TestClient(app, base_url="http://localhost:8501", follow_redirects=False)
    browser.headers["accept-encoding"] = "identity"
    return browser


@pytest.fixture
def mona(client: TestClient, house: House) -> TestClient:
    """The same browser, with Mona signed in."""
    return signed_in(client, house, "mona@example.org")


def signed_in(client: TestClient, house: House, email: str) -> TestClient:
    link = moderators.new_sign_in_link(house.db, email)
    client.cookies.set(SESSION_COOKIE, moderators.set_password(house.db, link, PASSWORD, PASSWORD))
    return client


Cancel = Callable[[EventDetails, str], EventDetails]


@pytest.fixture
def cancel(house: House) -> Cancel:
    """Calls an event off, for this reason."""

    def called_off(event: EventDetails, reason: str) -> EventDetails:
        values = {"status": "cancelled", "cancellation_reason": reason, "sequence": event.sequence + 1}
        with house.db.writing() as session:
            session.execute(update(Event).where(Event.id == event.id).values(**values))
        return house.read(event)

    return called_off


@pytest.fixture
def secure(monkeypatch: pytest.MonkeyPatch) -> None:
    """People reach the server by https."""
    from conftest import forget_settings

    monkeypatch.setenv("AKEVENTS_BASE_URL", "https://termine.example")
    forget_settings()
