"""Addresses as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akevents.domain.email_addresses import MAX_LENGTH, normalized_email, problem_with
from akevents.errors import InvalidRequest, Problem

GOOD = [
    "anna@example.org",
    "  anna@example.org\t",
    "Anna.Beispiel+ak@stadt-koeln.example.org",
    "o'neill@example.org",
    "anna@rathaus.köln",
    "jürgen@example.org",
    "a@b.de",
    "anna_1@sub.sub.example.museum",
]
WRONG = [
    ("", "missing_email"),
    ("   ", "missing_email"),
    ("anna", "email_without_at"),
    ("anna.example.org", "email_without_at"),
    ("anna(at)example.org", "email_without_at"),
    ("@example.org", "email_without_name"),
    ("anna@example", "email_without_ending"),
    ("anna@", "email_without_ending"),
    ("@", "email_without_name"),
    ("anna@.de", "email_without_ending"),
    ("anna@example.", "email_without_ending"),
    ("anna@example.org, bernd@example.org", "email_several"),
    ("anna@example.org;bernd@example.org", "email_several"),
    ("anna@example.org bernd@example.org", "email_several"),
    ("anna@@example.org", "email_several"),
    ("anna@example.org;", "email_invalid"),
    ("Anna Beispiel <anna@example.org>", "email_invalid"),
    ("mailto:anna@example.org", "email_invalid"),
    ("anna @example.org", "email_invalid"),
    ("anna..b@example.org", "email_invalid"),
    (".anna@example.org", "email_invalid"),
    ("anna@exa_mple.org", "email_invalid"),
    ("anna@-example.org", "email_invalid"),
    ("anna@example..org", "email_invalid"),
    ("anna@[127.0.0.1]", "email_invalid"),
    ("anna\x00@example.org", "email_invalid"),
    ("anna@example.org\r\nBcc: all@example.org", "email_several"),
    ("a@" + "b" * MAX_LENGTH + ".de", "email_invalid"),
]


@pytest.mark.parametrize("typed", GOOD)
def test_problem_with_finds_nothing_wrong_with_a_good_address(typed: str) -> None:
    assert problem_with(typed) is None


@pytest.mark.parametrize(("typed", "code"), WRONG)
def test_problem_with_names_what_is_wrong(typed: str, code: str) -> None:
    assert problem_with(typed) == code


@pytest.mark.parametrize(("typed", "code"), WRONG)
def test_normalized_email_refuses_what_problem_with_refuses(typed: str, code: str) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        normalized_email(typed)

    assert refusal.value == InvalidRequest((Problem("email", code),))


@pytest.mark.parametrize(
    ("typed", "normalized"),
    [
        ("anna@example.org", "anna@example.org"),
        (" Anna@Example.ORG ", "anna@example.org"),
        ("anna@rathaus.köln", "anna@rathaus.xn--kln-sna"),
        ("ANNA@RATHAUS.KÖLN", "anna@rathaus.xn--kln-sna"),
        ("anna@rathaus.xn--kln-sna", "anna@rathaus.xn--kln-sna"),
        ("anna@ko\u0308ln.de", "anna@xn--kln-sna.de"),  # an umlaut of two characters
        ("JÜRGEN@example.org", "jürgen@example.org"),
        ("ju\u0308rgen@example.org", "jürgen@example.org"),
        ("anna+ak@example.org", "anna+ak@example.org"),  # another box at many providers, so another address
    ],
)
def test_normalized_email_gives_one_spelling_to_the_same_address(typed: str, normalized: str) -> None:
    assert normalized_email(typed) == normalized


@given(st.text(max_size=300) | st.emails())
def test_any_text_is_an_address_or_has_a_problem_in_words(typed: str) -> None:
    code = problem_with(typed)

    if code is None:
        assert normalized_email(normalized_email(typed)) == normalized_email(typed)
    else:
        assert code.startswith("email_") or code == "missing_email"
