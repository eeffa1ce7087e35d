"""What leaves the house as a file: one event's registrations as rows of formats/columns.py."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from akevents.domain import protocol
from akevents.domain.events import EventDetails, event_in
from akevents.domain.late_requests import accepted_ids
from akevents.domain.moderated import moderated_id
from akevents.domain.moderators import Moderator
from akevents.errors import UnknownProfile
from akevents.formats import places
from akevents.formats.columns import PROFILES, QuestionColumn
from akevents.store.database import Database
from akevents.store.tables import Answer, Consent, ConsentPurpose, Question, Registration, RegistrationStatus
from akevents.wording import INSTITUTION_KIND

Rows = list[dict[str, Any]]

_SAME = (
    "number", "last_name", "first_name", "institution", "function", "email", "status", "registered_at", "confirmed_at",
    "cancelled_at", "note", "topic", "accessibility_needs",
)  # fmt: skip


def export_rows(
    db: Database, by: Moderator, slug: str, profile: str = "moderation"
) -> tuple[EventDetails, Rows, tuple[QuestionColumn, ...]]:
    """The event, its registrations of every status, and its questions; the protocol notes that they were taken.

    Raises EventNotFound for an event of another group, UnknownProfile."""
    if profile not in PROFILES:
        raise UnknownProfile(profile)
    with db.writing() as session:
        event = event_in(session, moderated_id(session, by, slug))
        protocol.record(session, by, "exported", event_id=event.id, profile=profile)
        questions = session.execute(
            select(Question.id, Question.label).where(Question.event_id == event.id).order_by(Question.position)
        )
        asked = tuple(QuestionColumn(row.id, row.label) for row in questions)
        return event, _rows(session, event.id), asked


def _rows(session: Session, event_id: int) -> Rows:
    late = set(session.scalars(accepted_ids(event_id)))
    answers = _answers(session, event_id)
    consents = _consents(session, event_id)
    table = Registration.__table__
    found = session.connection().execute(table.select().where(table.c.event_id == event_id).order_by(table.c.number))
    return [
        _row(row, came_late=row.id in late) | answers.get(row.id, {}) | _consent_cells(consents.get(row.id, set()))
        for row in found
    ]


def _row(row: Any, *, came_late: bool) -> dict[str, Any]:
    return {
        **{name: getattr(row, name) for name in _SAME},
        "state": places.STATES.get(row.state or ""),
        "institution_kind": INSTITUTION_KIND[row.institution_kind],
        "member": row.is_member,
        "waitlisted_at": row.status_at if row.status == RegistrationStatus.WAITLISTED else None,
        "is_present": row.checked_in_at is not None,
        "came_late": came_late,  # no column of its own: the summary counts them
    }


def _consent_cells(purposes: set[str]) -> dict[str, bool]:
    return {
        "list_consent": ConsentPurpose.NAME_ON_LIST in purposes,
        "consents_list_email": ConsentPurpose.EMAIL_ON_LIST in purposes,
    }


def _answers(session: Session, event_id: int) -> dict[int, dict[str, str]]:
    query = (
        select(Answer.registration_id, Answer.question_id, Answer.value)
        .join(Registration, Registration.id == Answer.registration_id)
        .where(Registration.event_id == event_id)
    )
    found: dict[int, dict[str, str]] = {}
    for registration_id, question_id, value in session.execute(query):
        found.setdefault(registration_id, {})[QuestionColumn(question_id, "").key] = value
    return found


def _consents(session: Session, event_id: int) -> dict[int, set[str]]:
    query = (
        select(Consent.registration_id, Consent.purpose)
        .join(Registration, Registration.id == Consent.registration_id)
        .where(Registration.event_id == event_id, Consent.withdrawn_at.is_(None))
    )
    found: dict[int, set[str]] = {}
    for registration_id, purpose in session.execute(query):
        found.setdefault(registration_id, set()).add(purpose)
    return found
