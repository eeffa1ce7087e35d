"""Tickets: the code by which somebody is known at the door, and who a code belongs to.

Nothing is stored for them. The check characters are derived with the installation's key, so nobody can make up a code, and
only people who stand at the door of that event may ask whose one is."""

from limits import parse
from sqlalchemy import select
from sqlalchemy.orm import Session

from akevents.domain import attempts, attendance
from akevents.domain.attendance import ExpectedPerson
from akevents.domain.moderators import Moderator
from akevents.domain.tokens import is_same, ticket_code
from akevents.errors import NotPossibleNow, TicketForAnotherEvent, TicketNotFound
from akevents.formats import ticket_codes
from akevents.formats.ticket_codes import TicketCode
from akevents.settings import Settings
from akevents.store.database import Database
from akevents.store.tables import Registration

# Of one person at the door; slips of the finger are far from it.
WRONG_CODES = parse("30 per 5 minutes")
WRONG_CODE = "wrong ticket"


def ticket_address(slug: str, code: str, settings: Settings) -> str:
    """What the ticket's QR code holds."""
    return ticket_codes.address(settings.base_url, slug, code)


def find_by_code(db: Database, by: Moderator, slug: str, typed: str) -> ExpectedPerson:
    """Whose ticket this is, however the code was typed or scanned. Looking changes nothing.

    Raises EventNotFound, TicketNotFound, TicketForAnotherEvent where a scanned ticket says so, NotPossibleNow for somebody
    who has neither place nor place in the line, and TooManyAttempts after thirty wrong codes in five minutes."""
    attempts.require_room(WRONG_CODES, WRONG_CODE, str(by.id))
    with db.reading() as session:
        event_id = attendance.find_door(session, by, slug).id
        scanned = ticket_codes.read(typed)
        row = _find(session, event_id, scanned.code) if scanned else None
        if scanned and scanned.event not in {"", slug} and row is None:
            raise TicketForAnotherEvent
        if row is None:
            attempts.count(WRONG_CODES, WRONG_CODE, str(by.id))
            raise TicketNotFound
        if row.status not in attendance.EXPECTED:
            raise NotPossibleNow(row.status)
        return attendance.expected_person(row)


def _find(session: Session, event_id: int, code: TicketCode) -> Registration | None:
    query = select(Registration).where(Registration.event_id == event_id, Registration.number == code.number)
    row: Registration | None = session.scalars(query).one_or_none()
    is_good = row is not None and is_same(str(code), ticket_code(row.number, row.submission_id))
    return row if is_good else None
