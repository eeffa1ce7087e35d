"""A line that holds a title, without what stands around it: prefixes, dates, times, places, labels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from akevents.formats.announcements import title_grammar as grammar
from akevents.formats.announcements.calendar_words import WEEKDAY
from akevents.formats.announcements.dates import DateMention
from akevents.formats.announcements.findings import Span
from akevents.formats.announcements.labels import Labels
from akevents.formats.announcements.source import Source
from akevents.formats.announcements.times import TimeMention
from akevents.formats.announcements.words import EVENT_NOUN

LONGEST_TITLE = 160
MOST_MARKS = 60  # dates and times at the top


@dataclass(frozen=True, slots=True)
class Title:
    """`is_proposal`: no line or label says so; a phrase of the text that could be the title."""

    text: str | None
    span: Span | None = None
    is_proposal: bool = False
    more: tuple[Span, ...] = ()


class Trimmer:
    """Knows where the dates, times and labels of a text are. `marks` are the first dates and times as spans."""

    def __init__(
        self, source: Source, labels: Labels, dates: Sequence[DateMention], times: Sequence[TimeMention]
    ) -> None:
        self._source, self._labels = source, labels
        spans = [(each.start, each.end) for each in dates] + [(each.start, each.stop) for each in times]
        self.marks = sorted(spans)[:MOST_MARKS]

    def has_mark(self, start: int, end: int) -> bool:
        """A date or a time stands between these places."""
        return any(start <= begin < end for begin, _ in self.marks)

    def trimmed(self, start: int, end: int, *, past_labels: bool = False) -> Title | None:
        """Without prefixes, and without the date, time and place around it; up to a label within it, or past labels."""
        text = self._source.text
        end = end if past_labels else self._up_to_head(start, end)
        start = self._past_prefix(start, end)
        start = self._past_marks(start, end)
        start = self._past_prefix(start, end)
        start = self._past_kind_and_date(start, end)
        if request := grammar.REQUEST.search(text, start, end):
            end = request.start()
        for mark_start, _ in self.marks:
            if start < mark_start < end:
                raw = text[start:mark_start]
                cut = grammar.CUT.search(raw)
                if cut and re.search(r"[^\W\d]{3}", raw[: cut.start()]):
                    end = start + cut.start()
                    break
        for separator in re.finditer(
            r"\s{0,6}(?:[|•·]|\+{2,4})\s{0,6}|,\s(?=(?:online|via|per|im|in der|hybrid|Mod\.|Ref\.|Anm\.|Leitung)\b)",
            text[start:end],
        ):
            first = text[start : start + separator.start()]
            is_kept_behind = _is_house(first) and EVENT_NOUN.search(text, start + separator.end(), end)
            if is_kept_behind or grammar.META.fullmatch(first):
                start += separator.end()
                break
            if re.search(r"[^\W\d]{3}", first):
                end = start + separator.start()
                break
        raw = text[start:end]
        start += len(raw) - len(raw.lstrip(" \t*_#-–—:|,;.•="))
        stripped = text[start:end].rstrip(" \t*_#-–—:|,;=(")
        if re.search(r"[a-zäöüß]{3}\.$", stripped):
            stripped = stripped[:-1]
        if (
            not grammar.HAS_NOUN.search(stripped)
            or len(stripped) > 2 * LONGEST_TITLE
            or grammar.META.fullmatch(stripped)
        ):
            return None
        return Title(stripped, (start, start + len(stripped)))

    def _up_to_head(self, start: int, end: int) -> int:
        """Up to a label within the line: "Stammtisch | Wann: …"."""
        heads = [each.label_start for each in self._labels.all if start < each.label_start < end]
        return min(heads, default=end)

    def _past_prefix(self, start: int, end: int) -> int:
        prefix = grammar.PREFIX.match(self._source.text[start:end])
        if prefix and re.search(r"[^\W\d]{3}", self._source.text[start + prefix.end() : end]):
            return start + prefix.end()
        return start

    def _past_kind_and_date(self, start: int, end: int) -> int:
        """ "Web-Seminar am 27.3.: LEADER-Anträge ohne Tränen": what stands behind the date says more."""
        text = self._source.text
        for mark_start, mark_end in self.marks:
            if start < mark_start < end:
                kind = grammar.KIND_AT.fullmatch(text, start, mark_start)
                topic = re.match(r"\.?:\s+(?=[A-ZÄÖÜ„\"][^:\n]{8})", text[mark_end:end])
                return mark_end + topic.end() if kind and topic else start
        return start

    def _past_marks(self, start: int, end: int) -> int:
        """Behind dates and times with which the line begins, and the little words between them."""
        text = self._source.text
        for mark_start, mark_end in self.marks:
            if mark_start < start or mark_start >= end:
                continue
            between = re.sub(
                WEEKDAY + r"|\b(?:am|um|ab|von|bis|den|uhr|gegen|ca)\b|[\W_]", "", text[start:mark_start], flags=re.I
            )
            if between:
                break
            start = mark_end
        link = re.match(r"\s{0,6}(?:Uhr)?[\s:,|–—)-]*(?:findet (?:der|die|das|ein|eine) |im \S+: )?", text[start:end])
        return start + link.end() if link else start


def _is_house(words: str) -> bool:
    """ "Bauernverband" in "Bauernverband | Herbstseminar"."""
    return bool(grammar.ORGANISATION.search(words) or grammar.HOUSE.search(words)) and not EVENT_NOUN.search(words)
