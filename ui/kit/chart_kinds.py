"""The kinds of pictures that most pages draw: stacked bars, bars side by side, lines.

Each takes rows of (place, series, amount, shown): where on the axis, which series, what is drawn, and how it is said.
`names` are the columns of place and series; what the browser gets is a small table of these rows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ui.kit import chart
from ui.kit.palette import ink_on

Row = tuple[Any, str, float, str]
SEEN = 0.06
"""Of the longest bar: what is shorter has no room for its letter."""


def stacked(title: str, said: str, rows: Sequence[Row], colours: Mapping[str, str], key: str, *, names: tuple[str, str],
            heads: tuple[str, str, str], unit: str = "", height: int = chart.HEIGHT, lying: bool = False,
            labels: Mapping[str, Any] | None = None, known: Mapping[str, str] | None = None) -> None:
    """Bars of parts on top of each other, each part with its letter; `lying` down, a row a place.

    Args:
        colours: of the parts drawn, in their order; the legend lists them.
        heads: what place, part and amount are called.
        labels: more about the labels of the places.
        unit: title of the axis of amounts.
        known: colours of all parts that may come with other data, so that the specification stays.
    """
    place, part = names
    looks = {look.name: look for look in chart.filled(colours)}
    order = {name: number for number, name in enumerate(colours)}
    totals: dict[Any, float] = {}
    for at, _, amount, _ in rows:
        totals[at] = totals.get(at, 0.0) + abs(amount)
    least = SEEN * max(totals.values(), default=0.0)
    middles = _middles(rows, order)
    table = pd.DataFrame([(at, name, amount, shown, order[name], looks[name].letter if abs(amount) > least else "",
                           ink_on(looks[name].colour), middles[at, name]) for at, name, amount, shown in rows],
                         columns=[place, part, "amount", "shown", "order", "letter", "ink", "middle"])
    beside = {"title": None, "labelLimit": 190, "labelOverlap": False}
    below = chart.axis(heads[0], **{"labelAngle": 0, "labelLimit": 110, **(labels or {})})
    across = {"field": place, "type": "nominal", "sort": None, "axis": beside if lying else below}
    up = {"field": "amount", "type": "quantitative", "stack": "zero", "axis": chart.number_axis(unit)}
    along, over = ("y", "x") if lying else ("x", "y")
    tooltip = [{"field": place, "title": heads[0]}, {"field": part, "title": heads[1]}, {"field": "shown", "title": heads[2]}]
    chart.draw(title, said, list(looks.values()), table, {
        "encoding": {along: across},
        "layer": [
            {"mark": {"type": "bar", ("height" if lying else "width"): {"band": 0.6}, "stroke": "#ffffff", "strokeWidth": 0.5},
             "encoding": {over: up, "order": {"field": "order"}, "tooltip": tooltip,
                          "color": chart.colour(part, chart.filled(known or colours))}},
            {"transform": [{"filter": "datum.letter"}], "mark": {"type": "text", "fontSize": 11, "aria": False},
             "encoding": {over: {"field": "middle", "type": "quantitative"}, "text": {"field": "letter"},
                          "color": {"field": "ink", "type": "nominal", "scale": None, "legend": None}}}]},
        key, ((str(at), name, shown) for at, name, _, shown in rows), heads[0], height)


def _middles(rows: Sequence[Row], order: Mapping[str, int]) -> dict[tuple[Any, str], float]:
    """The middle of each part of a stacked bar; parts below zero are stacked downwards."""
    ends: dict[tuple[Any, bool], float] = {}
    found = {}
    for at, name, amount, _ in sorted(rows, key=lambda row: order[row[1]]):
        start = ends.get((at, amount < 0), 0.0)
        ends[at, amount < 0] = start + amount
        found[at, name] = start + amount / 2
    return found


def grouped(title: str, said: str, rows: Sequence[Row], colours: Mapping[str, str], key: str, *, names: tuple[str, str],
            heads: tuple[str, str, str], unit: str = "", axis: Mapping[str, Any] | None = None) -> None:
    """Bars of several series side by side at each place, each with its letter at its end."""
    place, part = names
    looks = {look.name: look for look in chart.filled(colours)}
    table = pd.DataFrame([(at, name, amount, shown, looks[name].letter if amount else "") for at, name, amount, shown in rows],
                         columns=[place, part, "amount", "shown", "letter"])
    tooltip = [{"field": place, "title": heads[0]}, {"field": part, "title": heads[1]}, {"field": "shown", "title": heads[2]}]
    shared = {"x": {"field": place, "type": "nominal", "sort": None, "axis": chart.axis(heads[0], labelAngle=0, labelLimit=110)},
              "xOffset": {"field": part, "type": "nominal", "sort": None},
              "y": {"field": "amount", "type": "quantitative", "axis": chart.number_axis(unit, **(axis or {}))}, "tooltip": tooltip}
    chart.draw(title, said, list(looks.values()), table, {"encoding": shared, "layer": [
        {"mark": "bar", "encoding": {"color": chart.colour(part, list(looks.values()))}},
        {"mark": {"type": "text", "aria": False, "dy": {"expr": "datum.amount < 0 ? 8 : -6"}, "fontSize": 10, "color": chart.FAINT_INK},
         "encoding": {"text": {"field": "letter"}}}]},
        key, ((str(at), name, shown) for at, name, _, shown in rows), heads[0])


def lines(title: str, said: str, rows: Sequence[Row], colours: Mapping[str, str], key: str, *, names: tuple[str, str],
          heads: tuple[str, str, str], x: Mapping[str, Any], y: Mapping[str, Any], amount: str = "amount",
          mark: Mapping[str, Any] | None = None, height: int = chart.HEIGHT, read: str = "{:,.0f}") -> None:
    """A line a series, each dashed in its own way.

    Args:
        x: type, axis and scale of the places. y: those of the amounts.
        amount: name of the column of amounts.
        read: how a place that is a number is read out.
    """
    place, part = names
    looks = chart.lined(colours)
    table = pd.DataFrame(rows, columns=[place, part, amount, "shown"])
    chart.draw(title, said, looks, table, {
        "mark": {"type": "line", "strokeWidth": 2, **(mark or {})},
        "encoding": {
            "x": {"field": place, **x}, "y": {"field": amount, "type": "quantitative", **y},
            "color": chart.colour(part, looks), "strokeDash": chart.dash(part, looks),
            "tooltip": [{"field": part, "title": heads[1]}, {"field": place, "title": heads[0], **({"format": x["axis"]["format"]}
                         if "format" in x.get("axis", {}) else {})}, {"field": "shown", "title": heads[2]}]}},
        key, ((read.format(at) if isinstance(at, int | float) else str(at), name, shown) for at, name, _, shown in rows),
        heads[0], height)
