"""The event's own questions: what may be asked, and what happens to answers when questions change."""

from collections.abc import Callable

import pytest
from house import House
from sqlalchemy import select

from akevents.domain.events import EventDetails, event_questions
from akevents.domain.questions import (
    LABEL_LIMIT,
    QuestionEdit,
    check_questions,
    list_edits,
    question_problems,
    replace_questions,
)
from akevents.domain.registration_form import ANSWER_LIMIT, QuestionForm
from akevents.errors import Problem
from akevents.store.tables import Answer, QuestionKind

TEXT, NUMBER, DATE, YES_NO = QuestionKind.TEXT, QuestionKind.NUMBER, QuestionKind.DATE, QuestionKind.YES_NO
SINGLE, MULTIPLE = QuestionKind.SINGLE_CHOICE, QuestionKind.MULTIPLE_CHOICE
DINNER = QuestionEdit(None, YES_NO, "Essen Sie mit?", is_required=True)
DISH = QuestionEdit(None, SINGLE, "Was essen Sie?", choices=("Suppe", "Salat"), shown_if=(0, "ja"))


def asks(house: House, event: EventDetails, *edits: QuestionEdit) -> list[int]:
    """Make the event ask this; returns the ids in order."""
    with house.db.writing() as session:
        replace_questions(session, event.id, edits)
    return [each.id for each in event_questions(house.db, event.id)]


def edits(house: House, event: EventDetails) -> tuple[QuestionEdit, ...]:
    with house.db.reading() as session:
        return list_edits(session, event.id)


def answers(house: House) -> list[tuple[int, str]]:
    with house.db.reading() as session:
        query = select(Answer.question_id, Answer.value).order_by(Answer.registration_id, Answer.question_id)
        return [(question, value) for question, value in session.execute(query)]


# Checking


def test_check_questions_takes_every_kind() -> None:
    choices = {SINGLE: ("a", "b"), MULTIPLE: ("a", "b")}

    assert (
        check_questions([QuestionEdit(None, kind, "Frage", choices=choices.get(kind, ())) for kind in QuestionKind])
        == []
    )
    assert check_questions([]) == []


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (QuestionEdit(None, TEXT, "  "), ("missing_label", None)),
        (QuestionEdit(None, TEXT, "x" * (LABEL_LIMIT + 1)), ("too_long", LABEL_LIMIT)),
        (QuestionEdit(None, TEXT, "Zeile\nZeile"), ("control_characters", None)),
        (QuestionEdit(None, TEXT, "Halb \ud800"), ("control_characters", None)),
        (QuestionEdit(None, SINGLE, "Was?"), ("too_few_choices", None)),
        (QuestionEdit(None, MULTIPLE, "Was?", choices=("a", " a ", "")), ("too_few_choices", None)),
        (QuestionEdit(None, SINGLE, "Was?", choices=("a", "b\nc")), ("control_characters", None)),
        (QuestionEdit(None, MULTIPLE, "Was?", choices=("a", "b" * ANSWER_LIMIT)), ("too_long", ANSWER_LIMIT)),
        (QuestionEdit(None, TEXT, "Und?", shown_if=(0, "ja")), ("condition_not_earlier", None)),
        (QuestionEdit(None, TEXT, "Und?", shown_if=(7, "ja")), ("condition_not_earlier", None)),
        (QuestionEdit(None, TEXT, "Und?", shown_if=(-1, "ja")), ("condition_not_earlier", None)),
    ],
)
def test_check_questions_says_what_is_wrong_with_one(edit: QuestionEdit, problem: tuple[str, int | None]) -> None:
    assert check_questions([edit]) == [Problem("question_1", *problem)]


@pytest.mark.parametrize(
    ("kind", "possible", "impossible"),
    [
        (YES_NO, "ja", "vielleicht"),
        (SINGLE, "rot", "gelb"),
        (MULTIPLE, "blau", "rot\nblau"),
        (NUMBER, "3,5", "drei"),
        (DATE, "02.03.2022", "2022-03-02"),
        (TEXT, "Leerstand", " "),
    ],
)
def test_condition_must_be_an_answer_that_can_be_given(kind: QuestionKind, possible: str, impossible: str) -> None:
    first = QuestionEdit(None, kind, "Zuerst", choices=("rot", "blau") if kind in {SINGLE, MULTIPLE} else ())

    assert check_questions([first, QuestionEdit(None, TEXT, "Dann", shown_if=(0, possible))]) == []
    assert check_questions([first, QuestionEdit(None, TEXT, "Dann", shown_if=(0, impossible))]) == [
        Problem("question_2", "condition_unanswerable")
    ]


