"""The Reform goals part of the Targets page: wanted, reached, met or missed and by how much; the company's own scorecard."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from engine.answers.compare import Comparison
from engine.answers.targets import goals
from engine.answers.targets.sheet_check import wrong_in_goals
from engine.base import text
from engine.base.text import t
from engine.plan.edits import added
from engine.rules.targets.goal_scorecard import GOAL_CLASSES, STATUSES, Goal, GoalScorecard
from engine.rules.targets.reform_goals import Held, ReformGoals
from ui.kit import drafts, state
from ui.kit.controls import control
from ui.kit.entries import controls_under, levers_under, take_out
from ui.pay import curves


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
    name, entry = added(state.scenario().plan.targets, ReformGoals)
    state.attempt(lambda: state.set_value(f"targets.{name}", entry))


def _met(held: Held) -> str:
    return t("nothing to compare with") if held.met is None else t("met") if held.met else t("missed")


def _one(held: Held) -> None:
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


def _table(by_year: list[tuple[Held, ...]]) -> None:
    rows = [{t("Year"): str(year), t("Goal"): text.say(held.name), t("Before"): text.money(held.before),
             t("Wanted"): text.percent(float(held.wanted), 0, signed=True), t("Needed"): text.money(held.needed),
             t("Reached"): text.money(held.after),
             t("Growth"): "–" if held.growth is None else text.percent(float(held.growth), 1, signed=True),
             t("Above or lacking"): text.money(held.gap, signed=True), t("Met or missed"): _met(held)}
            for year, each in enumerate(by_year, start=1) for held in each]
    with st.expander(t("All years in figures"), icon=":material/table:"):
        st.dataframe(pd.DataFrame(rows), hide_index=True, width="stretch")


# ---------------------------------------------------------------- the company's scorecard

def scorecards(comparison: Comparison) -> None:
    """Goals of the company: earning, growth, development, each with target, actual, completion and status by year."""
    st.markdown(t("**The company's goal scorecard**"))
    for name, rule in goals.scorecards(comparison.reform.scenario.plan).items():
        _scorecard(comparison, name, rule)
    st.button(t("Add a goal scorecard"), key="add-scorecard", icon=":material/add:", on_click=_add_scorecard)


def _scorecard(comparison: Comparison, name: str, rule: GoalScorecard) -> None:
    path = f"targets.{name}.goals"
    kept = drafts.draft(path)

    def take(rows: drafts.Rows) -> None:
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
    name, entry = added(scenario.plan.targets, GoalScorecard, goals=goals.starting_goals(scenario.company))
    state.attempt(lambda: state.set_value(f"targets.{name}", entry))


def _standing(comparison: Comparison, rule: GoalScorecard) -> None:
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
