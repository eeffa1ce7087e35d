"""Addresses out of German titles."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akevents.formats.german import slug


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Smart City", "smart-city"),
        ("Übung für große Straßen: Öl & Ärger?", "uebung-fuer-grosse-strassen-oel-aerger"),
        ("U\u0308bung", "uebung"),
        ("Café „Čapek“", "cafe-capek"),
        ("会议", ""),
        ("...", ""),
        ("wort " * 20, "wort-wort-wort-wort-wort-wort-wort-wort-wort-wort-wort-wort"),
        ("x" * 100, "x" * 60),
    ],
)
def test_slug_spells_out_umlauts_and_ends_with_a_word(title: str, expected: str) -> None:
    assert slug(title) == expected


@given(st.text())
def test_slug_of_anything_fits_an_address(title: str) -> None:
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug(title))
    assert len(slug(title)) <= 60
