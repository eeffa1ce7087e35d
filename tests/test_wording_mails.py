"""Mails in two languages: the same words for the same things, and days that nobody reads differently."""

import re
from datetime import UTC, datetime
from types import ModuleType
from typing import Any

import pytest

from akevents.domain import event_change
from akevents.domain.outbox import MailKind
from akevents.store.tables import Language
from akevents.wording import dates, dates_en, de, mails, mails_en
from akevents.wording.languages import MailWords, dates_in, mail_words

BERLIN = "Europe/Berlin"
STARTS, ENDS = datetime(2022, 3, 2, 16, 0, tzinfo=UTC), datetime(2022, 3, 2, 17, 30, tzinfo=UTC)
MIDNIGHT = datetime(2022, 3, 2, 23, 30, tzinfo=UTC)
NAMES = sorted(MailWords.__annotations__)


def placeholders(words: Any) -> list[str]:
    return sorted(set(re.findall(r"\{\w+\}", words)))


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_words_with_the_same_placeholders(name: str) -> None:
    german, english = getattr(mails, name), getattr(mails_en, name)

    if isinstance(german, str):
        assert placeholders(german) == placeholders(english)
    elif name != "CHANGED":
        assert {key: placeholders(words) for key, words in german.items()} == {
            key: placeholders(words) for key, words in english.items()
        }


@pytest.mark.parametrize("words", [mails, mails_en])
def test_every_kind_of_mail_has_a_subject_a_text_and_a_name(words: ModuleType) -> None:
    assert set(words.BODIES) == set(words.SUBJECTS) == set(words.KINDS) == set(MailKind)
    written = {MailKind.MESSAGE, MailKind.INVITATION}
    assert {kind for kind, body in words.BODIES.items() if not body} == written
    assert all(words.SUBJECTS.values())
    assert all(words.KINDS.values())


def test_every_language_of_a_person_has_words_and_days() -> None:
    assert [mail_words(each) for each in Language] == [mails, mails_en]
    assert [dates_in(each) for each in Language] == [dates, dates_en]


def test_everything_a_mail_tells_of_a_change_can_be_said_in_english() -> None:
    told = {key for key, line in event_change.LINES.items() if line.is_told}

    assert told <= set(mails_en.CHANGED) <= set(mails.CHANGED)
    fixed = {*de.EVENT_FORMAT.values(), de.EVENT_LINK, de.EVENT_DIAL_IN}
    fixed |= {de.EVENT_UNSET[key] for key in ("", "joining_url", "dial_in")}
    fixed |= {words for key in ("", "joining_url", "dial_in") for words in de.EVENT_REWORDED[key]}
    assert fixed <= set(mails_en.PHRASES)


@pytest.mark.parametrize("month", range(1, 13))
def test_a_changed_time_is_said_in_english(month: int) -> None:
    starts, ends = datetime(2031, month, 5, 16, 0, tzinfo=UTC), datetime(2031, month, 5, 17, 30, tzinfo=UTC)

    words = mails_en.change_words("time", dates.period(starts, ends, BERLIN))

    assert f"{words} (Europe/Berlin time)" == dates_en.period(starts, ends, BERLIN)
    assert mails.change_words("time", "Mittwoch") == "Mittwoch"


def test_a_change_over_midnight_and_to_another_zone_is_said_in_english_and_places_stay_as_typed() -> None:
    over = dates.period(STARTS, MIDNIGHT, BERLIN)

    assert mails_en.change_words("time", over) == "Wednesday, 2 March 2022, 17:00 until Thursday, 3 March, 00:30"
    assert mails_en.change_words("time", f"{over} (Europe/Berlin)").endswith(", 00:30 (Europe/Berlin)")
    assert mails_en.change_words("place", "Montag, 3. Mai, Uhr") == "Montag, 3. Mai, Uhr"
    assert mails_en.change_words("joining_url", "ein Link") == "a link"


def test_english_days_name_the_month_and_the_zone() -> None:
    assert dates_en.day(STARTS.date()) == "2 March 2022"
    assert dates_en.numbered_day(MIDNIGHT, BERLIN) == "3 Mar 2022"
    assert dates.numbered_day(MIDNIGHT, BERLIN) == "03.03.2022"
    assert dates_en.weekday_and_day(STARTS, BERLIN) == "Wednesday, 2 March 2022"
    assert (dates_en.time(STARTS, BERLIN), dates.time(STARTS, BERLIN)) == ("17:00 (Europe/Berlin time)", "17:00 Uhr")
    assert dates_en.instant(STARTS, "UTC") == "Wednesday, 2 March 2022, 16:00 (UTC time)"
    assert dates_en.period(STARTS, ENDS, BERLIN) == "Wednesday, 2 March 2022, 17:00–18:30 (Europe/Berlin time)"
    assert dates_en.period(STARTS, MIDNIGHT, BERLIN) == (
        "Wednesday, 2 March 2022, 17:00 until Thursday, 3 March 2022, 00:30 (Europe/Berlin time)"
    )
