"""The pictures of the Expansion page, in the style of `ui/charts.py`: constant specifications, small tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from engine.answers.expansion.growth import STAGES, Edge
from engine.base import text
from engine.base.text import t
from engine.company.network import DIVIDENDS, HEADQUARTERS, OPTION, REGISTERED
from ui.kit.charts import MORE_PLANS, REFORM_COLOUR, TODAY_COLOUR, scale

HEIGHT = 230
FIERCE_COLOUR = "#d1603d"
OF_MODE = {"none": TODAY_COLOUR, "normal": REFORM_COLOUR, "fierce": FIERCE_COLOUR}
OF_STAGE = {DIVIDENDS: "#eef1f5", OPTION: "#fdf0d5", REGISTERED: "#dcebff"}
LEGEND = {"title": None, "orient": "bottom", "columns": 2, "labelLimit": 150}


def _axis(title: str, **more: Any) -> dict[str, Any]:
    return {"title": title, "grid": False, "labelOverlap": True, "tickCount": 5, **more}


def _years() -> dict[str, Any]:
    return {"field": "year", "type": "ordinal", "axis": _axis(t("Year"), labelAngle=0)}


def _amounts(table: pd.DataFrame, field: str, money: bool) -> tuple[pd.DataFrame, str]:
    """The table with an `amount` to draw and words to show, and the unit of the axis."""
    if not money:
        return table.assign(amount=table[field], shown=[f"{each:,}" for each in table[field]]), ""
    divisor, unit = scale(float(table[field].abs().max()) if len(table) else 0)
    return table.assign(amount=table[field] / divisor, shown=[text.money(each) for each in table[field]]), unit


def by_mode(table: pd.DataFrame, field: str, names: Mapping[str, str], key: str, money: bool = True,
            bars: bool = False) -> None:
    """One figure over the years, a line (or bars) a way of expanding: columns mode, year and the figure in fen."""
    rows, unit = _amounts(table.assign(way=table["mode"].map(names)), field, money)
    mark: dict[str, Any] = {"type": "bar"} if bars else {"type": "line", "strokeWidth": 2.5, "point": {"size": 24}}
    side = {"xOffset": {"field": "way", "type": "nominal", "sort": None}} if bars else {}
    st.vega_lite_chart(rows[["way", "year", "amount", "shown"]], {
        "height": HEIGHT, "mark": mark,
        "encoding": {
            "x": _years(), **side, "y": {"field": "amount", "type": "quantitative", "axis": _axis(unit, grid=True)},
            "color": {"field": "way", "type": "nominal", "sort": None, "legend": LEGEND,
                      "scale": {"domain": list(names.values()), "range": [OF_MODE[mode] for mode in names]}},
            "tooltip": [{"field": "way", "title": t("Way")}, {"field": "year", "title": t("Year")},
                        {"field": "shown", "title": t("Amount")}]}}, key=key)


def by_series(table: pd.DataFrame, field: str, series: str, title: str, key: str, money: bool = True,
              stacked: bool = False, colours: Sequence[str] = ()) -> None:
    """One figure over the years by a named series, as lines or stacked bars: columns year, the series, the figure."""
    rows, unit = _amounts(table, field, money)
    names = list(dict.fromkeys(rows[series]))
    palette = [*(colours or (REFORM_COLOUR, *MORE_PLANS)), *MORE_PLANS, *MORE_PLANS]
    mark: dict[str, Any] = {"type": "bar"} if stacked else {"type": "line", "strokeWidth": 2.5, "point": {"size": 24}}
    st.vega_lite_chart(rows.assign(name=rows[series])[["name", "year", "amount", "shown"]], {
        "height": HEIGHT, "mark": mark,
        "encoding": {
            "x": _years(), "y": {"field": "amount", "type": "quantitative", "axis": _axis(unit, grid=True)},
            "color": {"field": "name", "type": "nominal", "sort": None, "legend": LEGEND,
                      "scale": {"domain": names, "range": palette[:len(names)]}},
            "tooltip": [{"field": "name", "title": title}, {"field": "year", "title": t("Year")},
                        {"field": "shown", "title": t("Amount")}]}}, key=key)


def band(table: pd.DataFrame, key: str, money: bool = True) -> None:
    """Where chance leads: 5–95% and 25–75% bands with the middle: columns year, p5, p25, p50, p75, p95."""
    divisor, unit = scale(float(table["p95"].abs().max())) if money else (1, "")
    columns = ["p5", "p25", "p50", "p75", "p95"]
    rows = table.assign(**{name: table[name] / divisor for name in columns},
                        shown=[_range(low, high, money) for low, high in zip(table["p5"], table["p95"], strict=True)],
                        middle=[_one(each, money) for each in table["p50"]])
    across = {"field": "year", "type": "quantitative", "axis": _axis(t("Year"), format="d", tickMinStep=1),
              "scale": {"nice": False}}
    up = {"type": "quantitative", "axis": _axis(unit, grid=True)}
    tooltip = [{"field": "year", "title": t("Year")}, {"field": "middle", "title": t("Middle")},
               {"field": "shown", "title": t("Nine in ten times")}]
    st.vega_lite_chart(rows, {"height": HEIGHT, "layer": [
        {"mark": {"type": "area", "color": REFORM_COLOUR, "opacity": opacity},
         "encoding": {"x": across, "y": {"field": low, **up}, "y2": {"field": high}, "tooltip": tooltip}}
        for low, high, opacity in (("p5", "p95", 0.18), ("p25", "p75", 0.3))] + [
        {"mark": {"type": "line", "color": REFORM_COLOUR, "strokeWidth": 2.5, "point": {"size": 24}},
         "encoding": {"x": across, "y": {"field": "p50", **up}, "tooltip": tooltip}}]}, key=key)


def _one(value: float, money: bool) -> str:
    return text.money(value) if money else text.count(round(value, 1))


def _range(low: float, high: float, money: bool) -> str:
    return f"{_one(low, money)} – {_one(high, money)}"


def tree(edges: Sequence[Edge], by_generation: bool) -> None:
    """The tree from headquarters down: stakes on the edges and in the boxes, the stage of a head as its colour."""
    lines = ["digraph {", 'rankdir=LR; ranksep=0.9; nodesep=0.12; bgcolor="transparent";',
             'node [shape=box, style="filled,rounded", fontsize=11, fontname="sans-serif", color="#9aa7b5", margin="0.10,0.05"];',
             'edge [fontsize=10, fontname="sans-serif", color="#9aa7b5", fontcolor="#54606e", arrowsize=0.6];',
             f'top [label="{t("Headquarters")}", fillcolor="{TODAY_COLOUR}"];']
    for edge in edges:
        headquarters, head, opener, grand, former = (text.percent(each / 1e6) for each in edge.stakes)
        inside = [t("headquarters {stake}", stake=headquarters), t("head {stake}", stake=head)]
        inside += [t("opener's opener {stake}", stake=grand)] if edge.stakes[3] else []
        inside += [t("former heads {stake}", stake=former)] if edge.stakes[4] else []
        title = t("Generation {n}: {companies} companies", n=edge.below, companies=edge.companies) if by_generation \
            else t("No. {n}", n=edge.below + 1)
        stage = "" if by_generation else f" · {text.say(STAGES[edge.stage])}"
        colour = "#ffffff" if by_generation else OF_STAGE[edge.stage]
        first = edge.above == (0 if by_generation else HEADQUARTERS)
        lines.append(f'c{edge.below} [label="{title}{stage}\\n{" · ".join(inside)}", fillcolor="{colour}"];')
        above = "top" if first else f"c{edge.above}"
        lines.append(f'{above} -> c{edge.below} [label="{headquarters if first else opener}"];')
    st.graphviz_chart("\n".join([*lines, "}"]), width="stretch" if len(edges) > 8 else "content")
