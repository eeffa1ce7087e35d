"""Learns the reader's weights from texts that people have read: `make learn`.

Each text gives the candidates of `title_signs` and the mentions of `people_signs`; logistic regression finds what each sign
weighs. What the rules answer is a sign, too. Of a text from which the rules were made it would be worth nothing, so
`first_sight.json` keeps what they answered before they had learnt from it. `reader-crossed` judges each such text by weights
that were learnt from the others."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from akevents.formats.announcements.judging import Question
from akevents.formats.announcements.people import People
from akevents.formats.announcements.people_choice import ENOUGH, PeopleChoice, plain
from akevents.formats.announcements.reader import Parts
from akevents.formats.announcements.trimming import Title
from bench.announcements import TEXTS
from bench.measuring import Figure, at_least

Floats = npt.NDArray[np.float64]
WEIGHTS = Path(sys.modules[Question.__module__].__file__ or "").with_name("learnt.json")
FRESH = TEXTS / "fresh"
FIRST_SIGHT = TEXTS / "first_sight.json"
PHRASES = TEXTS / "phrases.json"
PERSONS = TEXTS / "persons.json"
HOST = """Wärmewende im Quartier

Mittwoch, 11. März 2026, 18 bis 20 Uhr
Bürgerhaus Lindenau, Saal 2

Viele Städte stellen gerade ihre Wärmepläne auf. {}

