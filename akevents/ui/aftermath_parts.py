"""ui: Nachbereitung. Who was there, thanks, feedback, certificates, what is deleted when, the next session."""

from collections.abc import Iterator

import streamlit as st

from akevents.domain import aftermath, certificates, feedback, participants
from akevents.domain.aftermath import Aftermath, Attended
from akevents.domain.event_state import EventState
from akevents.domain.moderators import Moderator
from akevents.formats.german import fold
from akevents.formats.markup import literal
from akevents.ui.access import database
from akevents.ui.charts import rating_bars
from akevents.ui.layout import explain_errors, lines, small
from akevents.ui.message_writing import show_mail
from akevents.ui.page_list import page
from akevents.ui.saying import say_next_run
from akevents.ui.tables import fact_table
from akevents.wording import counted, dates
from akevents.wording.evening import RATINGS

SHOWN_AT_MOST = 50  # rows with a button each; the search finds the others
BUTTON_WIDTH = 122  # pixels; the two labels side by side do not jump
EVERYBODY, WERE_THERE, WERE_NOT = "Alle", "Waren da", "Waren nicht da"


def not_over_yet(shown: Aftermath) -> None:
    """What will be here, and when."""
    if shown.event.state == EventState.CANCELLED:
        st.markdown("Diese Veranstaltung ist abgesagt. Nachzubereiten gibt es nichts, gelöscht wird trotzdem.")
        return
    until = literal(dates.instant(shown.event.ends_at, shown.event.timezone))
    st.markdown(f"Nach dem Ende am {until} stehen hier Anwesenheit, Dank, Bescheinigungen und Rückmeldungen.")


def attendance_list(moderator: Moderator, shown: Aftermath) -> None:
    """Everybody with a place; a press says they were there, or were not."""
    if shown.remains and not shown.people:
        _remains(shown)
        return
    missing = len(shown.people) - shown.present
    by_hand = f", {shown.head_count} gezählt" if shown.head_count is not None else ""
    st.markdown(f"**{shown.present}** von {len(shown.people)} waren da, **{missing}** nicht{by_hand}.")
    if not shown.people:
        small("Hier stehen alle, die einen Platz hatten. Es war niemand angemeldet.")
        return
    who = st.radio("Wer", (EVERYBODY, WERE_THERE, WERE_NOT), key="aftermath_who", horizontal=True,
                   label_visibility="collapsed")  # fmt: skip
    search = st.text_input("Name oder Institution", key="aftermath_search", icon=":material/search:")
    found = [each for each in shown.people if _fits(each, who, search or "")]
    with explain_errors():
        for each in found[:SHOWN_AT_MOST]:
            _person(moderator, each)
    if len(found) > SHOWN_AT_MOST:
        small(f"und {len(found) - SHOWN_AT_MOST} weitere; die Suche findet sie")
    elif not found:
        small("Auf diese Auswahl trifft niemand zu.")


def _remains(shown: Aftermath) -> None:
    """The counts that are left when nobody is known any more."""
    left = shown.remains
    assert left is not None
    came = "nicht festgehalten" if left.present is None else str(left.present)
    counts = {"Zugesagt": left.confirmed, "Abgesagt": left.cancelled, "Warteliste": left.waitlisted}
    rows = {"Waren da": came, **{name: str(count) for name, count in counts.items()}, "Fragen": str(left.questions)}
    if shown.head_count is not None:
        rows["Selbst gezählt"] = str(shown.head_count)
    fact_table(rows, label="Was von diesem Abend geblieben ist")
    small("Die Namen sind gelöscht.")


def _fits(each: Attended, who: str, search: str) -> bool:
    is_among = who == EVERYBODY or each.was_there == (who == WERE_THERE)
    return is_among and all(word in fold(f"{each.name} {each.institution}") for word in fold(search).split())


def _person(moderator: Moderator, each: Attended) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"aftermath_row_{each.id}"):
        mark = ":green-badge[:material/check: war da]" if each.was_there else ":gray-badge[:material/remove: nicht da]"
        with st.container(gap=None, width="stretch"):
            st.markdown(f"**{literal(each.name)}**  \n{mark} :small[:gray[{literal(each.institution)}]]")
        label = "War nicht da" if each.was_there else "War da"
        said = f"{literal(each.name)} war {'doch nicht' if each.was_there else 'doch'} da"
        if st.button(label, key=f"aftermath_{each.id}", help=said, width=BUTTON_WIDTH):
            step = participants.undo_check_in if each.was_there else participants.check_in
            step(database(), moderator, each.id)
            st.rerun()


