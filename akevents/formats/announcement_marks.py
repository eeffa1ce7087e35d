"""An announcement with its passages numbered and marked, as Markdown of Streamlit. The words between are shown as typed."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from akevents.formats.announcements import Announcement, Evidence, Finding, Severity
from akevents.formats.markup import literal

# Severity to colour and icon; fields and what is merely worth knowing are blue and need no sign.
LOOKS = {
    Severity.ERROR: ("red", ":material/error: "),
    Severity.WARNING: ("orange", ":material/warning: "),
    Severity.INFO: ("blue", ""),
}
_WORST = (Severity.ERROR, Severity.WARNING, Severity.INFO)
_LINE_BREAK = re.compile("(\r\n|[\n\r\u000b\u000c\u001c-\u001e\u0085\u2028\u2029])")
_INDENT = re.compile(r"\n +")
_HALF_SURROGATE = re.compile("[\ud800-\udfff]")  # cannot be sent to a browser at all


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in the text: from `start` up to `end`, its number on the screen, and the worst that is said about it."""

    number: int
    start: int
    end: int
    severity: Severity = Severity.INFO


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text that lies in the same passages from end to end; `closing` are those that end with it."""

    text: str
    severity: Severity | None
    closing: tuple[Passage, ...]


def passages_of(announcement: Announcement) -> tuple[Passage, ...]:
    """Every passage that a field or a finding names, once, numbered in the order of the text.

    Of a contradiction the passage that is proposed stays blue if a field was taken from it: the other one is wrong."""
    fields = {_span(each): Severity.INFO for found in announcement.evidence.values() for each in found}
    spans = dict(fields)
    for finding in announcement.findings:
        for span in _accused(finding, fields):
            spans[span] = min(finding.severity, spans.get(span, Severity.INFO), key=_WORST.index)
        for each in finding.evidence:
            spans.setdefault(_span(each), Severity.INFO)
    ordered = sorted(span for span in spans if span[0] < span[1])
    return tuple(Passage(number, *span, spans[span]) for number, span in enumerate(ordered, start=1))


def numbers_of(evidence: Iterable[Evidence], passages: Iterable[Passage]) -> tuple[int, ...]:
    """The numbers of these places, ascending."""
    spans = {_span(each) for each in evidence}
    return tuple(each.number for each in passages if (each.start, each.end) in spans)


def segments(text: str, passages: Sequence[Passage]) -> Iterator[Segment]:
    """The text cut where a passage begins or ends. Joined again the pieces are the text, whatever overlaps or sticks out."""
    size = len(text)
    inside = [each for each in passages if 0 <= each.start < each.end <= size]
    starting: dict[int, list[Passage]] = {}
    ending: dict[int, list[Passage]] = {}
    for each in inside:
        starting.setdefault(each.start, []).append(each)
        ending.setdefault(each.end, []).append(each)
    open_now: list[Passage] = []
    for start, end in pairwise(sorted({0, size, *starting, *ending})):
        open_now = [each for each in open_now if each.end > start] + starting.get(start, [])
        severity = min((each.severity for each in open_now), key=_WORST.index, default=None)
        yield Segment(text[start:end], severity, tuple(sorted(ending.get(end, []), key=lambda each: each.number)))


def marked(text: str, passages: Sequence[Passage], limit: int | None = None) -> str:
    """Markdown of the text with coloured passages and their numbers, its line breaks kept.

    At most `limit` characters and then "…": a browser would choke on a book."""
    shown = text if limit is None or len(text) <= limit else text[:limit] + "…"
    pieces: list[str] = []
    for segment in segments(_HALF_SURROGATE.sub("\ufffd", shown), passages):
        pieces.extend(_lines(segment))
        pieces.extend(badge(each.number, each.severity) for each in segment.closing)
    # Four blanks at the start of a line would make it a code block.
    return _INDENT.sub("\n", "".join(pieces)).strip()


def badge(number: int, severity: Severity = Severity.INFO) -> str:
    """The small number that stands at a passage, in the findings and at the fields."""
    colour, icon = LOOKS[severity]
    return f" :{colour}-badge[{icon}{number}]"


def badges(evidence: Iterable[Evidence], passages: Mapping[tuple[int, int], Passage]) -> str:
    """The badges of these places."""
    found = {each.number: each for span in map(_span, evidence) if (each := passages.get(span))}
    return "".join(badge(number, found[number].severity) for number in sorted(found)).strip()


def by_span(passages: Iterable[Passage]) -> dict[tuple[int, int], Passage]:
    return {(each.start, each.end): each for each in passages}


def _accused(finding: Finding, fields: Mapping[tuple[int, int], Severity]) -> list[tuple[int, int]]:
    spans = [_span(each) for each in finding.evidence]
    others = [span for span in spans if span not in fields]
    return others if others and finding.severity is Severity.ERROR else spans


def _span(evidence: Evidence) -> tuple[int, int]:
    return evidence.start, evidence.end


def _lines(segment: Segment) -> Iterator[str]:
    """A colour ends with its line: Markdown knows none that goes over a paragraph."""
    for piece in _LINE_BREAK.split(segment.text):
        if _LINE_BREAK.fullmatch(piece):
            yield "  \n"
        elif not piece.strip():
            yield " " if piece else ""
        else:
            before, after = " " * piece[0].isspace(), " " * piece[-1].isspace()
            yield before + _coloured(literal(piece), segment.severity) + after


def _coloured(words: str, severity: Severity | None) -> str:
    return f":{LOOKS[severity][0]}-background[{words}]" if severity and words else words
