"""Which municipality, Land and kind of institution a free text names: "Stadt Menden (Sauerland)" is Menden, NW.

A guess for counting and for the map, never a reason to refuse anyone: when the text leaves a doubt, the answer is None.
Only the first 120 characters are read, so any text costs at most some microseconds. "Muenchen" is München, "St." Sankt.
Source: data/reference/kommunen.csv; what it lacks stands in the README beside it.
"""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from akevents.formats import place_words as words

MUNICIPALITIES_FILE = Path(__file__).resolve().parents[2] / "data" / "reference" / "kommunen.csv"
READ_CHARACTERS = 120  # what stands further behind is a department
CLEAR_WINNER = 10  # of several namesakes one is meant if it has this many times the people of the next
KNOWN_TOWN = 20_000  # inhabitants above which a name counts anywhere in a text; smaller places are often ordinary words
SUGGESTED_FROM = 3  # letters before anything is suggested

STATES: dict[str, str] = {
    "BW": "Baden-Württemberg",
    "BY": "Bayern",
    "BE": "Berlin",
    "BB": "Brandenburg",
    "HB": "Bremen",
    "HH": "Hamburg",
    "HE": "Hessen",
    "MV": "Mecklenburg-Vorpommern",
    "NI": "Niedersachsen",
    "NW": "Nordrhein-Westfalen",
    "RP": "Rheinland-Pfalz",
    "SL": "Saarland",
    "SN": "Sachsen",
    "ST": "Sachsen-Anhalt",
    "SH": "Schleswig-Holstein",
    "TH": "Thüringen",
}


class InstitutionKind(StrEnum):
    """What the dashboard counts by: Stadt oder Gemeinde, Kreis, Wirtschaftsförderungs-GmbH, Hochschule, Sonstige."""

    MUNICIPALITY = "municipality"
    DISTRICT = "district"
    DEVELOPMENT_AGENCY = "development_agency"
    UNIVERSITY = "university"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Municipality:
    """`ags` is the official eight-digit key, `state` a key of STATES, the position WGS 84 degrees of its main place."""

    ags: str
    name: str
    state: str
    latitude: float
    longitude: float
    population: int


class _Name(NamedTuple):
    """One way to read a municipality's name: "Frankfurt am Main" is `frankfurt`, which `main` may follow."""

    municipality: Municipality
    length: int  # words of the short name
    qualifiers: frozenset[str]


class _Text(NamedTuple):
    """A text as words in small letters without umlauts."""

    words: tuple[str, ...]
    hyphenated: frozenset[int]  # indexes of words that a hyphen joins to the next
    regions: dict[int, str]  # index of a word in the name of a Land, region or district -> code of the Land


class _Index(NamedTuple):
    names: dict[tuple[str, ...], tuple[_Name, ...]]
    lengths: dict[str, tuple[int, ...]]  # first word of a short name -> possible lengths, longest first
    regions: dict[tuple[str, ...], str]
    region_lengths: dict[str, tuple[int, ...]]


def municipalities() -> tuple[Municipality, ...]:
    """All of them, in the order of their keys."""
    return _municipalities()


@cache
def _by_key() -> dict[str, Municipality]:
    return {each.ags: each for each in _municipalities()}


def municipality_by_key(ags: str) -> Municipality | None:
    """The municipality with this official key."""
    return _by_key().get(ags)


def load() -> None:
    """Read the municipalities now (about a tenth of a second), so that the first registration need not wait for it."""
    _index()


def find_municipality(institution: str) -> Municipality | None:
    """The municipality an institution belongs to by its name, or None if there is none or it could be several.

    Namesakes: the one with ten times the people of the next is meant; else the Land decides, if the text names it.
    A name counts if it is the whole text, follows a word like "Stadt" or "Wirtschaftsförderung", or is that of a town
    above 20,000 inhabitants and no ordinary word. "Landkreis Osnabrück" is None: a district is no municipality."""
    return _municipality(_read(institution))


def find_state(institution: str) -> str | None:
    """The Land (a key of STATES) of an institution: by its municipality, else by a Land, region or district it names.

    A district that is not in `words.REGIONS` is taken to lie where the town of its name lies."""
    text = _read(institution)
    if municipality := _municipality(text):
        return municipality.state
    if text.regions:
        return text.regions[min(text.regions)]
    for index, word in enumerate(text.words[:-1]):
        if word in words.DISTRICT and (seat := _winner(_names_at(text, index + 1), text)):
            return seat.municipality.state
    return None


def kind_of(institution: str) -> InstitutionKind:
    """The first word that decides: in "Stadt Köln, Wirtschaftsförderung" it is Stadt.

    An office ("Amt für ...") decides nothing itself. A company (GmbH, AG) is never a municipality or district, whatever
    its name begins with. A municipality's bare name is a municipality; anything else is OTHER."""
    text = _read(institution)
    is_company = not words.COMPANY.isdisjoint(text.words)
    for index, word in enumerate(text.words):
        kind = _kind_of_word(word)
        if kind is InstitutionKind.DEVELOPMENT_AGENCY and _is_office(text, index):
            continue
        if kind is not None and not (is_company and kind in {InstitutionKind.MUNICIPALITY, InstitutionKind.DISTRICT}):
            return kind
    if text.words and 0 not in text.regions and _is_bare_name(text):
        return InstitutionKind.MUNICIPALITY
    return InstitutionKind.OTHER


