"""The Targets page's tab of target letters: handed down, and adjusted in mid-year."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from engine.answers.compare import Comparison
from engine.answers.targets import attainment, target_forms
from engine.base import text
from engine.base.text import t
from engine.company.people import People
from engine.rules.kinds import TargetParts
from ui.kit import csv, state
from ui.kit.choice import choose
from ui.kit.controls import control
from ui.kit.entries import controls_under, levers_under, take_out
from ui.kit.names import HIDDEN, name_of, names_hidden, shown_name
from ui.kit.table import show_table
from ui.pay import curves


def show(comparison: Comparison) -> None:
    """A target handed down: company → units → people, year → quarters → months, and its adjustment in mid-year."""
    scenario = comparison.reform.scenario
    rules = target_forms.handing_down(scenario.plan)
    if not rules:
        st.info(t("This plan hands no target down yet; set the year's target first, or add a target split."))
        return
    name = choose(t("Target handed down"), {key: text.say(rule.title) for key, rule in rules.items()}, "letters")
    parts, unit_of = attainment.handed_down(scenario, comparison.number)
    mine = parts[name]
    left, right = st.columns([1, 2], gap="medium")
    with left:
        st.metric(text.say(target_forms.RESULTS["target"][0]), text.money(mine.annual))
        controls_under(f"targets.{name}")
        take_out(f"targets.{name}")
    with right:
        st.caption(t("Every level sums to the one above, to the fen.") if attainment.exact(mine) else
                   t("Nobody has a history to hand the target down by; enter it on the Company page."))
        table = attainment.letters(scenario.company, comparison.after, mine, unit_of)
        _letters(table)
    _adjusting(scenario.plan, name, mine, parts)


def _letters(table: pd.DataFrame) -> None:
    headings = {"unit": t("Unit"), "id": text.say(People.parameters()["id"].label),
                "name": text.say(People.parameters()["name"].label), "post": t("Post"), "annual": t("A year"),
                **{f"q{n}": t("Quarter {n}", n=n) for n in range(1, 5)},
                **{f"m{n}": t("Month {n}", n=n) for n in range(1, 13)}}
    fen = [headings[key] for key in headings if key not in ("unit", "id", "name", "post")]
    names = {key: name_of(key) for column in ("unit", "post") for key in table[column].unique()}
    whole = table[table["id"] == ""]
    show_table(_worded(whole, names, headings).drop(columns=[headings[key] for key in ("id", "name", "post")]), fen, exact=True,
               height=min(38 + 35 * len(whole), 320))
    people = _worded(table[table["id"] != ""], names, headings)
    st.caption(t("Person by person"))
    show_table(people.assign(**{headings["name"]: people[headings["name"]].map(shown_name)}), fen, exact=True, height=300)
    hidden = names_hidden()
    csv.download(lambda: _worded(table.assign(name=HIDDEN) if hidden else table, names, headings), "targets",
                 t("Download the target letters (CSV)"), key="download-letters", fen=fen)


def _worded(table: pd.DataFrame, names: dict[str, str], headings: dict[str, str]) -> pd.DataFrame:
    return table.assign(unit=table["unit"].map(names), post=table["post"].map(names)).rename(columns=headings)


def _adjusting(plan: Any, name: str, before: TargetParts, parts: dict[str, TargetParts]) -> None:
    """Adjustment in mid-year: the months past keep their targets."""
    st.markdown(t("**Adjustment in mid-year**"))
    found = target_forms.adjustment_of(plan, name)
    if found is None:
        st.button(t("Adjust this target from a month on"), key=f"adjust|{name}", icon=":material/update:",
                  on_click=lambda: state.attempt(lambda: state.set_values(target_forms.adjusted(
                      state.scenario().plan, name))))
        return
    left, right = st.columns([1, 2], gap="medium")
    with left:
        for lever in levers_under(f"targets.{found}"):
            if lever.path.endswith((".from_month", ".factor")):
                control(lever)
        take_out(f"targets.{found}")
    with right:
        rows = {t("Before"): attainment.by_month(before), t("After"): attainment.by_month(parts[found])}
        curves.months(curves.long({side: {month + 1: each / 100 for month, each in enumerate(months.tolist())}
                                   for side, months in rows.items()}), key=f"months|{found}")
        st.caption(t("The year's target: {before} before, {after} after.", before=text.money(before.annual),
                     after=text.money(parts[found].annual)))
