"""The parts of the take-home page: where the money goes, who takes home what, one sum paid five ways, what to mend."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from engine.answers.compare import Comparison, income_distribution
from engine.answers.money_view import View, amounts
from engine.answers.take_home.findings import KINDS, Finding, findings
from engine.answers.take_home.money_flow import money_flow
from engine.answers.take_home.next_july import next_july
from engine.answers.take_home.pocket import PARTS, company_to_pocket
from engine.answers.take_home.same_money import ROUTES, past_their_date, same_money
from engine.answers.take_home.settle import FIVE, SettledYear, settle
from engine.base import text
from engine.base.text import exact, money, t
from engine.company.company import label_of
from engine.law.laws import dates_of
from engine.run.outcome import Outcome
from ui.kit import charts, state
from ui.kit.frames import csv
from ui.kit.notes import grounds
from ui.person import person_parts
from ui.take_home import tax_charts


def rests_on(settled: SettledYear) -> None:
    """What the figures of a settled year rest on."""
    basis(settled.notes())


def basis(notes: Mapping[str, list[str]]) -> None:
    """The sentence that this is no advice, findings, and under them laws with dates, what is assumed and sources."""
    st.caption(" ".join(notes["note"]))
    for sentence in notes["findings"]:
        st.warning(sentence, icon=":material/event_busy:")
    grounds(notes)


def where(settled: SettledYear) -> None:
    """Where the company contributes, and in which calendar year this is."""
    region = settled.region
    if region.versions:
        st.markdown(t("Insurance and housing fund of **{region}**, calendar year {year}.", region=text.say(region.text),
                      year=settled.calendar))
    else:
        st.info(t("This company has no region yet, so nobody contributes to insurance and fund here: choose one on the "
                  "Company page, tab “Region and tax”."), icon=":material/location_off:")


def plans(comparison: Comparison) -> list[tuple[str, Outcome, int]]:
    """What is compared: name, outcome, year."""
    first, second = state.sides()
    return [(first, comparison.today, comparison.before.number), (second, comparison.reform, comparison.after.number)]


# ---------------------------------------------------------------- of 100 yuan

def pocket(comparison: Comparison) -> None:
    """Of 100 yuan before the people are paid, who ends up with how much: a waterfall a plan, and the amounts."""
    st.caption(t("Of every ¥100 that the company has before it pays its people: profit before company tax, plus pay, "
                 "incentive dividends and the employer's contributions."))
    table: dict[str, list[str]] = {}
    rows = plans(comparison)
    below = settle(comparison.reform, comparison.after.number).lapsed()  # said once, at the foot of the page
    for (name, outcome, number), column in zip(rows, st.columns(len(rows), gap="medium"), strict=True):
        found = company_to_pocket(outcome, number)
        with column:
            st.markdown(f"**{name}** · {money(found.pool)}")
            if found.of_100 is None:
                st.info(t("There is nothing to divide: the company loses money before it pays anybody."))
            else:
                tax_charts.waterfall([(key, PARTS[key], value) for key, value in found.of_100.items() if value],
                                     key=f"pocket-{name}")
            for sentence in found.findings:
                if sentence in below:
                    continue
                st.warning(sentence, icon=":material/warning:")
        per_100 = found.of_100 or {}
        table[name] = [money(part) for part in found.parts.values()] + [money(found.pool)]
        table[t("{name}, of ¥100", name=name)] = [f"{per_100[key]:.2f}" if per_100 else "–" for key in found.parts] + [
            "100.00" if per_100 else "–"]
    frame = pd.DataFrame(table, index=[*(text.say(label) for label in PARTS.values()), t("Together")])
    frame.index.name = t("Who gets it")
    st.dataframe(frame, width="stretch", height=38 + 35 * len(frame))
    name, outcome, number = rows[-1]
    links = money_flow(outcome, number)
    if links is not None:
        tax_charts.flow(links, name, key="flow")


# ---------------------------------------------------------------- everybody

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
    table = pd.DataFrame({heading: amount / 1200 for heading, amount in columns.items()})
    company = comparison.reform.scenario.company
    family = [text.say(label_of(company, key)) for key in people.family]
    grouped = table.groupby(pd.Series(family, name=t("Job family")), sort=False)
    shown = grouped.mean().round(0)
    shown.insert(0, t("People"), grouped.size())
    st.caption(t("Averages a month under the plan tried, ¥"))
    st.dataframe(shown, width="stretch", column_config={
        str(heading): st.column_config.NumberColumn(format="localized") for heading in shown})


def everybody(comparison: Comparison) -> None:
    """A row a person, to download: gross, contributions, tax, net, cost on both sides."""
    def table() -> pd.DataFrame:
        people = comparison.after.people
        found: dict[str, Any] = {}
        for name, outcome, number in plans(comparison):
            settled = settle(outcome, number)
            if len(settled.net) == len(people):
                found |= {f"{name}: {heading}": amount / 100 for heading, amount in (
                    (t("Gross"), settled.gross), (t("Own contributions"), settled.own_contributions),
                    (t("Income tax"), settled.tax), (t("Take-home"), settled.net),
                    (t("Employer cost"), settled.employer_cost))}
        return pd.DataFrame({"id": people.id, "name": people.name, **found})
    csv(t("Everybody's take-home and cost (CSV)"), table, f"{state.case_key()}-take-home.csv")


def distribution(comparison: Comparison) -> None:
    """Take-home before and after, as a picture."""
    incomes = [amounts(outcome, number, View.TAKE_HOME) for _, outcome, number in plans(comparison)]
    charts.incomes(income_distribution(incomes), state.sides(), key="take-home-incomes",
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


# ---------------------------------------------------------------- one sum, five ways

def five_ways(comparison: Comparison) -> None:
    """The same employer's money paid to one person as wage, bonus, phantom dividend, dividend or option."""
    person_parts.choose()
    settled = settle(comparison.reform, comparison.after.number)
    people = settled.year.people
    if state.person() not in people.position:
        st.info(t("This person is no longer there under this plan; choose somebody else."))
        return
    key = f"same-money|{state.case_key()}"
    sum_of = st.number_input(t("The employer's money, before company tax (¥ a year)"), min_value=0.0,
                             max_value=100_000_000.0, value=float(state.form("same-money", 50_000.0)), step=10_000.0, key=key,
                             on_change=lambda: state.keep_form("same-money", st.session_state[key] or 0.0))
    place = people.position[state.person()]
    routes = same_money(settled, place, round(sum_of * 100))
    names = {way: text.say(label) for way, label in ROUTES.items()}
    tax_charts.routes([(names[way], route.net, route.fund, route.tax, route.own + route.employer - route.fund,
                    route.paid_first) for way, route in routes.items()], key="routes")
    columns = {
        t("Gross"): [route.gross for route in routes.values()],
        t("Employer's contributions"): [route.employer for route in routes.values()],
        t("Own contributions"): [route.own for route in routes.values()],
        t("Income tax"): [route.tax for route in routes.values()],
        t("Net"): [route.net for route in routes.values()],
        t("Housing fund credited"): [route.fund for route in routes.values()],
        t("Company tax"): [route.company_tax for route in routes.values()],
        t("Cost after company tax"): [route.after_tax for route in routes.values()]}
    frame = pd.DataFrame({heading: [exact(fen) for fen in values] for heading, values in columns.items()},
                         index=list(names.values()))
    frame.index.name = t("Paid as")
    st.dataframe(frame, width="stretch")
    best = max(routes.values(), key=lambda route: route.net)
    st.caption(t("Most net here: {way}, {net}. An option costs no cash: it is worth so much to the person only if it is "
                 "exercised at that gain, and the owners give it up. Contributions are those that a year of such pay "
                 "causes from next July.", way=names[best.way], net=exact(best.net)))
    for sentence in past_their_date(settled, place, routes):
        st.warning(sentence, icon=":material/event_busy:")
    st.caption("  \n".join(dates_of(("annual_bonus", "equity_table", "dividend"))))


