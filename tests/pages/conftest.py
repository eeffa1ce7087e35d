"""Screens without a browser: the whole main script runs in this process, on a real database."""

from collections.abc import Callable, Iterator

import pytest
import streamlit as st
from house import House
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash

from akevents.domain import moderators
from akevents.settings import ROOT
from akevents.store.database import Database
from akevents.ui import access
from akevents.ui.page_list import PAGES

PASSWORD = "korrekt pferd batterie"
SECONDS = 30  # a busy machine is not a fault
ADDRESSES = {entry.file: entry.address for entry in PAGES}

Open = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def fresh_visit(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nobody is signed in (AppTest has no cookies), and nothing is left of what Streamlit keeps for a process."""
    monkeypatch.setattr(access, "session_token", lambda: None)
    st.cache_resource.clear()
    st.cache_data.clear()
    yield
    access.database().close()
    st.cache_resource.clear()


@pytest.fixture
def house(sqlite_db: Database) -> House:
    return House.build(sqlite_db)


@pytest.fixture
def screen(house: House) -> Open:
    """Opens a page by its file as the first thing this browser does; `query` is the rest of its address."""

    def opened(file: str, **query: str) -> AppTest:
        at = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=SECONDS)
        # Streamlit's own switch_page() needs a run of another page before, and these are opened first.
        at._page_hash = calc_hash(ADDRESSES[file]) if ADDRESSES[file] else ""
        for name, value in query.items():
            at.query_params[name] = value
        at.run()
        assert not at.exception, at.exception
        return at

    return opened


@pytest.fixture
def sign_in(house: House, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], str]:
    """Puts a session into the cookie, which AppTest has none of; everything behind the cookie is real."""

    def signed_in(email: str = "mona@example.org") -> str:
        link = moderators.new_sign_in_link(house.db, email)
        token = moderators.set_password(house.db, link, PASSWORD, PASSWORD)
        monkeypatch.setattr(access, "session_token", lambda: token)
        return token

    return signed_in


@pytest.fixture
def mona(sign_in: Callable[[str], str]) -> str:
    """Mona is signed in; this is her session."""
    return sign_in("mona@example.org")
