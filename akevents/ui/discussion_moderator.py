"""The questions as their moderator works with them."""

import uuid
from collections.abc import Sequence

import streamlit as st

from akevents import wording
from akevents.domain import discussion_moderation as moderation
from akevents.domain.discussion_moderation import ModeratedQuestion, ModeratorDiscussion
from akevents.domain.events import EventDetails
from akevents.domain.moderators import Moderator
from akevents.errors import InvalidRequest
from akevents.formats.german import fold
from akevents.formats.markup import literal
from akevents.store.tables import Discussion, DiscussionStatus
from akevents.ui.access import database
from akevents.ui.layout import explain_errors, lines, small
from akevents.ui.saying import say_next_run
from akevents.wording import discussion as words
from akevents.wording import shortened

TEXT, SUBMISSION, ADDED = "discussion_text", "discussion_submission", "discussion_added"
UP, DOWN, HIDE, SHOW, BACK = "Nach oben", "Nach unten", "Verbergen", "Zeigen", "Wieder offen"
SHORT = 60  # characters of another question, where one is chosen


def discussion_notice(found: ModeratorDiscussion) -> None:
    """Why nobody asks anything."""
    if found.mode == Discussion.OFF:
        st.markdown("Fragen sind für diese Veranstaltung abgeschaltet. Unter „Bearbeiten“ schalten Sie sie ein.")


def waiting_questions(moderator: Moderator, event: EventDetails, found: ModeratorDiscussion) -> None:
    """What nobody else reads yet, each with its two buttons; nothing where nothing waits."""
    waiting = [each for each in found.questions if each.question.status == DiscussionStatus.WAITING]
    if not waiting:
        return
    st.header(f"Warten auf Freigabe ({len(waiting)})", anchor=False)
    for each in waiting:
        _words(each)
        with st.container(horizontal=True, gap="small"), explain_errors():
            for label, status in ((SHOW, DiscussionStatus.SHOWN), (HIDE, DiscussionStatus.HIDDEN)):
                if st.button(label, key=f"discussion_{status}_{each.question.id}"):
                    _set(moderator, event, each, status)


def open_questions(moderator: Moderator, event: EventDetails, found: ModeratorDiscussion, search: str) -> None:
    """The list that is worked through: put one up, call it answered, and the rarer steps in its menu."""
    of_this_kind = [each for each in found.questions if each.question.status == DiscussionStatus.SHOWN]
    shown = [each for each in of_this_kind if _fits(each, search)]
    if not shown:
        small("Keine Frage passt zur Suche." if of_this_kind else "Hier stehen die Fragen, sobald jemand eine stellt.")
    for each in shown:
        with st.container(key=f"discussion_row_{each.question.id}", gap="xxsmall"):
            _words(each)
            with explain_errors():
                _steps(moderator, event, each, of_this_kind)
                _merged(moderator, event, each)


def _steps(
    moderator: Moderator, event: EventDetails, each: ModeratedQuestion, others: Sequence[ModeratedQuestion]
) -> None:
    number = each.question.id
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if each.question.is_current:
            if st.button("Nicht mehr zeigen", key=f"discussion_down_{number}", icon=":material/tv_off:"):
                moderation.put_up(database(), moderator, event.slug, None)
                st.rerun()
        elif st.button("Jetzt besprechen", key=f"discussion_up_{number}", icon=":material/campaign:"):
            moderation.put_up(database(), moderator, event.slug, number)
            st.rerun()
        if st.button("Beantwortet", key=f"discussion_answered_{number}", icon=":material/check:"):
            _set(moderator, event, each, DiscussionStatus.ANSWERED)
        step = st.menu_button("Mehr", [UP, DOWN, HIDE], key=f"discussion_more_{number}", icon=":material/more_horiz:")
        if step in (UP, DOWN):
            moderation.move(database(), moderator, event.slug, number, up=step == UP)
            st.rerun()
        if step == HIDE:
            _set(moderator, event, each, DiscussionStatus.HIDDEN)
        _merging(moderator, event, each, [other for other in others if other.question.id != number])


def _merging(
    moderator: Moderator, event: EventDetails, each: ModeratedQuestion, others: list[ModeratedQuestion]
) -> None:
    if not others:
        return
    number = each.question.id
    texts = {other.question.id: shortened(other.question.text, SHORT) for other in others}
    with st.popover("Zusammenlegen", icon=":material/merge:", key=f"discussion_merge_open_{number}"):
        into = st.selectbox(
            "Mit welcher Frage?", list(texts), format_func=texts.__getitem__, key=f"discussion_into_{number}", index=None,
            placeholder="Bitte wählen",
        )  # fmt: skip
        small("Die Stimmen zählen zusammen, jede Person einmal. Das lässt sich zurücknehmen.")
        if st.button("Zusammenlegen", key=f"discussion_merge_{number}", disabled=into is None) and into is not None:
            moderation.merge(database(), moderator, event.slug, number, into)
            say_next_run("Die Fragen sind zusammengelegt.")


