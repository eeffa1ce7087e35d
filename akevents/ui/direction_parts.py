"""ui: Regie, all but its clock: what is prepared, counted and ticked off. Whatever is being typed stays as it is."""

import streamlit as st

from akevents.domain import evening
from akevents.domain.evening import Direction
from akevents.domain.moderators import Moderator
from akevents.formats.markup import literal
from akevents.ui.access import database
from akevents.ui.discussion_parts import question_list
from akevents.ui.layout import explain_errors, small
from akevents.ui.page_list import page
from akevents.ui.shared_fields import changed_elsewhere, read_before, save
from akevents.wording import dates
from akevents.wording import evening as words

ORDER, INTRODUCTION, COUNT = "direction_order", "direction_introduction", "direction_head_count"
ORDER_HEIGHT, INTRODUCTION_HEIGHT = 220, 140  # pixels


def order_form(moderator: Moderator, shown: Direction) -> None:
    """The running order as lines."""
    event = shown.event
    if shown.is_proposed:
        small("Ein Vorschlag aus Beginn, Ende und Ankündigung; ändern Sie ihn, wie Sie ihn brauchen.")
    read = read_before(ORDER, shown.lines, event.id)
    with st.expander("Ablauf ändern", icon=":material/edit:", key="direction_edit"):
        changed_elsewhere(ORDER, shown.lines, event.id)
        with st.form("order", border=False):
            errors = st.container()
            label = "Eine Zeile je Punkt: Minuten oder Uhrzeit, was geschieht, nach einem Strich Ihre Notiz"
            text = st.text_area(label, key=ORDER, height=ORDER_HEIGHT) or ""
            example = dates.clock(event.starts_at + (event.ends_at - event.starts_at) / 2, event.timezone)
            small(f"Zum Beispiel: 20 Einführung | Folien sind geladen. Was nicht vor {example} Uhr beginnen soll: "
                  f"{literal(example)} Diskussion")  # fmt: skip
            if st.form_submit_button("Ablauf speichern", key="direction_save"):
                with explain_errors(errors), errors:
                    step = evening.save_running_order
                    save(
                        ORDER,
                        "Der Ablauf ist gespeichert.",
                        lambda: step(database(), moderator, event.slug, text, read),
                    )


def introduction_form(moderator: Moderator, shown: Direction) -> None:
    """What is said about the speaker; a proposal until somebody writes it."""
    slug, event_id, proposal = shown.event.slug, shown.event.id, shown.introduction_proposal
    read = read_before(INTRODUCTION, shown.introduction, event_id, proposal)
    changed_elsewhere(INTRODUCTION, shown.introduction, event_id, proposal)
    with st.form("introduction", border=False):
        errors = st.container()
        text = st.text_area("Zur Vorstellung", key=INTRODUCTION, height=INTRODUCTION_HEIGHT) or ""
        if st.form_submit_button("Vorstellung speichern", key="direction_introduction_save"):
            with explain_errors(errors), errors:
                step = evening.save_introduction
                save(INTRODUCTION, "Die Vorstellung ist gespeichert.",
                     lambda: step(database(), moderator, slug, text, read))  # fmt: skip


def heads(moderator: Moderator, shown: Direction) -> None:
    """How many are there: as the house knows, and as the moderator counts."""
    slug, event_id = shown.event.slug, shown.event.id
    counted = f", **{shown.head_count}** gezählt" if shown.head_count is not None else ""
    st.markdown(f"**{shown.confirmed}** zugesagt, **{shown.present}** erfasst{counted}")
    read = read_before(COUNT, shown.head_count, event_id)
    changed_elsewhere(COUNT, shown.head_count, event_id)
    with st.form("direction_heads", border=False):
        errors = st.container()
        typed = st.number_input(
            "Selbst gezählt", key=COUNT, min_value=0, max_value=evening.MOST_PEOPLE, step=1, value=None
        )
        people = None if typed is None else int(typed)
        if st.form_submit_button("Festhalten", key="direction_heads_save"):
            with explain_errors(errors), errors:
                step = evening.set_head_count
                save(COUNT, "Die Zahl ist festgehalten.", lambda: step(database(), moderator, slug, people, read))


def recording_notice(shown: Direction) -> None:
    """What to say about recording, word for word."""
    recording = shown.recording
    st.markdown(
        literal(words.recorded(recording.purpose, recording.without_consent) if recording.is_on else words.NOT_RECORDED)
    )


def evening_questions(shown: Direction) -> None:
    """In the order in which they come, and the way to where that is changed."""
    question_list(shown.questions)
    query = {"event": shown.event.slug}
    st.page_link(page("discussion.py"), label="Fragen ordnen", icon=":material/forum:", query_params=query)


def checklist(moderator: Moderator, shown: Direction) -> None:
    """What is done and what is not; only what the house cannot know is ticked by hand."""
    for each in shown.checks:
        label = words.check(each.key, each.on)
        if each.by_itself:
            icon = ":material/check_circle:" if each.is_done else ":material/radio_button_unchecked:"
            st.markdown(
                f"{icon} {literal(label)}" + (" :small[:gray[erledigt]]" if each.is_done else " :small[:gray[offen]]")
            )
            continue
        ticked = st.checkbox(label, value=each.is_done, key=f"direction_check_{each.key}_{each.is_done}")
        if ticked != each.is_done:
            with explain_errors():
                evening.tick(database(), moderator, shown.event.slug, each.key, is_done=ticked)
                st.rerun()
