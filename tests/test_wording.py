"""Every sentence exists, in every case that can happen."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType

import pytest
from test_errors import REFUSALS

from akevents import wording
from akevents.domain.event_state import EventState
from akevents.domain.outbox import MailKind
from akevents.domain.registration_form import LIMITS, REQUIRED
from akevents.errors import (
    AkeventsError,
    DiscussionClosed,
    InvalidRequest,
    NotPossibleNow,
    Problem,
    RegistrationClosed,
    RegistrationNotOpenYet,
    TooManyAttempts,
)
from akevents.formats import columns
from akevents.formats.places import InstitutionKind
from akevents.settings import ROOT
from akevents.store.tables import (
    ConsentPurpose,
    EventFormat,
    EventStatus,
    MailStatus,
    QuestionKind,
    RegistrationStatus,
    Role,
)
from akevents.wording import dates, de, en

BERLIN = "Europe/Berlin"
STARTS = datetime(2022, 3, 2, 16, 0, tzinfo=UTC)
ENDS = datetime(2022, 3, 2, 17, 30, tzinfo=UTC)
DEADLINE = datetime(2022, 3, 1, 17, 0, tzinfo=UTC)
MIDNIGHT = datetime(2022, 3, 2, 23, 30, tzinfo=UTC)  # half past midnight of the 3rd in Berlin
BADGE_WIDTH = 26

# Refusals


def example_of(error: type[AkeventsError]) -> AkeventsError:
    """An instance as it is raised."""
    facts: dict[object, object] = {int: 7, str: "confirmed", datetime: DEADLINE}
    values = [
        (Problem("email", "email_without_at"),) if field.name == "problems" else facts[field.type]
        for field in fields(error)  # type: ignore[arg-type]
    ]
    if error in {RegistrationClosed, RegistrationNotOpenYet}:
        values[-1] = BERLIN
    if error is DiscussionClosed:
        values = ["over"]
    return error(*values)


@pytest.mark.parametrize("error", REFUSALS)
def test_every_refusal_has_a_german_and_an_english_sentence(error: type[AkeventsError]) -> None:
    for sentence in (wording.sentence(example_of(error)), wording.english(example_of(error))):
        assert re.fullmatch(r"[A-ZÄÖÜ-].{10,}\.\)?", sentence), sentence
        assert not re.search(r"[{}]|None", sentence)


def test_no_sentence_belongs_to_an_error_that_is_gone() -> None:
    assert set(de.ERRORS) == set(en.ERRORS) == set(REFUSALS)


@pytest.mark.parametrize(
    ("error", "german", "english"),
    [
        (
            RegistrationClosed(7, DEADLINE, BERLIN),
            "Buchungen sind für diese Veranstaltung nicht mehr möglich. Anmeldeschluss war am Dienstag, 1. März 2022, "
            "18:00 Uhr. Ihre Eingaben stehen noch im Formular.",
            "Registration for event 7 has been closed since 2022-03-01 17:00 UTC.",
        ),
        (
            RegistrationNotOpenYet(7, DEADLINE, "Europe/London"),
            "Die Anmeldung öffnet am Dienstag, 1. März 2022, 17:00 Uhr. Bitte kommen Sie dann wieder.",
            "Registration for event 7 opens at 2022-03-01 17:00 UTC.",
        ),
        (
            InvalidRequest((Problem("email", "email_without_at"), Problem("topic", "too_long", 1000))),
            "Bitte prüfen Sie zwei Angaben. Es ist noch nichts gesendet.",
            "These values cannot be used: email (email without at), topic (too long).",
        ),
        (
            NotPossibleNow("cancelled"),
            "Das ist bei dieser Anmeldung nicht mehr möglich; sie hat jetzt den Stand „storniert“.",
            "The registration is cancelled by now; this step is not possible any more.",
        ),
        (
            TooManyAttempts(30),
            "Das waren zu viele Versuche. Bitte warten Sie 30 Sekunden.",
            "Too many attempts; wait 30 seconds.",
        ),
    ],
)
def test_sentence_says_the_facts_in_the_events_zone(error: AkeventsError, german: str, english: str) -> None:
    assert (wording.sentence(error), wording.english(error)) == (german, english)


@pytest.mark.parametrize("status", RegistrationStatus)
def test_sentence_of_not_possible_now_knows_every_status(status: RegistrationStatus) -> None:
    assert wording.REGISTRATION_STATUS[status] in wording.sentence(NotPossibleNow(status))


# Lists


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (wording.EVENT_STATUS, EventStatus),
        (wording.EVENT_FORMAT, EventFormat),
        (wording.REGISTRATION_STATUS, RegistrationStatus),
        (columns.STATUS_WORDS, RegistrationStatus),
        (wording.MAIL_STATUS, MailStatus),
        (wording.MAIL_SUBJECTS, MailKind),
        (wording.ROLE, Role),
        (wording.CONSENTS, ConsentPurpose),
        (wording.CONSENTS_SHORT, ConsentPurpose),
        (de.QUESTION_KIND, QuestionKind),
        (wording.INSTITUTION_KIND, InstitutionKind),
        (wording.STATE_SENTENCES, EventState),
        (wording.STATE_BADGES, EventState),
    ],
)
def test_every_value_has_its_word_and_no_word_lost_its_value(words: dict[str, str], values: type[StrEnum]) -> None:
    assert set(words) == {value.value for value in values}
    assert all(word.strip() for word in words.values())


def test_status_has_the_same_word_on_screen_and_in_files() -> None:
    assert wording.REGISTRATION_STATUS == columns.STATUS_WORDS


def test_every_field_of_the_form_has_a_label_and_a_short_name() -> None:
    assert set(LIMITS) | {"is_member"} <= set(wording.LABELS)
    assert set(wording.LABELS) == set(wording.FIELD_NAMES)


# What is wrong with a field


def sources() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted([*(ROOT / "akevents").rglob("*.py"), *(ROOT / "pages").glob("*.py")]):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def texts_in(node: ast.AST) -> Iterator[str]:
    """Texts that the code at this node can produce; `missing_` of a field stands for all required fields."""
    for each in ast.walk(node):
        if isinstance(each, ast.JoinedStr):
            yield from (f"missing_{name}" for name in (*REQUIRED, "request_reason"))
        elif isinstance(each, ast.Constant) and isinstance(each.value, str) and each.value != "missing_":
            yield each.value


def problem_codes() -> set[str]:
    """Every code that is written in a Problem(...), or returned by a function that finds what is wrong."""
    codes: set[str] = set()
    for _, tree in sources():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Problem") and len(node.args) > 1:
                codes.update(texts_in(node.args[1]))
            if isinstance(node, ast.FunctionDef) and node.name in {
                "problem_with",
                "_spelling_problem",
                "_kind_problem",
            }:
                returned = (each for each in ast.walk(node) if isinstance(each, ast.Return))
                codes.update(text for each in returned for text in texts_in(each) if re.fullmatch(r"\w+_\w+", text))
    return codes


def test_every_problem_in_the_code_has_a_sentence() -> None:
    found = problem_codes()

    assert {"email_without_at", "not_a_number", "missing_request_reason", "password_short"} <= found  # it does look
    assert found - set(wording.PROBLEMS) == set()


@pytest.mark.parametrize("code", wording.PROBLEMS)
def test_every_problem_is_a_whole_sentence_with_its_limit(code: str) -> None:
    sentence = wording.problem(Problem("field", code, 99))

    assert re.fullmatch(r"[A-ZÄÖÜ].*[.!]", sentence)
    assert ("99" in sentence) == ("{limit}" in wording.PROBLEMS[code])


def test_every_action_in_the_protocol_has_words() -> None:
    recorded = {
        argument.value
        for _, tree in sources()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "protocol.record"
        for argument in node.args[2:]
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }

    assert {"event_created", "exported", "checked_in"} <= recorded
    assert recorded - set(wording.ACTIONS) == set()


# The state of an event


@dataclass(frozen=True)
class Evening:
    state: str = "open"
    timezone: str = BERLIN
    closes_at: datetime = DEADLINE
    registration_opens_at: datetime | None = datetime(2022, 2, 1, 8, 0, tzinfo=UTC)
    cancellation_reason: str | None = None
    shows_places: bool = False
    places_left: int | None = 6


SENTENCES = MappingProxyType(
    {
        "draft": "Diese Veranstaltung ist noch nicht veröffentlicht.",
        "not_open_yet": "Die Anmeldung öffnet am Dienstag, 1. Februar 2022, 09:00 Uhr.",
        "open": "Anmeldung bis Dienstag, 1. März 2022, 18:00 Uhr.",
        "full_with_waiting_list": "Die Veranstaltung ist ausgebucht. Sie können sich auf die Warteliste setzen lassen.",
        "full": "Die Veranstaltung ist ausgebucht.",
        "closed": "Buchungen sind für diese Veranstaltung nicht mehr möglich.",
        "running": "Die Veranstaltung läuft gerade.",
        "past": "Die Veranstaltung ist vorbei. Buchungen sind für diese Veranstaltung nicht mehr möglich.",
        "cancelled": "Die Veranstaltung wurde abgesagt.",
    }
)


@pytest.mark.parametrize("state", EventState)
def test_state_sentence_says_what_a_visitor_meets(state: EventState) -> None:
    assert wording.state_sentence(Evening(state)) == SENTENCES[state]


def test_state_sentence_shows_places_and_reason_where_there_are_some() -> None:
    counted = Evening(shows_places=True)

    assert [
        wording.state_sentence(each)
        for each in (
            counted,
            replace(counted, places_left=1),
            replace(counted, places_left=None),
            Evening("cancelled", cancellation_reason="Die Moderation ist krank."),
        )
    ] == [
        "Anmeldung bis Dienstag, 1. März 2022, 18:00 Uhr, 6 Plätze frei.",
        "Anmeldung bis Dienstag, 1. März 2022, 18:00 Uhr, noch ein Platz frei.",
        "Anmeldung bis Dienstag, 1. März 2022, 18:00 Uhr.",
        "Die Veranstaltung wurde abgesagt. Die Moderation ist krank.",
    ]


@pytest.mark.parametrize("state", EventState)
@pytest.mark.parametrize("month", range(1, 13))
def test_state_badge_fits_beside_the_title(state: EventState, month: int) -> None:
    badge = wording.state_badge(Evening(state, registration_opens_at=datetime(2022, month, 28, tzinfo=UTC)))

    assert 0 < len(badge) <= BADGE_WIDTH
    assert "{" not in badge


# Dates and numbers


def test_dates_are_written_in_the_events_zone() -> None:
    assert dates.day(date(2022, 3, 2)) == "2. März 2022"
    assert dates.weekday_and_day(STARTS, BERLIN) == "Mittwoch, 2. März 2022"
    assert dates.weekday_and_day(MIDNIGHT, BERLIN) == "Donnerstag, 3. März 2022"
    assert dates.weekday_and_day(MIDNIGHT, "UTC") == "Mittwoch, 2. März 2022"
    assert dates.short_day(STARTS, BERLIN) == "Mi, 2. März"
    assert dates.clock(STARTS, BERLIN) == "17:00"
    assert dates.clock(datetime(2022, 7, 2, 16, 5, tzinfo=UTC), BERLIN) == "18:05"  # summer time
    assert dates.instant(DEADLINE, BERLIN) == "Dienstag, 1. März 2022, 18:00 Uhr"
    assert dates.short_instant(DEADLINE, BERLIN) == "Di, 1. März, 18:00 Uhr"
    assert dates.month(MIDNIGHT, BERLIN) == "März 2022"


def test_period_names_the_day_once_and_the_last_day_only_past_midnight() -> None:
    assert dates.hours(STARTS, ENDS, BERLIN) == "17:00–18:30 Uhr"
    assert dates.period(STARTS, ENDS, BERLIN) == "Mittwoch, 2. März 2022, 17:00–18:30 Uhr"
    assert dates.period(STARTS, MIDNIGHT, BERLIN) == "Mittwoch, 2. März 2022, 17:00 Uhr bis Do, 3. März, 00:30 Uhr"


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(hours=22, minutes=18, seconds=59), "22:18 h"),
        (timedelta(minutes=5), "0:05 h"),
        (timedelta(days=2) - timedelta(seconds=1), "47:59 h"),
        (timedelta(days=2), "2 Tage"),
        (timedelta(days=12, hours=23), "12 Tage"),
        (timedelta(seconds=-5), "0:00 h"),
    ],
)
def test_duration_counts_hours_then_days_and_is_never_negative(span: timedelta, words: str) -> None:
    assert dates.duration(span) == words


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "keine Angaben"),
        (1, "eine Angabe"),
        (3, "drei Angaben"),
        (12, "zwölf Angaben"),
        (13, "13 Angaben"),
        (1400, "1400 Angaben"),
    ],
)
def test_counted_writes_small_numbers_as_words(number: int, words: str) -> None:
    assert wording.counted(number, "Angabe", "Angaben") == words
