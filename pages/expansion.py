"""Expansion: companies that open companies, side by side, as a tree, head by head; what limits it, who pays, chance."""

import streamlit as st

from engine.answers.expansion.growth import career_rule, opening_rule
from engine.base.text import t
from engine.run.simulate import simulate
from ui.expansion import career_parts, expansion_parts, heads_parts
from ui.kit import state
from ui.kit.header import header
from ui.kit.levers import changed_by_hand
from ui.kit.notes import case_notes

header(with_year=False)
scenario = state.scenario()
opening, career = opening_rule(scenario.plan), career_rule(scenario.plan)
changed_by_hand(scenario)
if opening is None:
    expansion_parts.nothing_opens()
if opening is None and career is not None:
    career_parts.careers(simulate(scenario), None, career)
elif opening is not None:
    outcome = simulate(scenario)
    expansion_parts.summary(outcome, opening)
    names = [t("Ways side by side"), t("Tree and heads"), t("What limits it"), t("Who pays"), t("Succession"), t("Chance"),
             t("Career path")]
    ways, tree, limits, payment, succession, chance, path = st.tabs(names)
    with ways:
        expansion_parts.ways(outcome, opening)
    with tree:
        expansion_parts.tree_and_heads(outcome, opening)
    with limits:
        expansion_parts.limits(outcome, opening)
    with payment:
        expansion_parts.payment(outcome, opening)
    with succession:
        heads_parts.succession(outcome, opening)
    with chance:
        heads_parts.chance(outcome, opening)
    with path:
        career_parts.careers(outcome, opening, career)
case_notes(state.case())
