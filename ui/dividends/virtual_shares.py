"""A programme of virtual shares laid out: its fund, its register, and shares counted every year."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from engine.answers.dividends import dividend_sheet
from engine.base import text
from engine.base.text import t
from engine.company.people import People
from engine.rules.parts.capabilities import ShareFund
from engine.run.outcome import Outcome
from ui.dividends import dividend_curves
from ui.dividends.conversion import conversion
from ui.dividends.shared import metrics, people_table
from ui.kit import state
from ui.kit.table import COUNT, RATE, show_table


def counting(name: str, rule: ShareFund) -> None:
    """A switch between the list's shares and shares counted every year."""
    path = f"dividends.{name}.count"
    key = f"count|{state.case_key()}|{state.reform_key()}|{path}"
    st.session_state[key] = rule.count is not None

    def take() -> None:
        on = st.session_state[key]
        state.attempt(lambda: state.set_value(path, {"rule": "virtual_share_count"} if on else None))

    st.toggle(t("Count shares every year by position, performance and service"), key=key, on_change=take,
              help=t("Otherwise everybody holds the virtual shares of the list of people."))


def virtual_shares(outcome: Outcome, name: str, number: int) -> None:
    """The fund of the year and its lines, the fund over the years, who holds shares, and turning them into real ones."""
    rule = outcome.scenario.plan.dividends[name]
    assert isinstance(rule, ShareFund)
    years = dividend_sheet.fund_years(outcome, name)
    now = years[number - 1]
    profit = dividend_sheet.result_of(outcome, number).net_profit
    metrics((t("Fund of the year"), text.money(now.added)), (t("Carried in"), text.money(now.carried_in)),
             (t("Paid to people"), text.money(now.paid)), (t("Shares that take part"), f"{now.shares:,}"),
             (t("Dividend per share"), f"¥{now.per_share / 100:,.2f}"), (t("On personal accounts"), text.money(now.accounts)))
    target = rule.fund.target
    if target is not None and not now.added:
        st.warning(t("Net profit of {profit} misses the target of {target}: nothing goes into the fund this year.",
                     profit=text.money(profit), target=text.money(target * 100)), icon=":material/flag:")
    base = profit if target is None else max(profit, int(target * 100))
    st.caption(t("The lines of the fund on a net profit of {profit}", profit=text.money(base)))
    lines = dividend_sheet.fund_lines(rule, base, now.shares)
    show_table(pd.DataFrame({
        t("Coefficient"): [f"×{each.coefficient:g}" + (t(" (this plan)") if each.coefficient == rule.fund.coefficient else "")
                           for each in lines],
        t("Part of profit"): [text.percent(float(each.ratio), 2) for each in lines],
        t("Fund"): [each.fund for each in lines], t("Distributed"): [each.distributed for each in lines],
        t("Per share"): [each.per_share / 100 for each in lines]}),
        (t("Fund"), t("Distributed")), {t("Per share"): "¥%,.2f"})
    st.caption(t("The fund over the simulated years: {out} is distributed, the rest rolls into the next year",
                 out=text.percent(rule.smoothing.distributed, 0)))
    dividend_curves.fund([(each.year, each.paid, each.carried) for each in years], key=f"fund|{name}")
    _register(outcome, name, rule, number)
    conversion(outcome, name, number)


def _register(outcome: Outcome, name: str, rule: ShareFund, number: int) -> None:
    """Who holds how many shares, and who does not yet hold any and why."""
    found = dividend_sheet.register(outcome, name, number)
    waiting = found[found["why"] != ""]
    st.caption(t("Who holds virtual shares in year {year}: {n} take part, {waiting} not (yet)", year=number,
                 n=len(found) - len(waiting), waiting=len(waiting)))
    layers = {key: text.say(label) for key, label in (rule.count.layers if rule.count else {}).items()}
    shown = found.assign(layer=[layers.get(each, "") for each in found["layer"]],
                         completion=found["completion"] * 100)
    counted = {} if rule.count is None else {
        "layer": t("Layer"), "years": t("Years of service"), "awards": t("Awards"), "position": t("Position shares"),
        "completion": t("Completion"), "performance": t("Performance shares"), "service": t("Shares for service")}
    headings = {"name": text.say(People.parameters()["name"].label), "post": t("Post"), "shares": t("Shares that take part"),
                "why": t("Not (yet), because"), **counted, "dividend": t("Dividend"), "now": t("Paid this year"),
                "account": t("Kept on the account")}
    formats = {"shares": COUNT} | ({"completion": RATE, **dict.fromkeys(("position", "performance", "service"), COUNT)} if counted else {})
    people_table(shown, headings, ("dividend", "now", "account"), formats, "virtual-shares")
