"""Kalender: how to subscribe, so that new dates and cancellations appear by themselves."""

from itertools import groupby

import streamlit as st

from akevents import settings, ui
from akevents.domain import calendar_entries
from akevents.domain.calendar_entries import Feed, FeedKind
from akevents.formats.markup import literal

HEADINGS = {FeedKind.ALL: "Alle Arbeitskreise", FeedKind.GROUP: "Je Arbeitskreis", FeedKind.CATEGORY: "Je Thema"}
STEPS = """\
- **Outlook**: Kalender, „Kalender hinzufügen“, „Aus dem Internet“ oder „Aus dem Web abonnieren“; dort die Adresse einfügen.
- **Apple, iPhone**: Kalender, unten „Kalender“, „Kalender hinzufügen“, „Kalenderabonnement hinzufügen“.
- **Apple, Mac**: Kalender, „Ablage“, „Neues Kalenderabonnement“.
- **Google**: am Computer, links neben „Weitere Kalender“ auf das Plus, „Per URL“.
- **Thunderbird**: „Neuer Kalender“, „Im Netzwerk“; Benutzername und Kennwort bleiben leer."""


def show_feed(feed: Feed) -> None:
    base = settings.current().base_url
    is_first = feed.kind == FeedKind.ALL
    if not is_first:
        st.subheader(literal(feed.name), anchor=False)
    st.code(base + feed.path, language=None, wrap_lines=True)
    with st.container(horizontal=True, gap="small"):
        st.link_button(
            "Im Kalenderprogramm öffnen",
            f"webcal://{base.split('://', 1)[1]}{feed.path}",
            icon=":material/calendar_add_on:",
            type="primary" if is_first else "secondary",
        )
        st.link_button("Als Datei laden", feed.path, icon=":material/download:")


with ui.public_page(ui.PERSONAL_WIDTH):
    ui.back_to_events()
    st.title("Kalender abonnieren", anchor=False)
    st.markdown(
        "Ein abonnierter Kalender hält sich selbst auf dem Stand: Neue Termine, Änderungen und Absagen erscheinen ohne "
        "Ihr Zutun. Er enthält keine Namen und keine Zugangsdaten. Eine geladene Datei dagegen bleibt, wie sie ist."
    )
    for kind, feeds in groupby(calendar_entries.list_feeds(ui.database()), key=lambda feed: feed.kind):
        st.header(HEADINGS[kind], anchor=False)
        for feed in feeds:
            show_feed(feed)
        if kind == FeedKind.ALL:
            st.header("So fügen Sie eine Adresse hinzu", anchor=False)
            st.markdown(STEPS)
            ui.small("Ihr Programm fragt etwa zweimal am Tag nach, Google manchmal nur einmal.")
