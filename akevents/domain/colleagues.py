"""Registering somebody else in one's own office: by one's personal link, and that person is told."""

from dataclasses import replace

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from akevents import settings
from akevents.domain.event_state import state_of
from akevents.domain.my_registration import find_by_token, lock_mine
from akevents.domain.questions import list_questions
from akevents.domain.registration_form import RegistrationRequest
from akevents.domain.registrations import (
    RegistrationReceipt,
    already_registered,
    find_earlier,
    receipt_of,
    require_accepting,
    status_for,
    store,
)
from akevents.errors import InvalidRequest, NotPossibleNow, Problem
from akevents.store.database import Database
from akevents.store.tables import Registration, RegistrationStatus

LIMIT = 10  # people by one link; an office has colleagues, not a mailing list


def register_colleague(db: Database, token: str, request: RegistrationRequest) -> RegistrationReceipt:
    """Give a colleague a place or a place on the waiting list, and owe them the one mail that says by whom; where the event
    confirms addresses, they confirm theirs on the page it leads to. What they allow they say themselves: no consent is
    stored. The same submission again gives the first receipt again, and a known address the receipt of a new one.

    Raises RegistrationNotFound, LinkExpired, NotPossibleNow for somebody without a place, InvalidRequest, and what
    register() raises; then nothing is stored."""
    sends_mail = settings.current().sends_mail
    request = replace(request, consents=frozenset())
    with db.writing() as session:
        event, mine, now = lock_mine(session, token)
        if mine.status != RegistrationStatus.CONFIRMED:
            raise NotPossibleNow(mine.status)
        questions = list_questions(session, event.id) if event.has_questions else ()
        details = request.validated(questions)
        earlier, twin, place = find_earlier(session, request, details)
        if earlier:
            return receipt_of(earlier._asdict(), sends_mail)
        require_accepting(event, state_of(event, now))
        _require_room(session, mine.id)
        status = status_for(event, now, sends_mail)
        if twin:
            return already_registered(session, event.id, twin, status, request, now, sends_mail)
        name = f"{mine.first_name} {mine.last_name}"
        values = store(session, event, request, details | place, status, now, colleague=name, registered_by=mine.id)
    return receipt_of(values, sends_mail)


def _require_room(session: Session, registration_id: int) -> None:
    query = select(func.count()).where(Registration.registered_by == registration_id)
    if (session.scalar(query) or 0) >= LIMIT:
        raise InvalidRequest((Problem("email", "too_many_colleagues", LIMIT),))


def form_for_colleague(db: Database, token: str) -> RegistrationRequest:
    """The form with what a colleague shares: event, institution, language. Raises RegistrationNotFound, LinkExpired."""
    with db.reading() as session:
        mine = find_by_token(session, token)
        return RegistrationRequest(mine.event_id, "", institution=mine.institution, language=mine.language)
