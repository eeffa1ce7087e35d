"""Lists as Events Manager exports them, as spreadsheets mangle them, and as our own files bring them back."""

import csv
import io
from datetime import UTC, datetime
from html import escape

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from akevents.errors import FileTooBig, ListRefused, NoListInFile, TooManyRows
from akevents.formats.cell_words import instant_of, split_name, status_of
from akevents.formats.columns import QuestionColumn
from akevents.formats.csv_export import write_csv
from akevents.formats.imported_rows import ImportedRow, Source
from akevents.formats.profiles import columns_for
from akevents.formats.registration_table import read_list
from akevents.formats.summary_sheet import WorkbookFacts
from akevents.formats.workbook import write_workbook

TITLES = (
    "Event : Smart City, ein „Abend“\n"
    "Where - Rathaus; großer Saal\n"
    "When : 2. März 2022 - 17:00 - 18:30\n"
    "Exported booking on Di 15 Feb 2022 10:23\n"
)
HEADER = ("Name", "E-Mail", "Plätze", "Status", "Buchungsdatum", "Buchungskommentar", "Institution")
ANNA = ("Anna Beispiel", "anna@example.org", "1", "Genehmigt", "15. Februar 2022 10:23", "", "Stadt Köln")


def _workbook() -> bytes:
    book = io.BytesIO()
    with xlsxwriter.Workbook(book) as writer:
        sheet = writer.add_worksheet()
        for number, line in enumerate((HEADER, *SIXTY)):
            sheet.write_row(number, 0, line)
    return book.getvalue()


SIXTY = tuple((f"Anna Beispiel{number}", f"anna{number}@example.org", *ANNA[2:]) for number in range(60))
WORKBOOK = _workbook()


def written(
    *lines: tuple[str, ...], header: tuple[str, ...] = HEADER, titles: str = TITLES, separator: str = ","
) -> bytes:
    page = io.StringIO()
    csv.writer(page, delimiter=separator, lineterminator="\n").writerows([header, *lines])
    return b"\xef\xbb\xbf" + (titles + page.getvalue()).encode()


def rows(data: bytes) -> tuple[ImportedRow, ...]:
    return read_list(data).rows


def test_export_is_read_with_its_line_numbers() -> None:
    found = read_list(
        written(ANNA, ("Bernd von der Heide", "bernd@example.org", "2", "Ausstehend", "", "Wer\nzahlt?", ""))
    )

    assert found.source == Source.EVENTS_MANAGER
    assert found.rows == (
        ImportedRow(6, first_name="Anna", last_name="Beispiel", email="anna@example.org", status="confirmed",
                    registered_at=datetime(2022, 2, 15, 10, 23), institution="Stadt Köln"),
        ImportedRow(7, first_name="Bernd", last_name="von der Heide", email="bernd@example.org", status="requested",
                    topic="Wer\nzahlt?", spaces=2),
    )  # fmt: skip


@pytest.mark.parametrize("titles", ["", TITLES, '"Event : Smart City"\n"Exported on Di"\n\n', "Zeile\n" * 10])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_header_is_found_below_any_titles_with_any_separator(titles: str, separator: str) -> None:
    (row,) = rows(written(ANNA, titles=titles, separator=separator))

    assert (row.email, row.institution, row.line) == ("anna@example.org", "Stadt Köln", titles.count("\n") + 2)


@pytest.mark.parametrize(
    "header",
    [
        ("Vorname", "Nachname", "E-Mail-Adresse", "Kommune", "Status"),
        ("First Name", "Last Name", "E-mail *", "Organisation", "Booking Status"),
        ("FIRST NAME", "Surname", "Email", "Company", "Status"),
    ],
)
def test_column_names_are_known_in_both_languages(header: tuple[str, ...]) -> None:
    (row,) = rows(written(("Anna", "Beispiel", "anna@example.org", "Stadt Köln", "Approved"), header=header))

    assert row == ImportedRow(6, first_name="Anna", last_name="Beispiel", email="anna@example.org",
                              institution="Stadt Köln", status="confirmed")  # fmt: skip


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_encodings_of_old_and_new_spreadsheets_are_known(encoding: str) -> None:
    (row,) = rows("Name;E-Mail\nJörg Groß;joerg@example.org\n".encode(encoding))

    assert (row.first_name, row.last_name) == ("Jörg", "Groß")


