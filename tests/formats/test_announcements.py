"""What the reader finds in announcements, what it finds wrong with them, and what it leaves alone.

`announcements/` holds texts, each beside what a person read in it: `written` with the rules at hand, the others without. The
reader has since learnt from all but `unseen`, which alone tells what it reads at first sight; there need not be any."""

import json
import re
import string
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from akevents.formats.announcements import SEVERITIES, Announcement, read
from akevents.wording import findings as wording
from bench.announcements import FIELDS, right_fields

HERE = Path(__file__).parent / "announcements"
SEED = Path(__file__).parents[2] / "data" / "reference" / "demo-smart-city-2022-03-02.txt"
TEXTS = sorted(path.relative_to(HERE).with_suffix("") for path in HERE.glob("*/*.txt"))
REFERENCE = date(2022, 2, 1)
BERLIN = ZoneInfo("Europe/Berlin")
# What a person finds and the reader does not, yet.
NOT_YET_FOUND: dict[str, set[str]] = {
    "ab_11": {"venue"},
    "af_08": {"venue"},
    "am_06": {"online", "venue"},
    "d_08": {"start"},
    "d_12": {"moderator", "speaker"},
    "f_hyb_radweg": {"end"},
    "k_04": {"start"},
    "l_03_mail": {"end"},
    "m_02_fledermaus": {"end"},
    "m_05_schoepfung": {"start", "end"},
    "m_15_akademie": {"start"},
    "s_12": {"end"},
}


def text_of(name: Path) -> str:
    return (HERE / name).with_suffix(".txt").read_text(encoding="utf-8")


