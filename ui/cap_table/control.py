"""The Cap table page's tab of control: alerts, control lines, numbers of holders."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from engine.answers.cap_table.control import Alert, head_counts, is_listed, lines_of, seats
from engine.base import text
from engine.base.text import percent, t
from engine.run.outcome import Outcome
from ui.cap_table.holders import facts_shown, holder_name


def show(outcome: Outcome, found: Sequence[Alert]) -> None:
    """What is crossed or broken, the control lines, and the numbers of holders."""
    alerts(found)
    lines(outcome)
    counts(outcome)


def alerts(found: Sequence[Alert]) -> None:
    """What the plan crosses or breaks, and what would mend it."""
    if not found:
        st.success(t("No control line is crossed and no limit broken."), icon=":material/verified_user:")
    for alert in found:
        when = t("Today") if alert.year == 0 else t("Year {year}", year=alert.year)
        lines = [f"**{when}** · {alert.what}", alert.means]
        if alert.mend:
            lines.append(t("What would mend it: {how}", how=alert.mend))
        (st.warning if alert.bad else st.info)("  \n".join(lines), icon=":material/gavel:" if alert.bad
                                               else ":material/trending_up:")


def lines(outcome: Outcome) -> None:
    """Every control line: whether the owner reaches it today and at the end, and what it means."""
    form, last = facts_shown().form, outcome.years[-1].cap_table
    today, then = outcome.owner_votes(0), outcome.owner_votes(len(outcome.years))
    st.markdown(t("**Control lines: you have {today} of the votes today and {then} at the end**", today=percent(float(today), 2),
                  then=percent(float(then), 2)))
    found = lines_of(form, is_listed(last))
    mark = {True: "✓", False: "–"}
    st.table(pd.DataFrame({
        t("Line"): [t("more than {line}", line=text.say(line.label)) if line.strict else
                    t("at least {line}", line=text.say(line.label)) for line, _ in found],
        t("Today"): [mark[line.reached(today)] for line, _ in found],
        t("At the end"): [mark[line.reached(then)] for line, _ in found],
        t("What it means"): [text.say(means) for _, means in found]}).set_index(t("Line")))


def counts(outcome: Outcome) -> None:
    """Numbers of holders and partners at the end, and the board."""
    last, form = outcome.years[-1].cap_table, facts_shown().form
    found = head_counts(last, form)
    st.markdown(t("**Numbers of holders at the end**"))
    st.dataframe(pd.DataFrame({
        t("Which"): [count.what for count in found], t("Number"): [count.number for count in found],
        t("Allowed"): [f"{count.low}–{count.high}" for count in found],
        t("Fits"): ["✓" if count.fits else "✗" for count in found], t("Source"): [count.source for count in found]}),
        hide_index=True, width="stretch")
    appointed = seats(facts_shown(), last)
    if appointed:
        st.markdown(t("**Board**"))
        st.caption("  \n".join(t("{who} appoints {n} of {all}", who=holder_name(key, outcome), n=number, all=sum(
            appointed.values())) for key, number in appointed.items()))
