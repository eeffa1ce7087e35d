"""How far a message has come: looked at every two seconds while it is under way, and no longer."""

from datetime import datetime

import streamlit as st

from akevents.domain import messages, outbox_log
from akevents.domain.events import EventDetails
from akevents.domain.messages import WrittenMessage
from akevents.domain.moderators import Moderator
from akevents.errors import DatabaseBusy
from akevents.formats.markup import literal
from akevents.store.tables import MailStatus
from akevents.ui.access import current_moderator, database
from akevents.ui.layout import explain_errors, small
from akevents.ui.saying import say_next_run
from akevents.ui.tables import Line, fact_table
from akevents.wording import dates
from akevents.wording import messages as words

TICK_S = 2.0  # between two looks


def messages_under_way(moderator: Moderator, event: EventDetails) -> None:
    """Those that are being sent now, each with its bar and the button that holds back what waits."""
    for each in messages.list_messages(database(), moderator, event.id):
        if each.is_under_way:
            _watched(event, each.id)


def messages_written(moderator: Moderator, event: EventDetails) -> None:
    """What was written before, newest first."""
    done = [each for each in messages.list_messages(database(), moderator, event.id) if not each.is_under_way]
    if done:
        st.header("Schon geschrieben", anchor=False, divider="gray")
        fact_table([(_day(event, each.queued_at), _facts(each)) for each in done], label="Schon geschrieben")


def _facts(message: WrittenMessage) -> tuple[Line, Line]:
    kind = "Einladung, " if message.whole_group else ""
    return Line(message.subject, "bold"), Line(kind + words.progress(message.counts.items()), "quiet")


def _day(event: EventDetails, at: datetime) -> str:
    return dates.local(at, event.timezone).strftime("%d.%m. %H:%M")


@st.fragment(run_every=TICK_S)
def _watched(event: EventDetails, message_id: int) -> None:
    by = current_moderator()
    if by is None or not by.may_moderate(event.working_group_id):
        st.rerun()
    try:
        now = messages.progress(database(), by, message_id)
    except DatabaseBusy:
        small(":material/sync_problem: Die Datenbank antwortet gerade nicht")
        return
    if not now.is_under_way:
        st.rerun()
    _bar(by, now)


def _bar(moderator: Moderator, now: WrittenMessage) -> None:
    left = now.total - now.waiting - now.counts[MailStatus.SENDING]
    with st.container(key=f"messages_progress_{now.id}"):
        st.progress(left / now.total, text=f"**{literal(now.subject)}** · {words.progress(now.counts.items())}")
        if now.waiting and st.button("Anhalten", key=f"messages_stop_{now.id}", icon=":material/pause:"):
            with explain_errors():
                done = messages.stop(database(), moderator, now.id)
                say_next_run(f"{mails_words(done.stopped)} angehalten, {mails_words(done.left)} schon bearbeitet.")


def mails_words(count: int) -> str:
    """ "1 E-Mail", "37 E-Mails"."""
    return "1 E-Mail" if count == 1 else f"{count} E-Mails"


@st.fragment(run_every=TICK_S)
def watch_outbox(event: EventDetails, shown: dict[MailStatus, int]) -> None:
    """Draw the outbox again when a mail changed its status."""
    by = current_moderator()
    if by is None or not by.may_moderate(event.working_group_id):
        st.rerun()
    try:
        is_old = outbox_log.count_by_status(database(), by, event.id) != shown
    except DatabaseBusy:
        small(":material/sync_problem: Die Datenbank antwortet gerade nicht")
        return
    if is_old:
        st.rerun()
