"""Certificates and the attendance list: what they say, that screen readers can read them, that nothing typed harms them."""

import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from akevents.formats.attendance_sheet import EMPTY_ROWS, Signatory, attendance_pdf
from akevents.formats.certificate import Attendee, CertifiedEvent, amount, certificates_pdf

START = datetime(2022, 3, 2, 16, 0, tzinfo=UTC)
ISSUED = datetime(2022, 3, 3, 8, 0, tzinfo=UTC)
EVENING = CertifiedEvent(
    organization="DVAG",
    working_group="AK Wirtschaftsförderung",
    title="Smart City – Chancen für die Wirtschaftsförderung?",
    starts_at=START,
    ends_at=START + timedelta(minutes=90),
    timezone="Europe/Berlin",
    location="Online",
    speakers=("Chiara Beispiel, Hochschule Musterstadt",),
    moderation="Mona Muster",
)
NUMBER = "7Q4K-M3XP-92HT"


def attendee(name: str = "Anna Müller", institution: str = "Stadt Soest") -> Attendee:
    address = f"https://ak.example.org/nachweis?nummer={NUMBER}"
    return Attendee(name, institution, NUMBER, ISSUED, address)


def words(pdf: bytes) -> list[str]:
    """Each page's text, blanks collapsed."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def certificate_words(people: Sequence[Attendee], event: CertifiedEvent = EVENING) -> list[str]:
    return words(certificates_pdf(event, people))


def test_certificate_says_who_what_when_how_long_and_where_to_check() -> None:
    (page,) = certificate_words([attendee()])

    assert page == (
        "DVAG AK Wirtschaftsförderung Bescheinigung über die Teilnahme Anna Müller Stadt Soest hat teilgenommen an der "
        "Veranstaltung Smart City – Chancen für die Wirtschaftsförderung? Datum Mittwoch, 2. März 2022, 17:00–18:30 Uhr "
        "Umfang 1,5 Stunden (2 Unterrichtseinheiten zu 45 Minuten) Vortrag Chiara Beispiel, Hochschule Musterstadt "
        "Moderation Mona Muster Ort Online Ausgestellt am 3. März 2022 Nummer 7Q4K-M3XP-92HT Ob diese Bescheinigung gilt, "
        "steht unter ak.example.org/nachweis"
    )


def test_certificates_stand_on_a_page_each() -> None:
    pages = certificate_words([attendee("Anna"), attendee("Bernd", "")])

    assert [("Anna" in page, "Bernd" in page) for page in pages] == [(True, False), (False, True)]


def test_attendance_list_has_every_name_and_room_for_more() -> None:
    people = [Signatory(f"Muster, P{number}", "Stadt Soest") for number in range(40)]

    pages = words(attendance_pdf(EVENING, people, ISSUED))

    text = " ".join(pages)
    assert [text.count(f"Muster, P{number} Stadt Soest") for number in range(40)] == [1] * 40
    assert all("Unterschrift" in page and f"Seite {at} von {len(pages)}" in page for at, page in enumerate(pages, 1))
    assert "40 Zusagen · Stand: Do, 3. März, 09:00 Uhr" in pages[0]
    reader = PdfReader(io.BytesIO(attendance_pdf(EVENING, [], ISSUED)))
    assert reader.pages[0].mediabox.width > reader.pages[0].mediabox.height
    assert EMPTY_ROWS == 5


@pytest.mark.parametrize("made", [
    lambda: certificates_pdf(EVENING, [attendee(), attendee("Bernd")]),
    lambda: attendance_pdf(EVENING, [Signatory("Muster, Anna", "Stadt Soest")], ISSUED),
])  # fmt: skip
def test_papers_are_tagged_named_german_and_reproducible(made) -> None:  # type: ignore[no-untyped-def]
    first, second = made(), made()
    reader = PdfReader(io.BytesIO(first))
    root = reader.root_object

    assert first == second
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"]) == ("de", True)
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 - a PDF boolean
    assert "/StructTreeRoot" in root
    assert "<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data().decode()
    assert reader.metadata is not None and reader.metadata.title is not None
    assert EVENING.title in reader.metadata.title
    assert reader.metadata.creation_date == ISSUED


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (30, "30 Minuten"),
        (45, "0,75 Stunden (1 Unterrichtseinheit zu 45 Minuten)"),
        (60, "1 Stunde (1 Unterrichtseinheit zu 45 Minuten)"),
        (90, "1,5 Stunden (2 Unterrichtseinheiten zu 45 Minuten)"),
        (600, "10 Stunden (13 Unterrichtseinheiten zu 45 Minuten)"),
    ],
)
def test_amount_counts_full_units(minutes: int, said: str) -> None:
    assert amount(START, START + timedelta(minutes=minutes)) == said


@pytest.mark.parametrize(
    "typed", ["#let x = 1", "*fett* _schräg_ $x$ @anna <b>", "\\u0000 // weg", '"); #panic("', "= H"]
)
def test_markup_is_text(typed: str) -> None:
    (page,) = certificate_words([attendee(typed)])

    assert " ".join(typed.split()) in page


def test_words_without_end_stay_on_the_paper() -> None:
    (page,) = certificate_words([attendee("Y" * 150, "M" * 60)])

    assert page.replace(" ", "").count("Y") == 150
    reader = PdfReader(io.BytesIO(certificates_pdf(EVENING, [attendee("Y" * 150)])))
    right = reader.pages[0].mediabox.width
    seen: list[float] = []
    reader.pages[0].extract_text(visitor_text=lambda text, _, at, *__: seen.append(at[4]))
    assert max(seen) < right


def test_letters_no_font_has_become_a_sign_and_stop_nobody() -> None:
    page, second = certificate_words([attendee("山田 Anna 😀 한국"), attendee("Bernd")])

    assert "▯▯ Anna ▯ ▯▯" in page
    assert "Bernd" in second


@settings(max_examples=40)
@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=40)), min_size=1, max_size=4), st.text(max_size=60))
def test_any_text_makes_a_certificate_and_a_list(people: list[tuple[str, str]], title: str) -> None:
    event = replace(EVENING, title=title, location=title)

    assert len(certificate_words([attendee(*each) for each in people], event)) == len(people)
    assert words(attendance_pdf(event, [Signatory(*each) for each in people], ISSUED))
