"""Today and any number of reforms side by side."""

import streamlit as st

from engine.answers.compare import (
    cost_by_element,
    families_side_by_side,
    income_distribution,
    ownership,
    people_side_by_side,
)
from engine.answers.family_changes import family_changes
from engine.answers.money_view import amounts
from engine.answers.verdict import verdict
from engine.base.text import t
from ui.compare import tables
from ui.kit import chart, charts, outcomes, state
from ui.kit.choice import choose
from ui.kit.header import header
from ui.kit.levers import with_changes

header(with_reform=False, with_view=True)
chosen = state.choose_several()
if not chosen:
    st.info(t("Choose at least one plan to compare with today."))
    st.stop()

today, reformed, comparisons = outcomes.side_by_side(chosen)
names = [state.reform_name(key) for key in chosen]
everyone, labels = [today, *reformed], [t("Today"), *names]
for key, name, comparison in zip(chosen, names, comparisons, strict=True):
    st.markdown(f"**{name}** — {verdict(comparison)}")
    if made := state.changes(key):
        st.caption(with_changes(name, made, state.scenario(key)), help=t("Reset them in the cockpit, with this plan chosen."))

tables.big_numbers(comparisons, [t("{name} (changed by hand)", name=name) if state.changes(key) else name
                                 for key, name in zip(chosen, names, strict=True)])

first, second = chart.side_by_side(2)
with first:
    charts.cost_by_element(cost_by_element(everyone, view=state.view()), labels, key="compare-cost", view=state.view())
with second:
    charts.incomes(income_distribution([amounts(outcome, 1, state.view()) for outcome in everyone]), labels, key="compare-incomes",
                   view=state.view())

st.markdown(t("**Who owns each yuan of profit**"))
for place, column in enumerate(chart.side_by_side(len(everyone))):
    with column:
        charts.ownership(ownership(everyone[place]), key=f"compare-ownership-{place}", plan=labels[place])

st.markdown(t("**Winners and losers by job family**"))
tables.families(families_side_by_side(comparisons, names), names)
charts.family_changes(family_changes(comparisons), names, state.scenario().company, key="compare-families")

st.markdown(t("**Person by person**"))
worst = choose(t("The largest loss first, under"), dict(zip(chosen, names, strict=True)), "worst", state.reform_key(), 300)
tables.people(people_side_by_side(everyone, labels, view=state.view(), worst=state.reform_name(worst)), labels)
