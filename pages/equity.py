"""Equity: instruments, what the company and a share are worth, what options cost, how pay follows the price."""

import streamlit as st

from engine.base.text import t
from ui.equity import grant_parts, instrument_parts, option_parts, pay_performance_parts, valuation_parts
from ui.kit import state
from ui.kit.header import header
from ui.kit.notes import case_notes

header(gross_below=True)
comparison = state.comparison()
kinds, worth, granted, left, options, performance = st.tabs(
    [t("Instruments"), t("Valuation and price"), t("Grants"), t("Leaving"), t("Option value and expense"), t("Pay–performance")])
with kinds:
    instrument_parts.instruments()
with worth:
    valuation_parts.valuations()
    valuation_parts.share_prices()
with granted:
    grant_parts.grants(comparison)
    grant_parts.qualifying(comparison)
with left:
    grant_parts.leaving(comparison)
with options:
    option_parts.options(comparison)
with performance:
    pay_performance_parts.pay_performance(comparison)
case_notes(state.case())