def expected(name: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((HERE / name).with_suffix(".json").read_text(encoding="utf-8"))
    return found


def read_file(name: Path) -> Announcement:
    return read(text_of(name), date.fromisoformat(expected(name)["reference_date"]))


def codes(found: Announcement, severity: str = "") -> set[str]:
    return {each.code for each in found.findings if severity in {"", each.severity.value}}


# The texts


def test_texts_are_many() -> None:
    assert len(list(HERE.glob("written/*.txt"))) >= 45
    assert len(list(HERE.glob("fresh/*.txt"))) >= 20
    assert all((HERE / name).with_suffix(".json").exists() for name in TEXTS)


@pytest.mark.parametrize("name", TEXTS, ids=str)
def test_read_finds_what_a_person_finds(name: Path) -> None:
    wanted, found = expected(name), read_file(name).as_json()

    right = right_fields(wanted, found)
    right |= {"categories"} if not wanted["categories"] or found["categories"] == wanted["categories"] else set()

    assert {*FIELDS, "categories"} - right == NOT_YET_FOUND.get(name.name, set())


@pytest.mark.parametrize("name", TEXTS, ids=str)
def test_read_reports_every_error_and_no_other(name: Path) -> None:
    wanted, found = expected(name), read_file(name)

    assert codes(found, "error") == set(wanted["errors"])
    assert {*wanted["warnings"], *wanted["infos"]} <= codes(found)


@pytest.mark.parametrize("name", TEXTS, ids=str)
def test_every_passage_is_the_text_between_its_places(name: Path) -> None:
    text, found = text_of(name), read_file(name)

    passages = [each for finding in found.findings for each in finding.evidence]
    passages += [each for proposal in proposals_of(found) for each in proposal.evidence]
    passages += [each for several in found.evidence.values() for each in several]

    assert passages
    assert [text[each.start : each.end] for each in passages] == [each.text for each in passages]


@pytest.mark.parametrize("name", TEXTS, ids=str)
def test_every_field_that_was_found_has_its_passages(name: Path) -> None:
    found = read_file(name)

    shown = found.as_json()
    filled = {field for field in wording.FIELDS if shown[field] not in (None, [])}

    assert filled <= set(found.evidence)
    for field in ("moderator", "speaker", "categories"):
        assert len(found.evidence.get(field, ())) == len(shown[field])


@pytest.mark.parametrize("code", SEVERITIES)
def test_every_finding_is_true_of_some_text_and_false_of_others(code: str) -> None:
    with_it = [name for name in TEXTS if code in codes(read_file(name))]

    assert 0 < len(with_it) < len(TEXTS)


@pytest.mark.parametrize("name", TEXTS, ids=str)
def test_every_finding_has_a_sentence_with_its_facts(name: Path) -> None:
    for each in read_file(name).findings:
        sentence = wording.sentence(each.code, each.facts, REFERENCE)

        assert re.fullmatch(r"[A-ZÄÖÜ].*[.?]", sentence)
        assert not re.search(r"[{}]|None", sentence)


def test_every_finding_and_severity_has_words() -> None:
    assert set(wording.SENTENCES) == set(SEVERITIES)
    assert set(wording.SEVERITIES) == {severity.value for severity in SEVERITIES.values()}


# The seed


@pytest.fixture
def seed() -> Announcement:
    return read(SEED.read_text(encoding="utf-8"), REFERENCE)


def test_seed_gives_its_fields(seed: Announcement) -> None:
    assert seed.as_json() | {"findings": [], "evidence": {}} == {
        "title": None,
        "start": "2022-03-02T17:00+01:00",
        "end": "2022-03-02T18:30+01:00",
        "deadline": "2022-03-01T18:00+01:00",
        "venue": "DVAG Online-Veranstaltung",
        "online": True,
        "moderator": ["Andreas Haubrichs"],
        "speaker": ["Matthias Barutowicz"],
        "categories": [],
        "findings": [],
        "evidence": {},
    }


def test_seed_has_its_contradictions_with_both_passages(seed: Announcement) -> None:
    assert [(each.code, [passage.text for passage in each.evidence]) for each in seed.findings] == [
        ("year_conflict", ["2. März 2022", "Mittwoch, den 2.3.2021"]),
        ("weekday_mismatch", ["Mittwoch, den 2.3.2021", "2. März 2022"]),
        ("title_missing", ["Smart City"]),
        ("approx_time", ["17:00 Uhr bis maximal 18:30 Uhr"]),
        ("registration_closed", ["Buchungen sind für diese Veranstaltung nicht mehr möglich"]),
    ]


def test_seed_is_asked_about_in_german(seed: Announcement) -> None:
    said = {each.code: wording.sentence(each.code, each.facts, REFERENCE) for each in seed.findings}

    assert said["weekday_mismatch"] == (
        "Der 2. März 2021 war ein Dienstag, kein Mittwoch. Der 2. März 2022 ist ein Mittwoch. Welches Datum gilt?"
    )
    assert said["year_conflict"] == "Der Text nennt den 2. März 2022 und den 2. März 2021. Welches Jahr gilt?"


def test_seed_offers_one_proposal_a_button(seed: Announcement) -> None:
    offered = {each.code: [dict(proposal.changes) for proposal in each.proposals] for each in seed.findings}

    in_2022 = {"start": datetime(2022, 3, 2, 17, tzinfo=BERLIN), "end": datetime(2022, 3, 2, 18, 30, tzinfo=BERLIN)}
    in_2021 = {"start": datetime(2021, 3, 2, 17, tzinfo=BERLIN), "end": datetime(2021, 3, 2, 18, 30, tzinfo=BERLIN)}
    assert offered["year_conflict"] == [in_2022, in_2021]
    assert offered["weekday_mismatch"] == [in_2022, in_2021]
    assert offered["title_missing"] == [{"title": "Smart City"}]


def test_json_has_exactly_the_agreed_keys(seed: Announcement) -> None:
    shown = seed.as_json()

    assert list(shown) == [
        "title", "start", "end", "deadline", "venue", "online", "moderator", "speaker", "categories", "findings",
        "evidence",
    ]  # fmt: skip
    assert {tuple(each) for each in shown["findings"]} == {("code", "severity", "evidence")}
    assert json.loads(json.dumps(shown)) == shown


# Traps: what looks like a date, a time or a finding and is none


HEAD = "Workshop Leitbild\nTermin: Dienstag, 5. April 2022, 14:00 bis 16:00 Uhr\nOrt: Rathaus Soest\nModeration: Mona Kurz\n"


@pytest.mark.parametrize(
    "line",
    [
        "Die Teilnahme kostet 7,50 Euro, im Vorverkauf 5.50 Euro, am Abend 9.00 - 12.50 Euro.",
        "Wir treffen uns in Raum 1.07, Gebäude 3.12, nicht in Raum 2.03–2.05.",
        "Es gilt § 13 Abs. 2 in der Fassung vom 4. April 2021, dazu Art. 5.4 der Satzung.",
        "Telefon 02921 103-1930, Fax 02921 18.30.22, Mobil 0171 5.4.21.00",
        "Anschrift: Domplatz 1, 59494 Soest, Postfach 2022",
        "Seit dem 5. April 2019 besteht der Arbeitskreis, 2021 kamen 17 neue Mitglieder hinzu.",
        "Das Gesetz vom 6. April 2021 ist am 1. Januar 2022 in Kraft getreten.",
        "Beim letzten Treffen am Dienstag, 1. März 2022, 17 Uhr, ging es um Leerstand.",
        "Das nächste Treffen ist am Donnerstag, 5. Mai 2022, um 18 Uhr.",
        "Weitere Termine: 3. Mai 2022, 7. Juni 2022",
        "Pressemitteilung vom 4. April 2022",
        "© 2021 Stadt Soest, Stand: 6. April 2022",
        "Das Büro ist Mo–Fr von 9 bis 12 Uhr erreichbar.",
        "Im Maßstab 1:50 zeigt die Karte 16:9 Flächen.",
        "Die Zugangsdaten mit Passwort werden am Montag, 4. April 2022, um 12 Uhr verschickt.",
        "Die Teilnahmegebühr entfällt für Mitglieder.",
        "Sollte die Mindestzahl nicht erreicht werden, findet der Workshop nicht statt.",
        "Stornierungen sind bis 3. April 2022 kostenfrei, Frühbucherrabatt bis 1. März 2022.",
        "Förderanträge können bis zum 30. April 2022 gestellt werden.",
        "Programm\n13:30 Uhr Ankommen\n14:00 Uhr Begrüßung\n15:10 Uhr Pause\n15:30 Uhr Gruppen\n16:00 Uhr Ende",
        "Einlass ist ab 13:30 Uhr.",
        "Eine Anmeldung ist nicht erforderlich.",
    ],
)
def test_traps_change_nothing_and_raise_no_error(line: str) -> None:
    found = read(f"{HEAD}\n{line}\n", REFERENCE)

    assert (found.start, found.end) == (
        datetime(2022, 4, 5, 14, tzinfo=BERLIN),
        datetime(2022, 4, 5, 16, tzinfo=BERLIN),
    )
    assert (found.title, found.deadline, found.venue, found.online) == (
        "Workshop Leitbild",
        None,
        "Rathaus Soest",
        False,
    )
    assert (found.moderator, found.speaker) == (("Mona Kurz",), ())
    assert codes(found) & {"cancelled", "public_join_credentials", "deadline_missing", "rescheduled"} == set()
    assert codes(found, "error") == set()


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("Wir laden ein für Dienstag, 5. April 2021, um 14 Uhr.", "year_conflict"),
        ("Wir laden ein für Mittwoch, 6. April 2022, um 14 Uhr.", "date_conflict"),
        ("Der Workshop beginnt um 15 Uhr.", "time_conflict"),
        ("Die Veranstaltung endet um 17 Uhr.", "time_conflict"),
        ("Am Mittwoch, 5. April 2022, 14 Uhr, findet der Workshop statt.", "weekday_mismatch"),
        ("Anmeldeschluss: 5. April 2022", "deadline_after_start"),
        ("Anmeldeschluss: 31.2.2022", "invalid_date"),
        ("Anmeldeschluss: 4.4.2022, 25:10 Uhr", "invalid_time"),
        ("Der Workshop fällt leider aus.", "cancelled"),
        ("Der Workshop findet nicht statt.", "cancelled"),
        ("Meeting-ID: 812 3456 7890", "public_join_credentials"),
        ("https://example.org/j/81?pwd=QX12", "public_join_credentials"),
        ("Bitte melden Sie sich an.", "deadline_missing"),
        ("Buchungen sind für diese Veranstaltung nicht mehr möglich.", "registration_closed"),
        ("Der Workshop wurde verschoben.", "rescheduled"),
    ],
)
def test_one_line_more_raises_its_finding(line: str, code: str) -> None:
    assert code not in codes(read(HEAD, REFERENCE))
    assert code in codes(read(f"{HEAD}\n{line}\n", REFERENCE))


