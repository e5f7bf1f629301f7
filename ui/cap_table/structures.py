"""The six investment structures, to start a cap table from."""

from __future__ import annotations

from functools import partial
from typing import get_args

import pandas as pd
import streamlit as st

from engine.base import text
from engine.base.parameter import Parameter, Text
from engine.base.problem import InputError
from engine.base.text import percent, t
from engine.company.company import PartOwned
from engine.files import company_edit as edit
from engine.plan.scenario import plain
from engine.rules.equity.investment_structure import NAMES, STRUCTURES, InvestmentStructure
from ui.kit import forms, state
from ui.kit.choice import choose
from ui.kit.field import field


def _called(parameter: Parameter, name: Text) -> Parameter:
    """The declaration under another name."""
    return parameter.but(zh=name.zh, en=name.en)


PART: Parameter = _called(get_args(PartOwned)[1], Text("您在总部的持股", "Your part of headquarters"))


def structures() -> None:
    """The six investment structures: choose one, see it, use it as the company's cap table."""
    st.markdown(t("**Start from an investment structure**"), help=text.say(InvestmentStructure.about.what))
    names = {key: text.say(each.name) for key, each in STRUCTURES.items()}
    first, second, third, fourth = st.columns(4)
    declared = InvestmentStructure.parameters()
    with first:
        structure = choose(text.say(declared["structure"].label), names, "cap-structure", everywhere=True, width="stretch")
    each = STRUCTURES[structure]
    with second:
        others = field(_called(declared["others"], NAMES[each.free]), float(each.stakes[each.free]),
                       f"cap-structure-others|{structure}")
    with third:
        outside = field(_called(declared["outside"], NAMES["outsiders"]), 0.0, "cap-structure-outside")
    with fourth:
        part = field(PART, 1.0, "cap-structure-part")
    st.caption(text.say(each.means))
    try:
        rule = forms.validated(InvestmentStructure, {"structure": structure, "others": others, "outside": outside or 0.0})
    except InputError as error:
        for problem in error.problems:
            st.error(problem.what, icon=":material/error:")
        return
    stakes = rule.stakes()
    st.dataframe(pd.DataFrame({t("Holder"): [text.say(NAMES[key]) for key in stakes],
                               t("Stake"): [percent(float(stake), 2) for stake in stakes.values()]}), hide_index=True)
    st.button(t("Use this as the company's cap table"), key="cap-use-structure", disabled=part is None,
              on_click=partial(_use_structure, rule, part))


def _use_structure(rule: InvestmentStructure, part: float) -> None:
    """Replace the company's holders; the owner keeps his key, so that plans that name him still fit."""
    def take() -> None:
        company = state.case().today.company
        facts = company.facts
        table = rule.cap_table(facts.owner, facts.cap_table[facts.owner].text, part)
        state.keep_company(edit.with_facts(company, {**plain(facts), "cap_table": table}))
    state.attempt(take)
