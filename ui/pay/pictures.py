"""What an element's card shows beside its parameters: curves, schemes, roles, bands."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from engine.answers.compare import Comparison
from engine.answers.pay import paysheet
from engine.answers.pay.payout import flat_rate, jumps, marginal_rates, payout_curve, readings
from engine.answers.targets.attainment import in_bands
from engine.base import text
from engine.base.parameter import Unit
from engine.base.text import t
from engine.company.people import People
from engine.rules.parts.capabilities import ByScore, Choice
from engine.rules.parts.commission import CommissionTerms
from ui.kit import charts
from ui.kit.names import name_of, shown_name
from ui.kit.table import show_table
from ui.pay import curves


def commission_curves(path: str, before: CommissionTerms | None, after: CommissionTerms) -> None:
    """Income against sales and what the next 100 yuan earn, today and reform; then both readings and the jumps."""
    rules = {**({t("Today"): before} if before is not None else {}), t("Reform"): after}
    flat = flat_rate(rules.values())
    if flat is not None:
        st.info(t("Whatever the sales, 100 yuan of them earn {extra}: one rate, nothing to draw. Add a row to the tiers "
                  "for a curve.", extra=f"¥{flat:,.4g}"), icon=":material/trending_flat:")
        return
    charts.payout_curve(payout_curve(rules), key=f"pay-curve|{path}")
    curves.marginal(marginal_rates(rules), key=f"marginal|{path}")
    names = {"marginal": t("Marginal: each slice its own rate"), "whole": t("Whole: the band reached rates everything")}
    both = {names[mode]: rule for mode, rule in readings(after).items()}
    curves.readings(payout_curve(both), names[after.mode], key=f"readings|{path}")
    for name, rule in both.items():
        st.markdown("- " + _jumps(name, rule))


def _jumps(name: str, rule: CommissionTerms) -> str:
    """The jumps of one reading, in a sentence."""
    found = [t("at {sales} a month {by}", sales=f"{each.sales / 100:,.0f}" if rule.base == "units"
               else text.exact(each.sales), by=f"{'+' if each.by > 0 else ''}{text.exact(each.by)}")
             for each in jumps(rule)]
    if not found:
        return t("**{reading}**: no jumps, pay rises step by step", reading=name)
    return t("**{reading}**: pay jumps {list}", reading=name, list=t("; ").join(found[:8]))


def schemes(comparison: Comparison, group: str, name: str, rule: Choice) -> None:
    """Which scheme is best where, and how many people take each."""
    scenario = comparison.reform.scenario
    members = paysheet.pay_group(scenario, group, comparison.number)
    top = paysheet.typical_sales(members)
    names = {key: text.say(rule.title_of(key)) for key in rule.schemes}
    curve = paysheet.scheme_curve(rule, top)
    curves.schemes(curve.assign(scheme=curve["scheme"].map(names)), key=f"schemes|{group}|{name}")
    for scheme, low, high in paysheet.best_ranges(rule, top):
        st.markdown("- " + t("“{scheme}” is best from {low} to {high} a month", scheme=names[scheme],
                             low=text.money(low), high=text.money(high)))
    st.markdown(t("Taken by: {list}", list=t("; ").join(
        t("“{scheme}” {people} people ({part})", scheme=names[scheme], people=f"{people:,}", part=text.percent(float(part)))
        for scheme, (people, part) in paysheet.taken(scenario, group, name, comparison.number).items())))


def roles(comparison: Comparison, group: str, name: str) -> None:
    """Who gets what of a pool this year."""
    parts = paysheet.role_parts(comparison.reform, group, name, comparison.number)
    st.caption(t("Who gets what of the pool in this year; the part of a role that nobody holds stays with the company"))
    show_table(pd.DataFrame({
        t("Unit"): [name_of(each) for each in parts["unit"]], t("Role"): [name_of(each) for each in parts["role"]],
        t("Share"): [text.value(share, Unit.RATE) for share in parts["share"]], t("People"): parts["people"],
        t("A year"): parts["amount"], t("Each"): parts["each"]}),
        (t("A year"), t("Each")), height=280)


def moved_people(comparison: Comparison, group: str, name: str) -> None:
    """Who is moved to the assistant post this year."""
    table = paysheet.moved(comparison.reform.scenario, group, name, comparison.number)
    st.markdown(t("{n} people are moved to the assistant post in this year.", n=f"{len(table):,}"))
    show_table(pd.DataFrame({text.say(People.parameters()["name"].label): table["name"].map(shown_name),
                             t("Unit"): [name_of(each) for each in table["unit"]],
                             t("From month"): table["month"]}), height=240)


def bands(comparison: Comparison, group: str, rule: ByScore) -> None:
    """How many of the group are in each band of scores."""
    members = paysheet.pay_group(comparison.reform.scenario, group, comparison.number)
    rows = in_bands(rule, members.of(members.drivers.people.score))
    st.caption(t("Where the group's scores are"))
    st.dataframe(pd.DataFrame({t("From score"): [low for low, _, _ in rows], t("Coefficient"): [at for _, at, _ in rows],
                               t("People"): [people for _, _, people in rows]}), hide_index=True, width="stretch",
                 column_config={t("Coefficient"): st.column_config.NumberColumn(format="×%g")})
