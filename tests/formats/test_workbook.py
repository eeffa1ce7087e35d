"""The workbook, read back as Excel's stand-ins read it: openpyxl, calamine, and its XML."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from akevents.errors import UnknownProfile
from akevents.formats.columns import PROFILES, QuestionColumn, carried_text
from akevents.formats.people import ListedPeople, Topic
from akevents.formats.profiles import BUILT_IN, REMOVED_ADDRESS, SHEETS, own_profile
from akevents.formats.sheet_cells import CUT_MARK, TEXT_LIMIT
from akevents.formats.summary_sheet import WorkbookFacts
from akevents.formats.workbook import file_name, write_workbook

FACTS = WorkbookFacts(
    title="Smart City",
    starts_at=datetime(2022, 3, 2, 16, tzinfo=UTC),
    ends_at=datetime(2022, 3, 2, 17, 30, tzinfo=UTC),
    timezone="Europe/Berlin",
    location="Online",
    generated_at=datetime(2022, 3, 1, 18, 5, 9, tzinfo=UTC),
    generated_by="Mona",
    delete_on=date(2022, 4, 1),
    capacity=40,
)
QUESTIONS = [QuestionColumn(1, "Thema"), QuestionColumn(2, "Thema")]
REGISTERED_AT = datetime(2022, 2, 1, 23, 30, tzinfo=UTC)


def person(number, last_name, first_name, status="confirmed", **more):
    return {
        "number": number,
        "last_name": last_name,
        "first_name": first_name,
        "institution": "Stadt Köln",
        "institution_kind": "Stadt oder Gemeinde",
        "state": "Nordrhein-Westfalen",
        "email": f"{first_name.lower()}@stadt.example",
        "status": status,
        "registered_at": REGISTERED_AT + timedelta(hours=number),
        **more,
    }


ANNA = person(1, "Özdemir", "Anna", confirmed_at=datetime(2022, 2, 2, 8, 15, 30, tzinfo=UTC), member=True)
ANNA |= {"list_consent": True, "is_present": False, "note": "kommt später", "question_1": "Daten", "question_2": "Geld"}
ANNA |= {"check": "k123"}
CHECKED = "Prüfzeichen (abcdefghijknop+2)"
BERND = person(2, "Oz", "Bernd", state=None, function="Amtsleiter", consents_list_email=True)
CHIARA = person(3, "Zander", "Chiara", "waitlisted", waitlisted_at=datetime(2022, 2, 5, 12, tzinfo=UTC))
DORIS = person(4, "Abel", "Doris", "waitlisted", waitlisted_at=datetime(2022, 2, 5, 13, tzinfo=UTC))
EMIL = person(5, "Abel", "Emil", "cancelled", cancelled_at=datetime(2022, 7, 1, 12, tzinfo=UTC))
FRIDA = person(6, "Abel", "Frida", "pending", registered_at=datetime(2022, 2, 4, 12, tzinfo=UTC))
EVERYBODY = [DORIS, EMIL, ANNA, CHIARA, FRIDA, BERND]


def written(rows=(), facts=FACTS, **options):
    target = io.BytesIO()
    write_workbook(target, facts, list(rows), **options)
    return target.getvalue()


def opened(content):
    return openpyxl.load_workbook(io.BytesIO(content))


def cells(content, sheet):
    return [list(row) for row in opened(content)[sheet].iter_rows(values_only=True)]


def calamine_cells(content, sheet):
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_name(sheet).to_python(skip_empty_area=False)


def parts(content):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def sheet_parts(content):
    return [xml for name, xml in parts(content).items() if name.startswith("xl/worksheets/sheet")]


def test_participants_are_confirmed_people_in_german_order():
    assert cells(written(EVERYBODY, questions=QUESTIONS), "Teilnehmende") == [
        ["Nr.", "Nachname", "Vorname", "Institution/Kommune", "Bundesland", "Funktion", "E-Mail", "Mitglied", "Status",
         "Angemeldet am", "Bestätigt am", "Liste ok", "Anwesend", "Notiz", "Thema", "Thema (2)", CHECKED],
        [2, "Oz", "Bernd", "Stadt Köln", None, "Amtsleiter", "bernd@stadt.example", None, "bestätigt",
         datetime(2022, 2, 2, 2, 30), None, None, None, None, None, None, None],
        [1, "Özdemir", "Anna", "Stadt Köln", "Nordrhein-Westfalen", None, "anna@stadt.example", "ja", "bestätigt",
         datetime(2022, 2, 2, 1, 30), datetime(2022, 2, 2, 9, 15, 30), "ja", "nein", "kommt später", "Daten", "Geld", "k123"],
    ]  # fmt: skip


def test_waiting_list_stands_oldest_first_with_its_time():
    header, *rows = cells(written(EVERYBODY), "Warteliste")
    place = header.index("Auf der Warteliste seit")
    assert [(row[0], row[place]) for row in rows] == [(3, datetime(2022, 2, 5, 13)), (4, datetime(2022, 2, 5, 14))]


def test_cancelled_people_stand_with_the_time_in_the_events_zone():
    header, *rows = cells(written(EVERYBODY), "Abgemeldet")
    place = header.index("Abgemeldet am")  # in summer, when Berlin is two hours ahead
    assert [(row[0], row[8], row[place]) for row in rows] == [(5, "storniert", datetime(2022, 7, 1, 14))]


def test_summary_counts_by_status_land_institution_and_day():
    rows = cells(written(EVERYBODY), "Zusammenfassung")
    assert [row[:2] for row in rows] == [
        ["Smart City", None],
        [None, None],
        ["Termin", "Mittwoch, 2. März 2022, 17:00–18:30 Uhr"],
        ["Ort", "Online"],
        ["Plätze", 40],
        ["Erzeugt am", datetime(2022, 3, 1, 19, 5, 9)],
        ["Erzeugt von", "Mona"],
        ["Zu löschen bis", datetime(2022, 4, 1)],
        [None, None],
        ["Anmeldungen nach Status", "Anzahl"],
        ["unbestätigt", 1],
        ["angefragt", 0],
        ["bestätigt", 2],
        ["auf der Warteliste", 2],
        ["storniert", 1],
        ["Summe", 6],
        [None, None],
        ["Bestätigte nach Bundesland", "Anzahl"],
        ["Nordrhein-Westfalen", 1],
        ["ohne Angabe", 1],
        [None, None],
        ["Bestätigte nach Art der Institution", "Anzahl"],
        ["Stadt oder Gemeinde", 2],
    ]
    assert [row[3:6] for row in rows[9:14]] == [
        ["Anmeldung am", "neu", "insgesamt"],
        [datetime(2022, 2, 2), 5, 5],
        [datetime(2022, 2, 3), 0, 5],
        [datetime(2022, 2, 4), 1, 6],
        [None, None, None],
    ]


def test_summary_counts_late_requests_apart_where_there_were_any():
    late = {**ANNA, "came_late": True}
    rows = [late, {**BERND, "came_late": False}, {**late, "status": "cancelled"}, {**BERND, "status": "requested"}]
    lines = [row[:2] for row in cells(written(rows), "Zusammenfassung")]

    assert lines[lines.index(["Davon Nachmeldungen", "Anzahl"]) :][:3] == [
        ["Davon Nachmeldungen", "Anzahl"],
        ["warten auf Entscheidung", 1],
        ["angenommen", 1],
    ]
    assert lines[lines.index(["Summe", 4]) - 4 :][:3] == [["angefragt", 1], ["bestätigt", 2], ["auf der Warteliste", 0]]


def test_summary_has_a_native_chart_of_days_and_total():
    chart = parts(written(EVERYBODY))["xl/charts/chart1.xml"]
    assert re.findall("<c:f>(.*?)</c:f>", chart) == [
        "Zusammenfassung!$D$11:$D$13",
        "Zusammenfassung!$E$11:$E$13",
        "Zusammenfassung!$D$11:$D$13",
        "Zusammenfassung!$F$11:$F$13",
    ]
    assert re.findall("<c:v>(.*?)</c:v>", chart) == [
        "neu am Tag", "44594", "44595", "44596", "5", "0", "1",
        "insgesamt", "44594", "44595", "44596", "5", "5", "6",
    ]  # fmt: skip


def test_summary_skips_quiet_days_when_there_are_too_many():
    rows = [{**ANNA, "registered_at": datetime(year, 1, 1, 12, tzinfo=UTC)} for year in (1999, 2022)]
    assert [row[3:6] for row in cells(written(rows), "Zusammenfassung")[10:13]] == [
        [datetime(1999, 1, 1), 1, 1],
        [datetime(2022, 1, 1), 1, 2],
        [None, None, None],
    ]


def test_signature_list_is_one_landscape_page_wide_with_room_to_sign():
    content = written(EVERYBODY)
    sheet = opened(content)["Anwesenheitsliste"]
    assert cells(content, "Anwesenheitsliste") == [
        ["Nr.", "Name", "Institution", "Unterschrift"],
        [2, "Oz, Bernd", "Stadt Köln", None],
        [1, "Özdemir, Anna", "Stadt Köln", None],
    ]
    centimetres = {name: (7 * size.width) / 96 * 2.54 for name, size in sheet.column_dimensions.items()}
    assert centimetres["D"] >= 5
    assert sum(centimetres.values()) <= 29.7 - 2 * 0.6 * 2.54
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.print_title_rows) == (
        "landscape",
        9,
        "$1:$1",
    )
    assert sheet.oddHeader.left.text == "&BSmart City&B\nAnwesenheitsliste"
    assert sheet.oddHeader.right.text == "Mittwoch, 2. März 2022, 17:00–18:30 Uhr"


@pytest.mark.parametrize("name", SHEETS)
def test_every_sheet_prints_landscape_with_page_numbers_and_the_day_of_deletion(name):
    sheet = opened(written(EVERYBODY))[name]
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.oddFooter.left.text, sheet.oddFooter.right.text) == ("Zu löschen bis 01.04.2022", "Seite &P von &N")


@pytest.mark.parametrize("rows", [EVERYBODY, []])
@pytest.mark.parametrize("name", ["Teilnehmende", "Warteliste", "Abgemeldet", "Anwesenheitsliste"])
def test_every_list_is_an_excel_table_under_a_frozen_header(name, rows):
    sheet = opened(written(rows, questions=QUESTIONS))[name]
    table = sheet.tables[name]
    reach = f"A1:{sheet.cell(1, sheet.max_column).coordinate[:-1]}{max(sheet.max_row, 2)}"
    assert (table.ref, table.autoFilter.ref) == (reach, reach)
    assert [column.name for column in table.tableColumns] == [cell.value for cell in sheet[1]]
    assert sheet.freeze_panes == ("A2" if name == "Anwesenheitsliste" else "D2")
    assert (sheet.print_title_rows, table.headerRowCount) == ("$1:$1", 1)


def test_dates_numbers_and_texts_have_their_excel_kind():
    row = opened(written([ANNA]))["Teilnehmende"][2]
    kinds = {cell.column_letter: (cell.data_type, cell.number_format) for cell in row if cell.value is not None}
    assert kinds == {
        "A": ("n", "0"),
        **dict.fromkeys("BCDEGHILMNO", ("s", "General")),
        **dict.fromkeys("JK", ("d", "dd.mm.yyyy hh:mm")),
    }


def test_columns_fit_their_content_and_wrap_at_their_limit():
    long = "Zweckverband " * 10
    sheet = opened(written([{**ANNA, "institution": long}, BERND]))["Teilnehmende"]
    widths = {cell.value: int(sheet.column_dimensions[cell.column_letter].width) for cell in sheet[1]}
    expected = {"Nachname": 12, "Institution/Kommune": 36, "E-Mail": 21, "Bundesland": 21}
    assert {header: widths[header] for header in expected} == expected
    assert [sheet.row_dimensions[row].height for row in (2, 3)] == [None, 60]


def test_the_same_registrations_give_the_same_bytes():
    later = replace(FACTS, generated_at=FACTS.generated_at.astimezone(timezone(timedelta(hours=5))))
    content = written(EVERYBODY, questions=QUESTIONS)
    assert (
        content
        == written(list(reversed(EVERYBODY)), questions=QUESTIONS)
        == written(EVERYBODY, later, questions=QUESTIONS)
    )
    properties = opened(content).properties
    assert (properties.created, properties.title, properties.creator) == (
        datetime(2022, 3, 1, 18, 5, 9),
        "Smart City",
        "Mona",
    )


def test_a_path_gets_the_same_file_as_a_stream(tmp_path: Path):
    write_workbook(tmp_path / "liste.xlsx", FACTS, EVERYBODY)
    assert (tmp_path / "liste.xlsx").read_bytes() == written(EVERYBODY)


@pytest.mark.parametrize("profile", PROFILES)
def test_each_profile_has_its_sheets(profile):
    assert tuple(opened(written(EVERYBODY, profile=profile)).sheetnames) == BUILT_IN[profile].sheets


def test_referent_file_holds_no_address_anywhere():
    chatty = {
        "institution": "anna@privat.example",
        "function": "x anna@privat.example",
        "question_1": "bernd@b.example",
    }
    hidden = {"note": "geheim", "topic": "geheim", "accessibility_needs": "geheim"}
    content = written([{**row, **chatty, **hidden} for row in EVERYBODY], profile="referent", questions=QUESTIONS)
    everything = "".join(parts(content).values())
    found = [
        word for word in ("@", "geheim", "Chiara", "Doris", "Emil", "Frida", "Mitglied", "E-Mail") if word in everything
    ]
    assert (found, REMOVED_ADDRESS in everything, "Özdemir" in everything) == ([], True, True)


def test_participant_list_file_holds_only_people_who_agreed():
    rows = [ANNA, {**BERND, "list_consent": True}, {**CHIARA, "list_consent": True}, {**person(9, "Nein", "Gerd")}]
    content = written(rows, profile="teilnehmendenliste", questions=QUESTIONS)
    assert cells(content, "Teilnehmende") == [
        ["Nachname", "Vorname", "Institution/Kommune", "E-Mail"],
        ["Oz", "Bernd", "Stadt Köln", "bernd@stadt.example"],
        ["Özdemir", "Anna", "Stadt Köln", None],
    ]
    everything = "".join(parts(content).values())
    assert [word for word in ("anna@", "Gerd", "Zander", "Daten") if word in everything] == []


def test_check_column_is_hidden_and_makes_no_row_higher():
    sheet = opened(written([{**ANNA, "check": "k" + "x" * 90}]))["Teilnehmende"]
    assert (sheet.column_dimensions["O"].hidden, sheet.column_dimensions["N"].hidden) == (True, False)
    assert (sheet.row_dimensions[2].height, sheet["O2"].value) == (None, "k" + "x" * 90)


def test_questions_for_the_discussion_have_a_sheet_without_addresses():
    asked = datetime(2022, 2, 27, 17, tzinfo=UTC)
    topics = [
        Topic("Schreiben Sie\nan a@b.example", 3, "offen", asked, "Anna Özdemir"),
        Topic("=1", None, "beantwortet", None),
    ]
    content = written_people(ListedPeople(BUILT_IN["referent"], EVERYBODY, topics), profile="referent")
    assert cells(content, "Fragen") == [
        ["Stimmen", "Frage", "Stand", "Gestellt am", "Von"],
        [3, f"Schreiben Sie\nan {REMOVED_ADDRESS}", "offen", datetime(2022, 2, 27, 18), "Anna Özdemir"],
        [None, "=1", "beantwortet", None, None],
    ]
    assert (opened(content)["Fragen"].tables["Fragen"].ref, opened(content)["Fragen"].freeze_panes) == ("A1:E3", "A2")


def written_people(people, **options):
    target = io.BytesIO()
    write_workbook(target, FACTS, people, **options)
    return target.getvalue()


def test_own_profile_decides_columns_people_and_sheets():
    mine = own_profile("Empfang", {"columns": ["number", "last_name", "questions"], "statuses": ["confirmed", "pending"],
                                   "sheets": ["Teilnehmende", "Warteliste"]})  # fmt: skip
    content = written(EVERYBODY, profile=mine, questions=QUESTIONS[:1])
    assert opened(content).sheetnames == ["Teilnehmende", "Warteliste"]
    assert [row[:3] for row in cells(content, "Teilnehmende")] == [
        ["Nr.", "Nachname", "Thema"], [6, "Abel", None], [2, "Oz", None], [1, "Özdemir", "Daten"],
    ]  # fmt: skip
    assert [row[:2] for row in cells(content, "Warteliste")] == [["Nr.", "Nachname"], [3, "Zander"], [4, "Abel"]]


def test_profile_without_names_can_be_written_too():
    mine = own_profile("Länder", {"columns": ["state"], "statuses": ["confirmed"], "sheets": ["Teilnehmende"]})
    content = written(EVERYBODY, profile=mine)
    assert (cells(content, "Teilnehmende")[0], opened(content)["Teilnehmende"].freeze_panes) == (["Bundesland"], "A2")


def test_an_unknown_profile_writes_nothing():
    target = io.BytesIO()
    with pytest.raises(UnknownProfile):
        write_workbook(target, FACTS, [], profile="alle")
    assert target.getvalue() == b""


def test_progress_ends_when_the_file_is_complete():
    heard = []
    written([ANNA] * 700 + [CHIARA] * 10, on_progress=lambda done, total: heard.append((done, total)))
    assert heard == [(500, 1410), (700, 1410), (710, 1410), (1210, 1410), (1410, 1410)]


def test_text_that_looks_like_a_formula_is_quoted_text():
    texts = ["=1+1", "+49 221", "-1", "@SUM(A1)", "\tx", "\rx"]
    rows = [person(number, text, "Anna", institution=text) for number, text in enumerate(texts, start=1)]
    book = opened(written(rows, replace(FACTS, title="=1+1"), questions=[QuestionColumn(1, "=1+1")]))
    suspects = [cell for sheet in book for row in sheet.iter_rows() for cell in row if str(cell.value)[:1] in "=+-@\t"]
    assert {(cell.data_type, cell.quotePrefix) for cell in suspects} == {("s", True)}
    assert len(suspects) >= 2 * len(texts)


def test_text_too_long_for_excel_is_cut_where_everyone_sees_it():
    texts = ["x" * 40_000, "🎉" * 20_000, "=" + "x" * 40_000, "_x0041_" * 6_000, "x" * TEXT_LIMIT]
    rows = [person(number, "A", "Anna", note=text) for number, text in enumerate(texts, start=1)]
    notes = [row[13] for row in cells(written(rows), "Teilnehmende")[1:]]
    assert [len(note.encode("utf-16-le")) // 2 <= TEXT_LIMIT for note in notes] == [True] * 5
    assert [note.endswith(CUT_MARK) for note in notes] == [True] * 4 + [False]
    assert notes[4] == texts[4]


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("R&D &G &[Picture] &P\nTeil 2", "R&&D && G && [Picture] &&P Teil 2"),
        ("x" * 300, "x" * 99 + "…"),
        ("&" * 300, "&&" * 19 + "…"),
    ],
)
def test_titles_stay_text_in_the_page_header(title, shown):
    header = opened(written([ANNA], replace(FACTS, title=title)))["Teilnehmende"].oddHeader
    assert header.left.text == f"&B{shown}&B\nTeilnehmende"


def test_the_short_way_to_write_a_cell_writes_what_xlsxwriter_writes(monkeypatch):
    rows = [*EVERYBODY, person(7, "<b>&</b>", ">", note=" a"), person(8, "A & B <c>", "é", note="a\nb")]
    short = written(rows, questions=QUESTIONS)
    monkeypatch.delattr("akevents.formats.sheet_cells.FastSheet._write_cell")
    assert written(rows, questions=QUESTIONS) == short


# Every character, with the ones that could do harm drawn often; escapes and markup as whole words.
HARMFUL = [
    "=",
    "+",
    "-",
    "@",
    "\t",
    "\r",
    "\n",
    " ",
    "\0",
    "\x1b",
    "\x7f",
    "\x85",
    "\u2028",
    "\ud800",
    "\ufffe",
    "&",
    "<",
    ">",
    '"',
]
WORDS = [
    "_x0041_",
    "_x005F_",
    "x005F_",
    "_x000D_",
    "_",
    "<r>",
    "</r>",
    "<t>",
    "]]>",
    "http://a.example",
    "🎉",
    "ß",
    "A\u0308",
]
ANYTHING = st.lists(
    st.one_of(st.sampled_from(HARMFUL), st.sampled_from(WORDS), st.characters(exclude_categories=())), max_size=20
).map("".join)
FIELDS = (
    "last_name",
    "first_name",
    "institution",
    "state",
    "function",
    "email",
    "note",
    "topic",
    "accessibility_needs",
)
PLACES = (1, 2, 3, 4, 5, 6, 13, 14, 15)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ANYTHING, min_size=len(FIELDS), max_size=len(FIELDS)), ANYTHING, ANYTHING)
def test_any_text_survives_in_any_field_and_is_never_a_formula(texts, answer, other):
    row = {**person(1, "", ""), **dict(zip(FIELDS, texts, strict=True)), "question_1": answer}
    facts = replace(FACTS, title=other, location=other, generated_by=other)
    content = written([row], facts, profile="vollstaendig", questions=[QuestionColumn(1, other)])
    expected = [carried_text(text) for text in [*texts, answer]]
    places = [*PLACES, 16]
    by_openpyxl, by_calamine = cells(content, "Teilnehmende"), calamine_cells(content, "Teilnehmende")
    assert [by_openpyxl[1][place] or "" for place in places] == expected
    assert [by_calamine[1][place] for place in places] == expected
    assert by_openpyxl[0] == by_calamine[0]
    summary = calamine_cells(content, "Zusammenfassung")
    assert (summary[0][0], summary[3][1], summary[6][1]) == (carried_text(other),) * 3
    assert [tag for xml in sheet_parts(content) for tag in re.findall("<(?:f|hyperlink)[ >/]", xml)] == []


def test_file_name_says_day_event_and_content_in_ascii():
    assert file_name(FACTS, "smart-city") == "2022-03-02_smart-city_Teilnehmende.xlsx"


@pytest.mark.parametrize(
    ("slug", "what", "name"),
    [
        ("Wärme & Straße", "Fragen", "2022-03-03_Waerme-Strasse_Fragen.xlsx"),
        ("../../etc/passwd", "Teilnehmende", "2022-03-03_etc-passwd_Teilnehmende.xlsx"),
        ("日本", "…", "2022-03-03_veranstaltung_Liste.xlsx"),
        ("x" * 300, "Teilnehmende", f"2022-03-03_{'x' * 80}_Teilnehmende.xlsx"),
    ],
)
def test_file_name_takes_the_local_day_and_survives_any_slug(slug, what, name):
    shortly_after_midnight = replace(FACTS, starts_at=datetime(2022, 3, 2, 23, 30, tzinfo=UTC))
    assert file_name(shortly_after_midnight, slug, what) == name
