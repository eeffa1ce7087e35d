"""What is learnt from texts that people have read: each sign seen at a candidate speaks for or against it.

`learnt.json` holds the weights; `make learn` (bench/learning.py) learns them anew from tests/formats/announcements."""

import json
from collections.abc import Iterable, Mapping
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from itertools import repeat


class Question(StrEnum):
    """What is judged: whether this is what the event is called, whether this person moderates or speaks."""

    TITLE = "title"
    MODERATOR = "moderator"
    SPEAKER = "speaker"


def score(question: Question, signs: Iterable[str]) -> float:
    """The sum of what the signs weigh, in logits; an unknown sign weighs nothing."""
    weights = _learnt()[question]
    return sum(map(weights.get, signs, repeat(0.0)))


@lru_cache(maxsize=1)
def _learnt() -> Mapping[str, Mapping[str, float]]:
    learnt: dict[str, dict[str, float]] = json.loads(files(__package__).joinpath("learnt.json").read_text("utf-8"))
    return learnt
