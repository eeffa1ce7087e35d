"""Dates, times and names as tokens, before anybody asks what they are for."""

from datetime import date

import pytest

from akevents.formats.announcements import read
from akevents.formats.announcements.dates import joined, single_dates
from akevents.formats.announcements.names import names_in
from akevents.formats.announcements.source import Source
from akevents.formats.announcements.times import find_times


def days_in(text: str) -> list[list[tuple[int, int, int | None, int | None]]]:
    """For each mention its days: day, month, year, weekday."""
    mentions = joined(text, single_dates(text))
    return [[(each.day, each.month, each.year, each.weekday) for each in mention.days] for mention in mentions]


def times_in(text: str) -> list[tuple[str, int | None, int | None]]:
    found = find_times(text, single_dates(text))
    return [(text[each.start : each.stop], each.begins, each.ends) for each in found]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Mittwoch, 2. März, 17 bis 18.30 Uhr", [[(2, 3, None, 2)]]),
        ("am 2. und 3. Mai 2023", [[(2, 5, 2023, None), (3, 5, 2023, None)]]),
        ("Dienstag, 5.10.", [[(5, 10, None, 1)]]),
        ("Freitag, 29. Februar 2023", [[(29, 2, 2023, 4)]]),
        ("Mittwoch, den 2.3.2021, ab 17 Uhr", [[(2, 3, 2021, 2)]]),
        ("2. Novenber 2022", [[(2, 11, 2022, None)]]),
        ("1. Spetember 2022", [[(1, 9, 2022, None)]]),
        ("05.03,2021", [[(5, 3, 2021, None)]]),
        ("5. 3. 2021", [[(5, 3, 2021, None)]]),
        ("05/03/2021", [[(5, 3, 2021, None)]]),
        ("05/03/2021 - 07/03/2021", [[(5, 3, 2021, None), (7, 3, 2021, None)]]),
        ("2021-03-05", [[(5, 3, 2021, None)]]),
        ("March 5, 2021", [[(5, 3, 2021, None)]]),
        ("5 March 2021", [[(5, 3, 2021, None)]]),
        ("Mi 2.3.22, 17 Uhr", [[(2, 3, 2022, 2)]]),
        ("5.10. 18 Uhr", [[(5, 10, None, None)]]),
        ("5.10. 18.30 Uhr", [[(5, 10, None, None)]]),
        ("Mi 5.3", [[(5, 3, None, 2)]]),
        ("vom 25. bis 27. September 2025", [[(25, 9, 2025, None), (27, 9, 2025, None)]]),
        ("Fr. bis So., 5.–7. Mai 2023", [[(5, 5, 2023, 4), (7, 5, 2023, 6)]]),
        ("Freitag, 5. Mai, bis Sonntag, 7. Mai 2023", [[(5, 5, 2023, 4), (7, 5, 2023, 6)]]),
        ("Fr, 5. Mai, 18 Uhr bis So, 7. Mai 2023", [[(5, 5, 2023, 4), (7, 5, 2023, 6)]]),
        ("20.2., 19.3. und 16.4.2024", [[(20, 2, 2024, None), (19, 3, 2024, None), (16, 4, 2024, None)]]),
        ("2. März (Mittwoch)", [[(2, 3, None, 2)]]),
        ("Mittwochabend, 2. März", [[(2, 3, None, 2)]]),
        ("So am 2. März", [[(2, 3, None, None)]]),
        ("Raum 1.07, § 13, 7,50 Euro, Version 2.1, 5. Stock, 2. Teil, 1. Mal", []),
        ("bis 18.30. Danach", []),
        ("Tel. 02921 103-2022, 59494 Soest", []),
    ],
)
def test_dates_are_found_as_they_are_written(
    text: str, days: list[list[tuple[int, int, int | None, int | None]]]
) -> None:
    assert days_in(text) == days


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("17 Uhr", [("17 Uhr", 1020, None)]),
        ("17:00", [("17:00", 1020, None)]),
        ("17.30 Uhr", [("17.30 Uhr", 1050, None)]),
        ("17h", [("17h", 1020, None)]),
        ("von 17 bis 18.30 Uhr", [("17 bis 18.30 Uhr", 1020, 1110)]),
        ("17:00 — 18:30", [("17:00 — 18:30", 1020, 1110)]),
        ("17.00-18.30", [("17.00-18.30", 1020, 1110)]),
        ("17:00 Uhr bis maximal 18:30 Uhr", [("17:00 Uhr bis maximal 18:30 Uhr", 1020, 1110)]),
        ("zwischen 17 und 19 Uhr", [("17 und 19 Uhr", 1020, 1140)]),
        ("um 17.30 Uhr", [("17.30 Uhr", 1050, None)]),
        ("Beginn 17.30", [("17.30", 1050, None)]),
        ("Sa 21.3., 18.00", [("18.00", 1080, None)]),
        ("bis 18 Uhr", [("18 Uhr", None, 1080)]),
        ("18 Uhr c.t.", [("18 Uhr c.t.", 1095, None)]),
        ("18 c.t.", [("18 c.t.", 1095, None)]),
        ("18 Uhr s.t.", [("18 Uhr s.t.", 1080, None)]),
        ("24:00 Uhr", [("24:00 Uhr", 1440, None)]),
        ("12 Uhr mittags", [("12 Uhr mittags", 720, None)]),
        ("8 Uhr abends", [("8 Uhr abends", 1200, None)]),
        ("5:30 pm - 7:00 pm", [("5:30 pm - 7:00 pm", 1050, 1140)]),
        ("Raum 2 – 17 Uhr", [("17 Uhr", 1020, None)]),
        ("5.10. 18.30 Uhr", [("18.30 Uhr", 1110, None)]),
        ("25:10 Uhr", [("25:10 Uhr", None, None)]),
        ("7,50 Euro, 7.50 Euro, 9.00–12.50 €, Raum 1.07, § 13.2, Nr. 17.30, 1.30 m, 17 Prozent, 90 Minuten", []),
        ("um 5.10.2022", []),
    ],
)
def test_times_are_found_as_they_are_written(text: str, times: list[tuple[str, int | None, int | None]]) -> None:
    assert times_in(text) == times


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Andreas Haubrichs, Sprecher des Arbeitskreises Wirtschaftsförderung", ["Andreas Haubrichs"]),
        ("Dr. Petra Klein (Stadt Soest) und WDR-Moderator Jan Ott", ["Dr. Petra Klein", "Jan Ott"]),
        ("WDR-Moderatorin Tjorvi Krautwurst", ["Tjorvi Krautwurst"]),
        ("A. Haubrichs", ["A. Haubrichs"]),
        (
            "Ursula von der Leyen, Prof. Dr.-Ing. Hans-Peter Müller",
            ["Ursula von der Leyen", "Prof. Dr.-Ing. Hans-Peter Müller"],
        ),
        ("Frau Schulze und Herr Dr. Maximilian Graf von Hardenberg", ["Schulze", "Dr. Maximilian Graf von Hardenberg"]),
        ("Stadt Soest, Anna Meier von der Stadt Soest", ["Anna Meier"]),
        ("Dipl.-Ing. Architektin Ursula Fuss", ["Ursula Fuss"]),
        ("Anna Meier, Bernd Schulz und Carla Weber", ["Anna Meier", "Bernd Schulz", "Carla Weber"]),
        ("Zorvan Prillwitz, Wirtschaftsförderung Köln", ["Zorvan Prillwitz"]),
        ("Oberbürgermeisterin Katja Dörner", ["Katja Dörner"]),
        ("Stadt Soest, Wirtschaftsförderung", []),
        ("N.N.", []),
    ],
)
def test_names_are_persons_never_offices_or_houses(text: str, names: list[str]) -> None:
    assert [each.text for each in names_in(text, 0, len(text), leniently=True)] == names


