"""Prices per share, forward from a valuation and backward from a listing price."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd
import streamlit as st

from engine.answers.equity import valuing
from engine.base import text
from engine.base.money import round_half_up, to_fen
from engine.base.problem import InputError
from engine.base.text import t
from engine.rules.equity.share_price import STAGES, PriceStage, SharePrice
from ui.kit import state
from ui.kit.figures import entered, fields_of, inputs, rows
from ui.kit.refusals import refused


def share_prices() -> None:
    """Forward from a valuation and backward from a listing price, side by side."""
    st.markdown(f"**{text.say(SharePrice.about.title)}**", help=text.say(SharePrice.about.what))
    forward, backward = st.columns(2, gap="medium")
    with forward:
        _forward()
    with backward:
        _backward()


def _forward() -> None:
    st.caption(t("Forward: valuation ÷ shares"))
    scenario = state.scenario()
    fields = fields_of(SharePrice)
    start = {"valuation": valuing.by_multiple(scenario), "total_shares": sum(scenario.company.facts.shares().values())}
    given = inputs("forward price", {key: fields[key] for key in start}, start)
    try:
        rule, wanted = SharePrice.parsed({"method": "forward", **entered(given)})
        rule.calc(wanted)
    except InputError as error:
        refused(error, fields)
        return
    price = rule.forward(to_fen(wanted.valuation), wanted.total_shares)
    st.metric(t("Price a share"), text.exact(round_half_up(price)), width="content")
    st.caption(t("{value} ÷ {shares} shares. The handbook this comes from prints ¥50 for ¥5 billion and 10 million "
                 "shares; it is ¥500.", value=text.money(to_fen(wanted.valuation)), shares=f"{wanted.total_shares:,}"))


def _backward() -> None:
    st.caption(t("Backward: listing price ÷ the investor's multiple = the founders' price"))
    fields = fields_of(SharePrice)
    given = inputs("backward price", {key: fields[key] for key in ("listing_price", "multiple")},
                   {"listing_price": 22.0, "multiple": SharePrice().multiple}, columns=2)
    stages = rows("stages", PriceStage, SharePrice().stages)
    try:
        rule, wanted = SharePrice.parsed({"method": "backward", **entered(given), "stages": stages})
        rule.calc(wanted)
    except InputError as error:
        refused(error, fields)
        return
    st.metric(t("Founders' price"), text.exact(round_half_up(rule.backward(wanted.listing_price))), width="content")
    st.dataframe(pd.DataFrame({
        t("Stage"): [text.say(STAGES[stage.stage]) for stage, _, _ in rule.prices(wanted.listing_price)],
        t("Price a share"): [_range(low, high) for _, low, high in rule.prices(wanted.listing_price)]}),
        hide_index=True, width="stretch")
    st.caption(t("The source says 1.3 to 1.6 for a listing price of 22; 22 ÷ 15 is 1.47. That a stage pays its multiple "
                 "of the founders' price is our reading."))


def _range(low: Fraction, high: Fraction) -> str:
    first, last = text.exact(round_half_up(low)), text.exact(round_half_up(high))
    return first if first == last else f"{first} – {last}"
