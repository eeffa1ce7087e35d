"""Zusatzfragen: the event's own questions on its registration form, in the order in which they are asked."""

from typing import Any

import streamlit as st

from akevents.domain import event_form
from akevents.formats.markup import literal
from akevents.store.tables import QuestionKind
from akevents.ui.editor_fields import Fields
from akevents.ui.editor_memory import Editor, chosen, collected, forget_widgets, held, row_key
from akevents.ui.editor_sections import add_row, remove_row
from akevents.ui.layout import small
from akevents.wording import de, shortened
from akevents.wording import editor as words

Row = dict[str, Any]
WITH_CHOICES = frozenset({QuestionKind.SINGLE_CHOICE, QuestionKind.MULTIPLE_CHOICE})
NEW: Row = {
    "id": None, "kind": QuestionKind.TEXT.value, "label": "", "is_required": False, "choices": "", "needs": None,
    "answer": "",
}  # fmt: skip
NAME_LENGTH = 40  # of a question in the list of conditions


def questions(fields: Fields) -> None:
    """Every question with its buttons, then the one that adds another."""
    st.header(words.SECTIONS["questions"], anchor=False, divider="gray")
    editor = fields.editor
    rows = editor.form["questions"]
    with fields.spot("questions"):
        if not rows:
            small(
                "Name, E-Mail und Institution fragt das Formular von selbst. Hier steht, was Sie außerdem wissen wollen."
            )
        if editor.memory["note"]:
            st.markdown(literal(editor.memory["note"]))
            editor.memory["note"] = ""
    for position, row in enumerate(rows):
        _question(fields, position, row)
    st.button("Frage hinzufügen", key="edit_question_add", icon=":material/add:",
              on_click=add_row, args=(editor, "questions", NEW))  # fmt: skip


def _question(fields: Fields, position: int, row: Row) -> None:
    st.subheader(f"Frage {position + 1}", anchor=False)
    with fields.spot(f"question_{position + 1}"):
        left, right = st.columns([2.4, 1])
        with left:
            st.text_input("Frage", **_held(row, "label"))
        with right:
            kinds = list(de.QUESTION_KIND)
            st.selectbox("Antwort", kinds, **_chosen(row, "kind", kinds), format_func=de.QUESTION_KIND.__getitem__)
        if row["kind"] in WITH_CHOICES:
            st.text_area("Möglichkeiten, eine je Zeile", **_held(row, "choices"), height=110)
        st.checkbox("Diese Frage muss beantwortet werden", **_held(row, "is_required", False), wrap=True)
        if position:
            _condition(fields.editor, position, row)
    _buttons(fields.editor, position, row)


def _condition(editor: Editor, position: int, row: Row) -> None:
    """Show the question only to those who gave a certain answer before."""
    earlier = editor.form["questions"][:position]
    names = {each["row"]: f"Frage {number}: {each['label']}" for number, each in enumerate(earlier, 1)}
    left, right = st.columns(2)
    with left:
        st.selectbox(
            "Nur zeigen, wenn", [None, *names], **_chosen(row, "needs", [None, *names]),
            format_func=lambda each: "immer" if each is None else shortened(names[each], NAME_LENGTH),
        )  # fmt: skip
    needed = next((each for each in earlier if each["row"] == row["needs"]), None)
    if needed is None:
        return
    with right:
        answers = list(event_form.answers_to(needed))
        if answers:
            st.selectbox("diese Antwort hat", answers, **_chosen(row, "answer", answers), placeholder="Bitte wählen")
        else:
            st.text_input("diese Antwort hat", **_held(row, "answer"))


def _buttons(editor: Editor, position: int, row: Row) -> None:
    last = len(editor.form["questions"]) - 1
    with st.container(horizontal=True, gap="small"):
        st.button("Nach oben", key=row_key("question", row, "up"), icon=":material/arrow_upward:",
                  disabled=position == 0, on_click=_move, args=(editor, row["row"], -1))  # fmt: skip
        st.button("Nach unten", key=row_key("question", row, "down"), icon=":material/arrow_downward:",
                  disabled=position == last, on_click=_move, args=(editor, row["row"], 1))  # fmt: skip
        st.button("Löschen", key=row_key("question", row, "remove"), icon=":material/delete:",
                  on_click=_remove, args=(editor, row["row"]))  # fmt: skip


def _move(editor: Editor, number: int, step: int) -> None:
    rows = _rows(editor)
    position = next(place for place, each in enumerate(rows) if each["row"] == number)
    rows[position], rows[position + step] = rows[position + step], rows[position]
    _settle(editor, rows)


def _remove(editor: Editor, number: int) -> None:
    remove_row(editor, "questions", number)
    _settle(editor, editor.form["questions"])


def _settle(editor: Editor, rows: list[Row]) -> None:
    """A condition on a question that is gone or comes later now is dropped, and that is said."""
    settled: list[Row] = []
    for row in rows:
        if row["needs"] is not None and row["needs"] not in [each["row"] for each in settled]:
            name = shortened(row["label"], NAME_LENGTH)
            editor.memory["note"] = (
                f"Die Bedingung von „{name}“ ist entfallen: Sie braucht eine Frage, die vorher steht."
            )
            row = {**row, "needs": None, "answer": ""}  # noqa: PLW2901
        settled.append(row)
    editor.memory["form"] = editor.form | {"questions": settled}
    forget_widgets()


def _rows(editor: Editor) -> list[Row]:
    editor.memory["form"] = collected(editor.form)
    return list(editor.form["questions"])


def _held(row: Row, column: str, empty: Any = "") -> dict[str, Any]:
    return held(row_key("question", row, column), row[column], empty)


def _chosen(row: Row, column: str, options: list[Any]) -> dict[str, Any]:
    return chosen(row_key("question", row, column), row[column], options)
