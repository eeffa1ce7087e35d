"""The words round an announcement that was read."""

import pytest

from akevents.domain.event_from_announcement import LIMITS
from akevents.formats.announcements import Severity
from akevents.wording import announcements


@pytest.mark.parametrize(
    ("counts", "found", "still_open", "words"),
    [
        ({"error": 1, "warning": 2, "info": 3}, 7, 1,
         "1 Widerspruch, 2 Hinweise, 7 Angaben gefunden. Klären Sie den Widerspruch am besten gleich; einen Entwurf können "
         "Sie auch so anlegen."),
        ({"error": 2}, 1, 0, "2 Widersprüche, 1 Angabe gefunden. Die Widersprüche sind geklärt."),
        ({"error": 1}, 0, 0, "1 Widerspruch, 0 Angaben gefunden. Der Widerspruch ist geklärt."),
        ({}, 3, 0, "3 Angaben gefunden. Bitte prüfen Sie die Angaben, dann können Sie den Entwurf anlegen."),
    ],
)  # fmt: skip
def test_summary_counts_and_says_what_to_do(counts: dict[str, int], found: int, still_open: int, words: str) -> None:
    assert announcements.summary(counts, found, still_open) == words


@pytest.mark.parametrize(
    ("numbers", "words"), [((), ""), ((5,), "Stelle 5"), ((1, 5), "Stellen 1 und 5"), ((1, 2, 9), "Stellen 1, 2 und 9")]
)
def test_places_are_named_by_their_numbers(numbers: tuple[int, ...], words: str) -> None:
    assert announcements.places(numbers) == words


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"start_day": "2022-03-02"}, "Mittwoch, 2. März 2022"),
        ({"start_day": "2022-03-02", "start_time": "17:00", "end_time": "18:30"},
         "Mittwoch, 2. März 2022, 17:00 Uhr, Ende 18:30 Uhr"),
        ({"start_time": "17:30"}, "Beginn 17:30 Uhr"),
        ({"deadline_day": "2022-03-01", "deadline_time": "23:59"}, "Anmeldeschluss Dienstag, 1. März 2022, 23:59 Uhr"),
        ({"title": "Smart City"}, "„Smart City“"),
        ({"location": "Online"}, "„Online“"),
        ({"start_day": None}, "So"),
        ({}, "So"),
    ],
)  # fmt: skip
def test_proposal_says_what_it_puts_into_the_form(values: dict[str, str | None], words: str) -> None:
    assert announcements.proposal(values) == words


def test_every_field_and_severity_has_its_word() -> None:
    assert set(LIMITS) <= set(announcements.FIELDS)
    assert set(announcements.COUNTED) < {each.value for each in Severity}
