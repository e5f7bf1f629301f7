"""The Targets page's tab of scores: how they are spread, sheets, and the coefficients they earn."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from engine.answers.compare import Comparison
from engine.answers.targets import attainment
from engine.base import text
from engine.base.text import t
from ui.pay import curves
from ui.targets.coefficients import coefficients
from ui.targets.sheets import sheets


def show(comparison: Comparison) -> None:
    """How scores come about, how they are spread, and which coefficient they earn."""
    _spread(comparison)
    st.markdown(t("**Score sheets**"))
    sheets(comparison)
    st.markdown(t("**From score to coefficient**"))
    coefficients(comparison)


def _spread(comparison: Comparison) -> None:
    score, before = comparison.after.people.score, comparison.before.people.score
    spread, today = attainment.scores_of(score), attainment.scores_of(before)
    left, right = st.columns([2, 3], gap="medium")
    with left:
        with st.container(horizontal=True, gap="medium"):
            _metric(t("Average score"), f"{spread.mean:.1f}", spread.mean - today.mean, "+.1f")
            _metric(t("From 70 to 90"), text.percent(spread.inside, 0), (spread.inside - today.inside) * 100, "+.0f")
        for finding in spread.findings():
            st.warning(finding, icon=":material/rule:")
    with right:
        table = attainment.score_spread(score).assign(plan=t("Reform"))
        if len(before) != len(score) or (before != score).any():
            table = pd.concat([attainment.score_spread(before).assign(plan=t("Today")), table], ignore_index=True)
        curves.scores(table, key="scores")


def _metric(label: str, value: str, change: float, form: str) -> None:
    said = format(change, form)
    st.metric(label, value, None if float(said) == 0 else said, delta_color="off", width="content")
