"""How a registration enters the database: its row, the event's counters and the mail it causes, always together.

SQLite runs in this process and takes them one by one. PostgreSQL is asked once instead of three times: while it is asked, the
event stays locked for everybody else."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Table, bindparam, insert, literal, select
from sqlalchemy.orm import Session

from akevents.domain import outbox
from akevents.domain.outbox import MailKind
from akevents.domain.seats import COUNTED, shift
from akevents.store.prepared import Prepared
from akevents.store.tables import HOLDING, MailStatus, OutboxMail, Registration, RegistrationStatus

_registrations = cast(Table, Registration.__table__)
_mails = cast(Table, OutboxMail.__table__)
_ROW = Prepared(insert(_registrations).returning(_registrations.c.id))
_MAIL = ("event_id", "registration_id", "kind", "queued_at", "due_at", "details", "status", "attempts")


def add(session: Session, values: Mapping[str, Any], mail: MailKind, details: Mapping[str, Any]) -> int:
    """Write a new registration of these column values and owe its person this mail at once; returns the id.

    Inside the caller's transaction and under the event's lock."""
    steps = {
        "places": int(values["status"] in HOLDING),
        "waiting": int(values["status"] == RegistrationStatus.WAITLISTED),
        "numbers": 1,
    }
    if session.connection().dialect.name == "postgresql":
        return _add_at_once(session, values, steps, mail, details)
    event_id = values["event_id"]
    registration_id: int = _ROW.rows(session, values)[0].id
    shift(session, event_id, **steps)
    about = {"event_id": event_id, "registration_id": registration_id, "at": values["registered_at"]}
    outbox.queue(session, mail, **about, **details)
    return registration_id


def _add_at_once(
    session: Session, values: Mapping[str, Any], steps: Mapping[str, int], mail: MailKind, details: Mapping[str, Any]
) -> int:
    row = {f"new_{name}": value for name, value in values.items()}
    counted = {"event_id": values["event_id"], "waiting_more": steps["waiting"]}
    about = {"mail_kind": mail, "mail_details": dict(details)}
    parameters = {**row, **counted, "places": steps["places"], "numbers": steps["numbers"], **about}
    registration_id: int = _everything(tuple(values)).rows(session, parameters)[0].registration_id
    return registration_id


@lru_cache(maxsize=32)
def _everything(columns: tuple[str, ...]) -> Prepared:
    """One statement for a registration of these columns."""
    given = {name: bindparam(f"new_{name}", type_=_registrations.c[name].type) for name in columns}
    new = insert(_registrations).values(given).returning(_registrations.c.id).cte("new")
    at = given["registered_at"]
    mail = select(
        given["event_id"],
        new.c.id,
        bindparam("mail_kind", type_=_mails.c.kind.type),
        at,
        at,
        bindparam("mail_details", type_=_mails.c.details.type),
        literal(MailStatus.QUEUED.value, _mails.c.status.type),
        literal(0, _mails.c.attempts.type),
    )
    owed = insert(_mails).from_select(_MAIL, mail, include_defaults=False)
    return Prepared(owed.add_cte(COUNTED.cte("counted")).returning(_mails.c.registration_id))