# Classes of texts that were read wrongly once


@pytest.mark.parametrize(
    "navigation",
    [
        "Verband für Raumentwicklung\nMenü   Aktuelles   Termine   Kontakt",
        "« Alle Veranstaltungen",
        "← Zurück zur Übersicht",
        "Startseite\nÜber uns\nVeranstaltungen\nMitglied werden",
        "Termine > Detail",
        "Zur Hauptnavigation springen\n≡ Menü",
    ],
)
def test_navigation_above_a_title_is_no_title(navigation: str) -> None:
    page = f"{navigation}\n\nBaulücken nutzen\n\nDatum/Zeit\nDate(s) - 09/03/2027\n16:30 - 18:00\n"

    assert read(page, REFERENCE).title == "Baulücken nutzen"


@pytest.mark.parametrize(
    ("note", "title", "venue"),
    [
        ("Kegelabend: Fr., 6.5.2022, 19 Uhr, Zum Goldenen Anker. Gäste willkommen.", "Kegelabend", "Zum Goldenen Anker"),
        ("Repair-Café\n7. Mai 2022\n14 – 17 Uhr\nAlte Post (Hintereingang)", "Repair-Café", "Alte Post (Hintereingang)"),
        ("Sommerfest\nMontag, 2. Mai 2022\nBeginn: 10 Uhr\nLandratsamt, Plenarsaal", "Sommerfest", "Landratsamt, Plenarsaal"),
        ("Liebe Nachbarn! Hofversammlung am 10.5.2022, 18 Uhr im Waschkeller.", "Hofversammlung", "Waschkeller"),
        ("Heimatverein. Do., 5. Mai, 19 Uhr, Altes Pfarrhaus: Vortrag „Am Moor“ von Gerd Kuhl.", "Am Moor", "Altes Pfarrhaus"),
        ("Wir laden ein zum Klönschnack: Sonntag, 15. Mai 2022, ab 15 Uhr, Dörpshuus.", "Klönschnack", "Dörpshuus"),
        ("Lesung mit Anna Meier am 9.5.2022, 19 Uhr, nicht in der Stadthalle, sondern im Theater am Markt.",
         "Lesung mit Anna Meier", "Theater am Markt"),
    ],
)  # fmt: skip
def test_short_notes_name_their_event_and_their_place(note: str, title: str, venue: str) -> None:
    found = read(note, REFERENCE)

    assert (found.title, found.venue, found.online) == (title, venue, False)


