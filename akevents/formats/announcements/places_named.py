"""Places that no label announces: on the line of the date, in a sentence about the event, as an address of its own."""

import re
from collections.abc import Iterator, Sequence

from akevents.formats.announcements import venue_grammar as grammar
from akevents.formats.announcements.findings import Span
from akevents.formats.announcements.label_grammar import Label
from akevents.formats.announcements.labels import Labels
from akevents.formats.announcements.roles import Dated, Role
from akevents.formats.announcements.source import Line, Source

MOST_SENTENCES = 40  # with a date or an event verb, in which a place is looked for
MOST_ADDRESS_LINES = 200
LONGEST_PLACE = 120
LONGEST_DATE_LINE = 240  # a longer one is prose, whose sentences say where
READ_CHARACTERS = 60_000  # so far sentences about the place are read; an announcement has a tenth


def on_date_line(source: Source, labels: Labels, dated: Sequence[Dated]) -> tuple[Span, ...]:
    """In "Mi, 2. März 2022, 17 Uhr, Rathaus Soest" the place is the part with a place's noun; or the line below."""
    for each in dated:
        if (
            each.role not in {Role.DATE_LINE, Role.HEADER, Role.HEADING, Role.NEW, Role.BARE_LINE, Role.TIMED}
            or each.is_other_occasion
        ):
            continue
        line = source.line_at(each.mention.end)
        if line is None or line.end - line.start > LONGEST_DATE_LINE:
            continue
        found = _segment_with_place(source, each.mention.end, line.end)
        if found is None and (labelled := labels.at(each.mention.start)) and line.start <= labelled.start:
            found = _segment_with_place(source, labelled.start, each.mention.start)
        below = source.lines[line.number + 1 : line.number + 4]
        for following in below:
            if (
                not found
                and (into := grammar.LINE_INTO.match(following.text))
                and grammar.NOUN.search(following.text)
                and following.end - following.start <= LONGEST_PLACE
            ):
                found = (
                    following.start + into.end(),
                    _end_of_place(source, following.start + into.end(), following.end),
                )
            if (
                not found
                and grammar.ROOM.search(following.text)
                and grammar.NOUN.search(following.text)
                and _is_own_line(labels, following)
            ):
                found = (following.start, following.end)
            if (
                found
                or following.follows_blank
                or labels.begins_line(following)
                or following.end - following.start > LONGEST_PLACE
            ):
                break
            if (
                (grammar.NOUN.search(following.text) or grammar.STREET_OR_TOWN.search(following.text))
                and not following.text.endswith((".", "?", "!"))
                and not re.match(r"\d{1,2}[:.]\d\d|\d{1,2} Uhr", following.text)
            ):
                found = (following.start, following.end)
        for above in source.lines[max(0, line.number - 2) : line.number]:
            if (
                not found
                and grammar.ROOM.search(above.text)
                and grammar.NOUN.search(above.text)
                and not labels.at(above.start)
                and not labels.begins_line(above)
            ):
                found = (above.start, above.end) if not above.text.endswith((".", ":")) else None
        if found:
            return (found,)
    return ()


def address_line(source: Source, labels: Labels) -> tuple[Span, ...]:
    """A house with its street on a line of its own, not below a letter's end or beside a telephone number."""
    for line in source.lines[:MOST_ADDRESS_LINES]:
        if grammar.LETTER_ENDS.match(line.text):
            return ()
        is_address = grammar.ROOM.search(line.text) and grammar.NOUN.search(line.text) and line.text[0].isupper()
        if is_address and _is_own_line(labels, line) and not re.search(r"@|\btel|\bfax|uhr\b", line.text, re.I):
            return ((line.start, line.end),)
    return ()


def _is_own_line(labels: Labels, line: Line) -> bool:
    """A place on a line of its own, below a blank one."""
    return not (
        labels.at(line.start)
        or labels.begins_line(line)
        or line.text.endswith((".", "!", "?", ":"))
        or line.end - line.start > LONGEST_PLACE
    )


