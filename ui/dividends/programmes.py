"""The Dividends page's tab of programmes: each edited on the left, laid out on the right."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import streamlit as st

from engine.answers.compare import Comparison
from engine.answers.dividends import dividend_sheet
from engine.base import text
from engine.base.text import t
from engine.company.people import People
from engine.plan.edits import kinds_of
from engine.rules.kinds import DividendProgramme
from engine.rules.parts.capabilities import ByFactors, ShareFund, StoresShare
from engine.rules.rule import Rule
from engine.run.outcome import Outcome
from ui.dividends import dividend_curves
from ui.dividends.shared import by_post, metrics, people_table, programmes_of
from ui.dividends.virtual_shares import counting, virtual_shares
from ui.kit.choice import choose
from ui.kit.controls import control
from ui.kit.entries import add, controls_under, levers_under, take_out
from ui.kit.names import name_of
from ui.kit.table import RATE, RATE_FINE, show_table

UNFOLDED = ("fund", "smoothing", "shares")


def show(comparison: Comparison) -> None:
    """One programme at a time: its parameters on the left, what it does on the right."""
    outcome = comparison.reform
    own = programmes_of(outcome)
    if own:
        name = choose(t("Programme"), {key: text.say(rule.title) for key, rule in own.items()}, "programme")
        left, right = st.columns([2, 3], gap="medium")
        with left:
            rule = own[name]
            st.caption(text.say(rule.about.formula))
            if isinstance(rule, ShareFund):
                counting(name, rule)
            _controls(f"dividends.{name}", rule)
            take_out(f"dividends.{name}")
        with right:
            _laid_out(rule)(outcome, name, comparison.number)
    else:
        st.info(t("This plan has no dividend programme yet; add one below, or choose another plan to try."))
    add("dividends", own, kinds_of(DividendProgramme), t("One more programme"))


def _controls(path: str, rule: DividendProgramme) -> None:
    """The rule's own parameters, then those of each rule inside it in a part that can be folded."""
    for lever in levers_under(path):
        if "." not in lever.path.removeprefix(f"{path}."):
            control(lever)
    for key, inner in rule.named():
        if isinstance(inner, Rule):
            with st.expander(text.say(rule.parameters()[key].label), expanded=key in UNFOLDED):
                controls_under(f"{path}.{key}")


def _laid_out(rule: DividendProgramme) -> Callable[[Outcome, str, int], None]:
    """The picture of a programme, by what it can say of itself."""
    if isinstance(rule, ShareFund):
        return virtual_shares
    if isinstance(rule, StoresShare):
        return _stores
    if isinstance(rule, ByFactors):
        return _post_value
    return _any_programme


def _any_programme(outcome: Outcome, name: str, number: int) -> None:
    if dividend_sheet.excess_years(outcome, name):
        _excess(outcome, name, number)
        return
    award = outcome.year(number).awards[name]
    metrics((t("Fund of the year"), text.money(award.fund)), (t("Paid to people"), text.money(award.paid)))


def _excess(outcome: Outcome, name: str, number: int) -> None:
    years = dividend_sheet.excess_years(outcome, name)
    now = years[number - 1]
    metrics((t("Net profit before dividends"), text.money(now.profit)), (t("Baseline"), text.money(now.baseline)),
             (t("Excess"), text.money(now.excess)), (t("Paid to people"), text.money(now.paid)))
    money = {t("Net profit before dividends"): "profit", t("Baseline"): "baseline", t("Excess"): "excess"}
    columns = {t("Year"): [each.year for each in years],
               **{label: [getattr(each, key) for each in years] for label, key in money.items()},
               **{text.say(layer): [each.pools[layer] for each in years] for layer in now.pools},
               t("Paid to people"): [each.paid for each in years]}
    show_table(pd.DataFrame(columns), [heading for heading in columns if heading != t("Year")])
    by_post(outcome, number, name)


def _stores(outcome: Outcome, name: str, number: int) -> None:
    found = dividend_sheet.stores(outcome, name, number)
    if not len(found):
        st.info(t("This company has no stores; what kind a unit is stands on the Company page."))
        return
    award = outcome.year(number).awards[name]
    metrics((t("Stores' net profit"), text.money(award.fund)), (t("Distributed"), text.money(found["distributed"].sum())),
             (t("Paid to people"), text.money(award.paid)))
    parts = {"company": t("Company"), "management": t("Management department"), "staff": t("The store's staff"),
             "kept": t("Kept for the store")}
    dividend_curves.stores([(name_of(row["key"]), words, row[part]) for row in found.to_dict("records")
                            for part, words in parts.items()], key=f"stores|{name}")
    rule = outcome.scenario.plan.dividends[name]
    assert isinstance(rule, StoresShare)
    why = [t("a loss") if profit <= 0 else t("too new") if not out else ""
           for profit, out in zip(found["profit"], found["distributed"], strict=True)]
    headings = {"key": t("Store"), "year": t("The store's year"), "profit": t("Net profit"), "distributed": t("Distributed"),
                "why": t("None, because"), **parts, "company_stake": t("Company's stake"), "staff_stake": t("Staff's stake")}
    age = [t("long open") if pd.isna(each) else str(int(each)) for each in found["year"]]
    shown = found.assign(year=age, why=why, company_stake=found["company_stake"] * 100, staff_stake=found["staff_stake"] * 100)
    people_table(shown, headings, ("profit", "distributed", *parts), {"company_stake": RATE, "staff_stake": RATE}, "stores")


def _post_value(outcome: Outcome, name: str, number: int) -> None:
    award = outcome.year(number).awards[name]
    found = dividend_sheet.factors(outcome, name, number)
    metrics((t("Pool"), text.money(award.fund)), (t("People"), f"{len(found):,}"), (t("Paid to people"), text.money(award.paid)))
    by_post(outcome, number, name)
    headings = {"name": text.say(People.parameters()["name"].label), "post": t("Post"), "value": t("Post value"),
                "job_type": t("Job type"), "qualification": t("Qualification"), "service": t("Service"),
                "performance": t("Performance"), "product": t("Product"), "part": t("Part of the pool"), "dividend": t("Dividend")}
    people_table(found.assign(part=found["part"] * 100), headings, ("dividend",), {"part": RATE_FINE}, "post-value")
