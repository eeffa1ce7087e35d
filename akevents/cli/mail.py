"""`akevents mail`: prove the settings, deliver what is due, see what waits."""

from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from akevents.cli.foundation import JSON_OPTION, Refused, example, go_home, opened
from akevents.cli.printing import harmless, print_json, print_table, shown_instant

if TYPE_CHECKING:
    from akevents.settings import Settings
    from akevents.store.database import Database

STATUSES = ("queued", "sending", "sent", "failed", "kept", "stopped")
WORDS = {"queued": "to be tried again", "kept": "written to files, because no mail server is set"}


@click.group(epilog=example("akevents mail list --status failed"))
def mail() -> None:
    """Test the mail server, deliver what is due, list the outbox."""


@mail.command(epilog=example("akevents mail test anna@example.org"))
@click.argument("address")
def test(address: str) -> None:
    """Send one plain mail to ADDRESS now, and print what the mail server says.

    Exit code 1 if the server cannot be used or does not take it."""
    go_home()
    from akevents import settings
    from akevents.domain.email_addresses import normalized_email
    from akevents.mail.connection import NotTaken, Unreachable
    from akevents.mail.trial import send_trial

    chosen = settings.current()
    recipient = normalized_email(address)
    if not chosen.sends_mail:
        raise Refused("No mail server is set, so nothing was sent. Set AKEVENTS_SMTP_URL.")
    try:
        answer = send_trial(chosen, recipient)
    except Unreachable as error:
        raise Refused(f"{_server(chosen)} cannot be used: {harmless(error.words)}.") from error
    except NotTaken as error:
        raise Refused(
            f"{_server(chosen)} did not take the mail from {chosen.mail_from}. "
            f"After {error.step} it said: {harmless(error.words)}"
        ) from error
    click.echo(harmless(f"{_server(chosen)} took the mail: {answer}"))


def _server(chosen: "Settings") -> str:
    """The server without name and password."""
    parts = urlsplit(chosen.smtp_url)
    return f"The mail server {parts.hostname}:{parts.port or (465 if parts.scheme == 'smtps' else 587)}"


@mail.command(epilog=example("akevents mail deliver"))
@click.option("--once", is_flag=True, help="One round of at most 20 mails.")
def deliver(*, once: bool) -> None:
    """Deliver everything that is due now, and print how many mails came to what.

    The server does this by itself; both may run at the same time. Without a mail server the mails become files."""
    with opened() as db:
        from akevents import settings
        from akevents.mail.deliver import deliver_due

        total: Counter[str] = Counter()
        while outcomes := deliver_due(db, settings.current()):
            total.update(outcomes)
            if once:
                break
    for status in STATUSES:
        if total[status]:
            click.echo(f"{total[status]} {WORDS.get(status, status)}")
    if not total:
        click.echo("Nothing is due.")


@mail.command("list", epilog=example("akevents mail list --event smart-city --status failed"))
@click.option("--status", type=click.Choice(STATUSES), help="Only mails of this status.")
@click.option("--event", "slug", help="Only mails about this event.")
@JSON_OPTION
def list_all(*, status: str | None, slug: str | None, as_json: bool) -> None:
    """The outbox, oldest first: what is owed, what was sent, what failed and why. No addresses."""
    with opened() as db:
        mails = _mails(db, status, slug)
    if as_json:
        print_json(mails)
    else:
        lines = [(*(each[key] for key in ("id", "kind", "event", "status")), *_progress(each)) for each in mails]
        print_table(("ID", "KIND", "EVENT", "STATUS", "TRIES", "NEXT", "ERROR"), lines)


def _progress(each: dict[str, Any]) -> tuple[object, ...]:
    is_waiting = each["status"] in {"queued", "sending"}
    return each["attempts"], shown_instant(each["due_at"], "UTC") if is_waiting else None, each["last_error"]


def _mails(db: "Database", status: str | None, slug: str | None) -> list[dict[str, Any]]:
    from sqlalchemy import select

    from akevents.domain import events, moderators
    from akevents.store.tables import Event, OutboxMail

    names = ("id", "kind", "status", "queued_at", "due_at", "sent_at", "attempts", "last_error")
    query = (
        select(Event.slug.label("event"), *(getattr(OutboxMail, name) for name in names))
        .select_from(OutboxMail)
        .outerjoin(Event, Event.id == OutboxMail.event_id)
        .order_by(OutboxMail.id)
    )
    if status:
        query = query.where(OutboxMail.status == status)
    if slug is not None:
        query = query.where(Event.id == events.get_moderated_event(db, moderators.operator(), slug).id)
    with db.reading() as session:
        return [dict(row) for row in session.execute(query).mappings()]
