"""The announcement reader: how many texts it reads as a person does, and how long it takes, hostile texts included."""

import json
import random
import re
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from akevents.formats.announcements import read
from akevents.settings import ROOT
from bench.measuring import Figure, at_least, at_most

TEXTS = ROOT / "tests" / "formats" / "announcements"
SEED = ROOT / "data" / "reference" / "demo-smart-city-2022-03-02.txt"
FIELDS = ("title", "start", "end", "deadline", "venue", "online", "moderator", "speaker")
REFERENCE = date(2022, 2, 1)
TEN_KILOBYTES, MEGABYTE = 10_000, 1_000_000
ALPHABET = "Mo, 1.3.2022 17:00 Uhr bis\n:–„“()abcdeABC Wann Ort"
_TITLES = re.compile(r"\b(?:Frau|Herrn?|Prof\.?|Dr\.?(?:-Ing\.)?|PD)(?=\s)")


def right_fields(wanted: dict[str, Any], found: dict[str, Any]) -> set[str]:
    """Fields read as a person reads them: titles and places match if one contains the other, names without titles."""
    right = {field for field in ("start", "end", "deadline", "online") if found[field] == wanted[field]}
    right |= {field for field in ("title", "venue") if _are_alike(found[field], wanted[field])}
    either = set(_names(wanted.get("optional", [])))  # persons about whom two readers may differ
    return right | {
        field
        for field in ("moderator", "speaker")
        if set(_names(found[field])) - either == set(_names(wanted[field])) - either
    }


def _are_alike(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.casefold() in other.casefold() or other.casefold() in one.casefold()


def _names(given: list[str]) -> list[str]:
    return sorted(" ".join(_TITLES.sub("", name).split()) for name in given)


def accuracy(_: Path, _quick: bool) -> Iterator[Figure]:
    """`written`: texts made with the rules at hand; the others: made without them.

    The reader has since learnt from all but `unseen`, whose share alone is a measure of what it reads at first sight; once
    it has learnt from those, too, there are none until new ones are written."""
    for kind in ("written", "fresh", "typical", "unseen"):
        whole = wrong_errors = count = 0
        for file in sorted((TEXTS / kind).glob("*.json")):
            wanted = json.loads(file.read_text(encoding="utf-8"))
            text = file.with_suffix(".txt").read_text(encoding="utf-8")
            found = read(text, date.fromisoformat(wanted["reference_date"])).as_json()
            errors = {each["code"] for each in found["findings"] if each["severity"] == "error"}
            count += 1
            whole += right_fields(wanted, found) == set(FIELDS) and errors == set(wanted["errors"])
            wrong_errors += bool(errors - set(wanted["errors"]))
        if not count:
            continue
        more = {"texts": count, "all_right": whole, "with_a_false_error": wrong_errors}
        note = "share of own announcements with all eight fields and all errors as a person finds them"
        yield Figure(f"reader-accuracy-{kind}", "share", [whole / count], (), at_least(0.9, "ours"), note, more)


def speed(_: Path, quick: bool) -> Iterator[Figure]:
    """Seconds of processor time; no baseline, because nothing else reads announcements."""
    rounds = 3 if quick else 20
    ten = (SEED.read_text(encoding="utf-8") * 5)[:TEN_KILOBYTES]
    note = "the seed four times over, 10,000 characters"
    yield Figure("reader-10-kB", "ms", [_seconds(ten) * 1000 for _ in range(rounds)], (), at_most(20, "ours"), note)
    worst = {name: _seconds(text) for name, text in _hostile(quick)}
    slowest = max(worst, key=worst.__getitem__)
    note = f"the slowest of {len(worst)} hostile texts of a million characters: {slowest}"
    yield Figure("reader-1-MB", "s", [worst[slowest]], (), at_most(2, "ours"), note)


def _seconds(text: str) -> float:
    start = time.process_time()
    read(text, REFERENCE)
    return time.process_time() - start


def _hostile(quick: bool) -> Iterator[tuple[str, str]]:
    units = [
        "a",
        "1.1.",
        "2.3.2022 ",
        "17:00 ",
        "Wann: ",
        "„",
        "Anna Meier, ",
        "Ich moderiere.\nViele Grüße\nTorsten\n",
        "a. ",
        "(",
        "w" * 59 + " ",
        "1., ",
    ]
    units += ["Am Mittwoch, 2. März 2022, um 17 Uhr findet im Rathaus die Veranstaltung „X“ statt. ", "Ort: x\n"]
    for unit in units[:3] if quick else units:
        yield repr(unit[:20]), (unit * MEGABYTE)[:MEGABYTE]
    chance = random.Random(1)
    yield "random characters of announcements", "".join(chance.choices(ALPHABET, k=MEGABYTE))
