"""What may be typed into the form, and what is said about what may not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akevents.domain.registration_form import (
    ANSWER_LIMIT,
    LIMITS,
    MULTILINE,
    REQUIRED,
    QuestionForm,
    RegistrationRequest,
    asked_questions,
    searchable,
)
from akevents.errors import InvalidRequest, Problem
from akevents.store.tables import QuestionKind

GOOD = {"first_name": "Anna", "last_name": "Beispiel", "email": "anna@example.org", "institution": "Stadt Köln"}
CHOICES = ("Rot", "Grün", "Blau")


def request(**fields: object) -> RegistrationRequest:
    return RegistrationRequest(event_id=1, submission_id="one", **GOOD | fields)  # type: ignore[arg-type]


def question(kind: QuestionKind = QuestionKind.TEXT, *, required: bool = False) -> QuestionForm:
    return QuestionForm(7, kind, "Woran arbeiten Sie?", required, CHOICES)


def answered(kind: QuestionKind, answer: str) -> list[str]:
    """The problem codes of this answer to a question of this kind."""
    return [problem.code for problem in request(answers={7: answer}).problems([question(kind)])]


def test_request_with_the_four_required_fields_has_no_problems() -> None:
    assert request().problems() == []


@pytest.mark.parametrize("blank", ["", "   ", "\t\n", "\u00a0\u3000", None])
def test_request_without_anything_misses_exactly_the_required_fields(blank: str | None) -> None:
    empty = RegistrationRequest(1, "one", **dict.fromkeys(LIMITS, blank))  # type: ignore[arg-type]

    assert empty.problems() == [Problem(name, f"missing_{name}") for name in REQUIRED]


def test_late_request_misses_its_reason_too() -> None:
    assert request().problems(is_late=True) == [Problem("request_reason", "missing_request_reason")]
    assert request(request_reason="Urlaub").problems(is_late=True) == []


@pytest.mark.parametrize(("name", "limit"), [(name, limit) for name, limit in LIMITS.items() if name != "email"])
def test_text_may_be_as_long_as_its_limit_and_no_longer(name: str, limit: int) -> None:
    assert request(**{name: "ä" * limit}).problems() == []
    assert request(**{name: f"  {'ä' * limit}  "}).problems() == []
    assert request(**{name: "ä" * (limit + 1)}).problems() == [Problem(name, "too_long", limit)]


def test_address_may_be_as_long_as_its_limit_and_no_longer() -> None:
    ending = "@" + ".".join(["b" * 60] * 3) + ".de"
    longest = "a" * (LIMITS["email"] - len(ending)) + ending

    assert request(email=longest).problems() == []
    assert request(email="a" + longest).problems() == [Problem("email", "too_long", 254)]


def test_address_that_cannot_receive_mail_is_named_in_its_own_words() -> None:
    assert request(email="anna").problems() == [Problem("email", "email_without_at")]


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u2028", "\ud800"])
@pytest.mark.parametrize("name", sorted(LIMITS))
def test_control_characters_are_refused_inside_every_field(name: str, character: str) -> None:
    allowed = name in MULTILINE and character == "\u2028"

    problems = request(**{name: f"a{character}b"}).problems()

    assert problems == ([] if allowed else [Problem(name, "control_characters")])


@pytest.mark.parametrize("name", sorted(LIMITS))
def test_line_breaks_are_kept_in_long_texts_and_refused_elsewhere(name: str) -> None:
    problems = request(**{name: "erste Zeile\r\n\tzweite Zeile"}).problems()

    assert problems == ([] if name in MULTILINE else [Problem(name, "control_characters")])


def test_problems_come_all_at_once_in_the_order_of_the_form() -> None:
    wrong = request(
        first_name="", email="anna@", function="x" * 201, topic="\x00", request_reason="y" * 501, answers={7: "bald"}
    )

    with pytest.raises(InvalidRequest) as refusal:
        wrong.validated([question(QuestionKind.DATE)], is_late=True)

    assert refusal.value == InvalidRequest(
        (
            Problem("first_name", "missing_first_name"),
            Problem("email", "email_without_ending"),
            Problem("function", "too_long", 200),
            Problem("topic", "control_characters"),
            Problem("request_reason", "too_long", 500),
            Problem("question_7", "not_a_date"),
        )
    )


@pytest.mark.parametrize("kind", list(QuestionKind))
def test_answer_is_missing_only_where_it_is_required(kind: QuestionKind) -> None:
    assert request().problems([question(kind)]) == []
    assert request(answers={7: " \n"}).problems([question(kind, required=True)]) == [
        Problem("question_7", "missing_answer")
    ]


def test_answer_to_another_question_does_not_count() -> None:
    assert request(answers={8: "ja"}).problems([question(required=True)]) == [Problem("question_7", "missing_answer")]


def test_answer_has_a_limit_and_no_control_characters() -> None:
    assert answered(QuestionKind.LONG_TEXT, "x" * ANSWER_LIMIT) == []
    assert answered(QuestionKind.LONG_TEXT, "x" * (ANSWER_LIMIT + 1)) == ["too_long"]
    assert answered(QuestionKind.TEXT, "a\x00b") == ["control_characters"]


@pytest.mark.parametrize(
    ("kind", "good", "wrong"),
    [
        (QuestionKind.TEXT, ["Leerstand"], []),
        (QuestionKind.LONG_TEXT, ["Eine\nZwei"], []),
        (QuestionKind.SINGLE_CHOICE, ["Rot", " Grün "], ["rot", "Gelb", "Rot\nGrün"]),
        (QuestionKind.MULTIPLE_CHOICE, ["Rot", "Rot\nBlau"], ["Rot\nGelb", "Rot,Blau"]),
        (QuestionKind.YES_NO, ["ja", "nein"], ["Ja", "yes", "vielleicht"]),
        (QuestionKind.NUMBER, ["0", "12", "-3", "2,5", "2.5"], ["zwei", "1.000,50", "--5", "-", "1e3", "12 km", "5-"]),
        (QuestionKind.DATE, ["2.3.2022", "02.03.2022", "29.2.2024"], ["29.2.2023", "2022-03-02", "2.3.22", "2.3."]),
    ],
)
def test_answer_must_fit_the_kind_of_its_question(kind: QuestionKind, good: list[str], wrong: list[str]) -> None:
    code = {QuestionKind.NUMBER: "not_a_number", QuestionKind.DATE: "not_a_date"}.get(kind, "not_a_choice")

    assert [answered(kind, answer) for answer in good] == [[]] * len(good)
    assert [answered(kind, answer) for answer in wrong] == [[code]] * len(wrong)


def test_validated_gives_the_columns_of_a_registration() -> None:
    typed = request(last_name="  Mu\u0308ller ", email="ANNA@Rathaus.Köln", function=" ", is_member=True)

    assert typed.validated() == {
        "first_name": "Anna",
        "last_name": "Müller",  # in composed form
        "email": "ANNA@Rathaus.Köln",
        "institution": "Stadt Köln",
        "language": "de",
        "function": None,
        "topic": None,
        "accessibility_needs": None,
        "request_reason": None,
        "email_normalized": "anna@rathaus.xn--kln-sna",
        "is_member": True,
        "institution_kind": "municipality",
        "municipality": "05315000",
        "state": "NW",
        "search_text": "muller  anna  stadt koln anna@rathaus.koln",
    }


def test_institution_that_nobody_knows_is_taken_all_the_same() -> None:
    columns = request(institution="Büro für morgen").validated()

    assert {key: columns[key] for key in ("institution", "institution_kind", "municipality", "state")} == {
        "institution": "Büro für morgen",
        "institution_kind": "other",
        "municipality": None,
        "state": None,
    }


def test_length_is_counted_in_composed_form() -> None:
    assert request(first_name="u\u0308" * 100).problems() == []


def test_searchable_folds_case_accents_and_blanks() -> None:
    text = searchable("GROẞ-Löwe", "Zoë", "Stadt  Köln", "Zoe@Example.org", "ruft zurück")

    assert text == "gross-lowe  zoe  stadt koln zoe@example.org ruft zuruck"


texts = st.text(max_size=1100) | st.sampled_from(["Anna", "anna@example.org", "Stadt Köln", "", "ja", "2.3.2022"])


@given(
    st.fixed_dictionaries(dict.fromkeys(LIMITS, texts)),
    st.dictionaries(st.sampled_from([7, 8]), texts),
    st.sampled_from(QuestionKind),
    st.booleans(),
)
def test_any_texts_are_either_valid_or_refused_with_problems(
    fields: dict[str, str], answers: dict[int, str], kind: QuestionKind, is_late: bool
) -> None:
    typed = request(**fields, answers=answers)
    questions = [question(kind, required=True)]

    problems = typed.problems(questions, is_late=is_late)

    if problems:
        with pytest.raises(InvalidRequest) as refusal:
            typed.validated(questions, is_late=is_late)
        assert refusal.value == InvalidRequest(tuple(problems))
    else:
        columns = typed.validated(questions, is_late=is_late)
        assert all(len(columns[name] or "") <= limit for name, limit in LIMITS.items())
        assert all(columns[name] for name in REQUIRED)


@given(st.text(min_size=1, max_size=100), st.text(min_size=1, max_size=200))
def test_any_names_make_storable_columns(name: str, institution: str) -> None:
    typed = request(first_name=name, institution=institution)

    if not typed.problems():
        stored = "".join(value for value in typed.validated().values() if isinstance(value, str))
        assert "\x00" not in stored
        assert stored.encode().decode() == stored


# Conditional questions

YES_NO, MULTIPLE = QuestionKind.YES_NO, QuestionKind.MULTIPLE_CHOICE
FIRST = QuestionForm(1, YES_NO, "Essen Sie mit?", is_required=True, choices=())
SECOND = QuestionForm(2, MULTIPLE, "Was?", is_required=True, choices=CHOICES, shown_if=(1, "ja"))
THIRD = QuestionForm(3, QuestionKind.NUMBER, "Wie viel?", is_required=True, choices=(), shown_if=(2, "Rot"))


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({}, (1,)),
        ({1: "nein"}, (1,)),
        ({1: " ja "}, (1, 2)),
        ({1: "ja", 2: "Grün"}, (1, 2)),
        ({1: "ja", 2: "Grün\nRot"}, (1, 2, 3)),
        ({1: "nein", 2: "Rot"}, (1,)),  # the second was not asked, so its answer counts for nothing
        ({2: "Rot", 3: "4"}, (1,)),
    ],
)
def test_questions_are_asked_when_the_one_before_was_answered_so(
    answers: dict[int, str], asked: tuple[int, ...]
) -> None:
    assert tuple(each.id for each in asked_questions((FIRST, SECOND, THIRD), answers)) == asked


def test_a_question_that_is_not_asked_is_neither_required_nor_checked() -> None:
    assert request(answers={1: "nein", 2: "Lila", 3: "viele"}).problems((FIRST, SECOND, THIRD)) == []
    assert request(answers={1: "ja", 3: "viele"}).problems((FIRST, SECOND, THIRD)) == [
        Problem("question_2", "missing_answer")
    ]


def test_a_condition_on_a_question_that_comes_later_or_is_gone_is_never_met() -> None:
    assert asked_questions((SECOND, FIRST), {1: "ja"}) == (FIRST,)
    assert asked_questions((SECOND,), {1: "ja"}) == ()
