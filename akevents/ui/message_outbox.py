"""Postausgang: every mail of the event, those that failed first, and one of them beside the list."""

from collections.abc import Mapping
from datetime import datetime
from zlib import crc32

import streamlit as st

from akevents import settings, wording
from akevents.domain import outbox_log
from akevents.domain.events import EventDetails
from akevents.domain.moderators import Moderator
from akevents.domain.outbox_log import PAGE_SIZE, LoggedMail, MailPage, MailQuery
from akevents.formats.markup import literal
from akevents.store.tables import MailStatus
from akevents.ui.access import database
from akevents.ui.choices import choice
from akevents.ui.layout import explain_errors, small
from akevents.ui.message_progress import mails_words, watch_outbox
from akevents.ui.message_writing import show_mail
from akevents.ui.saying import say_next_run
from akevents.wording import dates
from akevents.wording import messages as words
from akevents.wording.mails import KINDS

PAGES_WIDTH = 260  # pixels for seven numbers
STATUS_COLORS = {
    "queued": "blue",
    "sending": "blue",
    "sent": "green",
    "failed": "red",
    "kept": "gray",
    "stopped": "orange",
}
STATUS_LOOKS = {
    "queued": ("blue", "schedule_send"),
    "sending": ("blue", "outgoing_mail"),
    "sent": ("green", "check"),
    "failed": ("red", "error"),
    "kept": ("gray", "draft"),
    "stopped": ("orange", "pause"),
}


def outbox(moderator: Moderator, event: EventDetails) -> None:
    """The whole part."""
    with explain_errors():
        _where_mails_go()
        found = outbox_log.list_mails(database(), moderator, event.id, _query())
        watch_outbox(event, dict(found.counts))
        _failed(moderator, event, found.counts[MailStatus.FAILED])
        _filter(found)
        left, right = st.columns([1.6, 1], gap="medium")
        with left:
            chosen = _table(event, found)
            _page_switch(found)
        with right, explain_errors():
            if chosen:
                _panel(moderator, event, chosen)
            elif found.rows:
                small("Wählen Sie links eine E-Mail aus, dann steht hier, was in ihr steht und was Sie tun können.")


def _where_mails_go() -> None:
    """Without a mail server nothing leaves the house; that must not be found out by waiting."""
    if not settings.current().sends_mail:
        folder = str(settings.current().data_dir / "mail").replace("`", "")
        st.warning(
            "**Nichts verlässt das Haus.** Es ist kein Mailserver eingestellt; jede E-Mail wird stattdessen als Datei "
            f"(.eml) aufgehoben, auf dem Server im Ordner `{folder}`.",
            icon=":material/drafts:",
        )


def _query() -> MailQuery:
    state = st.session_state
    return MailQuery(
        state.get("messages_search") or "",
        state.get("messages_status") or "",
        state.get("messages_kind") or "",
        int(state.get("messages_page", 1)),
    )


