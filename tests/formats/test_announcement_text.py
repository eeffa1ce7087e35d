"""The page's text out of an announcement: prose stays, facts and boilerplate go, nothing becomes markup by accident."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akevents.domain.demo import ANNOUNCEMENT, announced_text
from akevents.formats.announcement_text import prose
from akevents.formats.markup import to_text
from akevents.settings import ROOT

WRITTEN = sorted((ROOT / "tests" / "formats" / "announcements").rglob("*.txt"))


def written(name: str) -> str:
    return next(path for path in WRITTEN if path.stem == name).read_text(encoding="utf-8")


def test_seed_gives_its_four_paragraphs() -> None:
    assert prose(ANNOUNCEMENT.read_text(encoding="utf-8")) == announced_text()


def test_mail_gives_what_is_between_salutation_and_farewell() -> None:
    assert prose(written("mail_reply_chain")) == (
        "danke für die Rückmeldungen zur Umfrage. Wir treffen uns also am Dienstag, 5. Dezember 2023, 14.00–16.00 Uhr, bei "
        "der Wirtschaftsförderung Bochum im O-Werk, Suttner-Nobel-Allee 4. Kollegin Jutta Brandes stellt das neue "
        "Flächenkataster vor. Wer teilnehmen möchte, gibt bitte bis Freitag, 24. November, Bescheid."
    )


@pytest.mark.parametrize("name", ["facts_table", "city_council", "conference_programme"])
def test_facts_alone_give_no_text(name: str) -> None:
    assert prose(written(name)) == ""


def test_lines_that_a_mail_program_wrapped_are_joined() -> None:
    text = (
        "Wann: 2. März 2022, 17 Uhr\n\nIn den letzten Jahren wird es immer häufiger, dass der Begriff\n"
        "„Smart City“ auftritt. Wir fragen nach, was das für die kommunale\nWirtschaft heißt.\n\n"
        "Ein zweiter Absatz, der auch einiges zu sagen hat, aber nicht viel.\nViele Grüße\nMona"
    )
    assert prose(text) == (
        "In den letzten Jahren wird es immer häufiger, dass der Begriff „Smart City“ auftritt. Wir fragen nach, was das für "
        "die kommunale Wirtschaft heißt.\n\nEin zweiter Absatz, der auch einiges zu sagen hat, aber nicht viel."
    )


def test_lists_stay_lists_and_dates_and_stars_stay_themselves() -> None:
    text = (
        "Alle Bürger*innen und Kolleg*innen sind eingeladen, am Abend drei Wege zu vergleichen.\n• Zwischennutzung\n"
        "– Leerstand\n1. Anfang\n\n2. März 2022 ist der Tag, an dem wir uns endlich wieder in der Mensa sehen.\n"
        "# Kein Titel\nBuchungen sind für diese Veranstaltung nicht mehr möglich."
    )
    assert prose(text) == (
        "Alle Bürger\\*innen und Kolleg\\*innen sind eingeladen, am Abend drei Wege zu vergleichen.\n\n- Zwischennutzung\n"
        "- Leerstand\n1. Anfang\n\n2\\. März 2022 ist der Tag, an dem wir uns endlich wieder in der Mensa sehen.\n\n"
        "\\# Kein Titel"
    )
    assert to_text(prose(text)).splitlines()[-3:] == [
        "2. März 2022 ist der Tag, an dem wir uns endlich wieder in der Mensa sehen.",
        "",
        "# Kein Titel",
    ]


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.stem)
def test_text_holds_only_words_of_the_announcement(path: Path) -> None:
    text = path.read_text(encoding="utf-8")

    assert set(prose(text).replace("\\", "").split()) <= {*text.replace("\u00ad", "").split(), "-"}


@given(st.text())
def test_any_text_gives_a_text(text: str) -> None:
    assert isinstance(prose(text), str)


@pytest.mark.parametrize(
    "part", ["a ", "Wann: x\n", "Dies ist ein Satz. ", "Dies ist ein längerer Satz, der für sich steht.\n"]
)
def test_a_book_is_read_in_time(part: str) -> None:
    assert len(prose(part * (500_000 // len(part)))) <= 1_000_000
