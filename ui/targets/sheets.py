"""Score sheets: indicators and weights, points, conduct, and one filled for somebody."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pandas as pd
import streamlit as st

from engine.answers.compare import Comparison
from engine.answers.targets import scoring
from engine.answers.targets.score_sheets import READY
from engine.answers.targets.sheet_check import wrong_in_sheet
from engine.base import text
from engine.base.problem import InputError
from engine.base.text import t
from engine.company.company import label_of
from engine.plan.scenario import plain
from engine.rules.parts.capabilities import ScoresByIndicators
from engine.rules.parts.conduct import CONDUCT, POINTS
from engine.rules.parts.indicators import Indicator, ScoreLevel, findings
from ui.kit import drafts, state
from ui.kit.choice import choose, remember
from ui.kit.controls import control
from ui.kit.entries import levers_under, take_out
from ui.kit.field import entered, field
from ui.kit.rows import Rows, defaults

WEIGHTS_ONLY = "assessment_score"
NOBODY = ""
FEW = 300
"""How many people are offered to try a sheet on."""


def sheets(comparison: Comparison) -> None:
    """One score sheet or weighting at a time, and one more to add."""
    plan = comparison.reform.scenario.plan
    if plan.scores:
        names = {name: text.say(rule.title) for name, rule in plan.scores.items()}
        chosen = choose(t("Score sheet or weighting"), names, "score-rule")
        _covers(comparison, chosen)
        rule = plan.scores[chosen]
        if isinstance(rule, ScoresByIndicators):
            _sheet(comparison, chosen, rule)
        else:
            st.caption(text.say(rule.about.formula))
            _weighting(f"scores.{chosen}")
        take_out(f"scores.{chosen}")
    else:
        st.info(t("Scores are taken from the people's table as they are. Add a score sheet to compute them from indicators."))
    _add(comparison)


def _covers(comparison: Comparison, name: str) -> None:
    """How many people this rule scores, and which later rule takes some of them over."""
    counts = scoring.scored_by(comparison.reform.scenario.plan, comparison.after.people)
    st.caption(t("Scores {n} people.", n=f"{counts[name]:,}") + (
        " " + t("Where several cover somebody, the last one counts.") if len(counts) > 1 else ""))


def _add(comparison: Comparison) -> None:
    entries = comparison.reform.scenario.plan.scores
    names = {**{key: text.say(ready.name) for key, ready in READY.items()},
             WEIGHTS_ONLY: t("No indicators: only weights of superior, self, panel and conduct")}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = choose(t("One more score sheet, starting from"), names, "ready-sheet")

        def take() -> None:
            key, entry = scoring.new_sheet(entries, None if chosen == WEIGHTS_ONLY else chosen)
            state.attempt(lambda: state.set_value(f"scores.{key}", entry))
            remember("score-rule", key)

        st.button(t("Add"), key="add-sheet", on_click=take, icon=":material/add:", type="primary")
    if chosen in READY:
        st.caption(READY[chosen].note())


def _weighting(path: str, columns: int = 3) -> None:
    """Who is covered, and the weights of superior, panel, person, performance and conduct."""
    own = [lever for lever in levers_under(path) if not lever.path.endswith((".indicators", ".conduct"))]
    for place, column in enumerate(st.columns(columns)):
        with column:
            for lever in own[place::columns]:
                control(lever)


def _sheet(comparison: Comparison, name: str, rule: ScoresByIndicators) -> None:
    path = f"scores.{name}.indicators"
    kept = drafts.draft(path)
    rows = kept.rows

    def take(changed: Rows) -> None:
        drafts.enter(path, changed, Indicator, wrong_in_sheet)

    total = sum((Fraction(str(row.get("weight") or 0)) for row in rows), Fraction(0))
    st.caption(t("Indicators and weights: steps of 5%, each from 5% to 35%, together 100%. Now {total}.",
                 total=f"{float(total) * 100:g}%"))
    drafts.table(f"sheet|{state.case_key()}|{state.reform_key()}|{path}", rows, Indicator,
                 ("zh", "en", "weight", "scoring", "better", "measure", "assumed"), take,
                 shown={"points": (t("How it scores"), [scoring.scoring_in_words(row) for row in rows])})
    drafts.refused(kept, wrong_in_sheet)
    if rows:
        left, right = st.columns([1, 1], gap="medium")
        with left:
            _points(path, rows, take)
        with right:
            _try(comparison, name, rule)
    for finding in findings(rule.indicators):
        st.warning(finding, icon=":material/rule:")
    for each, people in scoring.unmeasured(rule, scoring.unassessed(comparison.reform.scenario, comparison.number)):
        st.warning(t("{n} of the people scored have no figure for “{name}” (no history to hold the year against) and get no "
                     "points for it; choose below whom the sheet scores, or measure something else.", n=f"{people:,}",
                     name=text.say(each.text)), icon=":material/person_off:")
    _conduct(f"scores.{name}.conduct", rule)
    with st.expander(t("Whom it scores, and how it is weighted with self, panel and conduct"), icon=":material/balance:"):
        _weighting(f"scores.{name}")


def _points(path: str, rows: Rows, take: Any) -> None:
    """How one indicator's actual becomes points: levels, or so much a unit."""
    names = {str(place): f"{place + 1}. {row.get(text.language()) or row.get('zh') or '?'}" for place, row in enumerate(rows)}
    chosen = int(choose(t("Points of indicator"), names, f"indicator|{path}"))
    row = rows[chosen]
    declared = Indicator.parameters()

    def changed(**given: Any) -> None:
        take([{**each, **given} if place == chosen else each for place, each in enumerate(rows)])

    base = f"points|{state.case_key()}|{state.reform_key()}|{path}|{chosen}"
    if row.get("scoring", "level") == "level":
        st.caption(t("From this actual on (where lower is better: up to it), so many points; full points are {full}.",
                     full=text.count(float(row.get("weight") or 0) * 100)))
        drafts.table(f"{base}|levels", row.get("levels") or [], ScoreLevel, ("at", "points"),
                     lambda levels: changed(levels=levels), required=("at", "points"))
        return
    st.caption(t("Points = start + points a unit × whole units beyond the count's start, between fewest and most."))
    usual = defaults(Indicator)
    for fields, column in zip((("start", "per_unit", "cap"), ("base", "unit", "floor")), st.columns(2), strict=True):
        with column:
            for name in fields:
                parameter, key = declared[name], f"{base}|{name}"
                now = row.get(name, usual.get(name))
                st.session_state[key] = None if now is None else float(now)

                def hand_over(name: str = name, key: str = key) -> None:
                    value = entered(st.session_state[key], declared[name])
                    changed(**{name: usual.get(name) if value is None else value})

                field(parameter, now, key, on_change=hand_over)


