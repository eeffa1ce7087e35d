"""The text as the reader sees it: lines, sentences, and the way back to the characters that were pasted."""

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass

from akevents.formats.announcements.model import Evidence

MOST_LINES = 20_000  # with text on them; no announcement comes near, and it bounds the work on a hostile text
SENTENCE_REACH = 320  # characters looked at on each side of a place for where its sentence begins and ends
SHORT_LINE = 50  # a shorter line was ended on purpose, a longer one may have been wrapped

_ALIKE = str.maketrans(
    dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\r", " ")
    | dict.fromkeys("\u000b\u000c\u0085\u2028\u2029", "\n")
    | {"\u2010": "-", "\u2011": "-", "\u2012": "–", "\u2015": "—", "\u2212": "–", "\uff1a": ":", "\u00b4": "'"}
)
_HAS_ALIKE = re.compile("[" + "".join(map(chr, _ALIKE)) + "]+")
# Invisible characters, and letters whose accent follows as a character of its own (texts copied from PDF on a Mac).
_MAY_SHIFT = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff\u0300-\u036f]")
_SHIFTING = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]|[A-Za-z][\u0300-\u036f]{1,4}")
# Hardly a German word has 60 letters and no link of an announcement 300 characters; what is longer is read as blanks, so that
# no pattern can be made to start again at each of a million letters.
_ENDLESS = re.compile(r"[^\W_]{60,}|(?<=\S{300})\S+")
_LONG = re.compile(r"(?<!\S)\S{60,}")
_LINE = re.compile(r"[^\n]+")
_STOP = re.compile(r"[.!?…\u2600-\u27bf\U0001f300-\U0001faff][“”\"»«)]{0,2}\s+(?=[A-ZÄÖÜ„“\"»«(0-9•*-])|\n\s*\n|\n")
_ABBREVIATIONS = frozenset({
    "dr", "prof", "nr", "str", "st", "ca", "bzw", "z", "b", "u", "a", "d", "h", "inkl", "max", "min", "tel", "mo",
    "di", "mi", "do", "fr", "sa", "so", "jan", "feb", "mrz", "mär", "apr", "jun", "jul", "aug", "sep", "sept",
    "okt", "nov", "dez", "dipl", "ing", "mod", "ref", "anm", "abs", "art", "geb", "evtl", "ggf", "sog", "vgl",
    "gez", "bgm", "hr", "zzgl", "exkl", "mag", "phil", "rer", "nat", "jur", "med", "fon", "veranst", "einschl",
    "ltg", "vet", "t", "dent", "habil", "theol", "pol", "oec", "techn", "apl", "univ", "vors",
    "geogr", "psych", "päd", "soz", "biol", "kfm", "volksw", "betriebsw", "verw", "arch",
})  # fmt: skip
_LAST_WORD = re.compile(r"([^\W_]+)$")
_NO_ORDINAL = re.compile(r"\d{3}$")  # "Zimmer 215." and "2022." end a sentence, "2. März" goes on
_NEW_ITEM = re.compile(r"\s*(?:[-–—•*·▪►]\s|\d{1,2}[:.]\d\d\b|\d{1,2}\s?Uhr|[A-ZÄÖÜ][\w/() -]{1,40}:)")


@dataclass(frozen=True, slots=True)
class Line:
    """From its first to its last visible character. `number` counts lines with text."""

    number: int
    start: int
    end: int
    text: str
    follows_blank: bool


class Source:
    """`text` has every space as a blank, composed letters and nothing invisible; positions count in it.

    `lower` is the same in small letters, place by place: a pattern without case is found in it several times as fast."""

    def __init__(self, original: str) -> None:
        self.original = original
        if "\n" not in original:
            original = original.replace("\r", "\n")
        self._places, self._shifts = [0], [0]
        text = _HAS_ALIKE.sub(lambda alike: alike.group().translate(_ALIKE), original)
        text = _SHIFTING.sub(self._remember, text) if _MAY_SHIFT.search(text) else text
        self.text = _LONG.sub(_without_endless, text)
        self.lower = self.text.replace("İ", "i").lower()
        self.lines = self._lines()
        self._line_starts = [line.start for line in self.lines]

    def evidence(self, start: int, end: int) -> Evidence:
        """The passage as it was pasted."""
        first, last = self._original(start), self._original(end)
        return Evidence(self.original[first:last], first, last)

    def line_at(self, position: int) -> Line | None:
        """The line this place stands on."""
        number = bisect_right(self._line_starts, position) - 1
        line = self.lines[number] if number >= 0 else None
        return line if line and position <= line.end else None

    def sentence(self, position: int) -> tuple[int, int]:
        """From where to where the sentence around this place runs; a label's line or an item is one, too."""
        low, high = max(0, position - SENTENCE_REACH), min(len(self.text), position + SENTENCE_REACH)
        start, end = low, high
        for stop in _STOP.finditer(self.text, low, high):
            if not self._really_stops(stop.start(), stop.end()):
                continue
            if stop.end() <= position:
                start = stop.end()
            elif stop.start() >= position:
                end = stop.start()
                break
        return start, end

    def _really_stops(self, start: int, end: int) -> bool:
        text = self.text
        if text[start] == "\n":
            if text.count("\n", start, end) > 1:
                return True
            return self._ends_on_purpose(start, end)
        if text[start] != ".":
            return True
        before = text[max(0, start - 16) : start]
        word = _LAST_WORD.search(before)
        if not word:
            return True
        if word[1].isdecimal():  # "2. März"; but a sentence may end with a year
            return bool(_NO_ORDINAL.search(before)) or "\n" in text[start:end]
        known = word[1].casefold()
        if len(known) == 1:
            return False  # "Pastor i. R. Behnke", "z. B. am Markt"
        return known not in _ABBREVIATIONS and not (known.endswith("str") and text[end : end + 1].isdecimal())

    def _ends_on_purpose(self, start: int, end: int) -> bool:
        line = self.line_at(max(start - 1, 0))
        following = self.text[end : end + 60]
        if line is None or _NEW_ITEM.match(following):
            return True
        if line.text.endswith(",") or following.lstrip()[:1].islower():
            return False
        return line.end - line.start < SHORT_LINE

    def _lines(self) -> list[Line]:
        lines: list[Line] = []
        previous = -1
        for match in _LINE.finditer(self.text):
            raw = match.group()
            text = raw.strip()
            if not text:
                continue
            start = match.start() + len(raw) - len(raw.lstrip())
            lines.append(Line(len(lines), start, start + len(text), text, match.start() - previous > 1))
            previous = match.end()
            if len(lines) == MOST_LINES:
                break
        return lines

    def _remember(self, match: re.Match[str]) -> str:
        """What to write instead; notes by how much places behind it are shifted."""
        written = unicodedata.normalize("NFC", match.group()) if match.group()[0].isalpha() else ""
        shift = self._shifts[-1] + len(match.group()) - len(written)
        self._places.append(match.end() - shift)
        self._shifts.append(shift)
        return written

    def _original(self, place: int) -> int:
        return place + self._shifts[bisect_right(self._places, place) - 1]


def _without_endless(word: re.Match[str]) -> str:
    return _ENDLESS.sub(lambda endless: " " * len(endless.group()), word.group())