def test_check_questions_says_everything_at_once() -> None:
    assert check_questions([QuestionEdit(None, SINGLE, ""), DISH, QuestionEdit(None, TEXT, "")]) == [
        Problem("question_1", "missing_label"),
        Problem("question_1", "too_few_choices"),
        Problem("question_2", "condition_unanswerable"),
        Problem("question_3", "missing_label"),
    ]


# Writing


def test_replace_questions_stores_them_tidied_and_in_order(house: House) -> None:
    event = house.event()

    first, second = asks(
        house,
        event,
        QuestionEdit(None, YES_NO, " Essen Sie mit? ", is_required=True, choices=("bleibt", "weg")),
        QuestionEdit(None, SINGLE, "Was essen Sie?", choices=(" Suppe ", "Salat", "", "Suppe"), shown_if=(0, " ja ")),
    )

    assert event_questions(house.db, event.id) == (
        QuestionForm(first, YES_NO, "Essen Sie mit?", is_required=True, choices=()),
        QuestionForm(second, SINGLE, "Was essen Sie?", False, ("Suppe", "Salat"), shown_if=(first, "ja")),
    )
    assert edits(house, event) == (
        QuestionEdit(first, YES_NO, "Essen Sie mit?", is_required=True),
        QuestionEdit(second, SINGLE, "Was essen Sie?", choices=("Suppe", "Salat"), shown_if=(0, "ja")),
    )


def test_replace_questions_keeps_the_answers_of_questions_that_stay(house: House) -> None:
    event = house.event()
    kept, gone = asks(house, event, QuestionEdit(None, TEXT, "Bleibt"), QuestionEdit(None, TEXT, "Geht"))
    house.register(event, answers={kept: "Leerstand", gone: "Sensoren"})

    new, same = asks(house, event, QuestionEdit(None, TEXT, "Neu"), QuestionEdit(kept, TEXT, "Bleibt, umgetauft"))

    assert same == kept
    assert [each.label for each in event_questions(house.db, event.id)] == ["Neu", "Bleibt, umgetauft"]
    assert new not in {kept, gone}
    assert answers(house) == [(kept, "Leerstand")]


def test_replace_questions_never_touches_those_of_another_event(house: House) -> None:
    event, other = house.event(), house.event()
    theirs = house.question(other, label="Fremd")

    (mine,) = asks(house, event, QuestionEdit(theirs, TEXT, "Entwendet"))

    assert mine != theirs
    assert [each.label for each in event_questions(house.db, other.id)] == ["Fremd"]


def test_conditions_follow_their_question_when_the_order_changes(house: House) -> None:
    event = house.event()
    dinner, dish = asks(house, event, DINNER, DISH)

    asks(
        house,
        event,
        QuestionEdit(None, TEXT, "Vorweg"),
        QuestionEdit(dinner, YES_NO, DINNER.label),
        QuestionEdit(dish, SINGLE, DISH.label, choices=DISH.choices, shown_if=(1, "nein")),
    )

    assert [each.shown_if for each in event_questions(house.db, event.id)] == [None, None, (dinner, "nein")]


@pytest.mark.parametrize("answer", [True, False])
def test_a_question_with_answers_keeps_its_kind(house: House, answer: bool) -> None:
    event = house.event()
    question = house.question(event)
    house.register(event, answers={question: "Leerstand"} if answer else {})

    with house.db.reading() as session:
        problems = question_problems(session, event.id, [DINNER, QuestionEdit(question, NUMBER, "Wie viele?")])

    assert problems == ([Problem("question_2", "kind_has_answers")] if answer else [])


# Being asked


@pytest.fixture
def meal(house: House) -> Callable[[str, str], list[tuple[int, str]]]:
    """Registers somebody who says whether they eat and what; returns the answers that are kept."""

    def registered(dinner: str, dish: str) -> list[tuple[int, str]]:
        event = house.event()
        first, second = asks(house, event, DINNER, DISH)
        house.register(event, answers={first: dinner, second: dish})
        return [(question - first, value) for question, value in answers(house)]

    return registered


def test_an_answer_to_a_question_that_was_not_asked_is_not_kept(
    meal: Callable[[str, str], list[tuple[int, str]]],
) -> None:
    assert meal("nein", "Suppe") == [(0, "nein")]


def test_an_answer_to_a_question_that_was_asked_is_kept(meal: Callable[[str, str], list[tuple[int, str]]]) -> None:
    assert meal("ja", "Suppe") == [(0, "ja"), (1, "Suppe")]
