"""Files that are not what they should be: each gets one sentence with its place, in bounded memory, and nothing is read."""

import io
import re
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from formats.test_workbook import EVERYBODY, QUESTIONS, written

from akevents import wording
from akevents.errors import AkeventsError, FileTooBig, ListRefused, NoListInFile, TooManyRows
from akevents.formats.imported_rows import Source
from akevents.formats.registration_table import fields_of, open_list, read_list, rows_of
from akevents.formats.workbook_guard import OLE
from akevents.wording import imports

OURS = written(EVERYBODY, questions=QUESTIONS)
MEGABYTE = 1024 * 1024


def refusal(data: bytes, name: str = "liste.xlsx") -> AkeventsError:
    with pytest.raises(AkeventsError) as caught:
        read_list(data, name)
    return caught.value


def changed(change: Callable[[Any, list[Any]], None], content: bytes = OURS) -> bytes:
    """Our workbook with its sheet Teilnehmende edited by hand; the second argument are its headers."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    sheet = book["Teilnehmende"]
    change(sheet, [cell.value for cell in sheet[1]])
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def packed(**parts: bytes | str) -> bytes:
    """An archive with these parts besides those of our workbook; None takes one away."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(OURS)) as ours, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in ours.namelist():
            archive.writestr(name, parts.pop(name, ours.read(name)))
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()


def foreign(**sheets: list[tuple[object, ...]]) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        for name, lines in sheets.items():
            page = book.add_worksheet(name)
            for number, line in enumerate(lines):
                page.write_row(number, 0, line)
    return target.getvalue()


