"""The Pay page's tab of job value and grades."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from engine.answers.pay import grading
from engine.base import text
from engine.base.text import t
from engine.plan.scenario import Lever, plain
from engine.rules.parts.job_evaluation import PostPoints
from engine.rules.parts.salary import SalaryTerms
from ui.kit import state
from ui.kit.field import entered, field, shown
from ui.kit.names import name_of
from ui.kit.rows import editor
from ui.kit.table import show_table
from ui.kit.tables import table_editor

TERMS = "job_values.salary"


def show() -> None:
    """Score posts, turn values into salaries with five grades, and see where people stand."""
    scenario = state.scenario()
    company, plan = scenario.company, scenario.plan
    in_plan = grading.top_up_of(plan)
    if in_plan is not None and in_plan.values:
        values, terms = dict(in_plan.values), in_plan.salary
        st.info(t("The plan tops people up to their grade by these job values; change them at the element itself."))
    else:
        values, terms = _scored(), _terms()
    rows = grading.graded(company, values, terms)
    if not rows:
        st.info(t("No post has a job value yet."))
        return
    below, within, above = (sum(getattr(row, where) for row in rows) for where in ("below", "within", "above"))
    with st.container(horizontal=True, gap="medium"):
        for label, value in ((t("Below their grades"), f"{below:,}"), (t("Within"), f"{within:,}"),
                             (t("Above"), f"{above:,}"),
                             (t("Bringing all to the lowest grade, a year"), text.money(sum(row.cost for row in rows)))):
            st.metric(label, value, width="content")
    _graded(rows)
    if in_plan is None:
        st.button(t("Put this into the plan: top everybody up to the lowest grade"), key="grades-do", type="primary",
                  on_click=partial(_into_plan, values, terms), icon=":material/vertical_align_bottom:")


def _graded(rows: list[grading.GradedPost]) -> None:
    columns: dict[str, Any] = {t("Post"): [name_of(row.post) for row in rows],
                               t("Job value"): [row.value for row in rows]}
    fen = [t("To the lowest grade, a year")]
    for number in range(len(rows[0].grades)):
        label = t("Grade {n}", n=number + 1)
        columns[label] = [row.grades[number] for row in rows]
        fen.append(label)
    columns |= {t("People"): [row.people for row in rows], t("Below"): [row.below for row in rows],
                t("Within"): [row.within for row in rows], t("Above"): [row.above for row in rows],
                t("To the lowest grade, a year"): [row.cost for row in rows]}
    show_table(pd.DataFrame(columns), fen)


def _scored() -> dict[str, float]:
    """The posts' points in an editor; gives their values by the Hay method."""
    company = state.scenario().company
    points = state.scenario().plan.job_values.points or grading.starting_points(company)
    declared = PostPoints.parameters()
    rows = [{**plain(row), "post": name_of(row.post)} for row in points]
    key = f"points|{state.case_key()}|{text.language()}|{hash(points)}"

    st.caption(t("Job evaluation (Hay). The points to start from are ours: today's average pay would follow from them."))
    editor(rows, declared, key, lambda edited: state.attempt(lambda: _keep_points(points, edited)), fixed=True, disabled=["post"])
    return grading.values_of(points)


def _keep_points(points: tuple[PostPoints, ...], entered: list[dict[str, Any]]) -> None:
    state.set_value("job_values.points", [{**row, "post": each.post} for each, row in zip(points, entered, strict=True)])


def _terms() -> SalaryTerms:
    """How a value becomes a salary: method, benchmark, budget and step."""
    scenario = state.scenario()
    terms = scenario.plan.job_values.salary
    declared = SalaryTerms.parameters()

    def ask(place: Any, name: str, **more: Any) -> None:
        key = f"salary|{state.case_key()}|{name}"
        st.session_state[key] = shown(getattr(terms, name), declared[name])

        def take() -> None:
            state.attempt(lambda: state.set_value(f"{TERMS}.{name}", entered(st.session_state[key], declared[name])))

        with place:
            field(declared[name], getattr(terms, name), key, on_change=take, **more)

    first, second, third, fourth = st.columns(4)
    ask(first, "method")
    if terms.method == "k":
        ask(second, "benchmark_salary", step=1000.0)
        ask(third, "benchmark_value", step=1.0)
        st.caption(t("K = {k} a year for each point", k=f"¥{grading.k_of(terms):,.2f}"))
    elif terms.method == "budget":
        ask(second, "budget", step=10_000.0)
    else:
        table_editor(Lever(f"{TERMS}.table", declared["table"], terms.table))
    ask(fourth, "step", step=0.01)
    return terms


def _into_plan(values: dict[str, float], terms: SalaryTerms) -> None:
    """Add a top-up to every group that pays a valued post."""
    scenario = state.scenario()
    by_group = grading.valued_groups(scenario.company, scenario.plan, values)
    state.attempt(lambda: state.set_values({
        f"pay.{group}.grade_top_up": {"rule": "grade_top_up", "values": values, "salary": plain(terms)}
        for group in by_group}))