def _conduct(path: str, rule: ScoresByIndicators) -> None:
    """Which of the 26 conduct indicators the sheet has, with their five levels."""
    names = {key: text.say(each.name) for key, each in CONDUCT.items()}
    key = f"conduct|{state.case_key()}|{state.reform_key()}|{path}"
    st.session_state[key] = list(rule.conduct)

    def take() -> None:
        state.attempt(lambda: state.set_value(path, list(st.session_state[key])))

    st.multiselect(t("Conduct indicators (of 26)"), list(names), key=key, format_func=names.__getitem__, on_change=take,
                   placeholder=t("Nothing chosen"))
    if not rule.conduct:
        return
    if len(rule.conduct) != 2:
        st.caption(t("The handbook's sheets have two of 50 points each. With {n} the points are brought to 100; that is our "
                     "assumption.", n=len(rule.conduct)))
    with st.expander(t("The five levels of each"), icon=":material/stairs:"):
        st.dataframe(pd.DataFrame({t("Conduct"): [names[each] for each in rule.conduct], **{
            t("Level {n}: {points} points", n=place + 1, points=points): [
                text.say(CONDUCT[each].levels[place]) for each in rule.conduct]
            for place, points in enumerate(POINTS)}}), hide_index=True, width="stretch")
        st.caption(t("Names and levels after the organisation handbook, in our words; the English is ours."))


def _try(comparison: Comparison, name: str, rule: ScoresByIndicators) -> None:
    """The sheet filled for one person: actuals in, points of every indicator out."""
    scenario = comparison.reform.scenario
    drivers, entry = scoring.unassessed(scenario, comparison.number), scenario.plan.scores[name]
    people = drivers.people
    options = {NOBODY: t("Nobody in particular"), **{
        str(place): f"{people.name[place]} · {text.say(label_of(scenario.company, people.post[place]))}"
        for place in scoring.scored(entry, people)[:FEW]}}
    chosen = choose(t("Try it with one person's figures"), options, f"try-sheet|{name}")
    place = int(chosen) if chosen else None
    given = scoring.filled(rule, drivers, place)
    key = f"trysheet|{state.case_key()}|{state.reform_key()}|{name}|{chosen}|{hash(rule.indicators)}"
    actuals, half = [], (len(rule.indicators) + 1) // 2
    numbered = list(enumerate(rule.indicators))
    for column, mine in zip(st.columns(2), (numbered[:half], numbered[half:]), strict=True):
        with column:
            for number, each in mine:
                actuals.append((number, st.number_input(text.say(each.text), value=given.actuals[number], key=f"{key}|{number}",
                                                        format="%g", step=1.0, persist_state="session")))
    fill = st.toggle(t("Fill in conduct levels"), key=f"{key}|conduct", persist_state="session")
    levels = [st.select_slider(text.say(CONDUCT[each].name), options=range(1, 6), value=3, key=f"{key}|{each}",
                               persist_state="session") for each in rule.conduct] if fill else []
    entered = {"actuals": [0.0 if value is None else value for _, value in sorted(actuals)], "conduct_levels": levels,
               "self": given.own, "panel": given.panel, "change": given.change}
    try:
        result = entry.compute({**plain(entry), "label": None, **entered})
    except InputError as error:
        for problem in error.problems:
            st.error(str(problem), icon=":material/error:")
        return
    with st.container(horizontal=True, gap="medium"):
        st.metric(t("Performance score"), f"{result['performance']:g}", width="content")
        if result["conduct"] is not None:
            st.metric(t("Conduct score"), f"{result['conduct']:g}", width="content")
        st.metric(t("Score"), f"{result['score']:g}", width="content")
    others = [t("own assessment {points}", points=f"{given.own:g}")] if given.own is not None else []
    others += [t("panel {points}", points=f"{given.panel:g}")] if given.panel is not None else []
    others += [t("added or taken off {points}", points=f"{given.change:+g}")] if given.change else []
    if others:
        st.caption(t("From the people's table: {what}.", what=", ".join(others)))
    st.dataframe(pd.DataFrame({
        t("Indicator"): [text.say(each.text) for each in rule.indicators],
        t("Actual"): [f"{value:g}" for _, value in sorted(actuals)],
        t("Points"): [f"{points:g} / {each.full / 100:g}" for points, each in zip(result["points"], rule.indicators, strict=True)]}),
        hide_index=True, width="stretch")