@pytest.mark.parametrize(
    ("words", "status"),
    [
        ("Pending", "requested"), ("Ausstehend", "requested"), ("Awaiting Online Payment", "requested"),
        ("Awaiting Payment", "requested"), ("Approved", "confirmed"), ("Genehmigt", "confirmed"),
        ("Bestätigt", "confirmed"), ('<span class="em-icon">Approved</span>', "confirmed"),
        ("&lt;b&gt;Best&auml;tigt&lt;/b&gt; [Bearbeiten]", "confirmed"), ("Rejected", "cancelled"),
        ("Abgelehnt", "cancelled"), ("Cancelled", "cancelled"), ("canceled", "cancelled"), ("Storniert", "cancelled"),
        ("Warteliste", "waitlisted"), ("Vielleicht", None),
    ],
)  # fmt: skip
def test_status_is_known_whatever_stands_around_it(words: str, status: str | None) -> None:
    assert status_of(words) == status


@pytest.mark.parametrize(
    ("full", "first", "last"),
    [
        ("Anna Beispiel", "Anna", "Beispiel"),
        ("Anna Maria Beispiel", "Anna Maria", "Beispiel"),
        ("Karl-Heinz  von der Heide", "Karl-Heinz", "von der Heide"),
        ("Dr. Anna Beispiel", "Dr. Anna", "Beispiel"),
        ("Frau Prof. Dr. Anna van den Berg", "Prof. Dr. Anna", "van den Berg"),
        ("Beispiel, Anna", "Anna", "Beispiel"),
        ("von der Heide, Dr. Bernd", "Dr. Bernd", "von der Heide"),
        ("Anna Beispiel, M.A.", "Anna", "Beispiel, M.A."),
        ("Karl Freiherr vom Stein", "Karl", "Freiherr vom Stein"),
        ("Bernd Graf", "Bernd", "Graf"),
        ("J. R. Beispiel", "J. R.", "Beispiel"),
        ("Beispiel", "", "Beispiel"),
        ("Dr. Beispiel", "Dr.", "Beispiel"),
        ("", "", ""),
    ],
)
def test_one_name_becomes_two(full: str, first: str, last: str) -> None:
    assert split_name(full) == (first, last)


@pytest.mark.parametrize(
    ("words", "instant"),
    [
        ("15. Februar 2022 10:23", datetime(2022, 2, 15, 10, 23)),
        ("15.02.2022 10:23", datetime(2022, 2, 15, 10, 23)),
        ("15.2.2022", datetime(2022, 2, 15)),
        ("2022-02-15 22:23:09", datetime(2022, 2, 15, 22, 23)),
        ("February 15, 2022 10:23 pm", datetime(2022, 2, 15, 22, 23)),
        ("15 März 2022 12:05 am", datetime(2022, 3, 15, 0, 5)),
        ("03/02/2022 10:23", None),  # March or February
        ("31. Februar 2022", None),
        ("gestern", None),
    ],
)
def test_instants_are_read_where_they_mean_one_day(words: str, instant: datetime | None) -> None:
    assert instant_of(words) == instant


def test_lines_of_one_booking_become_one_person() -> None:
    header = ("Booking ID", "Name", "Email", "Ticket Name", "Ticket Spaces", "Status")
    data = written(
        ("7", "Anna Beispiel", "anna@example.org", "Abend", "1", "Approved"),
        ("7", "Anna Beispiel", "anna@example.org", "Führung", "1", "Approved"),
        ("8", "Anna Beispiel", "anna@example.org", "Abend", "1", "Approved"),
        header=header,
    )

    assert [(row.line, row.spaces) for row in rows(data)] == [(6, 2), (8, 1)]
    assert rows(data)[0].extras == {"Ticket Name": "Abend"}


