"""Where the plan ends, in a sentence and a few numbers, above the Expansion page's tabs."""

from __future__ import annotations

import streamlit as st

from engine.answers.expansion import growth
from engine.answers.expansion.growth import GATES
from engine.base import text
from engine.base.text import t
from engine.plan.edits import kinds_of
from engine.rules.kinds import ExpansionRule
from engine.rules.parts.capabilities import OpensCompanies
from engine.run.outcome import Outcome
from ui.expansion.frame import (
    Opening,
    choose_year,
    networks_of,
)
from ui.kit import state
from ui.kit.entries import add


def way_called(rule: OpensCompanies, mode: str) -> str:
    """What a way of expanding is called."""
    choices = rule.parameters()["mode"].choices or {}
    return text.say(choices[mode])


def nothing_opens() -> None:
    """What to do where the plan opens no companies."""
    st.info(t("This plan opens no companies. Choose a plan to try that does, or add the rule here."))
    add("expansion", state.scenario().plan.expansion, kinds_of(ExpansionRule), t("One more expansion rule"))


def show(outcome: Outcome, opening: Opening) -> None:
    """Where the plan ends, in a sentence and a few numbers of the year shown."""
    _, rule = opening
    networks = networks_of(outcome)
    reached = growth.year_of(networks, rule.most)
    when = t("{most} companies are reached in year {year}", most=rule.most, year=reached) if reached else \
        t("{most} companies are not reached in {years} years", most=rule.most, years=len(networks))
    st.markdown("#### " + t("{way}: {companies} companies by year {year}; {when}.", way=way_called(rule, rule.mode),
                            companies=networks[-1].companies, year=networks[-1].year, when=when))
    now = networks[choose_year(len(networks)) - 1]
    cash = growth.cash(outcome)
    with st.container(horizontal=True, gap="medium"):
        for label, value, meaning in (
                (t("Companies"), f"{now.companies:,}", t("Alive at the end of the year shown")),
                (t("Headquarters' part of profit"), text.money(now.headquarters_profit),
                 t("Its stakes in all companies, look-through")),
                (t("The heads' part of profit"), text.money(now.heads_profit), t("Heads in office and former heads")),
                (t("Headquarters puts in"), text.money(now.cash_need),
                 t("Capital, loans and stakes bought back in the year")),
                (t("Headquarters' cash after it"), text.money(cash["left"][now.year - 1]),
                 t("Own profit after tax and what companies pay it, less what it puts in; before its own dividends")),
                (t("Bottleneck"), text.say(GATES[now.bottleneck]), t("What held back most openings of the year shown"))):
            st.metric(label, value, width="content", help=meaning)
