"""Every screen: its file, German address, title, icon, and where it stands in the navigation. Server and shell both read it."""

from dataclasses import dataclass

from akevents.settings import ROOT


@dataclass(frozen=True, slots=True)
class PageEntry:
    """`section`: public (top navigation), overview or event (moderators' sidebar), hidden (reached by links)."""

    file: str
    address: str
    title: str
    icon: str
    section: str


PAGES = (
    PageEntry("events.py", "", "Veranstaltungen", "event", "public"),
    PageEntry("calendar.py", "kalender", "Kalender", "calendar_month", "public"),
    PageEntry("event.py", "veranstaltung", "Veranstaltung", "event", "hidden"),
    PageEntry("my_registration.py", "meine-anmeldung", "Meine Anmeldung", "badge", "hidden"),
    PageEntry("privacy.py", "datenschutz", "Datenschutz", "policy", "hidden"),
    PageEntry("legal_notice.py", "impressum", "Impressum", "info", "hidden"),
    PageEntry("accessibility.py", "barrierefreiheit", "Barrierefreiheit", "accessibility_new", "hidden"),
    PageEntry("overview.py", "uebersicht", "Übersicht", "home", "overview"),
    PageEntry("live_screen.py", "live", "Live", "monitoring", "event"),
    PageEntry("participants.py", "teilnehmende", "Teilnehmende", "groups", "event"),
)


def page(file: str) -> str:
    """What links name a page by. Absolute, because the main script and pages/ live in different folders."""
    return str(ROOT / "pages" / file)
