"""The extra questions of an event, as its form shows them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from akevents.domain.registration_form import QuestionForm
from akevents.store.tables import Question, QuestionKind


def list_questions(session: Session, event_id: int) -> tuple[QuestionForm, ...]:
    """In the order of the form."""
    query = select(Question).where(Question.event_id == event_id).order_by(Question.position, Question.id)
    return tuple(
        QuestionForm(each.id, QuestionKind(each.kind), each.label, each.is_required, tuple(each.choices))
        for each in session.scalars(query)
    )
