"""The findings a text can have, with their severities, and the list in which they are collected."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from akevents.formats.announcements.model import Evidence, Fact, Finding, Proposal, Severity, Value
from akevents.formats.announcements.source import Source

Span = tuple[int, int]

SEVERITIES: Mapping[str, Severity] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                "weekday_mismatch", "year_conflict", "date_conflict", "time_conflict", "end_before_start",
                "deadline_after_start", "invalid_date", "invalid_time",
            ),
            Severity.ERROR,
        ),
        **dict.fromkeys(
            (
                "start_missing", "end_missing", "venue_missing", "deadline_missing", "title_missing", "year_missing",
                "public_join_credentials", "cancelled",
            ),
            Severity.WARNING,
        ),
        **dict.fromkeys(
            (
                "year_inferred", "two_digit_year", "approx_time", "multi_day", "rescheduled", "registration_closed",
                "weekend", "moderator_missing",
            ),
            Severity.INFO,
        ),
    }
)  # fmt: skip
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)


class Collected:
    """Findings as they come up; the same one about the same passages is kept once."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._found: dict[tuple[str, tuple[Evidence, ...]], Finding] = {}

    def add(self, code: str, spans: Iterable[Span] = (), proposals: Iterable[Proposal] = (), **facts: Fact) -> None:
        evidence = tuple(dict.fromkeys(self._source.evidence(*span) for span in spans))
        finding = Finding(code, SEVERITIES[code], evidence, MappingProxyType(facts), tuple(proposals))
        self._found.setdefault((code, evidence), finding)

    def proposal(self, changes: Mapping[str, Value], *spans: Span) -> Proposal:
        return Proposal(MappingProxyType(dict(changes)), tuple(self._source.evidence(*span) for span in spans))

    def in_order(self) -> tuple[Finding, ...]:
        """Errors first, then by place in the text."""
        return tuple(
            sorted(
                self._found.values(),
                key=lambda each: (_ORDER.index(each.severity), each.evidence[0].start if each.evidence else 0),
            )
        )

    def codes(self) -> set[str]:
        return {code for code, _ in self._found}
