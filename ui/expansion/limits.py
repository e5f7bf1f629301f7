"""The Expansion page's tab of limits: what held openings back."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from engine.answers.expansion import growth
from engine.answers.expansion.growth import GATES
from engine.base import text
from engine.base.money import to_fen
from engine.base.text import t
from engine.company.network import (
    CAP,
    FUNDS,
    NOBODY_READY,
    NOTHING,
    REASONS,
    TALENT,
    TERRITORY,
    Network,
)
from engine.rules.parts.capabilities import OpensCompanies
from engine.run.outcome import Outcome
from ui.expansion import expansion_curves as curves
from ui.expansion.frame import (
    Opening,
    amounts,
    controls,
    download,
    networks_of,
    year_shown,
)
from ui.kit.palette import OPENINGS


def show(outcome: Outcome, opening: Opening) -> None:
    """Openings wanted, made and held back by which condition, year by year; the bottleneck named."""
    key, rule = opening
    left, right = st.columns([1, 2], gap="medium")
    with left:
        controls(f"expansion.{key}", [f"conditions.{name}" for name in rule.conditions.parameters()])
    networks = networks_of(outcome)
    table = growth.gates(networks)
    with right:
        parts = {"opened": t("Opened"), **{name: text.say(GATES[gate]) for gate, name in REASONS.items() if gate != NOTHING}}
        rows = table.melt("year", list(parts), var_name="part", value_name="number")
        curves.by_series(rows.assign(part=rows["part"].map(parts)), "number", "part", t("Openings"), "gates",
                         t("Openings made, and held back by what"), OPENINGS, money=False, is_stacked=True)
        now = networks[year_shown(len(networks)) - 1]
        if rule.mode != "none":
            st.markdown(_advice(now, rule))
        shown = amounts(table.assign(bottleneck=[text.say(GATES[each]) for each in table["bottleneck"]]),
                        {"year": t("Year"), "wanted": t("Wanted"), **parts, "bottleneck": t("Bottleneck")}, ())
        download(shown, "openings")
        _held_back(now)


def _advice(network: Network, rule: OpensCompanies) -> str:
    """The bottleneck of the year in a sentence, and what would widen it."""
    year, terms = network.year, rule.conditions
    if network.bottleneck == FUNDS:
        return t("Year {year}: **money** is the bottleneck. Let companies keep more of their profit, let headquarters or a team with "
                 "a loan pay, or open cheaper companies than {capital}.", year=year, capital=text.money(to_fen(rule.capital)))
    if network.bottleneck == TALENT:
        return t("Year {year}: **people** are the bottleneck. An opening takes {team} trained people, a company trains {trains} a "
                 "year.", year=year, team=terms.team, trains=terms.trains)
    if network.bottleneck == TERRITORY:
        return t("Year {year}: **territory** is the bottleneck. Each opener has room for {room} companies.", year=year,
                 room=terms.territory or 0)
    if network.bottleneck == CAP:
        return t("Year {year}: the **limit of {most} companies** is reached.", year=year, most=rule.most)
    if network.bottleneck == NOBODY_READY:
        return t("Year {year}: **no head is ready**. A company opens others {years} years after its head took office; from company "
                 "{first} on the owner opens none himself.", year=year, years=rule.ready_after,
                 first=(terms.owner_opens or 0) + 1) if terms.owner_opens is not None else \
            t("Year {year}: **no head is ready**. A company opens others {years} years after its head took office.", year=year,
              years=rule.ready_after)
    return t("Year {year}: nothing held openings back.", year=year)


def _held_back(network: Network) -> None:
    """Openers of the year that could not open what they wanted, and why."""
    held = np.flatnonzero((network.gate != NOTHING) & network.alive)
    if held.size:
        st.caption(t("Held back in year {year}", year=network.year))
        st.dataframe(pd.DataFrame({
            t("Company"): [t("No. {n}", n=place + 1) for place in held.tolist()],
            t("Held back by"): [text.say(GATES[gate]) for gate in network.gate[held].tolist()],
            t("Trained people left"): network.trained[held], t("Opened so far"): network.has_opened[held],
            t("Cash kept"): [text.money(each) for each in network.cash[held].tolist()]}), hide_index=True, width="stretch")