@pytest.mark.parametrize(
    ("sentence", "codes_found"),
    [
        ("Die Verwaltung stellt am Montag, 4. April 2022, beim Workshop Leitbild Entwürfe vor.", {"date_conflict"}),
        ("Am Montag, 4. April 2022, tagt dazu bereits der Ausschuss.", set()),
        ("Ab dem 4. April 2022 gelten neue Regeln.", set()),
        ("Das Forum beginnt um 15 Uhr.", {"time_conflict"}),
        ("Um 15 Uhr beginnt der Rundgang.", set()),
    ],
)
def test_only_the_same_event_is_contradicted(sentence: str, codes_found: set[str]) -> None:
    assert codes(read(f"{HEAD}\n{sentence}\n", REFERENCE), "error") == codes_found


@pytest.mark.parametrize(
    ("sentence", "moderator", "speaker"),
    [
        ("Es moderiert Gabi Kurz vom Tagblatt.", ("Gabi Kurz",), ()),
        ("Fragen aus dem Chat sammelt Moderatorin Lisa Ganter.", ("Lisa Ganter",), ()),
        ("Durch den Tag führen Zyra Weber und Markus Reif.", ("Zyra Weber", "Markus Reif"), ()),
        ("Bürgermeister Ralf Ott spricht ein Grußwort.", (), ()),
        ("Mit Beiträgen von Lothar Zimmer und Ines Roth.", (), ("Lothar Zimmer", "Ines Roth")),
        ("Es erklärt Ihnen Projektberaterin Sandra Kufner alles.", (), ("Sandra Kufner",)),
    ],
)
def test_sentences_say_who_moderates_and_who_speaks(
    sentence: str, moderator: tuple[str, ...], speaker: tuple[str, ...]
) -> None:
    found = read(f"Workshop Leitbild\nTermin: 5. April 2022, 14 bis 16 Uhr\n\n{sentence}\n", REFERENCE)

    assert (found.moderator, found.speaker) == (moderator, speaker)


