"""The Expansion page's tab of who pays a new company."""

from __future__ import annotations

import streamlit as st

from engine.answers.expansion import growth
from engine.base import text
from engine.base.money import to_fen
from engine.base.parameter import Unit
from engine.base.text import t
from engine.run.outcome import Outcome
from ui.expansion import expansion_curves as curves
from ui.expansion.frame import (
    Opening,
    amounts,
    controls,
    download,
    networks_of,
)
from ui.kit.palette import CASH


def show(outcome: Outcome, opening: Opening) -> None:
    """Who pays a new company, headquarters' cash year by year, and the loans of teams."""
    key, rule = opening
    left, right = st.columns([1, 2], gap="medium")
    with left:
        controls(f"expansion.{key}", ["capital", *(f"funding.{name}" for name in rule.funding.parameters())])
    with right:
        parts = rule.funding.calc(rule.funding.Inputs(capital=rule.capital))
        with st.container(horizontal=True, gap="medium"):
            for label, name in ((t("Headquarters pays"), "headquarters"), (t("The opener pays"), "opener"),
                                (t("The team pays down"), "down"), (t("The team borrows"), "loan")):
                st.metric(label, text.value(parts[name], Unit.YUAN), width="content",
                          help=t("Of a company that a head opens"))
        cash = growth.cash(outcome)
        lines = {"own": t("Own profit after tax"), "back": t("From companies"), "need": t("Into companies"),
                 "left": t("Left over")}
        rows = cash.melt("year", list(lines), var_name="line", value_name="amount")
        curves.by_series(rows.assign(line=rows["line"].map(lines)), "amount", "line", t("Cash"), "cash", t("Headquarters' cash"),
                         CASH)
        networks = networks_of(outcome)
        table = cash.assign(loans=[int(each.loan.sum()) for each in networks], interest=[int(each.interest) for each in networks],
                            repaid=[int(each.repaid) for each in networks], lost=[int(each.written_off) for each in networks],
                            openers=[int(each.paid_by_openers) for each in networks],
                            teams=[int(each.paid_by_teams) for each in networks])
        headings = {"year": t("Year"), **lines, "openers": t("Paid by openers"), "teams": t("Paid down by teams"),
                    "interest": t("Interest"), "repaid": t("Repaid"), "loans": t("Loans left"), "lost": t("Written off")}
        shown = amounts(table, headings, [name for name in headings if name != "year"])
        first = outcome.network
        if first is not None and first.companies:
            st.caption(t("Companies there before: {n}, of whose profit headquarters had {profit} last year, beside the {books} of "
                         "its own books.", n=first.companies, profit=text.money(first.headquarters_profit),
                         books=text.money(to_fen(outcome.scenario.company.facts.money.profit))))
        st.caption(t("Capital is money invested, not a cost: it does not lower profit. Interest on loans raises headquarters' profit; "
                     "what it had in a company that is closed lowers it."))
        year, least = growth.scarcest(cash)
        if least < 0:
            st.warning(t("In year {year} headquarters would be short of {amount}.", year=year, amount=text.money(-least)),
                       icon=":material/warning:")
        download(shown, "cash")
