"""The Equity page's tab of pay and performance: holders side by side, against the share price and its volatility."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from engine.answers.compare import Comparison
from engine.answers.equity import executives, wealth
from engine.answers.equity.wealth import OwnedOption, Shareholder
from engine.base import text
from engine.base.problem import InputError
from engine.base.text import t
from engine.rules.parts.option_pricing import OptionTerms
from engine.rules.parts.wealth import Holding, WealthTerms
from engine.rules.rule import rule_named
from ui.equity import equity_curves
from ui.kit import csv, forms
from ui.kit.figures import entered, fields_of, inputs, rows
from ui.kit.refusals import refused, said


def show(comparison: Comparison) -> None:
    """The holders and the world on the left, what the price does to them on the right."""
    study = rule_named("pay_performance")
    st.markdown(f"**{text.say(study.about.title)}**", help=text.say(study.about.what))
    fields = fields_of(study)
    holders, options = wealth.rows_of(comparison)
    left, right = st.columns([1, 1], gap="medium")
    with left:
        people = rows("holders", Shareholder, holders, t("Holders, each with the share price of their own company"))
        owned = rows("options", OwnedOption, options, t("Options they hold, a row a grant"))
        _study(people, owned)
        terms = OptionTerms()
        given = inputs("terms", {key: fields[key] for key in OptionTerms.keys()},  # noqa: SIM118
                       {key: getattr(terms, key) for key in OptionTerms.keys()}, columns=2)  # noqa: SIM118
    with right:
        try:
            rule: Any = forms.validated(study, entered(given))
            held = wealth.holdings(people, owned)
        except InputError as error:
            _refused(error)
            return
        _lines(rule, held)
    _table(rule, held)


def _study(people: list[dict[str, Any]], owned: list[dict[str, Any]]) -> None:
    """A button that adds the study's executives to both tables, and what the study prints of each."""
    holders, options = executives.rows()
    there = {row["name"] for row in people}

    def add() -> None:
        forms.keep_form("rows holders", [*people, *(row for row in holders if row["name"] not in there)])
        forms.keep_form("rows options", [*owned, *(row for row in options if row["holder"] not in there)])

    if any(row["name"] not in there for row in holders):
        st.button(t("Add the study's chief executives"), on_click=add, key="add-study", icon=":material/group_add:")
    else:
        st.caption("  \n".join(t("{holder}: {what}", holder=text.say(each.name), what=text.say(each.printed)) for each in executives.STUDY))
        st.caption(t("Printed by the study; what they hold is ours, chosen so that each answers the price as printed."))


def _refused(error: InputError) -> None:
    """What was refused, with the row of which table."""
    for problem in error.problems:
        part, _, place = problem.place.partition(".")
        if part not in ("holders", "options"):
            refused(InputError([problem]), fields_of(rule_named("pay_performance")))
            continue
        row, _, column = place.partition(".")
        name, fields = (t("Holders"), Shareholder.keys()) if part == "holders" else (t("Options"), OwnedOption.keys())
        what = said(column, problem.what, fields)
        where = t("{table}, row {row}", table=name, row=int(row) + 1)
        st.error(f"{where} · {what}" if column else t("{where}: {what}", where=where, what=what), icon=":material/error:")


def _lines(rule: WealthTerms, held: dict[str, Holding]) -> None:
    prices, moves = wealth.by_price(rule, held), wealth.by_volatility(rule, held)
    if prices.empty:
        st.info(t("Nobody holds anything yet; enter shares or options on the left."))
        return
    equity_curves.wealth_by_price(prices, key="wealth-price")
    equity_curves.wealth_by_volatility(moves, rule.volatility, key="wealth-volatility")


def _table(rule: Any, held: dict[str, Holding]) -> None:
    """Everybody's wealth, what +50% and +100% of the price do to it, and the convexity."""
    found = [(name, holding, rule.calc(holding)) for name, holding in held.items()]

    def money(key: str) -> list[str]:
        return [text.money(result[key] * 100) for _, _, result in found]

    def part(key: str) -> list[str]:
        return ["–" if result[key] is None else text.percent(result[key], signed=True) for _, _, result in found]

    def number(key: str) -> list[str]:
        return ["–" if result.get(key) is None else f"{result[key]:.2f}" for _, _, result in found]

    table = pd.DataFrame({
        t("Holder"): [name for name, _, _ in found], t("Wealth"): money("wealth"), t("of it shares"): money("stock"),
        t("of it options"): money("options"), t("Wealth in years of pay"): number("wealth_in_years"),
        t("Price +50%"): money("change_50"), t("Price +50%, in % of wealth"): part("percent_50"),
        t("Price +50%, in years of pay"): number("years_of_pay"), t("Price +100%"): money("change_100"),
        t("Price +100%, in % of wealth"): part("percent_100"), t("Convexity"): number("convexity")})
    st.dataframe(table, hide_index=True, width="stretch",
                 column_config={t("Holder"): st.column_config.TextColumn(width="medium")})
    st.caption(t("Convexity: what wealth gains in % for each % of the price when it doubles. Stock alone is 1.00; the higher, the "
                 "more a risky plan pays its holder."))
    csv.download(lambda: table, "pay-performance", key="download-pay-performance")

