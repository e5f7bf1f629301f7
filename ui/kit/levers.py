"""The lever panel of the cockpit: the parameters of one chapter, the list of changes, and the resets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import streamlit as st
from streamlit.elements.lib.mutable_expander_container import ExpanderContainer

from engine.answers.pay.payout import payout_curve
from engine.base import text
from engine.base.parameter import Declared, Unit
from engine.base.text import t
from engine.company.company import label_of
from engine.plan.plan import Plan
from engine.plan.scenario import Lever, Scenario, levers
from engine.rules.parts.commission import CommissionTerms
from engine.rules.rule import CHAPTERS, Rule, registry
from ui.kit import charts, state
from ui.kit.choice import choose, remember, remembered
from ui.kit.controls import control

WHAT_IF, GROUP = "assumptions", "pay-group"


def panel(implied: dict[str, float]) -> None:
    """Choose a group of levers and draw it; only that group is sent to the browser."""
    scenario = state.scenario()
    names = {WHAT_IF: t("What-if"), "pay": t("Commission and pay"),
             **{key: text.say(label) for key, label in CHAPTERS.items() if key in Plan.model_fields and key != "pay"}}
    if st.session_state.get("lever-group") is None:
        st.session_state["lever-group"] = st.session_state.get("lever_group", WHAT_IF)

    def keep() -> None:
        st.session_state.lever_group = st.session_state["lever-group"] or st.session_state.get("lever_group", WHAT_IF)

    st.pills(t("Levers"), list(names), key="lever-group", format_func=names.__getitem__, on_change=keep,
                         label_visibility="collapsed", wrap=True)
    group = st.session_state.get("lever_group", WHAT_IF)
    mine = [lever for lever in levers(scenario.plan, scenario.assumptions) if lever.path.startswith(f"{group}.")]
    if group == WHAT_IF:
        _what_if(mine, implied)
    elif not mine:
        st.info(t("This plan has no rule here. Choose another plan to try, or add the rule in a reform's file."))
    elif group == "pay":
        _pay(scenario, mine)
    else:
        _rules(mine, depth=2)
    changed_by_hand(scenario)


def _what_if(mine: list[Lever], implied: dict[str, float]) -> None:
    """The levers with one-touch marks; the others are there once they are asked for, or stand otherwise."""
    main = [lever for lever in mine if lever.parameter.marks]
    more = [lever for lever in mine if not lever.parameter.marks]
    for lever in main:
        control(lever, implied)
    moved = any(lever.value != state.base_value(lever.path) for lever in more)
    with drawer(t("More of the what-if"), f"more|{state.case_key()}|{state.reform_key()}", moved) as box:
        if box.open:
            for lever in more:
                control(lever, implied)


def drawer(label: str, key: str, at_first: bool = False, icon: str | None = None) -> ExpanderContainer:
    """An expander that knows whether it is `open`, so that what nobody looks at need not be made and drawn."""
    return st.expander(label, expanded=at_first, key=key, on_change="rerun", icon=icon)


def _pay(scenario: Scenario, mine: list[Lever]) -> None:
    """One job family or post at a time."""
    groups = list(dict.fromkeys(lever.path.split(".")[1] for lever in mine))
    chosen = choose_group(groups, {group: text.say(label_of(scenario.company, group)) for group in groups}, "stretch")
    _rules([lever for lever in mine if lever.path.split(".")[1] == chosen], depth=3)


def choose_group(groups: list[str], names: Mapping[str, str], width: int | Literal["stretch"]) -> str:
    """Whose pay is looked at; the same choice in the cockpit and on the Pay page."""
    if remembered(GROUP) not in groups:
        # Kept at once: what is worth looking at first changes while one edits, the choice must not.
        remember(GROUP, first_with_tiers(state.scenario(), groups))
    return str(choose(t("Whose pay"), {group: names[group] for group in groups}, GROUP, width=width))


def first_with_tiers(scenario: Scenario, groups: list[str]) -> str:
    """The group whose commission table is worth looking at first: the one with most tiers."""
    def tiers(group: str) -> int:
        rules = [rule.own_commission() for rule in scenario.plan.pay[group].values()]
        return max((len(rule.tiers) for rule in rules if rule is not None), default=0)
    return max(groups, key=tiers)


def _rules(mine: list[Lever], depth: int) -> None:
    """An expander a rule, its controls inside; commission with the payout curve."""
    by_rule: dict[str, list[Lever]] = {}
    for lever in mine:
        by_rule.setdefault(".".join(lever.path.split(".")[:depth]), []).append(lever)
    for path, own in by_rule.items():
        rule = next((registry()[lever.value] for lever in own
                     if lever.path == f"{path}.rule" and lever.value in registry()), None)
        key = f"rule|{state.case_key()}|{state.reform_key()}|{path}"
        with drawer(_title(path), key, len(by_rule) <= 2 or _has_tiers(own)) as box:
            if not box.open:
                continue
            if rule is not None:
                st.caption(text.say(rule.about.formula))
            for lever in sorted(own, key=rank):
                control(lever)
                if lever.path.endswith(".tiers"):
                    _curve(lever.path.rsplit(".", 1)[0])


def rank(lever: Lever) -> int:
    """Tables and numbers first: they are what one plays with; how they are read comes after."""
    unit = lever.parameter.unit
    return 0 if unit is Unit.TABLE else 2 if unit in (Unit.CHOICE, Unit.KEY, Unit.FLAG, Unit.TEXT) else 1


def _title(path: str) -> str:
    rule = rule_at(state.scenario(), path)
    return text.say(rule.title) if rule is not None else path


def _has_tiers(own: list[Lever]) -> bool:
    return any(lever.path.endswith((".tiers", ".levels")) for lever in own)


def rule_at(scenario: Scenario, path: str):  # type: ignore[no-untyped-def]
    """The rule at a path of a plan, or None."""
    place: object = scenario.plan
    for part in path.split("."):
        place = place.get(part) if isinstance(place, dict) else getattr(place, part, None)
        if place is None:
            return None
    return place


def _curve(path: str) -> None:
    """Commission against sales, today and now."""
    rules = {}
    for name, scenario in ((t("Today"), state.case().today), (t("Reform"), state.scenario())):
        rule = rule_at(scenario, path)
        if isinstance(rule, CommissionTerms):
            rules[name] = rule
    if rules:
        charts.payout_curve(payout_curve(rules), key=f"curve|{path}")


def changed_by_hand(scenario: Scenario) -> None:
    """What was changed by hand, each with its own reset."""
    made = state.changes()
    if not made:
        return
    with drawer(t("Changed by hand: {n}", n=len(made)), "changed-by-hand", icon=":material/edit:") as box:
        if not box.open:
            return
        known = {lever.path: lever for lever in levers(scenario.plan, scenario.assumptions)}
        for path, value in made.items():
            lever = known.get(path)
            label = text.say(lever.parameter.label) if lever else path
            unit = lever.parameter.unit if lever else Unit.TEXT
            with st.container(horizontal=True, vertical_alignment="center"):
                if lever is None:
                    st.markdown(_whole_entry(scenario, path, value))
                elif unit is Unit.TABLE:
                    st.markdown(t("**{label}**: table edited", label=label))
                else:
                    st.markdown(f"**{label}**: {_named(lever, state.base_value(path), unit)} → "
                                f"{_named(lever, value, unit)}")
                st.button(t("Reset"), key=f"reset|{path}", on_click=state.reset, args=(path,),
                          icon=":material/undo:", type="tertiary")
        st.button(t("Reset all"), key="reset-all", on_click=state.reset, icon=":material/restart_alt:")


def with_changes(name: str, made: Mapping[str, object], scenario: Scenario) -> str:
    """What a plan of a comparison carries beside its file: the what-if, which the others do not have, and the rest."""
    known = {lever.path: lever for lever in levers(scenario.plan, scenario.assumptions)}
    world = [f"{text.say(known[path].parameter.label)} {_named(known[path], value, known[path].parameter.unit)}"
             for path, value in made.items() if path.startswith(f"{WHAT_IF}.") and path in known]
    others = len(made) - len(world)
    said = [t("“{name}” is shown with the what-if entered for it: {what}. The other columns are without it.",
              name=name, what=t(", ").join(world))] if world else []
    said += [t("“{name}” has {n} changes of the plan made by hand.", name=name, n=others)] if others else []
    return " ".join(said)


def _whole_entry(scenario: Scenario, path: str, value: object) -> str:
    """What happened to a whole rule or to all the elements of a group."""
    rule = rule_at(scenario, path) or rule_at(state.base_scenario(), path)
    chapter, _, rest = path.partition(".")
    where = text.say(label_of(scenario.company, rest.split(".")[0])) if chapter == "pay" else \
        text.say(CHAPTERS[chapter]) if chapter in CHAPTERS else path
    if not isinstance(rule, Declared):
        return t("**{label}**: elements or their order changed", label=where)
    label = f"{where} · {text.say(rule.title)}" if isinstance(rule, Rule) else path
    if value is None:
        return t("**{label}**: taken out", label=label)
    return t("**{label}**: added or replaced", label=label)


def _named(lever: Lever | None, value: object, unit: Unit) -> str:
    """A value as the control shows it: the words of a choice, the meaning of an empty one."""
    parameter = lever.parameter if lever else None
    if parameter and parameter.choices and value in parameter.choices:
        return text.say(parameter.choices[str(value)])
    if value is None and parameter and parameter.nothing:
        return text.say(parameter.nothing)
    return text.value(value, unit)
