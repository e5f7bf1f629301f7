"""The Take-home page's tab of people and cost."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from engine.answers.compare import Comparison, income_distribution
from engine.answers.money_view import View, amounts
from engine.answers.take_home.next_july import next_july
from engine.answers.take_home.settle import FIVE, settle
from engine.base import text
from engine.base.text import money, t
from engine.company.company import MONTHS, label_of
from ui.kit import charts, csv, outcomes
from ui.kit.names import HIDDEN, names_hidden
from ui.kit.table import show_table
from ui.take_home.basis import plans


def show(comparison: Comparison) -> None:
    """The company's five numbers, how take-home is spread, job families, next July, and everybody to download."""
    five(comparison)
    distribution(comparison)
    families(comparison)
    bases(comparison)
    everybody(comparison)


def five(comparison: Comparison) -> None:
    """The five numbers of the company, a column a plan, and the averages by job family."""
    columns: dict[str, list[str]] = {}
    totals = {}
    for name, outcome, number in plans(comparison):
        totals[name] = settle(outcome, number).five
        columns[name] = [money(getattr(totals[name], key)) for key in FIVE]
    (_, old), (_, new) = totals.items()
    columns[t("Change")] = [money(getattr(new, key) - getattr(old, key), signed=True) for key in FIVE]
    frame = pd.DataFrame(columns, index=[text.say(label) for label in FIVE.values()])
    frame.index.name = t("All people, a year")
    st.dataframe(frame, width="stretch")


def families(comparison: Comparison) -> None:
    """Average gross, own contributions, tax, net and cost a month, by job family, under the reform."""
    settled = settle(comparison.reform, comparison.after.number)
    people = settled.year.people
    columns = {
        t("Gross"): settled.gross, t("Own contributions"): settled.own_contributions, t("Income tax"): settled.tax,
        t("Take-home"): settled.net, t("Employer's contributions"): settled.employer_contributions,
        t("Employer cost"): settled.employer_cost}
    table = pd.DataFrame({heading: amount / MONTHS for heading, amount in columns.items()})
    company = comparison.reform.scenario.company
    family = [text.say(label_of(company, key)) for key in people.family]
    grouped = table.groupby(pd.Series(family, name=t("Job family")), sort=False)
    shown = grouped.mean()
    shown.insert(0, t("People"), grouped.size())
    st.caption(t("Averages a month under the plan tried"))
    show_table(shown, list(columns), index=True)


def everybody(comparison: Comparison) -> None:
    """A row a person, to download: gross, contributions, tax, net, cost on both sides."""
    sides, hidden = plans(comparison), names_hidden()
    own = {t("Gross"): "gross", t("Own contributions"): "own_contributions", t("Income tax"): "tax", t("Take-home"): "net",
           t("Employer cost"): "employer_cost"}

    def table() -> pd.DataFrame:
        people = comparison.after.people
        found: dict[str, Any] = {}
        for name, outcome, number in sides:
            settled = settle(outcome, number)
            if len(settled.net) == len(people):
                found |= {f"{name}: {heading}": getattr(settled, amount) for heading, amount in own.items()}
        return pd.DataFrame({"id": people.id, "name": HIDDEN if hidden else people.name, **found})

    csv.download(table, "take-home", t("Everybody's take-home and cost (CSV)"),
                 fen=[f"{name}: {heading}" for name, _, _ in sides for heading in own])


def distribution(comparison: Comparison) -> None:
    """Take-home before and after, as a picture."""
    incomes = [amounts(outcome, number, View.TAKE_HOME) for _, outcome, number in plans(comparison)]
    charts.incomes(income_distribution(incomes), outcomes.sides(), key="take-home-incomes",
                   view=View.TAKE_HOME)


def bases(comparison: Comparison) -> None:
    """What this year's pay does to contributions from next July, on both sides."""
    rows = []
    for name, outcome, number in plans(comparison):
        after = next_july(outcome, number)
        rows.append((name, money(after.now_employee), money(after.next_employee),
                     money(after.next_employee - after.now_employee, signed=True), money(after.now_employer),
                     money(after.next_employer), money(after.next_employer - after.now_employer, signed=True)))
    st.markdown(t("**What this year's pay does to contributions from next July**"))
    st.caption(t("Contributions of a full year on today's base (last year's average month), and on the base that this "
                 "year's pay makes from next July; the region's figures of this year in both."))
    heads = [t("Plan"), t("Employees now"), t("Employees from July"), t("Change"), t("Employer now"),
             t("Employer from July"), t("Change") + " "]
    st.dataframe(pd.DataFrame(rows, columns=heads), hide_index=True, width="stretch")
