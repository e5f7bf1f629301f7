"""The pictures: constant Vega-Lite specifications, small aggregated tables.

A specification never changes with the data, so the browser only exchanges the data when a lever moves.
Colours mean the same on every page: grey is today, blue the reform, each holder and kind of pay its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from engine.answers.compare import EMPLOYER, Distribution, Series
from engine.answers.money_view import View
from engine.base import text
from engine.base.text import t
from engine.rules.rule import registry

TODAY_COLOUR, REFORM_COLOUR = "#9aa7b5", "#1f6feb"
OF_PAY = ["#1f6feb", "#7a93ad", "#35a29f", "#8e6bbf", "#5fa8d3", "#5b8c5a", "#3d5a80", "#a3c4bc", "#b185db",
          "#457b9d", "#84a98c", "#6d6875"]
OF_DIVIDENDS = ["#f2a541", "#d1603d", "#e9c46a", "#c2578a", "#b8a03a", "#e07a5f"]
OF_EMPLOYER = "#b8a03a"
MORE_PLANS = ["#35a29f", "#f2a541", "#8e6bbf", "#d1603d", "#5b8c5a", "#c2578a"]
OF_HOLDER = {"founder": ("#1f4e9c", "#1f6feb", "#6ea8fe"), "holding": ("#6b7a8f", "#8996a8"),
             "employees": ("#35a29f", "#6fc3bf", "#1f7f7c", "#9ad7d3"), "heads": ("#8e6bbf",), "contributors": ("#b8a03a",),
             "investor": ("#f2a541", "#d9822b", "#ffc46b"), "public": ("#c9d1da",), "others": ("#e3e7ec",)}
OTHER_COLOUR = "#c9d1da"
HEIGHT = 250
KINDS_SHOWN = 8
"""Kinds of pay with a colour of their own in one picture; the smallest beyond them are drawn together."""


def heading(title: str, entries: Sequence[tuple[str, str]]) -> None:
    """A picture's title and its legend, names with their colours, as one element.

    Beside the picture rather than in it: it wraps like text, cuts no name short, takes no height from the
    picture, and a kind that comes or goes leaves the specification as it was.
    """
    legend = "".join(f'<li><i style="background:{colour}"></i>{escape(name)}</li>' for name, colour in entries)
    st.html(f'<p class="picture">{escape(title)}</p><ul class="legend">{legend}</ul>')


def _colours_of_pay(series: Sequence[Series]) -> dict[str, str]:
    """A name's colour, every rule the same one wherever it appears; in the order of the series, "other" last."""
    colours: dict[str, str] = {}
    for chapter, palette in (("pay", OF_PAY), ("dividends", OF_DIVIDENDS)):
        rules = [name for name, rule in registry().items() if rule.chapter() == chapter]
        colours |= {name: palette[i % len(palette)] for i, name in enumerate(rules)}
    colours[EMPLOYER] = OF_EMPLOYER
    given: dict[str, str] = {}
    for each in series:
        # A second element of the same rule takes a colour that no rule in the picture has.
        taken = set(given.values())
        free = (colour for colour in OF_PAY if colour not in {*taken, *(colours[other.kind] for other in series)})
        given[text.say(each.label)] = colours[each.kind] if colours[each.kind] not in taken else next(free, colours[each.kind])
    return {**given, t("Other"): OTHER_COLOUR}


def _colours_of_holders(series: Sequence[Series]) -> dict[str, str]:
    """A holder's colour: a kind of holder keeps its hue, the second of a kind a lighter one."""
    shades = {kind: iter(colours * 20) for kind, colours in OF_HOLDER.items()}
    return {text.say(each.label): next(shades[each.kind]) for each in series}


def _scale(colours: dict[str, str]) -> dict[str, Any]:
    return {"domain": list(colours), "range": list(colours.values())}


def _axis(title: str, **more: Any) -> dict[str, Any]:
    return {"title": title, "grid": False, "labelOverlap": True, **more}


