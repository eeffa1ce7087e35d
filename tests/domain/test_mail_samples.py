"""Mails to an invented person, word for word what a real one would get."""

from datetime import UTC, datetime

from house import House

from akevents.domain.event_change import ChangedLine
from akevents.domain.mail_samples import sample_mail, told_of
from akevents.domain.outbox import MailKind
from akevents.settings import current

EVENING = datetime(2031, 3, 5, 16, 0, tzinfo=UTC)
PLACE = ChangedLine("place", "Online", "Rathaus", is_told=True)


def test_sample_of_a_change_names_what_changes_and_nobody_real(house: House) -> None:
    event = house.event(title="Smart City", starts_at=EVENING)
    house.register(event, "Bernd")
    lines = (PLACE, ChangedLine("title", "Alt", "Neu", is_told=False))

    subject, text = sample_mail(event, MailKind.EVENT_CHANGED, current(), told_of(lines))

    assert subject == "Geändert: Smart City, 05.03.2031"
    assert text.startswith("Guten Tag Anna Beispiel,\n\n")
    assert "Ort\nbisher: Online\njetzt: Rathaus" in text
    assert "Die beiliegende Kalenderdatei ändert den Termin" in text
    assert "Neu" not in text
    assert "Bernd" not in text
    assert house.mails(event) == [("registered", "Bernd")]


def test_sample_of_a_registration_has_the_facts(house: House) -> None:
    event = house.event(title="Smart City", starts_at=EVENING, location="Rathaus")

    subject, text = sample_mail(event, MailKind.REGISTERED, current())

    assert subject == "Angemeldet: Smart City, 05.03.2031"
    assert "Smart City\nMittwoch, 5. März 2031, 17:00–18:30 Uhr\nRathaus\nAK Wirtschaftsförderung" in text
    assert "/meine-anmeldung?token=" in text
