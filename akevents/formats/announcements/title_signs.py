"""Which phrases of a text could be its title, and what speaks for or against each: words, place, neighbours, typography."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from akevents.formats.announcements import title_grammar as grammar
from akevents.formats.announcements.labels import Labels
from akevents.formats.announcements.names import names_in
from akevents.formats.announcements.source import Line, Source
from akevents.formats.announcements.trimming import LONGEST_TITLE, Title, Trimmer
from akevents.formats.announcements.words import EVENT_NOUN

MOST_LINES = 40  # with text, from the top
MOST_QUOTES = 12
QUOTES_REACH = 6_000  # characters in which quoted phrases are looked at
WORDS_OF_TITLE, STEM = 25, 6  # words that are signs, and their first letters
SHORTEST_OWNER = 5  # characters
BESIDE_QUOTE = 70  # characters in front of a quoted phrase, and behind it

_WORD = re.compile(r"\w+|[^\w\s]")
_ADDRESS = re.compile(r"(?:@|/|\.)([\w-]{4,40})(?=\.)|www\.([\w-]{4,40})")
_OWNER = re.compile(r"(?:©|copyright|veranstalter(?:in)?:?|impressum)([^\n]{3,120})")
_NAMED = re.compile(
    r"\b(?:titel|motto|thema|überschrift|namen?|frage|über|reihe|vortragsreihe|veranstaltungsreihe)[\s:]{1,3}$"
)
_SAYS_IT = re.compile(r"[.,!?]?[“”\"«»][.,!?]?\s{0,3}(?:so|sagte?|betont|erklärt|freut|meint|unterstreicht|ergänzt)\b")
_INVITES = re.compile(r"\b(?:lädt|laden|veranstaltet|organisiert|bietet|e\. ?v\.)")
_ROW = re.compile(r"\s{0,4}\|\s?[^|\n]{2,40}\|\s?(?=[^\s|])")  # of a table: "| Was | Workshop |"
_IS_VALUE = re.compile(r"\W{0,4}(?:wer|wann|wo|datum|uhrzeit|ort|moderation|anmeldeschluss|kosten|eintritt):", re.I)
_VALUE = re.compile(r"[-•*#\s]{0,8}([^:\n]{2,40}):\s{1,8}(?=\S)")
_SHAPES = {
    "weekday": re.compile(r"\b(?:mo|di|mi|do|fr|sa|so)(?:n{1,2}tag|enstag|ttwoch|nnerstag|eitag|mstag|nnabend)?\b"),
    "year": re.compile(r"\b20\d\d\b"),
    "date": re.compile(r"\b\d{1,2}\.\s?(?:\d{1,2}\.|jan|feb|mär|apr|mai|jun|jul|aug|sep|okt|nov|dez)"),
    "time": re.compile(r"\d{1,2}[.:]\d\d|\d\s?uhr"),
    "digit": re.compile(r"\d"),
    "postcode": re.compile(r"\b\d{5}\b"),
    "mail": re.compile(r"@"),
    "stop": re.compile(r"\.\s{0,4}$"),
    "comma": re.compile(r",\s{0,4}$"),
    "colon": re.compile(r":\s{0,4}$"),
    "question": re.compile(r"\?\s{0,4}$"),
    "quote": re.compile(r"[„“\"»«]"),
    "item": re.compile(r"\s{0,4}[-*•–]"),
    "heading": re.compile(r"\s{0,4}#"),
    "sentences": re.compile(r"\w[.!?] \w"),
}
_FORMS: dict[str, Callable[[str], object]] = {
    "meta": lambda text: grammar.META.fullmatch(text) or grammar.META_BEGIN.match(text) or grammar.MENU.fullmatch(text),
    "masthead": grammar.MASTHEAD.fullmatch,
    "greeting": grammar.GREETING.match,
    "dateline": grammar.DATELINE.fullmatch,
    "series": lambda text: grammar.OF_SERIES.search(text) or re.match(r"\W*(?:\w+-?)?reihe\b", text, re.I),
    "house": lambda text: (
        grammar.ORGANISATION.search(text) or grammar.ORGANISATION_TAIL.search(text) or re.search(r"\be\. ?V\.", text)
    ),
    "of persons": grammar.ABOUT_PERSONS.match,
    "bare kind": grammar.BARE_KIND.fullmatch,
    "kind of": lambda text: grammar.KIND_OF.match(text) and EVENT_NOUN.search(text[:40]),
    "says": grammar.SAYS.search,
    "quote": lambda text: re.search(r"[„“\"»«]", text),
    "question": lambda text: "?" in text,
    "event": EVENT_NOUN.search,
    "parts": lambda text: re.search(r":\s| – | - ", text),
    "some house": grammar.HOUSE.search,
    "one word": lambda text: " " not in text,
}


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that could be the title. `kind`: a whole line, a label's value, a quoted phrase, or one within a sentence."""

    title: Title
    kind: str
    line: Line

    @property
    def text(self) -> str:
        return self.title.text or ""


