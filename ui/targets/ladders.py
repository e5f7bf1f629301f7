"""The Targets page's tab of ladders and who reaches them."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from engine.answers.compare import Comparison
from engine.answers.targets import attainment
from engine.answers.targets.attainment import Attainment
from engine.base import text
from engine.base.text import t
from engine.plan.edits import target_rules
from engine.rules.parts.levels import LEVEL_NAMES, Ladder
from ui.kit.choice import choose
from ui.kit.entries import add, controls_under, take_out
from ui.pay import curves


def _level(key: str) -> str:
    return text.say(LEVEL_NAMES[key]) if key in LEVEL_NAMES else key


def show(comparison: Comparison) -> None:
    """One ladder at a time: its levels edited on the left, who reaches what on the right."""
    plan = comparison.reform.scenario.plan
    own = attainment.ladders(plan)
    if own:
        name = choose(t("Ladder"), {key: text.say(rule.title) for key, rule in own.items()}, "ladder")
        left, right = st.columns([1, 1], gap="medium")
        with left:
            st.caption(text.say(own[name].about.formula))
            controls_under(f"targets.{name}")
            take_out(f"targets.{name}")
        with right:
            _reached(comparison, name, own[name])
    else:
        st.info(t("This plan has no target ladder yet; add one below."))
    add("targets", plan.targets, target_rules(), t("One more target"))


def _reached(comparison: Comparison, name: str, rule: Ladder) -> None:
    sides = {t("Today"): comparison.today.scenario, t("Reform"): comparison.reform.scenario}
    there = {side: scenario for side, scenario in sides.items() if name in attainment.ladders(scenario.plan)}
    judged = {side: attainment.standing(scenario, name, comparison.number) for side, scenario in there.items()}
    counted = {"person": t("People"), "unit": t("Units"), "company": t("The company")}[rule.of]
    spread = attainment.spread(judged)
    if len(spread):
        levels = attainment.bounds({t("Reform"): rule}).assign(level=lambda table: table["level"].map(_level))
        curves.attainment(spread, levels, counted, key=f"attainment|{name}")
    else:
        st.info(t("Nobody has a history to hold the year against; enter it on the Company page."))
    if attainment.comparable(rule):
        both = {(side, of): attainment.standing(scenario, name, comparison.number, of)
                for side, scenario in there.items() for of in ("person", "unit")}
    else:
        both = {(side, rule.of): each for side, each in judged.items()}
    table, bars = _levels_table(judged, both, rule)
    st.dataframe(table, hide_index=True, width="stretch")
    without = max(each.without_target for each in judged.values())
    if without:
        st.caption(t("{n} have no history, so no target; their coefficient is 1.", n=f"{without:,}"))
    curves.levels_reached(bars, counted, key=f"levels|{name}")
    curves.steps(attainment.coefficient_steps({side: attainment.ladders(scenario.plan)[name]
                                               for side, scenario in there.items()}), key=f"steps|{name}")


def _levels_table(judged: dict[str, Attainment], both: dict[tuple[str, Any], Attainment],
                  rule: Ladder) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Levels from the top down: coefficient, then people and units on each side; and the bars of the picture."""
    places = [*range(len(rule.levels) - 1, -1, -1), -1]
    names = {place: _level(rule.levels[place].name) if place >= 0 else t("Below the first level") for place in places}
    subjects = {"person": t("people"), "unit": t("units"), "company": t("the company")}
    columns: dict[str, list[Any]] = {
        t("Level"): [names[place] for place in places],
        t("Coefficient"): [f"×{rule.levels[place].coefficient if place >= 0 else rule.below:g}" for place in places]}
    for (side, of), each in both.items():
        columns[t("{side}, {what}", side=side, what=subjects[of])] = [each.at(place) if place < len(each.rule.levels) else None
                                              for place in places]
    bars = [(names[place], side, each.at(place)) for place in reversed(places) for side, each in judged.items()
            if place < len(each.rule.levels)]
    return pd.DataFrame(columns), pd.DataFrame(bars, columns=["level", "plan", "number"])