@cache
def suggest(typed: str, known: Iterable[str] = (), limit: int = 3) -> tuple[str, ...]:
    """What somebody who has typed this far may mean: institutions known here first, then municipalities, larger first.

    A word in front ("Gemeinde") is kept; namesakes carry their Land. Empty below three letters, and as soon as the text
    is one of the suggestions."""
    wanted = " ".join(_read(typed).words)
    if len(wanted) < SUGGESTED_FROM:
        return ()
    here = [each for each in known if " ".join(_read(each).words).startswith(wanted)]
    found = list(dict.fromkeys([*here, *_completed(typed)]))
    return () if typed.strip() in found else tuple(found[:limit])


def _completed(typed: str) -> Iterable[str]:
    """The text with its last words completed to the names of municipalities."""
    text = _read(typed)
    start = next((index for index, word in enumerate(text.words) if not _is_municipal(word)), None)
    if start is None:
        return
    before = typed.split()[:start]
    beginning = " ".join(text.words[start:])
    for name, one in _by_population():
        if name.startswith(beginning):
            yield " ".join([*before, one.name if _is_unique(one) else f"{one.name}, {STATES[one.state]}"])


@cache
def _by_population() -> tuple[tuple[str, Municipality], ...]:
    ordered = sorted(_municipalities(), key=lambda one: (-one.population, one.ags))
    return tuple((" ".join(_words(one.name)[0]), one) for one in ordered)


def _is_unique(one: Municipality) -> bool:
    return find_municipality(f"Stadt {one.name}") == one


def _municipality(text: _Text) -> Municipality | None:
    """The whole text, else the first name after an introducing word, else the first well-known town."""
    if not text.words:
        return None
    if 0 not in text.regions and (whole := _whole(text)):
        return whole.municipality
    beginnings = [index for index, word in enumerate(text.words) if word in _index().lengths]
    for index in beginnings:
        if index and (name := _introduced(text, index)):
            return name.municipality
    for index in beginnings:
        means_other = index in text.regions or text.words[index] in words.ORDINARY or _follows_district(text, index)
        if not means_other and (name := _winner(_names_at(text, index), text)) and _is_well_known(name):
            return name.municipality
    return None


def _introduced(text: _Text, index: int) -> _Name | None:
    """The municipality named at `index`, if an introducing word stands before it; "der" or "von" may come between."""
    before = index - 1
    while before > 0 and text.words[before] in words.FILLERS:
        before -= 1
    introducer = text.words[before]
    is_municipal = _is_municipal(introducer)
    if not is_municipal and (index in text.regions or not _is_other_introducer(introducer)):
        return None
    name = _winner(_names_at(text, index), text)
    if name is None or _is_well_known(name):
        return name
    if index + name.length - 1 in text.hyphenated:  # "Gemeinde Berg-Neudorf" is not Berg
        return None
    return name


def _whole(text: _Text) -> _Name | None:
    """The municipality whose name is all there is in the text."""
    rest = [name for name in _names_at(text, 0) if _spells_out(text.words[name.length :], name)]
    return _winner(rest, text)


def _is_bare_name(text: _Text) -> bool:
    """True also for a name that several municipalities have."""
    return any(_spells_out(text.words[name.length :], name) for name in _names_at(text, 0))


def _spells_out(rest: tuple[str, ...], name: _Name) -> bool:
    return all(word in name.qualifiers or word in words.SMALL or len(word) == 1 for word in rest)


def _names_at(text: _Text, index: int) -> tuple[_Name, ...]:
    """The municipalities that could be meant by the words from `index` on: those with the longest fitting name.

    Of these, one whose addition ("am Main", "(Oder)") follows beats those that have another addition or none."""
    known = _index()
    for length in known.lengths.get(text.words[index], ()):
        names = known.names.get(text.words[index : index + length], ())
        if not names:
            continue
        nearby = frozenset(text.words[index + length : index + length + 5])
        spelled_out = tuple(name for name in names if name.qualifiers and name.qualifiers <= nearby)
        return spelled_out or names
    return ()


def _winner(names: Iterable[_Name], text: _Text) -> _Name | None:
    """The only one, or the one that is far larger than the next, or that one among those in the Land the text names."""
    by_size = sorted(names, key=lambda name: -name.municipality.population)
    if _is_clear(by_size):
        return by_size[0]
    states = set(text.regions.values())
    there = [name for name in by_size if name.municipality.state in states]
    return there[0] if _is_clear(there) else None


def _is_clear(by_size: list[_Name]) -> bool:
    if len(by_size) < 2:  # noqa: PLR2004 - nobody to compare with
        return bool(by_size)
    return by_size[0].municipality.population >= CLEAR_WINNER * by_size[1].municipality.population


