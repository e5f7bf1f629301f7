"""The pay slip of both sides: who, sums, element by element, equity, and a page to print."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from engine.answers.equity import grant_sheets
from engine.answers.money_view import View
from engine.answers.pay.payslip import Payslip, SlipItem, side_by_side
from engine.answers.pay.payslip_page import payslip_page
from engine.answers.take_home.slip import tax_slip
from engine.base import text
from engine.base.text import exact, t
from engine.company.company import MONTHS, label_of
from ui.equity.grant_words import grant_headings
from ui.kit import outcomes, state
from ui.kit.names import shown_name
from ui.kit.table import show_table


def _name(slip: Payslip) -> str:
    return shown_name(slip.year.people.name[slip.place])


def who(slip: Payslip) -> None:
    """Name, post, unit, job family."""
    company, people = slip.outcome.scenario.company, slip.year.people
    words = [text.say(label_of(company, column[slip.place])) for column in (people.post, people.unit, people.family)]
    years = t("{n} years of service", n=int(people.years[slip.place]))
    st.markdown(f"#### {_name(slip)}\n" + " · ".join([*words, years, f"`{people.id[slip.place]}`"]))


def totals(before: Payslip, after: Payslip, month: int | None) -> None:
    """The sums of both sides and their difference, in the view of incomes."""
    old, new = (_seen(slip, month) for slip in (before, after))
    change = ("-" if new < old else "+") + exact(abs(new - old))  # a plain hyphen: it turns the arrow down and red
    first, second = outcomes.sides()
    with st.container(horizontal=True, gap="medium"):
        st.metric(first, exact(old), width="content")
        st.metric(second, exact(new), change if new != old else None, width="content")


def _seen(slip: Payslip, month: int | None) -> int:
    """The slip's sum gross, taken home (of the year: after settlement), or as the employer's cost."""
    if state.view() is View.GROSS:
        return slip.amount(month)
    taxed = tax_slip(slip.outcome, slip.number, slip.place)
    return taxed.net(month) if state.view() is View.TAKE_HOME else taxed.cost(month)


def amount_of(item: SlipItem | None, month: int | None) -> str:
    """An item's amount in a month, or of the year."""
    if item is None:
        return "–"
    return t("for the whole year") if item.months is None and month is not None else exact(item.amount(month))


def statement(before: Payslip, after: Payslip, month: int | None) -> None:
    """A row an element, both sides and the change; the months below."""
    first, second = outcomes.sides()
    rows = [(text.say(pair.title), amount_of(pair.old, month), amount_of(pair.new, month),
             exact(pair.change(month), signed=True)) for pair in side_by_side(before, after)]
    rows.append((t("Total"), exact(before.amount(month)), exact(after.amount(month)),
                 exact(after.amount(month) - before.amount(month), signed=True)))
    st.table(pd.DataFrame(rows, columns=[t("Element"), first, second, t("Change")]).set_index(t("Element")))
    with st.expander(t("Month by month"), icon=":material/calendar_month:"):
        for side, slip in zip((first, second), (before, after), strict=True):
            lines = [item for item in slip.items if item.months is not None]
            table = {text.say(item.title): list(item.months or ()) for item in lines}
            table[t("Pay")] = [slip.amount(place) for place in range(MONTHS)]
            months = [text.month(place) for place in range(MONTHS)]
            st.caption(side)
            show_table(pd.DataFrame(table, index=months).T, months, exact=True, index=True)


def equity(slip: Payslip) -> None:
    """What the person holds, is promised, owes and gets of the plan looked at, year by year; nothing without equity."""
    found = grant_sheets.of_person(slip.outcome, slip.place)
    if not found:
        return
    st.markdown(t("**Shares and options**"))
    headings = grant_headings()
    for name, table in found.items():
        st.caption(text.say(slip.outcome.scenario.plan.equity[name].title))
        shown = {t("Year"): table["year"], **{
            heading: table[key].map(text.count if key in grant_sheets.SHARES else text.money)
            for key, heading in headings.items() if table[key].any()}}
        st.dataframe(pd.DataFrame(shown), hide_index=True, width="stretch")
    st.caption(t("Dividends, what is paid in and what is sold are cash; the worth of shares is on paper only and is no part of "
                 "the income above."))


def download(before: Payslip, after: Payslip) -> None:
    """The slip as a page of its own, to print or to save as PDF."""
    name, language, sides, case = _name(after), text.language(), outcomes.sides(), text.say(state.case().name)

    def page() -> bytes:
        text.use(language)
        return payslip_page(before, after, sides, name, case).encode()

    st.download_button(t("Pay slip to print or save as PDF"), page, mime="text/html", icon=":material/print:",
                       file_name=f"payslip-{after.year.people.id[after.place]}.html")