Anmeldung bis 4. März 2026 unter info@quartier.example.
"""
OF_PHRASE = 0.15  # what a phrase of ours counts beside a mention in a text of somebody else's
OF_SHORT = 0.5  # the same of a short text about one question
STEPS, RATE = 300, 0.08
STRENGTH = {"title": 0.8, "person": 0.6}  # of the pull towards nought (L2), for each text
SMALLEST = 0.02  # a weight nearer to nought is left out
PARTS = 10  # of the texts, of which one is judged by what is learnt from the others


@dataclass(frozen=True)
class Text:
    """One text, what a person read in it, and what the rules answered at first sight."""

    name: str
    text: str
    wanted: dict[str, Any]
    first: dict[str, Any] | None
    weight: float = 1.0


@dataclass(frozen=True)
class Example:
    """Candidates of which the right ones are to be chosen (title), or one mention with its role (person)."""

    signs: list[list[str]]
    right: list[int]
    text: int
    weight: float = 1.0


def texts(folders: Sequence[Path] = ()) -> list[Text]:
    """All texts with their answers, in the order of their names."""
    first = json.loads(FIRST_SIGHT.read_text(encoding="utf-8"))
    files = sorted(file for folder in folders or (TEXTS,) for file in folder.glob("*/*.json"))
    return [
        Text(
            file.stem,
            file.with_suffix(".txt").read_text(encoding="utf-8"),
            json.loads(file.read_text(encoding="utf-8")),
            first.get(file.stem),
        )
        for file in files
    ]


def said() -> dict[str, list[str]]:
    """Sentences in which Ruth Amsel "leads", Otto Brandt "speaks", and Paul Stein is one of the "others", one way each."""
    phrases: dict[str, list[str]] = json.loads(PHRASES.read_text(encoding="utf-8"))
    return phrases


def sentences() -> Iterator[Text]:
    """The phrases in short announcements: each alone, and one of each kind side by side.

    Nothing is known of what the rules would have answered."""
    kinds = said()
    for number in range(max(map(len, kinds.values()))):
        three = [phrases[number % len(phrases)] for phrases in kinds.values()]
        turned = three[number % 3 :] + three[: number % 3]
        for phrase in (*three, " ".join(turned), "\n\n".join(turned)):
            speakers = [name for name in ("Otto Brandt", "Lena Vogt") if name in phrase]
            wanted = {"moderator": ["Ruth Amsel"] if "Ruth Amsel" in phrase else [], "speaker": speakers}
            yield Text(f"phrase {number}", HOST.format(phrase), wanted, None, OF_PHRASE)


def short() -> Iterator[Text]:
    """Short announcements in which the persons are the question, with what the rules answered at first sight."""
    for number, each in enumerate(json.loads(PERSONS.read_text(encoding="utf-8"))):
        yield Text(f"persons {number}", each["text"], each, each["ruled"], OF_SHORT)


def titles(known: Sequence[Text]) -> list[Example]:
    """The candidates of each text that has a title among them."""
    found = []
    for number, each in enumerate(known):
        parts = Parts(each.text)
        ruled = None if each.first is None else answered(each.first["title"], parts.source.text)
        signs, right = [], []
        for place, (candidate, of_it) in enumerate(parts.title_choice.with_signs(ruled)):
            signs.append(of_it)
            if are_alike(candidate.text, each.wanted["title"]):
                right.append(place)
        if right:
            found.append(Example(signs, right, number))
    return found


def answered(title: str | None, text: str) -> Title:
    """What the rules answered, with its place; of "Workshop: Leitbild" where that of its parts stands."""
    pieces = [title or "", *(title or "").split(": ")]
    places = ((text.find(piece), piece) for piece in pieces if piece)
    start, piece = next(((start, piece) for start, piece in places if start >= 0), (0, ""))
    return Title(title, (start, start + len(piece)) if piece else None)


def persons(known: Sequence[Text]) -> list[Example]:
    """Each mention of a person; what is optional is left out."""
    found = []
    for number, each in enumerate(known):
        roles = {plain(name): 1 for name in each.wanted["moderator"]} | {plain(n): 2 for n in each.wanted["speaker"]}
        optional = {plain(name) for name in each.wanted.get("optional", ())}
        parts = Parts(each.text)
        choice = PeopleChoice(People(parts.source, parts.labels))
        for key, signs in choice.with_signs(each.first):
            if key not in optional:
                found.append(Example([signs], [roles.get(key, 0)], number, each.weight))
    return found


def are_alike(one: str, other: str | None) -> bool:
    """One contains the other, and is not a mere piece of it."""
    first, second = " ".join(one.casefold().split()), " ".join((other or "").casefold().split())
    if not (first and second):
        return False
    return second in first or (first in second and (2 * len(first) >= len(second)) and " " in first)


class Matrix:
    """Signs as columns of a sparse matrix, one row for each candidate."""

    def __init__(self, rows: Sequence[Sequence[str]]) -> None:
        self.columns = {sign: place for place, sign in enumerate(sorted({sign for row in rows for sign in row}))}
        self.row = np.array([number for number, row in enumerate(rows) for _ in set(row)], dtype=np.int64)
        self.column = np.array([self.columns[sign] for row in rows for sign in sorted(set(row))], dtype=np.int64)
        self.height = len(rows)

    def times(self, weights: Floats) -> Floats:
        return np.bincount(self.row, weights[self.column], self.height).astype(np.float64)

    def transposed_times(self, values: Floats) -> Floats:
        return np.bincount(self.column, values[self.row], len(self.columns)).astype(np.float64)


def learn_titles(examples: Sequence[Example]) -> dict[str, float]:
    """Weights by which the right candidates of each text score above its others."""
    rows = [signs for example in examples for signs in example.signs]
    matrix = Matrix(rows)
    group = np.repeat(np.arange(len(examples)), [len(each.signs) for each in examples])
    right = np.zeros(len(rows))
    offset = 0
    for example in examples:
        right[[offset + place for place in example.right]] = 1.0
        offset += len(example.signs)

    def slope(weights: Floats) -> Floats:
        likely = np.exp(np.clip(matrix.times(weights), -30, 30))
        share = likely / np.bincount(group, likely)[group]
        aimed = likely * right
        return matrix.transposed_times(share - aimed / np.bincount(group, aimed)[group])

    weights = _descend(slope, len(matrix.columns), STRENGTH["title"])
    return _kept(matrix, weights)


def learn_persons(examples: Sequence[Example]) -> dict[Question, dict[str, float]]:
    """Weights of both roles; nobody in particular is nought."""
    matrix = Matrix([each.signs[0] for each in examples])
    wanted = np.array([[each.right[0] == 1, each.right[0] == 2] for each in examples], dtype=float)
    weight = np.array([[each.weight] for each in examples])
    width = len(matrix.columns)

    def slope(weights: Floats) -> Floats:
        likely = np.exp(np.clip(np.stack([matrix.times(half) for half in np.split(weights, 2)], 1), -30, 30))
        off = (likely / (1 + likely.sum(1, keepdims=True)) - wanted) * weight
        return np.concatenate([matrix.transposed_times(off[:, role]) for role in range(2)])

    both = np.split(_descend(slope, 2 * width, STRENGTH["person"]), 2)
    return {role: _kept(matrix, both[n]) for n, role in enumerate((Question.MODERATOR, Question.SPEAKER))}


def _descend(slope: Any, width: int, strength: float) -> Floats:
    """Adam, on all examples at once: the same weights each time."""
    weights, mean, spread = np.zeros(width), np.zeros(width), np.zeros(width)
    for step in range(1, STEPS + 1):
        down = slope(weights) + strength * 2 * weights
        mean, spread = 0.9 * mean + 0.1 * down, 0.99 * spread + 0.01 * down**2
        weights -= RATE * (1 - step / STEPS) * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
    return weights


def _kept(matrix: Matrix, weights: Floats) -> dict[str, float]:
    return {
        sign: round(float(weights[place]), 2)
        for sign, place in matrix.columns.items()
        if abs(weights[place]) >= SMALLEST
    }


def learnt(known: Sequence[Text]) -> dict[str, dict[str, float]]:
    """The weights of every question."""
    return {Question.TITLE.value: learn_titles(titles(known))} | {
        role.value: weights for role, weights in learn_persons(persons([*known, *sentences(), *short()])).items()
    }


def crossed(_: Path, quick: bool) -> Iterator[Figure]:
    """Of the texts whose first sight is known, each judged by what was learnt from the other parts."""
    every = texts()
    known = [number for number, each in enumerate(every) if each.first]
    parts = 3 if quick else PARTS
    named, spoken = titles(every), persons([*every, *sentences(), *short()])
    wrong_titles, wrong_persons = set(known) - {each.text for each in named}, set[int]()
    for part in range(parts):
        held = set(known[part::parts])
        weights = learn_titles([each for each in named if each.text not in held])
        wrong_titles |= {each.text for each in named if each.text in held and not _is_title_right(weights, each)}
        roles = learn_persons([each for each in spoken if each.text not in held])
        wrong_persons |= {each.text for each in spoken if each.text in held and not _is_role_right(roles, each)}
    for name, wrong in (("title", wrong_titles), ("persons", wrong_persons)):
        more = {"texts": len(known), "right": len(known) - len(wrong)}
        note = "share of texts right by weights learnt from the other texts"
        yield Figure(
            f"reader-crossed-{name}", "share", [1 - len(wrong) / len(known)], (), at_least(0.9, "ours"), note, more
        )


def _is_title_right(weights: dict[str, float], example: Example) -> bool:
    scores = [_sum(weights, signs) for signs in example.signs]
    return scores.index(max(scores)) in example.right


def _is_role_right(roles: dict[Question, dict[str, float]], example: Example) -> bool:
    roles_asked = (Question.MODERATOR, Question.SPEAKER)
    scores = [0.0, *(_sum(roles[role], example.signs[0]) - ENOUGH[role] for role in roles_asked)]
    return scores.index(max(scores)) in example.right


def _sum(weights: dict[str, float], signs: Sequence[str]) -> float:
    return sum(weights.get(sign, 0.0) for sign in signs)


def take(folder: Path) -> None:
    """Texts nobody has learnt from become `fresh`, and what the rules answer to them now is kept as their first sight."""
    first = json.loads(FIRST_SIGHT.read_text(encoding="utf-8"))
    for file in sorted(folder.glob("*.json")):
        wanted = json.loads(file.read_text(encoding="utf-8"))
        text = file.with_suffix(".txt").read_text(encoding="utf-8")
        parts = Parts(text)
        people = People(parts.source, parts.labels)
        first[file.stem] = {
            "title": parts.title_choice.ruled.text,
            "moderator": [each.text for each in people.moderators],
            "speaker": [each.text for each in people.speakers],
        }
        (FRESH / f"{file.stem}.txt").write_text(text, encoding="utf-8")
        (FRESH / file.name).write_text(json.dumps(wanted, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    FIRST_SIGHT.write_text(json.dumps(first, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")


def main() -> Iterator[str]:
    for folder in sys.argv[1:]:
        take(Path(folder))
    weights = learnt(texts())
    WEIGHTS.write_text(json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True) + "\n", encoding="utf-8")
    yield f"{sum(map(len, weights.values()))} weights"


if __name__ == "__main__":
    print(*main(), sep="\n")