@pytest.mark.parametrize("text", ["Per Zoom", "in der Anne-Frank-Schule Soest", "Neue Wege gehen", "Smart City"])
def test_names_in_prose_need_a_known_first_name_or_a_title(text: str) -> None:
    assert list(names_in(text, 0, len(text))) == []


@pytest.mark.parametrize("text", ["İlker ÖZ\u0308 und İREM", "STRASSE ẞ, ŠKODA", "ab 17 UHR\u00a0im SAAL"])
def test_small_letters_stand_where_the_letters_stand(text: str) -> None:
    source = Source(text)

    assert len(source.lower) == len(source.text)
    assert source.lower == "".join("i" if letter == "İ" else letter.lower() for letter in source.text)


@pytest.mark.parametrize(
    ("line", "moderators"),
    [
        ("Moderiert wird der Abend von Hanno Detering.", ("Hanno Detering",)),
        ("Die Moderation hat Journalist Carsten van Heukelum.", ("Carsten van Heukelum",)),
        ("Die Leitung liegt bei Anna-Lena von der Heide.", ("Anna-Lena von der Heide",)),
        ("Durch den Nachmittag führt Selim Karaca.", ("Selim Karaca",)),
        ("Ltg. Edeltraud Nüßlein, Anm. b. Frau Kruse bis 1.4.", ("Edeltraud Nüßlein",)),
        ("Die Leitung des Amtes hat 2019 gewechselt.", ()),
    ],
)
def test_moderators_in_sentences(line: str, moderators: tuple[str, ...]) -> None:
    text = f"Workshop Leitbild\nTermin: Dienstag, 5. April 2022, 14 bis 16 Uhr\nOrt: Rathaus\n\n{line}\n"

    assert read(text, date(2022, 2, 1)).moderator == moderators
