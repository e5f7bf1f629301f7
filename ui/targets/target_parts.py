"""The parts of the Targets page: ladders and who reaches which level, the year's target, and letters."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from engine.answers.compare import Comparison
from engine.answers.targets import attainment, target_forms
from engine.answers.targets.attainment import Standing
from engine.base import text
from engine.base.problem import InputError
from engine.base.text import t
from engine.company.company import label_of
from engine.files.people_file import Person
from engine.plan.edits import target_rules
from engine.rules.kinds import TargetParts
from engine.rules.rule import Rule
from engine.rules.targets.target_backward import TargetBackward
from engine.rules.targets.target_blend import Proposal, TargetBlend
from engine.rules.targets.target_forward import TargetForward
from engine.rules.targets.target_ladder import LEVEL_NAMES, TargetLadder
from ui.company.company_forms import number_field
from ui.kit import state
from ui.kit.controls import control
from ui.kit.entries import add, choose, controls_under, levers_under, take_out
from ui.kit.tables import cells_of, columns_of, edited_rows, entered_rows
from ui.pay import curves

YUAN = "¥%,.2f"
PREVIEW = 300
"""Rows of letters sent to the browser; the download has all of them."""


def _name(key: str) -> str:
    return text.say(label_of(state.scenario().company, key)) if key else ""


def _level(key: str) -> str:
    return text.say(LEVEL_NAMES[key]) if key in LEVEL_NAMES else key


# ---------------------------------------------------------------- ladders

def ladders(comparison: Comparison) -> None:
    """One ladder at a time: its levels edited on the left, who reaches what on the right."""
    plan = comparison.reform.scenario.plan
    own = attainment.ladders(plan)
    if own:
        name = choose(t("Ladder"), {key: text.say(rule.title) for key, rule in own.items()}, "ladder")
        left, right = st.columns([1, 1], gap="medium")
        with left:
            st.caption(text.say(own[name].about.formula))
            controls_under(f"targets.{name}")
            take_out(f"targets.{name}")
        with right:
            _reached(comparison, name, own[name])
    else:
        st.info(t("This plan has no target ladder yet; add one below."))
    add("targets", plan.targets, target_rules(), t("One more target"))


def _reached(comparison: Comparison, name: str, rule: TargetLadder) -> None:
    sides = {t("Today"): comparison.today.scenario, t("Reform"): comparison.reform.scenario}
    there = {side: scenario for side, scenario in sides.items() if name in attainment.ladders(scenario.plan)}
    judged = {side: attainment.standing(scenario, name, comparison.number) for side, scenario in there.items()}
    counted = {"person": t("People"), "unit": t("Units"), "company": t("The company")}[rule.of]
    spread = attainment.spread(judged)
    if len(spread):
        levels = attainment.bounds({t("Reform"): rule}).assign(level=lambda table: table["level"].map(_level))
        curves.attainment(spread, levels, counted, key=f"attainment|{name}")
    else:
        st.info(t("Nobody has a history to hold the year against; enter it on the Company page."))
    if attainment.comparable(rule):
        both = {(side, of): attainment.standing(scenario, name, comparison.number, of)
                for side, scenario in there.items() for of in ("person", "unit")}
    else:
        both = {(side, rule.of): each for side, each in judged.items()}
    table, bars = _levels_table(judged, both, rule)
    st.dataframe(table, hide_index=True, width="stretch")
    without = max(each.without_target for each in judged.values())
    if without:
        st.caption(t("{n} have no history, so no target; their coefficient is 1.", n=f"{without:,}"))
    curves.levels_reached(bars, counted, key=f"levels|{name}")
    curves.steps(attainment.coefficient_steps({side: attainment.ladders(scenario.plan)[name]
                                               for side, scenario in there.items()}), key=f"steps|{name}")


def _levels_table(judged: dict[str, Standing], both: dict[tuple[str, Any], Standing],
                  rule: TargetLadder) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Levels from the top down: coefficient, then people and units on each side; and the bars of the picture."""
    places = [*range(len(rule.levels) - 1, -1, -1), -1]
    names = {place: _level(rule.levels[place].name) if place >= 0 else t("Below the first level") for place in places}
    subjects = {"person": t("people"), "unit": t("units"), "company": t("the company")}
    columns: dict[str, list[Any]] = {
        t("Level"): [names[place] for place in places],
        t("Coefficient"): [f"×{rule.levels[place].coefficient if place >= 0 else rule.below:g}" for place in places]}
    for (side, of), each in both.items():
        columns[t("{side}, {what}", side=side, what=subjects[of])] = [each.at(place) if place < len(each.rule.levels) else None
                                              for place in places]
    bars = [(names[place], side, each.at(place)) for place in reversed(places) for side, each in judged.items()
            if place < len(each.rule.levels)]
    return pd.DataFrame(columns), pd.DataFrame(bars, columns=["level", "plan", "number"])


