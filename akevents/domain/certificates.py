"""Certificates of attendance: given out once for each person who was there, checked by anybody, good when the person's data
are long gone."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, insert, select
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain import protocol
from akevents.domain.certificate_numbers import fresh_number, normalized, number_given, present_at, was_there
from akevents.domain.events import EventDetails, event_in
from akevents.domain.moderated import moderated_id
from akevents.domain.moderators import Moderator
from akevents.domain.my_registration import find_by_token
from akevents.domain.seats import lock_event
from akevents.errors import CertificateNotYet
from akevents.store.database import Database
from akevents.store.tables import Certificate, EventStatus, Registration


@dataclass(frozen=True, slots=True)
class CertificateCounts:
    """How many people were there, and how many of them have a certificate."""

    present: int
    issued: int


def issue_mine(db: Database, token: str) -> str:
    """The number of this person's certificate; asked again it is the same one.

    Raises RegistrationNotFound, CertificateNotYet before the end or for whoever was not there."""
    with db.writing() as session:
        mine = find_by_token(session, token)
        lock_event(session, mine.event_id)  # two who ask at once must not both find nothing
        if (number := number_given(session, mine.id)) is not None:
            return number
        event = event_in(session, mine.event_id)
        if not (is_over(event) and was_there(session, mine.id)):
            raise CertificateNotYet(event.slug)
        return _issue(session, event.id, [mine.id])[0]


def issue_for_all(db: Database, by: Moderator, slug: str) -> int:
    """Give everybody who was there a certificate; returns how many are new. Raises EventNotFound, CertificateNotYet."""
    with db.writing() as session:
        event = event_in(session, moderated_id(session, by, slug))
        if not is_over(event):
            raise CertificateNotYet(slug)
        lock_event(session, event.id)
        without = select(Registration.id).where(*present_at(event.id), ~_has_one())
        ids = session.scalars(without.order_by(Registration.number)).all()
        if ids:
            _issue(session, event.id, list(ids))
            protocol.record(session, by, "certificates_issued", event_id=event.id, people=len(ids))
        return len(ids)


def counts(db: Database, by: Moderator, slug: str) -> CertificateCounts:
    """Raises EventNotFound."""
    with db.reading() as session:
        event_id = moderated_id(session, by, slug)
        present = session.scalar(select(func.count()).select_from(Registration).where(*present_at(event_id))) or 0
        issued = session.scalar(select(func.count()).select_from(Registration).where(*present_at(event_id), _has_one()))
        return CertificateCounts(present, issued or 0)


def is_good(db: Database, number: str) -> bool:
    """Whether a certificate with this number was given out, and its person, as far as still known, was there."""
    with db.reading() as session:
        query = (
            select(Certificate.id)
            .outerjoin(Registration, Registration.id == Certificate.registration_id)
            .where(Certificate.number == normalized(number), Certificate.revoked_at.is_(None))
            .where(Certificate.registration_id.is_(None) | Registration.checked_in_at.is_not(None))
        )
        return session.scalar(query) is not None


def can_have_one(event: EventDetails, checked_in_at: datetime | None) -> bool:
    """Whether a certificate is there for the asking."""
    return is_over(event) and checked_in_at is not None


def is_over(event: EventDetails) -> bool:
    return clock.utc_now() >= event.ends_at and event.status == EventStatus.PUBLISHED


def _has_one() -> ColumnElement[bool]:
    return exists().where(Certificate.registration_id == Registration.id, Certificate.revoked_at.is_(None))


def _issue(session: Session, event_id: int, registration_ids: list[int]) -> list[str]:
    now = clock.utc_now().replace(microsecond=0)
    rows = [
        {"number": fresh_number(), "event_id": event_id, "registration_id": each, "issued_at": now}
        for each in registration_ids
    ]
    session.execute(insert(Certificate), rows)
    return [str(row["number"]) for row in rows]