class TitleSigns:
    """The candidates of one text with their signs.

    `head` are the lines that can be headings, `invited` is what a sentence invites to in quotes."""

    def __init__(self, source: Source, labels: Labels, trimmer: Trimmer, head: Iterable[Line], invited: str) -> None:
        self._source, self._labels, self._trimmer = source, labels, trimmer
        self._lines = source.lines[:MOST_LINES]
        self._shapes = [_shapes(line.text) for line in self._lines]
        self._words = [_words(line.text[: 2 * LONGEST_TITLE]) for line in self._lines]
        self._forms = [form_of(line.text) for line in self._lines]
        self._ranks = {line.number: rank for rank, line in enumerate(head)}
        self._invited = invited.casefold()  # what a sentence invites to, in quotes
        self._sort = _sort(source)
        self._addresses = " ".join(f"{inner or outer}" for inner, outer in _ADDRESS.findall(source.lower))
        self._owners = "\n".join(_OWNER.findall(source.lower))  # whose page or letter it is
        self._all_words = source.lower[: 2 * QUOTES_REACH]

    def candidates(self, phrases: Sequence[Title] = ()) -> list[Candidate]:
        """Each phrase once."""
        found: dict[tuple[str, str], Candidate] = {}
        for each in (*self._whole_lines(), *self._quoted()):
            found.setdefault((each.kind, each.text), each)
        known = {text for _, text in found}
        return [*found.values(), *(each for each in self._of_rules(phrases) if each.text not in known)]

    def _whole_lines(self) -> Iterator[Candidate]:
        for line in self._lines:
            if len(line.text) > 2 * LONGEST_TITLE or _IS_VALUE.match(line.text):
                continue
            row = _ROW.match(line.text)
            if not row and (title := self._trimmer.trimmed(line.start, line.end)):
                yield Candidate(title, "line", line)
            value = row or _VALUE.match(line.text)
            if value and (title := self._trimmer.trimmed(line.start + value.end(), line.end)):
                yield Candidate(title, "value", line)

    def _quoted(self) -> Iterator[Candidate]:
        text = self._source.text
        for match in islice(grammar.QUOTED.finditer(text, 0, QUOTES_REACH), MOST_QUOTES):
            line = self._source.line_at(match.start())
            if line and line.number < len(self._lines):
                yield Candidate(Title(match[1].strip(" ."), match.span(1)), "quoted", line)

    def _of_rules(self, phrases: Sequence[Title]) -> Iterator[Candidate]:
        """Phrases within sentences, which only a rule can cut out."""
        for title in phrases:
            line = self._source.line_at(title.span[0]) if title.span else None
            if title.text and line and line.number < len(self._lines):
                yield Candidate(title, "phrase", line)

    def signs(self, candidate: Candidate, ruled: str | None) -> list[str]:
        """What is seen at this candidate, where the rules would answer `ruled`."""
        kind = candidate.kind[0]
        found = [*self._of_phrase(candidate), *self._of_line(candidate.line), *self._around(candidate.line)]
        found += self._beside_quote(candidate) if candidate.kind == "quoted" else []
        found += self._of_label(candidate) if candidate.kind == "value" else []
        return [*_verdict(candidate.text, ruled), *(f"{kind} {sign}" for sign in found)]

    def _of_phrase(self, candidate: Candidate) -> Iterator[str]:
        words = _words(candidate.text)
        yield "any"
        yield from (f"word {word[:STEM]}" for word in words[:WORDS_OF_TITLE])
        yield f"first {words[0] if words else ''}"
        yield f"last {words[-1] if words else ''}"
        yield from (f"shape {shape}" for shape in _shapes(candidate.text))
        yield f"length {min(len(words) // 3, 9)}"
        parts = candidate.text.split()
        yield f"capitals {sum(part[0].isupper() for part in parts) * 4 // max(1, len(parts))}"
        big = [word for word in words if len(word) >= STEM]
        yield f"repeated {sum(self._all_words.count(word) > 1 for word in big) * 3 // max(1, len(big))}"
        if self._all_words.count(candidate.text.lower()) > 1:
            yield "twice"
        if any(names_in(candidate.text, 0, len(candidate.text))):
            yield "person"
        if self._invited:
            is_it = candidate.text.casefold() == self._invited
            yield "quoted in an invitation" if is_it else f"another is quoted, {form_of(candidate.text)[0]}"
            yield f"{self._sort} {'quoted' if is_it else 'another quoted'} in an invitation"
        if len(candidate.text) > SHORTEST_OWNER and candidate.text.lower() in self._owners:
            yield "owner"
        if any(word in self._addresses for word in big):
            yield "in address"
        if self._is_host(candidate):
            yield "invites"
        yield from self._of_form(candidate)

    def _is_host(self, candidate: Candidate) -> bool:
        """ "Der Heimatbund lädt ein": who invites is not what one is invited to."""
        first = candidate.text.lower()[:LONGEST_TITLE]
        at = self._all_words.find(first, (candidate.title.span or (0, 0))[1])
        behind = self._all_words[at + len(first) : at + len(first) + BESIDE_QUOTE] if at >= 0 else ""
        return bool(_INVITES.search(behind))

    def _of_form(self, candidate: Candidate) -> Iterator[str]:
        """What the phrase looks like, by itself and where it stands: a house at the top, a kind of event below a question."""
        forms, number = form_of(candidate.text), candidate.line.number
        rank = self._ranks.get(number)
        place = "prose" if rank is None else f"heading {min(rank, 4)}"
        above = self._forms[number - 1][0] if number else "nothing"
        below = self._forms[number + 1][0] if number + 1 < len(self._lines) else "nothing"
        yield place
        yield f"{self._sort} {place}"
        yield from (f"{self._sort} form {form} {place}" for form in forms[:2])
        yield from (f"form {form}" for form in forms)
        yield from (f"form {form} {place}" for form in forms)
        yield f"form {forms[0]} below {above}"
        yield f"form {forms[0]} above {below}"
        if rank is not None and self._may_name(number):
            better = [each for each, higher in self._ranks.items() if higher < rank and self._may_name(each)]
            yield f"headings before {min(len(better), 3)}"

    def _may_name(self, number: int) -> bool:
        return number < len(self._forms) and not {"house", "meta"} & set(self._forms[number])

    def _of_line(self, line: Line) -> Iterator[str]:
        yield f"line {min(line.number, 8)}"
        yield f"eighth {8 * line.number // len(self._source.lines)}"
        if len(self._source.lines) < 6:  # noqa: PLR2004 - a note
            yield "note"
            yield f"note {line.number}"
        yield from (f"in {shape}" for shape in self._shapes[line.number])
        if line.text.isupper():
            yield "loud"
        if line.follows_blank:
            yield "below blank"
        if self._labels.begins_line(line):
            yield "labelled"

    def _around(self, line: Line) -> Iterator[str]:
        for distance in (1, 2):
            above, below = line.number - distance, line.number + distance
            if above < 0:
                yield f"above{distance} none"
            else:
                yield from self._neighbour(f"above{distance}", above)
            if below < len(self._lines):
                yield from self._neighbour(f"below{distance}", below)
                if distance == 1 and self._lines[below].follows_blank:
                    yield "above blank"

    def _neighbour(self, side: str, number: int) -> Iterator[str]:
        words = self._words[number]
        yield from (f"{side} shape {shape}" for shape in self._shapes[number])
        yield from (f"{side} form {form}" for form in self._forms[number])
        yield f"{side} length {min(len(words) // 3, 9)}"
        outer = [*words[:3], *words[-2:]] if side.startswith("above") else words[:3]
        yield from (f"{side} {word[:STEM]}" for word in dict.fromkeys(outer))

    def _beside_quote(self, candidate: Candidate) -> Iterator[str]:
        start, end = candidate.title.span or (0, 0)
        before = _words(self._source.text[max(0, start - BESIDE_QUOTE) : max(0, start - 1)])
        behind = _words(self._source.text[end + 1 : end + BESIDE_QUOTE])
        yield from (f"before {word[:STEM]}" for word in dict.fromkeys(before[-7:]))
        if named := _NAMED.search(self._source.lower, max(0, start - BESIDE_QUOTE), max(0, start - 1)):
            yield f"named by {named.group().split()[-1]}"
            yield f"{self._sort} named"
        if _SAYS_IT.match(self._source.text, end):
            yield "somebody says so"
        yield from (f"just before {word}" for word in before[-2:])
        yield from (f"behind {word[:STEM]}" for word in dict.fromkeys(behind[:6]))

    def _of_label(self, candidate: Candidate) -> Iterator[str]:
        value = _VALUE.match(candidate.line.text)
        yield from (f"label {word}" for word in _words(value[1] if value else ""))


