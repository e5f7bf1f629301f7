"""Equity: instruments, what the company and a share are worth, what options cost, how pay follows the price."""

import streamlit as st

from engine.text import t
from ui import state, valuation_parts
from ui.header import header
from ui.notes import case_notes

header()
(worth,) = st.tabs([t("Valuation and price")])
with worth:
    valuation_parts.valuations()
    valuation_parts.share_prices()
case_notes(state.case())