def scale(fen: float) -> tuple[float, str]:
    """Divisor of fen and unit for an axis: 万 or 亿 in Chinese, K or M in English."""
    yuan = abs(fen) / 100
    chinese = text.language() == "zh"
    steps = ((1e8, "亿元"), (1e4, "万元")) if chinese else ((1e6, "¥M"), (1e3, "¥K"))
    return next(((size * 100, unit) for size, unit in steps if yuan >= size), (100.0, "¥"))


def cost_by_element(series: Sequence[Series], names: Sequence[str], key: str, view: View = View.GROSS) -> None:
    """Stacked bars, one a scenario: people cost by kind of pay, in fen per scenario.

    Kinds that nobody gets anywhere are left out; of many kinds the smallest are drawn as one. Elements are gross, which
    is said where incomes are taken home.
    """
    title = t("Labour cost by element, gross") if view is View.TAKE_HOME else t("Labour cost by element")
    colours = _colours_of_pay(series)
    paid = [each for each in series if any(each.values)]
    small = sorted(paid, key=lambda each: max(map(abs, each.values)))[:-KINDS_SHOWN + 1] if len(paid) > KINDS_SHOWN else []
    total = max((sum(each.values[i] for each in series) for i in range(len(names))), default=0)
    divisor, unit = scale(total)
    rows = [(name, text.say(each.label), text.say(each.label), each.values[i] / divisor, text.money(each.values[i]), place)
            for place, each in enumerate(paid) if each not in small for i, name in enumerate(names)]
    rows += [(name, t("Other"), "; ".join(f"{text.say(each.label)} {text.money(each.values[i])}" for each in small),
              sum(each.values[i] for each in small) / divisor, text.money(sum(each.values[i] for each in small)),
              len(paid)) for i, name in enumerate(names) if small]
    table = pd.DataFrame(rows, columns=["plan", "kind", "what", "amount", "shown", "order"])
    drawn = set(table["kind"])
    heading(title, [(name, colour) for name, colour in colours.items() if name in drawn])
    st.vega_lite_chart(table, {
        "height": HEIGHT, "mark": {"type": "bar", "size": 60 if len(names) <= 3 else 36},
        "encoding": {
            "x": {"field": "plan", "type": "nominal", "sort": None, "axis": _axis("", labelAngle=0, labelLimit=110)},
            "y": {"field": "amount", "type": "quantitative", "axis": _axis(unit, grid=True, tickCount=5)},
            "color": {"field": "kind", "type": "nominal", "scale": _scale(colours), "legend": None},
            "order": {"field": "order"},
            "tooltip": [{"field": "plan", "title": t("Plan")}, {"field": "what", "title": t("Kind of pay")},
                        {"field": "shown", "title": t("A year")}]}}, key=key, alt=title)