def test_of_a_series_the_next_date_is_the_events_if_it_stands_alone() -> None:
    alone = read("Sprechstunde, mittwochs, nächster Termin 6.4.2022, 14 bis 16 Uhr, Rathaus", REFERENCE)
    later = read(f"{HEAD}\nNächster Termin: 3. Mai 2022", REFERENCE)

    assert (alone.as_json()["start"], later.as_json()["start"]) == ("2022-04-06T14:00+02:00", "2022-04-05T14:00+02:00")


def test_a_line_below_categories_is_a_category_even_if_it_looks_like_a_label() -> None:
    page = "Flößer\nDatum/Zeit\nDate(s) - 27/03/2025\nKategorien\nVorträge\nExkursionen\n\nReferent: Bernd Ott\n"

    assert read(page, REFERENCE).categories == ("Vorträge", "Exkursionen")


@pytest.mark.parametrize(
    ("line", "start", "end"),
    [
        ("Termin: 30. März 2022, 17 Uhr s.t.", "2022-03-30T17:00+02:00", None),
        ("Termin: 30. März 2022, 17 Uhr c.t.", "2022-03-30T17:15+02:00", None),
        ("Termin: 27.03.2022, 10-12 Uhr", "2022-03-27T10:00+02:00", "2022-03-27T12:00+02:00"),
        ("Termin: 30.10.2022, 10-12 Uhr", "2022-10-30T10:00+01:00", "2022-10-30T12:00+01:00"),
        ("Termin: 31.12.2022, 20:00 bis 24:00 Uhr", "2022-12-31T20:00+01:00", "2023-01-01T00:00+01:00"),
        ("Termin: 31.12.2022, 22 bis 2 Uhr", "2022-12-31T22:00+01:00", "2023-01-01T02:00+01:00"),
        ("Termin: 30.12.2022 bis 2.1.2023", "2022-12-30", "2023-01-02"),
        ("Termin: 30.12. bis 2.1.2023", "2022-12-30", "2023-01-02"),
        ("Termin: 25./26. Mai 2022", "2022-05-25", "2022-05-26"),
        ("Termin: Fr.–So., 5.–7. August 2022", "2022-08-05", "2022-08-07"),
        ("Termin: 2. und 3. Mai 2022, 9 bis 17 Uhr", "2022-05-02T09:00+02:00", "2022-05-03T17:00+02:00"),
        ("Termin: 5. und 19. Mai 2022, 9 bis 17 Uhr", "2022-05-05T09:00+02:00", "2022-05-05T17:00+02:00"),
        ("Termin: 31. Januar, 9 Uhr", "2023-01-31T09:00+01:00", None),
        ("Termin: 1. Februar, 9 Uhr", "2022-02-01T09:00+01:00", None),
        ("Termin: 29.2., 9 Uhr", "2024-02-29T09:00+01:00", None),
        ("Date(s) - 05/03/2022\n5:30 pm - 7:00 pm", "2022-03-05T17:30+01:00", "2022-03-05T19:00+01:00"),
    ],
)
def test_dates_at_their_edges(line: str, start: str, end: str | None) -> None:
    shown = read(f"Workshop Leitbild\n{line}\nOrt: Rathaus Soest\n", REFERENCE).as_json()

    assert (shown["start"], shown["end"]) == (start, end)


