"""`run`: one scenario simulated and summed up."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from engine.answers.compare import Comparison, compare, cost_by_element, median
from engine.answers.expansion.growth import GATES
from engine.answers.take_home.settle import FIVE, settle
from engine.answers.verdict import verdict
from engine.base.text import money, percent, say, t
from engine.commands.changes import changes, title_of, year_exists
from engine.commands.plain import as_plain
from engine.commands.printing import as_json, table
from engine.files.cases import load
from engine.law.laws import not_advice
from engine.law.region import NONE
from engine.run.outcome import Outcome, Year
from engine.run.simulate import simulate


def run_case(asked: argparse.Namespace) -> Iterator[str]:
    """One scenario simulated: a summary, or the whole outcome as JSON."""
    case = load(asked.case)
    scenario = case.scenario(asked.reform).reformed(changes(asked.changes))
    outcome = simulate(scenario)
    year_exists(asked.year, outcome)
    against = compare(simulate(case.today), outcome, asked.year)
    if asked.json:
        yield as_json({"case": case.key, "reform": asked.reform, "verdict": verdict(against),
                     **as_plain(outcome)})
    else:
        yield f"{say(case.name)} · {title_of(case, asked)}"
        yield from summary(against)


def summary(against: Comparison) -> Iterator[str]:
    """An outcome as a page of text: verdict, one year's numbers, ownership, events, companies."""
    outcome, year = against.reform, against.after
    statement = year.statement
    if outcome.scenario.overrides:
        yield ""
        yield t("Changes")
        yield from (f"  {path} = {shorten(value)}" for path, value in outcome.scenario.overrides)
        yield ""
        yield verdict(against)
    yield ""
    yield t("Year {number}, {people} people", number=year.number, people=f"{len(year.people):,}")
    yield from table([
        (t("Revenue"), money(statement.revenue), ""),
        (t("People cost"), money(statement.people_cost), _of_revenue(statement.people_cost, year)),
        *((f"  {say(kind.label)}", money(int(kind.values[0])), _of_revenue(int(kind.values[0]), year))
          for kind in cost_by_element([outcome], year.number)),
        (t("Payroll"), money(statement.payroll), _of_revenue(statement.payroll, year)),
        *([(t("Deferred pay forfeited by leavers"), money(year.forfeited), "")] if year.forfeited else []),
        (t("Incentive dividends"), money(statement.incentive_dividends), ""),
        (t("Net profit"), money(statement.net_profit), _of_revenue(statement.net_profit, year)),
        (t("Median income"), money(median(year.income)), "")])
    yield from _take_home(outcome, year)
    yield ""
    yield t("The owner")
    yield from table([
        ("", t("stake"), t("part of net profit")), (t("today"), percent(float(outcome.owner_stake(0))), ""),
        *((t("year {number}", number=each.number), percent(float(outcome.owner_stake(each.number))),
           money(outcome.owner_take(each.number))) for each in outcome.years)])
    events = [event for each in outcome.years for event in each.events]
    if events:
        yield ""
        yield t("Events")
        yield from (f"  {t('year {number}', number=event.year)}  {say(event.what)}" for event in events)
    networks = [each.network for each in outcome.years if each.network is not None]
    if networks:
        yield ""
        yield t("Companies")
        yield from table([
            ("", t("companies"), t("opened"), t("closed"), t("headquarters' profit"), t("heads' profit"),
             t("heads' income"), t("capital"), t("headquarters puts in"), t("headquarters gets back"),
             t("held back by")),
            *((t("year {number}", number=network.year), f"{network.companies:,}", f"{network.opened_this_year:,}",
               f"{network.closed:,}", money(network.headquarters_profit), money(network.heads_profit),
               money(network.heads_income), money(network.capital), money(network.cash_need),
               money(network.cash_back), say(GATES[network.bottleneck])) for network in networks)])


def _take_home(outcome: Outcome, year: Year) -> Iterator[str]:
    """What people take home and what they cost, where the company says in which region it is."""
    settled = settle(outcome, year.number)
    if settled.region.key == NONE:
        return
    yield ""
    yield t("{region}, {year}: insurance, fund and tax", region=say(settled.region.text), year=settled.calendar)
    change = year.statement.employer_change
    yield from table([
        *((say(FIVE[name]), money(amount), "") for name, amount in vars(settled.five).items()),
        *([(t("Employer's contributions, more than today"), money(change), "")] if change else [])])
    yield f"  {not_advice()}"


def shorten(value: str, longest: int = 80) -> str:
    """A value on one line, cut where it is too long to read there."""
    return value if len(value) <= longest else f"{value[:longest - 1]}…"


def _of_revenue(fen: int, year: Year) -> str:
    revenue = year.statement.revenue
    return t("{share} of revenue", share=percent(fen / revenue)) if revenue else ""
