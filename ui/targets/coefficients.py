"""From score to coefficient: the tables, who is in which band, the roll-out."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import streamlit as st

from engine.answers.compare import Comparison
from engine.answers.targets import attainment, scoring
from engine.answers.targets.sheet_check import wrong_in_table
from engine.base import text
from engine.base.text import t
from engine.company.company import label_of
from engine.plan.scenario import plain
from engine.rules.parts.capabilities import RollsOut
from engine.rules.parts.score_bands import OKR_OURS, TABLE_NAMES, TABLES, ScoreBand, findings, table_name
from engine.rules.rule import rule_named
from ui.kit import drafts, forms, state
from ui.kit.choice import choose
from ui.kit.controls import control
from ui.kit.entries import levers_under


def coefficients(comparison: Comparison) -> None:
    """One element that pays by score: its table, who is in which band, and how it is rolled out."""
    plan, company = comparison.reform.scenario.plan, comparison.reform.scenario.company
    found = attainment.score_elements(plan)
    if not found:
        st.info(t("No element of this plan pays by score; add performance pay on the Pay page."))
        _ready_tables()
        return
    options = {f"{group}.{name}": f"{text.say(label_of(company, group))} · {text.say(plan.pay[group][name].title)}"
               for group, name, _ in found}
    chosen = choose(t("Score table of"), options, "score-table")
    rule = next(rule for group, name, rule in found if f"{group}.{name}" == chosen)
    left, right = st.columns([1, 1], gap="medium")
    with left:
        _table(f"pay.{chosen}.table", rule)
        for lever in levers_under(f"pay.{chosen}"):
            if not lever.path.endswith((".table", ".ladder")):
                control(lever)
    with right:
        group = chosen.split(".")[0]
        people = comparison.after.people
        _in_bands(people.score, people.score[scoring.paid_by(plan, people, group)], rule)
        _phases(rule)
    _ready_tables()


def _table(path: str, rule: Any) -> None:
    """KPI, OKR or an own table; the own one is kept while another is tried."""
    kept = drafts.draft(path)
    names = {key: text.say(label) for key, label in TABLE_NAMES.items()}
    key = f"which-table|{state.case_key()}|{state.reform_key()}|{path}"
    now = table_name(rule.table) if kept.holds else "own"
    mine = f"own-table|{state.reform_key()}|{path}"
    if now == "own":
        forms.keep_form(mine, kept.rows)
    st.session_state[key] = now

    def choice() -> None:
        wanted = st.session_state[key]
        rows = [plain(band) for band in TABLES[wanted]] if wanted in TABLES else forms.form(mine, kept.rows)
        drafts.enter(path, rows, ScoreBand, wrong_in_table)

    st.segmented_control(t("Table"), list(names), key=key, format_func=names.__getitem__, on_change=choice)
    if now == "okr":
        st.caption(t("The handbook leaves out {low} to 85; that it earns like 75 to {low} is our assumption.", low=OKR_OURS))
    if now != "own":
        st.caption(t("Change any cell and it becomes your own table."))
    drafts.table(f"bands|{state.case_key()}|{state.reform_key()}|{path}", kept.rows, ScoreBand, ("from", "to", "coefficient"),
                 lambda rows: drafts.enter(path, rows, ScoreBand, wrong_in_table))
    if not drafts.refused(kept, wrong_in_table):
        for finding in findings(rule.table):
            st.warning(finding, icon=":material/rule:")


def _in_bands(score: npt.NDArray[np.int64], paid: npt.NDArray[np.int64], rule: Any) -> None:
    rows, mine = attainment.in_bands(rule, score), attainment.in_bands(rule, paid)
    there = {low: people for low, _, people in mine}
    st.caption(t("By this table everybody's scores would earn"))
    st.dataframe(pd.DataFrame({t("From score"): [low for low, _, _ in rows],
                               t("Coefficient"): [f"×{at:g}" for _, at, _ in rows],
                               t("People"): [people for _, _, people in rows],
                               t("Of them paid by it"): [there.get(low, 0) for low, _, _ in rows]}), hide_index=True,
                 width="stretch")


def _phases(rule: Any) -> None:
    """The months of the roll-out, of a plan that has one."""
    if isinstance(rule, RollsOut):
        st.caption(t("Roll-out month by month"))
        st.dataframe(pd.DataFrame(scoring.phases(rule), columns=[t("Months"), t("What is paid")]), hide_index=True,
                     width="stretch")
    else:
        st.caption(t("New to assessment? On the Pay page “{roll_out}” brings it in over three months: learn, at least 70%, "
                     "then by score.", roll_out=text.say(rule_named("roll_out").about.title)))


def _ready_tables() -> None:
    """The two ready tables and the phases of a roll-out, to read."""
    with st.expander(t("The KPI and OKR tables, and how assessment is rolled out"), icon=":material/table:"):
        columns = st.columns(3, gap="medium")
        for column, (name, table) in zip(columns, TABLES.items(), strict=False):
            with column:
                st.caption(text.say(TABLE_NAMES[name]))
                st.dataframe(pd.DataFrame({
                    t("From score"): [f"{band.from_:g}" + (" *" if name == "okr" and band.from_ == OKR_OURS else "")
                                      for band in reversed(table)],
                    t("Coefficient"): [f"×{band.coefficient:g}" for band in reversed(table)]}), hide_index=True, width="stretch")
                if name == "okr":
                    st.caption(t("* The handbook leaves out {low} to 85; this row is our assumption.", low=OKR_OURS))
        with columns[2]:
            st.caption(text.say(rule_named("roll_out").about.title))
            usual: Any = rule_named("roll_out")()
            st.dataframe(pd.DataFrame(scoring.phases(usual), columns=[t("Months"), t("What is paid")]), hide_index=True,
                         width="stretch")
