"""What a person may write into the registration form, and what is wrong with it if anything."""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from akevents.domain.email_addresses import normalized_email, problem_with
from akevents.errors import InvalidRequest, Problem
from akevents.formats import places
from akevents.formats.german import fold
from akevents.store.tables import ConsentPurpose, Language, QuestionKind

LIMITS = {  # characters; names and institutions of the length that forms in town halls meet, texts as PRODUCT says
    "first_name": 100,
    "last_name": 100,
    "email": 254,
    "institution": 200,
    "function": 200,
    "topic": 1000,
    "accessibility_needs": 500,
    "request_reason": 500,
}
REQUIRED = ("first_name", "last_name", "email", "institution")
MULTILINE = {"topic", "accessibility_needs", "request_reason"}
ANSWER_LIMIT = 2000
LANGUAGES = frozenset(each.value for each in Language)


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """One extra question as the form shows it. `shown_if` is the id of an earlier question and the answer that somebody
    must have given to it; None: everybody is asked."""

    id: int
    kind: QuestionKind
    label: str
    is_required: bool
    choices: tuple[str, ...]
    shown_if: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class RegistrationRequest:
    """What was typed, as it was typed. `submission_id` stands for one form on one screen."""

    event_id: int
    submission_id: str
    first_name: str = ""
    last_name: str = ""
    email: str = ""
    institution: str = ""
    function: str = ""
    is_member: bool | None = None
    topic: str = ""
    accessibility_needs: str = ""
    request_reason: str = ""
    consents: frozenset[ConsentPurpose] = frozenset()
    language: str = Language.GERMAN  # of the mails
    answers: Mapping[int, str] = field(default_factory=dict)

    def cleaned(self) -> dict[str, str]:
        """The texts without outer blanks, in Unicode's composed form."""
        return {name: unicodedata.normalize("NFC", getattr(self, name) or "").strip() for name in LIMITS}

    def problems(self, questions: Iterable[QuestionForm] = (), *, is_late: bool = False) -> list[Problem]:
        """Everything that is wrong, in the order of the form; empty when all is well."""
        texts = self.cleaned()
        required = (*REQUIRED, "request_reason") if is_late else REQUIRED
        found = [problem for name in LIMITS for problem in _text_problems(name, texts[name], name in required)]
        if self.language not in LANGUAGES:
            found.append(Problem("language", "not_a_choice"))
        asked = asked_questions(questions, self.answers)
        return found + [problem for each in asked for problem in _answer_problems(each, self.answers)]

    def validated(self, questions: Iterable[QuestionForm] = (), *, is_late: bool = False) -> dict[str, Any]:
        """Column values of a registration. Raises InvalidRequest with all problems at once."""
        if problems := self.problems(questions, is_late=is_late):
            raise InvalidRequest(tuple(problems))
        return columns_of(self)


def asked_questions(questions: Iterable[QuestionForm], answers: Mapping[int, str]) -> tuple[QuestionForm, ...]:
    """Those of the questions, given in the form's order, that somebody with these answers is asked.

    The answer to a question that is not asked itself meets no condition."""
    asked: dict[int, QuestionForm] = {}
    for each in questions:
        if each.shown_if is None or _is_met(each.shown_if, asked, answers):
            asked[each.id] = each
    return tuple(asked.values())


def _is_met(condition: tuple[int, str], asked: Mapping[int, QuestionForm], answers: Mapping[int, str]) -> bool:
    """Of a multiple choice the answer must be among those chosen."""
    question_id, expected = condition
    if question_id not in asked:
        return False
    given = (answers.get(question_id) or "").strip()
    return (
        expected in given.split("\n") if asked[question_id].kind == QuestionKind.MULTIPLE_CHOICE else expected == given
    )


