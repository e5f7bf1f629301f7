"""The pictures of the Equity page's calculations, in the style of `ui/charts.py`: constant specifications."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from engine import text
from engine.text import t
from ui.charts import REFORM_COLOUR, scale

HEIGHT = 250


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
