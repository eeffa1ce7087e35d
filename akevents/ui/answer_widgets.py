"""ui: the widget for one kind of an event's own questions."""

from datetime import date
from typing import Literal, TypedDict

import streamlit as st

from akevents.domain.registration_form import QuestionForm
from akevents.store.tables import QuestionKind

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)  # Streamlit alone would offer ten years around today


class AnswerLook(TypedDict):
    """What all widgets of questions share. One that may disappear keeps its answer while it is not there."""

    key: str
    on_change: Literal["rerun", "ignore"]
    persist_state: Literal["page"] | None


def answer(question: QuestionForm, label: str, before: str, look: AnswerLook) -> str:
    """The widget for one kind of question; the answer as the text that is stored."""
    match question.kind:
        case QuestionKind.LONG_TEXT:
            return st.text_area(label, value=before, height=90, **look) or ""
        case QuestionKind.SINGLE_CHOICE | QuestionKind.YES_NO:
            choices = list(question.choices) if question.kind == QuestionKind.SINGLE_CHOICE else ["ja", "nein"]
            index = choices.index(before) if before in choices else None
            return st.radio(label, choices, index=index, horizontal=question.kind == QuestionKind.YES_NO, **look) or ""
        case QuestionKind.MULTIPLE_CHOICE:
            chosen = [each for each in before.split("\n") if each in question.choices]
            several = st.multiselect(label, question.choices, default=chosen, placeholder="Bitte wählen", **look)
            return "\n".join(several)
        case QuestionKind.DATE:
            value = st.date_input(
                label, value=_as_date(before), min_value=FIRST_DAY, max_value=LAST_DAY, format="DD.MM.YYYY", **look
            )
            return value.strftime("%d.%m.%Y") if isinstance(value, date) else ""
    hint = "zum Beispiel 12" if question.kind == QuestionKind.NUMBER else None
    return st.text_input(label, value=before, placeholder=hint, **look) or ""


def _as_date(answer: str) -> date | None:
    """None also for a day that the calendar of the field does not reach."""
    if not answer:
        return None
    day, month, year = (int(part) for part in answer.split("."))
    value = date(year, month, day)
    return value if FIRST_DAY <= value <= LAST_DAY else None
