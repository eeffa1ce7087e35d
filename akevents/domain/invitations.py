"""The way out of invitations: one step, by the link in any of them, without an account."""

from collections.abc import Sequence

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain import tokens
from akevents.domain.seats import AnyRow, lock_event, shift
from akevents.store.database import Database
from akevents.store.tables import Consent, ConsentPurpose, Event, Registration

LONGEST_ID = 15  # digits; longer ones are no numbers of ours, and a database refuses them


def unsubscribe(db: Database, token: str) -> bool:
    """Withdraw the consent to invitations of the address that this token belongs to, at every event of the working group.

    True for every token that we made, also on a repeat and where the registration is deleted by now: then nothing is left
    to withdraw. False, and nothing happens, for any other."""
    registration_id = _registration_of(token)
    if registration_id is None:
        return False
    with db.writing() as session:
        consents = _standing(session, registration_id)
        for event_id in sorted({consent.event_id for consent in consents}):
            lock_event(session, event_id)
            shift(session, event_id)
        ids = [consent.id for consent in consents]
        change = update(Consent).where(Consent.id.in_(ids), Consent.withdrawn_at.is_(None))
        session.execute(change.values(withdrawn_at=clock.utc_now()))
        return True


def _registration_of(token: str) -> int | None:
    number, _, seal = token.partition(".")
    is_number = number.isascii() and number.isdigit() and len(number) <= LONGEST_ID
    is_ours = is_number and seal.isascii() and tokens.is_derived(seal, "unsubscribe", number)
    return int(number) if is_ours else None


def _standing(session: Session, registration_id: int) -> Sequence[AnyRow]:
    """Id and event of each consent to invitations that this person still gives to this group."""
    whose = select(Registration.email_normalized, Event.working_group_id).join(Event, Event.id == Registration.event_id)
    person = session.execute(whose.where(Registration.id == registration_id)).one_or_none()
    if person is None:
        return ()
    query = (
        select(Consent.id, Registration.event_id)
        .join(Registration, Registration.id == Consent.registration_id)
        .join(Event, Event.id == Registration.event_id)
        .where(
            Event.working_group_id == person.working_group_id,
            Registration.email_normalized == person.email_normalized,
            Consent.purpose == ConsentPurpose.INVITATIONS,
            Consent.withdrawn_at.is_(None),
        )
    )
    return session.execute(query).all()
