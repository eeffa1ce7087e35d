"""Who moderates and who speaks: every person the text names is judged, and what the rules found is one sign of several."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, pairwise

from akevents.formats.announcements import people_grammar as grammar
from akevents.formats.announcements.judging import Question, score
from akevents.formats.announcements.names import Name, names_in, places_of_persons
from akevents.formats.announcements.people import People
from akevents.formats.announcements.people_signs import PeopleSigns
from akevents.formats.german import fold

MOST_PERSONS = 80  # mentions that are judged
MOST_ITEMS = 400  # lines in which a programme is looked for
REACH = 20_000  # characters in which they stand
# Logits from which a role is believed; moderators are rarer in what was learnt from than in announcements.
ENOUGH = {Question.MODERATOR: -0.5, Question.SPEAKER: 0.0}
_TITLES = re.compile(r"\b(?:dr\.-ing|dipl\.-\w+|frau|herrn?|prof|dr|dipl|ing|pd|mag|med|phil|rer|nat|jur)\b\.?")


class PeopleChoice:
    """Judges the persons of one text."""

    def __init__(self, people: People) -> None:
        self._people = people
        named = [*people.moderators, *people.speakers, *islice(self._named(), MOST_PERSONS)]
        self._names: list[Name] = []
        for name in sorted(named, key=lambda each: (each.start, not each.is_sure)):
            if not self._names or name.start >= self._names[-1].end:
                self._names.append(name)
        self._signs = PeopleSigns(people.source, people.labels, self._names, has_i_lead=people.has_i_lead)

    def _named(self) -> Iterator[Name]:
        """On lines with a known first name, a title, an office, Frau or Herr."""
        source, done = self._people.source, -1
        for place in places_of_persons(source.text, min(REACH, len(source.text))):
            line = source.line_at(place)
            if line and line.number > done:
                done = line.number
                yield from names_in(source.text, line.start, line.end)
        yield from self._below_items()

    def _below_items(self) -> Iterator[Name]:
        """Whoever stands alone below an item of a programme, also with a first name that nobody knows."""
        source = self._people.source
        for item, line in pairwise(source.lines[:MOST_ITEMS]):
            if line.follows_blank or not grammar.PROGRAMME_ITEM.match(item.text):
                continue
            if grammar.BELOW_ITEM.match(line.text):
                yield from islice(names_in(source.text, line.start, line.end, leniently=True), 1)

    def with_signs(self, answered: Mapping[str, Sequence[str]] | None) -> Iterator[tuple[str, list[str]]]:
        """Each mention's person with what is seen at it, where the rules have `answered` "moderator" and "speaker"."""
        for key, name in self._keyed():
            yield key, self._signs.signs(name, _verdict(key, answered))

    def choose(self) -> tuple[list[Name], list[Name]]:
        """Moderators and speakers, as the text names them."""
        people = self._people
        answered = {
            "moderator": [each.text for each in people.moderators],
            "speaker": [each.text for each in people.speakers],
        }
        both = {plain(each) for each in answered["moderator"]} & {plain(each) for each in answered["speaker"]}
        likeliest: dict[str, tuple[float, Question | None, Name]] = {}
        for key, name in self._keyed():
            doubt, role = self._judged(name, _verdict(key, answered))
            if key not in likeliest or doubt < likeliest[key][0]:
                likeliest[key] = (doubt, role, name)
        moderators = [
            name for key, (_, role, name) in likeliest.items() if role is Question.MODERATOR or (role and key in both)
        ]
        if not moderators and people.leads:
            moderators = [each for each in self._names if each.start == people.leads.start]
        speakers = [
            name for key, (_, role, name) in likeliest.items() if role is Question.SPEAKER or (role and key in both)
        ]
        return self._in_full(moderators, people.moderators), self._in_full(speakers, people.speakers)

    def _in_full(self, chosen: list[Name], ruled: list[Name]) -> list[Name]:
        """The mention that the rules found is the passage to show; a surname alone yields to the whole name."""
        keyed = list(self._keyed())
        known: dict[str, Name] = {}
        for key, name in [*((plain(each.text), each) for each in ruled), *keyed]:
            if plain(name.text) == key:
                known.setdefault(key, name)
        of_mention = {name.start: key for key, name in keyed}
        return sorted((known.get(of_mention[each.start], each) for each in chosen), key=lambda each: each.start)

    def _judged(self, name: Name, ruled: str | None) -> tuple[float, Question | None]:
        """How likely this mention says nothing of a role, and its likeliest role."""
        signs = self._signs.signs(name, ruled)
        scores = {role: score(role, signs) for role in (Question.MODERATOR, Question.SPEAKER)}
        best = max(scores, key=scores.__getitem__)
        doubt = 1 / (1 + sum(math.exp(min(30.0, each)) for each in scores.values()))
        return doubt, best if scores[best] > ENOUGH[best] else None

    def _keyed(self) -> Iterator[tuple[str, Name]]:
        """Each mention with its person; a surname alone is the person that has it."""
        keys = [plain(each.text) for each in self._names]
        whole = {key.split()[-1]: key for key in reversed(keys) if " " in key}
        for key, name in zip(keys, self._names, strict=True):
            yield whole.get(key, key), name


def plain(name: str) -> str:
    """Without titles, in small letters."""
    return " ".join(_TITLES.sub(" ", fold(name)).replace(".", " ").split())


def _verdict(key: str, answered: Mapping[str, Sequence[str]] | None) -> str | None:
    if answered is None:
        return None
    for role in (Question.MODERATOR, Question.SPEAKER):
        if key in (plain(each) for each in answered[role]):
            return role.value
    return "nobody beside speakers" if answered[Question.SPEAKER] else "nobody"