# ---------------------------------------------------------------- what to mend

def to_mend(comparison: Comparison) -> None:
    """What is wrong or costly under the plan tried: each finding, and the people it concerns."""
    settled = settle(comparison.reform, comparison.after.number)
    found = findings(settled)
    if not found:
        st.success(t("Nobody is below the minimum wage, no deduction above 20%, no bonus just past a bound of the tax "
                     "table.") if settled.region.minimum_wages else
                   t("No deduction above 20%, no bonus just past a bound of the tax table. The minimum wage is not checked: "
                     "this region states none."), icon=":material/check_circle:")
    for each in found:
        st.warning(f"**{text.say(KINDS[each.kind])}** · {each.sentence}", icon=":material/warning:")
        if len(each.people):
            with st.expander(t("{n} people", n=f"{len(each.people):,}")):
                table = _concerned(each, settled)
                st.dataframe(table.head(200), hide_index=True, width="stretch")
                csv(t("Download the table"), partial(_concerned, each, settled),
                    f"{state.case_key()}-{each.kind}.csv", key=f"mend-{each.kind}")



def _concerned(finding: Finding, settled: SettledYear) -> pd.DataFrame:
    people, company = settled.year.people, settled.outcome.scenario.company
    mends = {"minimum_wage": t("Add in the worst month"), "deduction_limit": t("Too much in the worst month"),
             "bonus_cliff": t("Bonus that avoids it")}
    return pd.DataFrame({
        t("ID"): people.id[finding.people], t("Name"): people.name[finding.people],
        t("Post"): [text.say(label_of(company, key)) for key in people.post[finding.people]],
        t("Amount in the year"): [exact(int(fen)) for fen in finding.gap],
        mends[finding.kind]: [exact(int(fen)) for fen in finding.mend]})
