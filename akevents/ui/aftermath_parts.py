"""ui: Nachbereitung. Who was there, thanks, feedback, certificates, what is deleted when, the next session."""

import streamlit as st

from akevents.domain import aftermath, certificates, feedback, participants
from akevents.domain.aftermath import Aftermath, Attended
from akevents.domain.moderators import Moderator
from akevents.formats.german import fold
from akevents.formats.markup import literal
from akevents.ui.access import database
from akevents.ui.charts import rating_bars
from akevents.ui.layout import explain_errors, lines, small
from akevents.ui.page_list import page
from akevents.ui.saying import say_next_run
from akevents.wording import dates
from akevents.wording.evening import RATINGS

SHOWN_AT_MOST = 50  # rows with a button each; the search finds the others


def attendance_list(moderator: Moderator, shown: Aftermath) -> None:
    """Everybody with a place; a press says they were there, or were not."""
    missing = len(shown.people) - shown.present
    st.markdown(f"**{shown.present}** von {len(shown.people)} waren da, **{missing}** nicht.")
    search = st.text_input("Name oder Institution", key="aftermath_search", icon=":material/search:")
    found = [each for each in shown.people if _fits(each, search or "")]
    with explain_errors():
        for each in found[:SHOWN_AT_MOST]:
            _person(moderator, each)
    if len(found) > SHOWN_AT_MOST:
        small(f"und {len(found) - SHOWN_AT_MOST} weitere; die Suche findet sie")


def _fits(each: Attended, search: str) -> bool:
    return all(word in fold(f"{each.name} {each.institution}") for word in fold(search).split())


def _person(moderator: Moderator, each: Attended) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        mark = ":green-badge[:material/check: war da]" if each.was_there else ":gray-badge[:material/remove: nicht da]"
        st.markdown(f"{mark} **{literal(each.name)}** :small[:gray[{literal(each.institution)}]]", width="content")
        if st.button("War nicht da" if each.was_there else "War da", key=f"aftermath_{each.id}"):
            step = participants.undo_check_in if each.was_there else participants.check_in
            step(database(), moderator, each.id)
            st.rerun()


def thanks(moderator: Moderator, shown: Aftermath) -> None:
    """One mail to everybody who was there; how many, before it is sent."""
    if shown.thanked:
        people = "Eine Person bekommt" if shown.thanked == 1 else f"{shown.thanked} Personen bekommen"
        st.markdown(f"{people} den Dank oder {'hat' if shown.thanked == 1 else 'haben'} ihn schon.")
    if not shown.present:
        small("Sobald jemand als anwesend erfasst ist, schicken Sie hier den Dank mit Materialien und Bescheinigung.")
        return
    if shown.to_thank:
        people = "eine Person" if shown.to_thank == 1 else f"{shown.to_thank} Personen"
        small("Die Mail dankt, enthält die Materialien und führt zu Bescheinigung und Rückmeldung. Ihr Text steht unter "
              "Nachrichten, Texte.")  # fmt: skip
        with explain_errors():
            if st.button(f"Dank an {people} senden", key="aftermath_thank", icon=":material/send:", type="primary"):
                sent = aftermath.thank(database(), moderator, shown.event.slug)
                say_next_run(f"Der Dank an {'eine Person' if sent == 1 else f'{sent} Personen'} ist im Postausgang.")


def certificates_section(moderator: Moderator, shown: Aftermath) -> None:
    """Issue them for all who were there; people find theirs on their own page."""
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
    """What goes when, and what has gone."""
    event = shown.event
    st.markdown(
        f"Stornierte Anmeldungen werden am {literal(dates.day(shown.cancelled_deleted_on))} gelöscht, alle anderen mit "
        f"Fragen, Rückmeldungen und Mails am {literal(dates.day(event.deleted_on))}. Nur Zahlen bleiben."
    )
    for each in shown.deletions:
        when = dates.instant(each.at, event.timezone)
        st.markdown(f"- {literal(when)}: {each.people} Anmeldungen gelöscht")


def next_session_section(shown: Aftermath) -> None:
    if shown.next_event:
        st.markdown(f"Als Nächstes: **{literal(shown.next_event)}**")
    st.page_link(page("next_session.py"), label="Nächste Sitzung anlegen", icon=":material/event_repeat:",
                 query_params={"event": shown.event.slug})  # fmt: skip
