"""The Dividends page's form for turning virtual shares into real ones: what a holder pays, and what is refused."""

from __future__ import annotations

import streamlit as st

from engine.answers.dividends import dividend_sheet
from engine.base import text
from engine.base.money import to_fen
from engine.base.problem import InputError
from engine.base.text import t
from engine.rules.rule import rule_named
from engine.run.outcome import Outcome
from ui.kit.figures import entered, fields_of, inputs
from ui.kit.refusals import missing_only, refused


def conversion(outcome: Outcome, name: str, number: int) -> None:
    """Starts from the largest holding of the year and from the net assets of the books, where they are stated."""
    converting = rule_named("virtual_share_conversion")
    with st.expander(text.say(converting.about.title), icon=":material/swap_horiz:"):
        st.caption(text.say(converting.about.what))
        fields = fields_of(converting)
        held = dividend_sheet.register(outcome, name, number)["shares"]
        facts, usual = outcome.scenario.company.facts, converting.keys()
        assets = facts.money.net_assets
        start = {"held": int(held.max()) if len(held) and held.max() else None, "converted": None,
                 "net_asset_value": None if assets is None else round(assets / sum(facts.shares().values()), 2),
                 "least_part": usual["least_part"].default, "price_part": usual["price_part"].default}
        given = inputs("conversion", {key: fields[key] for key in start}, start, columns=2)
        try:
            rule, wanted = converting.parsed(entered(given))
            found = rule.calc(wanted)
        except InputError as error:
            if missing_only(error):
                st.info(t("Enter the holding and the net asset value per share; it is known here once net assets stand on the "
                          "Company page."))
            else:
                refused(error, fields)
            return
        with st.container(horizontal=True, gap="medium"):
            for label, value in ((t("Shares converted"), text.count(found["converted"])),
                                 (t("Virtual shares left"), text.count(found["left"])),
                                 (t("Price a share"), text.exact(to_fen(found["price"]))),
                                 (t("The holder pays"), text.exact(to_fen(found["to_pay"])))):
                st.metric(label, value, width="content")
        st.caption(t("Tried here only: nothing is put into the plan. Real shares issued this way are a share purchase of the plan, "
                     "on the Equity page."))
