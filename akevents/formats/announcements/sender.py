"""Who writes and leads the evening: "Die Moderation übernehme ich", and below the letter or in its head stands who that is."""

import re
from collections.abc import Iterator
from itertools import islice

from akevents.formats.announcements import people_grammar as grammar
from akevents.formats.announcements.names import Name, names_in
from akevents.formats.announcements.source import Line, Source

READ_CHARACTERS = 40_000  # so far sentences are looked at; a letter has a tenth
MOST_LINES, MOST_GREETINGS = 400, 5  # a mail may quote others
MOST_MENTIONS, REACH = 60, 100  # of "ich", and characters beside it
SIGNATURE = 10  # lines below "Viele Grüße" in which the name stands
_I = re.compile(r"(?<![a-zäöü])(?:ich|mir|wenigkeit)\b")
_FIRST_NAME = re.compile(r"\W{0,3}(?:(?:eure?|ihre?)\s)?([A-ZÄÖÜ][\wäöüß-]{1,20})\W{0,3}")


def says_i_lead(source: Source) -> bool:
    """ "Ich moderiere", "die Moderation liegt bei mir": looked for around each "ich", because most texts have few."""
    low = source.lower[:READ_CHARACTERS]
    found = islice(_I.finditer(low), MOST_MENTIONS)
    return any(grammar.I_LEAD.search(low, max(0, each.start() - REACH), each.end() + REACH) for each in found)


def who_leads(source: Source) -> Name | None:
    """The person who signs or sends the letter; None if the name is not found."""
    return next(_signed(source), None) or next(_in_head(source), None) or next(_alone_below(source), None)


def _signed(source: Source) -> Iterator[Name]:
    """Below the greeting; of "Torsten" the whole name, which stands further below or in the letter's head."""
    lines = source.lines[:MOST_LINES]
    for line in islice((each for each in lines if grammar.SIGNED.match(each.text)), MOST_GREETINGS):
        for near in lines[line.number : line.number + SIGNATURE]:
            if name := next(names_in(source.text, near.start, near.end, leniently=near.number < line.number + 3), None):
                yield name
                return
            first = _FIRST_NAME.fullmatch(near.text)
            if (
                first
                and near.number > line.number
                and (whole := _whole(source, first[1], [*lines[near.number :], *lines[:8]]))
            ):
                yield whole
                return


def _whole(source: Source, first_name: str, lines: list[Line]) -> Name | None:
    for line in lines:
        for name in names_in(source.text, line.start, line.end, leniently=line.text.startswith(first_name)):
            if name.text.startswith(f"{first_name} "):
                return name
    return None


def _alone_below(source: Source) -> Iterator[Name]:
    """Without any greeting: a person's name as a line of its own at the end."""
    for line in source.lines[1:][-SIGNATURE:]:
        for name in names_in(source.text, line.start, line.end):
            if (name.start, name.end) == (line.start, line.end):
                yield name


def _in_head(source: Source) -> Iterator[Name]:
    for line in islice(source.lines, 8):
        if line.text.startswith("Von:"):
            yield from names_in(source.text, line.start + len("Von:"), line.end, leniently=True)