# Other kinds of file


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        (b"", "liste.xlsx", "empty"),
        (b" \r\n", "liste.csv", "empty"),
        (OLE + b"\0" * 500, "liste.xls", "old_excel"),
        (OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le"), "liste.xlsx", "encrypted"),
        (packed(**{"xl/vbaProject.bin": b"macros"}), "liste.xlsm", "macros"),
        (packed(**{"xl/workbook.bin": b"x"}), "liste.xlsb", "binary_excel"),
        (b"PK\x03\x04kaputt", "liste.xlsx", "damaged"),
        (OURS[: len(OURS) // 2], "liste.xlsx", "damaged"),
        (packed(**{"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row>"}), "liste.xlsx", "damaged"),
        (b"Name;E-Mail\nAnna;anna@example.org\n", "liste.xlsx", "not_a_workbook"),
        (b"Name;E-Mail\n", "LISTE.XLS", "not_a_workbook"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_other_kind_of_file_is_told_by_its_name(data: bytes, name: str, reason: str) -> None:
    assert refusal(data, name) == ListRefused(reason)


def test_other_archives_are_told_too() -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    assert refusal(target.getvalue(), "liste.ods") == ListRefused("opendocument")
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("bild.png", b"x")
    assert refusal(target.getvalue(), "bilder.zip") == ListRefused("no_workbook")


@pytest.mark.parametrize("size", [5 * MEGABYTE + 1, 50 * MEGABYTE])
def test_file_that_is_too_big_is_not_looked_into(size: int) -> None:
    assert refusal(b"PK\x03\x04" + b"\0" * (size - 4)) == FileTooBig(5)


# Files that grow when they are opened


def bounded(data: bytes, megabytes: int) -> AkeventsError:
    """The refusal, found within so much memory."""
    tracemalloc.start()
    try:
        found = refusal(data)
        assert tracemalloc.get_traced_memory()[1] < megabytes * MEGABYTE
    finally:
        tracemalloc.stop()
    return found


def test_archive_that_unpacks_to_a_gigabyte_is_refused_unopened() -> None:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block, crc, squeezed = b"\0" * MEGABYTE, 0, io.BytesIO()
    for _ in range(1024):
        crc = zlib.crc32(block, crc)
        squeezed.write(packer.compress(block))
    squeezed.write(packer.flush())
    data = with_raw_part("xl/worksheets/sheet9.xml", squeezed.getvalue(), crc, 1024 * MEGABYTE)
    assert len(data) < 2 * MEGABYTE
    assert bounded(data, 20) == FileTooBig(5)


def test_archive_that_lies_about_its_size_is_damaged() -> None:
    """Python reads as much as the archive claims; what is beyond never reaches the other reader."""
    text = b"\0" * (60 * MEGABYTE)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    squeezed = packer.compress(text) + packer.flush()
    data = with_raw_part("xl/worksheets/sheet9.xml", squeezed, zlib.crc32(text), 100)
    assert bounded(data, 30) == ListRefused("damaged")


def with_raw_part(name: str, squeezed: bytes, crc: int, size: int) -> bytes:
    """Our workbook and one more part, whose facts are as given and not as they are."""
    with zipfile.ZipFile(io.BytesIO(OURS)) as ours:
        start = ours.start_dir
    with zipfile.ZipFile(io.BytesIO(OURS)) as ours:
        count = len(ours.namelist())
    end = OURS.rindex(b"PK\x05\x06")
    encoded = name.encode()
    facts = struct.pack("<HHHHHLLLHH", 20, 0, 8, 0, 33, crc, len(squeezed), size, len(encoded), 0)
    part = b"PK\x03\x04" + facts + encoded + squeezed
    entry = b"PK\x01\x02" + struct.pack("<H", 20) + facts + struct.pack("<HHHLL", 0, 0, 0, 0, start) + encoded
    directory = OURS[start:end] + entry
    tail = struct.pack("<HHHHLLH", 0, 0, count + 1, count + 1, len(directory), start + len(part), 0)
    return OURS[:start] + part + directory + b"PK\x05\x06" + tail


def test_one_long_text_that_a_million_cells_show_is_refused() -> None:
    rows = "".join(
        f'<row r="{row}">' + "".join(f'<c r="{letter}{row}" t="s"><v>0</v></c>' for letter in "ABCDEFGHIJ") + "</row>"
        for row in range(1, 3000)
    )
    sheet = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>'
    shared = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>'
        + "x" * 30_000
        + "</t></si></sst>"
    )
    data = packed(**{"xl/worksheets/sheet1.xml": sheet, "xl/sharedStrings.xml": shared})
    assert bounded(data, 60) == FileTooBig(5)


def test_one_cell_far_away_is_refused() -> None:
    def far(sheet: Any, _: list[Any]) -> None:
        sheet.cell(1_048_576, 16_384).value = "x"

    assert bounded(changed(far), 30) == TooManyRows(5000)


def test_text_that_defines_itself_is_damaged() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet><sheetData/></worksheet>'
    assert refusal(packed(**{"xl/worksheets/sheet1.xml": bomb})) == ListRefused("damaged")


# Our own workbook, edited in ways that cannot be understood


def test_formula_is_told_with_its_place_and_not_calculated() -> None:
    def calculate(sheet: Any, headers: list[Any]) -> None:
        sheet.cell(3, headers.index("Notiz") + 1).value = '=CONCATENATE("a","b")'

    found = refusal(changed(calculate))
    assert found == ListRefused("formula", "Teilnehmende", 3, "N", "Notiz")
    assert wording.sentence(found) == (
        "Blatt „Teilnehmende“, Zeile 3, Spalte N: In der Spalte „Notiz“ steht eine Formel. Bitte setzen Sie ihren Wert ein."
    )


def test_formula_beside_the_list_is_none_of_ours() -> None:
    def count(sheet: Any, headers: list[Any]) -> None:
        sheet.cell(2, len(headers) + 3).value = "=SUM(A2:A3)"

    assert len(read_list(changed(count)).rows) == 5


def test_renamed_header_is_told_with_its_place() -> None:
    def rename(sheet: Any, headers: list[Any]) -> None:
        sheet.cell(1, headers.index("Notiz") + 1).value = "Bemerkung"

    found = refusal(changed(rename))
    assert found == ListRefused("renamed_header", "Teilnehmende", 1, "N", "Bemerkung", "Notiz")
    assert wording.sentence(found) == (
        "Blatt „Teilnehmende“, Zeile 1, Spalte N: Hier steht „Bemerkung“, und die Überschrift „Notiz“ fehlt. Bitte stellen "
        "Sie sie wieder her."
    )


def test_header_that_stands_twice_is_told_with_its_place() -> None:
    def repeat(sheet: Any, headers: list[Any]) -> None:
        sheet.cell(1, headers.index("Funktion") + 1).value = "Notiz"

    assert refusal(changed(repeat)) == ListRefused("repeated_header", "Teilnehmende", 1, "N", "Notiz")


@pytest.mark.parametrize(("header", "expected"), [("Nr.", "Nr."), ("Prüfzeichen", "Prüfzeichen")])
def test_column_without_which_no_line_can_be_trusted_is_told(header: str, expected: str) -> None:
    def delete(sheet: Any, headers: list[Any]) -> None:
        sheet.delete_cols(next(place for place, each in enumerate(headers, 1) if each.startswith(header)))

    found = refusal(changed(delete))
    assert found == ListRefused("missing_column", "Teilnehmende", 1, expected=expected)
    assert wording.sentence(found).startswith(f"Blatt „Teilnehmende“, Zeile 1: Die Spalte „{expected}“ fehlt;")


def test_other_deleted_columns_say_nothing_and_are_named() -> None:
    def delete(sheet: Any, headers: list[Any]) -> None:
        sheet.delete_cols(headers.index("Notiz") + 1)
        sheet.delete_cols(headers.index("Nachname") + 1)

    found = read_list(changed(delete))
    there = [row for row in found.rows if row.sheet == "Teilnehmende"]
    assert (found.columns_gone, {(row.note, row.last_name) for row in there}) == (("Nachname", "Notiz"), {(None, None)})


def test_own_column_of_the_moderator_is_none_of_ours() -> None:
    def add(sheet: Any, headers: list[Any]) -> None:
        sheet.cell(1, len(headers) + 1).value = "Tisch"
        sheet.cell(2, len(headers) + 1).value = "7"

    assert read_list(changed(add)).rows[0].extras["Tisch"] == "7"


def test_columns_in_another_order_and_lines_sorted_say_the_same() -> None:
    def turn(sheet: Any, headers: list[Any]) -> None:
        lines = [[cell.value for cell in line] for line in sheet.iter_rows()]
        for row, line in enumerate([lines[0], *reversed(lines[1:])], start=1):
            for place, value in enumerate(reversed(line), start=1):
                sheet.cell(row, place).value = value

    def known(data: bytes) -> set[tuple[object, ...]]:
        return {(row.number, row.check, row.note, row.email) for row in read_list(data).rows}

    assert known(changed(turn)) == known(OURS)


@pytest.mark.parametrize(
    ("header", "words", "unclear"),
    [
        ("Anwesend", "kam zu spät", ("is_present", "kam zu spät")),
        ("Mitglied", "vielleicht", ("member", "vielleicht")),
        ("Nr.", "sieben", ("number", "sieben")),
    ],
)
def test_words_that_mean_nothing_in_their_column_are_kept_for_the_preview(
    header: str, words: str, unclear: tuple[str, str]
) -> None:
    def write(sheet: Any, headers: list[Any]) -> None:
        sheet.cell(2, headers.index(header) + 1).value = words

    assert read_list(changed(write)).rows[0].unclear == (unclear,)


# Lists of others


def test_of_several_lists_one_has_to_be_chosen() -> None:
    header, anna = ("Name", "E-Mail"), ("Anna Beispiel", "anna@example.org")
    upload = open_list(foreign(Mai=[header, anna], Juni=[header, anna, anna], Notizen=[("nur", "Text")]))

    assert (upload.source, upload.sheets) == (Source.EVENTS_MANAGER, ("Mai", "Juni"))
    with pytest.raises(ListRefused) as caught:
        rows_of(upload)
    assert wording.sentence(caught.value) == (
        "In der Datei stehen mehrere Listen: „Mai“, „Juni“. Bitte wählen Sie das Blatt."
    )
    assert [len(rows_of(upload, name).rows) for name in ("Mai", "Juni")] == [1, 2]


def test_columns_nobody_knows_can_be_mapped() -> None:
    upload = open_list(
        foreign(Blatt=[("Liste vom Mai",), ("Wer", "Kontakt", "Woher"), ("Anna Beispiel", "a@example.org", "Köln")])
    )

    assert fields_of(upload.table()) == {}
    with pytest.raises(NoListInFile):
        rows_of(upload)
    (row,) = rows_of(upload, fields={0: "name", 1: "email", 2: "institution"}).rows
    assert (row.line, row.first_name, row.last_name, row.email, row.institution) == (
        3, "Anna", "Beispiel", "a@example.org", "Köln",
    )  # fmt: skip


def test_mapping_counts_instead_of_the_header() -> None:
    upload = open_list(b"Name;E-Mail;Firma;Amt\nAnna Beispiel;a@example.org;alt;neu\n")

    assert fields_of(upload.table()) == {0: "name", 1: "email", 2: "institution"}
    (row,) = rows_of(upload, fields={0: "name", 1: "email", 3: "institution"}).rows
    assert (row.institution, row.extras) == ("neu", {"Firma": "alt"})
    with pytest.raises(ListRefused) as caught:
        rows_of(upload, fields={0: "name", 1: "email", 2: "institution", 3: "institution"})
    assert caught.value == ListRefused("mapped_twice", detail="Institution")


@pytest.mark.parametrize("reason", imports.FILES)
def test_every_refusal_of_a_file_is_a_sentence_in_two_languages(reason: str) -> None:
    error = ListRefused(reason, "Blatt", 7, "N", "Notiz", "Nr.")
    assert re.fullmatch(r"[„A-ZÄÖÜ0-9].{20,}\.", wording.sentence(error))
    assert re.fullmatch(r"The file cannot be taken: .{5,}\.", wording.english(error))
    assert not re.search(r"[{}]", wording.sentence(error) + wording.english(error))


def test_every_refusal_in_the_code_has_its_words() -> None:
    assert set(imports.FILES) == set(imports.FILES_IN_ENGLISH)
