"""ui: the short form after an evening, on the event's page, without a name."""

import uuid

import streamlit as st

from akevents import wording
from akevents.domain import feedback
from akevents.domain.events import EventDetails
from akevents.domain.feedback import FeedbackForm
from akevents.errors import InvalidRequest
from akevents.formats.markup import literal
from akevents.ui.access import database
from akevents.ui.layout import explain_errors, small
from akevents.wording.evening import RATINGS

SUBMISSION = "feedback_submission"


def feedback_form(event: EventDetails) -> None:
    """For two weeks after the end; nothing before and later."""
    if not feedback.takes_feedback(event):
        return
    st.header("Wie war es?", anchor=False)
    if st.session_state.get("feedback_given") == event.id:
        st.success("Danke. Ihre Rückmeldung ist bei der Moderation.", icon=":material/check:")
        return
    small("Drei Fragen, ohne Namen. Wir speichern Ihre Antworten und den Tag, sonst nichts.")
    with st.form("feedback", border=False):
        errors = st.container()
        rating = st.radio("Wie nützlich war der Abend? *", list(RATINGS), format_func=RATINGS.__getitem__, index=None,
                          key="feedback_rating")  # fmt: skip
        useful = st.text_area("Was war nützlich?", key="feedback_useful", height=90)
        wishes = st.text_area("Was sollte anders sein, was wünschen Sie sich?", key="feedback_wishes", height=90)
        if st.form_submit_button("Rückmeldung abschicken", key="feedback_submit"):
            with explain_errors(errors):
                _give(event, rating, useful or "", wishes or "")


def _give(event: EventDetails, rating: int | None, useful: str, wishes: str) -> None:
    submission = st.session_state.setdefault(SUBMISSION, uuid.uuid4().hex)
    try:
        form = FeedbackForm(submission, rating, useful, wishes)
        feedback.give(database(), event.id, form, client=st.context.ip_address or "")
    except InvalidRequest as error:
        st.error("\n".join(f"- {literal(wording.problem(each))}" for each in error.problems), icon=":material/error:")
        return
    st.session_state.pop(SUBMISSION)
    st.session_state["feedback_given"] = event.id
    st.rerun()
