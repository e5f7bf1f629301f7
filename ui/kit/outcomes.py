"""What the pages show of simulations: today, the reform, both side by side; each computed once while nothing changes."""

from __future__ import annotations

import streamlit as st

from engine.answers.compare import Comparison, compare, same_world
from engine.answers.pay.payslip import Payslip, payslip
from engine.base.text import t
from engine.files.library import TODAY
from engine.plan.scenario import Scenario
from engine.run.outcome import Outcome
from engine.run.simulate import simulate
from engine.world.drivers import World
from ui.kit import state


def today() -> Outcome:
    """Today's plan in today's world, computed once per company."""
    return _kept("today", state.case().today)


def grown(reform: Scenario, years: int | None = None) -> Outcome:
    """Today's plan in the reform's world, all its years or the first ones, computed once per set of assumptions."""
    kept = st.session_state.get("grown")
    wanted = state.case().today
    if kept is None or kept[0] is not wanted or kept[1:3] != (reform.assumptions, years):
        kept = (wanted, reform.assumptions, years, same_world(wanted, reform, years))
        st.session_state.grown = kept
    return kept[3]


def _kept(name: str, wanted: Scenario) -> Outcome:
    kept = st.session_state.get(name)
    if kept is None or kept[0] is not wanted:
        kept = (wanted, simulate(wanted))
        st.session_state[name] = kept
    return kept[1]


def comparison() -> Comparison:
    """What the cockpit shows: the reform against today, or against today's plan in the same what-if."""
    reform = state.scenario()
    against = today() if st.session_state.against == TODAY else grown(reform)
    return compare(against, simulate(reform), min(st.session_state.year, reform.assumptions.years), state.view())


def sides() -> list[str]:
    """What the two sides of the comparison are called in the pictures."""
    first = t("Today") if st.session_state.against == TODAY else t("Today's plan, grown")
    return [first, t("Reform")]


def side_by_side(keys: list[str]) -> tuple[Outcome, list[Outcome], list[Comparison]]:
    """Today's outcome, each reform's, and each compared with today."""
    first = today()
    outcomes = [simulate(state.scenario(key)) for key in keys]
    return first, outcomes, [compare(first, outcome, view=state.view()) for outcome in outcomes]


def changes_the_world() -> bool:
    """Whether the what-if differs from today's world, so that its part of the change is worth telling."""
    return state.scenario().assumptions != state.case().today.assumptions


def implied(world: World) -> dict[str, float]:
    """What the growth levers amount to where they are left empty."""
    found = {"assumptions.revenue_growth": float(world.revenue_growth)}
    if world.profit_growth is not None:
        found["assumptions.profit_growth"] = float(world.profit_growth)
    return found


def two_scenarios() -> tuple[Scenario, Scenario]:
    """What the two sides of the comparison are simulated from."""
    reform = state.scenario()
    return (state.case().today if st.session_state.against == TODAY else grown(reform).scenario), reform


def shown_year() -> int:
    """The simulated year that is shown."""
    return min(int(st.session_state.year), state.scenario().assumptions.years)


def slips() -> tuple[Payslip | None, Payslip | None]:
    """The pay slips of the state.person looked at on both sides; computed again only when something has changed."""
    before, after = two_scenarios()
    number, identity = shown_year(), state.person()
    kept = st.session_state.get("slips")
    if kept is None or kept[0] is not before or kept[1] is not after or kept[2:4] != (number, identity):
        kept = (before, after, number, identity, payslip(before, identity, number), payslip(after, identity, number))
        st.session_state.slips = kept
    return kept[4], kept[5]
