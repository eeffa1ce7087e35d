"""What can be refused: facts that others turn into sentences."""

import inspect
from dataclasses import fields, is_dataclass
from datetime import datetime

import pytest

from akevents import errors
from akevents.errors import AkeventsError, InvalidRequest, Problem, RegistrationClosed

ERRORS = [each for _, each in inspect.getmembers(errors, inspect.isclass) if issubclass(each, AkeventsError)]
REFUSALS = [each for each in ERRORS if each is not AkeventsError]


@pytest.mark.parametrize("error", REFUSALS)
def test_error_is_a_record_of_simple_facts(error: type[AkeventsError]) -> None:
    assert is_dataclass(error)
    assert {field.type for field in fields(error)} <= {int, str, datetime, tuple[Problem, ...]}


def test_errors_with_the_same_facts_are_equal() -> None:
    since = datetime(2022, 3, 1, 18, 0)

    assert RegistrationClosed(1, since, "Europe/Berlin") == RegistrationClosed(1, since, "Europe/Berlin")
    assert RegistrationClosed(1, since, "Europe/Berlin") != RegistrationClosed(2, since, "Europe/Berlin")


def test_problem_names_field_code_and_limit() -> None:
    assert InvalidRequest((Problem("topic", "too_long", 1000),)).problems == (Problem("topic", "too_long", limit=1000),)
