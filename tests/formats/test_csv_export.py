"""The CSV file as a German Excel opens it."""

import csv
import io
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from akevents.formats.columns import COLUMNS, QuestionColumn, carried_text
from akevents.formats.csv_export import write_csv
from akevents.formats.profiles import columns_for

BY_KEY = {column.key: column for column in COLUMNS}
FEW = [BY_KEY[key] for key in ("number", "last_name", "member", "status", "registered_at", "note")]
ANNA = {
    "number": 1,
    "last_name": "Ähren; Anna",
    "member": True,
    "status": "confirmed",
    "registered_at": datetime(2022, 3, 2, 16, 5, tzinfo=UTC),
    "note": 'sagt "ja"\r\nund kommt',
}
NAMES = [BY_KEY["last_name"]]
ANYTHING = st.text(st.one_of(st.sampled_from("=+-@\t\r\n;\"' \0\ud800ß"), st.characters(exclude_categories=())))


def lines(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_csv_is_what_a_german_excel_expects_to_the_byte():
    content = write_csv([ANNA, {"number": 2, "status": "pending"}], FEW, "Europe/Berlin")
    assert (
        content
        == (
            "\ufeffNr.;Nachname;Mitglied;Status;Angemeldet am;Notiz\r\n"
            '1;"Ähren; Anna";ja;bestätigt;02.03.2022 17:05;"sagt ""ja""\nund kommt"\r\n'
            "2;;;unbestätigt;;\r\n"
        ).encode()
    )


def test_csv_of_nobody_is_its_header():
    assert write_csv([], NAMES, "Europe/Berlin") == "\ufeffNachname\r\n".encode()


def test_csv_disarms_formulas_in_cells_and_headers():
    texts = ["=1+1", "+49 221", "-1", "@SUM(A1)", "\tx", "\rx", " =1+1", "\n=1", "Bernd = Chef", "'x"]
    columns = columns_for("moderation", [QuestionColumn(1, "=cmd|' /C calc'!A0")])[-2:-1]
    content = write_csv([{"question_1": text} for text in texts], columns, "Europe/Berlin")
    assert [line[0] for line in lines(content)] == [
        "'=cmd|' /C calc'!A0", "'=1+1", "'+49 221", "'-1", "'@SUM(A1)", "'\tx", "'\nx", "' =1+1", "'\n=1",
        "Bernd = Chef", "'x",
    ]  # fmt: skip


@given(ANYTHING)
def test_csv_carries_any_text_and_no_formula(text):
    columns = [BY_KEY["last_name"], BY_KEY["note"]]
    header, row = lines(write_csv([{"last_name": text, "note": "Ende"}], columns, "Europe/Berlin"))
    assert (header, row[1]) == (["Nachname", "Notiz"], "Ende")
    assert row[0] in (carried_text(text), "'" + carried_text(text))
    assert not row[0].lstrip().startswith(("=", "+", "-", "@"))
