"""The Dividends page's tab of leaving: what is paid, what is lost, and who has it then."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from engine.answers.compare import Comparison
from engine.answers.dividends import dividend_sheet
from engine.answers.dividends.dividend_sheet import LeaverDividend
from engine.base import text
from engine.base.text import t
from engine.rules.rule import rule_named
from engine.run.outcome import Outcome
from ui.dividends import dividend_curves
from ui.dividends.shared import metrics, programmes_of
from ui.kit.choice import choose
from ui.kit.names import name_of, shown_name
from ui.kit.table import show_table


def show(comparison: Comparison) -> None:
    """A person and a month: what is paid, what is lost, and who has it then."""
    outcome, number = comparison.reform, comparison.number
    table = dividend_sheet.who_gets_what(outcome, number)
    place = outcome.year(number).people.position
    staying = [each for each in table["id"] if not outcome.year(number).people.leaves_in[place[each]]]
    if not staying:
        st.info(t("Nobody gets anything in this year."))
        return
    left, right = st.columns([2, 3], gap="medium")
    with left:
        names = dict(zip(table["id"], table["name"], strict=True))
        person = choose(t("Person"), {each: f"{shown_name(names[each])} {each}" for each in staying}, "leaver", width="stretch")
        st.caption(name_of(str(outcome.year(number).people.post[place[person]])))
        st.session_state.setdefault("leaving-month", 6)
        month = st.slider(t("Leaves after month"), 1, 12, key="leaving-month", persist_state="session")
        ways = rule_named("virtual_share_leaving").parameters()["standing"].choices or {}
        standing = choose(t("How"), {key: text.say(label) for key, label in ways.items()}, "leaving-standing", kind="segments",
                          everywhere=True, width="content")
    settled = dividend_sheet.on_leaving(outcome, number, place[person], month, standing)
    with right:
        _settled(outcome, settled, standing)
        dividend_curves.leaving(dividend_sheet.by_month(outcome, number, place[person], standing), key="leaving")
    st.caption(t("Counted from what staying brings in year {year}. The list of people has a column for who really leaves; "
                 "then pay, deferral and the others' dividends are settled as well.", year=number))


def _settled(outcome: Outcome, settled: list[LeaverDividend], standing: str) -> None:
    own = programmes_of(outcome)
    paid, lost = (sum(each.paid + each.paid_account for each in settled), sum(each.lost for each in settled))
    metrics((t("Paid"), f"¥{paid / 100:,.2f}"), (t("Lost"), f"¥{lost / 100:,.2f}"))
    columns = {t("Programme"): [text.say(own[each.programme].title) for each in settled],
               t("Dividend of the full year"): [each.full for each in settled],
               t("Personal account"): [each.account for each in settled],
               t("Paid"): [each.paid + each.paid_account for each in settled],
               t("Lost"): [each.lost for each in settled],
               t("What is lost"): [dividend_sheet.where_lost(own[each.programme], standing) if each.lost else "" for each in settled]}
    words = (t("Programme"), t("What is lost"))
    show_table(pd.DataFrame(columns), [head for head in columns if head not in words], exact=True)
