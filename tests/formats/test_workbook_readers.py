"""Any text in any field, through every program that may open our workbook; and back again after LibreOffice saved it."""

import io
import re

from formats.test_workbook import ANYTHING, EVERYBODY, FACTS, FIELDS, PLACES, QUESTIONS, person, sheet_parts, written
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from workbook_readers import IN_PYTHON, by_libreoffice, formulas_in_libreoffice, libreoffice_saves

from akevents.formats.columns import QuestionColumn, carried_text
from akevents.formats.people import ListedPeople, Topic
from akevents.formats.profiles import BUILT_IN
from akevents.formats.registration_table import read_list
from akevents.formats.workbook import write_workbook

ANSWERED = (*PLACES, 16)  # where the fields and the answer stand
PEOPLE = st.lists(st.lists(ANYTHING, min_size=len(FIELDS) + 1, max_size=len(FIELDS) + 1), min_size=20, max_size=30)


def book(people: list[list[str]]) -> bytes:
    """One person for each list of texts, in that order; the answer is the last text."""
    rows = [
        {**person(number, "", ""), **dict(zip(FIELDS, texts, strict=False)), "question_1": texts[-1]}
        for number, texts in enumerate(people, start=1)
    ]
    return written(rows, profile="vollstaendig", questions=[QuestionColumn(1, "Frage")])


def expected(people: list[list[str]]) -> dict[int, list[str]]:
    return {number: [carried_text(text) for text in texts] for number, texts in enumerate(people, start=1)}


def shown(rows: list[list[str]]) -> dict[int, list[str]]:
    return {int(float(row[0])): [row[place] for place in ANSWERED] for row in rows[1:]}


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example])
@given(st.lists(ANYTHING, min_size=len(FIELDS) + 1, max_size=len(FIELDS) + 1))
def test_any_text_is_the_same_to_every_reader_in_python(texts: list[str]) -> None:
    content = book([texts])
    for name, read in IN_PYTHON.items():
        assert (name, shown(read(content, "Teilnehmende"))) == (name, expected([texts]))


@settings(max_examples=3, suppress_health_check=list(HealthCheck))
@given(PEOPLE)
def test_any_text_is_the_same_to_libreoffice_and_never_a_formula(people: list[list[str]]) -> None:
    content = book(people)
    assert shown(by_libreoffice(content, "Teilnehmende")) == expected(people)
    assert formulas_in_libreoffice(content) == 0
    assert [tag for xml in sheet_parts(content) for tag in re.findall("<(?:f|hyperlink)[ >/]", xml)] == []


def test_every_sheet_is_the_same_to_every_reader() -> None:
    topics = [
        Topic("=Wer zahlt?", 3, "offen", None, "Anna Beispiel"),
        Topic("Wie\nlange?", None, "bei der Anmeldung", None),
    ]
    source = ListedPeople(BUILT_IN["moderation"], EVERYBODY, topics)
    content = written_from(source)
    for sheet in ("Abgemeldet", "Fragen", "Anwesenheitsliste"):
        pages = {name: [row[:3] for row in read(content, sheet)] for name, read in IN_PYTHON.items()}
        pages["libreoffice"] = [row[:3] for row in by_libreoffice(content, sheet)]
        assert all(page == pages["calamine"] or _numbers_alike(page, pages["calamine"]) for page in pages.values()), (
            pages
        )


def written_from(source: ListedPeople) -> bytes:
    target = io.BytesIO()
    write_workbook(target, FACTS, source, questions=QUESTIONS)
    return target.getvalue()


def _numbers_alike(page: list[list[str]], other: list[list[str]]) -> bool:
    """ "2" and "2.0" are the same number."""
    return [[cell.removesuffix(".0") for cell in row] for row in page] == [
        [cell.removesuffix(".0") for cell in row] for row in other
    ]


def test_workbook_that_libreoffice_saved_says_what_ours_says() -> None:
    content = written(EVERYBODY, questions=QUESTIONS)
    ours, theirs = read_list(content), read_list(libreoffice_saves(content), "liste.xlsx")
    assert theirs == ours
