"""The pictures of the Equity page's calculations, in the style of `ui/charts.py`: constant specifications."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from engine.base import text
from engine.base.parameter import Text
from engine.base.text import t
from ui.kit.charts import MORE_PLANS, OF_PAY, REFORM_COLOUR, TODAY_COLOUR, scale

HEIGHT = 250
TALL = 340
"""Where the legend may take several lines."""
HOLDERS = [*MORE_PLANS, *(colour for colour in OF_PAY if colour not in MORE_PLANS)]
LEGEND = {"title": None, "orient": "top", "offset": 4, "labelLimit": 240, "columns": 3}



def _axis(title: str, **more: Any) -> dict[str, Any]:
    return {"title": title, "grid": False, "labelOverlap": True, "tickCount": 5, **more}


def valuations(valued: Sequence[tuple[str, int]], key: str) -> None:
    """A bar a method, in fen."""
    divisor, unit = scale(max((value for _, value in valued), default=0))
    table = pd.DataFrame([(method, value / divisor, text.money(value)) for method, value in valued],
                         columns=["method", "amount", "shown"])
    place = {"y": {"field": "method", "type": "nominal", "sort": None, "axis": _axis("", labelLimit=130)},
             "x": {"field": "amount", "type": "quantitative", "axis": _axis(unit, grid=True)},
             "tooltip": [{"field": "method", "title": t("Method")}, {"field": "shown", "title": t("Value")}]}
    st.vega_lite_chart(table, {"height": 210, "layer": [
        {"mark": {"type": "bar", "color": REFORM_COLOUR, "size": 22}, "encoding": place},
        {"mark": {"type": "text", "align": "left", "dx": 4, "color": "#54606e"},
         "encoding": {**place, "text": {"field": "shown"}}}]}, key=key)


def option_value(table: pd.DataFrame, spot: float, key: str) -> None:
    """One option against the share price: columns kind, price, value (yuan); a line where the share stands."""
    names = {"call": t("Fair value"), "held": t("Worth to the holder"), "intrinsic": t("If exercised today")}
    shown = pd.concat([table.assign(kind=table["kind"].map(names), part="line"),
                       pd.DataFrame({"kind": [t("Today")], "price": [spot], "value": [0.0], "part": ["now"]})], ignore_index=True)
    across = {"field": "price", "type": "quantitative", "scale": {"nice": False}, "axis": _axis(t("Share price, ¥"))}
    st.vega_lite_chart(shown, {"height": HEIGHT, "layer": [
        {"transform": [{"filter": "datum.part == 'line'"}], "mark": {"type": "line", "strokeWidth": 2},
         "encoding": {
             "x": across, "y": {"field": "value", "type": "quantitative", "axis": _axis("¥", grid=True)},
             "color": {"field": "kind", "type": "nominal", "sort": None, "legend": LEGEND,
                       "scale": {"domain": list(names.values()), "range": [REFORM_COLOUR, MORE_PLANS[0], TODAY_COLOUR]}},
             "tooltip": [{"field": "kind", "title": t("Value")},
                         {"field": "price", "title": t("Share price, ¥"), "format": ",.2f"},
                         {"field": "value", "title": "¥", "format": ",.4f"}]}},
        {"transform": [{"filter": "datum.part == 'now'"}], "mark": {"type": "rule", "strokeDash": [4, 3], "color": "#6b7a8f"},
         "encoding": {"x": across, "tooltip": [{"field": "kind"}, {"field": "price", "format": ",.2f"}]}}]}, key=key)


def expenses(booked: Sequence[tuple[str, Sequence[int]]], key: str) -> None:
    """The expense of each year by each method, in fen, side by side."""
    divisor, unit = scale(max((abs(each) for _, years in booked for each in years), default=0))
    table = pd.DataFrame([(method, t("Year {year}", year=year), each / divisor, text.exact(each))
                          for method, years in booked for year, each in enumerate(years, start=1)],
                         columns=["method", "year", "amount", "shown"])
    names = [method for method, _ in booked]
    st.vega_lite_chart(table, {"height": 220, "mark": {"type": "bar"}, "encoding": {
        "x": {"field": "year", "type": "nominal", "sort": None, "axis": _axis("", labelAngle=0)},
        "xOffset": {"field": "method", "type": "nominal", "sort": None},
        "y": {"field": "amount", "type": "quantitative", "axis": _axis(unit, grid=True)},
        "color": {"field": "method", "type": "nominal", "sort": None, "legend": {**LEGEND, "columns": 1},
                  "scale": {"domain": names, "range": MORE_PLANS[:len(names)]}},
        "tooltip": [{"field": "method", "title": t("Method")}, {"field": "year", "title": t("Year")},
                    {"field": "shown", "title": t("Expense")}]}}, key=key)


def profits(before: Sequence[int], after: Sequence[int], key: str) -> None:
    """Net profit without and with the expense, by year, in fen."""
    divisor, unit = scale(max((abs(each) for each in (*before, *after)), default=0))
    sides = {t("Without the expense"): before, t("With the expense"): after}
    table = pd.DataFrame([(side, t("Year {year}", year=year), each / divisor, text.exact(each))
                          for side, years in sides.items() for year, each in enumerate(years, start=1)],
                         columns=["side", "year", "amount", "shown"])
    st.vega_lite_chart(table, {"height": 220, "mark": {"type": "bar"}, "encoding": {
        "x": {"field": "year", "type": "nominal", "sort": None, "axis": _axis("", labelAngle=0)},
        "xOffset": {"field": "side", "type": "nominal", "sort": None},
        "y": {"field": "amount", "type": "quantitative", "axis": _axis(unit, grid=True)},
        "color": {"field": "side", "type": "nominal", "sort": None, "legend": LEGEND,
                  "scale": {"domain": list(sides), "range": [TODAY_COLOUR, REFORM_COLOUR]}},
        "tooltip": [{"field": "year", "title": t("Year")}, {"field": "side", "title": t("Net profit")},
                    {"field": "shown", "title": "¥"}]}}, key=key)


def _holders(table: pd.DataFrame) -> dict[str, Any]:
    names = list(dict.fromkeys(table["holder"]))
    return {"field": "holder", "type": "nominal", "sort": None, "legend": {**LEGEND, "columns": 2},
            "scale": {"domain": names, "range": (HOLDERS * (len(names) // len(HOLDERS) + 1))[:len(names)]}}


def wealth_by_price(table: pd.DataFrame, key: str) -> None:
    """Wealth's change against the price's: columns holder, growth, change, wealth (fen)."""
    shown = table.assign(shown=table["wealth"].map(text.money))
    across = {"field": "growth", "type": "quantitative", "axis": _axis(t("Change of the share price"), format="+.0%")}
    up = {"type": "quantitative", "axis": _axis(t("Change of wealth"), format="+.0%", grid=True)}
    st.vega_lite_chart(shown, {"height": TALL, "layer": [
        {"mark": {"type": "line", "strokeWidth": 6, "color": TODAY_COLOUR, "opacity": 0.4},
         "encoding": {"x": across, "y": {"field": "growth", **up}}},
        {"mark": {"type": "line", "strokeWidth": 2}, "encoding": {
            "x": across, "y": {"field": "change", **up}, "color": _holders(table),
            "tooltip": [{"field": "holder", "title": t("Holder")},
                        {"field": "growth", "title": t("Change of the share price"), "format": "+.0%"},
                        {"field": "change", "title": t("Change of wealth"), "format": "+.1%"},
                        {"field": "shown", "title": t("Wealth")}]}}]}, key=key)


def wealth_by_volatility(table: pd.DataFrame, now: float, key: str) -> None:
    """Wealth against volatility: columns holder, volatility, change, wealth (fen); a line where it stands now."""
    shown = pd.concat([table.assign(shown=table["wealth"].map(text.money), part="line"),
                       pd.DataFrame({"volatility": [now], "part": ["now"]})], ignore_index=True)
    across = {"field": "volatility", "type": "quantitative", "axis": _axis(t("Volatility of the share a year"), format=".0%")}
    st.vega_lite_chart(shown, {"height": TALL, "layer": [
        {"transform": [{"filter": "datum.part == 'line'"}], "mark": {"type": "line", "strokeWidth": 2}, "encoding": {
            "x": across, "color": _holders(table),
            "y": {"field": "change", "type": "quantitative", "axis": _axis(t("Change of wealth"), format="+.0%", grid=True)},
            "tooltip": [{"field": "holder", "title": t("Holder")},
                        {"field": "volatility", "title": t("Volatility of the share a year"), "format": ".0%"},
                        {"field": "change", "title": t("Change of wealth"), "format": "+.1%"},
                        {"field": "shown", "title": t("Wealth")}]}},
        {"transform": [{"filter": "datum.part == 'now'"}], "mark": {"type": "rule", "strokeDash": [4, 3], "color": "#6b7a8f"},
         "encoding": {"x": across}}]}, key=key)


def _scale_of_shares(most: int) -> tuple[int, str]:
    """What shares are divided by to fit an axis, and its title."""
    divisor, large = (10_000, 100_000) if text.language() == "zh" else (1_000_000, 10_000_000)
    return (divisor, text.say(Text("万股", "million shares"))) if most >= large else (1, t("Shares"))


def promises(table: pd.DataFrame, key: str) -> None:
    """What has become of everything promised by each year's end: columns year, granted, due, exercised, lapsed."""
    waiting = t("Not due yet")
    kinds = {t("Turned into shares"): table["exercised"], t("Due, not exercised"): table["due"] - table["exercised"],
             waiting: table["granted"] - table["due"] - table["lapsed"], t("Lapsed"): table["lapsed"]}
    # What lapses is taken from what is not due first; what is due and lapses is due no longer.
    over = (-kinds[waiting]).clip(lower=0)
    kinds[waiting] = kinds[waiting].clip(lower=0)
    kinds[t("Due, not exercised")] = kinds[t("Due, not exercised")] - over
    divisor, unit = _scale_of_shares(int(table["granted"].max()))
    long = pd.concat([pd.DataFrame({"year": [t("Year {year}", year=year) for year in table["year"]], "kind": kind,
                                    "shares": column.to_numpy(), "amount": column.to_numpy() / divisor})
                      for kind, column in kinds.items()], ignore_index=True)
    st.vega_lite_chart(long, {"height": 220, "mark": {"type": "bar"}, "encoding": {
        "x": {"field": "year", "type": "nominal", "sort": None, "axis": _axis("", labelAngle=0)},
        "y": {"field": "amount", "type": "quantitative", "axis": _axis(unit, grid=True)},
        "color": {"field": "kind", "type": "nominal", "sort": None, "legend": {**LEGEND, "columns": 2},
                  "scale": {"domain": list(kinds), "range": [REFORM_COLOUR, MORE_PLANS[0], TODAY_COLOUR, "#c9ced6"]}},
        "tooltip": [{"field": "year", "title": t("Year")}, {"field": "kind", "title": t("Promises")},
                    {"field": "shares", "title": t("Shares"), "format": ","}]}}, key=key)


