"""The pictures of pay and targets, in the style of `ui/charts.py`: constant specifications, aggregated tables."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from engine.base import text
from engine.base.text import t
from ui.kit.charts import MORE_PLANS, REFORM_COLOUR, TODAY_COLOUR

HEIGHT = 250
LEGEND = {"title": None, "orient": "top", "offset": 4, "labelLimit": 320}
PLANS = {"field": "plan", "type": "nominal", "sort": None, "legend": LEGEND}


def _axis(title: str, **more: Any) -> dict[str, Any]:
    return {"title": title, "grid": False, "labelOverlap": True, "tickCount": 5, **more}


def _plans(names: list[str]) -> dict[str, Any]:
    """Today grey, the reform blue, whichever of them is there."""
    known = {t("Today"): TODAY_COLOUR, t("Reform"): REFORM_COLOUR}
    free = iter(MORE_PLANS * 5)
    return {**PLANS, "scale": {"domain": names, "range": [known.get(name) or next(free) for name in names]}}


def _names(table: pd.DataFrame, column: str = "plan") -> list[str]:
    return list(dict.fromkeys(table[column]))


def marginal(table: pd.DataFrame, key: str) -> None:
    """Extra pay per extra 100 yuan against sales: columns plan, low, high, extra."""
    st.vega_lite_chart(table, {
        "height": 190, "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2},
        "encoding": {
            "x": {"field": "low", "type": "quantitative", "axis": _axis(t("Sales a month, ¥"))},
            "y": {"field": "extra", "type": "quantitative", "scale": {"zero": True},
                  "axis": _axis(t("¥ per 100 more"), grid=True, tickCount=3)},
            "color": _plans(_names(table)),
            "tooltip": [{"field": "plan", "title": t("Plan")},
                        {"field": "low", "title": t("Sales from, ¥"), "format": ",.0f"},
                        {"field": "high", "title": t("to, ¥"), "format": ",.0f"},
                        {"field": "extra", "title": t("Of 100 more, ¥"), "format": ",.2f"}]}}, key=key)


def readings(table: pd.DataFrame, key: str) -> None:
    """The same table read two ways: columns plan (the reading), sales, pay."""
    names = _names(table)
    st.vega_lite_chart(table, {
        "height": HEIGHT, "mark": {"type": "line", "strokeWidth": 2},
        "encoding": {
            "x": {"field": "sales", "type": "quantitative", "axis": _axis(t("Sales a month, ¥"))},
            "y": {"field": "pay", "type": "quantitative", "axis": _axis(t("Commission, ¥"), grid=True)},
            "color": {**PLANS, "scale": {"domain": names, "range": MORE_PLANS[:len(names)]}},
            "strokeDash": {"field": "plan", "type": "nominal", "sort": None, "legend": None,
                           "scale": {"domain": names, "range": [[1, 0], [6, 3]][:len(names)]}},
            "tooltip": [{"field": "plan", "title": t("Reading")},
                        {"field": "sales", "title": t("Sales a month, ¥"), "format": ",.0f"},
                        {"field": "pay", "title": t("Commission a month, ¥"), "format": ",.2f"}]}}, key=key)


def schemes(table: pd.DataFrame, key: str) -> None:
    """What each scheme pays against sales, the best one drawn thick: columns scheme, sales, pay, best."""
    names = _names(table, "scheme")
    colour = {"field": "scheme", "type": "nominal", "sort": None, "legend": LEGEND,
              "scale": {"domain": names, "range": (MORE_PLANS * 3)[:len(names)]}}
    shared = {"x": {"field": "sales", "type": "quantitative", "axis": _axis(t("Sales a month, ¥"))},
              "y": {"field": "pay", "type": "quantitative", "axis": _axis(t("Income a month, ¥"), grid=True)},
              "color": colour,
              "tooltip": [{"field": "scheme", "title": t("Scheme")},
                          {"field": "sales", "title": t("Sales a month, ¥"), "format": ",.0f"},
                          {"field": "pay", "title": t("Income a month, ¥"), "format": ",.0f"}]}
    st.vega_lite_chart(table, {"height": HEIGHT, "layer": [
        {"mark": {"type": "line", "strokeWidth": 1.5, "opacity": 0.6}, "encoding": shared},
        {"transform": [{"filter": "datum.best"}], "mark": {"type": "point", "filled": True, "size": 26},
         "encoding": shared}]}, key=key)


def attainment(table: pd.DataFrame, levels: pd.DataFrame, counted: str, key: str) -> None:
    """Histogram of actual ÷ history with the levels as lines.

    `table` has plan, low, high, number; `levels` has plan, level, place; both in one table for one chart.
    """
    rows = pd.concat([table.assign(part="bar"), levels.assign(part="level")], ignore_index=True)
    names = _names(table)
    # The step line ends with the last bin, not in the middle of the air.
    ends = rows[rows["part"] == "bar"].groupby("plan", sort=False).tail(1)
    rows = pd.concat([rows, ends.assign(part="end", low=ends["high"])], ignore_index=True)
    rows["shown"] = [f"{text.percent(low, 0)} – {text.percent(high, 0)}" if part != "level" else f"{text.percent(place, 0)}"
                     for low, high, part, place in zip(rows["low"], rows["high"], rows["part"], rows["place"], strict=True)]
    across = {"field": "low", "type": "quantitative", "axis": _axis(t("Actual ÷ history"), format="%", tickCount=8)}
    up = {"field": "number", "type": "quantitative", "axis": _axis(counted, grid=True, tickMinStep=1, format="d")}
    tooltip = [{"field": "plan", "title": t("Plan")}, {"field": "shown", "title": t("Actual ÷ history")},
               {"field": "number", "title": counted}]
    colour = _plans(names)
    only = {"filter": f"datum.part == 'bar' && datum.plan == {names[0]!r}"} if names else {"filter": "false"}
    others = {"filter": f"datum.part != 'level' && datum.plan != {names[0]!r}"} if names else {"filter": "false"}
    st.vega_lite_chart(rows, {"height": 300, "layer": [
        {"transform": [only], "mark": {"type": "bar", "binSpacing": 1, "opacity": 0.75},
         "encoding": {"x": {**across, "bin": {"binned": True}}, "x2": {"field": "high"}, "y": up, "color": colour,
                      "tooltip": tooltip}},
        {"transform": [others], "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2.5},
         "encoding": {"x": across, "y": up, "color": colour, "tooltip": tooltip}},
        {"transform": [{"filter": "datum.part == 'level'"}], "mark": {"type": "rule", "strokeDash": [4, 3],
                                                                      "color": "#6b7a8f"},
         "encoding": {"x": {"field": "place", "type": "quantitative"},
                      "tooltip": [{"field": "level", "title": t("Level")}, {"field": "shown", "title": t("From")}]}},
        {"transform": [{"filter": "datum.part == 'level'"}],
         "mark": {"type": "text", "align": "right", "fontSize": 11, "color": "#54606e", "angle": 270,
                  "baseline": "bottom", "dy": -3, "y": 2},
         "encoding": {"x": {"field": "place", "type": "quantitative"}, "text": {"field": "level"}}}]}, key=key)


def levels_reached(table: pd.DataFrame, counted: str, key: str) -> None:
    """How many are on each level, side by side: columns level, plan, number."""
    st.vega_lite_chart(table, {
        "height": HEIGHT, "mark": {"type": "bar"},
        "encoding": {
            "x": {"field": "level", "type": "nominal", "sort": None, "axis": _axis("", labelAngle=0, labelLimit=110)},
            "xOffset": {"field": "plan", "type": "nominal", "sort": None},
            "y": {"field": "number", "type": "quantitative", "axis": _axis(counted, grid=True, tickMinStep=1, format="d")},
            "color": _plans(_names(table)),
            "tooltip": [{"field": "level", "title": t("Level")}, {"field": "plan", "title": t("Plan")},
                        {"field": "number", "title": counted}]}}, key=key)


def steps(table: pd.DataFrame, key: str) -> None:
    """The coefficient against actual ÷ history: columns plan, place, coefficient."""
    st.vega_lite_chart(table, {
        "height": HEIGHT, "mark": {"type": "line", "strokeWidth": 2},
        "encoding": {
            "x": {"field": "place", "type": "quantitative", "axis": _axis(t("Actual ÷ history"), format="%", tickCount=6)},
            "y": {"field": "coefficient", "type": "quantitative", "axis": _axis(t("Coefficient"), grid=True)},
            "color": _plans(_names(table)),
            "tooltip": [{"field": "plan", "title": t("Plan")},
                        {"field": "place", "title": t("Actual ÷ history"), "format": ".1%"},
                        {"field": "coefficient", "title": t("Coefficient"), "format": ".2f"}]}}, key=key)


def scores(table: pd.DataFrame, key: str) -> None:
    """Histogram of scores: columns plan, low, high, people; the reform in bars, blue from 70 to 90, today as a line."""
    rows = table.assign(shown=[f"{low} – {high}" for low, high in zip(table["low"], table["high"], strict=True)])
    tooltip = [{"field": "plan", "title": t("Plan")}, {"field": "shown", "title": t("Score")},
               {"field": "people", "title": t("People")}]
    up = {"field": "people", "type": "quantitative", "axis": _axis(t("People"), grid=True)}
    across = {"field": "low", "type": "quantitative", "scale": {"zero": False}, "axis": _axis(t("Score"))}
    st.vega_lite_chart(rows, {"height": HEIGHT, "layer": [
        {"transform": [{"filter": f"datum.plan == {t('Reform')!r}"}], "mark": {"type": "bar", "binSpacing": 1},
         "encoding": {"x": {**across, "bin": {"binned": True}}, "x2": {"field": "high"}, "y": up, "tooltip": tooltip,
                      "color": {"condition": {"test": "datum.low >= 70 && datum.high <= 90", "value": REFORM_COLOUR},
                                "value": TODAY_COLOUR}}},
        {"transform": [{"filter": f"datum.plan == {t('Today')!r}"}],
         "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 1.5, "strokeDash": [4, 3], "color": "#54606e"},
         "encoding": {"x": across, "y": up, "tooltip": tooltip}}]}, key=key)


def months(table: pd.DataFrame, key: str) -> None:
    """Targets by month before and after: columns plan, month, amount (yuan)."""
    st.vega_lite_chart(table, {
        "height": HEIGHT, "mark": {"type": "line", "interpolate": "step", "strokeWidth": 2},
        "encoding": {
            "x": {"field": "month", "type": "ordinal", "axis": _axis(t("Month"), labelAngle=0)},
            "y": {"field": "amount", "type": "quantitative", "axis": _axis("¥", grid=True)},
            "color": _plans(_names(table)),
            "tooltip": [{"field": "plan", "title": t("Plan")}, {"field": "month", "title": t("Month")},
                        {"field": "amount", "title": "¥", "format": ",.2f"}]}}, key=key)


def long(tables: Mapping[str, Mapping[int, float]]) -> pd.DataFrame:
    """Months by plan as the rows a chart wants."""
    return pd.DataFrame([(plan, month, amount) for plan, row in tables.items() for month, amount in row.items()],
                        columns=["plan", "month", "amount"])


MET, MISSED = "#35a29f", "#d1603d"


def goals(table: pd.DataFrame, key: str) -> None:
    """What each goal grew by, year by year: columns goal, year, growth, met (in words), wanted; what is wanted as a tick."""
    colours = {t("met"): MET, t("missed"): MISSED}
    names = [name for name in colours if name in set(table["met"])]
    across = {"x": {"field": "goal", "type": "nominal", "sort": None, "axis": _axis("", labelAngle=0, labelLimit=140)},
              "xOffset": {"field": "year", "type": "ordinal"}}
    tooltip = [{"field": "goal", "title": t("Goal")}, {"field": "year", "title": t("Year")},
               {"field": "growth", "title": t("Growth"), "format": "+.1%"},
               {"field": "wanted", "title": t("Wanted"), "format": "+.1%"}, {"field": "met", "title": t("Met or missed")}]
    axis = _axis(t("Growth"), grid=True, format="+.0%")
    st.vega_lite_chart(table, {"height": HEIGHT, "layer": [
        {"mark": {"type": "bar"},
         "encoding": {**across, "y": {"field": "growth", "type": "quantitative", "axis": axis}, "tooltip": tooltip,
                      "color": {"field": "met", "type": "nominal", "legend": LEGEND,
                                "scale": {"domain": names, "range": [colours[name] for name in names]}}}},
        {"mark": {"type": "tick", "thickness": 3, "color": "#54606e", "bandSize": 34},
         "encoding": {**across, "y": {"field": "wanted", "type": "quantitative"}, "tooltip": tooltip}}]}, key=key)
