"""The curve: how registrations came, day by day before the start, beside the group's earlier evenings."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from akevents.domain.history import CURVES, PastEvening, as_points, days_before
from akevents.domain.statistics import LiveFigures
from akevents.ui.charts import Spec, base, palette
from akevents.wording import dates

HEIGHT = 300  # pixels
LOOKED_BACK = 60  # days; what came earlier is at the left edge
PAST_COLORS = {"light": "#8B8E86", "dark": "#66757C"}


def over_time(figures: LiveFigures, past: Sequence[PastEvening] = ()) -> None:
    """This evening thick, earlier ones thin and named at their end, the capacity dashed; x is days to the event."""
    colors = palette()
    drawn = [each for each in past if each.curve][:CURVES]
    points = _points(figures)
    start = max(-LOOKED_BACK, min([point["x"] for point in points] + [min(each.curve) - 1 for each in drawn]))
    top = max([_top(figures), *(each.confirmed for each in drawn)])
    layers = [layer for each in drawn for layer in _past(each, start, top)]
    layers += [_line(points, colors, start, top), _last(points, colors)]
    if figures.event.capacity:
        layers += _capacity(figures.event.capacity, start, colors)
    alt = in_words(figures, drawn)
    st.vega_lite_chart(spec={**base(HEIGHT, colors), "layer": layers}, theme=None, alt=alt, key="live_over_time")


def _points(figures: LiveFigures) -> list[dict[str, Any]]:
    event = figures.event
    return [
        {"x": min(0, days_before(each.day, event.starts_at, event.timezone)), "people": each.total}
        for each in figures.over_time
    ]


def _top(figures: LiveFigures) -> int:
    people = figures.over_time[-1].total if figures.over_time else 0
    return max(people, figures.event.capacity or 0, 4)


def _x(start: int) -> Spec:
    label = "datum.value == 0 ? 'am Tag' : abs(datum.value) + ' T. vorher'"
    axis = {"grid": False, "tickCount": 5, "tickMinStep": 1, "labelExpr": label, "labelOverlap": True, "format": "d"}
    return {
        "field": "x",
        "type": "quantitative",
        "title": None,
        "scale": {"domain": [start, 0], "nice": False},
        "axis": axis,
    }


def _y(top: int) -> Spec:
    scale = {"domainMin": 0, "domainMax": top, "nice": True}
    return {
        "field": "people",
        "type": "quantitative",
        "title": None,
        "scale": scale,
        "axis": {"tickMinStep": 1, "tickCount": 4},
    }


def _line(points: list[dict[str, Any]], colors: Mapping[str, Any], start: int, top: int) -> Spec:
    mark = {"type": "line", "strokeWidth": 3, "color": colors["now"], "interpolate": "step-after", "clip": True,
            "point": {"color": colors["now"], "size": 30, "filled": True}}  # fmt: skip
    return {"data": {"values": points}, "mark": mark, "encoding": {"x": _x(start), "y": _y(top)}}


def _last(points: list[dict[str, Any]], colors: Mapping[str, Any]) -> Spec:
    align = "left" if points[-1]["x"] < -1 else "right"
    mark = {"type": "text", "align": align, "dx": 8 if align == "left" else -8, "dy": -10, "fontWeight": 600, "fontSize": 15,
            "color": colors["now"]}  # fmt: skip
    text = {"text": {"field": "people", "type": "quantitative"}}
    where = {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "people", "type": "quantitative"}}
    return {"data": {"values": points[-1:]}, "mark": mark, "encoding": where | text}


def _past(each: PastEvening, start: int, top: int) -> list[Spec]:
    color = PAST_COLORS["dark" if st.context.theme.type == "dark" else "light"]
    points = [point for point in as_points(each.curve) if point["x"] >= start]
    name = f"{dates.local(each.starts_at, each.timezone):%d.%m.%y}"
    where = {"x": {"field": "x", "type": "quantitative"}, "y": {"field": "people", "type": "quantitative"}}
    line = {"type": "line", "strokeWidth": 1, "color": color, "interpolate": "step-after", "clip": True}
    label = {"type": "text", "align": "right", "dx": -2, "dy": -7, "fontSize": 11, "color": color, "text": name}
    return [
        {"data": {"values": points}, "mark": line, "encoding": {"x": _x(start), "y": _y(top)}},
        {"data": {"values": points[-1:]}, "mark": label, "encoding": where},
    ]


def _capacity(capacity: int, start: int, colors: Mapping[str, Any]) -> list[Spec]:
    data = {"values": [{"people": capacity, "x": start}]}
    y = {"field": "people", "type": "quantitative"}
    words = {
        "type": "text",
        "align": "left",
        "dy": 12,
        "x": 4,
        "color": colors["capacity"],
        "text": f"{capacity} Plätze",
    }
    rule = {"type": "rule", "strokeDash": [5, 4], "strokeWidth": 2, "color": colors["capacity"]}
    return [{"data": data, "mark": rule, "encoding": {"y": y}}, {"data": data, "mark": words, "encoding": {"y": y}}]


def in_words(figures: LiveFigures, past: Sequence[PastEvening] = ()) -> str:
    """The finding, for whoever does not see the picture."""
    first, last = figures.over_time[1], figures.over_time[-1]
    limit = f" von {figures.event.capacity} Plätzen" if figures.event.capacity else ""
    words = f"Zugesagt seit {dates.day(first.day)}: am ersten Tag {first.total}, am {dates.day(last.day)} {last.total}{limit}."
    if past:
        earlier = ", ".join(f"{dates.local(each.starts_at, each.timezone):%d.%m.%Y} {each.confirmed}" for each in past)
        words += f" Frühere Abende am Ende: {earlier}."
    return words