def can_be_answered(question: QuestionForm, answer: str) -> bool:
    """Whether the form would take this as an answer; of a multiple choice, as one of those chosen."""
    if not answer or (question.kind == QuestionKind.MULTIPLE_CHOICE and "\n" in answer):
        return False
    return next(_answer_problems(question, {question.id: answer}), None) is None


def columns_of(request: "RegistrationRequest") -> dict[str, Any]:
    """What is stored of a valid request; where the person comes from is read from the institution."""
    texts = request.cleaned()
    municipality = places.find_municipality(texts["institution"])
    return {
        **{name: text or (text if name in REQUIRED else None) for name, text in texts.items()},
        "email_normalized": normalized_email(texts["email"]),
        "is_member": request.is_member,
        "language": request.language,
        "institution_kind": places.kind_of(texts["institution"]).value,
        "municipality": municipality.ags if municipality else None,
        "state": municipality.state if municipality else places.find_state(texts["institution"]),
        "search_text": searchable(texts["last_name"], texts["first_name"], texts["institution"], texts["email"]),
    }


def searchable(last_name: str, first_name: str, institution: str, email: str, note: str | None = None) -> str:
    """The folded text that the moderator's list is ordered by and searched in."""
    # Two blanks end a name, so that "Müller" comes before "Müller Meier" as in the Excel list.
    return "  ".join(fold(each) for each in (last_name, first_name, f"{institution} {email} {note or ''}"))


def _text_problems(name: str, text: str, is_required: bool) -> Iterator[Problem]:
    if not text or (is_required and _is_invisible(text)):
        if is_required:
            yield Problem(name, f"missing_{name}")
    elif len(text) > LIMITS[name]:
        yield Problem(name, "too_long", LIMITS[name])
    elif has_control_characters(text, allows_lines=name in MULTILINE):
        yield Problem(name, "control_characters")
    elif name == "email" and (code := problem_with(text)):
        yield Problem(name, code)


def _is_invisible(text: str) -> bool:
    """Zero-width characters are no name."""
    return all(unicodedata.category(char)[0] in "CZ" for char in text)


def has_control_characters(text: str, *, allows_lines: bool) -> bool:
    """Line breaks in a name would add lines to mails and files; half surrogates cannot be stored at all."""
    allowed = "\r\n\t\u2028\u2029" if allows_lines else ""
    return any(unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"} and char not in allowed for char in text)


def _answer_problems(question: QuestionForm, answers: Mapping[int, str]) -> Iterator[Problem]:
    answer = (answers.get(question.id) or "").strip()
    name = f"question_{question.id}"
    if not answer:
        if question.is_required:
            yield Problem(name, "missing_answer")
    elif len(answer) > ANSWER_LIMIT:
        yield Problem(name, "too_long", ANSWER_LIMIT)
    elif has_control_characters(answer, allows_lines=True):
        yield Problem(name, "control_characters")
    elif code := _kind_problem(question, answer):
        yield Problem(name, code)


def _kind_problem(question: QuestionForm, answer: str) -> str | None:
    match question.kind:
        case QuestionKind.SINGLE_CHOICE | QuestionKind.MULTIPLE_CHOICE | QuestionKind.YES_NO:
            allowed: Sequence[str] = ("ja", "nein") if question.kind == QuestionKind.YES_NO else question.choices
            several = answer.split("\n") if question.kind == QuestionKind.MULTIPLE_CHOICE else [answer]
            return None if set(several) <= set(allowed) else "not_a_choice"
        case QuestionKind.NUMBER:
            digits = answer.removeprefix("-").replace(",", ".", 1).replace(".", "", 1)
            return None if digits.isdecimal() else "not_a_number"
        case QuestionKind.DATE:
            return None if _is_date(answer) else "not_a_date"
    return None


def _is_date(answer: str) -> bool:
    try:
        datetime.strptime(answer, "%d.%m.%Y")  # noqa: DTZ007 - a day, not an instant
    except ValueError:
        return False
    return True


FIELD_ORDER = tuple(each.name for each in fields(RegistrationRequest))
