"""Who else takes part, for those who let the others see them too."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from akevents.domain.my_registration import find_by_token
from akevents.store.database import Database
from akevents.store.tables import (
    Consent,
    ConsentPurpose,
    Event,
    EventStatus,
    ParticipantList,
    Registration,
    RegistrationStatus,
)


@dataclass(frozen=True, slots=True)
class Fellow:
    """One line of the list; without address where its owner did not allow that one."""

    name: str
    institution: str
    email: str | None


def list_fellows(db: Database, token: str) -> tuple[Fellow, ...] | None:
    """Everybody confirmed who wants to be on the list, this person included, by last name.

    None where there is no list for this person: the event shows none, they have no place, or they are not on it
    themselves. Raises RegistrationNotFound."""
    with db.reading() as session:
        mine = find_by_token(session, token)
        if not _sees_the_list(session, mine):
            return None
        query = (
            select(
                Registration.first_name,
                Registration.last_name,
                Registration.institution,
                Registration.email,
                _allows(ConsentPurpose.EMAIL_ON_LIST).label("shows_email"),
            )
            .where(
                Registration.event_id == mine.event_id,
                Registration.status == RegistrationStatus.CONFIRMED,
                _allows(ConsentPurpose.NAME_ON_LIST),
            )
            .order_by(Registration.search_text, Registration.id)
        )
        return tuple(
            Fellow(f"{row.first_name} {row.last_name}", row.institution, row.email if row.shows_email else None)
            for row in session.execute(query)
        )


def _sees_the_list(session: Session, mine: Registration) -> bool:
    query = select(Registration.id).where(
        Registration.id == mine.id,
        Registration.status == RegistrationStatus.CONFIRMED,
        _allows(ConsentPurpose.NAME_ON_LIST),
        exists().where(
            Event.id == Registration.event_id,
            Event.participant_list == ParticipantList.CONSENTING,
            Event.status == EventStatus.PUBLISHED,
        ),
    )
    return session.scalar(query) is not None


def _allows(purpose: ConsentPurpose) -> ColumnElement[bool]:
    """Whether a registration has given this consent and not withdrawn it."""
    return exists().where(
        Consent.registration_id == Registration.id, Consent.purpose == purpose, Consent.withdrawn_at.is_(None)
    )