def loans(table: pd.DataFrame, key: str) -> None:
    """Where the dividends go, and what is still owed: columns year, interest, principal, dividends, loan, in fen."""
    kinds = {t("Interest"): table["interest"], t("Loan repaid"): table["principal"],
             t("In cash"): (table["dividends"] - table["interest"] - table["principal"]).clip(lower=0)}
    divisor, unit = scale(max(int(table["loan"].max()), int(table["dividends"].max())))
    owed = t("Still owed")
    long = pd.concat([pd.DataFrame({"year": [t("Year {year}", year=year) for year in table["year"]], "kind": kind,
                                    "amount": column / divisor, "shown": column.map(text.exact)})
                      for kind, column in {**kinds, owed: table["loan"]}.items()], ignore_index=True)
    across = {"field": "year", "type": "nominal", "sort": None, "axis": _axis("", labelAngle=0)}
    up = {"field": "amount", "type": "quantitative", "axis": _axis(unit, grid=True)}
    colour = {"field": "kind", "type": "nominal", "sort": None, "legend": {**LEGEND, "columns": 2},
              "scale": {"domain": [*kinds, owed], "range": ["#c2554d", MORE_PLANS[0], REFORM_COLOUR, "#54606e"]}}
    tip = [{"field": "year", "title": t("Year")}, {"field": "kind", "title": ""}, {"field": "shown", "title": "¥"}]
    st.vega_lite_chart(long, {"height": 220, "layer": [
        {"transform": [{"filter": {"not": {"field": "kind", "equal": owed}}}], "mark": {"type": "bar"},
         "encoding": {"x": across, "y": {**up, "stack": "zero"}, "color": colour, "tooltip": tip}},
        {"transform": [{"filter": {"field": "kind", "equal": owed}}], "mark": {"type": "line", "point": True, "strokeWidth": 2},
         "encoding": {"x": across, "y": up, "color": colour, "tooltip": tip}}]}, key=key)
