"""Datenschutz, Impressum, Barrierefreiheit, Kalender: made of the settings in force."""

import pytest
from conftest import forget_settings
from house import House
from pages.conftest import Open
from pages.reading import plain, says


@pytest.fixture
def named(monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody is responsible and can be written to."""
    monkeypatch.setenv("AKEVENTS_CONTROLLER", "Verein *e. V.*|Am Markt 1|53113 Bonn")
    monkeypatch.setenv("AKEVENTS_CONTACT_EMAIL", "datenschutz@example.org")
    forget_settings()


@pytest.mark.parametrize("file", ["privacy.py", "legal_notice.py"])
def test_nobody_responsible_is_said_and_not_hidden(screen: Open, file: str) -> None:
    assert says(screen(file), "Hier steht noch niemand")


@pytest.mark.usefixtures("named")
@pytest.mark.parametrize("file", ["privacy.py", "legal_notice.py"])
def test_responsible_body_is_named_line_by_line(screen: Open, file: str) -> None:
    at = screen(file)
    assert says(at, "Verein *e. V.*\nAm Markt 1\n53113 Bonn")
    assert says(at, "datenschutz@example.org")


def test_privacy_notice_says_whether_mail_is_sent(screen: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    assert says(screen("privacy.py"), "Mails versendet diese Anwendung zurzeit nicht.")
    monkeypatch.setenv("AKEVENTS_SMTP_URL", "smtp://127.0.0.1:9")
    forget_settings()
    assert not says(screen("privacy.py"), "Mails versendet diese Anwendung zurzeit nicht.")


@pytest.mark.usefixtures("named")
def test_accessibility_statement_names_gaps_and_whom_to_tell(screen: Open) -> None:
    at = screen("accessibility.py")
    for words in ("EN 301 549", "WCAG 2.2", "Bekannte Lücken", "datenschutz@example.org"):
        assert says(at, words), words


def test_calendar_offers_one_address_for_all_and_one_for_each_group_and_category(house: House, screen: Open) -> None:
    house.event(categories=("Verkehr & *Wege*", "Digitalisierung"))
    house.event(working_group_id=house.other_group_id, categories=("digitalisierung", "мост"))
    paths = [
        "/kalender.ics",
        "/kalender/wirtschaft.ics",
        "/kalender/verkehr.ics",
        "/kalender/kategorie/digitalisierung.ics",
        "/kalender/kategorie/verkehr-wege.ics",
        "/kalender/kategorie/%D0%BC%D0%BE%D1%81%D1%82.ics",
    ]

    at = screen("calendar.py")

    assert [each.value for each in at.code] == [f"http://localhost:8501{path}" for path in paths]
    assert [each.url for each in at.get("link_button")] == [
        address for path in paths for address in (f"webcal://localhost:8501{path}", path)
    ]
    assert [each.value for each in at.header] == [
        "Alle Arbeitskreise",
        "So fügen Sie eine Adresse hinzu",
        "Je Arbeitskreis",
        "Je Thema",
    ]
    assert [plain(each.value) for each in at.subheader] == [
        "AK Wirtschaftsförderung", "AK Verkehr", "Digitalisierung", "Verkehr & *Wege*", "мост",
    ]  # fmt: skip


def test_calendar_says_how_each_program_subscribes(screen: Open) -> None:
    at = screen("calendar.py")

    for program in ("Outlook", "Apple, iPhone", "Apple, Mac", "Google", "Thunderbird"):
        assert says(at, f"{program}: "), program
