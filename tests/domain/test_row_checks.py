"""The check column: genuine only for its own row, and it knows what was said without telling it."""

from hypothesis import given
from hypothesis import strategies as st

from akevents.domain.row_checks import check_of, comparable, one_line, read_check, said_of

ROW = {"status": "confirmed", "last_name": " Beispiel ", "note": "a\r\nb", "is_present": True, "question_7": "rot"}
TEXT = st.text(st.characters(exclude_categories=()), max_size=30)


def test_said_of_a_row_is_what_its_cells_say() -> None:
    assert said_of(ROW) == {
        "first_name": "", "last_name": "Beispiel", "email": "", "institution": "", "function": "", "topic": "",
        "accessibility_needs": "", "note": "a\nb", "member": "", "is_present": "ja", "list_consent": "",
        "status": "bestätigt", "question_7": "rot",
    }  # fmt: skip


@given(TEXT, TEXT)
def test_check_knows_what_was_said_and_what_was_not(said: str, other: str) -> None:
    check = read_check(check_of(1, 2, 3, said_of(ROW | {"note": said})), 1, 2, 3)
    assert check is not None
    assert check.said("note", comparable(said))
    assert check.said("note", comparable(other)) == (comparable(said) == comparable(other))
    assert not check.said("topic", "x" + comparable(said))


def test_check_is_genuine_for_its_own_row_alone() -> None:
    check = check_of(1, 2, 3, said_of(ROW))
    assert [read_check(check, *row) is not None for row in ((1, 2, 3), (2, 2, 3), (1, 3, 3), (1, 2, 4))] == [
        True, False, False, False,
    ]  # fmt: skip
    assert [read_check(wrong, 1, 2, 3) for wrong in ("", "k", check[:8], check.upper(), "ü" * 9, "\ud800" * 9)] == [
        None
    ] * 6


def test_check_of_a_shortened_cell_still_belongs_to_its_row_and_knows_less() -> None:
    check = read_check(check_of(1, 2, 3, said_of(ROW))[:-7], 1, 2, 3)
    assert check is not None
    assert (check.said("last_name", "Beispiel"), check.said("question_7", "rot")) == (True, False)


@given(TEXT)
def test_check_is_one_plain_word_that_no_spreadsheet_takes_for_anything(text: str) -> None:
    check = check_of(1, 2, 3, said_of(ROW | {"note": text}))
    assert check.isascii() and check.startswith("k") and not set(check) & set(" =+-@_;\"'\t")


def test_one_line_and_several_lines_are_compared_in_one_form() -> None:
    assert (one_line("A\u0308  b\n c "), comparable(" a\r\nb ")) == ("Ä b c", "a\nb")
