"""The Expansion page's tab of chance: how far the results spread."""

from __future__ import annotations

import numpy as np
import pandas as pd
import streamlit as st

from engine.answers.expansion import growth
from engine.base import text
from engine.base.text import t
from engine.run.outcome import Outcome
from ui.expansion import expansion_curves as curves
from ui.expansion.frame import Opening, controls, download
from ui.kit import chart

OF_CHANCE = ("success", "failed_profit", "seed")


def show(outcome: Outcome, opening: Opening) -> None:
    """How far the results spread when heads succeed or fail by chance."""
    key, rule = opening
    left, right = st.columns([1, 2], gap="medium")
    with left:
        controls(f"expansion.{key}", OF_CHANCE)
    with right:
        if rule.success == 1:
            st.info(t("Every head succeeds, so there is only one course. Set the chance of success below 100%."))
            return
        found = growth.spread(rule, len(outcome.years), rule.most)
        st.caption(t("{draws} courses of the same plan; dark: the middle half, light: nine in ten. The other tabs show the first of "
                     "them.", draws=found.draws))
        first, second = chart.side_by_side(2)
        tables = {}
        for place, (figure, title, money) in zip((first, second, first, second), (
                ("companies", t("Companies"), False), ("headquarters", t("Headquarters' part of profit, less losses"), True),
                ("heads", t("The heads' part of profit"), True), ("need", t("Headquarters puts in"), True)), strict=True):
            table = pd.DataFrame(found.figures[figure], columns=["p5", "p25", "p50", "p75", "p95", "mean"])
            tables[figure] = table.assign(year=np.arange(1, len(table) + 1))
            with place:
                curves.band(tables[figure], f"band-{figure}", title, money)
        st.markdown(t("{most} companies by year {year}: in {share} of courses. Closed by then: {low} to {high} companies.",
                      most=rule.most, year=len(outcome.years), share=text.percent(float(found.reached[-1]), 0),
                      low=round(float(found.figures["closed"][-1][0])), high=round(float(found.figures["closed"][-1][4]))))
        whole = pd.concat([table.assign(figure=figure) for figure, table in tables.items()], ignore_index=True)
        download((whole, []), "chance")
