"""Every screen: its file, German address, title, icon, and where it stands in the navigation. Server and shell both read it."""

from dataclasses import dataclass

from akevents.settings import ROOT


@dataclass(frozen=True, slots=True)
class PageEntry:
    """`section`: public (top navigation), overview or event (moderators' sidebar), hidden (reached by links). Of the
    sidebar, people who only help at the door get what is `for_helpers`."""

    file: str
    address: str
    title: str
    icon: str
    section: str
    for_helpers: bool = False


PAGES = (
    PageEntry("events.py", "", "Veranstaltungen", "event", "public"),
    PageEntry("calendar.py", "kalender", "Kalender", "calendar_month", "public"),
    PageEntry("event.py", "veranstaltung", "Veranstaltung", "event", "hidden"),
    PageEntry("my_registration.py", "meine-anmeldung", "Meine Anmeldung", "badge", "hidden"),
    PageEntry("late_request.py", "nachmeldung", "Nachmeldung", "contact_support", "hidden"),
    PageEntry("questions.py", "fragen", "Fragen", "forum", "hidden"),
    PageEntry("privacy.py", "datenschutz", "Datenschutz", "policy", "hidden"),
    PageEntry("legal_notice.py", "impressum", "Impressum", "info", "hidden"),
    PageEntry("accessibility.py", "barrierefreiheit", "Barrierefreiheit", "accessibility_new", "hidden"),
    PageEntry("overview.py", "uebersicht", "Übersicht", "home", "overview"),
    PageEntry("new_event.py", "neue-veranstaltung", "Neue Veranstaltung", "post_add", "overview"),
    PageEntry("administration.py", "verwaltung", "Verwaltung", "settings", "overview"),
    PageEntry("live_screen.py", "live", "Live", "monitoring", "event"),
    PageEntry("projector.py", "projektor", "Projektor", "present_to_all", "hidden"),
    PageEntry("participants.py", "teilnehmende", "Teilnehmende", "groups", "event"),
    PageEntry("edit.py", "bearbeiten", "Bearbeiten", "edit_note", "event"),
    PageEntry("messages.py", "nachrichten", "Nachrichten", "mail", "event"),
    PageEntry("direction.py", "regie", "Regie", "play_circle", "event"),
    PageEntry("discussion.py", "diskussion", "Diskussion", "forum", "event"),
    PageEntry("check_in.py", "check-in", "Check-in", "how_to_reg", "event", for_helpers=True),
    PageEntry("aftermath.py", "nachbereitung", "Nachbereitung", "task_alt", "event"),
    PageEntry("speaker.py", "vortrag", "Für Vortragende", "co_present", "hidden"),
    PageEntry("next_session.py", "naechste-sitzung", "Nächste Sitzung", "event_repeat", "hidden"),
)


def page(file: str) -> str:
    """What links name a page by. Absolute, because the main script and pages/ live in different folders."""
    return str(ROOT / "pages" / file)
