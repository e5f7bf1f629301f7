"""The pictures of the Expansion page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from engine.answers.expansion.growth import STAGES, Edge
from engine.base import text
from engine.base.text import t
from engine.company.network import DIVIDENDS, HEADQUARTERS, OPTION, REGISTERED
from ui.kit import chart, palette
from ui.kit.chart import axis, number_axis, scale
from ui.kit.chart_kinds import Row, grouped, lines, stacked
from ui.kit.chart_words import largest, values_at

OF_STAGE = {DIVIDENDS: "#eef1f5", OPTION: "#fdf0d5", REGISTERED: "#dcebff"}
"""What a box of the tree is filled with; the stage stands in it in words as well."""
LINES = {"strokeWidth": 2.5, "point": {"size": 24}}


def _rows(table: pd.DataFrame, field: str, series: str, money: bool) -> tuple[list[Row], str]:
    """Rows to draw, and the unit of the axis."""
    divisor, unit = scale(float(table[field].abs().max()) if len(table) else 0) if money else (1, "")
    return [(year, name, value / divisor, text.money(value) if money else f"{value:,}")
            for year, name, value in zip(table["year"], table[series], table[field], strict=True)], unit


def by_mode(table: pd.DataFrame, field: str, names: Mapping[str, str], key: str, title: str, money: bool = True,
            bars: bool = False) -> None:
    """One figure over the years, a line (or bars) a way of expanding: columns mode, year and the figure in fen."""
    _drawn(table.assign(way=table["mode"].map(names)), field, "way", t("Way"), key, title,
           {name: palette.OF_MODE[mode] for mode, name in names.items()}, money, bars)


def by_series(table: pd.DataFrame, field: str, series: str, head: str, key: str, title: str, colours: Sequence[str],
              money: bool = True, is_stacked: bool = False) -> None:
    """One figure over the years by a named series, as lines or stacked bars: columns year, the series, the figure."""
    names = dict(zip(dict.fromkeys(table[series]), (*colours, *palette.MORE_HOLDERS, *palette.MORE_KINDS), strict=False))
    if not is_stacked:
        return _drawn(table, field, series, head, key, title, names, money)
    rows, unit = _rows(table, field, series, money)
    last = table[table["year"] == table["year"].max()]
    said = largest(t("Year {year}", year=table["year"].max()), dict(zip(last[series], last[field], strict=True)),
                   text.money if money else text.count)
    return stacked(title, said, rows, names, key, names=("year", "name"), heads=(t("Year"), head, t("Amount")), unit=unit)


def _drawn(table: pd.DataFrame, field: str, series: str, head: str, key: str, title: str, colours: Mapping[str, str],
           money: bool, bars: bool = False) -> None:
    rows, unit = _rows(table, field, series, money)
    last = table["year"].max()
    said = values_at(t("Year {year}", year=last), {name: shown for year, name, _, shown in rows if year == last})
    heads, names = (t("Year"), head, t("Amount")), ("year", series)
    if bars:
        return grouped(title, said, rows, colours, key, names=names, heads=heads, unit=unit)
    return lines(title, said, rows, colours, key, names=names, heads=heads, y={"axis": number_axis(unit)}, mark=LINES,
                 x={"type": "ordinal", "axis": axis(t("Year"), labelAngle=0)})


def band(table: pd.DataFrame, key: str, title: str, money: bool = True) -> None:
    """Where chance leads: 5–95% and 25–75% bands with the middle: columns year, p5, p25, p50, p75, p95."""
    divisor, unit = scale(float(table["p95"].abs().max())) if money else (1, "")
    columns = ["p5", "p25", "p50", "p75", "p95"]
    rows = table.assign(**{name: table[name] / divisor for name in columns},
                        shown=[_range(low, high, money) for low, high in zip(table["p5"], table["p95"], strict=True)],
                        half=[_range(low, high, money) for low, high in zip(table["p25"], table["p75"], strict=True)],
                        middle=[_one(each, money) for each in table["p50"]])
    words = {"middle": t("Middle"), "half": t("The middle half"), "shown": t("Nine in ten times")}
    across = {"field": "year", "type": "quantitative", "axis": axis(t("Year"), format="d", tickMinStep=1),
              "scale": {"nice": False}}
    up = {"type": "quantitative", "axis": number_axis(unit)}
    last = rows.iloc[-1]
    chart.draw(title, values_at(t("Year {year}", year=last["year"]), {words[name]: last[name] for name in ("middle", "shown")}),
               [], rows, {
        "encoding": {"x": across, "tooltip": [{"field": "year", "title": t("Year")},
                                              *({"field": name, "title": word} for name, word in words.items())]},
        "layer": [
            {"mark": {"type": "area", "color": palette.REFORM, "opacity": opacity}, "encoding": {"y": {"field": low, **up},
                                                                                              "y2": {"field": high}}}
            for low, high, opacity in (("p5", "p95", 0.18), ("p25", "p75", 0.3))] + [
            {"mark": {"type": "line", "color": palette.REFORM, "strokeWidth": 2.5, "point": {"size": 24}},
             "encoding": {"y": {"field": "p50", **up}}}]},
        key, ((str(row["year"]), word, row[name]) for row in rows.to_dict("records") for name, word in words.items()), t("Year"))


def _one(value: float, money: bool) -> str:
    return text.money(value) if money else text.count(round(value, 1))


def _range(low: float, high: float, money: bool) -> str:
    return f"{_one(low, money)} – {_one(high, money)}"


def tree(edges: Sequence[Edge], by_generation: bool) -> None:
    """The tree from headquarters down: stakes on the edges and in the boxes, the stage of a head as its colour."""
    grey = palette.TODAY
    spec = ["digraph {", 'rankdir=LR; ranksep=0.9; nodesep=0.12; bgcolor="transparent";',
            f'node [shape=box, style="filled,rounded", fontsize=11, fontname="sans-serif", color="{grey}", margin="0.10,0.05"];',
            f'edge [fontsize=10, fontname="sans-serif", color="{grey}", fontcolor="{palette.FAINT_INK}", arrowsize=0.6];',
            f'top [label="{t("Headquarters")}", fillcolor="#e3e7ec"];']
    cells = []
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
        spec.append(f'c{edge.below} [label="{title}{stage}\\n{" · ".join(inside)}", fillcolor="{colour}"];')
        above = "top" if first else f"c{edge.above}"
        spec.append(f'{above} -> c{edge.below} [label="{headquarters if first else opener}"];')
        cells += [(title, t("Stakes"), " · ".join(inside)), (title, t("Opener's stake"), "" if first else opener)]
    title, companies = t("Who opened whom, and who holds what"), sum(edge.companies for edge in edges)
    opened_by_hq = sum(edge.companies for edge in edges if edge.above == (0 if by_generation else HEADQUARTERS))
    chart.above(title, t("{companies} companies, {first} of them opened by headquarters itself.", companies=companies,
                         first=opened_by_hq), [], cells, t("Company"))
    with st.container(key=f"{chart.WIDE}tree"):
        st.graphviz_chart("\n".join([*spec, "}"]), width="stretch" if len(edges) > 8 else "content", alt=title)


def families(table: pd.DataFrame, key: str) -> None:
    """Each company as a box inside its opener's, as large as its profit: columns company, opener (0 for headquarters),
    generation, profit and branch (fen; a branch is a company with all it led to)."""
    import plotly.graph_objects as go

    names = {0: t("Headquarters")} | {number: t("No. {n}", n=number) for number in table["company"].tolist()}
    generations = sorted(set(table["generation"].tolist()))
    colours = dict(zip(generations, palette.GENERATIONS * len(generations), strict=False))
    looks = [chart.Look(t("Generation {n}", n=each), colour, str(each)) for each, colour in colours.items()]
    largest_branch = table.nlargest(1, "branch").iloc[0]
    drawn = [colours[each] for each in table["generation"].tolist()]
    figure = go.Figure(go.Treemap(
        ids=["0", *map(str, table["company"])], labels=[names[0], *(
            f"{generation} · {names[company]}" for generation, company in zip(table["generation"], table["company"], strict=True))],
        parents=["", *map(str, table["opener"])], values=[0, *table["profit"].clip(lower=0)], branchvalues="remainder",
        customdata=[text.money(table["profit"].sum()), *map(text.money, table["profit"])],
        texttemplate="%{label}<br>%{customdata}", hovertemplate="%{label}<br>%{customdata}<extra></extra>",
        marker={"colors": ["#e3e7ec", *drawn], "line": {"color": "#ffffff", "width": 1}},
        insidetextfont={"color": [palette.INK, *map(palette.ink_on, drawn)]}, sort=True, tiling={"pad": 2}))
    figure.update_layout(uniformtext={"minsize": 10, "mode": "hide"})
    chart.draw_figure(
        t("Which companies the profit comes from"),
        t("The largest branch is that of {company}: {part} of {total} profit.", company=names[int(largest_branch["company"])],
          part=text.money(largest_branch["branch"]), total=text.money(table["profit"].sum())),
        looks, figure, key, ((names[company], head, value) for company, opener, generation, profit in table[
            ["company", "opener", "generation", "profit"]].itertuples(index=False, name=None) for head, value in (
                (t("Opened by"), names[opener]), (t("Generation"), str(generation)), (t("Profit"), text.money(profit)))),
        t("Company"))
