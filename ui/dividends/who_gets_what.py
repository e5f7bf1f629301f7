"""The Dividends page's tab of who gets what in the year shown."""

from __future__ import annotations

import streamlit as st

from engine.answers.compare import Comparison
from engine.answers.dividends import dividend_sheet
from engine.base import text
from engine.base.text import t
from engine.company.people import People
from ui.dividends.shared import by_post, metrics, people_table, programmes_of


def show(comparison: Comparison) -> None:
    """Who gets what from which programme in the year shown."""
    outcome, number = comparison.reform, comparison.number
    table = dividend_sheet.who_gets_what(outcome, number)
    if not len(table):
        st.info(t("Nobody gets anything in this year."))
        return
    statement = outcome.year(number).statement
    metrics((t("People who get dividends"), f"{len(table):,}"), (t("Earned in the year"), text.money(table["all"].sum())),
             (t("Paid this year"), text.money(table["now"].sum())),
             (t("On personal accounts"), text.money(table["account"].sum())),
             (t("Retained by the company"), text.money(statement.retained)))
    left, right = st.columns([2, 3], gap="medium")
    with left:
        by_post(outcome, number)
    with right:
        own = {name: text.say(rule.title) for name, rule in programmes_of(outcome).items()}
        headings = {"id": text.say(People.parameters()["id"].label), "name": text.say(People.parameters()["name"].label),
                    "post": t("Post"), "unit": t("Unit"), **own, "all": t("Earned in the year"), "now": t("Paid this year"),
                    "account": t("Kept on the account")}
        people_table(table, headings, (*own, "all", "now", "account"), {}, "dividends")
