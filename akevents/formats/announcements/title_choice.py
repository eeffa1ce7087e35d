"""Which candidate is the title: what the rules found, unless everything that is seen in the text speaks for another."""

import math
from collections.abc import Iterator

from akevents.formats.announcements.judging import Question, score
from akevents.formats.announcements.title_signs import Candidate, TitleSigns
from akevents.formats.announcements.titles import TitleFinder
from akevents.formats.announcements.trimming import Title

SURE = 0.8  # share of the likelihood that a phrase needs where the rules know only a proposal


class TitleChoice:
    """Judges the candidates of one text."""

    def __init__(self, finder: TitleFinder) -> None:
        self._finder = finder
        self._signs = TitleSigns(finder.source, finder.labels, finder.trimmer, finder.head, finder.invited())

    def with_signs(self, ruled: Title | None) -> Iterator[tuple[Candidate, list[str]]]:
        """Each candidate with its signs, where the rules would answer `ruled`; None if that is not known."""
        answer = None if ruled is None else ruled.text or ""
        for candidate in self._signs.candidates([each for each in (ruled, *self._finder.phrases()) if each]):
            yield candidate, self._signs.signs(candidate, answer)

    def choose(self) -> Title:
        """The likeliest; where it and what the rules found are one phrase, as the rules cut it."""
        ruled = self._finder.find()
        scored = [(score(Question.TITLE, signs), one) for one, signs in self.with_signs(ruled)]
        if not scored:
            return ruled
        highest, best = max(scored, key=lambda each: each[0])
        if best.text.casefold() in (ruled.text or "").casefold() or _is_trimmed(best.title, ruled):
            return ruled
        share = 1 / sum(math.exp(max(-60.0, each - highest)) for each, _ in scored)
        return ruled if (ruled.is_proposal or not ruled.text) and share < SURE else best.title


def _is_trimmed(best: Title, ruled: Title) -> bool:
    """The rules found a piece of this very phrase: "Hofversammlung" in "Liebe Nachbarn! Hofversammlung"."""
    if not (best.span and ruled.span) or ruled.is_proposal:
        return False
    return best.span[0] <= ruled.span[0] and ruled.span[1] <= best.span[1]
