"""The Equity page's tab of valuation: every method side by side and taken apart."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

import pandas as pd
import streamlit as st

from engine.answers.equity import valuing
from engine.answers.equity.valuing import OF_METHOD, Valued
from engine.base import text
from engine.base.money import round_half_up
from engine.base.parameter import Unit, parameter_of
from engine.base.problem import InputError
from engine.base.text import t
from engine.rules.parts.valuing import METHODS, WorkingLine
from engine.rules.rule import rule_named
from ui.equity import equity_curves
from ui.equity.share_prices import share_prices
from ui.kit import csv, state
from ui.kit.figures import fields_of, inputs
from ui.kit.refusals import missing_only, refused, said


def show() -> None:
    """What the company is worth by every method, and what a share of it costs."""
    valuations()
    share_prices()


def valuations() -> None:
    """The figures on the left, the methods and their spread on the right."""
    rule = rule_named("valuation")
    st.markdown(f"**{text.say(rule.about.title)}**", help=text.say(rule.about.what))
    fields = fields_of(rule)
    start = valuing.start_of(state.scenario())
    left, right = st.columns([1, 2], gap="medium")
    given: dict[str, Any] = {}
    with left:
        st.caption(t("Profit and revenue are last year's of the books; fill in what you know of the rest."))
        asked: set[str] = set()
        for method, keys in OF_METHOD.items():
            own = {key: fields[key] for key in keys if key not in asked}
            asked |= own.keys()
            with st.expander(text.say(METHODS[method]), expanded=method == "pe"):
                given |= inputs("valuation", own, start)
    valued = valuing.side_by_side(given)
    with right:
        _spread(valued)
        _methods(valued)
    _working(valued)


def _spread(valued: Sequence[Valued]) -> None:
    spread = valuing.spread(valued)
    if spread is None:
        st.info(t("No method gives a value yet; fill in the figures on the left."))
        return
    with st.container(horizontal=True, gap="medium"):
        for label, value in ((t("Lowest"), spread.low), (t("Middle"), spread.middle), (t("Highest"), spread.high)):
            st.metric(label, text.money(value), width="content")
        st.metric(t("Highest ÷ lowest"), "–" if spread.times is None else f"×{spread.times:.2f}", width="content")
    equity_curves.valuations([(text.say(METHODS[each.method]), each.value) for each in valued if each.value is not None],
                             key="valuations")
    if spread.times is None or spread.times >= 2:
        st.caption(t("The methods are far apart: agree on one before a price is told to anybody, and say which."))


def _methods(valued: Sequence[Valued]) -> None:
    """A row a method: its value and the price of a share, or what it lacks."""
    shares = sum(state.scenario().company.facts.shares().values())
    table = pd.DataFrame({
        t("Method"): [text.say(METHODS[each.method]) for each in valued],
        t("Value"): ["–" if each.value is None else text.exact(each.value) for each in valued],
        t("Price a share"): ["–" if each.value is None else text.exact(round_half_up(Fraction(each.value, shares)))
                             for each in valued],
        t("Remark"): ["" if each.refused is None else _why(each.refused) for each in valued]})
    st.dataframe(table, hide_index=True, width="stretch")
    wrong = [each.refused for each in valued if each.refused is not None and not missing_only(each.refused)]
    shown: set[str] = set()
    for error in wrong:
        if str(error) not in shown:
            refused(error, fields_of(rule_named("valuation")))
        shown.add(str(error))
    st.caption(t("Price a share: the value divided by the {shares} shares of the cap table.", shares=f"{shares:,}"))


def _why(error: InputError) -> str:
    """What a method lacks, or why it cannot value these figures."""
    fields = fields_of(rule_named("valuation"))
    if missing_only(error):
        names = [parameter_of(fields[problem.place]) for problem in error.problems]
        return t("needs: {figures}", figures=", ".join(text.say(each.label) for each in names if each))
    return " ".join(said(problem.place, problem.what, fields) for problem in error.problems)


def _working(valued: Sequence[Valued]) -> None:
    """Every amount of every method, line by line, to look at and to download."""
    with st.expander(t("Each amount taken apart"), icon=":material/functions:"):
        table = pd.DataFrame([(text.say(METHODS[each.method]), text.say(line.label), _shown(line))
                              for each in valued for line in each.working],
                             columns=[t("Method"), t("Line"), t("Amount")])
        st.dataframe(table, hide_index=True, width="stretch")
        st.caption(text.say(rule_named("valuation").about.formula))
        csv.download(lambda: table, "valuation", key="download-valuation")


def _shown(line: WorkingLine) -> str:
    if line.unit is Unit.YUAN:
        return text.exact(round_half_up(line.value))
    return text.value(round(float(line.value), 6), line.unit)
