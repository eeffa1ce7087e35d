"""Schreiben: whom it is for, the words, the mail as each person gets it, and the step that sends it."""

import streamlit as st

from akevents import wording
from akevents.domain import audiences, messages
from akevents.domain.audiences import AnsweredQuestion, Recipient
from akevents.domain.events import EventDetails
from akevents.domain.mail_facts import placeholders
from akevents.domain.mail_samples import SampleMail
from akevents.domain.messages import IN_SUBJECT, INVITES, MessageDraft
from akevents.domain.moderators import Moderator
from akevents.domain.personal_secrets import HIDDEN
from akevents.errors import AkeventsError, InvalidRequest, Problem
from akevents.formats.markup import literal
from akevents.ui.access import database
from akevents.ui.layout import explain_errors, small
from akevents.ui.message_memory import at_first, draft_of, keep, key, recall, start_afresh, value
from akevents.ui.tables import Line, fact_table
from akevents.wording import messages as words

BODY_HEIGHT = 240  # pixels


def message_form(moderator: Moderator, event: EventDetails) -> None:
    """The whole part. On a phone the preview stands before the step that sends."""
    recall(event)
    _say(event)
    left, right = st.columns([1.1, 1], gap="large")
    with explain_errors():
        with left:
            st.header("An wen", anchor=False)
            _audience(moderator, event)
            people = audiences.find_recipients(database(), moderator, draft_of(event).audience)
            _people(people)
            st.header("Was", anchor=False)
            _words(event)
            keep(event)
        with right:
            st.header("Vorschau", anchor=False)
            _preview(moderator, event, draft_of(event), people)
        _send_step(moderator, event, draft_of(event), people)


def _say(event: EventDetails) -> None:
    """What the last step has to say."""
    if refusal := st.session_state.pop(key(event, "refusal"), ""):
        st.error(refusal, icon=":material/error:")


def _audience(moderator: Moderator, event: EventDetails) -> None:
    st.radio("Empfangende", list(words.WHO), key=key(event, "who"), format_func=words.WHO.__getitem__)
    is_group = value(event, "who") == "group"
    if is_group and event.state not in INVITES:
        st.markdown("Einladen können Sie, solange zu dieser Veranstaltung die Anmeldung offen ist.")
    left, right = st.columns(2)
    with left:
        st.multiselect(
            "Stand",
            list(wording.REGISTRATION_STATUS),
            default=at_first(event, "statuses"),
            key=key(event, "statuses"),
            format_func=wording.REGISTRATION_STATUS.__getitem__,
            placeholder="Niemand",
        )
    with right:
        st.selectbox(
            "Anwesenheit",
            list(words.ATTENDANCE),
            key=key(event, "attendance"),
            format_func=words.ATTENDANCE.__getitem__,
        )
    questions = () if is_group else audiences.answered_questions(database(), moderator, event.id)
    _answers(event, {each.id: each for each in questions})


def _answers(event: EventDetails, questions: dict[int, AnsweredQuestion]) -> None:
    """Only where somebody answered something. A question that is gone restricts nobody."""
    if value(event, "question") not in questions:
        st.session_state[key(event, "question")] = 0
    if not questions:
        st.session_state[key(event, "answer")] = ""
        return
    left, right = st.columns(2)
    with left:
        chosen = st.selectbox(
            "Zusatzfrage",
            [0, *questions],
            key=key(event, "question"),
            format_func=lambda number: questions[number].label if number else "Alle",
        )
    counts = dict(questions[chosen].answers) if chosen else {}
    if value(event, "answer") not in counts:
        st.session_state[key(event, "answer")] = next(iter(counts), "")
    with right:
        if counts:
            st.selectbox(
                "Antwort", list(counts), key=key(event, "answer"), format_func=lambda each: f"{each} ({counts[each]})"
            )


def _people(people: tuple[Recipient, ...]) -> None:
    """How many they are exactly, and who."""
    if not people:
        st.markdown("**Auf diese Auswahl trifft niemand zu.**")
        return
    counted = "**Eine Person** bekommt" if len(people) == 1 else f"**{len(people)} Personen** bekommen"
    with st.expander(f"{counted} die Nachricht"):
        rows = [
            (each.name, (Line(each.institution), Line(wording.REGISTRATION_STATUS[each.status], "quiet")))
            for each in people
        ]
        fact_table(rows, label="Wer die Nachricht bekommt")


def people_words(count: int) -> str:
    """ "37 Personen"; one of them in words."""
    return "eine Person" if count == 1 else f"{count} Personen"


