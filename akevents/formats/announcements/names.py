"""Persons in a stretch of text: "Dr. Petra Klein (Stadt Soest) und WDR-Moderator Jan Ott" are Dr. Petra Klein and Jan Ott."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from akevents.formats.announcements import name_grammar as grammar
from akevents.formats.announcements.first_names import FIRST_NAMES
from akevents.formats.german import fold


@dataclass(frozen=True, slots=True)
class Name:
    """`text` is the name with academic titles, without Frau and Herr; the span is where it stands."""

    text: str
    start: int
    end: int
    is_sure: bool  # a known first name, a title or Frau/Herr; else it only looks like a name


def names_in(text: str, start: int, end: int, *, leniently: bool = False) -> Iterator[Name]:
    """Persons between these places. `leniently`: what stands first may be any two capitalised words."""
    place, depth, is_first = start, 0, True
    while place < end:
        separator = grammar.SEPARATOR.search(text, place, end)
        stop = separator.start() if separator else end
        mark = separator.group() if separator else ""
        if depth == 0 or not leniently:
            found = list(_names_between(text, place, stop, leniently=leniently and is_first))
            yield from found
            if found:
                comma_joins = mark == "," and bool(
                    grammar.MORE_NAMES.match(text, place if separator is None else separator.end(), end)
                )
                is_first = mark in {"und", "&", "sowie", "and", "/", "("} or comma_joins
            elif text[place:stop].strip():
                is_first = False
        is_first = is_first or mark in {"\n", "•", ";", "|"}
        depth = max(0, depth + (mark == "(") - (mark == ")"))
        place = separator.end() if separator else end


def _names_between(text: str, start: int, end: int, *, leniently: bool) -> Iterator[Name]:
    """The names in one stretch between commas. Leniently only what stands first is read so."""
    place = start
    while place < end:
        begin = grammar.WORDS_BEGIN.search(text, place, end)
        if begin is None:
            return
        if little := grammar.LITTLE.match(text, begin.start(), end):
            place = little.end()
            continue
        is_lenient = leniently and not grammar.WORD_CHARACTER.search(
            grammar.SMALL.sub("", text[start : begin.start()].lstrip(" *_-.") + " ")
        )
        name, place = _name(text, begin.start(), end, leniently=is_lenient)
        if name:
            yield name
            leniently = False


def _name(text: str, start: int, end: int, *, leniently: bool) -> tuple[Name | None, int]:
    """The name that begins here, and where to go on."""
    words: list[re.Match[str]] = []
    place, first, is_titled = start, start, False
    while place < end and len(words) < grammar.MOST_WORDS:
        while place < end and text[place].isspace():
            place += 1
        if not words and (honorific := grammar.HONORIFIC.match(text, place, end)):
            place, is_titled = honorific.end() + 1, True
            first = place
        elif title := grammar.TITLE.match(text, place, end):
            if (
                any(is_first_name(each.group()) for each in words)
                or (words and is_titled)
                or title.group() in grammar.DEGREES
            ):
                break
            first = first if is_titled and not words else place
            words, is_titled, place = [], True, title.end()
        elif particle := grammar.PARTICLE.match(text, place, end):
            following = grammar.WORD.match(text, particle.end() + 1, end)
            may_join = (
                words
                and (len(words) == 1 or words[-1].group() in grammar.NOBLE or _is_noble_twice(words, particle.group()))
                and (is_titled or is_first_name(words[0].group()) or leniently)
            )
            is_other = following and particle.group() in grammar.OF and is_first_name(following.group())
            if not (may_join and following) or _is_thing(following.group()) or is_other:
                break
            words.append(following)
            place = following.end()
            break
        elif word := grammar.WORD.match(text, place, end):
            known = any(is_first_name(each.group()) for each in words)
            goes_on = grammar.NAME_BEGINS.match(text, word.end() + 1, end)
            is_own = is_first_name(word.group()) and words and not known and (goes_on or len(words) == 1)
            if is_own and (not is_titled or _are_offices(words)) and not _is_mai(text, words, word):
                words, first = [], word.start()  # an office or a house stood in front
            if known and len(words) > 1 and (_is_thing(word.group()) or _is_office(word.group())):
                break
            words.append(word)
            place = word.end()
            if text[place - 1] == "." and len(word.group()) > 2:  # noqa: PLR2004 - "A." is an initial
                break
        else:
            break
    return _judged(text, first, words, is_titled=is_titled, leniently=leniently), max(place, start + 1)


def _judged(text: str, first: int, words: list[re.Match[str]], *, is_titled: bool, leniently: bool) -> Name | None:
    has_office = False
    while (
        words
        and not is_titled
        and not is_first_name(words[0].group())
        and (_is_thing(words[0].group()) or _is_office(words[0].group()))
    ):
        has_office = has_office or _is_office(words[0].group())
        words = words[1:]
        first = words[0].start() if words else first
    while len(words) > 1 and _is_thing(words[-1].group()):
        if len(words) == 2 and is_first_name(words[0].group()):  # noqa: PLR2004 - Klaus Markt is a person
            break
        words = words[:-1]
    if not words:
        return None
    known = is_first_name(words[0].group()) or bool(grammar.VIETNAMESE.match(words[-1].group()))
    is_initial = bool(re.fullmatch(r"[A-ZÄÖÜ]\.", words[0].group()))
    if len(words) == 1:
        if not is_titled or _is_thing(words[0].group()):
            return None
    elif not (known or is_initial or is_titled):
        is_person = has_office and len(words) in {2, 3} and not grammar.ADJECTIVE.search(words[0].group())
        if not (leniently or is_person) or any(_is_thing(each.group()) or _is_office(each.group()) for each in words):
            return None
        words = words[:3]
    stop = words[-1].end()
    stop -= text[stop - 1] == "." and len(words[-1].group()) > 2  # noqa: PLR2004 - "A." is an initial
    name = " ".join(text[first:stop].split())
    if grammar.NOBODY.fullmatch(text, first, stop):
        return None
    if (
        words[-1].group() in grammar.GREETINGS
        or grammar.COMPANY.match(text, stop)
        or grammar.NAMED_AFTER.search(text, max(0, first - 50), first)
    ):
        return None
    name = re.sub(rf"\bDr\.{grammar.DISCIPLINES}(?=\s)", "Dr.", name)
    name = re.sub(
        r"^(?:Professor(?:in)?\s|Dipl\.?-?\s?[\w.]*(?:\s\(FH\))?\s|M\.A\.\s|Mag\.\s|Pfarrer(?:in)?\s)+", "", name
    )
    return Name(name, first, stop, known or is_initial or is_titled)


def _is_mai(text: str, words: list[re.Match[str]], word: re.Match[str]) -> bool:
    """Mai Linh Nguyen is no Linh Nguyen in May."""
    return words[-1].group() == "Mai" and bool(grammar.VIETNAMESE.match(text, word.end() + 1))


def _is_noble_twice(words: list[re.Match[str]], particle: str) -> bool:
    """ "Graf Schwerin von Hohenau", but not "Graf Hohenlinden von der Forschungsstelle"."""
    return " " not in particle and any(each.group() in grammar.NOBLE for each in words)


def _are_offices(words: list[re.Match[str]]) -> bool:
    return all(_is_office(each.group()) for each in words)


@lru_cache(maxsize=8192)
def is_first_name(word: str) -> bool:
    """Also for "Anna-Lena"; "Anne-Frank-Schule" is none."""
    parts = word.rstrip(".").casefold().split("-")
    return all(part in FIRST_NAMES or (not part.isascii() and fold(part) in FIRST_NAMES) for part in parts)


def places_of_persons(text: str, end: int) -> Iterator[int]:
    """Where a known first name, a title or Frau or Herr begins; cheap, to look at few sentences only."""
    for match in grammar.MAY_BE_NAME.finditer(text, 0, end):
        word = match.group()
        begins_pair = text[match.end() + 1 : match.end() + 2].isupper()
        if word in grammar.ADDRESSING or is_first_name(word) or (begins_pair and _is_office(word)):
            yield match.start()


@lru_cache(maxsize=8192)
def _is_office(word: str) -> bool:
    return bool(grammar.JOB.search(word))


@lru_cache(maxsize=8192)
def _is_thing(word: str) -> bool:
    return bool(grammar.ORGANISATION.search(word.rstrip("."))) or (
        word.isupper() and len(word) > 1 and not word.endswith(".")
    )
