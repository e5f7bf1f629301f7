"""The numbers on top of the Cap table page."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from engine.answers.cap_table import ownership
from engine.answers.cap_table.control import Alert, seats
from engine.answers.compare import Comparison
from engine.base import text
from engine.base.text import percent, t
from ui.cap_table.holders import facts_shown


def show(comparison: Comparison, found: Sequence[Alert]) -> None:
    """The owner's stake by every view in the year shown, against today; seats; how many alerts there are."""
    reform, year = comparison.reform, comparison.number
    owner = reform.owner
    before, after = (ownership.tables(reform)[place] for place in (0, min(year, len(reform.years))))
    with st.container(horizontal=True, gap="medium"):
        for view, label in (("look_through", t("Your stake, looked through")), ("direct", t("Your own shares")),
                            ("votes", t("Your votes")), ("diluted", t("Your own shares, fully diluted"))):
            old, new = (float(ownership.owned(table, view).stake(owner)) for table in (before, after))
            points = round((new - old) * 100, 2)
            st.metric(label, percent(new, 2), t("{points} points", points=text.count(points, signed=True)).replace("−", "-")
                      if points else None, width="content")
        appointed = seats(facts_shown(), after)
        if appointed:
            st.metric(t("Board seats you appoint"), f"{appointed.get(owner, 0)} / {sum(appointed.values())}", width="content")
        st.metric(t("Findings"), str(sum(alert.bad for alert in found)), width="content")
