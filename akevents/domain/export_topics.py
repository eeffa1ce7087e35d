"""What people want to discuss, as the sheet Fragen shows it: without addresses, names with consent only."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from akevents.domain import discussion_view
from akevents.formats.people import Topic
from akevents.store.tables import DiscussionStatus, Registration, RegistrationStatus

STANDING = {DiscussionStatus.WAITING: "noch nicht gezeigt", DiscussionStatus.SHOWN: "offen",
            DiscussionStatus.ANSWERED: "beantwortet"}  # fmt: skip
WISHED = "bei der Anmeldung"


def topics_of(session: Session, event_id: int, *, with_wishes: bool) -> Iterator[Topic]:
    """The questions of the discussion in the moderator's order; then, where the profile shows such free text, what people
    wrote when they registered, without their names. What was hidden stays hidden."""
    for row in discussion_view.loaded(session, event_id):
        asked = discussion_view.shown(row)
        if asked.status in STANDING:
            yield Topic(asked.text, asked.votes, STANDING[asked.status], asked.asked_at, asked.name)
    if with_wishes:
        yield from _wished(session, event_id)


def _wished(session: Session, event_id: int) -> Iterator[Topic]:
    query = select(Registration.topic, Registration.registered_at).where(
        Registration.event_id == event_id,
        Registration.status == RegistrationStatus.CONFIRMED,
        Registration.topic.is_not(None),
    )
    for row in session.execute(query.order_by(Registration.number), execution_options={"yield_per": 500}):
        yield Topic(row.topic or "", None, WISHED, row.registered_at)
