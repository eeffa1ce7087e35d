"""Text and fields of an event, together and come apart; and passages rewritten the way they were written."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akevents.formats.announcements import comparison, read, rewriting
from akevents.formats.announcements.comparison import EventFacts, compare, correct
from akevents.wording import findings as wording

SEED = Path(__file__).parents[2] / "data" / "reference" / "demo-smart-city-2022-03-02.txt"
BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2022, 2, 1)
EVENING = EventFacts(
    starts_at=datetime(2022, 3, 2, 17, tzinfo=BERLIN),
    ends_at=datetime(2022, 3, 2, 18, 30, tzinfo=BERLIN),
    timezone="Europe/Berlin",
    location="DVAG Online-Raum",
    deadline_at=datetime(2022, 3, 1, 18, tzinfo=BERLIN),
    moderation="Andreas Haubrichs",
    speakers=("Matthias Barutowicz",),
)
PAGE = (
    "Smart City\nTermin: Mittwoch, 2. März 2022, 17:00–18:30 Uhr\nOrt: DVAG Online-Raum\nModeration: Andreas Haubrichs\n"
    "Referent: Matthias Barutowicz\nAnmeldeschluss: 1.3.2022, 18:00 Uhr\n"
)


def codes(text: str, facts: EventFacts = EVENING) -> list[str]:
    return [each.code for each in compare(text, facts, TODAY)]


def test_text_that_agrees_has_no_findings() -> None:
    assert compare(PAGE, EVENING, TODAY) == ()


def test_text_that_says_nothing_has_no_findings() -> None:
    assert codes("Wir sprechen über Leerstand und darüber, wie man ihn zählt.") == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"starts_at": datetime(2022, 3, 2, 17, 30, tzinfo=BERLIN)}, ["other_start"]),
        ({"ends_at": datetime(2022, 3, 2, 19, 0, tzinfo=BERLIN)}, ["other_end"]),
        (
            {
                "starts_at": datetime(2022, 3, 9, 17, tzinfo=BERLIN),
                "ends_at": datetime(2022, 3, 9, 18, 30, tzinfo=BERLIN),
            },
            ["other_date"],
        ),
        ({"deadline_at": datetime(2022, 3, 1, 12, tzinfo=BERLIN)}, ["other_deadline"]),
        ({"deadline_at": None}, ["other_deadline"]),
        ({"location": "Rathaus Soest"}, ["other_venue"]),
        ({"moderation": "Mona Kurz"}, ["other_moderator"]),
        ({"speakers": ("Anna Meier",)}, ["other_speaker"]),
        ({"starts_at": datetime(2022, 3, 2, 16, tzinfo=ZoneInfo("UTC"))}, []),
    ],
)
def test_changed_field_is_found_in_the_text(change: dict[str, Any], expected: list[str]) -> None:
    assert codes(PAGE, replace(EVENING, **change)) == expected


def test_deadline_without_time_is_the_end_of_its_day() -> None:
    page = PAGE.replace(", 18:00 Uhr", "")
    midnight = replace(EVENING, deadline_at=datetime(2022, 3, 2, 0, tzinfo=BERLIN))
    evening = replace(EVENING, deadline_at=datetime(2022, 3, 1, 23, 59, tzinfo=BERLIN))
    next_noon = replace(EVENING, deadline_at=datetime(2022, 3, 2, 12, tzinfo=BERLIN))

    assert [codes(page, facts) for facts in (midnight, evening, next_noon)] == [[], [], ["other_deadline"]]


def test_cancelled_text_is_no_finding_for_a_cancelled_event() -> None:
    text = f"{PAGE}Die Veranstaltung ist abgesagt.\n"

    assert (codes(text), codes(text, replace(EVENING, is_cancelled=True))) == (["cancelled"], [])


def test_seed_keeps_its_contradictions_and_offers_to_correct_the_text() -> None:
    text = SEED.read_text(encoding="utf-8")

    found = compare(text, EVENING, TODAY)

    assert [each.code for each in found] == ["year_conflict", "weekday_mismatch"]
    for each in found:
        corrected = each.proposals[0].changes["text"]
        assert corrected == text.replace("2.3.2021", "2.3.2022")


def test_correct_brings_every_passage_into_line_and_nothing_else() -> None:
    text = SEED.read_text(encoding="utf-8")
    later = replace(EVENING, starts_at=EVENING.starts_at + timedelta(minutes=30))

    corrected = correct(text, later, TODAY)

    assert corrected.passages == (
        ("Mittwoch, den 2.3.2021", "Mittwoch, den 2.3.2022"),
        ("17:00 — 18:30", "17:30 — 18:30"),
        ("17:00 Uhr bis maximal 18:30 Uhr", "17:30 Uhr bis maximal 18:30 Uhr"),
        ("17 Uhr", "17:30 Uhr"),
    )
    assert compare(corrected.text, later, TODAY) == ()
    restored = corrected.text.replace("17:30", "17:00").replace("ab 17:00 Uhr", "ab 17 Uhr")
    assert restored == text.replace("2.3.2021", "2.3.2022")


def test_correct_leaves_a_text_that_agrees() -> None:
    assert correct(PAGE, EVENING, TODAY) == comparison.Correction(PAGE, ())


@given(days=st.integers(1, 300), minutes=st.integers(0, 60), lasts=st.integers(2, 10))
def test_moved_event_is_found_and_its_text_can_be_corrected(days: int, minutes: int, lasts: int) -> None:
    naive = datetime(2022, 3, 2, 8) + timedelta(days=days, minutes=15 * minutes % 600)
    starts_at = naive.replace(tzinfo=BERLIN)
    moved = replace(
        EVENING, starts_at=starts_at, ends_at=(naive + timedelta(minutes=15 * lasts)).replace(tzinfo=BERLIN)
    )

    corrected = correct(PAGE, moved, TODAY)

    assert "other_date" in codes(PAGE, moved)
    assert compare(corrected.text, moved, TODAY) == ()
    assert read(corrected.text, TODAY).start == starts_at


@given(st.text(max_size=200))
def test_any_text_can_be_compared_and_corrected(text: str) -> None:
    for each in compare(text, EVENING, TODAY):
        assert wording.sentence(each.code, each.facts, TODAY)
        for place in each.evidence:
            assert text[place.start : place.end] == place.text
    correct(text, EVENING, TODAY)


def test_every_difference_has_a_sentence() -> None:
    assert set(wording.COMPARED) == set(comparison.SEVERITIES)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"starts_at": datetime(2022, 3, 2, 17, 30, tzinfo=BERLIN)},
            "Die Veranstaltung beginnt um 17:30 Uhr, der Text nennt 17:00 Uhr.",
        ),
        ({"deadline_at": None}, "Die Angaben nennen keinen Anmeldeschluss, der Text nennt 01.03.2022, 18:00 Uhr."),
        ({"location": "Rathaus Soest"}, "Der Ort ist „Rathaus Soest“, der Text nennt „DVAG Online-Raum“."),
    ],
)
def test_difference_is_said_in_german(change: dict[str, Any], sentence: str) -> None:
    [found] = compare(PAGE, replace(EVENING, **change), TODAY)

    assert wording.sentence(found.code, found.facts, TODAY) == sentence


# Passages


@pytest.mark.parametrize(
    ("passage", "after"),
    [
        ("Mittwoch, den 2.3.2021", "Dienstag, den 7.11.2023"),
        ("02.03.2022", "07.11.2023"),
        ("2. März 2022", "7. November 2023"),
        ("2. März", "7. November"),
        ("Mi 2.3.22", "Di 7.11.23"),
        ("MI, 02.03.", "DI, 07.11."),
        ("2022-03-02", "2023-11-07"),
        ("05/03/2022", "07/11/2023"),
        ("2. März (Mittwoch)", "7. November (Dienstag)"),
        ("25./26. Mai 2022", None),
        ("vom 5. bis 7. Mai", None),
        ("irgendwann", None),
        ("", None),
    ],
)
def test_date_is_rewritten_the_way_it_was_written(passage: str, after: str | None) -> None:
    assert rewriting.with_date(passage, date(2023, 11, 7)) == after


@pytest.mark.parametrize(
    ("passage", "after"),
    [
        ("17 Uhr", "09:30 Uhr"),
        ("17:00", "09:30"),
        ("17.30 Uhr", "09.30 Uhr"),
        ("ab 17 Uhr", "ab 09:30 Uhr"),
        ("17:00 — 18:30", "09:30 — 11:00"),
        ("17 bis 18.30 Uhr", "09:30 bis 11.00 Uhr"),
        ("bis 18 Uhr", "bis 11 Uhr"),
        ("irgendwann", None),
    ],
)
def test_time_is_rewritten_the_way_it_was_written(passage: str, after: str | None) -> None:
    assert rewriting.with_time(passage, 9 * 60 + 30, 11 * 60) == after
