"""Persons in a stretch of text: "Dr. Petra Klein (Stadt Soest) und WDR-Moderator Jan Ott" are Dr. Petra Klein and Jan Ott."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from akevents.formats.announcements.first_names import FIRST_NAMES
from akevents.formats.german import fold

# A to Z and what other languages of Europe, Vietnam and Turkey begin a name with.
CAPITAL = "[" + "".join(chr(code) for code in (*range(65, 591), *range(0x1E00, 0x1F00)) if chr(code).isupper()) + "]"
MOST_WORDS = 5  # of a name without titles: three first names, a particle, a surname

_TITLE = re.compile(
    r"(?:Prof(?:essorin|essor)?\.?|Dr\.?(?:[ -](?:Ing|phil|rer|jur|med|vet|dent|habil|theol|h\.? ?c|nat|pol|oec)\.?)*|PD|apl\."
    r"|Univ\.-Prof\.|Mag\.|DI|Ing\.|Dipl\.?-?\s?(?:[A-Z][\w.]{1,12}\.?)?(?:\s\(FH\))?|Pfarrer(?:in)?|h\.c\.|M\.A\."
    r"|B\.A\.|M\.Sc\.)(?=[\s,)]|$)"
)
_DISCIPLINES = r"(?:\s(?:phil|rer|jur|med|vet|dent|habil|theol|h\. ?c|nat|pol|oec)\.)+"
_ADJECTIVE = re.compile(r"(?:ale|ige|ische|iche|ene|neue|eue)[rnsm]?$", re.I)  # "Referent Neue Medien"
_HONORIFIC = re.compile(r"(?:Frau|Herrn?|Schwester|Bruder|Pater|Hr\.|Fr\.|MdB|MdL|MdEP|RA|RAin|OB)(?=\s)")
_WORD = re.compile(rf"{CAPITAL}(?:\.|[\w'’]{{0,40}}(?:-[\w'’]{{1,40}}){{0,3}}\.?)")
_PARTICLE = re.compile(
    r"(?:von und zu|von der|von den|von dem|van der|van den|van de|von|van|zu|zur|zum|vom|de la|de|del|della|di|da"
    r"|dos|el|al|bin|tom|ter|ten|den)(?=\s)"
)
_SEPARATOR = re.compile(
    r"[,;/|\n•·:–—]|\s-\s|(?<!\w)(?:und|sowie|&|mit|im Gespräch mit|durch|and|bzw\.|oder)(?!\w)|[()„“\"»«]"
)
_ORGANISATION = re.compile(
    r"(?:^|-)(?:stadt|gemeinde|kreis|landkreis|land|bund|region|amt|ihk|hwk|wfg|vhs|tu|fh|uni|ag|ak|gmbh|mbh|kg"
    r"|e\.?v|dvag|nrw|bmwk|difu|deutsche[rs]?|institut|büro|projekt|online|zoom|teams|digital"
    r"|bundesland|europa|smart|city|the|team|ihre?[mnrs]?|fragen|sie|karten|uhr|eintritt|club|forum|netzwerk|zentrum"
    r"|haus|rathaus|markt|bad|sankt|st\.?)$"
    r"|(?:stadt|kreis|amt|ämter|schule|universität|verein|verband|kammer|förderung|zentrum|institut|gesellschaft"
    r"|agentur|ministerium|verlag|sparkasse|werke|museum|akademie|stiftung|management|marketing"
    r"|planung|beratung|entwicklung|leitung|vertretung|abteilung|verwaltung|wirtschaft|politik|initiative"
    r"|vereinigung|genossenschaft|bibliothek|bücherei|theater|redaktion|zeitung|rundfunk|kreises|energie|technik"
    r"|kultur|bildung|umwelt|klima|arbeit|digitalisierung"
    r"|forschung|wissenschaft|saal|halle|innenstadt|handel|gewerbe|tourismus|verkehr|region|projekt|konzept"
    r"|strategie|thema|vortrag|veranstaltung|diskussion|gespräch|seminar|workshop|modell|kreis|rat|begrüßung"
    r"|einführung|impuls|input|moderation|anmeldung|eintritt)$",
    re.I,
)
_JOB = re.compile(
    r"(?:moderator|journalist|redakteur|bürgermeister|oberbürgermeister|beigeordnete|landrat|landrätin"
    r"|geschäftsführer|geschäftsführung|vorstand|vorsitzende|sprecher|leiter|direktor|präsident|dezernent|manager"
    r"|referent|berater|experte|expertin|beauftragte|minister|sekretär"
    r"|autor|schriftsteller|professor|dozent|architekt|planer|förderer|forscher|wissenschaftler|unternehmer|gründer"
    r"|inhaber|anwalt|anwältin|historiker|geograf|geograph|ingenieur|pfarrer|künstler|trainer|coach|chef|kollege"
    r"|kollegin|vertreter|mitarbeiter|mitarbeitende|spezialist|ökonom|soziologe"
    r"|soziologin|psychologe|psychologin|pädagoge|pädagogin|entwickler|gestalter|händler|gastgeber|kurator|landwirt"
    r"|förster|biologe|biologin|ärztin|arzt|therapeut|fotograf|politiker|abgeordnete|stadtrat|stadträtin|kämmerer"
    r"|amtsleiter|rätin|rektor|dekan|verleger|publizist|kabarettist|musiker|schauspieler|filmemacher"
    r"|expertin|volkswirt|jurist|notar|meister|tischler|imker|reporter|sprecherin|host|keynote|gast|kommunikator"
    r"|designer|stratege|strategin|vorstandsmitglied|mitglied|koordinator|klimaschutz\w*|ranger|nabu|wdr|ndr"
    r"|bürger|regisseur|superintendent|intendant|dirigent|organist|kantor|winzer|koch|köchin|hebamme|apotheker|gärtner"
    r"|zeitzeuge|zeitzeugin|illustrator|übersetzer|verwalter|archivar|bibliothekar|restaurator|archäologe|archäologin|geologe"
    r"|geologin|chemiker|physiker|mathematiker|informatiker|philosoph|theologe|theologin|diakon|bischof|pastor"
    r"|vikar)(?:in|innen|en|n|s|r)?$",
    re.I,
)
_SMALL = re.compile(
    r"(?:der|die|das|den|dem|des|unser\w{0,2}|mit|ein\w{0,2}|als|auch|wieder|dabei|u\.a\.|unter anderem|bei"
    r"|durch|an|frau|herr)\s",
    re.I,
)


_NAME_BEGINS = re.compile(rf"{CAPITAL}(?<![\w-].)")
# The same where something follows that can belong to a name: most nouns of a German sentence stand alone.
_WORDS_BEGIN = re.compile(
    rf"{CAPITAL}(?<![\w-].)"
    rf"(?=\.|[\w'’.-]*\s+(?:{CAPITAL}|v[oa]n|vom|zu|d[aeio]|el|al|bin|tom|te[rn]|apl|h\.|rer|phil|[jm]|vet|dent|theol|nat|pol|oec))"
)
_MAY_BE_NAME = re.compile(rf"{CAPITAL}(?<![\w-].)[\w-]{{0,30}}(?=[ .\n])")
_ADDRESSING = frozenset(
    {
        "Frau",
        "Herr",
        "Herrn",
        "Schwester",
        "Bruder",
        "Pater",
        "MdB",
        "MdL",
        "MdEP",
        "Dr",
        "Prof",
        "Professor",
        "Professorin",
    }
)
_WORD_CHARACTER = re.compile(r"\w")
_MORE_NAMES = re.compile(r"\s{0,3}[A-ZÄÖÜ][\w-]{1,30} [A-ZÄÖÜ][\w-]{1,30} (?:und|sowie|&) [A-ZÄÖÜ]")
_NOBODY = re.compile(
    r"N\.?\s?N\.?|[MB]\.\s?(?:Sc|A|Ed|Eng)\.?|LL\.\s?[MB]\.?|M\.?B\.?A\.?"
)  # somebody yet to be named; a degree
_LITTLE = re.compile(
    r"(?:D(?:er|ie|as|en|em)|Eine?|Mit|Unsere?|Als|Auch|Danach|Anschließend|Zu|Im|Am|Es|Wir)\s(?=[A-ZÄÖÜ])"
)
_COMPANY = re.compile(
    r"\s(?:(?:&|und) (?:Co|Söhne|Sohn|Partner)\b|g?GmbH\b|mbH\b|AG\b|e?KG\b|OHG\b|GbR\b|eG\b|e\. ?V\.)"
)
_GREETINGS = frozenset({"Grüße", "Gruß", "Grüßen", "Dank"})  # "Viele Grüße"
_DEGREES = frozenset({"M.A.", "B.A.", "M.Sc."})
_OF = frozenset({"von", "vom", "zu", "zum", "zur", "den"})  # "Begrüßung durch Anna von Peter"
_NOBLE = frozenset({"Freiin", "Fürst", "Ritter", "Edler", "Graf", "Gräfin", "Freiherr", "Freifrau", "Baron", "Prinz"})


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
        separator = _SEPARATOR.search(text, place, end)
        stop = separator.start() if separator else end
        mark = separator.group() if separator else ""
        if depth == 0 or not leniently:
            found = list(_names_between(text, place, stop, leniently=leniently and is_first))
            yield from found
            if found:
                comma_joins = mark == "," and bool(
                    _MORE_NAMES.match(text, place if separator is None else separator.end(), end)
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
        begin = _WORDS_BEGIN.search(text, place, end)
        if begin is None:
            return
        if little := _LITTLE.match(text, begin.start(), end):
            place = little.end()
            continue
        is_lenient = leniently and not _WORD_CHARACTER.search(
            _SMALL.sub("", text[start : begin.start()].lstrip(" *_-.") + " ")
        )
        name, place = _name(text, begin.start(), end, leniently=is_lenient)
        if name:
            yield name
            leniently = False


def _name(text: str, start: int, end: int, *, leniently: bool) -> tuple[Name | None, int]:
    """The name that begins here, and where to go on."""
    words: list[re.Match[str]] = []
    place, first, is_titled = start, start, False
    while place < end and len(words) < MOST_WORDS:
        while place < end and text[place].isspace():
            place += 1
        if not words and (honorific := _HONORIFIC.match(text, place, end)):
            place, is_titled = honorific.end() + 1, True
            first = place
        elif title := _TITLE.match(text, place, end):
            if any(is_first_name(each.group()) for each in words) or (words and is_titled) or title.group() in _DEGREES:
                break
            first = first if is_titled and not words else place
            words, is_titled, place = [], True, title.end()
        elif particle := _PARTICLE.match(text, place, end):
            following = _WORD.match(text, particle.end() + 1, end)
            may_join = (
                words
                and (len(words) == 1 or words[-1].group() in _NOBLE)
                and (is_titled or is_first_name(words[0].group()) or leniently)
            )
            is_other = following and particle.group() in _OF and is_first_name(following.group())
            if not (may_join and following) or _is_thing(following.group()) or is_other:
                break
            words.append(following)
            place = following.end()
            break
        elif word := _WORD.match(text, place, end):
            known = any(is_first_name(each.group()) for each in words)
            goes_on = _NAME_BEGINS.match(text, word.end() + 1, end)
            is_own = is_first_name(word.group()) and words and not known and (goes_on or len(words) == 1)
            if is_own and (not is_titled or _are_offices(words)):
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
        has_office = has_office or bool(_is_office(words[0].group()))
        words = words[1:]
        first = words[0].start() if words else first
    while len(words) > 1 and _is_thing(words[-1].group()):
        if len(words) == 2 and is_first_name(words[0].group()):  # noqa: PLR2004 - Klaus Markt is a person
            break
        words = words[:-1]
    if not words:
        return None
    known = is_first_name(words[0].group())
    is_initial = bool(re.fullmatch(r"[A-ZÄÖÜ]\.", words[0].group()))
    if len(words) == 1:
        if not is_titled or _is_thing(words[0].group()):
            return None
    elif not (known or is_initial or is_titled):
        is_person = has_office and len(words) in {2, 3} and not _ADJECTIVE.search(words[0].group())
        if not (leniently or is_person) or any(_is_thing(each.group()) or _is_office(each.group()) for each in words):
            return None
        words = words[:3]
    stop = words[-1].end()
    stop -= text[stop - 1] == "." and len(words[-1].group()) > 2  # noqa: PLR2004 - "A." is an initial
    name = " ".join(text[first:stop].split())
    if _NOBODY.fullmatch(text, first, stop):
        return None
    if words[-1].group() in _GREETINGS or _COMPANY.match(text, stop):
        return None
    name = re.sub(rf"\bDr\.{_DISCIPLINES}(?=\s)", "Dr.", name)
    name = re.sub(
        r"^(?:Professor(?:in)?\s|Dipl\.?-?\s?[\w.]*(?:\s\(FH\))?\s|M\.A\.\s|Mag\.\s|Pfarrer(?:in)?\s)+", "", name
    )
    return Name(name, first, stop, known or is_initial or is_titled)


def _are_offices(words: list[re.Match[str]]) -> bool:
    return all(_is_office(each.group()) for each in words)


@lru_cache(maxsize=8192)
def is_first_name(word: str) -> bool:
    """Also for "Anna-Lena"; "Anne-Frank-Schule" is none."""
    parts = word.rstrip(".").casefold().split("-")
    return all(part in FIRST_NAMES or (not part.isascii() and fold(part) in FIRST_NAMES) for part in parts)


def places_of_persons(text: str, end: int) -> Iterator[int]:
    """Where a known first name, a title or Frau or Herr begins; cheap, to look at few sentences only."""
    for match in _MAY_BE_NAME.finditer(text, 0, end):
        word = match.group()
        begins_pair = text[match.end() + 1 : match.end() + 2].isupper()
        if word in _ADDRESSING or is_first_name(word) or (begins_pair and _is_office(word)):
            yield match.start()


@lru_cache(maxsize=8192)
def _is_office(word: str) -> bool:
    return bool(_JOB.search(word))


@lru_cache(maxsize=8192)
def _is_thing(word: str) -> bool:
    return bool(_ORGANISATION.search(word.rstrip("."))) or (word.isupper() and len(word) > 1 and not word.endswith("."))
