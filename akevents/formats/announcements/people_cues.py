"""Words and phrases that say what somebody does: who moderates, speaks, greets, answers the telephone, is quoted."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from akevents.formats.announcements import people_grammar as grammar
from akevents.formats.announcements.findings import Span
from akevents.formats.announcements.names import Name
from akevents.formats.announcements.source import Source

NEAR = 25  # characters between a cue and its person

# Looked for in small letters.
_CUES = {
    "moderates": re.compile(
        r"moder(?:ier|ation|ator|iert)|\bleite[tn]\b|leitung\b|\bmod\.|\bltg\.|führ(?:t|en) (?:uns |sie )?durch|das gespräch"
        r"|die fragen (?:aus [^.,;]{2,30} )?(?:stellt|stellen|sammelt|bündelt)|durch den \w+ begleitet"
        r"|durch (?:d(?:en|ie|as)|beide|alle)\b"
    ),
    "speaks": re.compile(
        r"referier|referent|sprich?t?\b|sprechen|vortrag|vorträge|impuls|keynote|\bliest|\blesung|bericht|stellt\b|\bhält|\bgibt\b"
        r"|\bgeben\b|einblick|zu gast|\bgast\b|gäste|erzähl|diskutier|podium|erläuter|zeigt|erklärt|input|es sprechen|stellen"
    ),
    "greets": re.compile(r"begrüß|grußwort|eröffn|willkommen|schlusswort|heißt|empfängt"),
    "answers": re.compile(
        r"rückfrag|kontakt|ansprech|anmeld|\banm\b|auskunft|auskünfte|\btel\b|telefon|@|organis|verantwort|v\.i\.s\.d|redaktion|fragen"
        r"|karten|tickets|zur verfügung|kümmert|sorgt|foto|bescheid|melden|mail|durchwahl|vorzimmer|sekretariat"
    ),
    "signs": re.compile(r"grüße|grüßen|gruß\b|\bgez\."),
    "office": re.compile(
        r"vorsitz|bürgermeister|landr[aä]t|geschäftsführ|vorstand|sprecher|dezernent|leiter(?:in)?\b|präsident|amtsleit|direktor"
    ),
    "plays": re.compile(
        r"musik|klavier|gitarre|\bband\b|chor\b|orgel|begleite|flügel|geige|violine|cello|harfe|flöte|trompete|akkordeon|saz\b"
        r"|sopran|tenor|\bsingt|\bspielt|gesang"
    ),
    "absent": re.compile(
        r"anstelle|an (?:ihrer|seiner|deren) stelle|statt\b(?! finde)|vertretung|vertritt|verhindert|erkrankt|krank\b|absagen"
        r"|abgesagt|nicht (?:dabei|kommen|teilnehmen|mehr)|urlaub|ausfällt|einspring|springt ein|für (?:ihn|sie) kommt|ersetzt"
    ),
    "another time": re.compile(
        r"(?:im|am|des) (?:vergangenen|letzten|vorigen|nächsten|kommenden)|(?:die|der) (?:letzte|vorige|nächste)|zuletzt|vorjahr"
        r"|\bsprach\b|\bwar\b|gewann|im (?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember)\b"
    ),
    "made": re.compile(
        r"(?:texte|werke|gedichte|lieder|fotografien|fotos|gemälde|bilder|kompositionen|stücke|briefe|erzählungen|skulpturen|musik"
        r"|roman|romane|buch|film)n? (?:von|nach)\b|[“\"«] von\b"
    ),
    "named after": re.compile(
        r"nach \w+ benannt|straße|platz\b|haus\b|schule\b|stiftung|preis\b|buch\b|roman\b|film\b|regie"
    ),
    "with": re.compile(r"\bmit\b(?! freundlichen)"),
    "by": re.compile(r"\b(?:von|durch)\b"),
    "says": re.compile(r"\b(?:sagte?|betont|freut sich|meint|ergänzt|so)\b"),
    "talk": re.compile(r"[„“\"»]"),
}
_WHO_MODERATES = re.compile(
    r"[^.;,]{0,50},\s(?:die|der)\s[^.;,]{0,50}?(?:moderier|leitet|führt)"
)  # ", die auch moderiert"
_TAKES_MODERATION = re.compile(
    r"[^.;,\n]{0,60}\b(?:übernimmt|übernehmen|hat|haben|leite[tn]|moderier\w+|führ(?:t|en))\b[^.;,\n]{0,30}"
    r"(?:moderation|leitung|durch d|das gespräch|die diskussion|die runde|den abend|die sitzung|die versammlung)"
)
_SAID_BY = re.compile(r"[“\"«],?\s(?:so|sagte?|betont|erklärt|freut sich|meint|ergänzt)\b[^.“\"]{0,50}$")
_DEEDS = frozenset({"moderates", "speaks", "greets", "answers", "plays"})


@lru_cache(maxsize=1024)  # several persons stand below one line
def within(low: str) -> tuple[str, ...]:
    """The cues of this piece of text, which is in small letters."""
    return tuple(cue for cue, pattern in _CUES.items() if pattern.search(low))


def in_sentence(source: Source, names: Sequence[Name], name: Name, sentence: Span) -> Iterator[str]:
    """What the sentence says of its persons, in front of this name and behind it. `names` are the persons of the text."""
    low, (first, last) = source.lower, sentence
    nearest, place = "none", first
    for cue, pattern in _CUES.items():
        before = [found.end() for found in pattern.finditer(low, first, name.start)]
        behind = pattern.search(low, name.end, last)
        if before:
            yield from _in_front(cue, before[-1], names, name)
            if cue in _DEEDS and before[-1] > place:
                nearest, place = cue, before[-1]
        if behind:
            yield f"{cue} behind"
            if behind.start() - name.end < NEAR:
                yield f"{cue} just behind"
        if not (before or behind):
            yield f"no {cue}"
    yield f"nearest {nearest}"
    yield f"nearest {nearest}, {_between(names, place, name)} between"
    yield from _phrases(source, name, sentence)


def _in_front(cue: str, place: int, names: Sequence[Name], name: Name) -> Iterator[str]:
    yield f"{cue} before"
    yield f"{cue} before, {_between(names, place, name)} between"
    if name.start - place < NEAR:
        yield f"{cue} just before"


def _between(names: Sequence[Name], place: int, name: Name) -> int:
    """How many others stand between; two are many."""
    return min(2, sum(place <= other.start < name.start for other in names))


def _phrases(source: Source, name: Name, sentence: Span) -> Iterator[str]:
    text, low, (first, last) = source.text, source.lower, sentence
    moderates = grammar.moderates_behind(text, low, first, name.start)
    for cue, ends in (("moderates", moderates), ("speaks", grammar.speaks_behind(text, low, first, name.start))):
        if ends:
            yield f"introduced {cue} {min(3, (name.start - ends[-1]) // NEAR)}"
    for cue, pattern in (("moderates", grammar.MODERATES_BEFORE), ("speaks", grammar.SPEAKS_BEFORE)):
        if found := pattern.search(low, name.end, last):
            yield f"followed {cue} {min(3, (found.start() - name.end) // NEAR)}"
    if _SAID_BY.search(low[first : name.start]):
        yield "said by"
    if _WHO_MODERATES.match(low, name.end, last) or _TAKES_MODERATION.match(low, name.end, last):
        yield "who moderates"
    if grammar.QUOTED_SAYING.search(low, first, last):
        yield "quoted saying"
