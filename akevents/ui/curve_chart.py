"""The curve: how registrations came, day by day before the start, beside the group's earlier evenings."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from akevents import clock
from akevents.domain.event_state import EventState
from akevents.domain.history import CURVES, PastEvening, as_points, days_before
from akevents.domain.statistics import LiveFigures
from akevents.ui.charts import Spec, base, palette
from akevents.wording import dates

HEIGHT, DRAWN_HEIGHT = 420, 330  # pixels, with and without axis and padding
NAMES_WIDTH = 64  # pixels right of the lines, where the earlier evenings are named
NAME_HEIGHT = 16  # pixels one name needs
LOOKED_BACK = 60  # days; what came earlier is left of the edge
TICKS = (1, 2, 7, 14)  # days between two ticks; the first that makes few enough
TICKS_AT_MOST = 6
X: Spec = {"field": "x", "type": "quantitative"}
Y: Spec = {"field": "people", "type": "quantitative"}


def over_time(figures: LiveFigures, past: Sequence[PastEvening] = ()) -> None:
    """This evening thick, earlier ones thin and named at their end, the capacity dashed; x is days to the event."""
    alt = in_words(figures, _drawn(past))
    st.vega_lite_chart(spec=curve_spec(figures, past, palette()), theme=None, alt=alt, key="live_over_time")


def curve_spec(figures: LiveFigures, past: Sequence[PastEvening], colors: Mapping[str, Any]) -> Spec:
    """The picture. Figures without anybody have none."""
    drawn, points, capacity = _drawn(past), _points(figures), figures.event.capacity
    start = max(-LOOKED_BACK, min([points[0]["x"], *(min(each.curve) - 1 for each in drawn)]))
    top = max(points[-1]["people"], capacity or 0, 4, *(each.confirmed for each in drawn))
    axes = {"x": _x(start), "y": _y(top)}
    layers = [_past_line(each, start, axes, colors) for each in drawn]
    layers += [_names(drawn, top, colors)] if drawn else []
    layers += _capacity(capacity, colors) if capacity else []
    layers += [_line(points, axes, colors), *_end(points[-1], _now_words(figures, points[-1]), start, colors)]
    spec = base(HEIGHT, colors)
    spec["padding"] = spec["padding"] | {"right": NAMES_WIDTH if drawn else 12}
    return {**spec, "layer": layers}


def _drawn(past: Sequence[PastEvening]) -> list[PastEvening]:
    return [each for each in past if each.curve][:CURVES]


def _points(figures: LiveFigures) -> list[dict[str, Any]]:
    """Up to today, also when nobody has come for some days; never past the day of the event."""
    event = figures.event
    points = [
        {"x": min(0, days_before(each.day, event.starts_at, event.timezone)), "people": each.total}
        for each in figures.over_time
    ]
    today = min(0, days_before(dates.local(clock.utc_now(), event.timezone).date(), event.starts_at, event.timezone))
    if points[-1]["x"] < today:
        points.append({"x": today, "people": points[-1]["people"]})
    return points


def _now_words(figures: LiveFigures, last: Mapping[str, Any]) -> str:
    is_over = figures.event.state in {EventState.PAST, EventState.CANCELLED}
    return str(last["people"]) if is_over else f"heute {last['people']}"


def _x(start: int) -> Spec:
    step = next((each for each in TICKS if -start <= each * TICKS_AT_MOST), TICKS[-1])
    axis = {
        "grid": False,
        "values": list(range(0, start - 1, -step)),
        "labelExpr": "datum.value == 0 ? 'Termin' : '' + abs(datum.value)",
        "labelOverlap": True,
    }
    return {**X, "title": "Tage bis zur Veranstaltung", "scale": {"domain": [start, 0], "nice": False}, "axis": axis}


def _y(top: int) -> Spec:
    scale = {"domainMin": 0, "domainMax": top, "nice": True}
    return {**Y, "title": None, "scale": scale, "axis": {"tickMinStep": 1, "tickCount": 4}}


def _line(points: Sequence[Spec], axes: Spec, colors: Mapping[str, Any]) -> Spec:
    mark = {"type": "line", "strokeWidth": 3, "color": colors["now"], "interpolate": "step-after", "clip": True}
    return {"data": {"values": list(points)}, "mark": mark, "encoding": axes}


def _end(last: Spec, words: str, start: int, colors: Mapping[str, Any]) -> list[Spec]:
    """A dot where this evening stands, and its number beside it: on the side where there is room."""
    is_early = last["x"] < start / 2
    align, dx = ("left", 10) if is_early else ("right", -10)
    text = {"type": "text", "align": align, "dx": dx, "dy": -10, "fontWeight": 600, "fontSize": 15, "text": words,
            "color": colors["now"]}  # fmt: skip
    dot = {"type": "point", "filled": True, "size": 80, "opacity": 1, "color": colors["now"]}
    here = {"data": {"values": [last]}, "encoding": {"x": X, "y": Y}}
    return [{**here, "mark": dot}, {**here, "mark": text}]


def _past_line(each: PastEvening, start: int, axes: Spec, colors: Mapping[str, Any]) -> Spec:
    points = [point for point in as_points(each.curve) if point["x"] >= start]
    line = {"type": "line", "strokeWidth": 1.5, "color": colors["past"], "interpolate": "step-after", "clip": True}
    return {"data": {"values": points}, "mark": line, "encoding": axes}


def _names(past: Sequence[PastEvening], top: int, colors: Mapping[str, Any]) -> Spec:
    """The names right of the lines, moved apart where lines end side by side."""
    heights = moved_apart([each.confirmed for each in past], top * NAME_HEIGHT / DRAWN_HEIGHT)
    values = [
        {"x": 0, "people": height, "name": f"{dates.local(each.starts_at, each.timezone):%d.%m.%y}"}
        for each, height in zip(past, heights, strict=True)
    ]
    mark = {"type": "text", "align": "left", "baseline": "middle", "dx": 6, "fontSize": 12, "color": colors["grey"]}
    text = {"field": "name", "type": "nominal"}
    return {"data": {"values": values}, "mark": mark, "encoding": {"x": X, "y": Y, "text": text}}


def moved_apart(heights: Sequence[float], least: float) -> list[float]:
    """The same heights in the same order, raised where one would be less than `least` above the next lower one."""
    result = [0.0] * len(heights)
    free = 0.0
    for index in sorted(range(len(heights)), key=lambda each: heights[each]):
        result[index] = max(float(heights[index]), free)
        free = result[index] + least
    return result


def _capacity(capacity: int, colors: Mapping[str, Any]) -> list[Spec]:
    here = {"data": {"values": [{"people": capacity}]}, "encoding": {"y": Y}}
    rule = {"type": "rule", "strokeDash": [5, 4], "strokeWidth": 2, "color": colors["capacity"]}
    text = {
        "type": "text",
        "align": "left",
        "dy": -9,
        "x": 4,
        "color": colors["capacity"],
        "text": f"{capacity} Plätze",
    }
    return [{**here, "mark": rule}, {**here, "mark": text}]


def in_words(figures: LiveFigures, past: Sequence[PastEvening] = ()) -> str:
    """The finding, for whoever does not see the picture."""
    first, last = figures.over_time[1], figures.over_time[-1]
    limit = f" von {figures.event.capacity} Plätzen" if figures.event.capacity else ""
    words = f"Zugesagt seit {dates.day(first.day)}: am ersten Tag {first.total}, am {dates.day(last.day)} {last.total}{limit}."
    if past:
        earlier = ", ".join(f"{dates.local(each.starts_at, each.timezone):%d.%m.%Y} {each.confirmed}" for each in past)
        words += f" Frühere Abende am Ende: {earlier}."
    return words
