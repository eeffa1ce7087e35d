"""The numbers of certificates, and who can have one."""

import secrets

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from akevents.store.tables import Certificate, Registration, RegistrationStatus

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # no 0 and O, no 1, I and L: it is read from paper
GROUPS, GROUP_LENGTH = 3, 4  # 59 bits: nobody finds one by trying
SEPARATOR = "-"


def fresh_number() -> str:
    """ "7Q4K-M3XP-92HT"."""
    return normalized("".join(secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP_LENGTH)))


def normalized(number: str) -> str:
    """As it is stored, however it was typed: "7q4k m3xp92ht" is "7Q4K-M3XP-92HT"."""
    letters = "".join(char for char in number.upper() if char in ALPHABET)
    return SEPARATOR.join(letters[at : at + GROUP_LENGTH] for at in range(0, len(letters), GROUP_LENGTH))


def number_given(session: Session, registration_id: int) -> str | None:
    """The number this person was given, whether it is good just now or not."""
    return session.scalar(select(Certificate.number).where(Certificate.registration_id == registration_id))


def number_of(session: Session, registration_id: int) -> str | None:
    """The number of this person's certificate; None while there is none, or their attendance was taken back."""
    return number_given(session, registration_id) if was_there(session, registration_id) else None


def present_at(event_id: int) -> tuple[ColumnElement[bool], ...]:
    """The conditions for whoever had a place at this event and came."""
    return Registration.event_id == event_id, *_came()


def was_there(session: Session, registration_id: int) -> bool:
    return session.scalar(select(Registration.id).where(Registration.id == registration_id, *_came())) is not None


def _came() -> tuple[ColumnElement[bool], ...]:
    return Registration.status == RegistrationStatus.CONFIRMED, Registration.checked_in_at.is_not(None)
