"""What the server adds to the screens: routes for machines and cookies, headers, and what starts and stops with it."""

import asyncio
import gc
import logging
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import streamlit as st
from starlette.middleware import Middleware

from akevents import logs, settings
from akevents.domain.digests import queue_digests
from akevents.domain.expiry import expire_pending
from akevents.domain.reminders import queue_due
from akevents.domain.retention import forget_by_itself
from akevents.formats import places
from akevents.mail.deliver import deliver_due
from akevents.mail.keeping import forget_kept
from akevents.settings import ROOT
from akevents.store import migrate
from akevents.store.database import Database
from akevents.ui.access import database
from akevents.web import (
    api,
    calendar_files,
    compression,
    direction,
    doors,
    exports,
    headers,
    joining,
    machine_pages,
    papers,
    refusals,
    share_page,
    sign_in,
    streamlit_pages,
    unsubscribe,
)

SHELL = ROOT / "akevents" / "ui" / "shell.py"
# The first that fits answers: calendar files before pages of the same name, "nothing here" last.
_OURS = [
    *calendar_files.ROUTES,
    *share_page.ROUTES,
    *api.ROUTES,
    *exports.ROUTES,
    *joining.ROUTES,
    *papers.ROUTES,
    *direction.ROUTES,
    *sign_in.ROUTES,
    *unsubscribe.ROUTES,
    *machine_pages.ROUTES,
    *streamlit_pages.ROUTES,
]
ROUTES: list[Any] = [*_OURS, doors.Elsewhere(_OURS)]
# From the outside in: headers stand on every answer, refusals included.
MIDDLEWARE: list[Any] = [
    Middleware(headers.SecurityHeaders),
    Middleware(refusals.Refusals),
    Middleware(compression.PackedAssets),
]
# What is done once a minute while the server runs, each in its own transaction: expiry, retention, reminders.
EVERY_MINUTE: list[Callable[[Database], object]] = [
    expire_pending,
    queue_due,
    queue_digests,
    forget_by_itself,
    forget_kept,
]
MINUTE_SECONDS = 60.0
MAIL_SECONDS = 5.0  # how long a mail that is due may wait for the next look
LAST_MAIL_SECONDS = 15.0  # for the mail in hand when the server ends; then another worker sends it once more

log = logging.getLogger("akevents.web")


@asynccontextmanager
async def LIFESPAN(_: st.App) -> AsyncIterator[None]:  # noqa: N802
    """Bring the schema forward before the first visitor; warm what the first visitor would wait for."""
    logs.set_up(settings.current().log_format)
    migrate.upgrade(database())
    places.load()
    stopping = threading.Event()
    mail_worker = threading.Thread(target=_deliver, args=(stopping,), daemon=True, name="akevents-mail")
    mail_worker.start()
    threading.Thread(target=_warm, daemon=True, name="akevents-warm").start()
    threading.Thread(target=_every_minute, args=(stopping,), daemon=True, name="akevents-minute").start()
    gc.collect()
    gc.freeze()  # what is loaded now stays; the collector need not look at it again
    yield
    stopping.set()
    await asyncio.to_thread(mail_worker.join, LAST_MAIL_SECONDS)
    database().close()


def _warm() -> None:
    """Pack the scripts before the first visitor waits for them."""
    compression.warm()


def _deliver(stopping: threading.Event) -> None:
    """The mail worker. A failure of ours must not end it: what is due stays due. The mail in hand is finished."""
    while not stopping.wait(MAIL_SECONDS):
        try:
            while deliver_due(database(), settings.current(), may_go_on=lambda: not stopping.is_set()):
                pass
        except Exception:
            log.exception("the mail worker failed")


def _every_minute(stopping: threading.Event) -> None:
    while not stopping.wait(MINUTE_SECONDS):
        run_minute_tasks(database())


def run_minute_tasks(db: Database) -> None:
    """Each task of EVERY_MINUTE once. One that fails is logged and tried again a minute later; the others still run."""
    for task in EVERY_MINUTE:
        try:
            task(db)
        except Exception:
            log.exception("the task %s failed", getattr(task, "__qualname__", task))