def _words(event: EventDetails) -> None:
    draft = draft_of(event)
    found = [each for each in draft.problems() if _is_shown(event, each)]
    with st.container(gap="xxsmall"):
        st.text_input("Betreff", key=key(event, "subject"))
        _wrong(found, "subject")
    small(
        "Im Betreff: "
        + _names(IN_SUBJECT)
        + ". Der Tag der Veranstaltung kommt von selbst dazu; länger als 70 Zeichen "
        "wird kein Betreff."
    )
    with st.container(gap="xxsmall"):
        st.text_area("Text", key=key(event, "body"), height=BODY_HEIGHT)
        _wrong(found, "body")
    small("Im Text: " + _names(placeholders(draft.kind)) + ".")
    small("Anrede, Angaben zur Veranstaltung, Link und Löschtag stehen in jeder E-Mail und gehören nicht zum Text.")


def _names(known: tuple[str, ...]) -> str:
    return ", ".join(f"`{{{name}}}`" for name in known)


def _is_shown(event: EventDetails, problem: Problem) -> bool:
    """An empty field is no mistake before somebody wants to send it."""
    return bool(st.session_state.get(key(event, "tried"))) or not problem.code.startswith("missing_")


def _wrong(found: list[Problem], field: str) -> None:
    for each in found:
        if each.field == field:
            st.markdown(f":red[:material/error: {literal(wording.problem(each))}]")


def _preview(moderator: Moderator, event: EventDetails, draft: MessageDraft, people: tuple[Recipient, ...]) -> None:
    """One person's mail, and the way to the next person's."""
    if not people:
        small("Hier steht die E-Mail, sobald Ihre Auswahl auf jemanden zutrifft.")
        return
    at = min(st.session_state.get(key(event, "shown"), 0), len(people) - 1)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for words_, icon, to, is_off in (
            ("Vorige", "chevron_left", at - 1, at == 0),
            ("Nächste", "chevron_right", at + 1, at == len(people) - 1),
        ):
            st.button(words_, key=f"messages_{icon}", icon=f":material/{icon}:", disabled=is_off, on_click=_look_at,
                      args=(event, to))  # fmt: skip
        st.markdown(f"**{literal(people[at].name)}** · {at + 1} von {len(people)}", width="content")
    show_mail(messages.preview(database(), moderator, draft, people[at].id))


def _look_at(event: EventDetails, number: int) -> None:
    st.session_state[key(event, "shown")] = max(0, number)


def show_mail(mail: SampleMail) -> None:
    """A mail as text, its subject above it."""
    st.markdown(f"**{literal(mail.subject)}**")
    st.code(mail.text, language=None, wrap_lines=True)
    if HIDDEN in mail.text:
        small("Der persönliche Link steht nur in der E-Mail selbst.")


def _send_step(moderator: Moderator, event: EventDetails, draft: MessageDraft, people: tuple[Recipient, ...]) -> None:
    """One button, then one question with the number. Whatever changes in between takes the question back."""
    asked = st.session_state.get(key(event, "asked"))
    if asked == (draft, len(people)):
        _question(moderator, event, draft, len(people))
    elif st.button(
        f"An {people_words(len(people))} senden" if people else "Senden",
        key="messages_send", type="primary", icon=":material/send:",
    ):  # fmt: skip
        st.session_state[key(event, "tried")] = True
        if not _problems(draft, people):
            st.session_state[key(event, "asked")] = (draft, len(people))
        st.rerun()
    elif st.session_state.get(key(event, "tried")) and (found := _problems(draft, people)):
        title = wording.sentence(InvalidRequest(found))
        st.error("\n".join(f"- {literal(_named(each))}" for each in found), title=title, icon=":material/error:")


def _problems(draft: MessageDraft, people: tuple[Recipient, ...]) -> tuple[Problem, ...]:
    nobody = () if people else (Problem("audience", "nobody_chosen"),)
    return (*nobody, *draft.problems())


def _named(problem: Problem) -> str:
    return f"{words.FIELDS[problem.field]}: {wording.problem(problem)}"


def _question(moderator: Moderator, event: EventDetails, draft: MessageDraft, count: int) -> None:
    with st.container(border=True, key="messages_question"):
        st.markdown(f"**Soll die Nachricht an {people_words(count)} gehen?**")
        st.markdown("Anhalten lässt sich nur, was noch wartet.")
        with st.container(horizontal=True, gap="small"):
            st.button(f"Ja, an {people_words(count)}", key="messages_send_now", type="primary", icon=":material/send:",
                      on_click=_send, args=(moderator, event, draft, count))  # fmt: skip
            st.button("Noch nicht", key="messages_not_yet", on_click=_not_yet, args=(event,))


def _not_yet(event: EventDetails) -> None:
    st.session_state.pop(key(event, "asked"), None)


def _send(moderator: Moderator, event: EventDetails, shown: MessageDraft, count: int) -> None:
    """What is sent is what was shown: words that were typed a moment before the click are looked at first."""
    _not_yet(event)
    if draft_of(event) != shown:
        return
    try:
        messages.queue_message(database(), moderator, shown, count)
        start_afresh(event)
    except AkeventsError as error:
        st.session_state[key(event, "refusal")] = wording.sentence(error)
