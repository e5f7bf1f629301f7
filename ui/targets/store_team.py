"""The Store team part of the Targets page: who of each store belongs to the core, the middle and the reserve."""

from __future__ import annotations

from typing import Any

import streamlit as st

from engine.answers.pay import team as teams
from engine.base import text
from engine.base.parameter import Unit
from engine.base.problem import InputError
from engine.base.text import t
from engine.company.company import UnitOfCompany, label_of
from engine.rules.parts.capabilities import SelectsTeam
from engine.rules.parts.store_team import LAYERS, TeamCandidate
from engine.rules.rule import Rule, rule_named
from ui.kit import csv, forms, state
from ui.kit.choice import choose
from ui.kit.field import field
from ui.kit.names import shown_name
from ui.kit.table import show_table

FORM = "team_selection"


def show() -> None:
    """Shares and criteria on the left, the teams they give on the right."""
    company = state.case().today.company
    kinds = teams.kinds_of(company)
    left, right = st.columns([1, 2], gap="medium")
    with left:
        selection = rule_named("team_selection")
        st.caption(text.say(selection.about.what), help=t("Source: {source}", source=text.origin(selection.about.source)))
        rule = _form(selection)
    with right:
        if not kinds:
            st.info(t("This company has no units beside headquarters; add stores on the Company page."))
            return
        choices = UnitOfCompany.parameters()["kind"].choices or {}
        names = {kind: text.say(choices[kind]) for kind in kinds}
        kind = "store" if kinds == ("store",) else choose(t("Which units are looked at as stores"), names, "team-kind")
        if rule is not None:
            _teams(rule, kind)


def _form(selection: type[Rule]) -> SelectsTeam | None:
    """The rule as entered; None, with what is wrong said, if it cannot hold."""
    entered = dict(forms.form(FORM, {}))
    declared = {key: parameter for key, parameter in selection.parameters().items()
                if parameter.unit in (Unit.RATE, Unit.YEARS)}
    given: dict[str, Any] = {}
    half = (len(declared) + 1) // 2
    for keys, column in zip((list(declared)[:half], list(declared)[half:]), st.columns(2), strict=True):
        with column:
            for key in keys:
                now = entered.get(key, selection.keys()[key].default)
                given[key] = field(declared[key], now, f"team|{state.case_key()}|{key}")
    forms.keep_form(FORM, {key: value for key, value in given.items() if value is not None})
    try:
        rule = forms.validated(selection, {key: value for key, value in given.items() if value is not None})
    except InputError as error:
        for problem in error.problems:
            st.error(str(problem), icon=":material/error:")
        return None
    return rule if isinstance(rule, SelectsTeam) else None


def _teams(rule: SelectsTeam, kind: str) -> None:
    company = state.case().today.company
    table = teams.people(rule, company, (kind,))
    named = TeamCandidate.parameters()
    headings = {"unit": t("Unit"), "staff": t("Staff"), **{key: text.say(label) for key, label in LAYERS.items()},
                "id": t("ID"), "name": text.say(named["name"].label), "post": t("Post"), "years": text.say(named["years"].label),
                "results": text.say(named["results"].label), "behaviour": text.say(named["behaviour"].label),
                "values": text.say(named["values"].label), "points": t("Weighted points"),
                "complaints": text.say(named["complaints"].label), "layer": t("Layer")}
    words = {key: text.say(label_of(company, key)) for column in ("unit", "post") for key in table[column].unique()}
    units = teams.by_unit(table)
    with st.container(horizontal=True, gap="medium"):
        for key, label in LAYERS.items():
            st.metric(text.say(label), f"{int(units[key].sum()):,}", width="content")
    st.dataframe(units.assign(unit=units["unit"].map(words)).rename(columns=headings), hide_index=True, width="stretch",
                 height=min(38 + 35 * len(units), 320))
    shown = table.assign(unit=table["unit"].map(words), post=table["post"].map(words),
                         layer=table["layer"].map({**{key: text.say(label) for key, label in LAYERS.items()}, "": "–"}))
    shown = shown.assign(name=shown["name"].map(shown_name)).rename(columns=headings)
    show_table(shown, formats={headings[key]: "%.2f" for key in ("results", "behaviour", "values", "points")}, height=360)
    csv.download(lambda: shown, "team", t("Download the store team (CSV)"))
