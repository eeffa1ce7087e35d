"""Which spellings of an address lead to one mailbox."""

import pytest

from akevents.formats.mailboxes import mailbox


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("anna.beispiel@gmail.com", "annabeispiel@gmail.com"),
        ("anna@googlemail.com", "anna@gmail.com"),
        ("a.n.n.a+dvag@googlemail.com", "anna@gmail.com"),
        ("anna+dvag@outlook.com", "anna@outlook.com"),
        ("anna+a@posteo.de", "anna+b@posteo.de"),
        ("anna+dvag@mailbox.org", "anna@mailbox.org"),
        ("anna+dvag@icloud.com", "anna@icloud.com"),
        ("anna+dvag@fastmail.com", "anna@fastmail.com"),
    ],
)
def test_spellings_that_the_provider_ignores_are_one_mailbox(first: str, second: str) -> None:
    assert mailbox(first) == mailbox(second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("anna.beispiel@koeln.example", "annabeispiel@koeln.example"),
        ("anna+dvag@koeln.example", "anna@koeln.example"),
        ("anna.b@posteo.de", "annab@posteo.de"),
        ("anna.b@outlook.com", "annab@outlook.com"),
        ("anna@outlook.com", "anna@hotmail.com"),
        ("+a@posteo.de", "+b@posteo.de"),
        ("...@gmail.com", "..@gmail.com"),
        ("anna@gmail.com.example", "an.na@gmail.com.example"),
    ],
)
def test_others_are_two_mailboxes(first: str, second: str) -> None:
    assert mailbox(first) != mailbox(second)
