"""Counts that others may see: none so small that it tells who somebody is."""

from collections.abc import Mapping

LEAST = 3


def merged_below(counts: Mapping[str, int], least: int = LEAST) -> tuple[dict[str, int], int]:
    """The counts of at least `least`, most first, and the sum of all others.

    Whoever knows the total could subtract, so the rest is never a small number either: if it would be, the smallest count
    that is shown goes along."""
    shown = dict(sorted(((name, n) for name, n in counts.items() if n >= least), key=lambda each: (-each[1], each[0])))
    rest = sum(n for name, n in counts.items() if name not in shown)
    while 0 < rest < least and shown:
        rest += shown.popitem()[1]
    return (shown, rest) if rest >= least or not rest else ({}, 0)
