"""One rule's entry in the handbook: what it is, where it is used, its form, its example, its parameters."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st
from pydantic.fields import FieldInfo

from engine.base import text
from engine.base.parameter import Declared, Parameter, Unit, parameter_of, row_of
from engine.base.problem import InputError
from engine.base.text import t
from engine.rules.parts.tax_rule import SENTENCES
from engine.rules.rule import Rule
from ui.handbook.results import results
from ui.handbook.trying import form
from ui.kit import tried
from ui.kit.refusals import place_of
from ui.take_home.basis import basis


def show(rule: type[Rule]) -> None:
    """What it is, the formula, the source, who uses it, the form, the worked example, the parameters."""
    about = rule.about
    st.markdown(f"#### {text.say(about.title)} · `{rule.name()}`")
    st.markdown(text.say(about.what))
    st.info(text.say(about.formula), icon=":material/function:")
    st.caption(t("Source: {source}", source=text.origin(about.source)))
    st.caption(t("Not modelled: {what}", what=text.say(about.not_modelled)))
    st.caption(_used(rule))
    st.markdown(t("**Try it with your numbers**"))
    given = form(rule, tried.given(rule))
    if given is not None:
        tried.keep(rule, given)
        st.rerun()  # the form is drawn again from what was sent, so that it is never out of step with it
    _result(rule, tried.given(rule))
    with st.expander(t("Worked example"), icon=":material/calculate:"):
        st.dataframe(results(rule, rule.compute(rule.example)), hide_index=True, width="stretch")
        st.code(json.dumps(dict(rule.example), ensure_ascii=False, indent=1), language="json")
    st.markdown(t("**Parameters**"))
    st.dataframe(_parameters(rule), hide_index=True, width="stretch")


def _used(rule: type[Rule]) -> str:
    """Which cases of the library use it."""
    found = [text.say(use.case) + ("" if use.today else t(" (in {reforms})", reforms=", ".join(map(text.say, use.reforms))))
             for use in tried.library_uses().get(rule.name(), [])]
    return t("Used by: {cases}", cases=" · ".join(found)) if found else t("No case of the library uses it yet.")


def _result(rule: type[Rule], given: dict[str, Any]) -> None:
    """What the rule gives for what was entered, or what is wrong with it."""
    try:
        result = rule.compute(given)
    except InputError as error:
        for problem in error.problems:
            st.error(str(replace(problem, place=place_of(problem.place, {**rule.Inputs.keys(), **rule.keys()}))), icon=":material/error:")
        return
    st.dataframe(results(rule, result), hide_index=True, width="stretch")
    if "laws" in result:  # sentences have no room in a table
        basis({key: result[key] for key in SENTENCES if key in result})


def _parameters(rule: type[Rule]) -> pd.DataFrame:
    """A row a parameter, from its declaration; the columns of tables one level in."""
    rows = list(_rows(rule, ""))
    return pd.DataFrame({
        t("Parameter"): [text.say(parameter.label) for _, _, parameter in rows],
        t("Key"): [path for path, _, _ in rows],
        t("Range"): [_limits(parameter) for _, _, parameter in rows],
        t("Default"): [_default(field, parameter) for _, field, parameter in rows],
        t("Source"): [text.origin(parameter.source) for _, _, parameter in rows]})


def _rows(model: type[Declared], root: str) -> Iterator[tuple[str, FieldInfo, Parameter]]:
    for key, field in model.keys().items():
        parameter = parameter_of(field)
        if parameter is None:
            continue
        yield f"{root}{key}", field, parameter
        inner = row_of(field.annotation)
        if inner is not None and parameter.unit is Unit.TABLE and key not in ("label", "deferral"):
            yield from _rows(inner, f"{root}{key}.")


def _default(field: FieldInfo, parameter: Parameter) -> str:
    if field.is_required():
        return t("required")
    value = field.get_default(call_default_factory=True)
    if value is None and parameter.nothing:
        return text.say(parameter.nothing)
    if parameter.choices and value in parameter.choices:
        return text.say(parameter.choices[value])
    return t("a table") if isinstance(value, (tuple, dict, Declared)) else text.value(value, parameter.unit)


def _limits(parameter: Parameter) -> str:
    if parameter.choices:
        return " / ".join(text.say(choice) for choice in parameter.choices.values())
    if parameter.low is None or parameter.high is None:
        return ""
    return f"{text.value(parameter.low, parameter.unit)} – {text.value(parameter.high, parameter.unit)}"
