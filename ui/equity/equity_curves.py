"""The pictures of the Equity page's calculations.

Those of several layers are put together in Altair, where a layer is one line; it is imported when the first is drawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd

from engine.base import text
from engine.base.parameter import Text
from engine.base.text import t
from ui.kit import chart, palette
from ui.kit.chart import Look, axis, number_axis, scale
from ui.kit.chart_kinds import grouped, stacked
from ui.kit.chart_words import values_at

HOLDERS = tuple(colour for shades in palette.OF_HOLDER.values() for colour in shades) + palette.MORE_HOLDERS
NOW = (4, 3)
"""Dashes of the line where something stands now."""


def _layers(*layers: Any) -> dict[str, Any]:
    """The specification of Altair charts drawn on top of each other, without their data and configuration."""
    import altair as alt

    found = alt.layer(*layers).to_dict()
    return {"layer": [{name: part for name, part in each.items() if name != "data"} for each in found["layer"]]}


def valuations(valued: Sequence[tuple[str, int]], key: str) -> None:
    """A bar a method, in fen."""
    divisor, unit = scale(max((value for _, value in valued), default=0))
    table = pd.DataFrame([(method, value / divisor, text.money(value)) for method, value in valued],
                         columns=["method", "amount", "shown"])
    (low, least), (high, most) = (pick(valued, key=lambda each: each[1]) for pick in (min, max))
    place = {"y": {"field": "method", "type": "nominal", "sort": None, "axis": {"title": None, "labelLimit": 190}},
             "x": {"field": "amount", "type": "quantitative", "axis": number_axis(unit),
                   "scale": {"domainMax": 1.25 * most / divisor}},  # room for the value at the end of the longest bar
             "tooltip": [{"field": "method", "title": t("Method")}, {"field": "shown", "title": t("Value")}]}
    chart.draw(t("Value of the company by method"),
               t("{high} gives most, {most}; {low} least, {least}.", high=high, most=text.money(most), low=low,
                 least=text.money(least)), [], table, {"encoding": place, "layer": [
        {"mark": {"type": "bar", "color": palette.REFORM, "size": 22}},
        {"mark": {"type": "text", "align": "left", "dx": 4, "color": palette.FAINT_INK},
         "encoding": {"text": {"field": "shown"}}}]}, key, ((method, t("Value"), text.money(value)) for method, value in valued),
        t("Method"))


def option_value(table: pd.DataFrame, spot: float, key: str) -> None:
    """One option against the share price: columns kind, price, value (yuan); a line where the share stands."""
    import altair as alt

    names = {"call": t("Fair value"), "held": t("Worth to the holder"), "intrinsic": t("If exercised today")}
    kinds = [names[kind] for kind in dict.fromkeys(table["kind"])]
    looks = [*chart.lined(dict(zip(kinds, palette.OPTION, strict=False))), Look(t("Today"), palette.RULE_INK, dash=NOW)]
    curves = table.assign(kind=table["kind"].map(names), part="line")
    shown = pd.concat([curves, pd.DataFrame({"kind": [t("Today")], "price": [spot], "value": [0.0], "part": ["now"]})],
                      ignore_index=True)
    nearest = curves[curves["price"] == curves["price"].iloc[(curves["price"] - spot).abs().argmin()]]
    across = alt.X("price:Q", scale=alt.Scale(nice=False), axis=axis(t("Share price, ¥")))
    one = alt.Chart().transform_filter("datum.part == 'line'").mark_line(strokeWidth=2).encode(
        x=across, y=alt.Y("value:Q", axis=number_axis(scale(0)[1])), color=chart.colour("kind", looks),
        strokeDash=chart.dash("kind", looks),
        tooltip=[alt.Tooltip("kind:N", title=t("Value")), alt.Tooltip("price:Q", title=t("Share price, ¥"), format=",.2f"),
                 alt.Tooltip("value:Q", title="¥", format=",.4f")])
    now = alt.Chart().transform_filter("datum.part == 'now'").mark_rule(strokeDash=list(NOW), color=palette.RULE_INK).encode(
        x=across, tooltip=[alt.Tooltip("kind:N"), alt.Tooltip("price:Q", format=",.2f")])
    chart.draw(t("One option against the share price"),
               values_at(t("At a share price of {price}", price=f"¥{nearest['price'].iloc[0]:,.2f}"),
                         {kind: f"¥{value:,.2f}" for kind, value in zip(nearest["kind"], nearest["value"], strict=True)}),
               looks, shown, _layers(one, now), key,
               ((f"{price:,.2f}", kind, f"¥{value:,.4f}") for price, kind, value in zip(
                   curves["price"], curves["kind"], curves["value"], strict=True)), t("Share price, ¥"))


def expenses(booked: Sequence[tuple[str, Sequence[int]]], key: str) -> None:
    """The expense of each year by each method, in fen, side by side."""
    divisor, unit = scale(max((abs(each) for _, years in booked for each in years), default=0))
    grouped(t("The expense of each year by method"),
            values_at(t("All years together"), {method: text.money(sum(years)) for method, years in booked}),
            [(t("Year {year}", year=year), method, each / divisor, text.exact(each))
             for method, years in booked for year, each in enumerate(years, start=1)],
            dict(zip((method for method, _ in booked), palette.METHODS, strict=False)), key, names=("year", "method"),
            heads=(t("Year"), t("Method"), t("Expense")), unit=unit)


def profits(before: Sequence[int], after: Sequence[int], key: str) -> None:
    """Net profit without and with the expense, by year, in fen."""
    divisor, unit = scale(max((abs(each) for each in (*before, *after)), default=0))
    sides = {t("Without the expense"): before, t("With the expense"): after}
    most = max(range(len(before)), key=lambda place: before[place] - after[place], default=0)
    grouped(t("Net profit of the plan looked at, without and with this expense; it costs no cash"),
            values_at(t("Year {year}", year=most + 1), {side: text.money(years[most]) for side, years in sides.items()}),
            [(t("Year {year}", year=year), side, each / divisor, text.exact(each))
             for side, years in sides.items() for year, each in enumerate(years, start=1)],
            dict(zip(sides, (palette.TODAY, palette.REFORM), strict=True)), key, names=("year", "side"),
            heads=(t("Year"), t("Net profit"), "¥"), unit=unit)


def _holders(table: pd.DataFrame) -> list[Look]:
    return chart.lined(dict(zip(dict.fromkeys(table["holder"]), HOLDERS, strict=False)))


def _moved_most(table: pd.DataFrame, place: str, where: str) -> str:
    """Whose wealth changes most and least at the far end."""
    end = table[table[place] == table[place].max()].sort_values("change")
    if len(end) == 1:
        return values_at(where, {end.iloc[0]["holder"]: text.percent(end.iloc[0]["change"], signed=True)})
    least, most = end.iloc[0], end.iloc[-1]
    return t("{where}: {most} {more}, {least} {less}.", where=where, most=most["holder"], least=least["holder"],
             more=text.percent(most["change"], signed=True), less=text.percent(least["change"], signed=True))


def wealth_by_price(table: pd.DataFrame, key: str) -> None:
    """Wealth's change against the price's: columns holder, growth, change, wealth (fen)."""
    import altair as alt

    looks = _holders(table)
    price = Look(t("The share price itself"), palette.TODAY)
    across = alt.X("growth:Q", axis=axis(t("Change of the share price"), format="+.0%"))
    up = number_axis(t("Change of wealth"), format="+.0%")
    itself = alt.Chart().mark_line(strokeWidth=6, color=price.colour).encode(x=across, y=alt.Y("growth:Q", axis=up))
    wealth = alt.Chart().mark_line(strokeWidth=2).encode(
        x=across, y=alt.Y("change:Q", axis=up), color=chart.colour("holder", looks), strokeDash=chart.dash("holder", looks),
        tooltip=[alt.Tooltip("holder:N", title=t("Holder")),
                 alt.Tooltip("growth:Q", title=t("Change of the share price"), format="+.0%"),
                 alt.Tooltip("change:Q", title=t("Change of wealth"), format="+.1%"),
                 alt.Tooltip("shown:N", title=t("Wealth"))])
    top = table["growth"].max()
    chart.draw(t("Wealth in the company against the share price"),
               _moved_most(table, "growth", t("Price {change}", change=text.percent(top, 0, signed=True))), [price, *looks],
               table.assign(shown=table["wealth"].map(text.money)), _layers(itself, wealth), key,
               ((text.percent(growth, 0, signed=True), holder, text.percent(change, signed=True))
                for growth, holder, change in zip(table["growth"], table["holder"], table["change"], strict=True)),
               t("Change of the share price"))


def wealth_by_volatility(table: pd.DataFrame, now: float, key: str) -> None:
    """Wealth against volatility: columns holder, volatility, change, wealth (fen); a line where it stands now."""
    import altair as alt

    looks, today = _holders(table), Look(t("Volatility now"), palette.RULE_INK, dash=NOW)
    shown = pd.concat([table.assign(shown=table["wealth"].map(text.money), part="line"),
                       pd.DataFrame({"volatility": [now], "part": ["now"]})], ignore_index=True)
    across = alt.X("volatility:Q", axis=axis(t("Volatility of the share a year"), format=".0%"))
    wealth = alt.Chart().transform_filter("datum.part == 'line'").mark_line(strokeWidth=2).encode(
        x=across, y=alt.Y("change:Q", axis=number_axis(t("Change of wealth"), format="+.0%")),
        color=chart.colour("holder", looks), strokeDash=chart.dash("holder", looks),
        tooltip=[alt.Tooltip("holder:N", title=t("Holder")),
                 alt.Tooltip("volatility:Q", title=t("Volatility of the share a year"), format=".0%"),
                 alt.Tooltip("change:Q", title=t("Change of wealth"), format="+.1%"),
                 alt.Tooltip("shown:N", title=t("Wealth"))])
    stands = alt.Chart().transform_filter("datum.part == 'now'").mark_rule(
        strokeDash=list(NOW), color=palette.RULE_INK).encode(x=across)
    top = table["volatility"].max()
    chart.draw(t("Wealth against the volatility of the share: flat with stock alone, rising with options"),
               _moved_most(table, "volatility", t("Volatility {rate}", rate=text.percent(top, 0))), [*looks, today], shown,
               _layers(wealth, stands), key,
               ((text.percent(rate, 0), holder, text.percent(change, signed=True))
                for rate, holder, change in zip(table["volatility"], table["holder"], table["change"], strict=True)),
               t("Volatility of the share a year"))


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
    stacked(t("What becomes of the promises, at each year's end"),
            values_at(t("In the end"), {kind: text.count(int(shares.iloc[-1])) for kind, shares in kinds.items()}),
            [(t("Year {year}", year=year), kind, shares / divisor, f"{shares:,}") for kind, column in kinds.items()
             for year, shares in zip(table["year"], column, strict=True)],
            dict(zip(kinds, palette.PROMISES, strict=True)), key, names=("year", "kind"),
            heads=(t("Year"), t("Promises"), t("Shares")), unit=unit)


def loans(table: pd.DataFrame, key: str) -> None:
    """Where the dividends go, and what is still owed: columns year, interest, principal, dividends, loan, in fen."""
    kinds = {t("Interest"): table["interest"], t("Loan repaid"): table["principal"],
             t("In cash"): (table["dividends"] - table["interest"] - table["principal"]).clip(lower=0)}
    divisor, unit = scale(max(int(table["loan"].max()), int(table["dividends"].max())))
    owed = t("Still owed")
    looks = [*chart.filled(dict(zip(kinds, palette.LOANS, strict=False))), Look(owed, palette.LOANS[-1], dash=(1, 0))]
    long = pd.DataFrame([(t("Year {year}", year=year), look.name, amount / divisor, text.exact(amount), look.letter,
                          palette.ink_on(look.colour))
                         for look, column in zip(looks, (*kinds.values(), table["loan"]), strict=True)
                         for year, amount in zip(table["year"], column, strict=True)],
                        columns=["year", "kind", "amount", "shown", "letter", "ink"])
    room = 0.06 * long["amount"].max()
    long["letter"] = long["letter"].where(long["amount"] > room, "")
    across = {"field": "year", "type": "nominal", "sort": None, "axis": axis("", labelAngle=0)}
    up = {"field": "amount", "type": "quantitative", "axis": number_axis(unit)}
    tip = [{"field": "year", "title": t("Year")}, {"field": "kind", "title": ""}, {"field": "shown", "title": "¥"}]
    parts = [{"filter": {"not": {"field": "kind", "equal": owed}}}]
    inks = {"field": "ink", "type": "nominal", "legend": None, "scale": None}
    chart.draw(t("Dividends pay the interest first, then the loan; the rest is cash"),
               values_at(t("In the end"), {owed: text.money(table["loan"].iloc[-1])}), looks, long,
               {"encoding": {"x": across, "tooltip": tip}, "layer": [
        {"transform": parts, "mark": {"type": "bar"},
         "encoding": {"y": {**up, "stack": "zero"}, "color": chart.colour("kind", looks)}},
        {"transform": parts, "mark": {"type": "text", "fontSize": 11, "aria": False},
         "encoding": {"y": {**up, "stack": "zero", "bandPosition": 0.5}, "text": {"field": "letter"}, "detail": {"field": "kind"},
                      "color": inks}},
        {"transform": [{"filter": {"field": "kind", "equal": owed}}], "mark": {"type": "line", "point": True, "strokeWidth": 2},
         "encoding": {"y": up, "color": chart.colour("kind", looks)}}]}, key,
        zip(long["year"], long["kind"], long["shown"], strict=True), t("Year"))