@pytest.mark.parametrize(
    ("line", "deadline"),
    [
        ("Anmeldeschluss: 1.3.2022, 18:00 Uhr", "2022-03-01T18:00+01:00"),
        ("Anmeldeschluss ist der 1. März 2022", "2022-03-01"),
        ("Anmeldefrist: 1. März", "2022-03-01"),
        ("Anmeldung bis zum 1. März 2022, 12 Uhr mittags", "2022-03-01T12:00+01:00"),
        ("Rückmeldung bis 1.3.", "2022-03-01"),
        ("Bitte melden Sie sich bis spätestens 1. März 2022 an.", "2022-03-01"),
        ("Um Anmeldung wird bis 12 Uhr am 1. März 2022 gebeten.", "2022-03-01T12:00+01:00"),
        ("Anmeldeschluss: 22.2.2022, verlängert bis 1.3.2022", "2022-03-01"),
        ("Anmeldungen sind vom 1. Februar bis 1. März 2022 möglich.", "2022-03-01"),
        ("Registration deadline: 2022-03-01", "2022-03-01"),
    ],
)
def test_deadline_in_its_many_words(line: str, deadline: str) -> None:
    assert read(f"{HEAD}{line}\n", REFERENCE).as_json()["deadline"] == deadline


def test_deadline_of_december_belongs_to_the_january_after_it() -> None:
    found = read("Termin: 12. Januar 2023, 10 Uhr\nAnmeldeschluss: 20.12.", date(2022, 11, 1))

    assert found.deadline == date(2022, 12, 20)


def test_reference_date_decides_only_what_the_text_leaves_open() -> None:
    text = "Termin: 2. März, 17 Uhr\n"

    assert [read(text, day).start for day in (date(2022, 3, 2), date(2022, 3, 3))] == [
        datetime(2022, 3, 2, 17, tzinfo=BERLIN),
        datetime(2023, 3, 2, 17, tzinfo=BERLIN),
    ]
    assert read(HEAD, date(1999, 1, 1)) == read(HEAD, date(2050, 1, 1))


def test_timezone_is_the_events() -> None:
    assert (
        read("Termin: 2. März 2022, 17 Uhr", REFERENCE, "Europe/London").as_json()["start"] == "2022-03-02T17:00+00:00"
    )


# Any text


@pytest.mark.parametrize("change", ["\r\n", "nbsp", "decomposed", "zero_width", "byte_order"])
def test_invisible_differences_change_no_field_and_no_passage(change: str) -> None:
    text = SEED.read_text(encoding="utf-8")
    changed = {
        "\r\n": text.replace("\n", "\r\n"),
        "nbsp": text.replace("2. März", "2.\u00a0März"),
        "decomposed": text.replace("ä", "a\u0308").replace("ü", "u\u0308").replace("ö", "o\u0308"),
        "zero_width": text.replace("Anmeldeschluss", "Anmelde\u00adschluss").replace("17:00", "17\u200b:00"),
        "byte_order": "\ufeff" + text,
    }[change]

    plain, found = read(text, REFERENCE), read(changed, REFERENCE)

    fields = ("title", "start", "end", "deadline", "venue", "online", "moderator", "speaker")
    assert [getattr(found, field) for field in fields] == [getattr(plain, field) for field in fields]
    assert codes(found) == codes(plain)
    for several in found.evidence.values():
        assert [changed[each.start : each.end] for each in several] == [each.text for each in several]


FRAGMENTS = st.sampled_from(
    [
        "Wann: ", "Ort: ", "Moderation: ", "Anmeldeschluss: ", "bis ", "2. März 2022", "31.2.", "29.2.2023", "5.–7. Mai",
        "25:10 Uhr", "17 Uhr", "17:00", " – ", ", ", "\n", "\n\n", "Mittwoch, den ", "„", "“", "Anna Meier", " und ",
        "online", "(", ")", "|", "am ", "statt ", "Neuer Termin: ", "Dr. ", "von der ", "24:00 Uhr", "99/99/9999",
        "1.1.0001", "9999-12-31", "©", "\u00ad", "a\u0308",
    ]
)  # fmt: skip