def incomes(distribution: Distribution, names: Sequence[str], key: str, view: View = View.GROSS) -> None:
    """Histogram of yearly incomes in this view, one line of steps a scenario, the first one filled grey."""
    title = {View.GROSS: t("Who earns how much"), View.TAKE_HOME: t("Who takes home how much"),
             View.EMPLOYER_COST: t("Who costs the company how much")}[view]
    divisor, unit = scale(distribution.edges[-1] * 100)
    edges = distribution.edges * 100 / divisor
    rows = []
    for i, counts in enumerate(distribution.counts):
        for place, people in enumerate(counts):
            high = f"{edges[place + 1]:g}" if place < len(counts) - 1 else t("and more")
            rows.append((names[i], i, edges[place], edges[place + 1], int(people),
                         f"{edges[place]:g} – {high} {unit}"))
        # The step line ends with the last bin, not in the middle of the air.
        rows.append((names[i], i, edges[-1], edges[-1], int(counts[-1]), ""))
    table = pd.DataFrame(rows, columns=["plan", "place", "low", "high", "people", "shown"])
    colours = dict(zip(names, [TODAY_COLOUR, REFORM_COLOUR, *MORE_PLANS * len(names)], strict=False))
    heading(title, list(colours.items()))
    colour = {"field": "plan", "type": "nominal", "sort": None, "legend": None, "scale": _scale(colours)}
    across = {"field": "low", "type": "quantitative",
              "axis": _axis(t("Income a year, {unit}", unit=unit), tickCount=8)}
    people_axis = {"field": "people", "type": "quantitative", "axis": _axis(t("People"), grid=True, tickCount=5)}
    tooltip = [{"field": "plan", "title": t("Plan")}, {"field": "shown", "title": t("Income a year")},
               {"field": "people", "title": t("People")}]
    st.vega_lite_chart(table, {
        "height": HEIGHT, "layer": [
            {"transform": [{"filter": "datum.place == 0"}], "mark": {"type": "bar", "binSpacing": 1, "opacity": 0.75},
             "encoding": {"x": {**across, "bin": {"binned": True}}, "x2": {"field": "high"}, "y": people_axis,
                          "color": colour, "tooltip": tooltip}},
            {"transform": [{"filter": "datum.place > 0"}],
             "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2.5},
             "encoding": {"x": across, "y": people_axis, "color": colour, "tooltip": tooltip}}]}, key=key, alt=title)


def ownership(series: Sequence[Series], key: str, plan: str = "", height: int = HEIGHT) -> None:
    """Stacked areas from today to the last year: who owns each yuan of profit, under the plan of that name."""
    title, colours = plan or t("Who owns each yuan of profit"), _colours_of_holders(series)
    rows = [(year, text.say(each.label), stake, place)
            for place, each in enumerate(series) for year, stake in enumerate(each.values)]
    table = pd.DataFrame(rows, columns=["year", "holder", "stake", "order"])
    heading(title, list(colours.items()))
    st.vega_lite_chart(table, {
        "height": height, "mark": {"type": "area", "line": {"strokeWidth": 0.5}, "opacity": 0.9},
        "encoding": {
            "x": {"field": "year", "type": "quantitative",
                  "axis": _axis(t("Year (0 is today)"), format="d", tickMinStep=1),
                  "scale": {"nice": False}},
            "y": {"field": "stake", "type": "quantitative", "stack": "zero", "scale": {"domain": [0, 1]},
                  "axis": _axis("", format="%", grid=True, tickCount=5)},
            "color": {"field": "holder", "type": "nominal", "scale": _scale(colours), "legend": None},
            "order": {"field": "order"},
            "tooltip": [{"field": "year", "title": t("Year")}, {"field": "holder", "title": t("Holder")},
                        {"field": "stake", "title": t("Stake"), "format": ".1%"}]}}, key=key, alt=title)


def payout_curve(curve: pd.DataFrame, key: str) -> None:
    """Commission against sales for several plans: columns sales, pay (yuan) and plan."""
    st.vega_lite_chart(curve, {
        "height": 240, "mark": {"type": "line", "strokeWidth": 2, "interpolate": "linear"},
        "encoding": {
            "x": {"field": "sales", "type": "quantitative", "axis": _axis(t("Sales a month, ¥"), tickCount=5)},
            "y": {"field": "pay", "type": "quantitative", "axis": _axis(t("Commission, ¥"), grid=True, tickCount=5)},
            "color": {"field": "plan", "type": "nominal", "sort": None,
                      "scale": {"range": [TODAY_COLOUR, REFORM_COLOUR]},
                      "legend": {"title": None, "orient": "bottom"}},
            "tooltip": [{"field": "plan", "title": t("Plan")},
                        {"field": "sales", "title": t("Sales a month, ¥"), "format": ",.0f"},
                        {"field": "pay", "title": t("Commission a month, ¥"), "format": ",.2f"}]}}, key=key)
