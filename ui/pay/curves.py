"""The pictures of pay and targets."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from engine.base import text
from engine.base.text import t
from ui.kit import chart, palette
from ui.kit.chart import axis, number_axis, scale
from ui.kit.chart_kinds import grouped, lines
from ui.kit.chart_words import commonest, largest, values_at

GROWTH = "+.0%"


def _names(table: pd.DataFrame, column: str = "plan") -> list[str]:
    return list(dict.fromkeys(table[column]))


def _range(values: pd.Series[float], places: int = 2) -> str:
    return f"{text.yuan(values.min(), places)} – {text.yuan(values.max(), places)}"


def marginal(table: pd.DataFrame, key: str) -> None:
    """Extra pay per extra 100 yuan against sales: columns plan, low, high, extra."""
    looks = chart.lined(palette.of_sides(_names(table)))
    spans = table.assign(shown=[f"{low:,.0f} – {high:,.0f}" for low, high in zip(table["low"], table["high"], strict=True)])
    chart.draw(t("What 100 yuan more of sales earn"),
               values_at(t("Of 100 more, ¥"), {str(plan): _range(each["extra"]) for plan, each in table.groupby("plan", sort=False)}),
               looks, spans, {
        "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2},
        "encoding": {
            "x": {"field": "low", "type": "quantitative", "axis": axis(t("Sales a month, ¥"))},
            "y": {"field": "extra", "type": "quantitative", "scale": {"zero": True},
                  "axis": number_axis(t("¥ per 100 more"), tickCount=3)},
            "color": chart.colour("plan", looks), "strokeDash": chart.dash("plan", looks),
            "tooltip": [{"field": "plan", "title": t("Plan")},
                        {"field": "shown", "title": t("Sales a month, ¥")},
                        {"field": "extra", "title": t("Of 100 more, ¥"), "format": ",.2f"}]}},
        key, zip(spans["shown"], spans["plan"], (text.yuan(each, 2) for each in spans["extra"]), strict=True),
        t("Sales a month, ¥"))


def readings(table: pd.DataFrame, now: str, key: str) -> None:
    """The same table read two ways, of which one is in force `now`: columns plan (the reading), sales, pay."""
    names, top = _names(table), max(table["sales"])
    rows = list(table[["sales", "plan", "pay"]].itertuples(index=False, name=None))
    said = values_at(t("At sales of {sales}", sales=text.money(top * 100)),
                     {plan: text.money(pay * 100) for sales, plan, pay in rows if sales == top})
    lines(t("The same table read both ways (now: {reading})", reading=now), said,
          [(sales, plan, pay, text.yuan(pay, 2)) for sales, plan, pay in rows],
          dict(zip(names, palette.READINGS, strict=False)), key, names=("sales", "plan"), amount="pay",
          heads=(t("Sales a month, ¥"), t("Reading"), t("Commission a month, ¥")),
          x={"type": "quantitative", "axis": axis(t("Sales a month, ¥"), format=",.0f")},
          y={"axis": number_axis(t("Commission, ¥"))})


def schemes(table: pd.DataFrame, key: str) -> None:
    """What each scheme pays against sales, the best one drawn thick: columns scheme, sales, pay, best."""
    looks = chart.lined(dict(zip(_names(table, "scheme"), palette.SCHEMES * 3, strict=False)))
    top = table[table["sales"] == table["sales"].max()]
    best = top.nlargest(1, "pay").iloc[0]
    shared = {"x": {"field": "sales", "type": "quantitative", "axis": axis(t("Sales a month, ¥"))},
              "y": {"field": "pay", "type": "quantitative", "axis": number_axis(t("Income a month, ¥"))},
              "color": chart.colour("scheme", looks),
              "tooltip": [{"field": "scheme", "title": t("Scheme")},
                          {"field": "sales", "title": t("Sales a month, ¥"), "format": ",.0f"},
                          {"field": "pay", "title": t("Income a month, ¥"), "format": ",.0f"}]}
    chart.draw(t("Which scheme pays most"),
               t("At sales of {sales} “{scheme}” pays most, {pay} a month; dots mark the best scheme at each level of sales.",
                 sales=text.money(best["sales"] * 100), scheme=best["scheme"], pay=text.money(best["pay"] * 100)),
               looks, table, {"encoding": shared, "layer": [
        {"mark": {"type": "line", "strokeWidth": 1.5}, "encoding": {"strokeDash": chart.dash("scheme", looks)}},
        {"transform": [{"filter": "datum.best"}], "mark": {"type": "point", "filled": True, "size": 26, "opacity": 1}}]},
        key, ((f"{sales:,.0f}", scheme, text.yuan(pay)) for scheme, sales, pay in table[["scheme", "sales", "pay"]].itertuples(
            index=False, name=None)), t("Sales a month, ¥"))


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
    (first, *more) = palette.of_sides(names).items()
    looks = [chart.Look(*first), *chart.lined(dict(more))]
    bars = rows[rows["part"] == "bar"]
    said = commonest(names[-1], {band: int(number) for plan, band, number in zip(
        bars["plan"], bars["shown"], bars["number"], strict=True) if plan == names[-1]})
    across = {"field": "low", "type": "quantitative", "axis": axis(t("Actual ÷ history"), format="%", tickCount=8)}
    up = {"field": "number", "type": "quantitative", "axis": number_axis(counted, tickMinStep=1, format="d")}
    tooltip = [{"field": "plan", "title": t("Plan")}, {"field": "shown", "title": t("Actual ÷ history")},
               {"field": "number", "title": counted}]
    colour, on_paper = chart.colour("plan", looks), {"stroke": palette.PAPER, "strokeWidth": 4}
    only, others = (f"datum.part {part} && datum.plan {plan} {names[0]!r}" for part, plan in (
        ("== 'bar'", "=="), ("!= 'level'", "!=")))
    chart.draw(t("Actual against history, with the levels of the reform as lines"), said, looks, rows, {"layer": [
        {"transform": [{"filter": only}], "mark": {"type": "bar", "binSpacing": 1},
         "encoding": {"x": {**across, "bin": {"binned": True}}, "x2": {"field": "high"}, "y": up, "color": colour,
                      "tooltip": tooltip}},
        {"transform": [{"filter": others}], "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 2.5},
         "encoding": {"x": across, "y": up, "color": colour, "strokeDash": chart.dash("plan", looks), "tooltip": tooltip}},
        {"transform": [{"filter": "datum.part == 'level'"}], "mark": {"type": "rule", "strokeDash": [4, 3],
                                                                      "color": palette.RULE_INK},
         "encoding": {"x": {"field": "place", "type": "quantitative"},
                      "tooltip": [{"field": "level", "title": t("Level")}, {"field": "shown", "title": t("From")}]}},
        *({"transform": [{"filter": "datum.part == 'level'"}],
           "mark": dict(ink, type="text", align="right", fontSize=11, angle=270, baseline="bottom", dy=-3, y=2),
           "encoding": {"x": {"field": "place", "type": "quantitative"}, "text": {"field": "level"}}}
          for ink in (on_paper, {"color": palette.INK}))]},
        key, ((band, plan, f"{number:,.0f}") for plan, band, number in zip(bars["plan"], bars["shown"], bars["number"], strict=True)),
        t("Actual ÷ history"))


def levels_reached(table: pd.DataFrame, counted: str, key: str) -> None:
    """How many are on each level, side by side: columns level, plan, number."""
    names = _names(table)
    last = {level: int(number) for level, plan, number in zip(table["level"], table["plan"], table["number"], strict=True)
            if plan == names[-1]} if names else {}
    grouped(t("How many are on each level"), largest(names[-1], last, text.count) if names else "",
            [(level, plan, number, f"{number:,}") for level, plan, number in zip(
                table["level"], table["plan"], table["number"], strict=True)], palette.of_sides(names), key,
            names=("level", "plan"), heads=(t("Level"), t("Plan"), counted), unit=counted,
            axis={"tickMinStep": 1, "format": "d"})


def steps(table: pd.DataFrame, key: str) -> None:
    """The coefficient against actual ÷ history: columns plan, place, coefficient."""
    said = values_at(t("Coefficient"), {str(plan): f"×{each['coefficient'].min():g} – ×{each['coefficient'].max():g}"
                                        for plan, each in table.groupby("plan", sort=False)})
    lines(t("The coefficient that each attainment earns"), said,
          [(place, plan, value, f"×{value:g}") for place, plan, value in zip(
              table["place"], table["plan"], table["coefficient"], strict=True)], palette.of_sides(_names(table)), key,
          names=("place", "plan"), amount="coefficient", heads=(t("Actual ÷ history"), t("Plan"), t("Coefficient")),
          x={"type": "quantitative", "axis": axis(t("Actual ÷ history"), format=".0%", tickCount=6)},
          y={"axis": number_axis(t("Coefficient"))}, read="{:.1%}")


def scores(table: pd.DataFrame, key: str) -> None:
    """Histogram of scores: columns plan, low, high, people; the reform in bars, blue from 70 to 90, today as a line."""
    rows = table.assign(shown=[f"{low} – {high}" for low, high in zip(table["low"], table["high"], strict=True)])
    inside = (rows["low"] >= 70) & (rows["high"] <= 90)
    within, without, today = t("Reform, from 70 to 90"), t("Reform, below or above"), t("Today")
    looks = [chart.Look(within, palette.REFORM, "A"), chart.Look(without, palette.NEITHER, "B"),
             *([chart.Look(today, palette.INK, dash=(4, 3))] if (rows["plan"] == today).any() else [])]
    rows = rows.assign(letter=["A" if each else "B" for each in inside],
                       series=[today if plan == today else within if each else without
                               for plan, each in zip(rows["plan"], inside, strict=True)])
    bars = rows[rows["plan"] != today]
    tooltip = [{"field": "plan", "title": t("Plan")}, {"field": "shown", "title": t("Score")},
               {"field": "people", "title": t("People")}]
    up = {"field": "people", "type": "quantitative", "axis": number_axis(t("People"))}
    across = {"field": "low", "type": "quantitative", "scale": {"zero": False}, "axis": axis(t("Score"))}
    colour, reform = chart.colour("series", looks), {"filter": f"datum.series != {today!r}"}
    chart.draw(t("Scores of the people"), t("{n} of {all} people score from 70 to 90.", n=text.count(int(
        bars.loc[inside, "people"].sum())), all=text.count(int(bars["people"].sum()))), looks, rows, {"layer": [
        {"transform": [reform], "mark": {"type": "bar", "binSpacing": 1},
         "encoding": {"x": {**across, "bin": {"binned": True}}, "x2": {"field": "high"}, "y": up, "tooltip": tooltip,
                      "color": colour}},
        {"transform": [reform, {"filter": "datum.people > 0"}, {"calculate": "(datum.low + datum.high) / 2", "as": "middle"}],
         "mark": {"type": "text", "dy": -6, "fontSize": 10, "color": palette.FAINT_INK},
         "encoding": {"x": {**across, "field": "middle"}, "y": up, "text": {"field": "letter"}}},
        {"transform": [{"filter": f"datum.series == {today!r}"}],
         "mark": {"type": "line", "interpolate": "step-after", "strokeWidth": 1.5, "strokeDash": [4, 3]},
         "encoding": {"x": across, "y": up, "color": colour, "tooltip": tooltip}}]},
        key, zip(rows["shown"], rows["plan"], (f"{each:,}" for each in rows["people"]), strict=True), t("Score"))


def months(table: pd.DataFrame, key: str) -> None:
    """Targets by month before and after: columns plan, month, amount (yuan)."""
    most = table.nlargest(1, "amount").iloc[0]
    lines(t("Targets by month"), t("The largest month is month {month}, {amount} ({plan}).", month=most["month"],
                                   amount=text.yuan(most["amount"]), plan=most["plan"]),
          [(month, plan, amount, text.yuan(amount, 2)) for month, plan, amount in zip(
              table["month"], table["plan"], table["amount"], strict=True)], palette.of_sides(_names(table)), key,
          names=("month", "plan"), heads=(t("Month"), t("Plan"), "¥"),
          x={"type": "ordinal", "axis": axis(t("Month"), labelAngle=0)}, y={"axis": number_axis(scale(0)[1])},
          mark={"interpolate": "step"})


def long(tables: Mapping[str, Mapping[int, float]]) -> pd.DataFrame:
    """Months by plan as the rows a chart wants."""
    return pd.DataFrame([(plan, month, amount) for plan, row in tables.items() for month, amount in row.items()],
                        columns=["plan", "month", "amount"])


def goals(table: pd.DataFrame, key: str) -> None:
    """What each goal grew by, year by year: columns goal, year, growth, met (in words), wanted; what is wanted as a tick."""
    met, missed = t("met"), t("missed")
    looks = [look for look in (chart.Look(met, palette.GOOD, "✓"), chart.Look(missed, palette.BAD, "✗"))
             if look.name in set(table["met"])]
    rows = table.assign(letter=["✓" if each == met else "✗" for each in table["met"]])
    across = {"x": {"field": "goal", "type": "nominal", "sort": None, "axis": axis("", labelAngle=0, labelLimit=140)},
              "xOffset": {"field": "year", "type": "ordinal"}}
    tooltip = [{"field": "goal", "title": t("Goal")}, {"field": "year", "title": t("Year")},
               {"field": "growth", "title": t("Growth"), "format": "+.1%"},
               {"field": "wanted", "title": t("Wanted"), "format": "+.1%"}, {"field": "met", "title": t("Met or missed")}]
    up = {"field": "growth", "type": "quantitative", "axis": number_axis(t("Growth"), format=GROWTH)}
    chart.draw(t("Growth of each goal, a bar a year; the dark line is the goal"),
               t("{n} of {all} goals are met, counting every year.", n=int((table["met"] == met).sum()), all=len(table)),
               looks, rows, {"encoding": {**across, "tooltip": tooltip}, "layer": [
        {"mark": {"type": "bar"}, "encoding": {"y": up, "color": chart.colour("met", looks)}},
        {"mark": {"type": "text", "dy": {"expr": "datum.growth < 0 ? 8 : -7"}, "fontSize": 11, "color": palette.INK},
         "encoding": {"y": up, "text": {"field": "letter"}}},
        {"mark": {"type": "tick", "thickness": 3, "color": palette.FAINT_INK, "bandSize": 34},
         "encoding": {"y": {"field": "wanted", "type": "quantitative"}}}]},
        key, ((f"{goal}, {year}", head, value) for goal, year, growth, held, wanted in table[
            ["goal", "year", "growth", "met", "wanted"]].itertuples(index=False, name=None)
            for head, value in ((t("Growth"), text.percent(growth, signed=True)), (t("Wanted"), text.percent(wanted, signed=True)),
                                (t("Met or missed"), held))), t("Goal"))
