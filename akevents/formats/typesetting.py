"""Text and tables set as PDF by Typst: tagged for screen readers (PDF/UA-1, ISO 14289-1), the same bytes for the same data.

What people typed travels as data, never as markup, and can neither call nor load anything."""

import json
import re
import threading
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import typst

TEMPLATES = Path(__file__).parent / "paper"
FONTS = ("Libertinus Serif", "New Computer Modern", "DejaVu Sans Mono")  # they come with Typst, so they are everywhere
STANDARD: Literal["ua-1"] = "ua-1"
ENDLESS, PIECES = re.compile(r"\w{41,}"), r"\w{1,18}"  # longer than words are; no wider than a line
MAY_BREAK = "\u200b"
GAP = "▯"  # stands for a letter that none of the fonts has
NO_GLYPH = re.compile(r'the text `"(.*)"` could not be displayed', re.DOTALL)
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
LATIN_ENDS = 0x2FF  # the fonts have Latin; of it only the very letter is missing
NO_LETTER = frozenset({"Cc", "Cs", "Cn"})
TRIES = 40  # every one removes a whole script; there are not so many

_one_at_a_time = threading.Lock()  # a compiler serves one thread


def set_pdf(template: str, data: Mapping[str, Any], made_at: datetime) -> bytes:
    """The template of this name filled with `data` (texts, lists and mappings of them), as a PDF file of `made_at`.

    Letters that no font has become "▯", control characters vanish: one odd name must not keep a hundred people from their
    list."""
    words = json.dumps(_printable({**data, "fonts": FONTS}), ensure_ascii=False)
    for _ in range(TRIES):
        try:
            return _compiled(template, words, made_at)
        except typst.TypstError as error:
            missing = _missing(error)
            if not missing:
                raise
            has_it = _alike(missing)
            words = "".join(GAP if has_it(char) else char for char in words)
    return _compiled(template, words.encode("ascii", "replace").decode(), made_at)


def _printable(value: Any) -> Any:
    """The same without control characters, halves of surrogate pairs and code points that are no character; words longer
    than a line may break."""
    if isinstance(value, str):
        clean = "".join(char for char in value if unicodedata.category(char) not in NO_LETTER)
        return ENDLESS.sub(lambda word: MAY_BREAK.join(re.findall(PIECES, word[0])), clean)
    if isinstance(value, Mapping):
        return {name: _printable(each) for name, each in value.items()}
    return [_printable(each) for each in value] if isinstance(value, list | tuple) else value


def _compiled(template: str, words: str, made_at: datetime) -> bytes:
    with _one_at_a_time:
        made = _compiler(template).compile(
            format="pdf", sys_inputs={"data": words}, pdf_standards=[STANDARD], timestamp=int(made_at.timestamp())
        )
    if not isinstance(made, bytes):
        raise TypeError(f"one PDF file was expected, not {type(made).__name__}")
    return made


@lru_cache(maxsize=8)
def _compiler(template: str) -> typst.Compiler:
    """Reads nothing but its template and the fonts that come with it. One for each template: filling it anew is quick."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
    return typst.Compiler(TEMPLATES / f"{template}.typ", root=TEMPLATES, font_paths=fonts, ignore_system_fonts=True)


def _missing(error: typst.TypstError) -> str:
    """The text that could not be shown, or nothing if something else went wrong."""
    found = NO_GLYPH.search(error.message)
    return ESCAPED.sub(lambda code: chr(int(code[1], 16)), found[1]) if found else ""


def _alike(missing: str) -> Callable[[str], bool]:
    """Whether a character is one of those, or of the same script: scripts are missing as a whole."""
    scripts = {_script(char) for char in missing}
    return lambda char: char in missing or (ord(char) > LATIN_ENDS and _script(char) in scripts)


@lru_cache(maxsize=4096)
def _script(char: str) -> str:
    """The first word of its name ("CJK", "HANGUL"); for signs, its kind ("So")."""
    kind = unicodedata.category(char)
    return unicodedata.name(char, kind).split()[0].split("-")[0] if kind.startswith("L") else kind
