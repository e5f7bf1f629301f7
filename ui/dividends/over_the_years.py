"""The Dividends page's tab of the years: three paths of profit, and where profit goes."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from engine.answers.compare import Comparison
from engine.answers.dividends import dividend_sheet
from engine.base import text
from engine.base.text import t
from ui.dividends import dividend_curves
from ui.dividends.shared import programmes_of
from ui.kit.table import show_table


def show(comparison: Comparison) -> None:
    """What is paid on three paths of profit, and where profit goes year by year."""
    outcome = comparison.reform
    own = programmes_of(outcome)
    if not own:
        st.info(t("This plan has no dividend programme yet; add one under “Programmes”."))
        return
    left, right = st.columns([1, 1], gap="medium")
    found = {path: dividend_sheet.along(outcome, profits) for path, profits in dividend_sheet.paths(outcome).items()}
    with left:
        first = dividend_sheet.result_of(outcome, 1).net_profit
        dividend_curves.paths({path: [sum(award.paid for award in year.values()) for year in years]
                               for path, years in found.items()}, key="paths")
        st.caption(t("All start from year 1 of this plan, with a net profit of {profit} before dividends.",
                     profit=text.money(first)))
        rows = [(text.say(path), number, sum(award.fund for award in year.values()),
                 sum(award.paid for award in year.values()), sum(award.carried for award in year.values()))
                for path, years in found.items() for number, year in enumerate(years, start=1)]
        heads = [t("Path of profit"), t("Year"), t("Funds, with what was carried in"), t("Paid to people"), t("Carried on")]
        show_table(pd.DataFrame(rows, columns=heads), heads[2:], height=280)
    with right:
        dividend_curves.profit_parts(dividend_sheet.where_profit_goes(outcome), key="profit")
        st.caption(t("The years of this plan as simulated, profit before incentive dividends and tax"))
        heads = [t("Year"), t("Dividends to people"), t("Retained"), t("For each yuan retained")]
        show_table(pd.DataFrame(dividend_sheet.against_retained(outcome), columns=heads), heads[1:3], {heads[3]: "¥%.2f"})
