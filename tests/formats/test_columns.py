"""The one column list: what each profile shows, in which order people stand, and what never leaves."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from akevents.errors import UnknownProfile
from akevents.formats.columns import (
    COLUMNS,
    PROFILES,
    ColumnKind,
    QuestionColumn,
    carried_text,
    cell_reader,
    cut_to,
    german_order,
    participants_frame,
)
from akevents.formats.profiles import (
    BUILT_IN,
    REMOVED_ADDRESS,
    SHEETS,
    columns_beside,
    columns_for,
    own_profile,
    rows_for,
    statuses_in,
    statuses_on,
)

BY_KEY = {column.key: column for column in COLUMNS}
ANNA = {
    "number": 1,
    "last_name": "Ähren",
    "first_name": "Anna",
    "institution": "Stadt Köln",
    "email": "anna@stadt.example",
    "member": True,
    "status": "confirmed",
    "registered_at": datetime(2022, 2, 1, 23, 30, 15, 999_999, tzinfo=UTC),
    "list_consent": True,
    "consents_list_email": True,
    "note": "ruft an",
}
BERND = {**ANNA, "number": 2, "first_name": "Bernd", "email": "bernd@stadt.example", "consents_list_email": False}
CHIARA = {**ANNA, "number": 3, "first_name": "Chiara", "list_consent": False}


def headers(profile, questions=(), sheet="Teilnehmende"):
    return [column.header for column in columns_for(profile, questions, sheet)]


def test_columns_stand_in_the_order_of_the_specification():
    assert [(column.key, column.header) for column in COLUMNS] == [
        ("number", "Nr."),
        ("last_name", "Nachname"),
        ("first_name", "Vorname"),
        ("institution", "Institution/Kommune"),
        ("state", "Bundesland"),
        ("function", "Funktion"),
        ("email", "E-Mail"),
        ("member", "Mitglied"),
        ("status", "Status"),
        ("registered_at", "Angemeldet am"),
        ("confirmed_at", "Bestätigt am"),
        ("waitlisted_at", "Auf der Warteliste seit"),
        ("cancelled_at", "Abgemeldet am"),
        ("list_consent", "Liste ok"),
        ("is_present", "Anwesend"),
        ("note", "Notiz"),
        ("topic", "Möchte besprechen"),
        ("accessibility_needs", "Bedarf zur Barrierefreiheit"),
        ("check", "Prüfzeichen"),
    ]


def test_every_column_has_a_retention_rule_and_known_profiles():
    assert {column.key: column.retention for column in COLUMNS if column.retention != "registration"} == {
        "topic": "questions",
        "accessibility_needs": "accessibility",
    }
    assert {profile for column in COLUMNS for profile in column.profiles} == set(PROFILES)


def test_moderation_shows_everything_but_free_text_and_needs():
    assert headers("moderation") == [
        "Nr.", "Nachname", "Vorname", "Institution/Kommune", "Bundesland", "Funktion", "E-Mail", "Mitglied", "Status",
        "Angemeldet am", "Bestätigt am", "Liste ok", "Anwesend", "Notiz", "Prüfzeichen (abcdefghijknop+0)",
    ]  # fmt: skip


def test_referent_sees_no_address_no_membership_and_no_note():
    assert headers("referent") == [
        "Nr.", "Nachname", "Vorname", "Institution/Kommune", "Bundesland", "Funktion", "Status", "Angemeldet am",
        "Bestätigt am", "Liste ok", "Anwesend",
    ]  # fmt: skip


def test_participant_list_shows_name_and_institution_and_no_questions():
    assert headers("teilnehmendenliste", [QuestionColumn(1, "Thema")]) == [
        "Nachname", "Vorname", "Institution/Kommune", "E-Mail",
    ]  # fmt: skip


def test_complete_profile_adds_free_text_and_needs():
    assert headers("vollstaendig")[-4:-1] == ["Notiz", "Möchte besprechen", "Bedarf zur Barrierefreiheit"]


@pytest.mark.parametrize(
    ("sheet", "times"),
    [
        ("Teilnehmende", ["Angemeldet am", "Bestätigt am"]),
        ("Warteliste", ["Angemeldet am", "Bestätigt am", "Auf der Warteliste seit"]),
        ("Abgemeldet", ["Angemeldet am", "Bestätigt am", "Abgemeldet am"]),
    ],
)
def test_a_sheet_shows_the_times_that_belong_to_it(sheet, times):
    shown = columns_for("moderation", sheet=sheet)
    assert [column.header for column in shown if column.kind is ColumnKind.INSTANT] == times


def test_check_column_says_which_columns_stood_beside_it():
    questions = [QuestionColumn(1, "Thema"), QuestionColumn(2, "Prüfzeichen")]
    *others, check = columns_for("moderation", questions, "Abgemeldet")
    beside, asked = columns_beside(check.header)
    assert ([column.key for column in beside], asked) == ([column.key for column in others[:-2]], 2)
    assert columns_beside("Prüfzeichen") == ((), 0)


def test_everybody_stands_on_one_list_at_most():
    both = own_profile("Alle", {"columns": ["last_name"], "statuses": ["confirmed", "waitlisted", "pending"],
                                "sheets": ["Teilnehmende", "Warteliste"]})  # fmt: skip
    alone = own_profile("Alle", {"columns": ["last_name"], "statuses": ["confirmed", "waitlisted"],
                                 "sheets": ["Teilnehmende"]})  # fmt: skip
    assert [statuses_on(both, sheet) for sheet in ("Teilnehmende", "Warteliste", "Abgemeldet")] == [
        {"confirmed", "pending"}, {"waitlisted"}, set(),
    ]  # fmt: skip
    assert (statuses_on(alone, "Teilnehmende"), statuses_in(both)) == (
        {"confirmed", "waitlisted"}, {"confirmed", "pending", "waitlisted"},
    )  # fmt: skip


def test_own_profile_leaves_out_what_nobody_knows_any_more_and_can_come_back_with_its_numbers():
    mine = own_profile(
        "Empfang", {"columns": ["number", "last_name", "gone", "questions"], "sheets": ["Neu", "Fragen"]}
    )
    assert (mine.columns, mine.sheets, mine.statuses) == (
        {"number", "last_name", "questions", "check"}, ("Fragen",), set(),
    )  # fmt: skip
    assert [own_profile("x", {"columns": names}).can_come_back for names in (["number"], ["last_name"])] == [
        True,
        False,
    ]
    assert own_profile("x", {"columns": "number"}).columns == set()


def test_built_in_profiles_have_their_sheets():
    assert {key: profile.sheets for key, profile in BUILT_IN.items()} == {
        "moderation": SHEETS,
        "referent": ("Teilnehmende", "Fragen", "Zusammenfassung", "Anwesenheitsliste"),
        "teilnehmendenliste": ("Teilnehmende",),
        "vollstaendig": SHEETS,
    }


def test_question_headers_are_unique_one_line_and_short_enough():
    labels = ["Thema", "thema", "E-Mail", " Zwei\r\n Zeilen\t", "", "x" * 300, "x" * 300, "🎉" * 200]
    questions = [QuestionColumn(number, label) for number, label in enumerate(labels, start=1)]
    shown = columns_for("moderation", questions)[-len(labels) - 1 : -1]
    assert [(column.key, column.header) for column in shown] == [
        ("question_1", "Thema"),
        ("question_2", "thema (2)"),
        ("question_3", "E-Mail (2)"),
        ("question_4", "Zwei Zeilen"),
        ("question_5", "Frage 5"),
        ("question_6", "x" * 254 + "…"),
        ("question_7", "x" * 250 + "…" + " (2)"),
        ("question_8", "🎉" * 127 + "…"),
    ]
    assert {column.retention for column in shown} == {"questions"}


@pytest.mark.parametrize("ask", [lambda: columns_for("alle"), lambda: rows_for("alle", [])])
def test_an_unknown_profile_is_refused(ask):
    with pytest.raises(UnknownProfile):
        ask()


def test_moderation_gets_the_rows_as_they_are():
    assert list(rows_for("moderation", [ANNA, BERND])) == [ANNA, BERND]


def test_referent_gets_no_address_from_any_field():
    row = {**ANNA, "institution": "Amt (amt@stadt.example) Köln", "question_1": ["a＠b.example", "ja"], "topic": "x"}
    hidden = ("email", "member", "note", "topic")
    expected = {key: value for key, value in row.items() if key not in hidden}
    expected |= {"institution": f"Amt {REMOVED_ADDRESS} Köln", "question_1": [REMOVED_ADDRESS, "ja"]}
    assert list(rows_for("referent", [row])) == [expected]


def test_participant_list_holds_who_agreed_and_addresses_of_those_who_agreed_to_that():
    waiting = {**ANNA, "number": 4, "status": "waitlisted"}
    shown = columns_for("teilnehmendenliste")
    listed = list(rows_for("teilnehmendenliste", [ANNA, BERND, CHIARA, waiting]))
    assert [[row.get(column.key) for column in shown] for row in listed] == [
        ["Ähren", "Anna", "Stadt Köln", "anna@stadt.example"],
        ["Ähren", "Bernd", "Stadt Köln", None],
    ]
    assert "bernd@stadt.example" not in str(listed)


def test_german_order_reads_umlauts_as_their_vowels():
    names = ["Zander", "Özdemir", "Oz", "Straßer", "Strasser", "ähren", "Ahrens", "A\u0308hre", "Émile", "Emilia"]
    rows = [{"number": 10 - place, "last_name": name} for place, name in enumerate(names)]
    assert [row["last_name"] for row in german_order(rows)] == [
        "A\u0308hre", "ähren", "Ahrens", "Émile", "Emilia", "Oz", "Özdemir", "Strasser", "Straßer", "Zander",
    ]  # fmt: skip


def test_german_order_falls_back_to_first_name_and_number():
    people = [("Müller", "Chiara", 1), ("Muller", "Bernd", 3), ("MÜLLER", "Bernd", 2), (None, "Anna", 4)]
    rows = [{"last_name": last, "first_name": first, "number": number} for last, first, number in people]
    assert [row["number"] for row in german_order(rows)] == [4, 2, 3, 1]


@pytest.mark.parametrize(
    ("key", "value", "shown"),
    [
        ("number", 7, 7),
        ("last_name", "Ähren", "Ähren"),
        ("last_name", "", None),
        ("last_name", None, None),
        ("member", True, "ja"),
        ("member", False, "nein"),
        ("member", None, None),
        ("status", "waitlisted", "auf der Warteliste"),
        ("registered_at", ANNA["registered_at"], datetime(2022, 2, 2, 0, 30, 15)),
        ("registered_at", None, None),
        ("note", ["rot", "blau"], "rot, blau"),
        ("note", True, "ja"),
        ("note", 3.5, "3.5"),
    ],
)
def test_cell_reader_gives_what_the_column_shows(key, value, shown):
    assert cell_reader(BY_KEY[key], ZoneInfo("Europe/Berlin"))({key: value}) == shown


def test_participants_frame_has_german_headers_and_local_times():
    columns = [BY_KEY[key] for key in ("number", "last_name", "member", "status", "registered_at", "cancelled_at")]
    frame = participants_frame([ANNA, {**BERND, "member": None}], columns, "Europe/Berlin")
    expected = pd.DataFrame(
        {
            "Nr.": pd.Series([1, 2], dtype="Int64"),
            "Nachname": pd.Series(["Ähren", "Ähren"], dtype="str"),
            "Mitglied": pd.Series(["ja", None], dtype="str"),
            "Status": pd.Series(["bestätigt", "bestätigt"], dtype="str"),
            "Angemeldet am": pd.Series([datetime(2022, 2, 2, 0, 30, 15)] * 2, dtype="datetime64[s]"),
            "Abgemeldet am": pd.Series([None, None], dtype="datetime64[s]"),
        }
    )
    pd.testing.assert_frame_equal(frame, expected)


def test_participants_frame_of_nobody_keeps_its_columns():
    frame = participants_frame([], columns_for("moderation"), "Europe/Berlin")
    assert (len(frame), list(frame.columns)) == (0, headers("moderation"))


def test_carried_text_replaces_only_what_xml_cannot_hold():
    assert (
        carried_text("a\r\nb\rc\nd\te\0f\x1bg\ud800h\uffff\x85\u2028🎉")
        == "a\nb\nc\nd\te\ufffdf\ufffdg\ufffdh\ufffd\x85\u2028🎉"
    )


@pytest.mark.parametrize(
    ("text", "limit", "cut"),
    [("abc", 3, "abc"), ("abcd", 3, "ab…"), ("🎉🎉", 4, "🎉🎉"), ("🎉🎉", 3, "🎉…"), ("a🎉🎉", 4, "a🎉…")],
)
def test_cut_to_counts_as_excel_does(text, limit, cut):
    assert cut_to(text, limit) == cut
