"""The cockpit: move a lever, and cost, incomes and ownership move with it."""

import streamlit as st

from engine.answers.compare import cost_by_element, income_distribution, ownership
from engine.answers.verdict import attribution, verdict
from ui.kit import chart, charts, link, outcomes, state
from ui.kit.header import header, refusals
from ui.kit.levers import panel
from ui.kit.notes import case_notes, events
from ui.kit.numbers import big_numbers


@st.fragment
def what_a_lever_moves() -> None:
    """Levers, verdict, numbers and pictures; runs alone when a lever moves, without the strip and the notes.

    First everything is computed, then all is drawn: the browser gets it in one go. The link in the address bar
    comes last, as nobody waits for it.
    """
    link.resume()
    comparison, names = outcomes.comparison(), outcomes.sides()
    costs = cost_by_element([comparison.today, comparison.reform], comparison.number, comparison.view)
    earned = income_distribution([comparison.income_before, comparison.income_after])
    owned = ownership(comparison.reform)
    said = f"#### {verdict(comparison)}"
    if outcomes.changes_the_world():
        grown = outcomes.grown(comparison.reform.scenario, comparison.number)
        said += f"\n\n:small[:gray[{attribution(comparison, grown)}]]"

    refusals()
    st.markdown(said)
    big_numbers(comparison)
    left, right = st.columns([1, 2], gap="medium")
    with left, st.container(key="levers"):
        panel(outcomes.implied(comparison.after.world))
    with right:
        first, second = chart.side_by_side(2)
        with first:
            charts.cost_by_element(costs, names, key="cost", view=comparison.view)
        with second:
            charts.incomes(earned, names, key="incomes", view=comparison.view)
        charts.ownership(owned, key="ownership")
        events(comparison.reform)
    link.write_link()


header(with_refusals=False)
what_a_lever_moves()
case_notes(state.case())