def _follows_district(text: _Text, index: int) -> bool:
    return index > 0 and text.words[index - 1] in words.DISTRICT


def _is_well_known(name: _Name) -> bool:
    return name.municipality.population > KNOWN_TOWN


def _is_municipal(word: str) -> bool:
    """ "Stadt", "Gemeinde" and their compounds; but Darmstadt is a name, and an Altstadt no municipality."""
    if word in words.MUNICIPAL:
        return True
    return word.endswith(words.MUNICIPAL_ENDINGS) and word not in words.NOT_MUNICIPAL and word not in _index().lengths


def _is_other_introducer(word: str) -> bool:
    if word in words.INTRODUCERS or word.startswith(words.AGENCY_BEGINNINGS):
        return True
    return word.endswith(words.UNIVERSITY_PARTS)


def _is_office(text: _Text, index: int) -> bool:
    """True for what stands behind "Amt für"."""
    return not words.OFFICE.isdisjoint(text.words[max(index - 2, 0) : index])


def _kind_of_word(word: str) -> InstitutionKind | None:
    if _is_municipal(word):
        return InstitutionKind.MUNICIPALITY
    if word in words.UNIVERSITY or (word.startswith(words.UNIVERSITY_PARTS) and not word.endswith("stadt")):
        return InstitutionKind.UNIVERSITY
    if word.endswith(words.UNIVERSITY_PARTS) and word not in words.NOT_UNIVERSITY:
        return InstitutionKind.UNIVERSITY
    if word in words.AGENCY or word.startswith(words.AGENCY_BEGINNINGS):
        return InstitutionKind.DEVELOPMENT_AGENCY
    if word in words.DISTRICT or (word.endswith("kreis") and word not in words.NOT_DISTRICT):
        return InstitutionKind.DISTRICT
    return None


_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_WORD = re.compile(r"[^\W_]+")
_ADJECTIVE = re.compile(r"(?<=isch)e[mnrs]?$")  # bayerisches -> bayerisch


def _read(text: str) -> _Text:
    """The words of a text, and where it names a region."""
    found, hyphenated = _words(text)
    known = _index()
    regions: dict[int, str] = {}
    for index, word in enumerate(found):
        if index in regions:
            continue
        for length in known.region_lengths.get(word, ()):
            if code := known.regions.get(found[index : index + length]):
                regions.update(dict.fromkeys(range(index, index + length), code))
                break
    return _Text(found, hyphenated, regions)


def _words(text: str) -> tuple[tuple[str, ...], frozenset[int]]:
    if len(text) > READ_CHARACTERS:
        text = text[:READ_CHARACTERS].rpartition(" ")[0]  # half a word could be another word
    folded = unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS)
    found, hyphenated = [], set()
    for match in _WORD.finditer(folded):
        word = match.group()
        if "isch" in word:
            word = _ADJECTIVE.sub("", word)
        found.append("sankt" if word == "st" else word)
        if folded.startswith("-", match.end()) and folded[match.end() + 1 : match.end() + 2].isalpha():
            hyphenated.add(len(found) - 1)
    return tuple(found), frozenset(hyphenated)


@cache
def _municipalities() -> tuple[Municipality, ...]:
    with MUNICIPALITIES_FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Municipality(
                ags=row["ags"],
                name=row["name"],
                state=row["land"],
                latitude=float(row["latitude"]),
                longitude=float(row["longitude"]),
                population=int(row["population"]),
            )
            for row in csv.DictReader(file)
        )


@cache
def _index() -> _Index:
    names: dict[tuple[str, ...], list[_Name]] = defaultdict(list)
    for one in _municipalities():
        short, qualifiers = _short_name(one.name)
        names[short].append(_Name(one, len(short), qualifiers))
    regions = {_words(phrase)[0]: state for state, phrases in words.REGIONS.items() for phrase in phrases}
    return _Index(
        names={short: tuple(same) for short, same in names.items()},
        lengths=_lengths(names),
        regions=regions,
        region_lengths=_lengths(regions),
    )


# What a name carries behind or before the part that people say: "(Sauerland)", "/Spreewald", "am Main", "Lutherstadt".
_ADDITION = re.compile(r"\s*[(/].*$|\s(?:am|an|auf|bei|beim|im|in|ob|unter|vor|vorm)\s.*$")
_TITLE = re.compile(r"^(?:Lutherstadt|Ostseebad|Kurort|Seebad)\s")


def _short_name(name: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The short name's words, and the words by which its addition is recognised."""
    plain = _TITLE.sub("", name)
    short = _ADDITION.sub("", plain)
    addition = _words(plain[len(short) :])[0]
    return _words(short)[0], frozenset(addition) - words.SMALL


def _lengths(phrases: Iterable[tuple[str, ...]]) -> dict[str, tuple[int, ...]]:
    lengths: dict[str, set[int]] = defaultdict(set)
    for phrase in phrases:
        lengths[phrase[0]].add(len(phrase))
    return {first: tuple(sorted(some, reverse=True)) for first, some in lengths.items()}
