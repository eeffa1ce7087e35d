"""Which candidate is the title: what the rules found, unless everything that is seen in the text speaks for another."""

import math
import re
from collections.abc import Iterator, Sequence

from akevents.formats.announcements.judging import Question, score
from akevents.formats.announcements.names import names_in
from akevents.formats.announcements.source import Source
from akevents.formats.announcements.title_signs import Candidate, TitleSigns, form_of
from akevents.formats.announcements.titles import TitleFinder
from akevents.formats.announcements.trimming import Title
from akevents.formats.announcements.words import EVENT_NOUN

SURE = 0.8  # share of the likelihood that a phrase needs where the rules know only a proposal
BOTH = 0.1  # share that a topic needs to stand behind the kind of event, and the kind in front of the topic
LONGEST_KIND = 70  # characters
LOOKED_AT = 20_000  # characters in which kind and topic may stand side by side
_NO_TOPIC = frozenset({"house", "meta", "masthead", "greeting", "dateline", "of persons", "long"})


class TitleChoice:
    """Judges the candidates of one text."""

    def __init__(self, finder: TitleFinder) -> None:
        self._finder = finder
        self.ruled = finder.find()  # what the rules would call the event
        self._signs = TitleSigns(finder.source, finder.labels, finder.trimmer, finder.head, finder.invited())

    def with_signs(self, ruled: Title | None) -> Iterator[tuple[Candidate, list[str]]]:
        """Each candidate with its signs, where the rules would answer `ruled`; None if that is not known."""
        answer = None if ruled is None else ruled.text or ""
        for candidate in self._signs.candidates([each for each in (ruled, *self._finder.phrases()) if each]):
            yield candidate, self._signs.signs(candidate, answer)

    def choose(self) -> Title:
        """The likeliest; where it and what the rules found are one phrase, as the rules cut it."""
        weighed = [(one, score(Question.TITLE, signs)) for one, signs in self.with_signs(self.ruled)]
        return decided(self._finder.source, self.ruled, weighed, only_offered=self._finder.head.is_page())


def decided(
    source: Source, ruled: Title, weighed: Sequence[tuple[Candidate, float]], *, only_offered: bool = False
) -> Title:
    """`weighed` are the candidates with their scores in logits. `only_offered`: a proposal of the rules stays one."""
    if not weighed:
        return ruled
    highest = max(points for _, points in weighed)
    likely = [(one, math.exp(max(-60.0, points - highest))) for one, points in weighed]
    total = sum(share for _, share in likely)
    ranked = sorted(((one, share / total) for one, share in likely), key=lambda each: -each[1])
    best, share = ranked[0]
    if (ruled.is_proposal or not ruled.text) and share < SURE:
        return ruled
    title = ruled if _is_one_phrase(best.title, ruled) and (only_offered or not ruled.is_proposal) else best.title
    return _as_written(source, _with_topic(title, best, ranked[1:]))


def _with_topic(title: Title, best: Candidate, others: Sequence[tuple[Candidate, float]]) -> Title:
    """ "Gastvortrag am Institut" says only what kind of event it is; the next likely phrase says what it is about."""
    known = (title.text or "").casefold()
    if not _says_only_kind(title.text or "") or best.kind == "quoted":
        return title
    for other, share in others:
        if share < BOTH:
            break
        if other.text.casefold() in known or known in other.text.casefold() or not _may_be_topic(other):
            continue
        topic = () if other.title.span is None else (other.title.span,)
        return Title(f"{title.text}: {other.text}", title.span, more=topic)
    return title


def _as_written(source: Source, title: Title) -> Title:
    """Of "Stammtisch: Berichtsheft digital" what a sentence says in one: "unser Stammtisch „Berichtsheft digital“"."""
    kind, colon, topic = (title.text or "").partition(": ")
    if not colon or (title.text or "") in source.text:
        return title
    pattern = rf"{re.escape(kind)}\s{{1,2}}[„“\"»]{re.escape(topic)}[“”\"«]"
    found = re.search(pattern, source.text[:LOOKED_AT])
    return Title(found.group(), found.span()) if found else title


def _says_only_kind(text: str) -> bool:
    return bool(EVENT_NOUN.search(text)) and len(text) <= LONGEST_KIND and not re.search(r"[„“\"»?]|:\s| – ", text)


def _may_be_topic(candidate: Candidate) -> bool:
    """A phrase of its own, not another kind of event, a house, a person or a sentence."""
    forms = {*form_of(candidate.text)}
    is_other = forms & {"event", "kind of", "says"} or any(names_in(candidate.text, 0, len(candidate.text)))
    is_phrase = candidate.kind == "quoted" or not is_other
    is_labelled = candidate.kind == "line" and re.match(r"[^:\n]{2,40}:\s", candidate.text)
    return is_phrase and not is_labelled and candidate.text[:1].isupper() and not forms & _NO_TOPIC


def _is_one_phrase(best: Title, ruled: Title) -> bool:
    """A piece of what the rules found; or they found a piece of it: "Hofversammlung" in "Liebe Nachbarn! Hofversammlung"."""
    if (best.text or "").casefold() in (ruled.text or "").casefold():
        return True
    if not (best.span and ruled.span) or ruled.is_proposal:
        return False
    return best.span[0] <= ruled.span[0] and ruled.span[1] <= best.span[1]
