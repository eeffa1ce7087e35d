"""Datenschutz, Impressum, Barrierefreiheit, Kalender: made of the settings in force."""

import pytest
from conftest import forget_settings
from house import House
from pages.conftest import Open
from pages.reading import says


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


def test_calendar_offers_one_address_for_all_and_one_for_each_group(house: House, screen: Open) -> None:
    house.event()
    house.event(working_group_id=house.other_group_id)
    at = screen("calendar.py")
    assert [each.value for each in at.code] == [
        "http://localhost:8501/kalender.ics",
        "http://localhost:8501/kalender/wirtschaft.ics",
        "http://localhost:8501/kalender/verkehr.ics",
    ]
    addresses = [each.url for each in at.get("link_button")]
    assert addresses == [
        address
        for path in ("/kalender.ics", "/kalender/wirtschaft.ics", "/kalender/verkehr.ics")
        for address in (f"webcal://localhost:8501{path}", path)
    ]
