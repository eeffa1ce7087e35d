"""`akevents serve` and `akevents demo`: the one process that serves everything, and content to look at."""

import errno
import logging
import os
import socket
import sys
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from akevents.cli.foundation import Refused, example, go_home, opened, sign_in_address
from akevents.errors import NotWithMail, PortInUse, WrongDatabase

if TYPE_CHECKING:
    from akevents.store.database import Database

DEFAULT_PORT = 8501
BACKLOG = 2048  # connections that wait while the application starts or is busy; uvicorn's own number
SHUTDOWN_SECONDS = 5  # open pages have a websocket each that nobody closes; waiting longer helps nobody
EVERY_ADDRESS = {"0.0.0.0": "localhost", "::": "localhost"}  # noqa: S104 - only what to show for them
CACHE_LOGGER = "streamlit.runtime.caching.cache_data_api"
CLOCK_YEARS = range(1980, 2200)  # beyond them a deadline reckoned from today would leave the calendar


class Instant(click.ParamType[datetime]):
    """An ISO 8601 instant with its offset."""

    name = "ISO instant"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        try:
            instant = datetime.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no ISO 8601 instant such as 2022-02-20T18:00+01:00.", param, ctx)
        if instant.tzinfo is None:
            self.fail(f"{value!r} needs an offset such as +01:00 or Z.", param, ctx)
        if instant.year not in CLOCK_YEARS:
            self.fail(f"{value!r} is too far from today.", param, ctx)
        return instant


@click.command(epilog=example("akevents serve --port 8080 --demo --as-of 2022-02-20T18:00+01:00"))
@click.option("--port", type=click.IntRange(0, 65535), default=DEFAULT_PORT, show_default=True, help="0: any free one.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on; 0.0.0.0 for every one.")
@click.option("--demo", "with_demo", is_flag=True, help="Fill an empty database with demo content.")
@click.option("--as-of", type=Instant(), help="Start the clock at this instant; refused where mail is sent.")
def serve(port: int, host: str, as_of: datetime | None, *, with_demo: bool) -> None:
    """Serve the application until Ctrl-C.

    The database is brought to today's schema first. Whoever has no password yet gets a one-time link here."""
    go_home()
    set_clock(as_of)
    with listen(host, port) as listener:
        address = address_of(host, listener.getsockname()[1])
        public = adopt_address(address)
        with opened() as db:
            if with_demo:
                _fill_if_empty(db)
            click.echo(f"akevents listens on {address}" + (f", public address {public}" if public != address else ""))
            print_links(db)
        run(listener)


@click.command(epilog=example("akevents demo"))
def demo() -> None:
    """Fill an empty database with two events and their moderator; prints the moderator's one-time link."""
    with opened() as db:
        token = _fill_if_empty(db)
    if token is None:
        raise WrongDatabase("it is not empty")
    click.echo(sign_in_address(token))


def _fill_if_empty(db: "Database") -> str | None:
    from akevents.domain import demo as content

    return content.fill(db) if content.is_empty(db) else None


def set_clock(as_of: datetime | None) -> None:
    """Raises NotWithMail."""
    from akevents import clock, settings

    if as_of is not None:
        if settings.current().sends_mail:
            raise NotWithMail
        clock.start_at(as_of)
        click.echo(f"The clock starts at {as_of.isoformat()}")


def listen(host: str, port: int) -> socket.socket:
    """A listening socket. Raises PortInUse, or click's usage error for an address that is not ours.

    The protocol is named because asyncio switches Nagle's algorithm off only where it is: measured, a page answers in
    7 instead of 48 ms."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(port) from error
        raise click.UsageError(f"Cannot listen on {host}, port {port}: {(error.strerror or '').lower()}.") from error
    return listener


def address_of(host: str, port: int) -> str:
    """What to type into a browser on this machine."""
    name = EVERY_ADDRESS.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{name}:{port}"


def adopt_address(address: str) -> str:
    """The address for links: the operator's, else this one, from here on in all settings of this process."""
    from akevents import settings

    if "base_url" not in settings.current().model_fields_set:
        os.environ["AKEVENTS_BASE_URL"] = address
        settings.current.cache_clear()
    return settings.current().base_url


def print_links(db: "Database") -> None:
    """A one-time link for everyone who cannot sign in yet."""
    from akevents.domain import moderators

    for email in moderators.without_password(db):
        link = sign_in_address(moderators.new_sign_in_link(db, email))
        click.echo(f"Sign in as {email}, once within two days: {link}")


def run(listener: socket.socket) -> None:
    """Serve on this socket until a signal comes. Access is not logged: addresses and personal links would be in it."""
    import streamlit as st
    import uvicorn

    from akevents import logs, settings

    logs.set_up(settings.current().log_format)
    config = uvicorn.Config(
        _application(),
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=settings.current().trusted_proxies,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        ws_per_message_deflate=bool(st.get_option("server.enableWebsocketCompression")),
    )
    server = uvicorn.Server(config)
    with suppress(KeyboardInterrupt):  # Ctrl-C is how it is meant to end
        server.run(sockets=[listener])
    if not server.started:
        raise Refused("The application did not start; the log above says where.")


def _application() -> Any:
    from akevents.settings import ROOT

    logging.getLogger(CACHE_LOGGER).setLevel(logging.ERROR)  # "no runtime found": it is only about to start
    sys.path.insert(0, str(ROOT))
    from streamlit_app import app

    return app
