"""`akevents doctor`: looks at everything the server stands on, changes nothing, and says what to do."""

import shutil
import stat
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import timedelta
from tempfile import TemporaryFile
from typing import TYPE_CHECKING

import click

from akevents.cli.foundation import JSON_OPTION, Refused, example, go_home, sentence_for
from akevents.cli.printing import harmless, print_json
from akevents.errors import UnreadableSettings

if TYPE_CHECKING:
    from akevents.settings import Settings
    from akevents.store.database import Database

ENOUGH_BYTES = 500_000_000  # a year of events takes a hundredth; below, one backup and one export come close
PATIENCE = timedelta(hours=1)  # with a mail that is due; the server looks every few seconds
SWITCHES = {"runner.postScriptGC": False, "server.fileWatcherType": "none"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. `advice` is empty when it is well."""

    check: str
    found: str
    advice: str = ""

    @property
    def is_fault(self) -> bool:
        return bool(self.advice)


@click.command(epilog=example("akevents doctor --json"))
@JSON_OPTION
def doctor(*, as_json: bool) -> None:
    """Check settings, data folder, key, database, counters, mail, Streamlit's switches and disk.

    Exit code 1 if there is a fault."""
    go_home()
    findings = list(examine())
    if as_json:
        print_json([asdict(each) | {"ok": not each.is_fault} for each in findings])
    else:
        for each in findings:
            line = f"{'FAULT' if each.is_fault else 'ok   '}  {each.check.ljust(14)}  {each.found}"
            click.echo(harmless(line + (f": {each.advice}" if each.advice else "")))
    if faults := sum(each.is_fault for each in findings):
        raise Refused(f"{faults} of {len(findings)} checks found a fault.")


def examine() -> Iterator[Finding]:
    """All findings, in the order in which faults should be mended; what cannot be looked at is left out."""
    from akevents import settings

    try:
        chosen = settings.current()
    except UnreadableSettings as error:
        yield Finding("settings", sentence_for(error), "correct it in the environment or in .env")
    else:
        yield Finding("settings", f"database {'PostgreSQL' if chosen.database_url else 'SQLite'}, {chosen.base_url}")
        yield _folder(chosen)
        yield _key(chosen)
        yield _disk(chosen)
        yield from _database(chosen)
    yield _switches()


def _folder(chosen: "Settings") -> Finding:
    name, where = "data folder", str(chosen.data_dir)
    if not chosen.data_dir.exists():
        return Finding(name, f"{where} is not there yet; the first start makes it")
    try:
        TemporaryFile(dir=chosen.data_dir).close()
    except OSError as error:
        return Finding(name, f"{where}: {(error.strerror or '').lower()}", "let the server's user write there")
    return Finding(name, f"{where} can be written")


def _key(chosen: "Settings") -> Finding:
    name, path = "secret key", chosen.data_dir / "secret.key"
    if chosen.secret_key:
        return Finding(name, "is in AKEVENTS_SECRET_KEY")
    if not path.exists():
        return Finding(name, "is not there yet; the first start makes it")
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & 0o077:
        return Finding(name, f"{path} has mode {mode:04o}", "take it away from others with chmod 600")
    return Finding(name, f"{path} is for its owner alone")


def _disk(chosen: "Settings") -> Finding:
    there = next(folder for folder in (chosen.data_dir, *chosen.data_dir.absolute().parents) if folder.exists())
    free = shutil.disk_usage(there).free
    advice = "" if free >= ENOUGH_BYTES else f"make room, at least {ENOUGH_BYTES // 10**6} MB"
    return Finding("disk", f"{free // 10**6} MB are free", advice)


def _database(chosen: "Settings") -> Iterator[Finding]:
    """Looking must not make a database: one made by another user than the server's would shut the server out."""
    if not chosen.database_url and not (chosen.data_dir / "akevents.db").exists():
        yield Finding("database", "is not there yet; the first start makes it")
        return
    from akevents.store.database import open_database

    try:
        db = open_database(chosen)
        try:
            schema = _schema(db)
            yield Finding("database", "answers")
            yield schema
            if not schema.is_fault:
                yield _counters(db)
                yield _mail(db, chosen)
        finally:
            db.close()
    except Exception as error:
        yield Finding("database", sentence_for(error), "see that it runs and that AKEVENTS_DATABASE_URL names it")


def _schema(db: "Database") -> Finding:
    from akevents.store import migrate

    with db.reading() as session:
        present = migrate.current_revision(session.connection())
    newest = migrate.newest_revision()
    if present == newest:
        return Finding("schema", f"is at {present}")
    return Finding("schema", f"is at {present or 'nothing'}, not at {newest}", "start the server once, it migrates")


def _counters(db: "Database") -> Finding:
    """Places taken and waiting must equal a recount; numbers never fall below the highest one given."""
    wrong = list(wrong_counters(db))
    if wrong:
        return Finding(
            "counters", f"differ from a recount at {', '.join(wrong)}", "report it with a backup; it is a bug"
        )
    return Finding("counters", "equal a recount")


def wrong_counters(db: "Database") -> Iterator[str]:
    """The slugs of events whose counters are wrong."""
    from sqlalchemy import case, func, select

    from akevents.store.tables import HOLDING, Event, Registration, RegistrationStatus

    holding = func.sum(case((Registration.status.in_(HOLDING), 1), else_=0))
    waiting = func.sum(case((Registration.status == RegistrationStatus.WAITLISTED, 1), else_=0))
    query = (
        select(
            Event.slug, Event.places_taken, Event.waiting, Event.last_number,
            holding.label("holding"), waiting.label("waits"), func.coalesce(func.max(Registration.number), 0).label("last"),
        )
        .outerjoin(Registration, Registration.event_id == Event.id)
        .group_by(Event.id)
        .order_by(Event.id)
    )  # fmt: skip
    with db.reading() as session:
        for row in session.execute(query):
            if (row.places_taken, row.waiting) != (row.holding, row.waits) or row.last_number < row.last:
                yield row.slug


def _mail(db: "Database", chosen: "Settings") -> Finding:
    """What waits, what was given up. A mail that was due an hour ago shows that nobody delivers."""
    from sqlalchemy import func, select

    from akevents import clock
    from akevents.store.tables import MailStatus, OutboxMail

    waits, now = OutboxMail.status.in_([MailStatus.QUEUED, MailStatus.SENDING]), clock.utc_now()
    late = waits & (OutboxMail.due_at < now - PATIENCE)
    with db.reading() as session:
        count, since = session.execute(select(func.count(), func.min(OutboxMail.queued_at)).where(waits)).one()
        failed = session.scalar(select(func.count()).where(OutboxMail.status == MailStatus.FAILED))
        is_late = session.scalars(select(OutboxMail.id).where(late).limit(1)).first() is not None
    where = "mail is sent" if chosen.sends_mail else "no mail server is set, mail becomes files"
    found = f"{where}; {count} waiting" + (f" since {since:%Y-%m-%d %H:%M} UTC" if since else "") + f", {failed} failed"
    return Finding("mail", found, "start the server, or type 'akevents mail deliver'" if is_late else "")


def _switches() -> Finding:
    import streamlit as st

    wrong = [f"{name} is {st.get_option(name)!r}" for name, value in SWITCHES.items() if st.get_option(name) != value]
    if wrong:
        return Finding("streamlit", "; ".join(wrong), "restore .streamlit/config.toml and look into ~/.streamlit, too")
    return Finding("streamlit", "has its switches in force")
