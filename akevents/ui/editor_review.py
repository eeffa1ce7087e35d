"""Above the editor's fields: a draft that was found, what somebody else changed, what is wrong, what a change would do."""

from collections.abc import Iterable

import streamlit as st

from akevents import settings, wording
from akevents.domain import event_editor, mail_samples
from akevents.domain.event_change import ChangedLine
from akevents.domain.event_life import ChangePreview
from akevents.domain.outbox import MailKind
from akevents.errors import Problem
from akevents.formats.markup import literal
from akevents.ui.access import database
from akevents.ui.editor_memory import Editor, discard, insist, take_up
from akevents.ui.editor_steps import Checked, save
from akevents.ui.layout import explain_errors, small
from akevents.wording import dates, de
from akevents.wording import editor as words


def found_draft(editor: Editor) -> None:
    """What was typed on an earlier visit and not saved: go on with it, or not."""
    draft = editor.found
    if draft is None:
        return
    with st.container(border=True):
        saved = dates.instant(draft.saved_at, editor.event.timezone)
        st.markdown(f"**{literal(f'Nicht gespeicherte Änderungen von {saved}')}**")
        if draft.based_on != editor.event.changed_at:
            st.markdown(
                "Die Veranstaltung wurde seitdem geändert. Was sich widerspricht, sehen Sie im nächsten Schritt."
            )
        with st.container(horizontal=True, gap="small"):
            st.button("Weiter bearbeiten", key="edit_take_up", type="primary", on_click=take_up, args=(editor,))
            st.button("Verwerfen", key="edit_discard", on_click=discard, args=(editor,))


def conflict(editor: Editor, checked: Checked) -> None:
    """Both versions line by line; nothing is overwritten before the moderator has seen them."""
    with st.container(border=True):
        st.header("Jemand anderes hat diese Veranstaltung inzwischen gespeichert", anchor=False)
        if checked.change is None:
            st.markdown("Bitte prüfen Sie zuerst die Angaben unten; dann stehen hier beide Fassungen nebeneinander.")
        else:
            _both_versions(editor)
        with st.container(horizontal=True, gap="small"):
            st.button("Meine Fassung übernehmen", key="edit_insist", on_click=insist, args=(editor,),
                      disabled=checked.change is None)  # fmt: skip
            st.button("Gespeicherte Fassung laden", key="edit_reload", on_click=discard, args=(editor,))


def _both_versions(editor: Editor) -> None:
    """Only what I changed myself: what others changed meanwhile stays theirs."""
    change, asks = editor.mine_on_stored()
    lines = event_editor.differences(database(), editor.moderator, editor.event.slug, change)
    for line in lines:
        st.markdown(
            f"**{literal(de.EVENT_LINES[line.key])}**  \ngespeichert: {literal(line.before)}  \nmeine: {literal(line.after)}"
        )
    if asks:
        st.markdown("**Zusatzfragen**  \nSie haben die Fragen anders als gespeichert.")
    if not lines and not asks:
        st.markdown("Beide Fassungen sagen dasselbe.")
    else:
        small("Was Sie nicht geändert haben, bleibt, wie es gespeichert ist. Auch danach ist noch nichts gespeichert.")


def problem_list(problems: Iterable[Problem], *, to_publish: bool) -> None:
    """All at once, each with the section and the name of its field."""
    found = list(problems)
    lines = [f"- **{literal(words.place(each.field))}:** {literal(wording.problem(each))}" for each in found]
    what = "veröffentlicht" if to_publish else "gespeichert"
    title = f"Bitte prüfen Sie {wording.counted(len(found), 'Angabe', 'Angaben')}. Es ist noch nichts {what}."
    st.error("\n".join(lines), title=title, icon=":material/error:")


def review(editor: Editor, checked: Checked) -> None:
    """Before and after, who will be told and what, then the button that saves."""
    preview = checked.preview
    if preview is None:
        return
    with st.container(border=True):
        st.header("Was sich ändert", anchor=False)
        if not preview.lines:
            st.markdown("Bisher ist nichts anders als gespeichert.")
            return
        _lines(preview.lines)
        _consequences(preview)
        if preview.told:
            _what_they_get(editor, checked, preview)
        told = sum(preview.told.values())
        label = f"Speichern und {words.people(told)} benachrichtigen" if told else "Speichern"
        errors = st.empty()
        if st.button(label, key="edit_save", type="primary", icon=":material/save:"):
            with explain_errors(errors):
                save(editor, checked)


def _lines(lines: tuple[ChangedLine, ...]) -> None:
    for line in lines:
        st.markdown(f"**{literal(de.EVENT_LINES[line.key])}**  \n{literal(line.before)} → {literal(line.after)}")


def _consequences(preview: ChangePreview) -> None:
    if preview.told:
        st.markdown(f"Benachrichtigt: {literal(words.told({str(key): value for key, value in preview.told.items()}))}.")
    else:
        st.markdown("Es geht keine Mail hinaus.")
    if preview.promoted:
        st.markdown(f"Von der Warteliste nachrücken: {words.people(preview.promoted)}.")
    if preview.beyond_capacity:
        st.markdown(f"Über die neue Platzzahl hinaus behalten ihren Platz: {words.people(preview.beyond_capacity)}.")


def _what_they_get(editor: Editor, checked: Checked, preview: ChangePreview) -> None:
    """Mail and calendar file of somebody who has a place."""
    before = editor.event.sequence
    st.markdown(
        f"Die Kalenderdatei ändert den Termin in den Kalendern (SEQUENCE {before} → {preview.sequence}). Sie liegt bei, wo "
        "jemand einen Platz hat."
    )
    details = mail_samples.told_of(preview.lines)
    mail = mail_samples.sample_mail(checked.after, MailKind.EVENT_CHANGED, settings.current(), details)
    with st.expander("Die Mail, wie Anna Beispiel sie bekäme", key="edit_mail_shown"):
        st.markdown(f"**{literal(mail.subject)}**")
        st.code(mail.text, language=None, wrap_lines=True)