def _failed(moderator: Moderator, event: EventDetails, failed: int) -> None:
    if not failed:
        return
    with st.container(border=True, horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        sentence = "ist nicht angekommen" if failed == 1 else "sind nicht angekommen"
        st.markdown(f"**{mails_words(failed)} {sentence}.**", width="content")
        if st.button("Alle noch einmal senden", key="messages_resend_all", type="primary", icon=":material/send:"):
            done = outbox_log.resend_all_failed(database(), moderator, event.id)
            say_next_run(f"{words.waits_again(done.resent)} {words.helps_nobody(done.left_out)}".strip())


def _filter(page: MailPage) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.text_input(
            "Suche", key="messages_search", placeholder="Name", icon=":material/search:", label_visibility="collapsed",
            width=240,
        )  # fmt: skip
        with st.popover("Filter", icon=":material/tune:"):
            choice("Stand", wording.MAIL_STATUS, "messages_status")
            choice("Art", {each.value: KINDS[each] for each in page.kinds}, "messages_kind")
    if any(page.counts.values()):
        small(literal(words.progress(page.counts.items())))


def _table(event: EventDetails, page: MailPage) -> int | None:
    """One page of mails; returns the id of the chosen one, which is remembered while other rows come and go (see
    participant_parts.participants_table)."""
    if not page.rows:
        small("Hier erscheint jede E-Mail zu dieser Veranstaltung, oder keine passt zur Suche.")
        return None
    import pandas as pd  # noqa: PLC0415 - the moderator's side only

    frame = pd.DataFrame(
        {
            "An": [_to(row) for row in page.rows],
            "Stand": [[wording.MAIL_STATUS[row.status]] for row in page.rows],
            "Art": [KINDS[row.kind] for row in page.rows],
            "Zeit": [_day(event, row.sent_at or row.queued_at) for row in page.rows],
        }
    )
    ids = [row.id for row in page.rows]
    remembered = f"messages_chosen_{event.id}"
    before: int | None = st.session_state.get(remembered)
    selection = st.dataframe(
        frame,
        hide_index=True,
        key=f"messages_table_{crc32(repr(ids).encode())}",
        selection_default={"selection": {"rows": [ids.index(before)]}} if before in ids else None,
        on_select="rerun",
        selection_mode="single-row",
        column_config={
            "An": st.column_config.TextColumn(width=125),
            "Stand": st.column_config.MultiselectColumn(
                options=list(wording.MAIL_STATUS.values()),
                color=[STATUS_COLORS[status] for status in wording.MAIL_STATUS],
                width=120,
            ),
            "Art": st.column_config.TextColumn(width=140),
            "Zeit": st.column_config.TextColumn(width=95),
        },
        height=min(38 + 35 * len(page.rows), 38 + 35 * PAGE_SIZE),
        alt=f"{mails_words(page.total)}, Seite {page.page} von {page.pages}",
    )
    selected = selection["selection"]["rows"]
    elsewhere = before if before not in ids else None
    chosen = ids[selected[0]] if selected else elsewhere
    st.session_state[remembered] = chosen
    return chosen


def _to(mail: LoggedMail) -> str:
    return mail.name or "Daten gelöscht"


def _day(event: EventDetails, at: datetime) -> str:
    return dates.local(at, event.timezone).strftime("%d.%m. %H:%M")


def _page_switch(page: MailPage) -> None:
    if not page.total:
        return
    first = (page.page - 1) * PAGE_SIZE + 1
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.markdown(f":small[:gray[{first}–{first + len(page.rows) - 1} von {page.total}]]", width="content")
        if page.pages > 1:
            st.pagination(page.pages, key="messages_page", width=PAGES_WIDTH)


def _panel(moderator: Moderator, event: EventDetails, mail_id: int) -> None:
    """One mail: how it stands, what can be done, what it says."""
    mail = outbox_log.get_mail(database(), moderator, mail_id)
    color, icon = STATUS_LOOKS[mail.status]
    st.markdown(f":{color}-badge[:material/{icon}: {wording.MAIL_STATUS[mail.status]}]")
    st.header(literal(_to(mail)), anchor=False)
    for label, said in _facts(event, mail).items():
        st.markdown(f":small[:gray[{label}]]  \n{literal(said)}")
    _actions(moderator, mail)
    show_mail(outbox_log.show(database(), moderator, mail_id))


def _facts(event: EventDetails, mail: LoggedMail) -> Mapping[str, str]:
    def moment(at: datetime) -> str:
        return dates.short_instant(at, event.timezone)

    facts = {"Art": KINDS[mail.kind], "Entstanden": moment(mail.queued_at)}
    if mail.sent_at:
        facts["Gesendet"] = moment(mail.sent_at)
    if mail.attempts > 1 or mail.status == MailStatus.FAILED:
        facts["Versuche"] = str(mail.attempts)
    if why := words.why(mail.last_error):
        facts["Grund"] = why
    if mail.status == MailStatus.QUEUED and mail.attempts:
        facts["Nächster Versuch"] = moment(mail.due_at)
    return facts


def _actions(moderator: Moderator, mail: LoggedMail) -> None:
    with st.container(horizontal=True, gap="small"), explain_errors():
        if mail.can_be_resent and st.button("Noch einmal senden", key="messages_resend", icon=":material/send:"):
            outbox_log.resend(database(), moderator, mail.id)
            say_next_run("Die E-Mail wartet auf den Versand.")
        if mail.can_be_stopped and st.button("Anhalten", key="messages_stop", icon=":material/pause:"):
            outbox_log.stop_mail(database(), moderator, mail.id)
            say_next_run("Die E-Mail ist angehalten.")
