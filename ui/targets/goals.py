"""The Targets page's tab of reform goals: wanted, reached, met or missed and by how much."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from engine.answers.compare import Comparison
from engine.answers.targets import goals
from engine.base import text
from engine.base.text import t
from engine.plan.edits import added
from engine.rules.parts.goal_result import GoalResult
from engine.rules.rule import rule_named
from ui.kit import state
from ui.kit.entries import controls_under, take_out
from ui.pay import curves
from ui.targets.scorecards import scorecards


def show(comparison: Comparison) -> None:
    """The plan's goals held against the years, and the company's own scorecards."""
    reform(comparison)
    scorecards(comparison)


def reform(comparison: Comparison) -> None:
    """What the reform is meant to bring, held against every simulated year."""
    found = goals.reform_goals(comparison.reform.scenario.plan)
    by_year = comparison.goals_by_year()
    left, right = st.columns([1, 2], gap="medium")
    with left:
        st.markdown(t("**What the reform is to bring**"))
        if found:
            controls_under(f"targets.{found[0]}")
            take_out(f"targets.{found[0]}")
        else:
            st.info(t("This plan states no goals of its own; it is held against those of the handbook: profit +100%, income of "
                      "core staff +100%, revenue +150%."))
            st.button(t("Set goals for this plan"), key="set-goals", icon=":material/flag:", on_click=_set_goals)
    with right:
        for held in by_year[comparison.after.number - 1]:
            _one(held)
        shown = [(text.say(held.name), str(year), float(held.growth), _met(held), float(held.wanted))
                 for year, each in enumerate(by_year, start=1) for held in each if held.growth is not None]
        if shown:
            curves.goals(pd.DataFrame(shown, columns=["goal", "year", "growth", "met", "wanted"]), key="reform-goals")
    _table(by_year)


def _set_goals() -> None:
    name, entry = added(state.scenario().plan.targets, rule_named("reform_goals"))
    state.attempt(lambda: state.set_value(f"targets.{name}", entry))


def _met(held: GoalResult) -> str:
    return t("nothing to compare with") if held.met is None else t("met") if held.met else t("missed")


def _one(held: GoalResult) -> None:
    """One goal in the year shown, as a sentence with its verdict."""
    name, wanted = text.say(held.name), text.percent(float(held.wanted), 0, signed=True)
    if held.growth is None:
        st.info(t("**{name}** · wanted {wanted}: there was none before, so nothing can have grown from it.", name=name,
                  wanted=wanted), icon=":material/help:")
        return
    reached = text.percent(float(held.growth), 1, signed=True)
    place = {"name": name, "wanted": wanted, "reached": reached, "before": text.money(held.before),
             "after": text.money(held.after), "needed": text.money(held.needed), "gap": text.money(abs(held.gap))}
    if held.met:
        st.success(t("**{name}** · wanted {wanted}, reached {reached}: **met**. From {before} to {after}, {gap} above the {needed} "
                     "needed.", **place), icon=":material/check_circle:")
    else:
        st.warning(t("**{name}** · wanted {wanted}, reached {reached}: **missed**. From {before} to {after}; {gap} is missing to "
                     "the {needed} needed.", **place), icon=":material/cancel:")


def _table(by_year: list[tuple[GoalResult, ...]]) -> None:
    rows = [{t("Year"): str(year), t("Goal"): text.say(held.name), t("Before"): text.money(held.before),
             t("Wanted"): text.percent(float(held.wanted), 0, signed=True), t("Needed"): text.money(held.needed),
             t("Reached"): text.money(held.after),
             t("Growth"): "–" if held.growth is None else text.percent(float(held.growth), 1, signed=True),
             t("Above or lacking"): text.money(held.gap, signed=True), t("Met or missed"): _met(held)}
            for year, each in enumerate(by_year, start=1) for held in each]
    with st.expander(t("All years in figures"), icon=":material/table:"):
        st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch")
