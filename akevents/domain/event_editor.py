"""The editor of one event: its fields, secrets and questions together, saved in one step or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from akevents import clock
from akevents.domain import drafts, event_change, event_life
from akevents.domain.event_change import WORDS_LIMIT, ChangedLine, EventChange, Plan
from akevents.domain.event_life import ChangePreview, EventStep
from akevents.domain.events import EventDetails, event_in
from akevents.domain.moderated import find_moderated, moderated_id
from akevents.domain.moderators import Moderator
from akevents.domain.questions import (
    QuestionEdit,
    count_answers,
    list_edits,
    question_problems,
    replace_questions,
    tidied,
)
from akevents.domain.seats import AnyRow
from akevents.errors import InvalidRequest, Problem
from akevents.store.database import Database
from akevents.store.tables import Event
from akevents.wording import shortened
from akevents.wording.de import ANSWERS_LOST, EVENT_REWORDED, EVENT_REWRITTEN, EVENT_UNSET

QUESTIONS = "questions"  # the line of wording.de.EVENT_LINES that is no column


@dataclass(frozen=True, slots=True)
class EditableEvent:
    """One event with everything its editor may show: what visitors read, the secrets, and the questions."""

    event: EventDetails
    joining_url: str | None
    dial_in: str | None
    joining_link_at: datetime | None
    announcement: str | None
    questions: tuple[QuestionEdit, ...]

    @property
    def changed_at(self) -> datetime:
        """Goes back into save(), which then notices what others have changed meanwhile."""
        return self.event.changed_at


def get_editable(db: Database, by: Moderator, slug: str) -> EditableEvent:
    """An event of one of this moderator's groups. Raises EventNotFound for any other."""
    with db.reading() as session:
        event_id = moderated_id(session, by, slug)
        secrets = select(Event.joining_url, Event.dial_in, Event.joining_link_at, Event.announcement)
        row = session.execute(secrets.where(Event.id == event_id)).one()
        return EditableEvent(event_in(session, event_id), *row, questions=list_edits(session, event_id))


def save(
    db: Database,
    by: Moderator,
    slug: str,
    change: EventChange,
    questions: Sequence[QuestionEdit] | None,
    *,
    expected_changed_at: datetime,
) -> EventStep:
    """Change fields and questions of an event that still is as it was shown; None leaves the questions alone.

    What follows from it is as with event_life.change(); changed questions alone owe nobody a mail. The moderator's own
    draft of this event is gone afterwards.
    Raises EventNotFound, ChangedMeanwhile, InvalidRequest with the problems of fields and questions, or
    NotPossibleForEvent once cancelled; then nothing is stored and the draft stays."""
    with db.writing() as session:
        event = event_life.lock_unchanged(session, by, slug, expected_changed_at)
        now = clock.utc_now()
        plan = _plan(session, event, change, questions, now)
        also = {}
        if questions is not None and _question_lines(session, event.id, questions):
            replace_questions(session, event.id, questions)
            also = {QUESTIONS: EVENT_REWRITTEN}
        drafts.forget(session, by, event.id)
        return event_life.carry_out(session, by, event, plan, now, **also)


def preview(
    db: Database, by: Moderator, slug: str, change: EventChange, questions: Sequence[QuestionEdit] | None
) -> ChangePreview:
    """What save() would do now, without doing it. Raises what save() would, except ChangedMeanwhile."""
    with db.reading() as session:
        event = find_moderated(session, by, slug)
        now = clock.utc_now()
        seen = event_life.preview_of(session, event, _plan(session, event, change, questions, now), now)
        more = _question_lines(session, event.id, questions) if questions is not None else ()
        return replace(seen, lines=(*seen.lines, *more))


def differences(db: Database, by: Moderator, slug: str, change: EventChange) -> tuple[ChangedLine, ...]:
    """What is stored now (before) against what was typed (after), line by line, for whoever was too late.

    Values that cannot be saved are shown like others. Raises EventNotFound."""
    with db.reading() as session:
        event = find_moderated(session, by, slug)
        return event_change.differences(event._asdict(), change)


def _plan(
    session: Session, event: AnyRow, change: EventChange, questions: Sequence[QuestionEdit] | None, now: datetime
) -> Plan:
    """Raises InvalidRequest with everything at once: fields first, then questions."""
    problems: list[Problem] = []
    plan = None
    try:
        plan = event_life.plan_of(event, change, now)
    except InvalidRequest as error:
        problems.extend(error.problems)
    if questions is not None:
        problems.extend(question_problems(session, event.id, questions))
    if plan is None or problems:
        raise InvalidRequest(tuple(problems))
    return plan


# What changed questions say


def _question_lines(session: Session, event_id: int, edits: Sequence[QuestionEdit]) -> tuple[ChangedLine, ...]:
    """One line in German words, or none where the questions stay as they are."""
    before, after = list_edits(session, event_id), tidied(edits)
    if before == after:
        return ()
    words = _words(before), _words(after)
    if words[0] == words[1]:
        words = EVENT_REWORDED[""]
    lost = _lost_answers(session, event_id, after)
    return (ChangedLine(QUESTIONS, words[0], words[1] + lost, is_told=False),)


def _words(questions: Sequence[QuestionEdit]) -> str:
    return shortened(" · ".join(each.label for each in questions), WORDS_LIMIT) or EVENT_UNSET[QUESTIONS]


def _lost_answers(session: Session, event_id: int, edits: Sequence[QuestionEdit]) -> str:
    """Removed questions take their answers with them; nobody should notice that afterwards."""
    kept = {each.id for each in edits}
    count = sum(number for question_id, number in count_answers(session, event_id).items() if question_id not in kept)
    return f" ({ANSWERS_LOST[min(count, 2)].format(count=count)})" if count else ""
