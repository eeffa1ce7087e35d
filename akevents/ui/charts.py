"""Pictures of the figures, as plain Vega-Lite dictionaries (fifteen times cheaper to draw than chart objects).

Each comes with its text alternative: the finding, not the kind of picture."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from akevents.domain.statistics import LiveFigures
from akevents.wording import INSTITUTION_KIND

Spec = dict[str, Any]

PALETTES: Mapping[str, Mapping[str, Any]] = {
    "light": {
        "ink": "#1C272D", "grey": "#545E60", "grid": "#E2DED3", "now": "#0F5468", "capacity": "#A35608",
        "past": "#8B8E86",
        "ground": "#F9F7F2", "steps": ("#E6E2D8", "#BFD8DC", "#7FB1BC", "#2B7085", "#0B4254"),
        "numbers": ("#1C272D", "#1C272D", "#1C272D", "#FFFFFF", "#FFFFFF"),
    },
    "dark": {
        "ink": "#E9E6DE", "grey": "#B4BDBF", "grid": "#2C3940", "now": "#7FC4D6", "capacity": "#E0A458",
        "past": "#66757C",
        "ground": "#11181C", "steps": ("#222E34", "#2C5A66", "#346B79", "#70AFBD", "#BDDEE5"),
        "numbers": ("#E9E6DE", "#FFFFFF", "#FFFFFF", "#11181C", "#11181C"),
    },
}  # fmt: skip


def palette() -> Mapping[str, Any]:
    """The chart colours of the viewer's theme."""
    return PALETTES["dark" if st.context.theme.type == "dark" else "light"]


def base(height: int, colors: Mapping[str, Any]) -> Spec:
    text = {"font": "Source Sans, sans-serif", "fontSize": 13, "color": colors["ink"]}
    axis = {
        "labelColor": colors["grey"], "titleColor": colors["grey"], "gridColor": colors["grid"], "domain": False,
        "ticks": False, "labelFontSize": 13, "titleFontSize": 13, "labelFont": "Source Sans, sans-serif",
        "titleFont": "Source Sans, sans-serif", "titleFontWeight": "normal", "labelPadding": 8, "tickColor": colors["grid"],
    }  # fmt: skip
    return {
        "height": height,
        "background": None,
        "config": {"view": {"stroke": None}, "text": text, "axis": axis},
        "padding": {"left": 4, "right": 8, "top": 18, "bottom": 12},
    }


def institution_bars(figures: LiveFigures) -> None:
    """Thin bars under their labels, the number on the right."""
    values = [{"kind": INSTITUTION_KIND[kind], "count": count} for kind, count in figures.by_kind]
    words = ", ".join(f"{each['kind']} {each['count']}" for each in values)
    st.vega_lite_chart(spec=_bars(values), theme=None, alt=words, key="live_institutions")


def _bars(values: Sequence[Mapping[str, Any]]) -> Spec:
    """One thin bar for each `kind`, as long as its `count`."""
    colors = palette()
    y = {
        "field": "kind",
        "type": "nominal",
        "sort": None,
        "axis": None,
        "scale": {"paddingInner": 0.82, "paddingOuter": 0.5},
    }
    x = {"field": "count", "type": "quantitative", "axis": None, "scale": {"domainMin": 0}}
    marks = [
        {"mark": {"type": "bar", "color": colors["now"], "height": 6, "yOffset": 6}, "encoding": {"x": x, "y": y}},
        {"mark": {"type": "text", "align": "left", "dy": -10, "x": 0},
         "encoding": {"y": y, "text": {"field": "kind", "type": "nominal"}}},
        {"mark": {"type": "text", "align": "right", "dy": -10, "x": {"expr": "width"}, "fontWeight": 600},
         "encoding": {"y": y, "text": {"field": "count", "type": "quantitative"}}},
    ]  # fmt: skip
    # Below a layer the values stay as they are; at the top Streamlit would make a data frame of them for each drawing.
    return {**base(46 * max(1, len(values)) + 10, colors), "layer": [{"data": {"values": values}, "layer": marks}]}


def rating_bars(counts: Mapping[str, int]) -> None:
    """How many said what, one thin bar each."""
    values = [{"kind": label, "count": count} for label, count in counts.items()]
    words = ", ".join(f"{label} {count}" for label, count in counts.items())
    st.vega_lite_chart(spec=_bars(values), theme=None, alt=words, key="aftermath_ratings")
