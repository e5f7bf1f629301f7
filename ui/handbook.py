"""One rule's entry in the handbook."""

from __future__ import annotations

import json

import pandas as pd
import streamlit as st

from engine import text
from engine.parameter import OURS, Declared, Parameter
from engine.rule import Rule
from engine.text import t


def entry(rule: type[Rule]) -> None:
    """What it is, the formula, the source, the parameters, a worked example that runs, what is left out."""
    about = rule.about
    with st.expander(f"**{text.say(about.title)}** · `{rule.name()}`"):
        st.markdown(text.say(about.what))
        st.info(text.say(about.formula), icon=":material/function:")
        parameters = rule.parameters()
        if parameters:
            st.dataframe(_parameters(rule, parameters), hide_index=True, width="stretch")
        st.markdown(t("**Worked example**"))
        given, result = st.columns(2)
        given.code(json.dumps(rule.example, ensure_ascii=False, indent=1), language="json")
        result.code(json.dumps(rule.compute(rule.example), ensure_ascii=False, indent=1), language="json")
        st.caption(t("Source: {source}", source=about.source))
        st.caption(t("Not modelled: {what}", what=text.say(about.not_modelled)))


def _parameters(rule: type[Rule], parameters: dict[str, Parameter]) -> pd.DataFrame:
    """A row a parameter, from its declaration."""
    fields = rule.keys()

    def default(key: str, parameter: Parameter) -> str:
        if fields[key].is_required():
            return t("required")
        value = fields[key].default
        if value is None and parameter.nothing:
            return text.say(parameter.nothing)
        if parameter.choices and value in parameter.choices:
            return text.say(parameter.choices[value])
        return t("a table") if isinstance(value, (tuple, dict, Declared)) else text.value(value, parameter.unit)

    def limits(parameter: Parameter) -> str:
        if parameter.choices:
            return " / ".join(text.say(choice) for choice in parameter.choices.values())
        if parameter.low is None or parameter.high is None:
            return ""
        return f"{text.value(parameter.low, parameter.unit)} – {text.value(parameter.high, parameter.unit)}"

    return pd.DataFrame({
        t("Parameter"): [text.say(parameter.label) for parameter in parameters.values()],
        t("Key"): list(parameters),
        t("Range"): [limits(parameter) for parameter in parameters.values()],
        t("Default"): [default(key, parameter) for key, parameter in parameters.items()],
        t("Source"): [t("our assumption") if parameter.source == OURS else parameter.source
                      for parameter in parameters.values()]})
