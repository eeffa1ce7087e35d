"""Marked passages: numbers and colours where they belong, and between them exactly what was typed."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akevents.domain.demo import ANNOUNCEMENT
from akevents.formats.announcement_marks import (
    Passage,
    badges,
    by_span,
    marked,
    numbers_of,
    passages_of,
    segments,
)
from akevents.formats.announcements import Severity, read

SEED = ANNOUNCEMENT.read_text(encoding="utf-8")
FOUND = read(SEED, date(2022, 2, 1))
BADGE = re.compile(r" ?:(?:red|orange|blue)-badge\[(?::material/(?:error|warning): )?\d+\]")
OPENING = re.compile(r":(?:red|orange|blue)-background\[")
TEXTS = st.text(st.characters() | st.sampled_from("[]:\\*_#<>\n\r \t`|-1.@"))


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, tuple[Passage, ...]]:
    """Any text with any spans, some of them beside it."""
    text = draw(TEXTS)
    place = st.integers(-2, len(text) + 2)
    spans = draw(st.lists(st.tuples(place, place, st.sampled_from(Severity)), max_size=8))
    return text, tuple(Passage(number, *span) for number, span in enumerate(spans, start=1))


def stripped(markdown: str) -> str:
    """The words without marks and without the escapes that keep them literal, read from the left as a renderer does."""
    place, found = 0, ""
    while place < len(markdown):
        if markdown[place] == "\\":
            found += markdown[place + 1]
            place += 2
        elif mark := BADGE.match(markdown, place) or OPENING.match(markdown, place):
            place = mark.end()
        else:
            found += markdown[place].replace("]", "")  # the end of a mark: a typed one is escaped
            place += 1
    return found


def words(text: str) -> str:
    return "".join(text.replace("\u2060", "").split())


@given(marked_texts())
def test_segments_are_the_text_whatever_overlaps(given_text: tuple[str, tuple[Passage, ...]]) -> None:
    text, passages = given_text
    found = list(segments(text, passages))

    assert "".join(each.text for each in found) == text
    closed = [number.number for each in found for number in each.closing]
    assert sorted(closed) == [each.number for each in passages if 0 <= each.start < each.end <= len(text)]


@given(marked_texts())
def test_markdown_without_its_marks_is_the_text(given_text: tuple[str, tuple[Passage, ...]]) -> None:
    text, passages = given_text
    visible = re.sub("[\ud800-\udfff]", "\ufffd", text)  # half a character cannot be shown

    assert words(stripped(marked(text, passages))) == words(visible)


@given(marked_texts())
def test_lines_never_begin_like_code_and_colours_end_with_their_line(
    given_text: tuple[str, tuple[Passage, ...]],
) -> None:
    for line in marked(*given_text).split("\n"):
        assert not line.startswith((" ", "\t"))
        bare = line.replace("\\\\", "").replace("\\[", "").replace("\\]", "")
        assert bare.count("[") == bare.count("]")


def test_line_breaks_stay_and_blank_lines_part_paragraphs() -> None:
    assert marked("eins\nzwei\r\n\r\n    drei", ()) == "eins  \nzwei  \n\ndrei"


def test_user_text_is_no_markup() -> None:
    text = ":red[x] **fett** [a](https://b.de) 2. März"
    assert marked(text, (Passage(1, 0, 7, Severity.ERROR),)) == (
        ":red-background[\\:red\\[x\\]] :red-badge[:material/error: 1] \\*\\*fett\\*\\* "
        "\\[a\\]\\(https\\://\u2060b\\.de\\) 2\\. März"
    )


def test_overlapping_passages_share_their_stretch_and_the_worst_colour_wins() -> None:
    passages = (Passage(1, 0, 4), Passage(2, 2, 6, Severity.ERROR))
    assert marked("abcdefg", passages) == (
        ":blue-background[ab]:red-background[cd] :blue-badge[1]:red-background[ef] :red-badge[:material/error: 2]g"
    )


def test_long_text_ends_with_an_ellipsis_and_without_what_lies_behind() -> None:
    assert marked("abcdef", (Passage(1, 0, 2), Passage(2, 3, 6)), limit=4) == ":blue-background[ab] :blue-badge[1]cd…"


def test_seed_has_the_wrong_date_alone_in_red() -> None:
    passages = passages_of(FOUND)
    assert {each.number: SEED[each.start : each.end] for each in passages} == {
        1: "2. März 2022", 2: "17:00 — 18:30", 3: "DVAG Online-Veranstaltung", 4: "Smart City", 5: "Mittwoch, den 2.3.2021",
        6: "Matthias Barutowicz", 7: "17:00 Uhr bis maximal 18:30 Uhr", 8: "Andreas Haubrichs", 9: "1.3.2022",
        10: "18:00 Uhr", 11: "Buchungen sind für diese Veranstaltung nicht mehr möglich",
    }  # fmt: skip
    assert {each.number: each.severity for each in passages if each.severity != Severity.INFO} == {
        4: Severity.WARNING, 5: Severity.ERROR,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("field", "numbers", "shown"),
    [("start", (1, 2), ":blue-badge[1] :blue-badge[2]"), ("venue", (3,), ":blue-badge[3]"), ("title", (), "")],
)
def test_fields_carry_the_numbers_of_their_passages(field: str, numbers: tuple[int, ...], shown: str) -> None:
    passages, evidence = passages_of(FOUND), FOUND.evidence.get(field, ())

    assert numbers_of(evidence, passages) == numbers
    assert badges(evidence, by_span(passages)) == shown
