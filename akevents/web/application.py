"""What the server adds to the screens: routes for machines and cookies, headers, and what starts and stops with it."""

import gc
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st

from akevents.formats import places
from akevents.settings import ROOT
from akevents.store import migrate
from akevents.ui.access import database

SHELL = ROOT / "akevents" / "ui" / "shell.py"
ROUTES: list[Any] = []
MIDDLEWARE: list[Any] = []


@asynccontextmanager
async def LIFESPAN(_: st.App) -> AsyncIterator[None]:  # noqa: N802
    """Bring the schema forward before the first visitor; warm what the first visitor would wait for."""
    migrate.upgrade(database())
    places.load()
    threading.Thread(target=_warm, daemon=True, name="akevents-warm").start()
    gc.collect()
    gc.freeze()  # what is loaded now stays; the collector need not look at it again
    yield
    database().close()


def _warm() -> None:
    """Streamlit imports pandas at the first table; better now than while somebody waits."""
    import pandas  # noqa: F401, PLC0415
