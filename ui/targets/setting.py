"""The Targets page's tab of the year's target: forward, backward, blended."""

from __future__ import annotations

from typing import Any

import streamlit as st

from engine.answers.targets import target_forms
from engine.base import text
from engine.base.problem import InputError
from engine.base.text import t
from engine.rules.parts.proposals import Proposal
from engine.rules.rule import Rule, rule_named
from ui.kit import state
from ui.kit.field import field
from ui.kit.figures import rows


def show() -> None:
    """Forward, backward and blended: three small forms side by side."""
    forward, backward, blend = st.columns(3, gap="medium")
    with forward:
        _form(rule_named("target_forward"))
    with backward:
        _form(rule_named("target_backward"))
    with blend:
        _blend()


def _form(rule: type[Rule]) -> None:
    st.markdown(f"**{text.say(rule.about.title)}**", help=text.say(rule.about.what))
    start = target_forms.start_of(rule, state.scenario().company)
    given: dict[str, Any] = {}
    for key, parameter in target_forms.fields_of(rule).items():
        given[key] = field(parameter, start[key], f"form|{state.case_key()}|{rule.name()}|{key}")
    _answer(rule, given)


def _blend() -> None:
    rule = rule_named("target_blend")
    st.markdown(f"**{text.say(rule.about.title)}**", help=text.say(rule.about.what))
    given = rows("proposals", Proposal, target_forms.proposals_of(state.scenario().company), columns=("who", "weight", "value"))
    _answer(rule, {"proposals": given})


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