def _end_of_place(source: Source, start: int, end: int) -> int:
    """Before "ein." and the like."""
    tail = re.search(r"\s+(?:statt|ein|eingeladen)[.!]?$|[.!]$", source.text[start:end])
    return start + tail.start() if tail else end


def _segment_with_place(source: Source, start: int, end: int) -> Span | None:
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
            r"(?:[^\n]*?(?:Uhr|h)\b)?\s{0,6}(?:im|in der|in den|in die|in|am|auf dem|bei der|bei|beim"
            r"|ins)\s(?=[A-ZÄÖÜ])",
            segment,
        )
        name = segment[inner.end() :] if inner else segment
        if (
            len(name) > LONGEST_PLACE
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
            or (
                grammar.NOUN.search(name) and not re.match(r"(?:Mod|Ref|Anm|Leitung|Thema|Moderation|Eintritt)\b", name)
            )
        ):
            first = begin + (inner.end() if inner else 0)
            last = stop
            for more_start, more_stop in segments[number + 1 : number + 3]:
                if is_house and more_start == segments[number + 1][0]:
                    last = more_stop
                    continue
                if not grammar.STREET_OR_TOWN.search(source.text[more_start:more_stop]) and not re.fullmatch(
                    r"\s{0,6}(?:Raum|Saal|Zimmer)\s?[\w.]+\s{0,6}", source.text[more_start:more_stop]
                ):
                    break
                last = more_stop
            return first, last
    return None


def said(source: Source, labels: Labels, dated: Sequence[Dated]) -> tuple[Span, ...]:
    """In a sentence that says when or that it takes place; the event's date first."""
    asked = [each.mention.bare_start for each in dated if each.role >= Role.WEEKDAY and not each.is_other_occasion]
    asked += [
        match.start()
        for match in re.finditer(
            r"\bstatt\b|\bwir laden\b|\blädt\b|\bladen\b|Einladung|treffen (?:wir )?uns|trifft sich"
            r"|\btreffen sich\b|Treffpunkt ist|(?:Abfahrt|Start) ist|Uhr (?=im |in der |auf dem )|[Oo]rt bleibt|[Oo]rt ist",
            source.text[:READ_CHARACTERS],
        )
    ]
    seen: set[int] = set()
    for position in asked[:MOST_SENTENCES]:
        start, end = source.sentence(position)
        if start in seen:
            continue
        seen.add(start)
        labelled = labels.at(position)
        if labelled and labelled.label in {Label.SERIES, Label.OTHER, Label.MAIL, Label.SPEAKER, Label.MODERATOR}:
            continue
        if found := _in_sentence(source, start, end):
            return (found,)
    return ()


def _overlapping(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    place = 0
    while match := pattern.search(text, place):
        yield match
        place = match.start("place")


def _in_sentence(source: Source, start: int, end: int) -> Span | None:
    text = source.text[start:end].replace("\n", " ")
    for match in _overlapping(grammar.IN_SENTENCE, text):
        place = match["place"]
        is_behind_time = bool(re.search(r"(?:Uhr|\dh)\)?,?\s$", text[: match.start()])) and match.group().startswith(
            grammar.INTO
        )
        has_address = bool(
            (tail := grammar.ADDRESS_TAIL.match(source.text, start + match.end("place"), end)) and tail["tail"]
        )
        if match.group().startswith("durch") and not has_address:
            continue
        if re.match(r"in [A-ZÄÖÜ][\wäöüß-]+$", match.group()) and not has_address:
            continue  # a town
        if grammar.EVENT_IN_HOUSE.match(place):  # "zum Neujahrsempfang in die Kolvenburg"
            continue
        if re.search(r"^[^„\n]{0,60}“", place):  # the end of a title: "Steuern im Ehrenamt“ der Agentur"
            continue
        if (
            grammar.NO_PLACE.match(place)
            or not (grammar.NOUN.search(place) or is_behind_time or has_address)
            or grammar.NO_PLACE.match(re.sub(r"^(?:\w+en|der|des|dem|den) ", "", place))
        ):
            continue
        if grammar.ONLINE.search(place) or re.search(r"\bArbeitskreis|\bAK\b", place):
            continue
        first, last = start + match.start("place"), start + match.end("place")
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
