"""Places that no label announces: on the line of the date, in front of it, as an address of its own."""

import re
from collections.abc import Sequence

from akevents.formats.announcements import venue_grammar as grammar
from akevents.formats.announcements.findings import Span
from akevents.formats.announcements.labels import Labels
from akevents.formats.announcements.names import names_in
from akevents.formats.announcements.roles import Dated, Role
from akevents.formats.announcements.source import Line, Source
from akevents.formats.announcements.words import EVENT_NOUN

MOST_ADDRESS_LINES = 200
LONGEST_PLACE = 120
LONGEST_DATE_LINE = 240  # a longer one is prose, whose sentences say where
_ROLES = frozenset({Role.DATE_LINE, Role.HEADER, Role.HEADING, Role.NEW, Role.BARE_LINE, Role.TIMED})


def on_date_line(source: Source, labels: Labels, dated: Sequence[Dated], title: Span | None) -> tuple[Span, ...]:
    """In "Mi, 2. März 2022, 17 Uhr, Rathaus Soest" the place is the part with a place's noun; or a line near it."""
    for each in dated:
        line = source.line_at(each.mention.end)
        if (
            each.role not in _ROLES
            or each.is_other_occasion
            or line is None
            or line.end - line.start > LONGEST_DATE_LINE
        ):
            continue
        found = _segment_with_place(source, each.mention.end, line.end, title)
        if found is None and (labelled := labels.at(each.mention.start)) and line.start <= labelled.start:
            found = _segment_with_place(source, labelled.start, each.mention.start, title)
        if (
            found := found
            or _in_front_on_line(source, each, line)
            or _below(source, labels, line, title)
            or _above(source, labels, line)
        ):
            return (found,)
    return ()


def _in_front_on_line(source: Source, each: Dated, line: Line) -> Span | None:
    """ "Bürgerhaus Lindenau, 11. März 2026, 18 Uhr"."""
    words = re.match(
        r"(?P<house>[^,;:|]{4,60}?)(?:,| \||:| –)? (?:am )?$",
        source.text[line.start : max(line.start, each.mention.start)],
    )
    if words is None or not grammar.HOUSE_NAME.fullmatch(words["house"]) or not grammar.NOUN.search(words["house"]):
        return None
    span = line.start, line.start + words.end("house")
    is_other = EVENT_NOUN.search(words["house"]) or grammar.NO_PLACE_BESIDE.match(words["house"])
    return None if is_other or any(names_in(source.text, *span)) else span


def in_front(source: Source) -> tuple[Span, ...]:
    """The house with which a note begins, in front of its date."""
    house = grammar.HOUSE_IN_FRONT.match(source.lines[0].text) if source.lines else None
    return ((source.lines[0].start, source.lines[0].start + house.end("house")),) if house else ()


def _below(source: Source, labels: Labels, line: Line, title: Span | None) -> Span | None:
    """One of the next lines, as long as they belong to the date; what they say of the time is passed over."""
    for following in source.lines[line.number + 1 : line.number + 5]:
        if grammar.SAYS_ONLY_WHEN.fullmatch(following.text) or (title and following.start <= title[0] < following.end):
            continue
        has_noun = bool(grammar.NOUN.search(following.text))
        is_short = following.end - following.start <= LONGEST_PLACE
        if has_noun and is_short and (into := grammar.LINE_INTO.match(following.text)):
            start = following.start + into.end()
            return start, end_of_place(source, start, following.end)
        if has_noun and grammar.ROOM.search(following.text) and _is_own_line(labels, following):
            return following.start, following.end
        if following.follows_blank or labels.begins_line(following) or not is_short:
            return None
        is_place = (has_noun or grammar.STREET_OR_TOWN.search(following.text)) and not re.match(
            r"\d{1,2}[:.]\d\d|\d{1,2} Uhr", following.text
        )
        if is_place and not following.text.endswith((".", "?", "!")):
            return following.start, following.end
        if is_place and (found := _segment_with_place(source, following.start, following.end - 1, title)):
            return found
    return None


def _above(source: Source, labels: Labels, line: Line) -> Span | None:
    for above in source.lines[max(0, line.number - 2) : line.number]:
        is_address = grammar.ROOM.search(above.text) and grammar.NOUN.search(above.text)
        is_free = not (labels.at(above.start) or labels.begins_line(above) or above.text.endswith((".", ":")))
        if is_address and is_free:
            return above.start, above.end
        into = grammar.LINE_OF_HOUSE.match(above.text)
        if into and is_free and grammar.NOUN.search(into["place"]):
            return above.start + into.start("place"), above.end
    return None


def address_line(source: Source, labels: Labels) -> tuple[Span, ...]:
    """A house with its street on a line of its own, not below a letter's end or beside a telephone number."""
    for line in source.lines[:MOST_ADDRESS_LINES]:
        if grammar.LETTER_ENDS.match(line.text):
            return ()
        is_address = grammar.ROOM.search(line.text) and grammar.NOUN.search(line.text) and line.text[0].isupper()
        if is_address and _is_own_line(labels, line) and not re.search(r"@|\btel|\bfax|uhr\b", line.text, re.I):
            return ((line.start, line.end),)
    return ()


