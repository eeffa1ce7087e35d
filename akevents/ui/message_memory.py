"""What a moderator has typed into a message and not sent yet: kept while they look at another part of the screen."""

import uuid
from typing import Any

import streamlit as st

from akevents.domain.audiences import Attendance, Audience
from akevents.domain.events import EventDetails
from akevents.domain.messages import MessageDraft
from akevents.store.tables import RegistrationStatus

# Every field and what it holds at first. An event's message has its own fields: text for one must not go to another's people.
START: dict[str, Any] = {
    "who": "event",
    "statuses": [RegistrationStatus.CONFIRMED.value],
    "question": 0,
    "answer": "",
    "attendance": Attendance.ALL.value,
    "subject": "",
    "body": "",
}
TYPED = ("subject", "body")
# Not set beforehand but given as the widget's default: a value that is set travels with one drawing only, and is lost where
# the next run overtakes that on a slow line.
BY_DEFAULT = "statuses"


def key(event: EventDetails, name: str) -> str:
    return f"messages_{name}_{event.id}"


def _kept(event: EventDetails) -> dict[str, Any]:
    kept: dict[str, Any] = st.session_state.setdefault(key(event, "kept"), {})
    return kept


def recall(event: EventDetails) -> None:
    """Before the fields are drawn: Streamlit forgets the value of a widget that a run did not draw."""
    for name in START:
        if name != BY_DEFAULT:
            st.session_state.setdefault(key(event, name), at_first(event, name))


def at_first(event: EventDetails, name: str) -> Any:
    """What a field holds when it comes back: the value it was left with."""
    return _kept(event).get(name, START[name])


def keep(event: EventDetails) -> None:
    """After they are drawn."""
    for name in START:
        _kept(event)[name] = st.session_state[key(event, name)]


def value(event: EventDetails, name: str) -> Any:
    return st.session_state.get(key(event, name), at_first(event, name))


def audience_of(event: EventDetails) -> Audience:
    question = value(event, "question") or None
    answer = value(event, "answer") or ""
    return Audience(
        event_id=event.id,
        whole_group=value(event, "who") == "group",
        statuses=frozenset(RegistrationStatus(each) for each in value(event, "statuses")),
        question_id=question if answer else None,
        answer=answer,
        attendance=Attendance(value(event, "attendance")),
    )


def draft_of(event: EventDetails) -> MessageDraft:
    submission = st.session_state.setdefault(key(event, "submission"), uuid.uuid4().hex)
    return MessageDraft(submission, audience_of(event), value(event, "subject") or "", value(event, "body") or "")


def start_afresh(event: EventDetails) -> None:
    """After sending: empty words, the same choice of people, another submission."""
    for name in TYPED:
        st.session_state[key(event, name)] = _kept(event)[name] = START[name]
    for name in ("submission", "tried", "asked", "shown"):
        st.session_state.pop(key(event, name), None)