# ---------------------------------------------------------------- the year's target

def setting() -> None:
    """Forward, backward and blended: three small forms side by side."""
    forward, backward, blend = st.columns(3, gap="medium")
    with forward:
        _form(TargetForward)
    with backward:
        _form(TargetBackward)
    with blend:
        _blend()


def _form(rule: type[Rule]) -> None:
    st.markdown(f"**{text.say(rule.about.title)}**", help=text.say(rule.about.what))
    start = target_forms.start_of(rule, state.scenario().company)
    given: dict[str, Any] = {}
    for key, parameter in target_forms.fields_of(rule).items():
        given[key] = number_field(parameter, start[key], f"form|{state.case_key()}|{rule.name()}|{key}")
    _answer(rule, given)


def _blend() -> None:
    st.markdown(f"**{text.say(TargetBlend.about.title)}**", help=text.say(TargetBlend.about.what))
    rows = state.form("proposals", target_forms.proposals_of(state.scenario().company))
    declared = {key: parameter for key, parameter in Proposal.parameters().items() if key in ("who", "weight", "value")}
    table = pd.DataFrame(cells_of(rows, declared))
    key = f"proposals|{state.case_key()}|{hash(str(rows))}"

    def take() -> None:
        state.keep_form("proposals", entered_rows(edited_rows(table, st.session_state[key]), declared))

    st.data_editor(table, key=key, num_rows="dynamic", hide_index=True, width="stretch", on_change=take,
                   column_config=columns_of(declared))
    _answer(TargetBlend, {"proposals": rows})


def _answer(rule: type[Rule], given: dict[str, Any]) -> None:
    """What the rule makes of the form, and a button that makes it the plan's annual target."""
    try:
        results = target_forms.tried(rule, given)
    except InputError as error:
        for problem in error.problems:
            st.error(str(problem), icon=":material/error:")
        return
    with st.container(horizontal=True, gap="medium"):
        for key, (label, unit) in target_forms.RESULTS.items():
            if key in results:
                st.metric(text.say(label), text.value(results[key], unit), width="content")
    annual = next(results[key] for key in target_forms.ANSWER if key in results)

    def take() -> None:
        state.attempt(lambda: state.set_values(target_forms.annual_target(state.scenario().plan, annual)))

    st.button(t("Make it the plan's annual target"), key=f"annual|{rule.name()}", on_click=take,
              icon=":material/flag:")


# ---------------------------------------------------------------- letters

def letters(comparison: Comparison) -> None:
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
    headings = {"unit": t("Unit"), "id": text.say(Person.parameters()["id"].label),
                "name": text.say(Person.parameters()["name"].label), "post": t("Post"), "annual": t("A year"),
                **{f"q{n}": t("Quarter {n}", n=n) for n in range(1, 5)},
                **{f"m{n}": t("Month {n}", n=n) for n in range(1, 13)}}
    money = {headings[key]: st.column_config.NumberColumn(format=YUAN) for key in headings
             if key not in ("unit", "id", "name", "post")}
    names = {key: _name(key) for column in ("unit", "post") for key in table[column].unique()}
    whole = table[table["id"] == ""]
    st.dataframe(_worded(whole, names, headings).drop(columns=[headings[key] for key in ("id", "name", "post")]),
                 hide_index=True, width="stretch", column_config=money, height=min(38 + 35 * len(whole), 320))
    people = table[table["id"] != ""]
    st.caption(t("Person by person"))
    st.dataframe(_worded(people.head(PREVIEW), names, headings), hide_index=True, width="stretch", column_config=money,
                 height=300)
    if len(people) > PREVIEW:
        st.caption(t("The first {shown} of {all} people; the download has everybody.", shown=f"{PREVIEW:,}",
                     all=f"{len(people):,}"))
    st.download_button(t("Download the target letters (CSV)"), file_name=f"{state.case_key()}-targets.csv",
                       data=lambda: _worded(table, names, headings).to_csv(index=False).encode("utf-8-sig"),
                       mime="text/csv", icon=":material/download:", key="download-letters")


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
