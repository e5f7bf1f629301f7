"""The Take-home page's tab of one sum paid five ways."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from engine.answers.compare import Comparison
from engine.answers.take_home.same_money import ROUTES, past_their_date, same_money
from engine.answers.take_home.settle import settle
from engine.base import text
from engine.base.text import exact, t
from engine.law.laws import dates_of
from ui.kit import forms, state
from ui.person import choosing
from ui.take_home import tax_charts


def show(comparison: Comparison) -> None:
    """The same employer's money paid to one person as wage, bonus, phantom dividend, dividend or option."""
    choosing.choose()
    settled = settle(comparison.reform, comparison.after.number)
    people = settled.year.people
    if state.person() not in people.position:
        st.info(t("This person is no longer there under this plan; choose somebody else."))
        return
    key = f"same-money|{state.case_key()}"
    sum_of = st.number_input(t("The employer's money, before company tax (¥ a year)"), min_value=0.0,
                             max_value=100_000_000.0, value=float(forms.form("same-money", 50_000.0)), step=10_000.0, key=key,
                             on_change=lambda: forms.keep_form("same-money", st.session_state[key] or 0.0))
    place = people.position[state.person()]
    routes = same_money(settled, place, round(sum_of * 100))
    names = {way: text.say(label) for way, label in ROUTES.items()}
    tax_charts.routes([(names[way], route.net, route.fund, route.tax, route.own + route.employer - route.fund,
                    route.paid_first) for way, route in routes.items()], key="routes")
    columns = {
        t("Gross"): [route.gross for route in routes.values()],
        t("Employer's contributions"): [route.employer for route in routes.values()],
        t("Own contributions"): [route.own for route in routes.values()],
        t("Income tax"): [route.tax for route in routes.values()],
        t("Net"): [route.net for route in routes.values()],
        t("Housing fund credited"): [route.fund for route in routes.values()],
        t("Company tax"): [route.company_tax for route in routes.values()],
        t("Cost after company tax"): [route.after_tax for route in routes.values()]}
    frame = pd.DataFrame({heading: [exact(fen) for fen in values] for heading, values in columns.items()},
                         index=list(names.values()))
    frame.index.name = t("Paid as")
    st.dataframe(frame, width="stretch")
    best = max(routes.values(), key=lambda route: route.net)
    st.caption(t("Most net here: {way}, {net}. An option costs no cash: it is worth so much to the person only if it is "
                 "exercised at that gain, and the owners give it up. Contributions are those that a year of such pay "
                 "causes from next July.", way=names[best.way], net=exact(best.net)))
    for sentence in past_their_date(settled, place, routes):
        st.warning(sentence, icon=":material/event_busy:")
    st.caption("  \n".join(dates_of(("annual_bonus", "equity_table", "dividend"), settled.last_day)))
