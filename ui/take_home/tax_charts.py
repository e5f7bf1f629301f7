"""The pictures of the take-home page: where 100 yuan go, and one sum paid five ways."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from engine.base import text
from engine.base.parameter import Text
from engine.base.text import t
from ui.kit.charts import heading, scale

PEOPLE, STATE, FUNDS, OWNERS, COMPANY = "#35a29f", "#d1603d", "#b8a03a", "#1f4e9c", "#7a93ad"
OF_PART = {"take_home": PEOPLE, "accounts": PEOPLE, "employee_shareholders": PEOPLE, "owners": OWNERS,
           "income_tax": STATE, "dividend_tax": STATE, "company_tax": STATE, "insurance": FUNDS,
           "housing_fund": PEOPLE, "levies": FUNDS, "reserve": COMPANY, "retained": COMPANY}
"""People, owners, the state, the funds and the company keep their colours in every picture of this page."""


def waterfall(parts: Sequence[tuple[str, Text, float]], key: str) -> None:
    """Key, name and yuan of 100 of each part, from 100 down to nothing; a loss goes up again."""
    left, rows = 100.0, []
    for place, (part, label, value) in enumerate(parts):
        rows.append((place, text.say(label), left, left - value, f"{value:.2f}", OF_PART[part]))
        left -= value
    table = pd.DataFrame(rows, columns=["place", "who", "from", "to", "shown", "colour"])
    across = {"field": "from", "type": "quantitative", "scale": {"nice": False},
              "axis": {"title": t("Of ¥100"), "grid": True, "tickCount": 5}}
    down = {"field": "who", "type": "nominal", "sort": {"field": "place"},
            "axis": {"title": None, "labelLimit": 190, "grid": False}}
    st.vega_lite_chart(table, {
        "height": 320, "layer": [
            {"mark": {"type": "bar", "height": 18}, "encoding": {
                "x": across, "x2": {"field": "to"}, "y": down,
                "color": {"field": "colour", "type": "nominal", "scale": None},
                "tooltip": [{"field": "who", "title": t("Who gets it")}, {"field": "shown", "title": t("Of ¥100")}]}},
            {"mark": {"type": "text", "align": "left", "dx": 5}, "encoding": {
                "x": across, "y": down, "text": {"field": "shown"}}}]}, key=key)


def routes(rows: Sequence[tuple[str, int, int, int, int, int]], key: str) -> None:
    """A bar a way of paying: net, housing fund, income tax, insurance and levies, company tax; fen."""
    kinds = [(t("Net"), PEOPLE), (t("Housing fund credited"), "#a3d5d3"), (t("Income tax"), STATE),
             (t("Insurance and levies"), FUNDS), (t("Company tax"), "#e8a27f")]
    divisor, unit = scale(max((sum(row[1:]) for row in rows), default=0))
    table = pd.DataFrame([(way, place, kind, order, fen / divisor, text.exact(fen))
                          for place, (way, *amounts) in enumerate(rows)
                          for order, ((kind, _), fen) in enumerate(zip(kinds, amounts, strict=True))],
                         columns=["way", "place", "kind", "order", "amount", "shown"])
    heading(t("Where the money goes"), kinds)
    st.vega_lite_chart(table, {
        "height": 260, "mark": {"type": "bar", "height": 26}, "encoding": {
            "y": {"field": "way", "type": "nominal", "sort": {"field": "place"},
                  "axis": {"title": None, "labelLimit": 160}},
            "x": {"field": "amount", "type": "quantitative", "axis": {"title": unit, "tickCount": 5}},
            "color": {"field": "kind", "type": "nominal", "legend": None,
                      "scale": {"domain": [kind for kind, _ in kinds], "range": [colour for _, colour in kinds]}},
            "order": {"field": "order"},
            "tooltip": [{"field": "way", "title": t("Paid as")}, {"field": "kind", "title": t("Part")},
                        {"field": "shown", "title": t("Amount")}]}}, key=key)