def test_entities_and_guards_become_what_was_typed() -> None:
    (row,) = rows(
        written(("O&#039;Neill, Anna", "anna@example.org", "1", "Approved", "", "'=1+1 &amp; mehr", "'-Amt &lt;1&gt;"))
    )

    assert (row.last_name, row.topic, row.institution) == ("O'Neill", "=1+1 & mehr", "-Amt <1>")


def test_unknown_status_is_kept_for_the_reason() -> None:
    (row,) = rows(written(("Anna Beispiel", "anna@example.org", "1", "Vielleicht", "", "", "")))

    assert (row.status, row.unknown_status) == (None, "Vielleicht")


def test_institution_and_municipality_stand_together() -> None:
    header = ("Name", "E-Mail", "Institution", "Kommune")
    data = written(("A B", "a@example.org", "Kreiswerke", "Soest"), ("C D", "c@example.org", "Stadt Soest", "Soest"),
                   ("E F", "e@example.org", "", "Soest"), header=header)  # fmt: skip

    assert [row.institution for row in rows(data)] == ["Kreiswerke, Soest", "Stadt Soest", "Soest"]


# Files that are no list


@pytest.mark.parametrize(
    "data",
    [b"\xef\xbb\xbf", b"Hallo\n", b"Name;Telefon\nAnna;1\n", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
     b'Name,E-Mail\n"' + b"x" * 200_000],
)  # fmt: skip
def test_file_without_a_list_is_refused(data: bytes) -> None:
    with pytest.raises(NoListInFile):
        read_list(data)


def test_limits_are_refused_before_they_hurt() -> None:
    line = "Anna Beispiel;anna@example.org\n"
    assert len(rows(("Name;E-Mail\n" + line * 5000).encode())) == 5000
    with pytest.raises(TooManyRows):
        read_list(("Name;E-Mail\n" + line * 5001).encode())
    with pytest.raises(FileTooBig):
        read_list(b"x" * (5 * 1024 * 1024 + 1))


def test_workbook_with_one_cell_far_away_is_refused() -> None:
    with pytest.raises(TooManyRows):
        read_list(sheet([("Name", "E-Mail"), ("Anna Beispiel", "anna@example.org")], far=True))


# Other sheets


def sheet(lines: list[tuple[object, ...]], *, far: bool = False) -> bytes:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        page = book.add_worksheet("Liste")
        for number, line in enumerate(lines):
            page.write_row(number, 0, line)
        if far:
            page.write(1_048_575, 16_383, "x")
    return target.getvalue()


def test_any_sheet_with_names_and_addresses_is_read() -> None:
    data = sheet(
        [
            ("Gäste",),
            ("Nachname", "Vorname", "Mail", "Firma", "Anzahl"),
            ("Beispiel", "Anna", "anna@example.org", "Amt 7", 2),
        ]
    )

    assert rows(data) == (
        ImportedRow(3, "Liste", first_name="Anna", last_name="Beispiel", email="anna@example.org", institution="Amt 7",
                    spaces=2),
    )  # fmt: skip


STARTS = datetime(2022, 3, 2, 16, 0, tzinfo=UTC)
PERSON = {
    "number": 1, "last_name": "Beispiel", "first_name": "Anna", "institution": "=Amt & Co.", "state": None, "function": None,
    "email": "anna@example.org", "member": None, "status": "confirmed", "registered_at": STARTS, "confirmed_at": STARTS,
    "waitlisted_at": None, "cancelled_at": None, "list_consent": True, "is_present": False, "note": "-1 &amp;\nzwei",
    "topic": None, "accessibility_needs": None, "institution_kind": "Sonstige", "question_4": "rot",
    "check": "k12.:",
}  # fmt: skip
QUESTIONS = (QuestionColumn(4, "Ihre Farbe"),)
BACK = {
    "number": 1, "check": "k12.:",
    "first_name": "Anna", "last_name": "Beispiel", "email": "anna@example.org", "institution": "=Amt & Co.",
    "function": "", "note": "-1 &amp;\nzwei", "has_member": True, "is_present": False, "list_consent": True,
    "status": "confirmed", "registered_at": datetime(2022, 3, 2, 17, 0), "extras": {"Ihre Farbe": "rot"},
}  # fmt: skip


