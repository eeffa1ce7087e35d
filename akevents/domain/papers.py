"""Papers of an evening as PDF: certificates of attendance, and the list that is signed at the door."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from akevents import clock, settings
from akevents.domain import protocol
from akevents.domain.certificate_numbers import present_at
from akevents.domain.events import EventDetails, event_in
from akevents.domain.moderated import moderated_id
from akevents.domain.moderators import Moderator
from akevents.domain.my_registration import find_by_token
from akevents.errors import CertificateNotFound
from akevents.formats.attendance_sheet import Signatory, attendance_pdf
from akevents.formats.certificate import Attendee, CertifiedEvent, certificates_pdf
from akevents.store.database import Database
from akevents.store.tables import Certificate, Registration, RegistrationStatus


@dataclass(frozen=True, slots=True)
class Pdf:
    """A file and the slug of the event it is about."""

    slug: str
    content: bytes


def my_certificate(db: Database, token: str) -> Pdf:
    """This person's certificate. Looking gives nothing out. Raises RegistrationNotFound, CertificateNotFound."""
    with db.reading() as session:
        mine = find_by_token(session, token)
        return _pdf(session, mine.event_id, Registration.id == mine.id)


def all_certificates(db: Database, by: Moderator, slug: str) -> Pdf:
    """Every certificate of an evening in one file; the protocol notes that it was taken.

    Raises EventNotFound, CertificateNotFound while there is none."""
    with db.writing() as session:
        event_id = moderated_id(session, by, slug)
        protocol.record(session, by, "paper_taken", event_id=event_id, paper="bescheinigungen")
        return _pdf(session, event_id, Registration.event_id == event_id)


def attendance_list(db: Database, by: Moderator, slug: str) -> Pdf:
    """The list for signatures of everybody with a place; the protocol notes that it was taken. Raises EventNotFound."""
    with db.writing() as session:
        event = event_in(session, moderated_id(session, by, slug))
        protocol.record(session, by, "paper_taken", event_id=event.id, paper="anwesenheitsliste")
        query = (
            select(Registration.last_name, Registration.first_name, Registration.institution)
            .where(Registration.event_id == event.id, Registration.status == RegistrationStatus.CONFIRMED)
            .order_by(Registration.search_text, Registration.id)
        )
        people = [Signatory(f"{row.last_name}, {row.first_name}", row.institution) for row in session.execute(query)]
    return Pdf(event.slug, attendance_pdf(_words(event), people, clock.utc_now().replace(second=0, microsecond=0)))


def _pdf(session: Session, event_id: int, whose: ColumnElement[bool]) -> Pdf:
    event = event_in(session, event_id)
    query = (
        select(Registration.first_name, Registration.last_name, Registration.institution, Certificate)
        .join(Certificate, Certificate.registration_id == Registration.id)
        .where(whose, Certificate.revoked_at.is_(None), *present_at(event_id))
        .order_by(Registration.search_text, Registration.id)
    )
    people = [
        Attendee(f"{first} {last}", institution, row.number, row.issued_at, check_address(row.number))
        for first, last, institution, row in session.execute(query)
    ]
    if not people:
        raise CertificateNotFound
    return Pdf(event.slug, certificates_pdf(_words(event), people))


def _words(event: EventDetails) -> CertifiedEvent:
    return CertifiedEvent(
        organization=settings.current().organization,
        working_group=event.working_group,
        title=event.title,
        starts_at=event.starts_at,
        ends_at=event.ends_at,
        timezone=event.timezone,
        location=event.location,
        speakers=tuple(", ".join(filter(None, (each.name, each.institution))) for each in event.speakers),
        moderation=event.moderation,
    )


def check_address(number: str) -> str:
    """Where anybody can look whether a certificate is good."""
    return f"{settings.current().base_url.rstrip('/')}/nachweis?nummer={number}"
