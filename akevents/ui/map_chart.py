"""ui: the map of the Länder with a dot for each municipality, as a plain Vega-Lite dictionary, and its finding in words."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from akevents.domain.statistics import LiveFigures
from akevents.formats.places import STATES
from akevents.ui.charts import Spec, base, palette

MAP_SHAPES = "/app/static/laender.json"  # fetched once by the browser; the figures travel without it
HEIGHT = 330  # pixels
STEPS = 5
DOTS = 400  # municipalities at most, those with most people; more would only cover each other
NAMED = 3  # municipalities in the finding


def states_map(figures: LiveFigures) -> None:
    """The Länder in five steps of one colour, each with its number printed on it above the dots."""
    st.vega_lite_chart(spec=map_spec(figures, palette()), theme=None, alt=map_in_words(figures), key="live_map")


def map_spec(figures: LiveFigures, colors: Mapping[str, Any], height: int = HEIGHT, number_size: int = 14) -> Spec:
    """The picture. `number_size` is in pixels: charts do not grow with the text around them."""
    looked_up = _counts_by_state(figures)
    shapes: Spec = {
        "transform": looked_up,
        "mark": {"type": "geoshape", "stroke": colors["ground"], "strokeWidth": 1},
        "encoding": {"fill": _stepped(colors["steps"])},
    }
    return {
        **base(height, colors),
        "data": {"url": MAP_SHAPES, "format": {"type": "json", "property": "features"}},
        "projection": {"type": "identity"},
        "layer": [shapes, *_dots(figures, colors), *_numbers(looked_up, colors, number_size)],
    }


def _counts_by_state(figures: LiveFigures) -> list[Spec]:
    """Vega-Lite's steps that give each shape its count. Each layer of shapes takes them; the dots have data of their own."""
    counted = {state: count for state, count in figures.by_state if state}
    highest = max(counted.values(), default=0)
    values = [{"code": code, "count": counted[code], "step": _map_step(counted[code], highest)} for code in counted]
    there = {"data": {"values": values}, "key": "code", "fields": ["count", "step"]}
    return [
        {"lookup": "properties.code", "from": there},
        {"calculate": "isValid(datum.count) ? datum.count : 0", "as": "count"},
        {"calculate": "isValid(datum.step) ? datum.step : 0", "as": "step"},
    ]


def _dots(figures: LiveFigures, colors: Mapping[str, Any]) -> list[Spec]:
    """A dot for each municipality, its area as large as its people are many; the name shows where the pointer is."""
    if not figures.by_municipality:
        return []
    shown = figures.by_municipality[:DOTS]
    values = [{"x": each.x, "y": each.y, "people": each.count, "name": f"{each.name}: {each.count}"} for each in shown]
    most = max(shown[0].count, 10)  # so that one person in one place is not the largest dot there is
    size = {
        "field": "people",
        "type": "quantitative",
        "legend": None,
        "scale": {"domain": [1, most], "range": [16, 170]},
    }
    look = {"color": colors["capacity"], "opacity": 0.8, "stroke": colors["ground"], "strokeWidth": 0.5}
    return [
        {
            "data": {"values": values},
            "mark": {"type": "circle", **look},
            "encoding": {
                "longitude": {"field": "x", "type": "quantitative"},
                "latitude": {"field": "y", "type": "quantitative"},
                "size": size,
                "tooltip": {"field": "name", "type": "nominal"},
            },
        }
    ]


def _numbers(looked_up: list[Spec], colors: Mapping[str, Any], size: int) -> list[Spec]:
    """Each Land's number, with an edge in the colour of the Land: it can be read where dots lie below it."""
    ground, ink = _stepped(colors["steps"]), _stepped(colors["numbers"])
    edge = _number(looked_up, {"stroke": ground, "fill": ground}, fontSize=size, strokeWidth=size / 3)
    return [edge, _number(looked_up, {"color": ink}, fontSize=size)]


def _number(looked_up: list[Spec], look: Spec, **mark: float) -> Spec:
    where = {
        "longitude": {"field": "properties.label_x", "type": "quantitative"},
        "latitude": {"field": "properties.label_y", "type": "quantitative"},
        "text": {"field": "count", "type": "quantitative"},
    }
    return {
        "transform": [*looked_up, {"filter": "datum.count > 0"}],
        "mark": {"type": "text", "fontWeight": 600, **mark},
        "encoding": where | look,
    }


def _stepped(range_: Sequence[str]) -> Spec:
    scale = {"domain": list(range(STEPS)), "range": list(range_)}
    return {"field": "step", "type": "ordinal", "legend": None, "scale": scale}


def _map_step(count: int, highest: int) -> int:
    """0 for none, then four steps up to the highest count."""
    return 0 if not count else 1 + min(STEPS - 2, (count * (STEPS - 1) - 1) // highest)


def map_in_words(figures: LiveFigures) -> str:
    """ "Nordrhein-Westfalen 11, unbekannt 2. Kommunen: Köln 6, Soest 5"."""
    states = ", ".join(f"{STATES.get(state or '', 'unbekannt')} {count}" for state, count in figures.by_state)
    named = ", ".join(f"{each.name} {each.count}" for each in figures.by_municipality[:NAMED])
    more = len(figures.by_municipality) - NAMED
    if not named:
        return states
    return f"{states}. Kommunen: {named}" + (f" und {more} weitere" if more > 0 else "")
