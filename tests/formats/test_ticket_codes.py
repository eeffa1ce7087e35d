"""The spelling of ticket codes: read however they are typed, and everything else is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from akevents.formats.ticket_codes import ALPHABET, Scanned, TicketCode, address, check_characters, read

CODE = TicketCode(17, "K7QF3M")


@pytest.mark.parametrize(
    "typed",
    ["17-K7QF3M", "17-k7qf3m", "17k7qf3m", " 17 – K7Q F3M ", "I7-K7QF3M", "l7-K7QF3M", "017-K7QF3M", "17-K7-QF-3M"],
)
def test_code_is_read_however_it_is_typed(typed: str) -> None:
    assert read(typed) == Scanned(CODE)


@pytest.mark.parametrize(
    "typed",
    ["", "17", "K7QF3M", "-K7QF3M", "17-K7QF30", "a-K7QF3M", "1234567-K7QF3M", "17-K7QFÄM", "١٧-K7QF3M",
     "https://", "https://[x?code=17-K7QF3M", "https://x.example/?code=", "17-K7QF3M" * 100, "\x00"],
)  # fmt: skip
def test_everything_else_is_no_code(typed: str) -> None:
    assert read(typed) is None


def test_address_of_the_check_in_says_for_which_event_it_is() -> None:
    made = address("https://termine.example", "smart-city & mehr", str(CODE))

    assert made == "https://termine.example/check-in?event=smart-city+%26+mehr&code=17-K7QF3M"
    assert read(made) == Scanned(CODE, "smart-city & mehr")


@given(st.integers(min_value=1, max_value=999_999), st.integers(min_value=0, max_value=2**200))
def test_every_code_we_make_is_read_again(number: int, value: int) -> None:
    code = TicketCode(number, check_characters(value))

    assert set(code.check) <= set(ALPHABET)
    assert read(str(code)) == Scanned(code)
    assert read(str(code).lower().replace("-", "")) == Scanned(code)


@given(st.text())
def test_no_text_is_too_odd_to_be_read(typed: str) -> None:
    read(typed)
