"""Who moderates and who speaks: labelled, or in sentences such as "Das Gespräch führt …"."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from akevents.formats.announcements import people_grammar as grammar
from akevents.formats.announcements.label_grammar import Label
from akevents.formats.announcements.labels import Labelled, Labels
from akevents.formats.announcements.names import Name, names_in, places_of_persons
from akevents.formats.announcements.people_lines import LAST_WORDS, READ_CHARACTERS, PeopleLines
from akevents.formats.announcements.sender import says_i_lead, who_leads
from akevents.formats.announcements.source import Source
from akevents.formats.german import fold

MOST_CUES = 120  # so many names and words like "moderiert" are looked at
REACH = 170  # characters beside a cue, within its sentence, in which its person stands

NEXT_IN_LIST = 70  # characters from one person of an enumeration to the next
_LABELS_WITH_PROSE = frozenset(
    {Label.TITLE, Label.TOPIC, Label.REGISTRATION, Label.OTHER, Label.PROGRAMME, Label.SUBJECT}
)
LONGEST_OFFICE = 7  # words of a person with an office; more are a subject
NAME_REACH = 90  # characters behind "Es moderiert" in which a name of any kind stands


class People:
    """Finds both lists once; a person who moderates is no speaker unless a label says so."""

    def __init__(self, source: Source, labels: Labels) -> None:
        self.source = self._source = source
        self.labels = self._labels = labels
        self.moderators: list[Name] = []
        self.speakers: list[Name] = []
        self.has_i_lead = says_i_lead(source)
        self.leads = who_leads(source) if self.has_i_lead else None
        lines = PeopleLines(source, labels)
        self._read_labels()
        said_moderators, said_speakers = self._read_sentences()
        if not self.moderators:
            self.moderators = said_moderators or [each for each in (self.leads,) if each]
        if not self.speakers:
            self.speakers = [*lines.below_an_announcement(), *lines.alone_at_the_top()]
        labelled = bool(self.speakers)
        self.moderators = _distinct(self.moderators)
        moderating = {_key(each) for each in self.moderators}
        if not labelled:
            self.speakers = [*lines.in_agenda(), *said_speakers]
        else:  # "Keynote: …", and in a sentence who sits on the podium
            self.speakers += [each for each in said_speakers if self._is_on_podium(each)]
        if not self._names_speakers():
            self.speakers += lines.in_programme()
        self.speakers = [
            each
            for each in _distinct(self.speakers)
            if _key(each) not in moderating or (labelled and self._is_labelled(each))
        ]

    def _names_speakers(self) -> bool:
        """A label outside the programme, as "Referentinnen:", says who speaks."""
        lines = (self._source.line_at(each.label_start) for each in self._labels.of(Label.SPEAKER))
        return any(line and not grammar.PROGRAMME_ITEM.match(line.text) for line in lines)

    def _is_labelled(self, name: Name) -> bool:
        labelled = self._labels.at(name.start)
        return bool(labelled and labelled.label is Label.SPEAKER)

    def _is_on_podium(self, name: Name) -> bool:
        start, _ = self._source.sentence(name.start)
        return bool(grammar.PODIUM.search(self._source.text[start : name.start]))

    def _read_labels(self) -> None:
        for labelled in self._labels.of(Label.MODERATOR, Label.SPEAKER, Label.OTHER):
            if labelled.label is Label.OTHER and labelled.word.casefold() != "wer":
                continue
            found = list(self._in_label(labelled))
            if labelled.label is Label.MODERATOR:
                self.moderators.extend(found)
                continue
            inside = self._source.text[labelled.start : labelled.end]
            turn = grammar.TURNS_TO_MODERATION.search(self._source.text, labelled.start, labelled.end)
            moderators = [
                each for each in found if self._is_moderator_in(labelled, each) or (turn and each.start > turn.start())
            ]
            self.moderators.extend(moderators)
            if not re.match(r"\s{0,6}(?:N\. ?N\.|folgt|tba)", inside, re.I):
                self.speakers.extend(each for each in found if each not in moderators)

    def _in_label(self, labelled: Labelled) -> Iterator[Name]:
        """Of each line of the value; behind a full stop, another sentence begins."""
        text = self._source.text
        is_talk = bool(grammar.TALK_OR_PERSON.match(labelled.word))
        is_kind = names_a_talk(labelled) or labelled.label is Label.OTHER
        for start, end in labelled.parts:
            stop = end
            for full_stop in re.finditer(r"(?<=[a-zäöüß)]{3})\.\s+(?=[A-ZÄÖÜ])", text[start:end]):
                if not grammar.TITLE_ENDS.search(text[start : start + full_stop.start()]):
                    stop = start + full_stop.start()
                    break
            if other := grammar.NEXT_MATTER.search(text, start, stop):
                stop = other.start()
            first_ends = text[start:stop]
            is_subject = is_talk and (first_ends[:1] in '„“"»«' or len(first_ends.split()) > LONGEST_OFFICE)
            yield from names_in(text, start, stop, leniently=not (is_kind or is_subject))

    def _is_moderator_in(self, labelled: Labelled, name: Name) -> bool:
        """ "Anna Meier, Bernd Schulz (Moderation)"."""
        behind = self._source.text[name.end : min(labelled.end, name.end + 24)]
        return bool(re.match(r"\s{0,6}[(,–-]{1,2}\s{0,6}Moderat", behind, re.I))

    def _read_sentences(self) -> tuple[list[Name], list[Name]]:
        moderators: list[Name] = []
        speakers: list[Name] = []
        seen: set[int] = set()
        text = self._source.text
        places = islice(places_of_persons(text, READ_CHARACTERS), MOST_CUES)
        low = self._source.lower
        cues = islice((cue.start() for cue in grammar.MODERATION.finditer(low, 0, READ_CHARACTERS)), MOST_CUES)
        talks = islice((cue.start() for cue in grammar.INTRODUCES.finditer(low, 0, READ_CHARACTERS)), MOST_CUES)
        for place in sorted({*places, *cues, *talks}):
            start, end = self._source.sentence(place)
            if start in seen or self._is_value(place, start):
                continue
            seen.add(start)
            for name, role in self._in_sentence(max(start, place - 2 * REACH), min(end, place + 2 * REACH)):
                (moderators if role == "moderator" else speakers).append(name)
        return moderators, speakers

    def _is_value(self, place: int, sentence_start: int) -> bool:
        """Read with its label already; but behind the first sentence of a value prose goes on."""
        labelled = self._labels.at(place)
        if labelled is None or labelled.label in _LABELS_WITH_PROSE:
            return False
        is_person = labelled.label in {Label.SPEAKER, Label.MODERATOR}
        return not (is_person and sentence_start > labelled.start + 2)

    def _in_sentence(self, start: int, end: int) -> Iterator[tuple[Name, str]]:
        """Persons of one sentence with what they do in it."""
        text = self._source.text
        sentence = text[start:end]
        flat = re.sub(r"\s", " ", sentence)
        low = re.sub(r"\s", " ", self._source.lower[start:end])
        if grammar.FOREIGN.search(low) and not re.search(
            r"moderi|referier|spricht|vortrag|impuls|keynote|lesung|hält\b|rede\b|podium|diskutier", flat, re.I
        ):
            return
        names = list(names_in(text, start, end))
        taken: set[Name] = set()
        for place in (start + behind for behind in grammar.moderates_behind(flat, low, 0, len(flat))):
            unknown = list(names_in(text, place, min(end, place + NAME_REACH), leniently=True))
            known = unknown if grammar.TWO_PERSONS.match(text, place, end) else names
            for name in _next_ones(text, known, place, NEXT_IN_LIST) or unknown[:1]:
                taken.add(name)
                yield name, "moderator"
        for cue in grammar.MODERATES_BEFORE.finditer(low):
            if not taken and (before := [each for each in names if each.end <= start + cue.start() + 1]):
                name = before[-1]
                between = text[name.end : start + cue.start()]
                if len(between) < 100 and not re.search(r"[.;]\s", between):  # noqa: PLR2004 - an office between commas
                    taken.add(name)
                    yield name, "moderator"
        if grammar.QUOTED_SAYING.search(low):
            return
        behind_cues = grammar.speaks_behind(flat, low, 0, len(flat))
        names += [each for end in behind_cues if (each := _in_front_of_bracket(text, start + end))]
        pairs = [start + cue for cue in behind_cues if grammar.TWO_PERSONS.match(text, start + cue, end)]
        for place in pairs:
            both = list(islice(names_in(text, place, end, leniently=True), 2))
            names += both if any(each.is_sure for each in both) else []
        introduced = [start + cue for cue in behind_cues if _introduces(low, cue)]
        names += [one for place in introduced for one in islice(names_in(text, place, end, leniently=True), 1)]
        last = -NEXT_IN_LIST
        for name in sorted(set(names), key=lambda each: each.start):
            if name in taken or any(name.start < other.end and other.start < name.end for other in taken):
                continue
            place = name.start - start
            around = flat[max(0, place - 60) : place]
            after = flat[name.end - start : name.end - start + 60]
            if self._greets(around, after) or re.search(
                r"anmeldung (?:bei|an|über)"
                r"|\bnach (?:einer|einem) (?:begrüßung|grußwort)(?!.*\b(?:hält|spricht|referiert|berichtet)\b)",
                around,
                re.I,
            ):
                continue
            follows = any(cue <= place <= cue + REACH for cue in behind_cues) or 0 <= name.start - last < NEXT_IN_LIST
            precedes = grammar.SPEAKS_BEFORE.search(low, name.end - start, name.end - start + REACH)
            if follows or precedes:
                last = name.end
                yield name, "speaker"

    def _greets(self, around: str, behind: str) -> bool:
        """A greeting beside the name, and no talk between."""
        near_before = re.split(r"[.;!?]", around)[-1]
        near_behind = re.split(r"[.;!?,]", behind)[0]
        if "grußwort" in near_behind.lower():
            return True
        if grammar.GREETS.search(near_before) and not re.search(
            r"vortrag|impuls|spricht|referier|als \w*(?:gast|referent|expert|redner)|begrüßen wir|wir begrüßen|diskut",
            near_before,
            re.I,
        ):
            return True
        return bool(grammar.GREETS.search(near_behind)) and not re.search(
            r"vortrag|impuls|spricht|referier", near_behind, re.I
        )


def _introduces(low: str, place: int) -> bool:
    """ "Lesung mit" stands directly in front of this place."""
    return any(cue.end() == place for cue in grammar.INTRODUCES.finditer(low, max(0, place - LAST_WORDS), place))


def names_a_talk(labelled: Labelled) -> bool:
    """ "Vortrag: …" may be followed by what it is about as well as by who gives it."""
    return bool(
        re.fullmatch(
            r"(?:fach)?vortrag|vorträge|\w*lesung|podium|podiumsdiskussion|podiumsgespräch|einführung|referate?|input|impuls|keynote",
            labelled.word,
            re.I,
        )
    )


def _next_ones(text: str, names: Iterable[Name], place: int, reach: int) -> list[Name]:
    """The person that follows soon, and those joined to it by "und"."""
    following = [each for each in names if each.start >= place]
    if not following or following[0].start - place > reach:
        return []
    chosen = [following[0]]
    for each in following[1:]:
        between = text[chosen[-1].end : each.start]
        if not re.fullmatch(r"(?:\s{0,6}\([^)]{0,60}\))?\s{0,6}(?:und|sowie|&)\s{0,6}(?:\w+\s){0,3}", between):
            break
        chosen.append(each)
    return chosen


def _in_front_of_bracket(text: str, place: int) -> Name | None:
    """ "mit Ebru Tasci (Gründerin)": two capitalised words before a bracket are a person, known or not."""
    match = grammar.BRACKETED.match(text, place)
    return next(names_in(text, place, match.end(1), leniently=True), None) if match else None


def _distinct(names: Iterable[Name]) -> list[Name]:
    """Each person once, by surname where the other mention has only that."""
    found: list[Name] = []
    for name in names:
        keys = [_key(each) for each in found]
        key = _key(name)
        if key in keys or any(known.split()[-1:] == key.split() for known in keys):
            continue
        found.append(name)
    return found


def _key(name: Name) -> str:
    return " ".join(
        word for word in fold(name.text).replace("prof.", "").replace("dr.", "").split() if not word.endswith(".")
    )
