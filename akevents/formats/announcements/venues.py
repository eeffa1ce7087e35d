"""Where it takes place: a labelled place, a place in a sentence about the event, a platform; online, on site, unknown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from akevents.formats.announcements import venue_grammar as grammar
from akevents.formats.announcements.findings import Span
from akevents.formats.announcements.label_grammar import Label
from akevents.formats.announcements.labels import Labelled, Labels
from akevents.formats.announcements.places_beside import beside_times
from akevents.formats.announcements.places_named import (
    address_line,
    in_front,
    on_date_line,
    street_in_prose,
)
from akevents.formats.announcements.places_said import READ_CHARACTERS, said
from akevents.formats.announcements.roles import Dated
from akevents.formats.announcements.source import Source


@dataclass(frozen=True, slots=True)
class Where:
    """The two fields with the passages that gave them."""

    venue: str | None
    online: bool | None
    venue_spans: tuple[Span, ...] = ()
    online_spans: tuple[Span, ...] = ()


def find_place(source: Source, labels: Labels, dated: Sequence[Dated], title: Span | None) -> Where:
    """A label beats a sentence, a sentence beats a platform named anywhere. `title` is where the title stands, if known."""
    spans = (
        _labelled(source, labels)
        or on_date_line(source, labels, dated, title)
        or beside_times(source, labels, dated, title, only_named=True)
        or in_front(source)
        or said(source, labels, dated)
        or address_line(source, labels)
        or beside_times(source, labels, dated, title, only_named=False)
        or street_in_prose(source, dated)
    )
    online_at = _online_hint(source, labels, spans)
    if spans and online_at is None:
        online_at = next(
            (each.parts[0] for each in labels.of(Label.WHERE) if each.word.casefold().endswith("plattform")), None
        )
    if spans:
        text = ", ".join(source.text[start:end].strip(" ,;") for start, end in spans)
        return _of_text(source, text, spans, online_at)
    if online_at:
        if platform := _platform(source, labels):
            return Where(source.text[slice(*platform)], True, (platform,), (online_at,))
        return Where(None, True, (), (online_at,))
    if way_in := grammar.WAY_IN.search(source.text, 0, READ_CHARACTERS):
        return Where(None, True, (), (way_in.span(),))
    on_site = grammar.ON_SITE.search(source.text)
    return Where(None, False, (), (on_site.span(),)) if on_site else Where(None, None)


def _of_text(source: Source, text: str, spans: tuple[Span, ...], online_at: Span | None) -> Where:
    """What the value of a label, or a place in a sentence, says."""
    online = grammar.ONLINE.search(text) or grammar.PLATFORM.search(text)
    platform = grammar.PLATFORM.search(text)
    rest = grammar.GENERIC_ONLINE.sub("", grammar.PLATFORM.sub("", text))
    if online and len(rest) < 3:  # noqa: PLR2004 - nothing but "online via Zoom"
        if platform is None and (named := _platform_near(source, spans)):
            return Where(source.text[slice(*named)], True, (named,), spans[:1])
        return Where(platform.group() if platform else None, True, spans if platform else (), spans[:1])
    if grammar.ONLY_ONLINE.match(text) and not (platform or grammar.NOUN.search(text)):
        return Where(None, True, (), spans[:1])
    if not rest.strip():
        return Where(None, False if grammar.ON_SITE.search(text) else None)
    if online and not re.search(r"\bnicht online\b", text, re.I):
        return Where(_shortened(text), True, spans, spans[:1])
    return Where(_shortened(text), bool(online_at), spans, (online_at,) if online_at else spans[:1])


def _shortened(text: str) -> str:
    """Without what explains how to get in, and without the full stop behind it."""
    text = re.sub(
        r"\s{0,6}\((?:(?:der |die )?(?:Zugangs|Einwahl|Teilnahme)?(?:link|daten|zugang)\b[^)]*|siehe[^)]*"
        r"|Karte[^)]*|(?:Bus|Tram|Straßenbahn|Linie|Haltestelle|Aufzug|Eingang über)\b[^)]*)\)",
        "",
        text,
        flags=re.I,
    )
    text = re.sub(r"^(?:Ort|Treffpunkt|Veranstaltungsort) (?:ist|bleibt) (?:der |die |das )?", "", text)
    text = re.sub(r"^[^\w„“\"»(]+", "", text)  # "📍 Bürgerhaus"
    return re.sub(r"(?<=[a-zäöüß)]{2})(?<!str)\.$", "", " ".join(text.split()).strip(" ,;"))


def _platform_near(source: Source, spans: tuple[Span, ...]) -> Span | None:
    """ "Ort: online" and, elsewhere, "Wir nutzen Zoom"."""
    del spans
    used = re.search(
        r"\b(?:per|via|über|auf|mit|nutzen|mittels)\s(?:die Plattform |der Plattform |das Tool |dem Tool |wir )?("
        + grammar.PLATFORM.pattern
        + ")",
        source.text,
    )
    return used.span(1) if used else None


def _labelled(source: Source, labels: Labels) -> tuple[Span, ...]:
    """The first place that is named; a bare format ("hybrid") only if there is none."""
    text = source.text
    best: tuple[Span, ...] = ()
    for labelled in labels.of(Label.WHERE, Label.FORMAT):
        spans = tuple(_cut(source, start, end) for start, end in labelled.parts)
        value = ", ".join(text[start:end] for start, end in spans)
        if not re.search(r"\w", value) or re.match(r"(?:wird|folgt|tba|n\.n\.|noch)\b", value, re.I):
            continue
        is_generic = len(
            grammar.GENERIC_ONLINE.sub("", grammar.PLATFORM.sub("", value))
        ) < 3 and not grammar.PLATFORM.search(value)  # noqa: PLR2004 - nothing but "online via Zoom"
        is_format = (
            labelled.label is Label.FORMAT and not grammar.PLATFORM.search(value) and not grammar.NOUN.search(value)
        )
        if is_format and re.match(r"\W*(?:präsenz|vor ort)", value, re.I):
            is_generic = True
        if not (is_generic or is_format):
            return spans
        if grammar.ONLINE.search(value) or not best:
            best = best or (spans if grammar.ONLINE.search(value) else ())
    for labelled in labels.of(Label.WHEN):  # "Zeit/Ort: Mi, 2. März, 17 Uhr, Rathaus"
        if re.search(r"ort|wo\b", labelled.word, re.I) and (found := _last_segment(source, labelled)):
            return (found,)
    return best


def _cut(source: Source, start: int, end: int) -> Span:
    """Up to the end of the first sentence, without the hour that may stand in front."""
    if hour := re.match(
        r"(?:um |ab )?\d{1,2}(?:[.:]\d\d)?\s?(?:Uhr|h)?[,:]?\s+(?:am |im |in der )?(?=[A-ZÄÖÜ])", source.text[start:end]
    ):
        start += hour.end() if "Uhr" in hour.group() or ":" in hour.group() else 0
    for stop in re.finditer(r"(?<=[a-zäöüß)\d]{2})\.\s+(?=[A-ZÄÖÜ])", source.text[start:end]):
        word = re.search(r"(\w{1,20})$", source.text[start : start + stop.start()])
        if word and re.fullmatch(r"str|st|nr|dr|prof|og|ug|\d{1,2}", word[1], re.I):  # "2. OG"
            continue
        return start, start + stop.start()
    return start, end


def _last_segment(source: Source, labelled: Labelled) -> Span | None:
    place = labelled.start
    found = None
    for separator in [*grammar.SEGMENT.finditer(source.text, labelled.start, labelled.end), None]:
        stop = separator.start() if separator else labelled.end
        segment = source.text[place:stop]
        if grammar.NOUN.search(segment) or grammar.PLATFORM.search(segment) or grammar.ONLINE.search(segment):
            found = found or (place, stop)
        place = separator.end() if separator else stop
    return found


def _online_hint(source: Source, labels: Labels, spans: tuple[Span, ...]) -> Span | None:
    """Where the text says that one can take part online."""
    for match in grammar.HELD_ONLINE.finditer(source.text[:READ_CHARACTERS]):
        line_start, line_end = source.sentence(match.start())
        around = source.text[max(line_start, match.start() - 40) : min(line_end, match.end() + 40)]
        labelled, line = labels.at(match.start()), source.line_at(match.start())
        if labelled and labelled.label in {Label.SERIES, Label.CATEGORIES, Label.MAIL}:
            continue
        if line and (line.text[0] in "«»‹›←→" or line.text[-1] in "«»‹›←→"):
            continue  # a link to another event
        if grammar.NOT_ONLINE.search(around) or re.search(
            r"\banmeld\w*(?:[^.,;\n]|(?<=\d)\.){0,60}$",
            source.text[max(line_start, match.start() - 70) : match.start() + 6],
            re.I,
        ):
            continue
        if re.search(r"(?:letzte|vergangene|weitere|nächste|später)\w{0,2}\b", around, re.I) and spans:
            continue
        return match.span()
    return None


def _platform(source: Source, labels: Labels) -> Span | None:
    for match in grammar.PLATFORM.finditer(source.text[:READ_CHARACTERS]):
        before = source.text[max(0, match.start() - 30) : match.start()]
        labelled = labels.at(match.start())
        if labelled and labelled.label in {Label.MAIL, Label.SERIES}:
            continue
        if match.group() == "Teams" and not re.search(
            r"\b(?:per|via|über|mit|auf|in|nutzen|plattform)\W{1,2}(?:\w+ )?$|[-(|,:]\s?$", before, re.I
        ):
            continue
        return match.span()
    return None
