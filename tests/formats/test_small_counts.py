"""No count that is so small that it tells who somebody is, and none that can be worked out."""

from hypothesis import given
from hypothesis import strategies as st

from akevents.formats.small_counts import LEAST, merged_below

COUNTS = st.dictionaries(st.text(max_size=3), st.integers(0, 12), max_size=17)


def test_small_ones_stand_together() -> None:
    assert merged_below({"NW": 11, "BY": 4, "HE": 2, "SN": 1}) == ({"NW": 11, "BY": 4}, 3)


def test_a_rest_of_one_takes_the_smallest_along() -> None:
    assert merged_below({"NW": 11, "BY": 4, "HE": 1}) == ({"NW": 11}, 5)
    assert merged_below({"HE": 1}) == ({}, 0)


@given(COUNTS)
def test_nothing_small_is_shown_or_can_be_subtracted(counts: dict[str, int]) -> None:
    shown, rest = merged_below(counts)

    assert all(count >= LEAST for count in shown.values())
    assert rest == 0 or rest >= LEAST
    assert list(shown.values()) == sorted(shown.values(), reverse=True)
    assert sum(shown.values()) + rest in {sum(counts.values()), 0}
