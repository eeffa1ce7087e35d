"""Mails to an invented person, word for word what a real one would get."""

from datetime import UTC, datetime

import pytest
from house import House

from akevents.domain.event_change import ChangedLine
from akevents.domain.mail_samples import ABOUT_NO_PERSON, OwnWords, sample_event, sample_mail, told_of
from akevents.domain.outbox import MailKind
from akevents.settings import current
from akevents.store.tables import Language

EVENING = datetime(2031, 3, 5, 16, 0, tzinfo=UTC)
PLACE = ChangedLine("place", "Online", "Rathaus", is_told=True)


def test_sample_of_a_change_names_what_changes_and_nobody_real(house: House) -> None:
    event = house.event(title="Smart City", starts_at=EVENING)
    house.register(event, "Bernd")
    lines = (PLACE, ChangedLine("title", "Alt", "Neu", is_told=False))

    sample = sample_mail(event, MailKind.EVENT_CHANGED, current(), told_of(lines))

    assert sample.subject == "Geändert: Smart City, 05.03.2031"
    assert sample.text.startswith("Guten Tag Anna Beispiel,\n\n")
    assert "Ort\nbisher: Online\njetzt: Rathaus" in sample.text
    assert "Die beiliegende Kalenderdatei ändert den Termin" in sample.text
    assert "Neu" not in sample.text
    assert "Bernd" not in sample.text
    assert house.mails(event) == [("registered", "Bernd")]


def test_sample_of_a_registration_has_the_facts(house: House) -> None:
    event = house.event(title="Smart City", starts_at=EVENING, location="Rathaus")

    sample = sample_mail(event, MailKind.REGISTERED, current())

    assert sample.subject == "Angemeldet: Smart City, 05.03.2031"
    assert "Smart City\nMittwoch, 5. März 2031, 17:00–18:30 Uhr\nRathaus\nAK Wirtschaftsförderung" in sample.text
    assert "/meine-anmeldung?token=" in sample.text
    assert f'<html lang="{Language.GERMAN}">' in sample.html


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", MailKind)
def test_every_kind_has_a_sample_in_both_languages_about_nobody_real(kind: MailKind, language: Language) -> None:
    event = sample_event(1, "AK Wirtschaftsförderung")

    sample = sample_mail(
        event, kind, current(), language=language, own=OwnWords("Danke, {Vorname}.", "{Veranstaltung}")
    )

    assert ("Danke, Anna." in sample.text) == (kind not in ABOUT_NO_PERSON)
    assert sample.text.startswith("Guten Tag" if language == Language.GERMAN else "Hello")
    assert f'<html lang="{language}">' in sample.html
    assert ("Ein Abend zum Beispiel" in sample.subject) == (kind != MailKind.DIGEST)
