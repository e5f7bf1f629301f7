"""The company's goal scorecard, on the Targets page's tab of reform goals."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from engine.answers.compare import Comparison
from engine.answers.targets import goals
from engine.answers.targets.sheet_check import wrong_in_goals
from engine.base import text
from engine.base.text import t
from engine.plan.edits import added
from engine.rules.parts.capabilities import HoldsGoals
from engine.rules.parts.goal_result import GOAL_CLASSES, STATUSES, Goal
from engine.rules.rule import rule_named
from ui.kit import drafts, state
from ui.kit.controls import control
from ui.kit.entries import levers_under, take_out
from ui.kit.rows import Rows


def scorecards(comparison: Comparison) -> None:
    """Goals of the company: earning, growth, development, each with target, actual, completion and status by year."""
    st.markdown(t("**The company's goal scorecard**"))
    for name, rule in goals.scorecards(comparison.reform.scenario.plan).items():
        _scorecard(comparison, name, rule)
    st.button(t("Add a goal scorecard"), key="add-scorecard", icon=":material/add:", on_click=_add_scorecard)


def _scorecard(comparison: Comparison, name: str, rule: HoldsGoals) -> None:
    path = f"targets.{name}.goals"
    kept = drafts.draft(path)

    def take(rows: Rows) -> None:
        drafts.enter(path, rows, Goal, wrong_in_goals)

    st.caption(t("{title}: earning, growth and development goals. Actuals that a simulation knows are taken from it; enter "
                 "the others.", title=text.say(rule.title)))
    drafts.table(f"goals|{state.case_key()}|{state.reform_key()}|{path}", kept.rows, Goal,
                 ("name", "kind", "level", "target", "measure", "actual", "better"), take)
    drafts.refused(kept, wrong_in_goals)
    _standing(comparison, rule)
    for lever in levers_under(f"targets.{name}"):
        if lever.path != path:
            control(lever)
    take_out(f"targets.{name}")


def _add_scorecard() -> None:
    scenario = state.scenario()
    text.use(st.session_state.language)
    name, entry = added(scenario.plan.targets, rule_named("goal_scorecard"), goals=goals.starting_goals(scenario.company))
    state.attempt(lambda: state.set_value(f"targets.{name}", entry))


def _standing(comparison: Comparison, rule: HoldsGoals) -> None:
    """Every goal's status in each simulated year, and how many of each class are reached in the year shown."""
    if not rule.goals:
        st.info(t("There are no goals yet; add a row."))
        return
    years = range(1, len(comparison.reform.years) + 1)
    standing = {year: goals.scorecard(comparison.reform, rule.goals, year, rule) for year in years}
    shown = standing[comparison.after.number]
    with st.container(horizontal=True, gap="medium"):
        for kind, label in GOAL_CLASSES.items():
            mine = [each for each in shown if each.goal.kind == kind]
            if mine:
                st.metric(text.say(label), t("{n} of {all}", n=sum(each.status == "reached" for each in mine), all=len(mine)),
                          width="content")
    rows = []
    for place, goal in enumerate(rule.goals):
        now = shown[place]
        row = {t("Goal"): goal.name, t("Class"): text.say(GOAL_CLASSES[goal.kind]), t("Target"): text.count(goal.target),
               t("Actual"): "–" if now.goal.actual is None else text.count(now.goal.actual),
               t("Completion"): "–" if now.completion is None else text.percent(float(now.completion), 1)}
        row |= {t("Year {year}", year=year): text.say(STATUSES[standing[year][place].status]) for year in years}
        rows.append(row)
    st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch")