def _sort(source: Source) -> str:
    """Of what sort the text is: what a headline or a subject is worth depends on it."""
    top = source.text[:300]
    if re.match(r"\W*(?:presse|medien|pm\b)", top.lstrip(), re.I) or re.search(
        r"\n\W*(?:presse|medien)\w+\W*\n", top, re.I
    ):
        return "press"
    if re.search(r"^(?:betreff|von|an|gesendet):", top, re.I | re.M):
        return "mail"
    if any(grammar.GREETING.match(line.text) for line in source.lines[:6]):
        return "letter"
    return "note" if len(source.lines) <= 4 else "page"  # noqa: PLR2004 - lines of a note


def _verdict(text: str, ruled: str | None) -> Iterator[str]:
    """How this phrase and what the rules found belong together."""
    if ruled is None:
        return
    one, other = " ".join(text.casefold().split()), " ".join(ruled.casefold().split())
    if one == other:
        yield "ruled same"
    elif one and (one in other or other in one):
        yield "ruled part" if one in other else "ruled within"


@lru_cache(maxsize=1024)  # an editor reads the same lines again at each change
def form_of(text: str) -> tuple[str, ...]:
    """From what most decides to what least does."""
    if len(text) > LONGEST_TITLE:
        return ("long",)
    bounded = text.strip("*_#= +~")
    return tuple(name for name, is_one in _FORMS.items() if is_one(bounded)) or ("plain",)


@lru_cache(maxsize=1024)
def _words(text: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(text.lower()))


@lru_cache(maxsize=1024)
def _shapes(text: str) -> tuple[str, ...]:
    bounded = text[: 2 * LONGEST_TITLE].lower()
    return tuple(name for name, pattern in _SHAPES.items() if pattern.search(bounded))
