"""The pictures of the take-home page: the company's money as it flows, where 100 yuan go, one sum paid five ways."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from engine.answers.take_home.money_flow import PLACES, POOL, RECEIVERS, REVENUE, Link
from engine.base import text
from engine.base.parameter import Text
from engine.base.text import t
from ui.kit import chart
from ui.kit.chart import scale
from ui.kit.chart_kinds import stacked
from ui.kit.palette import (
    COMPANY,
    COMPANY_TAX,
    FUNDS,
    HOUSING_FUND,
    INK,
    KEPT,
    NEITHER,
    OWNERS,
    PEOPLE,
    REFORM,
    STATE,
    TODAY,
)

OF_PART = {"take_home": PEOPLE, "accounts": PEOPLE, "employee_shareholders": PEOPLE, "owners": OWNERS,
           "income_tax": STATE, "dividend_tax": STATE, "company_tax": COMPANY_TAX, "insurance": FUNDS,
           "housing_fund": HOUSING_FUND, "levies": FUNDS, "reserve": COMPANY, "retained": COMPANY}
"""People, owners, the state, the funds and the company keep their colours in every picture of this page."""
OF_PLACE = OF_PART | {"employees": PEOPLE, "state": STATE, "funds": FUNDS, "shareholders": OWNERS, "company": COMPANY,
                      REVENUE: NEITHER, POOL: REFORM, "subsidiaries": NEITHER, "goods": TODAY, "costs": KEPT, "loss": COMPANY}
CLEAR = "59"
"""How much of a flow's colour is seen, as the last two digits of #rrggbbaa."""
HALO = "0 0 3px #fff, 0 0 3px #fff, 0 0 3px #fff"
"""Keeps words readable where they stand on a flow."""


def flow(links: Sequence[Link], plan: str, key: str) -> None:
    """The company's money of a year, from revenue to whoever ends up with it."""
    import plotly.graph_objects as go

    places = list(dict.fromkeys(place for link in links for place in (link.source, link.target)))
    number = {place: i for i, place in enumerate(places)}
    into = {place: sum(link.fen for link in links if link.target == place) or sum(
        link.fen for link in links if link.source == place) for place in places}
    names = {place: text.say(PLACES[place]) for place in places}
    figure = go.Figure(go.Sankey(
        node={"label": [f"{names[place]} {text.money(into[place])}" for place in places], "pad": 22, "thickness": 14,
              "color": [OF_PLACE[place] for place in places], "line": {"width": 0},
              "hovertemplate": "%{label}<extra></extra>"},
        link={"source": [number[link.source] for link in links], "target": [number[link.target] for link in links],
              "value": [link.fen / 100 for link in links], "color": [OF_PLACE[link.target] + CLEAR for link in links],
              "customdata": [text.money(link.fen) for link in links],
              "hovertemplate": "%{source.label} → %{target.label}<br>%{customdata}<extra></extra>"},
        textfont={"color": INK, "size": 12, "shadow": HALO}))
    receivers = [place for place in RECEIVERS if place in into]
    most = max(receivers, key=lambda place: into[place])
    chart.draw_figure(
        t("From revenue to pockets, {plan}", plan=plan),
        t("Of a revenue of {revenue}, {pool} is left to divide; {who} get most of it, {amount}.",
          revenue=text.money(into[REVENUE]), pool=text.money(into[POOL]), who=names[most], amount=text.money(into[most])),
        [], figure, key, ((names[link.source], names[link.target], text.money(link.fen)) for link in links), t("From"))


def waterfall(parts: Sequence[tuple[str, Text, float]], key: str) -> None:
    """Key, name and yuan of 100 of each part, from 100 down to nothing; a loss goes up again."""
    left, rows = 100.0, []
    for place, (part, label, value) in enumerate(parts):
        rows.append((place, text.say(label), left, left - value, f"{value:.2f}", OF_PART[part]))
        left -= value
    table = pd.DataFrame(rows, columns=["place", "who", "from", "to", "shown", "colour"])
    _, most, amount = max(parts, key=lambda each: each[2])
    across = {"field": "from", "type": "quantitative", "scale": {"nice": False, "domainMax": 128},
              "axis": chart.number_axis(t("Of ¥100"), values=[0, 25, 50, 75, 100])}
    down = {"field": "who", "type": "nominal", "sort": {"field": "place"}, "axis": {"title": None, "labelLimit": 190, "grid": False}}
    chart.draw(t("Who gets how much of ¥100"), t("{who} get most: ¥{amount}.", who=text.say(most), amount=f"{amount:.2f}"), [],
               table, {"encoding": {"y": down}, "layer": [
            {"mark": {"type": "bar", "height": 18}, "encoding": {
                "x": across, "x2": {"field": "to"}, "color": {"field": "colour", "type": "nominal", "scale": None},
                "tooltip": [{"field": "who", "title": t("Who gets it")}, {"field": "shown", "title": t("Of ¥100")}]}},
            {"mark": {"type": "text", "align": "left", "dx": 5, "color": INK}, "encoding": {
                "x": across, "text": {"field": "shown"}}}]},
        key, ((who, t("Of ¥100"), shown) for _, who, _, _, shown, _ in rows), t("Who gets it"), height=320)


def routes(rows: Sequence[tuple[str, int, int, int, int, int]], key: str) -> None:
    """A bar a way of paying: net, housing fund, income tax, insurance and levies, company tax; fen."""
    kinds = {t("Net"): PEOPLE, t("Housing fund credited"): HOUSING_FUND, t("Income tax"): STATE,
             t("Insurance and levies"): FUNDS, t("Company tax"): COMPANY_TAX}
    divisor, unit = scale(max((sum(row[1:]) for row in rows), default=0))
    best = max(rows, key=lambda row: row[1])
    stacked(t("Where the money goes"), t("“{way}” leaves most net: {amount}.", way=best[0], amount=text.money(best[1])),
            [(way, kind, fen / divisor, text.exact(fen)) for way, *amounts in rows
             for kind, fen in zip(kinds, amounts, strict=True)],
            kinds, key, names=("way", "kind"), heads=(t("Paid as"), t("Part"), t("Amount")), unit=unit, height=220, lying=True)
