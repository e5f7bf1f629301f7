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
from ui.kit.frames import in_yuan
from ui.kit.names import name_of
from ui.pay.shared import YUAN


def show(comparison: Comparison) -> None:
    """Every group and element: people, cost a year today and reformed; then what is deferred."""
    rows = paysheet.element_costs(comparison.today, comparison.reform, comparison.number)
    today, reform, change = t("Today"), t("Reform"), t("Change")
    table = pd.DataFrame({t("Group"): [name_of(each.group) for each in rows],
                          t("Element"): [text.say(each.title) for each in rows],
                          t("People"): [each.people for each in rows], today: [each.today / 100 for each in rows],
                          reform: [each.reform / 100 for each in rows], change: [each.change / 100 for each in rows]})
    st.dataframe(in_yuan(table, [today, reform, change]), hide_index=True, width="stretch",
                 height=min(38 + 35 * len(rows), 600))
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
    money = st.column_config.NumberColumn(format=YUAN)
    st.dataframe(pd.DataFrame({
        t("Group"): [name_of(each.group) for each in rows], t("Element"): [text.say(each.title) for each in rows],
        now: [each.now / 100 for each in rows], end: [each.year_end / 100 for each in rows],
        lost: [each.forfeited / 100 for each in rows]}), hide_index=True, width="stretch",
        column_config={now: money, end: money, lost: money})
