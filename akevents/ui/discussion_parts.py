"""The questions for the discussion as participants, speakers and the projector show them."""

import uuid
from collections.abc import Sequence

import streamlit as st

from akevents import wording
from akevents.domain import discussion, discussion_view
from akevents.domain.discussion import MyDiscussion, MyQuestion
from akevents.domain.discussion_view import ShownQuestion
from akevents.domain.event_state import EventState
from akevents.domain.my_view import MyRegistration
from akevents.errors import InvalidRequest, LinkExpired, RegistrationNotFound
from akevents.formats.markup import literal
from akevents.store.tables import Discussion, DiscussionStatus
from akevents.ui.access import database
from akevents.ui.layout import end_page, explain_errors, lines, small
from akevents.ui.live_gate import Seen
from akevents.ui.saying import say_next_run
from akevents.wording import discussion as words

TEXT, NAME, SUBMISSION, SENT = "questions_text", "questions_shows_name", "questions_submission", "questions_sent"
FORM_HEIGHT = 110  # pixels
NOBODY_ASKED = "Hier stehen die Fragen, sobald jemand eine stellt."


def my_discussion_or_end(token: str) -> MyDiscussion:
    """The questions behind this personal link; one that leads nowhere gets its sentence, and the page ends."""
    try:
        return discussion.list_for_participant(database(), token)
    except (RegistrationNotFound, LinkExpired) as error:
        st.title("Kein gültiger Link", anchor=False)
        st.markdown(literal(wording.sentence(error)))
        end_page()


def question_form(mine: MyDiscussion, token: str) -> None:
    """Where a question is typed; what cannot be taken stays in the field."""
    if mine.closed:
        st.markdown(f"**{literal(words.CLOSED[mine.closed])}**")
        return
    if st.session_state.pop(SENT, False):
        st.session_state[TEXT], st.session_state[NAME] = "", False
    submission = st.session_state.setdefault(SUBMISSION, uuid.uuid4().hex)
    with st.form("questions", border=False):
        errors = st.container()
        text = st.text_area("Ihre Frage *", key=TEXT, height=FORM_HEIGHT)
        shows_name = st.checkbox("Mein Name darf bei dieser Frage stehen", key=NAME)
        if mine.mode == Discussion.MODERATED:
            small("Die Moderation liest Ihre Frage, bevor die anderen sie sehen.")
        if st.form_submit_button("Frage stellen", key="questions_submit", type="primary"):
            with explain_errors(errors):
                _ask(token, submission, text or "", shows_name=shows_name, errors=errors)


def _ask(token: str, submission: str, text: str, *, shows_name: bool, errors: object) -> None:
    try:
        status = discussion.ask(database(), token, submission, text, shows_name=shows_name)
    except InvalidRequest as error:
        st.error(" ".join(literal(wording.problem(each)) for each in error.problems), icon=":material/error:")
        return
    st.session_state.pop(SUBMISSION)
    st.session_state[SENT] = True
    waits = status == DiscussionStatus.WAITING
    say_next_run("Ihre Frage ist bei der Moderation." if waits else "Ihre Frage steht in der Liste.")


def my_questions(mine: MyDiscussion, token: str) -> None:
    """Every question with its votes, and a button for one's own vote."""
    if not mine.questions:
        small(NOBODY_ASKED)
    for each in mine.questions:
        with st.container(key=f"question_{each.question.id}", gap="xxsmall"):
            _question(each.question, mark=_mark(each))
            if each.question.status == DiscussionStatus.SHOWN and not mine.closed:
                _vote_button(each, token)


def _mark(each: MyQuestion) -> str:
    marks = ["Ihre Frage"] if each.is_mine else []
    if each.question.status != DiscussionStatus.SHOWN:
        marks.append(words.STATUS[each.question.status])
    return " · ".join(marks)


def _vote_button(each: MyQuestion, token: str) -> None:
    label = "Stimme zurücknehmen" if each.has_my_vote else "Interessiert mich auch"
    icon = ":material/undo:" if each.has_my_vote else ":material/thumb_up:"
    if st.button(label, key=f"questions_vote_{each.question.id}", icon=icon):
        with explain_errors():
            discussion.set_vote(database(), token, each.question.id, is_for=not each.has_my_vote)
            st.rerun()


def question_list(questions: Sequence[ShownQuestion]) -> None:
    """Read-only, for speakers and beside the figures."""
    if not questions:
        small(NOBODY_ASKED)
    for each in questions:
        mark = words.STATUS[each.status] if each.status == DiscussionStatus.ANSWERED else ""
        _question(each, mark=mark)


def _question(each: ShownQuestion, mark: str = "") -> None:
    facts = [words.votes(each.votes), *filter(None, (literal(each.name) if each.name else "", mark))]
    badge = ":blue-badge[:material/campaign: Jetzt] " if each.is_current else ""
    st.markdown(f"{badge}{lines(each.text)}  \n:small[:gray[{' · '.join(facts)}]]", width=680)


@st.cache_resource(max_entries=50, show_spinner=False)
def _public_questions(event_id: int, counter: int, discussion_counter: int) -> tuple[ShownQuestion, ...]:
    """Read once per change and process; whoever changes anything raises a counter."""
    with database().reading() as session:
        return discussion_view.public_questions(session, event_id)


def top_questions(event_id: int, seen: Seen, limit: int = 5) -> tuple[ShownQuestion, ...]:
    """What is asked most, for screens that show it beside other things; callers have checked who looks."""
    questions = _public_questions(event_id, seen.counter, seen.discussion)
    return tuple(each for each in questions if each.status == DiscussionStatus.SHOWN)[:limit]


def current_question(event_id: int, seen: Seen) -> ShownQuestion | None:
    """The one that is talked about now; callers have checked who looks."""
    return next((each for each in _public_questions(event_id, seen.counter, seen.discussion) if each.is_current), None)


def questions_link(mine: MyRegistration, token: str) -> None:
    """From one's own page to the questions, for those who take part."""
    over = mine.event.state in {EventState.PAST, EventState.CANCELLED}
    if mine.status in discussion.MAY_TAKE_PART and mine.event.discussion != Discussion.OFF and not over:
        st.link_button("Fragen zur Diskussion", f"/fragen?token={token}", icon=":material/forum:")
