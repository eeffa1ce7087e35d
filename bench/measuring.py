"""A figure and how it is taken: ours and the baseline in turns, medians, one JSON object a line."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any, Literal

Measure = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Budget:
    """What was promised before anything was measured: of the ratio, or of our own figure in its unit."""

    limit: float
    is_least: bool
    of: Literal["ratio", "ours"] = "ratio"

    def __str__(self) -> str:
        return f"{self.of} {'>=' if self.is_least else '<='} {self.limit:g}"

    def is_met(self, value: float) -> bool:
        return value >= self.limit if self.is_least else value <= self.limit


def at_least(limit: float, of: Literal["ratio", "ours"] = "ratio") -> Budget:
    return Budget(limit, is_least=True, of=of)


def at_most(limit: float, of: Literal["ratio", "ours"] = "ratio") -> Budget:
    return Budget(limit, is_least=False, of=of)


@dataclass(frozen=True, slots=True)
class Figure:
    """One comparison. `ours` and `baseline` hold one value a round; a figure without baseline has no ratio."""

    name: str
    unit: str
    ours: Sequence[float]
    baseline: Sequence[float] = ()
    budget: Budget | None = None
    note: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)

    def line(self) -> str:
        """The JSON object. `spread` is the lowest and the highest of the rounds: of the ratio, else of our figure."""
        ratio = median(self.ours) / median(self.baseline) if self.baseline else None
        pairs = zip(self.ours, self.baseline, strict=False)
        rounds = [own / base for own, base in pairs] if self.baseline else list(self.ours)
        judged = ratio if self.budget and self.budget.of == "ratio" else median(self.ours)
        return json.dumps(
            {
                "name": self.name,
                "ours": rounded(median(self.ours)),
                "baseline": rounded(median(self.baseline)) if self.baseline else None,
                "unit": self.unit,
                "ratio": rounded(ratio) if ratio is not None else None,
                "spread": [rounded(min(rounds)), rounded(max(rounds))],
                "n": len(self.ours),
                "budget": str(self.budget) if self.budget else None,
                "met": self.budget.is_met(judged) if self.budget and judged is not None else None,
                **self.more,
                "note": self.note,
            },
            ensure_ascii=False,
        )


def rounded(value: float) -> float:
    """Three significant digits; more would claim what two shared cores cannot tell."""
    return float(f"{value:.3g}")


def in_turns(rounds: int, ours: Measure, baseline: Measure) -> tuple[list[float], list[float]]:
    """So many values of each, taken alternately and each first in every second round; a round to warm up is dropped."""
    ours(), baseline()
    mine: list[float] = []
    theirs: list[float] = []
    for number in range(rounds):
        if number % 2:
            theirs.append(baseline())
            mine.append(ours())
        else:
            mine.append(ours())
            theirs.append(baseline())
    return mine, theirs


def percentile(values: Sequence[float], share: float) -> float:
    """The value that this share of the values does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
