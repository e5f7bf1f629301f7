"""The Cap table page's tab of the years: ownership in one of four views, and what happened."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from engine.answers.cap_table import ownership
from engine.answers.cap_table.ownership import VIEWS
from engine.base import text
from engine.base.text import t
from engine.run.outcome import Outcome
from ui.kit import charts
from ui.kit.choice import choose


def _means(view: str) -> str:
    return {"look_through": t("Who owns the shares in the end: through holding companies, partnerships and cross-holdings. What "
                              "nobody is named for stays with the holder's own members."),
            "direct": t("In whose name the shares stand."),
            "votes": t("Who casts the votes: the general partner of a partnership, the leader of a concert, whoever controls "
                       "more than half of a holder."),
            "diluted": t("As if everything granted were exercised in new shares.")}[view]


def show(outcome: Outcome) -> None:
    """The picture in one of four views, and the history of what happened."""
    view = choose(t("View"), {view: text.say(label) for view, label in VIEWS.items()}, "cap-view", kind="segments", everywhere=True,
                  width="content")
    st.caption(_means(view))
    charts.ownership(ownership.over_time(outcome, view), key="cap-over-time", plan=text.say(VIEWS[view]), height=340)
    history(outcome)


def history(outcome: Outcome) -> None:
    """All events, year by year."""
    events = outcome.events()
    if not events:
        st.caption(t("Nothing happens to the shares in this plan."))
        return
    st.markdown(t("**What happens**"))
    st.dataframe(pd.DataFrame({
        t("Year"): [event.year for event in events], t("What"): [text.say(event.what) for event in events],
        t("Shares"): [f"{event.shares:,}" if event.shares else "" for event in events],
        t("Price a share"): [f"¥{float(event.price):,.2f}" if event.price is not None else "" for event in events]}),
        hide_index=True, width="stretch", column_config={t("Year"): st.column_config.NumberColumn(width="small"),
                                                         t("What"): st.column_config.TextColumn(width="large")})