def street_in_prose(source: Source, dated: Sequence[Dated]) -> tuple[Span, ...]:
    """A street with its number in a sentence that names the event's date or directly behind it, if nothing else is known."""
    for each in dated:
        if each.role >= Role.BARE_LINE and not each.is_other_occasion:
            _, end = source.sentence(each.mention.end)
            behind = len(source.text[end : end + 8]) - len(source.text[end : end + 8].lstrip(" .\n"))
            if own := grammar.STREET_IN_PROSE.match(source.text, end + behind):  # a sentence of its own
                return ((own.start(), own.end()),) if own["house"] else ()
            if street := grammar.STREET_IN_PROSE.search(source.text, each.mention.end, end):
                return ((street.start("house") if street["house"] else street.start("street"), street.end()),)
    return ()


def _is_own_line(labels: Labels, line: Line) -> bool:
    """A place on a line of its own, below a blank one."""
    return not (
        labels.at(line.start)
        or labels.begins_line(line)
        or line.text.endswith((".", "!", "?", ":"))
        or line.end - line.start > LONGEST_PLACE
    )


def end_of_place(source: Source, start: int, end: int) -> int:
    """Before "ein." and the like."""
    tail = re.search(r"\s+(?:statt|ein|eingeladen)[.!]?$|[.!]$", source.text[start:end])
    return start + tail.start() if tail else end


def _segment_with_place(source: Source, start: int, end: int, title: Span | None) -> Span | None:
    place = start
    segments: list[Span] = []
    starts_part: set[int] = set()
    for separator in [*grammar.SEGMENT.finditer(source.text, start, end), None]:
        stop = separator.start() if separator else end
        segments.append((place, stop))
        place = separator.end() if separator else stop
        if separator and separator.group().strip() in {"|", "·", "•", "//"}:
            starts_part.add(place)
    for number, (begin, stop) in enumerate(segments):
        segment = source.text[begin:stop]
        inner = re.match(
            r"(?:[^\n]*?(?:Uhr|h)\b)?\s{0,6}(?:im|in der|in den|in die|in|am|an der|auf dem|bei der|bei|beim|vor dem|vor der"
            r"|ins)\s(?=[A-ZÄÖÜ])",
            segment,
        )
        name = segment[inner.end() :] if inner else segment
        is_title = title and begin <= title[0] < stop and title[1] <= stop + len("“ ")
        if (
            is_title
            or len(name) > LONGEST_PLACE
            or grammar.QUOTED_EVENT.match(name)
            or re.search(r"\bUhr\b|(?<!Raum )(?<!Zimmer )(?<!Saal )\b\d{1,2}[:.]\d\d", name)
            or (inner and inner.group().endswith(" in ") and " " not in name.strip())
            or not re.match(r"\s{0,6}[„\"»(]?(?:[A-ZÄÖÜ]|[a-z]{2,5}-[A-ZÄÖÜ])", name)
        ):
            continue
        following = source.text[slice(*segments[number + 1])] if number + 1 < len(segments) else ""
        is_house = (
            begin in starts_part
            and number + 1 < len(segments)
            and segments[number + 1][0] not in starts_part
            and bool(grammar.NOUN.search(following))
        )
        if (
            grammar.PLATFORM.search(name)
            or is_house
            or (grammar.NOUN.search(name) and not grammar.NO_PLACE_BESIDE.match(name.lstrip()))
        ):
            first = begin + (inner.end() if inner else 0)
            if (
                number
                and inner is None
                and grammar.ROOM_ALONE.fullmatch(name)
                and _is_plain(source, segments[number - 1])
            ):
                first = segments[number - 1][0]
            last = stop
            for more_start, more_stop in segments[number + 1 : number + 3]:
                is_next = more_start == segments[number + 1][0]
                if is_next and (is_house or _is_house_behind_room(name, source.text[more_start:more_stop])):
                    last = more_stop
                    continue
                if not grammar.STREET_OR_TOWN.search(source.text[more_start:more_stop]) and not re.fullmatch(
                    r"\s{0,6}(?:Raum|Saal|Zimmer)\s?[\w.]+\s{0,6}", source.text[more_start:more_stop]
                ):
                    break
                last = more_stop
            return first, end_of_place(source, first, last)
    return None


def _is_house_behind_room(name: str, following: str) -> bool:
    """ "Großer Saal, Kulturzentrum Lokschuppen"."""
    return bool(
        grammar.ROOM_ALONE.fullmatch(name) and grammar.NOUN.search(following)
    ) and not grammar.ROOM_ALONE.fullmatch(following)


def _is_plain(source: Source, span: Span) -> bool:
    """ "Schwarzer Bär" in front of "Nebenzimmer": a house without a word that houses have."""
    words = source.text[slice(*span)].strip()
    return bool(grammar.HOUSE_NAME.fullmatch(words)) and not (
        EVENT_NOUN.search(words) or grammar.NO_PLACE_BESIDE.match(words) or any(names_in(source.text, *span))
    )