def assert_total(text: str) -> None:
    found = read(text, REFERENCE)
    json.dumps(found.as_json())
    passages = [each for finding in found.findings for each in finding.evidence]
    passages += [each for several in found.evidence.values() for each in several]
    for each in passages:
        assert text[each.start : each.end] == each.text
    for finding in found.findings:
        assert wording.sentence(finding.code, finding.facts)


@given(st.text())
@example("")
@example("\x00")
@example("\ud800")
@example("Wann: 31.12.9999, 24:00 Uhr\nAnmeldeschluss: 1.1.0000")
@example("Wann: 31.12.2199, 24:00 Uhr")
def test_any_text_gives_a_result(text: str) -> None:
    assert_total(text)


@settings(max_examples=200)
@given(st.lists(st.one_of(FRAGMENTS, st.text(string.printable, max_size=6)), max_size=40).map("".join))
def test_any_mixture_of_dates_labels_and_names_gives_a_result(text: str) -> None:
    assert_total(text)


@pytest.mark.parametrize("unit", ["a", " ", "\n", "1.1.", "Wann: ", "17:00 ", "„", "Anna Meier, ", "\u200b", "("])
def test_a_million_characters_give_a_result(unit: str) -> None:
    assert read((unit * 1_000_000)[:1_000_000], REFERENCE).title is None or unit == "Wann: "


# What is written down is read back


DAYS = st.dates(date(2022, 2, 2), date(2031, 12, 31))
WEEKDAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip
DATE_STYLES = {
    "numbers": lambda day: f"{day.day}.{day.month}.{day.year}",
    "zeros": lambda day: f"{day:%d.%m.%Y}",
    "word": lambda day: f"{day.day}. {MONTHS[day.month - 1]} {day.year}",
    "short": lambda day: f"{WEEKDAYS[day.weekday()][:2]}, {day:%d.%m.%Y}",
    "long": lambda day: f"{WEEKDAYS[day.weekday()]}, den {day.day}. {MONTHS[day.month - 1]} {day.year}",
    "iso": lambda day: day.isoformat(),
    "slashes": lambda day: f"{day:%d/%m/%Y}",
}
TIME_STYLES = {
    "colon": "{0:%H:%M} - {1:%H:%M} Uhr",
    "dots": "{0:%H.%M} bis {1:%H.%M} Uhr",
    "dash": "{0:%H:%M}–{1:%H:%M}",
    "from": "von {0:%H:%M} Uhr bis {1:%H:%M} Uhr",
    "about": "{0:%H.%M} Uhr bis maximal {1:%H.%M} Uhr",
}
LAYOUTS = {
    "labels": "{title}\nTermin: {day}\nUhrzeit: {time}\nOrt: {venue}\nModeration: {name}\nAnmeldeschluss: {deadline}\n",
    "page": "{title}\nDatum/Zeit\nDate(s) - {day}\n{time}\n\nVeranstaltungsort\n{venue}\n\nModeration: {name}\n"
    "Anmeldeschluss: {deadline}\n",
    "line": "{title} | {day}, {time} | {venue} | Moderation: {name} | Anmeldung bis {deadline}\n",
    "questions": "{title}\n\nWann? {day}, {time}\nWo? {venue}\nModeriert von: {name}\nAnmeldung bis: {deadline}\n",
}


