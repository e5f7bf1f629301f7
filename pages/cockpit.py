"""The cockpit: move a lever, and cost, incomes and ownership move with it."""

import streamlit as st

from engine.compare import cost_by_element, income_distribution, ownership
from engine.text import t
from engine.verdict import attribution, verdict
from ui import charts, state
from ui.header import header, refusals
from ui.levers import panel
from ui.notes import case_notes, events
from ui.numbers import big_numbers


@st.fragment
def what_a_lever_moves() -> None:
    """Levers, verdict, numbers and pictures; runs alone when a lever moves, without the strip and the notes."""
    state.resume()
    refusals()
    comparison = state.comparison()

    st.markdown(f"#### {verdict(comparison)}")
    with st.container():  # keeps its place when empty, so that nothing below is drawn anew
        if state.changes_the_world():
            st.caption(attribution(comparison, state.grown(comparison.reform.scenario)))
    big_numbers(comparison)

    left, right = st.columns([1, 2], gap="medium")
    with left:
        panel(state.implied(comparison.after.world))
    with right:
        first, second = st.columns(2)
        names = state.sides()
        with first:
            st.markdown(t("**Labour cost by element**"))
            charts.cost_by_element(cost_by_element([comparison.today, comparison.reform], comparison.number), names,
                                   key="cost")
        with second:
            st.markdown(t("**Who earns how much**"))
            charts.incomes(income_distribution([comparison.income_before, comparison.income_after]), names, key="incomes")
        st.markdown(t("**Who owns each yuan of profit**"))
        charts.ownership(ownership(comparison.reform), key="ownership")
        events(comparison.reform)


header(with_refusals=False)
what_a_lever_moves()
case_notes(state.case())
