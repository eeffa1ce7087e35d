"""Placeholders: what is known is put in, what is unknown is found, nothing fails."""

from hypothesis import given
from hypothesis import strategies as st

from akevents.formats.placeholders import filled, has_single_brace, unknown

ANNA = {"Vorname": "Anna {Nachname}", "Ort": ""}


def test_known_names_are_filled_however_they_are_written() -> None:
    assert (
        filled("{Vorname}, { vorname }, {VORNAME}: {Ort}.", ANNA)
        == "Anna {Nachname}, Anna {Nachname}, Anna {Nachname}: ."
    )


def test_what_is_unknown_stays_and_is_named_once() -> None:
    body = "{Nachname} {} {Vorname} {Nachname} {{Ort}} {a\nb}"

    assert filled(body, ANNA) == "{Nachname} {} Anna {Nachname} {Nachname} {} {a\nb}"
    assert unknown(body, ANNA) == ("Nachname", "")


def test_a_brace_without_its_other_is_found() -> None:
    assert [has_single_brace(body) for body in ("{Ort}", "{", "}", "{a\nb}", "{{Ort}}", "}{", "")] == [
        False, True, True, True, True, True, False,
    ]  # fmt: skip


@given(st.text(st.one_of(st.characters(codec=None, exclude_categories=()), st.sampled_from("{}\n")), max_size=80))
def test_no_text_fails_and_without_problems_no_brace_is_left(body: str) -> None:
    words = filled(body, {"Ort": "Köln"})

    if not unknown(body, ("Ort",)) and not has_single_brace(body):
        assert not {"{", "}"} & set(words)
