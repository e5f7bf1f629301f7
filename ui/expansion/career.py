"""The Expansion page's tab of the career path: levels, who is where, and who gets there."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from engine.answers.expansion import growth
from engine.base import text
from engine.base.money import to_fen
from engine.base.text import t
from engine.company.company import label_of
from engine.rules.parts.capabilities import PromotesByPartners
from engine.rules.rule import rule_named
from engine.run.outcome import Outcome
from ui.expansion import expansion_curves as curves
from ui.expansion.frame import Opening, amounts, download, networks_of, year_shown
from ui.kit.controls import control
from ui.kit.entries import add, levers_under, take_out
from ui.kit.names import shown_name
from ui.kit.palette import CAREER_LEVELS

# ---------------------------------------------------------------- career path

def show(outcome: Outcome, opening: Opening | None, career: tuple[str, PromotesByPartners] | None) -> None:
    """Levels with stores and overrides, what one more store brings, who is where, and who gets there over the years."""
    if career is None:
        st.info(t("This plan has no career path. Add one to see the levels, what they pay and who reaches them."))
        if opening is not None:
            add("expansion", outcome.scenario.plan.expansion,
                {"career_path": rule_named("career_path")}, t("One more expansion rule"))
        return
    key, rule = career
    left, right = st.columns([1, 2], gap="medium")
    with left:
        for lever in levers_under(f"expansion.{key}"):
            control(lever)
        take_out(f"expansion.{key}")
    with right:
        _levels(rule)
        if opening is not None:
            stake, revenue = growth.next_opening(opening[1])
            own, years = text.money(stake), opening[1].funding.funder_years
            st.markdown(t("One company more brings the head who opens it **{stake}** a year by his stake in it, and **{revenue}** a "
                          "year of its revenue for {years} years.", stake=own, revenue=text.money(revenue), years=years) if revenue
                        else t("One company more brings the head who opens it **{stake}** a year by his stake in it.", stake=own))
        _people_today(outcome, rule)
    if opening is not None and networks_of(outcome):
        _levels_reached(outcome, rule)


def _levels(rule: PromotesByPartners) -> None:
    """What each level oversees and is paid, and what one store more brings it."""
    excess = to_fen(rule.excess)
    rows = []
    for place, level in enumerate(rule.levels):
        stores = rule.least_stores(place)
        paid, more = (sum(rule.a_year(place, excess, number).values()) for number in (stores, stores + 1))
        rows.append({"level": text.say(rule.called(level.level)), "stores": stores, "month": text.percent(level.month),
                     "quarter": text.percent(level.quarter), "year": text.percent(level.year), "paid": paid, "more": more - paid})
    st.markdown(t("**Levels, at {excess} above target a store and month**", excess=text.money(excess)))
    amounts(pd.DataFrame(rows), {"level": t("Career level"), "stores": t("Least stores"), "month": t("A month"),
                                 "quarter": t("A quarter"), "year": t("A year"), "paid": t("Overrides a year"),
                                 "more": t("One more store brings")}, ("paid", "more"))
    st.caption(t("{raised} partners raised to one's own level bring a promotion, so a level has at least {raised} times the stores "
                 "of the one below.", raised=rule.raised))


def _people_today(outcome: Outcome, rule: PromotesByPartners) -> None:
    year = year_shown(len(outcome.years))
    table = growth.overseers(outcome, year, to_fen(rule.excess))
    if not len(table):
        return
    st.markdown(t("**Who oversees stores today, and the management bonus of year {year}**", year=year))
    company = outcome.scenario.company
    shown = amounts(table.assign(name=table["name"].map(shown_name), post=[text.say(label_of(company, each)) for each in table["post"]]),
                    {"name": t("Who"), "post": t("Post"), "stores": t("Stores"), "paid": t("Management bonus"),
                     "more": t("One more store brings")}, ("paid", "more"))
    if not table["paid"].any():
        st.caption(t("Nobody is paid a management bonus by this plan; the Pay page can add it."))
    download(shown, "overseers")


def _levels_reached(outcome: Outcome, rule: PromotesByPartners) -> None:
    table = growth.careers(rule, networks_of(outcome))
    if not len(table):
        return
    named = table.assign(name=[text.say(rule.called(each)) for each in table["level"]])
    excess = to_fen(rule.excess)
    places = {level.level: place for place, level in enumerate(rule.levels)}
    paid = [sum(rule.a_year(places[level], excess, stores).values())
            for level, stores in zip(table["level"], table["stores"], strict=True)]
    curves.by_series(named, "people", "name", t("Career level"), "careers", t("Heads of new companies on each level"),
                     CAREER_LEVELS, money=False, is_stacked=True)
    shown = amounts(named.assign(paid=paid), {"year": t("Year"), "name": t("Career level"), "people": t("Heads"),
                                              "most": t("Most companies under one"), "paid": t("Overrides a year")}, ("paid",))
    st.caption(t("The overrides are what the career path would pay them at this excess; they are not in the plan's payroll."))
    download(shown, "careers")