def thanks(moderator: Moderator, shown: Aftermath) -> None:
    """One mail to everybody who was there: how many, and what it says, before it is sent."""
    if shown.remains and not shown.people:
        small("Niemand ist mehr bekannt, dem eine Mail gelten könnte.")
        return
    if shown.thanked:
        people = "Eine Person bekommt" if shown.thanked == 1 else f"{shown.thanked} Personen bekommen"
        st.markdown(f"{people} den Dank oder {'hat' if shown.thanked == 1 else 'haben'} ihn schon.")
    if not shown.present:
        small("Sobald jemand als anwesend erfasst ist, schicken Sie hier den Dank mit Materialien und Bescheinigung.")
    _materials(shown)
    if shown.to_thank:
        with explain_errors():
            with st.expander("So liest sich die Mail", icon=":material/mail:", key="aftermath_preview"):
                show_mail(aftermath.thanks_preview(database(), moderator, shown.event.slug))
                small("Ihren Text ändern Sie unter „Nachrichten“, „Texte“.")
            people = counted(shown.to_thank, "Person", "Personen")
            if st.button(f"Dank an {people} senden", key="aftermath_thank", icon=":material/send:", type="primary"):
                sent = aftermath.thank(database(), moderator, shown.event.slug)
                say_next_run(f"Der Dank an {counted(sent, 'Person', 'Personen')} ist im Postausgang.")


def _materials(shown: Aftermath) -> None:
    """Whether there are any, who gets them how, and where they are entered."""
    if (shown.event.materials or "").strip():
        small("Materialien sind eingetragen. Wer da war, bekommt sie mit dem Dank, alle anderen mit Platz in einer eigenen "
              "Mail; niemand bekommt sie zweimal.")  # fmt: skip
        label = "Materialien ändern"
    else:
        st.markdown("Es sind noch keine Materialien eingetragen. Dann geht der Dank ohne sie hinaus.")
        label = "Materialien eintragen"
    st.page_link(page("edit.py"), label=label, icon=":material/edit_note:", query_params={"event": shown.event.slug})


def certificates_section(moderator: Moderator, shown: Aftermath) -> None:
    """Issue them for all who were there; people find theirs on their own page."""
    if shown.remains and not shown.people:
        small("Was ausgestellt ist, gilt weiter; neue gibt es nicht mehr.")
        return
    counts = certificates.counts(database(), moderator, shown.event.slug)
    st.markdown(f"**{counts.issued}** von {counts.present} Bescheinigungen sind ausgestellt.")
    with st.container(horizontal=True, gap="small"), explain_errors():
        if counts.issued < counts.present and st.button("Für alle ausstellen, die da waren", key="aftermath_certify"):
            new = certificates.issue_for_all(database(), moderator, shown.event.slug)
            say_next_run(
                "Eine Bescheinigung ist ausgestellt." if new == 1 else f"{new} Bescheinigungen sind ausgestellt."
            )
        if counts.issued:
            st.link_button("Alle als PDF", f"/bescheinigungen/{shown.event.slug}.pdf", icon=":material/download:")


def feedback_section(moderator: Moderator, shown: Aftermath) -> None:
    """What people said, once enough of them did."""
    found = feedback.list_feedback(database(), moderator, shown.event.slug)
    if found.answers < feedback.LEAST:
        small(
            f"Rückmeldungen bisher: {found.answers}. Ab {feedback.LEAST} stehen sie hier, damit niemand erkennbar ist."
        )
        return
    average = f"{found.average:.1f}".replace(".", ",")
    st.markdown(f"**{average}** von 5 im Mittel, {found.answers} Rückmeldungen")
    rating_bars({RATINGS[rating]: found.ratings[rating] for rating in sorted(found.ratings, reverse=True)})
    for heading, texts in (("Was nützlich war", found.useful), ("Was anders sein sollte", found.wishes)):
        if texts:
            st.subheader(heading, anchor=False)
            for text in texts:
                st.markdown(f"- {lines(text)}")


def deletion_section(shown: Aftermath) -> None:
    """What goes when, whether anything is held up, and what has gone."""
    fact_table(_deletion_days(shown), label="Was wann gelöscht wird")
    for each in shown.deletions:
        when = literal(dates.instant(each.at, shown.event.timezone))
        st.markdown(f"- {when}: {counted(each.people, 'Anmeldung', 'Anmeldungen')} gelöscht")


def _deletion_days(shown: Aftermath) -> Iterator[tuple[str, str]]:
    everything = dates.day(shown.event.deleted_on)
    yield "Stornierte Anmeldungen", dates.day(shown.cancelled_deleted_on)
    yield "Alle anderen", f"{everything}, mit Antworten, Einwilligungen und Mails"
    yield "Fragen", f"{everything}, mit ihren Stimmen"
    yield "Rückmeldungen", f"{everything}; die Noten bleiben als Zahlen"
    yield "Bleibt", "nur Zahlen"
    overdue = f"{counted(shown.overdue, 'Anmeldung', 'Anmeldungen')}, beim nächsten Lauf des Servers"
    yield "Aufgehalten", overdue if shown.overdue else "nichts"


def next_session_section(shown: Aftermath) -> None:
    if shown.next_event:
        st.markdown(f"Als Nächstes: **{literal(shown.next_event)}**")
    st.page_link(page("next_session.py"), label="Nächste Sitzung anlegen", icon=":material/event_repeat:",
                 query_params={"event": shown.event.slug})  # fmt: skip
