"""Every page, opened first and alone, by a stranger and by a moderator."""

from collections.abc import Callable

import pytest
from house import House
from pages.conftest import Open
from pages.reading import links, says, texts

from akevents.domain import moderators
from akevents.settings import ROOT
from akevents.ui.page_list import PAGES

ALL = [entry.file for entry in PAGES]
HIDDEN_FROM_STRANGERS = {"next_session.py", "projector.py"}  # moderators' pages that stand in no navigation
MODERATORS = [
    entry.file for entry in PAGES if entry.section in {"overview", "event"} or entry.file in HIDDEN_FROM_STRANGERS
]
PUBLIC = [file for file in ALL if file not in MODERATORS]
OF_AN_EVENT = [file for file in MODERATORS if file not in {"overview.py", "new_event.py", "administration.py"}]
FOR_HELPERS = {"overview.py", "check_in.py"}
TITLES = {
    "events.py": "Veranstaltungen",
    "calendar.py": "Kalender abonnieren",
    "event.py": "Nicht gefunden",
    "my_registration.py": "Kein gültiger Link",
    "late_request.py": "Kein gültiger Link",
    "privacy.py": "Datenschutz",
    "legal_notice.py": "Impressum",
    "accessibility.py": "Barrierefreiheit",
    "overview.py": "Übersicht",
    "live_screen.py": "Ein Abend",
    "participants.py": "Teilnehmende",
    "new_event.py": "Neue Veranstaltung",
    "edit.py": "Bearbeiten",
    "next_session.py": "Nächste Sitzung",
    "administration.py": "Verwaltung",
    "messages.py": "Nachrichten",
    "check_in.py": "Check-in",
    "projector.py": "Ein Abend",
    "discussion.py": "Diskussion",
    "direction.py": "Regie",
    "aftermath.py": "Nachbereitung",
    "questions.py": "Kein gültiger Link",
    "speaker.py": "Kein gültiger Link",
}
ASKED = ["Bitte melden Sie sich an", "Diese Seite gehört der Moderation.", "Zur Anmeldung der Moderation"]


def test_every_file_in_pages_is_a_page() -> None:
    assert sorted(ALL) == sorted(path.name for path in (ROOT / "pages").glob("*.py"))
    assert set(TITLES) == set(ALL)


@pytest.mark.parametrize("file", PUBLIC)
def test_public_page_opens_alone(screen: Open, file: str) -> None:
    at = screen(file)
    assert [each.value for each in at.title] == [TITLES[file]]
    assert not at.error


@pytest.mark.parametrize("file", ALL)
def test_page_opens_for_a_moderator(house: House, screen: Open, mona: str, file: str) -> None:
    house.event()
    at = screen(file)
    assert [each.value for each in at.title] == [TITLES[file]]
    assert not at.error
    assert says(at, "Mona")


@pytest.mark.parametrize("file", MODERATORS)
def test_moderators_page_asks_a_stranger_to_sign_in(house: House, screen: Open, file: str) -> None:
    event = house.event(title="Geheimer Titel")
    house.register(event, "Anna")
    at = screen(file, event=event.slug)
    assert [each.value for each in at.title] == [ASKED[0]]
    assert all(says(at, words) for words in ASKED)
    assert not [text for text in texts(at) if "Geheim" in text or "Anna" in text]
    assert not at.dataframe
    assert not at.metric


@pytest.mark.parametrize("file", OF_AN_EVENT)
def test_event_of_another_group_is_not_found(
    house: House, screen: Open, sign_in: Callable[[str], str], file: str
) -> None:
    event = house.event(title="Geheimer Titel")
    house.register(event, "Anna")
    sign_in("olaf@example.org")
    at = screen(file, event=event.slug)
    assert [each.value for each in at.title] == ["Nicht gefunden"]
    assert says(at, "Diese Veranstaltung gibt es nicht oder nicht mehr.")
    assert not [text for text in texts(at) if "Geheim" in text or "Anna" in text]
    assert "Excel" not in links(at)


@pytest.mark.parametrize("file", OF_AN_EVENT)
def test_moderators_page_without_any_event_says_so(screen: Open, mona: str, file: str) -> None:
    assert [each.value for each in screen(file).title] == ["Nicht gefunden"]


@pytest.mark.parametrize("file", MODERATORS)
def test_helper_gets_no_further_than_the_door(
    house: House, screen: Open, sign_in: Callable[[str], str], file: str
) -> None:
    event = house.event(title="Smart City")
    house.register(event, "Anna", topic="Geheim")
    house.helper()
    sign_in("hanna@example.org")
    at = screen(file, event=event.slug)
    assert [each.value for each in at.title] == [TITLES[file] if file in FOR_HELPERS else "Kein Zugang"]
    assert says(at, "Das gehört zu einer anderen Rolle.") == (file not in FOR_HELPERS)
    assert says(at, "Anna") == (file == "check_in.py")
    assert not [text for text in texts(at) if "anna@" in text or "Geheim" in text]
    assert "Excel" not in links(at)


@pytest.mark.parametrize("file", MODERATORS)
def test_person_without_any_role_sees_nothing(
    house: House, screen: Open, sign_in: Callable[[str], str], file: str
) -> None:
    event = house.event(title="Smart City")
    house.register(event, "Anna")
    moderators.add_moderator(house.db, "nora@example.org", "Nora")
    sign_in("nora@example.org")
    at = screen(file, event=event.slug)
    assert [each.value for each in at.title] == ["Kein Zugang"]
    assert not [text for text in texts(at) if "Anna" in text or "Smart" in text]


def test_draft_is_not_found_by_a_stranger(house: House, screen: Open) -> None:
    event = house.event(publish=False, title="Noch geheim")
    at = screen("event.py", event=event.slug)
    assert [each.value for each in at.title] == ["Nicht gefunden"]
    assert not says(at, "geheim")


def test_no_button_is_tertiary() -> None:
    """Focused or under the mouse, its words take the primary colour: 3.6:1 on the dark ground."""
    sources = [*(ROOT / "pages").glob("*.py"), *(ROOT / "akevents" / "ui").glob("*.py")]
    assert [path.name for path in sources if "tertiary" in path.read_text(encoding="utf-8")] == []
