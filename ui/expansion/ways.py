"""The Expansion page's tab of ways: none, normal and fierce side by side."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from engine.answers.expansion import growth
from engine.answers.expansion.growth import GATES
from engine.base import text
from engine.base.parameter import parameter_of
from engine.base.text import t
from engine.rules.parts.capabilities import OpensCompanies
from engine.run.outcome import Outcome
from ui.expansion import expansion_curves as curves
from ui.expansion.frame import (
    Opening,
    amounts,
    controls,
    download,
)
from ui.expansion.summary import way_called
from ui.kit import chart
from ui.kit.entries import take_out
from ui.kit.figures import inputs

OF_GROWTH = ("mode", "existing", "existing_profit", "openings_by_headquarters", "openings", "ready_after", "most", "profit",
             "first_year", "multiple")
OF_STAKES = ("stakes.head", "stakes.opener", "stakes.opener_of_opener", "stakes.headquarters_floor", "option_after",
             "registered_after")


def show(outcome: Outcome, opening: Opening) -> None:
    """None, normal and fierce over the years, with the plan's other figures alike."""
    key, rule = opening
    left, right = st.columns([1, 2], gap="medium")
    with left:
        controls(f"expansion.{key}", OF_GROWTH)
        with st.expander(t("Stakes and years until registration")):
            controls(f"expansion.{key}", OF_STAKES)
        take_out(f"expansion.{key}")
    with right:
        _side_by_side(rule, len(outcome.years))


def _side_by_side(rule: OpensCompanies, years: int) -> None:
    start = growth.openings_by_mode(rule)
    field = rule.keys()["openings"]
    openings: dict[str, int | None] = {}
    for place, mode in zip(st.columns(2), start, strict=True):
        with place:
            st.markdown(f"**{way_called(rule, mode)}**")
            openings |= inputs(f"openings {mode}", {mode: field}, {mode: start[mode]})
    parameter = parameter_of(field)
    assert parameter is not None
    for mode, number in openings.items():
        if number is None or not (parameter.low or 0) <= number <= (parameter.high or 0):
            st.error(t("{way}: openings of each ready company are from {low} to {high} a year; {used} is used until then.",
                       way=way_called(rule, mode), low=f"{parameter.low:g}", high=f"{parameter.high:g}", used=start[mode]),
                     icon=":material/error:")
            openings[mode] = start[mode]
    st.caption(t("Fierce expansion gives heads more reason to open, so each may open more; the rest is alike."))
    for mode, why in growth.broken_modes(rule).items():
        st.error(t("{where}: {what}", where=way_called(rule, mode), what=why), icon=":material/error:")
    found = growth.by_mode(rule, years, {mode: number or 0 for mode, number in openings.items()})
    if not found:
        return
    names = {mode: way_called(rule, mode) for mode in found}
    table = pd.concat([growth.yearly(networks).assign(mode=mode) for mode, networks in found.items()], ignore_index=True)
    table = table.assign(average=table["income"] // np.maximum(1, table["companies"]))
    first, second = chart.side_by_side(2)
    for place, (figure, title, money, bars) in zip((first, second, first, second), (
            ("companies", t("Companies"), False, False),
            ("headquarters", t("Headquarters' part of profit, look-through"), True, False),
            ("capital", t("Capital of new companies"), True, True),
            ("average", t("Income of a head, on average"), True, False)), strict=True):
        with place:
            curves.by_mode(table, figure, names, f"mode-{figure}", title, money, bars)
    table = table[(table["mode"] != "none") | (table["companies"] > 0)]  # nothing to tell of no companies
    bottlenecks = ["" if mode == "none" else text.say(GATES[gate])
                   for mode, gate in zip(table["mode"], table["bottleneck"], strict=True)]
    shown = amounts(table.assign(mode=table["mode"].map(names), bottleneck=bottlenecks),
                    {"mode": t("Way"), "year": t("Year"), "companies": t("Companies"), "opened": t("Opened"),
                     "closed": t("Closed so far"), "capital": t("Capital of new companies"), "need": t("Headquarters puts in"),
                     "back": t("Headquarters gets back"), "headquarters": t("Headquarters' part of profit"),
                     "heads": t("The heads' part of profit"), "income": t("Paid to heads"), "bottleneck": t("Bottleneck")},
                    ("capital", "need", "back", "headquarters", "heads", "income"))
    st.caption(t("What heads are paid is less than their part of profit while they pay back loans or their company keeps money "
                 "for openings."))
    download(shown, "ways")
    generations = growth.generations_by_mode(found, rule.multiple)
    if len(generations):
        st.markdown(t("**A head's yearly income and wealth in year {year}, on average**", year=years))
        amounts(generations.assign(mode=generations["mode"].map(names)),
                {"mode": t("Way"), "generation": t("Generation"), "companies": t("Companies"), "income": t("Income"),
                 "wealth": t("Wealth")}, ("income", "wealth"))
