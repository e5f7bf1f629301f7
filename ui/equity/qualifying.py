"""Who qualifies for equity by the indicator method, on the Equity page's tab of grants."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st
from pydantic import ValidationError

from engine.answers.compare import Comparison
from engine.base import text
from engine.base.problem import problems_of
from engine.base.text import t
from engine.company.company import Company, label_of
from engine.rules.equity.indicator_method import INDICATORS as OF_STAGES
from engine.rules.equity.indicator_method import STAGES, IndicatorMethod, StageStanding, StageThresholds
from ui.kit.figures import rows
from ui.kit.names import shown_name

CLOSEST = 20
"""How many of those who qualify, and of those who are closest, are listed."""


def qualifying(comparison: Comparison) -> None:
    """The indicator method on the company's people: who qualifies for their next stage, who is closest, what is missing."""
    with st.expander(t("Who qualifies for equity (indicator method)"), icon=":material/checklist:"):
        given = rows("indicator stages", StageThresholds, IndicatorMethod().stages, text.say(IndicatorMethod.parameters()["stages"].label))
        try:
            rule = IndicatorMethod.model_validate({"stages": given})
        except ValidationError as error:
            for problem in problems_of(error, "", model=IndicatorMethod):
                st.error(problem.what, icon=":material/error:")
            return
        company = comparison.reform.scenario.company
        standing = rule.of_company(company)
        reached = np.flatnonzero(standing.qualifies)
        with st.container(horizontal=True, gap="medium"):
            for place, stage in enumerate(rule.stages):
                st.metric(t("Qualify: {stage}", stage=text.say(STAGES[stage.name])),
                          text.count(int((standing.stage[reached] == place).sum())), width="content")
        shown = np.concatenate([reached[:CLOSEST], standing.closest(CLOSEST)])
        table = pd.DataFrame([_standing(company, rule, standing, int(place)) for place in shown], columns=[
            t("Person"), t("Next stage"), t("Result"), t("What is missing")])
        st.dataframe(table, hide_index=True, width="stretch", height=min(38 + 35 * len(table), 400))
        st.caption(t("Those who qualify, then those who are closest, up to {n} of each. Grade, red lines, people trained, sales of "
                     "all years and stage come from the list of people; without a conduct score the assessment stands for "
                     "values.", n=CLOSEST))


def _standing(company: Company, rule: IndicatorMethod, standing: StageStanding, place: int) -> tuple[str, str, str, str]:
    people = company.people
    name = shown_name(people.name[place])
    missing = [t("{indicator} {actual}, asked for {wanted}", indicator=text.say(label),
                 actual=_indicator(key, int(standing.actual[row, place])), wanted=_indicator(key, int(standing.wanted[row, place])))
               for row, (key, label) in enumerate(OF_STAGES.items()) if not standing.met[row, place]]
    return (f"{name} · {text.say(label_of(company, people.post[place]))} · {people.id[place]}",
            text.say(STAGES[rule.stages[int(standing.stage[place])].name]),
            "✓ " + t("qualifies") if standing.qualifies[place] else t("{n} missing", n=len(missing)), t("; ").join(missing))


def _indicator(key: str, value: int) -> str:
    if key == "sales":
        return text.money(value)
    return text.percent(value / 1_000_000) if key == "growth" else text.count(value / 100 if key == "values" else value)
