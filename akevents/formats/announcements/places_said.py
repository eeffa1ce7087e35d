"""Places in sentences: "Ort ist …", "wir treffen uns … im Rathaus", "findet in der KuFa statt"."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from akevents.formats.announcements import venue_grammar as grammar
from akevents.formats.announcements.findings import Span
from akevents.formats.announcements.label_grammar import Label
from akevents.formats.announcements.labels import Labels
from akevents.formats.announcements.roles import Dated, Role
from akevents.formats.announcements.source import Source
from akevents.formats.announcements.words import EVENT_NOUN

MOST_SENTENCES = 40  # of each kind, in which a place is looked for
READ_CHARACTERS = 60_000  # so far sentences about the place are read; an announcement has a tenth
IN_FRONT = 24  # characters that tell what stands in front of "im"
_OTHER_LABELS = frozenset({Label.SERIES, Label.OTHER, Label.MAIL, Label.SPEAKER, Label.MODERATOR})
_HOUR_IN_FRONT = re.compile(r"(?:Uhr|\dh)\)?,?\s$")
_TOWN = re.compile(r"in [A-ZÄÖÜ][\wäöüß-]+$")
_WHOSE = re.compile(
    r"\s(?:der|des|von|am|in|zu|an der|auf|im)\s(?!\d)(?:Stadt |Gemeinde |Kreises? |Universität |Hochschule |IHK "
    r"|Landkreises? )?[A-ZÄÖÜ][\wäöüß-]+(?:\s(?:Stadt|Gemeinde|e\.V\.|GmbH|[A-ZÄÖÜ][\w-]+))?"
)
_WHEN = re.compile(
    r"\b(?:am|um|ab|von|zu|im|in) (?:Mo|Di|Mi|Do|Fr|Sa|So|Januar|Februar|März|April|Mai|Juni|Juli|August|Sept|Okt|Nov"
    r"|Dez"
    r"|Rahmen|Beginn|Thema)"
)
_WAY = re.compile(r"[A-ZÄÖÜ]\w+.*\d|Saal|Raum|straße|str\.|platz|Stock|OG|EG")  # in brackets behind a place


def said(source: Source, labels: Labels, dated: Sequence[Dated]) -> tuple[Span, ...]:
    """In a sentence that says "Ort ist …", or when or that it takes place; the event's date first."""
    seen: set[int] = set()
    vague: tuple[Span, ...] = ()
    for position in islice(_asked(source, dated), 3 * MOST_SENTENCES):
        start, end = source.sentence(position)
        if start in seen:
            continue
        seen.add(start)
        labelled = labels.at(position)
        if labelled and labelled.label in _OTHER_LABELS:
            continue
        if found := _in_sentence(source, start, end):
            if not grammar.GENERIC_PLACE.fullmatch(source.text[slice(*found)]):
                return (found,)
            vague = vague or (found,)
    return vague


def _asked(source: Source, dated: Sequence[Dated]) -> Iterator[int]:
    """Where the sentences stand, likeliest first."""
    own = [each for each in dated if not each.is_other_occasion]
    yield from _found(source, grammar.NAMES_PLACE)
    yield from (each.mention.bare_start for each in own if each.role >= Role.WEEKDAY)
    yield from _found(source, grammar.SPEAKS_OF_PLACE)
    yield from _found(source, grammar.MAY_SPEAK_OF_PLACE)
    yield from (each.mention.bare_start for each in own if each.role is Role.WEAK)
    yield from _found(source, grammar.HOUR)


def _found(source: Source, pattern: re.Pattern[str]) -> Iterator[int]:
    return (match.start() for match in islice(pattern.finditer(source.text, 0, READ_CHARACTERS), MOST_SENTENCES))


def _in_sentence(source: Source, start: int, end: int) -> Span | None:
    text = source.text[start:end].replace("\n", " ")
    for match in _overlapping(text):
        place = re.sub(r"(?:\s[a-zäöüß]{3,20})+$", "", match["place"])  # "Marktplatz spielt"
        if _is_into(match, grammar.HELD) and (subject := grammar.SUBJECT.search(place)):
            place = place[: subject.start()]  # "findet in der KuFa der nächste Abend statt"
        address = grammar.ADDRESS_TAIL.match(source.text, start + match.end("place"), end)
        has_address = bool(address and address["tail"])
        if _is_elsewhere(match, place, has_address=has_address) or _is_other(place):
            continue
        if has_address or _may_be(match, place):
            first = start + match.start("place")
            return first, _with_house(source, first + len(place), end)
    return None


def _overlapping(text: str) -> Iterator[re.Match[str]]:
    place = 0
    while match := grammar.IN_SENTENCE.search(text, place):
        yield match
        place = match.start("place")


def _is_into(match: re.Match[str], in_front: re.Pattern[str]) -> bool:
    """ "im", "in der" and the like, behind a phrase of this kind."""
    into = match.group().startswith(grammar.INTO)
    return into and bool(in_front.search(match.string, max(0, match.start() - IN_FRONT), match.start()))


def _may_be(match: re.Match[str], place: str) -> bool:
    """It has a word that places have, or stands where a place is named."""
    if grammar.NOUN.search(place) or _is_into(match, _HOUR_IN_FRONT) or _is_into(match, grammar.HELD):
        return True
    return " " in place and _is_into(match, grammar.BEHIND_DATE)


def _is_elsewhere(match: re.Match[str], place: str, *, has_address: bool) -> bool:
    """Through something, not there, a town only, "zum Bürgerforum", a relative clause."""
    text, first_word = match.string, place.split(maxsplit=1)[0]
    is_unsaid = match.group().startswith("durch") or _TOWN.match(match.group())
    is_invited_to = match.group().startswith(("zum ", "zur ")) and EVENT_NOUN.search(first_word)
    if (is_unsaid or is_invited_to) and not has_address:
        return True
    if text[: match.start()].endswith("nicht ") or (
        EVENT_NOUN.search(first_word) and not grammar.NOUN.search(first_word)
    ):
        return True
    return bool(grammar.RELATIVE.search(text, max(0, match.start() - 40), match.start()))


def _is_other(place: str) -> bool:
    """An event in a house, the end of a title, "im Rahmen", a platform, a working group."""
    bare = re.sub(r"^(?:\w+en|der|des|dem|den) ", "", place)
    return bool(
        grammar.EVENT_IN_HOUSE.match(place)
        or re.search(r"^[^„\n]{0,60}“", place)
        or grammar.NO_PLACE.match(place)
        or grammar.NO_PLACE.match(bare)
        or grammar.ONLINE.search(place)
        or re.search(r"\bArbeitskreis|\bAK\b", place)
    )


def _with_house(source: Source, last: int, end: int) -> int:
    """Where it ends with whose it is, its room and its street."""
    whose = _WHOSE.match(source.text[last : last + 70])
    if whose and not _WHEN.search(whose.group()):
        last += whose.end()
    while tail := grammar.ADDRESS_TAIL.match(source.text, last, end):
        if tail["inner"] and not _WAY.search(tail["inner"]):
            break
        last = tail.end()
    return last
