"""The pictures of the cockpit and of Compare, some of which other pages show too."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

import pandas as pd

from engine.answers.compare import Distribution, Series
from engine.answers.money_view import View
from engine.base import text
from engine.base.text import t
from engine.company.company import Company, label_of
from ui.kit import chart, palette
from ui.kit.chart import scale
from ui.kit.chart_kinds import lines, stacked
from ui.kit.chart_words import commonest, largest, values_at

UPRIGHT = 3
"""Plans whose names fit below bars that stand; the bars of more lie."""
KINDS_SHOWN = 8
"""Kinds of pay with a colour of their own in one picture; the smallest beyond them are drawn together."""


def cost_by_element(series: Sequence[Series], names: Sequence[str], key: str, view: View = View.GROSS) -> None:
    """Stacked bars, one a scenario: people cost by kind of pay, in fen per scenario.

    Kinds that nobody gets anywhere are left out; of many kinds the smallest are drawn as one. Elements are gross, which
    is said where incomes are taken home.
    """
    title = t("Labour cost by element, gross") if view is View.TAKE_HOME else t("Labour cost by element")
    other = t("Other")
    known = dict(zip((text.say(each.label) for each in series), palette.of_kinds(series), strict=True)) | {other: palette.OTHER}
    paid = [each for each in series if any(each.values)]
    small = sorted(paid, key=lambda each: max(map(abs, each.values)))[:-KINDS_SHOWN + 1] if len(paid) > KINDS_SHOWN else []
    shown = {text.say(each.label): each.values for each in paid if each not in small}
    if small:
        shown[other] = tuple(sum(each.values[i] for each in small) for i in range(len(names)))
    divisor, unit = scale(max((sum(values[i] for values in shown.values()) for i in range(len(names))), default=0))
    within = {other: [t("; ").join(f"{text.say(each.label)} {text.money(each.values[i])}" for each in small)
                      for i in range(len(names))]}
    rows = [(name, kind, values[i] / divisor, f"{text.money(values[i])} ({within[kind][i]})" if kind in within and small
             else text.money(values[i])) for kind, values in shown.items() for i, name in enumerate(names)]
    stacked(title, largest(names[-1], {kind: values[len(names) - 1] for kind, values in shown.items()}), rows,
            {kind: known[kind] for kind in shown}, key, names=("plan", "kind"), unit=unit,
            heads=(t("Plan"), t("Kind of pay"), t("A year")), known=known, lying=len(names) > UPRIGHT)


def incomes(distribution: Distribution, names: Sequence[str], key: str, view: View = View.GROSS) -> None:
    """Histogram of yearly incomes in this view, one line of steps a scenario, the first one filled grey."""
    title = {View.GROSS: t("Who earns how much"), View.TAKE_HOME: t("Who takes home how much"),
             View.EMPLOYER_COST: t("Who costs the company how much")}[view]
    divisor, unit = scale(distribution.edges[-1] * 100)
    edges = (distribution.edges * 100 / divisor).tolist()
    ends = [f"{high:g}" for high in edges[1:-1]] + [t("and more")]
    bands = [f"{low:g} – {end} {unit}" for low, end in zip(edges, ends, strict=False)]
    counts = [each.tolist() for each in distribution.counts]
    rows = [(name, i, edges[place], edges[place + 1], people, bands[place])
            for i, name in enumerate(names) for place, people in enumerate(counts[i])]
    # The step line ends with the last bin, not in the middle of the air.
    last = [(name, i, edges[-1], edges[-1], counts[i][-1], "") for i, name in enumerate(names)]
    table = pd.DataFrame([*rows, *last], columns=["plan", "place", "low", "high", "people", "shown"])
    (first, *more) = palette.of_plans(names).items()
    looks = [chart.Look(*first), *chart.lined(dict(more))]
    colour = chart.colour("plan", looks)
    across = {"field": "low", "type": "quantitative", "axis": chart.axis(t("Income a year, {unit}", unit=unit), tickCount=8)}
    up = {"field": "people", "type": "quantitative", "axis": chart.number_axis(t("People"))}
    tooltip = [{"field": "plan", "title": t("Plan")}, {"field": "shown", "title": t("Income a year")},
               {"field": "people", "title": t("People")}]
    chart.draw(title, commonest(names[-1], dict(zip(bands, counts[-1], strict=True))), looks, table, {"layer": [
        {"transform": [{"filter": "datum.place == 0"}], "mark": {"type": "bar", "binSpacing": 1},
         "encoding": {"x": {**across, "bin": {"binned": True}}, "x2": {"field": "high"}, "y": up, "color": colour,
                      "tooltip": tooltip}},
        {"transform": [{"filter": "datum.place > 0"}],
         "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2.5},
         "encoding": {"x": across, "y": up, "color": colour, "strokeDash": chart.dash("plan", looks), "tooltip": tooltip}}]},
        key, ((band, name, f"{people:,}") for name, _, _, _, people, band in rows), t("Income a year"))


def ownership(series: Sequence[Series], key: str, plan: str = "", height: int = chart.HEIGHT) -> None:
    """Stacked areas from today to the last year: who owns each yuan of profit, under the plan of that name."""
    title = plan or t("Who owns each yuan of profit")
    names = [text.say(each.label) for each in series]
    looks = chart.filled(dict(zip(names, palette.of_holders(series), strict=True)))
    shown = {stake: text.percent(stake) for stake in {stake for each in series for stake in each.values}}
    rows, below = [], [0.0] * max((len(each.values) for each in series), default=0)
    for place, (each, look) in enumerate(zip(series, looks, strict=True)):
        # Its letter stands where it has most, not at the edges, where it would be cut.
        inner = range(1, len(each.values) - 1) or range(len(each.values))
        widest = max(inner, key=lambda year: each.values[year], default=0)
        rows += [(year, look.name, stake, place, look.letter if year == widest and stake > 0.06 else "", shown[stake],
                  palette.ink_on(look.colour), below[year] + stake / 2)
                 for year, stake in enumerate(each.values)]
        below = [low + stake for low, stake in zip(below, each.values, strict=True)]
    table = pd.DataFrame(rows, columns=["year", "holder", "stake", "order", "letter", "shown", "ink", "middle"])
    across = {"field": "year", "type": "quantitative", "scale": {"nice": False},
              "axis": chart.axis(t("Year (0 is today)"), format="d", tickMinStep=1)}
    up = {"field": "stake", "type": "quantitative", "stack": "zero", "scale": {"domain": [0, 1]},
          "axis": chart.number_axis("", format="%")}
    inks = {"field": "ink", "type": "nominal", "legend": None, "scale": None}
    last = max((len(each.values) for each in series), default=1) - 1
    most = max(series, key=lambda each: each.values[-1], default=None)
    said = "" if most is None else t("{holder} has most: {now} today, {then} in year {year}.", holder=text.say(most.label),
                                     now=text.percent(most.values[0]), then=text.percent(most.values[-1]), year=last)
    chart.draw(title, said, looks, table, {
        "encoding": {"x": across},
        "layer": [
            {"mark": {"type": "area", "line": {"strokeWidth": 1, "color": "#ffffff"}},
             "encoding": {"y": up, "order": {"field": "order"}, "color": chart.colour("holder", looks),
                          "tooltip": [{"field": "year", "title": t("Year")}, {"field": "holder", "title": t("Holder")},
                                      {"field": "shown", "title": t("Stake")}]}},
            {"transform": [{"filter": "datum.letter"}], "mark": {"type": "text", "fontSize": 11, "aria": False},
             "encoding": {"y": {"field": "middle", "type": "quantitative"}, "text": {"field": "letter"}, "color": inks}}]},
        key, ((str(row[0]), row[1], row[5]) for row in rows), t("Year"), height)


def payout_curve(curve: pd.DataFrame, key: str) -> None:
    """Commission against sales for several plans: columns sales, pay (yuan) and plan."""
    rows = list(curve[["sales", "plan", "pay"]].itertuples(index=False, name=None))
    top = max(curve["sales"])
    lines(t("Commission against sales, a month"),
          values_at(t("At sales of {sales}", sales=text.money(top * 100)),
                    {plan: text.money(pay * 100) for sales, plan, pay in rows if sales == top}),
          [(sales, plan, pay, text.yuan(pay, 2)) for sales, plan, pay in rows],
          palette.of_sides(list(dict.fromkeys(curve["plan"]))), key, names=("sales", "plan"), amount="pay",
          heads=(t("Sales a month, ¥"), t("Plan"), t("Commission a month, ¥")),
          x={"type": "quantitative", "axis": chart.axis(t("Sales a month, ¥"), format=",.0f")},
          y={"axis": chart.number_axis(t("Commission, ¥"))})


def family_changes(table: pd.DataFrame, names: Sequence[str], company: Company, key: str) -> None:
    """A field a reform and job family: the average change of income, in words and as a tint.

    Columns place (of the reform), family, people, change (fen), gain, lose.
    """
    import plotly.graph_objects as go

    families = {family: text.say(label_of(company, family)) for family in dict.fromkeys(table["family"])}
    fields = {(families[family], names[place]): (change, text.money(change, signed=True), f"{gain:,}", f"{lose:,}")
              for place, family, change, gain, lose in table[["place", "family", "change", "gain", "lose"]].itertuples(
                  index=False, name=None)}
    nothing = (None, "", "", "")
    rows = [[fields.get((family, name), nothing) for name in names] for family in families.values()]
    most = max(1, int(table["change"].abs().max()))
    (best, best_plan), (worst, worst_plan) = (pick(fields, key=lambda at: fields[at][0]) for pick in (max, min))
    figure = go.Figure(go.Heatmap(
        z=[[change for change, *_ in row] for row in rows], x=[_wrapped(name) for name in names], y=list(families.values()),
        text=[[said for _, said, *_ in row] for row in rows], texttemplate="%{text}",
        textfont={"color": palette.INK, "size": 13}, zmin=-most, zmax=most, showscale=False, colorscale=palette.LESS_TO_MORE,
        xgap=2, ygap=2, customdata=[[both for _, _, *both in row] for row in rows],
        hovertemplate="%{y}<br>%{x}<br>%{text}<br>" + t("gain {gain}, lose {lose}", gain="%{customdata[0]}",
                                                      lose="%{customdata[1]}") + "<extra></extra>"))
    figure.update_yaxes(autorange="reversed", automargin=True, tickfont_color=palette.INK, showgrid=False)
    figure.update_xaxes(side="top", automargin=True, tickangle=0, tickfont_color=palette.INK, showgrid=False)
    chart.draw_figure(
        t("Average change of income, by job family and plan"),
        t("Most gained: {best} under “{best_plan}”, {most}. Least: {worst} under “{worst_plan}”, {least}.", best=best,
          best_plan=best_plan, most=fields[best, best_plan][1], worst=worst, worst_plan=worst_plan,
          least=fields[worst, worst_plan][1]),
        [], figure, key, ((family, name, said) for (family, name), (_, said, *_) in fields.items()), t("Job family"),
        height=80 + 34 * len(families))


def _wrapped(name: str) -> str:
    """A plan's name on several short lines, as the head of a narrow column."""
    return "<br>".join(wrap(name, 7 if text.language() == "zh" else 14))