@settings(max_examples=150)
@given(
    day=DAYS,
    begins=st.integers(7 * 4, 19 * 4),
    lasts=st.integers(2, 14),
    before=st.integers(1, 60),
    style=st.sampled_from(sorted(DATE_STYLES)),
    times=st.sampled_from(sorted(TIME_STYLES)),
    layout=st.sampled_from(sorted(LAYOUTS)),
    title=st.sampled_from(["Workshop Leitbild", "Smart City: Was geht?", "Stammtisch Handel", "Fachtag Klima"]),
    venue=st.sampled_from(["Rathaus Soest", "Stadthalle Menden", "Zoom", "Kreishaus Unna, Saal 2"]),
    name=st.sampled_from(["Anna Meier", "Dr. Bernd Schulz", "Chiara von Brandt"]),
)
def test_generated_announcement_is_read_back(
    day: date,
    begins: int,
    lasts: int,
    before: int,
    style: str,
    times: str,
    layout: str,
    title: str,
    venue: str,
    name: str,
) -> None:
    start = datetime.combine(day, datetime.min.time(), BERLIN) + timedelta(minutes=15 * begins)
    end = start + timedelta(minutes=15 * lasts)
    deadline = day - timedelta(days=before)
    text = LAYOUTS[layout].format(
        title=title,
        day=DATE_STYLES[style](day),
        time=TIME_STYLES[times].format(start, end),
        venue=venue,
        name=name,
        deadline=DATE_STYLES[style](deadline),
    )

    found = read(text, REFERENCE)

    assert (found.start, found.end, found.deadline) == (start, end, deadline)
    assert (found.title, found.venue, found.online) == (title, venue, venue == "Zoom")
    assert (found.moderator, found.speaker) == ((name,), ())
    assert codes(found, "error") == set()


@given(day=DAYS, wrong=st.integers(1, 6))
def test_generated_wrong_weekday_is_found_and_the_right_ones_are_offered(day: date, wrong: int) -> None:
    weekday = WEEKDAYS[(day.weekday() + wrong) % 7]
    found = read(f"Workshop Leitbild\nTermin: {weekday}, {day:%d.%m.%Y}, 17 bis 18 Uhr\nOrt: Rathaus", REFERENCE)

    [finding] = [each for each in found.findings if each.severity == "error"]
    offered = [each.changes["start"] for each in finding.proposals]
    assert finding.code == "weekday_mismatch"
    assert isinstance(found.start, datetime)
    assert found.start.date() == day
    assert offered[0] == found.start
    assert {WEEKDAYS[each.weekday()] for each in offered[1:] if isinstance(each, datetime)} == {weekday}


# Proposals


def proposals_of(found: Announcement) -> list[Any]:
    return [proposal for each in found.findings for proposal in each.proposals]


@pytest.mark.parametrize("name", TEXTS, ids=str)
def test_every_proposal_changes_known_fields(name: Path) -> None:
    for proposal in proposals_of(read_file(name)):
        assert set(proposal.changes) <= {"title", "start", "end", "deadline", "venue"}
        assert proposal.changes


@pytest.mark.parametrize(
    ("lines", "code", "changes"),
    [
        (
            "Termin: 5. April 2022, 17:00 bis 16:00 Uhr",
            "end_before_start",
            [{"start": datetime(2022, 4, 5, 16, tzinfo=BERLIN), "end": datetime(2022, 4, 5, 17, tzinfo=BERLIN)}],
        ),
        ("Termin: 31.4.2022, 17 Uhr", "invalid_date", [{"start": date(2022, 4, 30)}, {"start": date(2022, 5, 1)}]),
        (
            "Termin: 5. April 2022, 17 Uhr, Dauer: 90 Minuten",
            "end_missing",
            [{"end": datetime(2022, 4, 5, 18, 30, tzinfo=BERLIN)}],
        ),
        ("Termin: 5. April 2022, 17 Uhr\nOrt: online", "venue_missing", [{"venue": "Online"}]),
        (
            "Termin: 5. April, 17 Uhr",
            "year_missing",
            [{"start": datetime(year, 4, 5, 17, tzinfo=BERLIN)} for year in (2022, 2023)],
        ),
        (
            "Termin: 5. April 2022, 17 Uhr\nAnmeldeschluss: 6. April 2022",
            "deadline_after_start",
            [{"deadline": datetime(2022, 4, 5, 17, tzinfo=BERLIN)}],
        ),
    ],
)
def test_proposals_say_what_would_change(lines: str, code: str, changes: list[dict[str, Any]]) -> None:
    found = read(f"Workshop Leitbild\n{lines}\n", REFERENCE)

    [finding] = [each for each in found.findings if each.code == code]
    assert [dict(each.changes) for each in finding.proposals] == changes
