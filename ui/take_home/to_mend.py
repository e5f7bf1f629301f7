"""The Take-home page's tab of what to mend."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st

from engine.answers.compare import Comparison
from engine.answers.take_home.findings import KINDS, Finding, findings
from engine.answers.take_home.settle import SettledYear, settle
from engine.base import text
from engine.base.text import t
from engine.company.company import label_of
from ui.kit import csv
from ui.kit.names import HIDDEN, names_hidden
from ui.kit.table import show_table


def show(comparison: Comparison) -> None:
    """What is wrong or costly under the plan tried: each finding, and the people it concerns."""
    settled = settle(comparison.reform, comparison.after.number)
    found, hidden = findings(settled), names_hidden()
    if not found:
        st.success(t("Nobody is below the minimum wage, no deduction above 20%, no bonus just past a bound of the tax "
                     "table.") if settled.region.minimum_wages else
                   t("No deduction above 20%, no bonus just past a bound of the tax table. The minimum wage is not checked: "
                     "this region states none."), icon=":material/check_circle:")
    for each in found:
        st.warning(f"**{text.say(KINDS[each.kind])}** · {each.sentence}", icon=":material/warning:")
        if len(each.people):
            with st.expander(t("{n} people", n=f"{len(each.people):,}")):
                table = _concerned(each, settled, hidden)
                fen = [str(heading) for heading in table][-2:]
                show_table(table, fen, exact=True)
                csv.download(partial(_concerned, each, settled, hidden), each.kind, key=f"mend-{each.kind}", fen=fen)


def _concerned(finding: Finding, settled: SettledYear, hidden: bool) -> pd.DataFrame:
    people, company = settled.year.people, settled.outcome.scenario.company
    mends = {"minimum_wage": t("Add in the worst month"), "deduction_limit": t("Too much in the worst month"),
             "bonus_cliff": t("Bonus that avoids it")}
    return pd.DataFrame({
        t("ID"): people.id[finding.people], t("Name"): HIDDEN if hidden else people.name[finding.people],
        t("Post"): [text.say(label_of(company, key)) for key in people.post[finding.people]],
        t("Amount in the year"): finding.gap,
        mends[finding.kind]: finding.mend})
