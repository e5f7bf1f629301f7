"""The Expansion page's tab of tree and heads."""

from __future__ import annotations

import streamlit as st

from engine.answers.expansion import growth
from engine.answers.expansion.growth import STAGES
from engine.base import text
from engine.base.text import t
from engine.run.outcome import Outcome
from ui.expansion import expansion_curves as curves
from ui.expansion.frame import (
    Opening,
    amounts,
    download,
    networks_of,
    year_shown,
)
from ui.kit import chart
from ui.kit.palette import GENERATIONS

MOST_IN_TREE = 60
"""With more companies the tree is drawn by generation."""


def show(outcome: Outcome, opening: Opening) -> None:
    """The companies of the year shown as a tree; incomes and wealth by generation; every head."""
    _, rule = opening
    network = networks_of(outcome)[year_shown(len(outcome.years)) - 1]
    if not network.companies:
        st.info(t("There are no companies in year {year} yet; choose a later year above.", year=network.year))
        return
    grouped, edges = growth.tree(network, MOST_IN_TREE)
    curves.tree(edges, grouped)
    st.caption(t("On an arrow: what the holder on the left has in the company on the right. White, yellow and blue: the head has "
                 "dividends only, an option, a registered stake.") if not grouped else
               t("More than {most} companies are drawn by generation, with the stakes of the first of each.", most=MOST_IN_TREE))
    curves.families(growth.families(network), key="families")
    generations = growth.income_by_generation(networks_of(outcome), rule.multiple)
    named = generations.assign(name=[t("Generation {n}", n=each) for each in generations["generation"]])
    first, second = chart.side_by_side(2)
    with first:
        curves.by_series(named, "income", "name", t("Generation"), "generation-income", t("Income of a head, by generation"),
                         GENERATIONS)
    with second:
        curves.by_series(named, "wealth", "name", t("Generation"), "generation-wealth", t("Wealth of a head, by generation"),
                         GENERATIONS)
    st.caption(t("Wealth: income so far in office and the value of registered stakes, at {multiple} times profit. A right to "
                 "dividends and an option count for nothing until they are registered.", multiple=rule.multiple))
    table = growth.heads(network, rule.multiple)
    opener = [t("Headquarters") if each < 0 else t("No. {n}", n=each + 1) for each in table["opener"]]
    shown = amounts(table.assign(
        company=[t("No. {n}", n=each) for each in table["company"]], opener=opener,
        stage=[text.say(STAGES[each]) for each in table["stage"]],
        headquarters=[text.percent(each / 1e6) for each in table["headquarters"]],
        registered=[text.percent(each / 1e6) for each in table["registered"]],
        works=[t("yes") if each else t("no") for each in table["works"]]),
        {"company": t("Company"), "generation": t("Generation"), "opener": t("Opened by"), "head": t("Which head"),
         "served": t("Years in office"), "stage": t("His stake"), "works": t("Doing well"),
         "headquarters": t("Headquarters' stake"), "registered": t("of it registered"), "profit": t("Profit of the company"),
         "part": t("His part of profit, look-through"), "income": t("Paid to him"),
         "wealth": t("His wealth"), "loan": t("Loan left"), "under": t("Companies under him")},
        ("profit", "part", "income", "wealth", "loan"))
    st.caption(t("Until a head is registered, his part is only a right to profit: the stake in the register is still "
                 "headquarters'."))
    download(shown, "heads")
