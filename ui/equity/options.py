"""The Equity page's tab of options: what one is worth, what a grant costs the books, and its three numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from engine.answers.compare import Comparison
from engine.answers.equity import granting, wealth
from engine.answers.equity.granting import Booked, Grant
from engine.base import text
from engine.base.problem import InputError
from engine.base.text import t
from engine.rules.parts.option_grants import METHODS, ExpenseTranche
from engine.rules.parts.option_pricing import OptionTerms, d1_d2
from engine.rules.rule import rule_named
from ui.equity import equity_curves
from ui.kit import csv, forms, state
from ui.kit.choice import choose
from ui.kit.figures import entered, fields_of, inputs, number_of, numbers, rows
from ui.kit.refusals import refused, said


def show(comparison: Comparison) -> None:
    """The value of one option, then the cost of a grant of them."""
    grant = granting.grant_of(comparison.reform)
    rule, spot, strike = _value(grant)
    _expense(comparison, grant, rule, spot, strike)


# ---------------------------------------------------------------- value

def _value(grant: Grant) -> tuple[OptionTerms | None, float, float]:
    """What an option is worth; the terms it was valued on, or None where they were refused."""
    valuing = rule_named("option_value")
    st.markdown(f"**{text.say(valuing.about.title)}**", help=text.say(valuing.about.what))
    fields = fields_of(valuing)
    terms = OptionTerms()
    left, right = st.columns([1, 2], gap="medium")
    with left:
        keys = ("spot", "strike", "years", *OptionTerms.keys())
        given = inputs("option", {key: fields[key] for key in keys},
                       {"spot": grant.spot, "strike": grant.strike, "years": 5.0,
                        **{key: getattr(terms, key) for key in OptionTerms.keys()}}, columns=2)  # noqa: SIM118
        st.caption(t("Share price and strike start from the plan's first grant of options; where it has none, from last year's "
                     "profit × the multiple of the assumptions ÷ the shares of the cap table."))
    with right:
        try:
            rule, wanted = valuing.parsed(entered(given))
        except InputError as error:
            refused(error, fields)
            return None, grant.spot, grant.strike
        result = rule.calc(wanted)
        with st.container(horizontal=True, gap="medium"):
            for label, value in ((t("Fair value of the call"), result["call"]), (t("Worth to the holder"), result["value"]),
                                 (t("If exercised today"), result["intrinsic"]), (t("Value of the time left"), result["time_value"])):
                st.metric(label, f"¥{value:,.4f}", width="content")
        table = wealth.option_by_price(rule, wanted.spot, wanted.strike, wanted.years)
        equity_curves.option_value(table, wanted.spot, key="option-value")
        with st.expander(t("Each amount taken apart"), icon=":material/functions:"):
            _taken_apart(rule, wanted, result)
    return rule, wanted.spot, wanted.strike


def _taken_apart(rule: OptionTerms, wanted: Any, result: Mapping[str, float]) -> None:
    d1, d2 = d1_d2(wanted.spot, wanted.strike, rule.rate, rule.volatility, wanted.years, rule.dividend_yield)
    lines = [("d1", f"{d1:.6f}"), ("d2", f"{d2:.6f}"),
             (t("Fair value of the call"), f"¥{result['call']:,.6f}"), (t("Fair value of the put"), f"¥{result['put']:,.6f}"),
             (t("Haircut for early exercise"), f"−¥{result['call'] - result['value']:,.6f}"),
             (t("Worth to the holder"), f"¥{result['value']:,.6f}")]
    st.dataframe(pd.DataFrame(lines, columns=[t("Line"), t("Amount")]), hide_index=True, width="stretch")
    st.caption(text.say(rule_named("option_value").about.formula))


# ---------------------------------------------------------------- expense

def _expense(comparison: Comparison, grant: Grant, valued_by: OptionTerms | None, spot: float, strike: float) -> None:
    """The grant on the left; methods, profit and the three numbers on the right."""
    booking = rule_named("option_expense")
    st.markdown(f"**{text.say(booking.about.title)}**", help=text.say(booking.about.what))
    fields = fields_of(booking)
    company = state.scenario().company
    left, right = st.columns([1, 2], gap="medium")
    with left:
        tranches = rows("tranches", ExpenseTranche, grant.tranches, t("The grant, a row a tranche"))

        def revalue() -> None:
            assert valued_by is not None
            forms.keep_form("rows tranches", granting.valued(tranches, valued_by, spot, strike))

        st.button(t("Value each tranche by the formula above"), on_click=revalue, key="revalue", disabled=valued_by is None,
                  icon=":material/calculate:")
        given = inputs("expense", {"leaving_rate": fields["leaving_rate"]}, {"leaving_rate": 0.0})
        with st.expander(t("Stated split and leavers by year")):
            split = numbers("split", number_of(fields["split"]), grant.split, text.say(booking.parameters()["split"].label))
            gone = numbers("left", number_of(fields["left"]), (), text.say(booking.parameters()["left"].label))
        method = choose(t("Booked by"), {key: text.say(label) for key, label in METHODS.items()}, "expense-method",
                        grant.method, width="stretch")
        sold = inputs("exercise", {key: fields[key] for key in ("strike", "price", "company_rate")},
                      {"strike": strike, "price": round(strike * 2, 2), "company_rate": company.facts.money.profit_tax})
    whole = {"tranches": tranches, "split": split, "left": gone, **entered(given)}
    booked = granting.side_by_side(whole, list(METHODS))
    chosen = next(each for each in booked if each.method == method)
    with right:
        if chosen.refused is not None:
            refused(chosen.refused, fields)
            return
        _methods(booked)
        _profit(comparison, chosen, grant.first)
        _three_numbers(granting.by({**whole, **entered(sold)}, method))


def _methods(booked: Sequence[Booked]) -> None:
    """The expense of each year by each method, to see, to check and to download."""
    there = [each for each in booked if each.refused is None]
    equity_curves.expenses([(text.say(METHODS[each.method]), each.expense) for each in there], key="expenses")
    years = max((len(each.expense) for each in there), default=0)
    table = pd.DataFrame({t("Method"): [text.say(METHODS[each.method]) for each in there], **{
        t("Year {year}", year=year + 1): [text.exact(each.expense[year]) if year < len(each.expense) else ""
                                          for each in there] for year in range(years)},
        t("In all"): [text.exact(sum(each.expense)) for each in there]})
    st.dataframe(table, hide_index=True, width="stretch")
    for each in booked:
        if each.refused is not None:
            fields = fields_of(rule_named("option_expense"))
            why = " ".join(said(problem.place, problem.what, fields) for problem in each.refused.problems)
            st.caption(t("{method}: {why}", method=text.say(METHODS[each.method]), why=why))
    csv.download(lambda: table, "expense", key="download-expense")


def _profit(comparison: Comparison, booked: Booked, first: int) -> None:
    """Net profit as simulated, and as reported after the expense."""
    before, after = granting.profits_of(comparison.reform, booked.expense, first)
    equity_curves.profits(before, after, key="profits")
    losses = [year for year, (plain, less) in enumerate(zip(before, after, strict=True), start=1) if plain >= 0 > less]
    if losses:
        st.warning(t("The expense alone turns the profit into a loss in: {years}.", years=t(", ").join(
            t("year {year}", year=year) for year in losses)), icon=":material/trending_down:")
    if len(before) > len(comparison.reform.years):
        st.caption(t("Years after the last simulated one keep its profit."))


def _three_numbers(given: Mapping[str, Any]) -> None:
    """Accounting cost, tax deduction and cash are three different numbers."""
    booking = rule_named("option_expense")
    try:
        rule, wanted = booking.parsed(given)
        result = rule.calc(wanted)
    except InputError as error:
        refused(error, fields_of(booking))
        return
    st.caption(t("Three different numbers, if everybody who is still there exercises"))
    with st.container(horizontal=True, gap="medium"):
        st.metric(t("Accounting cost"), text.money(result["total"] * 100), width="content",
                  help=t("Share-based payment, expensed over the vesting years; no cash."))
        if "tax_deduction" in result:
            st.metric(t("Tax deduction"), text.money(result["tax_deduction"] * 100), width="content",
                      help=t("At exercise: options × (share price − strike), as wages; the holders' gain before their own tax."))
            st.metric(t("Tax saved"), text.money(result["tax_saving"] * 100), width="content",
                      help=t("The deduction × the company's income tax rate, if it has that much profit."))
        st.metric(t("Cash cost"), text.money(0), width="content",
                  help=t("None: shareholders pay by dilution; the company receives the strike."))
    if "tax_deduction" in result:
        many = granting.exercised(rule, wanted.tranches)
        st.caption(t("{n} options exercised at ¥{strike} when the share stands at ¥{price}; company income tax {rate}. The "
                     "holders' own tax is not in these numbers.", n=f"{many:,}", strike=f"{wanted.strike:,.2f}",
                     price=f"{wanted.price:,.2f}", rate=text.percent(rule.company_rate)))
    lines = {"cost": t("Cost at grant, if everybody stays"), "total": t("Accounting cost"), "gain": t("Holders' gain before tax"),
             "tax_deduction": t("Tax deduction"), "tax_saving": t("Tax saved"), "cash_cost": t("Cash cost")}
    table = pd.DataFrame([(label, f"¥{result[key]:,.2f}") for key, label in lines.items() if key in result],
                         columns=[t("Line"), t("Amount")])
    st.dataframe(table, hide_index=True, width="stretch")