def test_our_workbook_comes_back() -> None:
    target = io.BytesIO()
    facts = WorkbookFacts("Abend", STARTS, STARTS, "Europe/Berlin", "Online", STARTS, "Mona", STARTS.date(), None)
    waiting = PERSON | {"number": 2, "status": "waitlisted", "waitlisted_at": STARTS}
    write_workbook(target, facts, [PERSON, waiting], questions=QUESTIONS)

    found = read_list(target.getvalue())

    second = BACK | {"number": 2, "status": "waitlisted"}
    assert found.source == Source.OURS
    assert found.rows == (ImportedRow(2, "Teilnehmende", **BACK), ImportedRow(2, "Warteliste", **second))  # type: ignore[arg-type]


def test_our_csv_file_comes_back() -> None:
    data = write_csv([PERSON], columns_for("moderation", QUESTIONS), "Europe/Berlin")

    assert read_list(data).rows == (ImportedRow(2, **BACK),)  # type: ignore[arg-type]


# Any list

WORD = st.text(st.characters(categories=["Lu", "Ll"], include_characters="'-"), min_size=1, max_size=12)
NAMES = WORD.map(lambda word: "A" + word)  # neither a title nor a particle
TEXT = st.text(st.characters(categories=["L", "N", "P", "S", "Zs"], include_characters="\n"), max_size=60).filter(
    lambda text: not text.lstrip().startswith("'")  # nobody can tell a typed apostrophe from a protecting one
)
PEOPLE = st.lists(
    st.tuples(NAMES, NAMES, st.integers(1, 9), st.sampled_from(["Approved", "Pending", "Cancelled"]), TEXT, TEXT),
    min_size=1, max_size=8,
)  # fmt: skip
STATUS = {"Approved": "confirmed", "Pending": "requested", "Cancelled": "cancelled"}


@given(PEOPLE, st.sampled_from([",", ";", "\t"]), st.sampled_from(["", TITLES]))
def test_any_list_in_the_plugins_layout_is_read_back(
    people: list[tuple[str, str, int, str, str, str]], separator: str, titles: str
) -> None:
    lines = [
        (
            f"{first} {last}",
            f"gast{number}@example.org",
            str(spaces),
            status,
            "",
            guarded(escape(topic)),
            guarded(escape(amt)),
        )
        for number, (first, last, spaces, status, topic, amt) in enumerate(people)
    ]

    found = rows(written(*lines, titles=titles, separator=separator))

    assert [(r.first_name, r.last_name, r.email, r.spaces, r.status, r.topic, r.institution) for r in found] == [
        (
            first,
            last,
            f"gast{number}@example.org",
            spaces,
            STATUS[status],
            topic.strip() or None,
            " ".join(amt.split()) or None,
        )
        for number, (first, last, spaces, status, topic, amt) in enumerate(people)
    ]


def guarded(text: str) -> str:
    """As the plugin protects what a spreadsheet would run."""
    return f"'{text}" if text.lstrip().startswith(("=", "+", "-", "@")) else text


@given(st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=6))
def test_damaged_workbook_is_no_list_and_no_fault(changes: list[tuple[float, int]]) -> None:
    data = bytearray(WORKBOOK)
    for place, value in changes:
        data[int(place * len(data))] = value
    try:
        found = read_list(bytes(data))
    except (NoListInFile, TooManyRows, FileTooBig, ListRefused):
        return
    assert len(found.rows) <= len(SIXTY)