def _merged(moderator: Moderator, event: EventDetails, each: ModeratedQuestion) -> None:
    if not each.merged:
        return
    with st.expander(f"Zusammengelegt mit {len(each.merged)}", key=f"discussion_merged_{each.question.id}"):
        for number, text in each.merged:
            st.markdown(lines(text))
            if st.button("Wieder trennen", key=f"discussion_apart_{number}"):
                moderation.take_apart(database(), moderator, event.slug, number)
                st.rerun()


def done_questions(moderator: Moderator, event: EventDetails, found: ModeratorDiscussion) -> None:
    """Answered and hidden ones, out of the way."""
    done = [
        each for each in found.questions if each.question.status in {DiscussionStatus.ANSWERED, DiscussionStatus.HIDDEN}
    ]
    if not done:
        return
    with st.expander(f"Beantwortet oder verborgen ({len(done)})", key="discussion_done"), explain_errors():
        for each in done:
            _words(each)
            if st.button(BACK, key=f"discussion_back_{each.question.id}"):
                _set(moderator, event, each, DiscussionStatus.SHOWN)


def topics_to_adopt(moderator: Moderator, event: EventDetails, found: ModeratorDiscussion) -> None:
    """What people wrote when they registered; one press makes a question of it."""
    if not found.topics:
        return
    with st.expander(f"Bei der Anmeldung geschrieben ({len(found.topics)})", key="discussion_topics"), explain_errors():
        for each in found.topics:
            st.markdown(f"{lines(each.text)}  \n:small[:gray[{literal(each.name)} · {literal(each.institution)}]]")
            if st.button("Als Frage aufnehmen", key=f"discussion_adopt_{each.registration_id}"):
                moderation.adopt_topic(database(), moderator, event.slug, each.registration_id)
                say_next_run("Die Frage steht in der Liste, ohne Namen.")


def add_question_form(moderator: Moderator, event: EventDetails) -> None:
    """A question that was heard in the room or read in the chat."""
    if st.session_state.pop(ADDED, False):
        st.session_state[TEXT] = ""
    submission = st.session_state.setdefault(SUBMISSION, uuid.uuid4().hex)
    with st.expander("Frage selbst aufschreiben", icon=":material/add:", key="discussion_add"):  # noqa: SIM117
        with st.form("discussion", border=False), explain_errors():
            text = st.text_area("Frage *", key=TEXT)
            if st.form_submit_button("Aufnehmen", key="discussion_submit"):
                try:
                    moderation.add(database(), moderator, event.slug, submission, text or "")
                except InvalidRequest as error:
                    st.error(
                        " ".join(literal(wording.problem(each)) for each in error.problems), icon=":material/error:"
                    )
                    return
                st.session_state.pop(SUBMISSION)
                st.session_state[ADDED] = True
                say_next_run("Die Frage steht in der Liste.")


def order_button(moderator: Moderator, event: EventDetails) -> None:
    if st.button("Nach Stimmen ordnen", key="discussion_order", icon=":material/sort:"):
        with explain_errors():
            moderation.order_by_votes(database(), moderator, event.slug)
            st.rerun()


def _set(moderator: Moderator, event: EventDetails, each: ModeratedQuestion, status: DiscussionStatus) -> None:
    moderation.set_status(database(), moderator, event.slug, each.question.id, status)
    st.rerun()


def _words(each: ModeratedQuestion) -> None:
    question = each.question
    author = f"{each.author}, {each.institution}" if each.author else "von der Moderation"
    name = "mit Namen" if question.name else "ohne Namen"
    facts = [words.votes(question.votes), literal(author), *([name] if each.author else [])]
    if question.status in {DiscussionStatus.ANSWERED, DiscussionStatus.HIDDEN}:
        facts.append(words.STATUS[question.status])
    badge = ":blue-badge[:material/campaign: Jetzt] " if question.is_current else ""
    st.markdown(f"{badge}**{lines(question.text)}**  \n:small[:gray[{' · '.join(facts)}]]")


def _fits(each: ModeratedQuestion, search: str) -> bool:
    haystack = fold(" ".join(filter(None, (each.question.text, each.author, each.institution))))
    return all(word in haystack for word in fold(search).split())
