"""Places that no label announces: on the line of the date, in a sentence about the event, as an address of its own."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from akevents.formats.announcements import venue_grammar as grammar
from akevents.formats.announcements.findings import Span
from akevents.formats.announcements.label_grammar import Label
from akevents.formats.announcements.labels import Labels
from akevents.formats.announcements.names import names_in
from akevents.formats.announcements.roles import Dated, Role
from akevents.formats.announcements.source import Line, Source
from akevents.formats.announcements.words import EVENT_NOUN

MOST_SENTENCES = 40  # with a date or an event verb, in which a place is looked for
MOST_ADDRESS_LINES = 200
LONGEST_PLACE = 120
LONGEST_DATE_LINE = 240  # a longer one is prose, whose sentences say where
_ROLES = frozenset({Role.DATE_LINE, Role.HEADER, Role.HEADING, Role.NEW, Role.BARE_LINE, Role.TIMED})
READ_CHARACTERS = 60_000  # so far sentences about the place are read; an announcement has a tenth


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


def said(source: Source, labels: Labels, dated: Sequence[Dated]) -> tuple[Span, ...]:
    """In a sentence that says "Ort ist …", or when or that it takes place; the event's date first."""
    asked = [
        match.start() for match in islice(grammar.NAMES_PLACE.finditer(source.text, 0, READ_CHARACTERS), MOST_SENTENCES)
    ]
    asked += [each.mention.bare_start for each in dated if each.role >= Role.WEEKDAY and not each.is_other_occasion]
    for speaks in (grammar.SPEAKS_OF_PLACE, grammar.MAY_SPEAK_OF_PLACE):
        found_at = (match.start() for match in speaks.finditer(source.text, 0, READ_CHARACTERS))
        asked += islice(found_at, MOST_SENTENCES)
    asked += [each.mention.bare_start for each in dated if each.role is Role.WEAK and not each.is_other_occasion]
    asked += [match.start() for match in islice(grammar.HOUR.finditer(source.text, 0, READ_CHARACTERS), MOST_SENTENCES)]
    seen: set[int] = set()
    vague: tuple[Span, ...] = ()
    for position in asked[: 3 * MOST_SENTENCES]:
        start, end = source.sentence(position)
        if start in seen:
            continue
        seen.add(start)
        labelled = labels.at(position)
        if labelled and labelled.label in {Label.SERIES, Label.OTHER, Label.MAIL, Label.SPEAKER, Label.MODERATOR}:
            continue
        if found := _in_sentence(source, start, end):
            if not grammar.GENERIC_PLACE.fullmatch(source.text[slice(*found)]):
                return (found,)
            vague = vague or (found,)
    return vague


def _overlapping(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    place = 0
    while match := pattern.search(text, place):
        yield match
        place = match.start("place")


def _in_sentence(source: Source, start: int, end: int) -> Span | None:
    text = source.text[start:end].replace("\n", " ")
    for match in _overlapping(grammar.IN_SENTENCE, text):
        place = re.sub(r"(?:\s[a-zäöüß]{3,20})+$", "", match["place"])  # "Marktplatz spielt"
        is_behind_time = match.group().startswith(grammar.INTO) and bool(
            re.search(r"(?:Uhr|\dh)\)?,?\s$", text[: match.start()])
        )
        is_behind_date = match.group().startswith(grammar.INTO) and bool(
            grammar.BEHIND_DATE.search(text, max(0, match.start() - 24), match.start())
        )
        has_address = bool(
            (tail := grammar.ADDRESS_TAIL.match(source.text, start + match.end("place"), end)) and tail["tail"]
        )
        if (match.group().startswith("durch") and not has_address) or text[: match.start()].endswith("nicht "):
            continue
        if re.match(r"in [A-ZÄÖÜ][\wäöüß-]+$", match.group()) and not has_address:
            continue  # a town
        first_word = place.split()[0]
        is_invited_to = match.group().startswith(("zum ", "zur ")) and EVENT_NOUN.search(first_word)
        if is_invited_to and not has_address:
            continue  # "lädt zum Bürgerforum ein"
        if EVENT_NOUN.search(first_word) and not grammar.NOUN.search(first_word):
            continue
        if grammar.RELATIVE.search(text, max(0, match.start() - 40), match.start()):
            continue
        if grammar.EVENT_IN_HOUSE.match(place):  # "zum Neujahrsempfang in die Kolvenburg"
            continue
        if re.search(r"^[^„\n]{0,60}“", place):  # the end of a title: "Steuern im Ehrenamt“ der Agentur"
            continue
        if (
            grammar.NO_PLACE.match(place)
            or not (grammar.NOUN.search(place) or is_behind_time or has_address or (is_behind_date and " " in place))
            or grammar.NO_PLACE.match(re.sub(r"^(?:\w+en|der|des|dem|den) ", "", place))
        ):
            continue
        if grammar.ONLINE.search(place) or re.search(r"\bArbeitskreis|\bAK\b", place):
            continue
        first = start + match.start("place")
        last = first + len(place)
        genitive = re.match(
            r"\s(?:der|des|von|am|in|zu|an der|auf|im)\s(?!\d)(?:Stadt |Gemeinde |Kreises? |Universität "
            r"|Hochschule |IHK |Landkreises? )?[A-ZÄÖÜ][\wäöüß-]+(?:\s(?:Stadt|Gemeinde|e\.V\.|GmbH"
            r"|[A-ZÄÖÜ][\w-]+))?",
            source.text[last : last + 70],
        )
        if genitive and not re.search(
            r"\b(?:am|um|ab|von|zu|im|in) (?:Mo|Di|Mi|Do|Fr|Sa|So|Januar|Februar|März|April|Mai|Juni|Juli|August"
            r"|Sept|Okt|Nov|Dez|Rahmen|Beginn|Thema)",
            genitive.group(),
        ):
            last += genitive.end()
        while (tail := grammar.ADDRESS_TAIL.match(source.text, last, end)) and not (
            tail["inner"] and not re.search(r"[A-ZÄÖÜ]\w+.*\d|Saal|Raum|straße|str\.|platz|Stock|OG|EG", tail["inner"])
        ):
            last = tail.end()
        return first, last
    return None
