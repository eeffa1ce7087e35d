"""Places whose words say nothing, known by where they stand: "…, 19 Uhr, Zum Goldenen Anker", or below the hours."""

import re
from collections.abc import Iterator, Sequence

from akevents.formats.announcements import venue_grammar as grammar
from akevents.formats.announcements.findings import Span
from akevents.formats.announcements.label_grammar import Label
from akevents.formats.announcements.labels import Labels
from akevents.formats.announcements.names import names_in
from akevents.formats.announcements.places_named import end_of_place
from akevents.formats.announcements.roles import Dated, Role
from akevents.formats.announcements.schedule_grammar import PROGRAMME_LINE
from akevents.formats.announcements.source import Line, Source
from akevents.formats.announcements.words import EVENT_NOUN

MOST_WORDS = 7  # of a place: "Alte Post (Hintereingang)", "Zum Goldenen Anker in Hude"
MOST_TOP_LINES = 20  # in which "19 Uhr, Bonhoeffer-Haus" stands
MOST_LINES = 3  # from the date down to the place


def beside_times(
    source: Source, labels: Labels, dated: Sequence[Dated], title: Span | None, *, only_named: bool
) -> tuple[Span, ...]:
    """What follows the event's time directly, if the title stands elsewhere; also behind "Beginn: 18 Uhr, …".

    `only_named`: it has a word that places have, or a street."""
    for start in _behind_times(source, labels, dated):
        line = source.line_at(start)
        if line is None:
            continue
        parts = [_first_part(source, start, line.end)] if start < line.end else []
        if only_named:
            parts.append(_next_sentence(source, start, line))
        is_whole_line = not source.text[start : line.end].strip(" .|")
        if is_whole_line or (only_named and title and line.start <= title[0] < line.end):
            parts.append(_next_line(source, labels, line))
        for found in parts:
            if found and _may_be_place(source, found, title) and (_is_named(source, found) or not only_named):
                return ((found[0], end_of_place(source, *found)),)
    return ()


def _is_apart(title: Span | None, span: Span) -> bool:
    return title is None or title[1] <= span[0] or span[1] <= title[0]


def _is_named(source: Source, span: Span) -> bool:
    words = source.text[slice(*span)]
    return bool(grammar.NOUN.search(words) or grammar.STREET_OR_TOWN.search(words))


def _behind_times(source: Source, labels: Labels, dated: Sequence[Dated]) -> Iterator[int]:
    """Where the text goes on behind a date with its hours."""
    for each in dated:
        if each.role >= Role.BARE_LINE and not each.is_other_occasion:
            hours = grammar.HOURS.match(source.text, each.mention.end)
            yield hours.end() if hours else each.mention.end
    for labelled in labels.of(Label.BEGIN, Label.WHEN):
        if hours := grammar.HOURS.match(source.text, labelled.start):
            yield hours.end()
    begun = [line for line in source.lines[:MOST_TOP_LINES] if PROGRAMME_LINE.match(line.text)]
    for line in begun[:1] if len(begun) == 1 else []:  # several are a programme
        if hours := grammar.HOURS.match(source.text, line.start):
            yield hours.end()


def _first_part(source: Source, start: int, stop: int) -> Span | None:
    """Up to the next comma, full stop or bar; only behind a comma or bar, not in a sentence that goes on."""
    begin = grammar.PART_BEGINS.match(source.text, start, stop)
    if begin is None:
        return None
    end = grammar.PART_ENDS.search(source.text, begin.end(), stop)
    if end and end.group() == "," and grammar.ROOM_ALONE.fullmatch(source.text, begin.end(), end.start()):
        end = grammar.PART_ENDS.search(source.text, end.end(), stop)  # "Großer Saal, Kulturzentrum Lokschuppen"
    return begin.end(), end.start() if end else stop


def _next_sentence(source: Source, start: int, line: Line) -> Span | None:
    """In "… stellt Anita Lohse Romane vor. Stadtbibliothek, 1. Stock" the second."""
    stop = source.sentence(start)[1]
    return _first_part(source, stop + 1, line.end) if stop + 1 < line.end else None


def _next_line(source: Source, labels: Labels, line: Line) -> Span | None:
    for following in source.lines[line.number + 1 : line.number + 1 + MOST_LINES]:
        if grammar.SAYS_ONLY_WHEN.fullmatch(following.text):
            continue
        if labels.begins_line(following) or labels.at(following.start) or following.text.endswith((":", "!", "?")):
            return None
        found = _first_part(source, following.start, following.end)
        is_whole = found is not None and (found[1] == following.end or source.text[found[1]] in ",(")
        return found if is_whole else None
    return None


def _may_be_place(source: Source, span: Span, title: Span | None) -> bool:
    """A few words with a capital that are no event, person, price or invitation; the title has to stand in front."""
    if (title is None or title[1] > span[0]) and not (_is_named(source, span) and _is_apart(title, span)):
        return False
    words = source.text[slice(*span)]
    if re.search(r"\b(?:rund um|über|zum Thema)\b", words):
        return False
    is_short = 0 < len(words.split()) <= MOST_WORDS and len(words) > 3  # noqa: PLR2004 - letters
    is_other = grammar.NO_PLACE_BESIDE.match(words) or EVENT_NOUN.search(words) or re.search(r"[„“\"»@€]", words)
    return is_short and words[0].isupper() and not is_other and not any(names_in(source.text, *span))
