"""The Pay page's tab of costs by element, and what is deferred."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from engine.answers.compare import Comparison
from engine.answers.money_view import View
from engine.answers.pay import paysheet
from engine.base import text
from engine.base.text import t
from ui.kit import state
from ui.kit.names import name_of
from ui.kit.table import show_table


def show(comparison: Comparison) -> None:
    """Every group and element: people, cost a year today and reformed; then what is deferred."""
    rows = paysheet.element_costs(comparison.today, comparison.reform, comparison.number)
    today, reform, change = t("Today"), t("Reform"), t("Change")
    table = pd.DataFrame({t("Group"): [name_of(each.group) for each in rows],
                          t("Element"): [text.say(each.title) for each in rows],
                          t("People"): [each.people for each in rows], today: [each.today for each in rows],
                          reform: [each.reform for each in rows], change: [each.change for each in rows]})
    show_table(table, [today, reform, change], height=min(38 + 35 * len(rows), 600))
    st.markdown(t("Pay together, a year: {today} today, **{reform}** reformed.",
                  today=text.money(comparison.before.statement.payroll),
                  reform=text.money(comparison.after.statement.payroll)))
    if state.view() is not View.GROSS:
        st.caption(t("Gross, by element; what is taken home and what it costs in all is on the Take-home page."))
    _deferred(comparison)


def _deferred(comparison: Comparison) -> None:
    rows = paysheet.deferrals(comparison.reform.scenario, comparison.number)
    st.markdown(t("**Deferred pay**"))
    if not rows:
        st.caption(t("Nothing is deferred in this plan; switch it on at any element."))
        return
    now, end, lost = t("Paid in the months"), t("Paid at year end"), t("Forfeited by leavers")
    show_table(pd.DataFrame({
        t("Group"): [name_of(each.group) for each in rows], t("Element"): [text.say(each.title) for each in rows],
        now: [each.now for each in rows], end: [each.year_end for each in rows],
        lost: [each.forfeited for each in rows]}), [now, end, lost])
