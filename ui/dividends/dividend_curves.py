"""The pictures of dividends, in the style of `ui/charts.py`: constant specifications, aggregated tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from engine.base import text
from engine.base.parameter import Text
from engine.base.text import t
from ui.kit.charts import OF_DIVIDENDS, scale

HEIGHT = 280
LEGEND = {"title": None, "orient": "top", "offset": 4, "columns": 2, "labelLimit": 220}
OF_FUND = ["#f2a541", "#c9d1da"]  # paid out, kept back
OF_PATH = ["#7a93ad", "#35a29f", "#d1603d"]
OF_PROFIT = ["#f2a541", "#6d6875", "#1f6feb", "#9aa7b5"]  # programmes, tax, shareholders, retained
OF_STORE = ["#1f6feb", "#8e6bbf", "#35a29f", "#c9d1da"]  # company, management, staff, kept


def _axis(title: str, **more: Any) -> dict[str, Any]:
    return {"title": title, "grid": False, "labelOverlap": True, "tickCount": 5, **more}


def _stacked(rows: Sequence[tuple[str, str, int, int]], colours: Sequence[str], across: str, key: str,
             angle: int = 0) -> None:
    """Stacked bars: rows of place across, part, fen, order of the part."""
    divisor, unit = scale(max((abs(fen) for *_, fen, _ in rows), default=0))
    table = pd.DataFrame([(place, part, fen / divisor, text.money(fen), order) for place, part, fen, order in rows],
                         columns=["place", "part", "amount", "shown", "order"])
    parts = list(dict.fromkeys(table["part"]))
    st.vega_lite_chart(table, {
        "height": HEIGHT, "mark": {"type": "bar", "width": {"band": 0.6}},
        "encoding": {
            "x": {"field": "place", "type": "nominal", "sort": None,
                  "axis": _axis(across, labelAngle=angle, labelLimit=90, labelOverlap=not angle)},
            "y": {"field": "amount", "type": "quantitative", "axis": _axis(unit, grid=True)},
            "color": {"field": "part", "type": "nominal", "sort": None, "legend": LEGEND,
                      "scale": {"domain": parts, "range": list(colours)[:len(parts)]}},
            "order": {"field": "order"},
            "tooltip": [{"field": "place", "title": across}, {"field": "part", "title": t("Part")},
                        {"field": "shown", "title": t("Amount")}]}}, key=key)


def fund(years: Sequence[tuple[int, int, int]], key: str) -> None:
    """A fund over the years: rows of year, paid out, kept for later (fen)."""
    parts = ((t("Paid to people"), 1), (t("Carried into the next year"), 2))
    _stacked([(str(year), name, amount, order) for year, *amounts in years
              for (name, order), amount in zip(parts, amounts, strict=True)], OF_FUND, t("Year"), key)


def paths(of: Mapping[Text, Sequence[int]], key: str) -> None:
    """What is paid to people each year on several paths of profit, fen."""
    divisor, unit = scale(max((abs(each) for paid in of.values() for each in paid), default=0))
    table = pd.DataFrame([(text.say(path), year, amount / divisor, text.money(amount))
                          for path, paid in of.items() for year, amount in enumerate(paid, start=1)],
                         columns=["path", "year", "amount", "shown"])
    names = [text.say(path) for path in of]
    st.vega_lite_chart(table, {
        "height": HEIGHT, "mark": {"type": "line", "strokeWidth": 2.5, "point": {"size": 45}},
        "encoding": {
            "x": {"field": "year", "type": "ordinal", "axis": _axis(t("Year"), labelAngle=0)},
            "y": {"field": "amount", "type": "quantitative", "axis": _axis(unit, grid=True)},
            "color": {"field": "path", "type": "nominal", "sort": None, "legend": {**LEGEND, "columns": 1},
                      "scale": {"domain": names, "range": OF_PATH[:len(names)]}},
            "tooltip": [{"field": "path", "title": t("Path of profit")}, {"field": "year", "title": t("Year")},
                        {"field": "shown", "title": t("Paid to people")}]}}, key=key)


def profit_parts(rows: Sequence[tuple[int, Text, int]], key: str) -> None:
    """Where each year's profit goes: rows of year, part, fen."""
    order = list(dict.fromkeys(part for _, part, _ in rows))
    _stacked([(str(year), text.say(part), fen, order.index(part)) for year, part, fen in rows], OF_PROFIT, t("Year"), key)


def posts(table: pd.DataFrame, key: str) -> None:
    """Average dividends by post: columns post, programme (both in words), average (yuan)."""
    names = list(dict.fromkeys(table["programme"]))
    number = table["post"].nunique()
    st.vega_lite_chart(table.assign(shown=[text.money(each * 100) for each in table["average"]]), {
        "height": 28 * number + 110, "mark": {"type": "bar"},
        "encoding": {
            "y": {"field": "post", "type": "nominal", "sort": None,
                  "axis": {"title": None, "labelLimit": 150, "labelOverlap": False}},
            "x": {"field": "average", "type": "quantitative", "axis": _axis(t("Average a person, ¥"), grid=True)},
            "color": {"field": "programme", "type": "nominal", "sort": None, "legend": {**LEGEND, "columns": 1},
                      "scale": {"domain": names, "range": (OF_DIVIDENDS * 5)[:len(names)]}},
            "tooltip": [{"field": "post", "title": t("Post")}, {"field": "programme", "title": t("Programme")},
                        {"field": "shown", "title": t("Average a person")},
                        {"field": "people", "title": t("People who get some")}]}}, key=key)


def stores(rows: Sequence[tuple[str, str, int]], key: str) -> None:
    """What becomes of each store's profit: rows of store, part, fen."""
    order = list(dict.fromkeys(part for _, part, _ in rows))
    _stacked([(store, part, fen, order.index(part)) for store, part, fen in rows], OF_STORE, t("Store"), key, angle=-40)


def leaving(rows: Sequence[tuple[int, int, int]], key: str) -> None:
    """What is paid and lost for leaving after each month: rows of month, paid, lost (fen)."""
    parts = ((t("Paid"), 1), (t("Lost"), 2))
    _stacked([(str(month), name, amount, order) for month, *amounts in rows
              for (name, order), amount in zip(parts, amounts, strict=True)], OF_FUND, t("Leaves after month"), key)
