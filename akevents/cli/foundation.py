"""What all commands stand on: the open database, refusals in one sentence, bugs under a number instead of a traceback."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from akevents.errors import AkeventsError, StorageFull, UnreadableFile, WrongDatabase

if TYPE_CHECKING:
    from akevents.store.database import Database

FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
SQLITE_WORDS = {
    "unable to open": "its file cannot be opened",
    "not a database": "its file is not a SQLite database",
    "malformed": "its file is damaged",
    "readonly": "it may only be read",
}
JSON_OPTION = click.option("--json", "as_json", is_flag=True, help="Print one JSON document; instants are ISO 8601.")


def example(line: str) -> str:
    """The end of a command's help; click leaves the line as it is."""
    return f"\b\nExample: {line}"


class Refused(click.ClickException):
    """One sentence on stderr, exit code 1."""

    def show(self, file: Any = None) -> None:
        click.echo(self.message, err=file is None, file=file)


class Commands(click.Group):
    """The outermost group: no error gets past it as a traceback."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.Abort, click.exceptions.Exit, BrokenPipeError):
            raise
        except Exception as error:
            raise Refused(sentence_for(error)) from error


def sentence_for(error: Exception) -> str:
    """The refusal in words, or where a bug was written down."""
    from akevents import wording

    refusal = as_refusal(error)
    return wording.english(refusal) if refusal else _written_down(error)


def as_refusal(error: Exception) -> AkeventsError | None:
    """What an operator can act on: our own refusals, and what disk and database file say; None for a bug."""
    if isinstance(error, AkeventsError):
        return error
    if isinstance(error, OSError):
        return _about_a_file(error)
    return _about_the_database(error)


def _about_a_file(error: OSError) -> AkeventsError | None:
    if error.errno in FULL:
        return StorageFull()
    if isinstance(error.filename, str | os.PathLike) and error.strerror:
        return UnreadableFile(str(error.filename), error.strerror.lower())
    return None


def _about_the_database(error: Exception) -> AkeventsError | None:
    from sqlalchemy.exc import DBAPIError

    if not isinstance(error, DBAPIError):
        return None
    words = str(error.orig).lower()
    return next((WrongDatabase(reason) for start, reason in SQLITE_WORDS.items() if start in words), None)


def _written_down(error: Exception) -> str:
    """Types and frames only go to errors.log: messages could carry people's data."""
    from akevents import __version__, clock, logs, settings

    reference = secrets.token_hex(4)
    head = f"{clock.utc_now().isoformat(timespec='seconds')} {reference} akevents {__version__}"
    try:
        path = settings.current().data_dir / "errors.log"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        with path.open("a", encoding="utf-8") as file:
            file.write("\n".join([head, *logs.frames((type(error), error, error.__traceback__))]) + "\n\n")
    except (OSError, AkeventsError):
        return f"Unexpected error, reference {reference}; it could not be written down."
    return f"Unexpected error, reference {reference}; where it happened is written in {path}."


def go_home() -> Path:
    """Work in the folder of the installation, as the server does: .env and relative settings mean the same for all."""
    from akevents.settings import ROOT

    os.chdir(ROOT)
    return ROOT


@contextmanager
def opened(*, migrated: bool = True) -> "Iterator[Database]":
    """The database of the settings, brought to today's schema unless told otherwise."""
    go_home()
    from akevents import settings
    from akevents.store import migrate
    from akevents.store.database import open_database

    db = open_database(settings.current())
    try:
        if migrated:
            migrate.upgrade(db)
        yield db
    finally:
        db.close()


def sign_in_address(token: str) -> str:
    """Where a one-time link leads."""
    from akevents import settings

    return f"{settings.current().base_url}/login/{token}"
