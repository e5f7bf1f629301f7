"""The pipeline: a company and a plan go in, one visible loop over years, an outcome comes out.

Scores, targets, pay, the statement and incentive dividends (`assess` … `after_dividends`) take drivers with draws in
front of months and people and keep the draws apart: totals are then arrays (draws,). Companies (`expand`) and the cap
table (`advance`) are one course at a time, for what happens to them are events, one after another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from engine.base.book import Given
from engine.base.money import Fen, add_up, by_draw, fraction, round_half_up, times, to_fen
from engine.base.once import once
from engine.base.parameter import Unit
from engine.base.trace import Trace
from engine.company.captable import CapTable
from engine.company.company import MONTHS, PPM, Company
from engine.company.ledger import Event, Kind, replay
from engine.company.network import Network
from engine.plan.plan import Plan
from engine.plan.scenario import Scenario
from engine.rules.kinds import (
    Attained,
    Award,
    Book,
    DeductionElement,
    Moment,
    PayElement,
    Result,
    TargetParts,
    chosen,
)
from engine.run.employer import Bases, Employer, average_pay, months_there
from engine.run.outcome import Outcome, PayLine, Year, yearly
from engine.run.statement import Statement, income_statement
from engine.run.unit_profit import unit_profits
from engine.world.assumptions import Assumptions
from engine.world.drivers import Drivers, project


def simulate(scenario: Scenario, trace: bool = False, only: int | None = None) -> Outcome:
    """Everything a scenario leads to, year by year.

    Equal scenarios give equal outcomes. With `trace`, the intermediate quantities of every rule are kept: of
    everybody, or `only` of the person at this place among the year's people.
    """
    return run(scenario, Trace(on=trace, only=only), against(scenario))


def run(scenario: Scenario, record: Trace, employer: Employer | None) -> Outcome:
    """The loop over years. `employer`: what the employer's contributions are measured against; None for nothing."""
    company, plan, assumptions = scenario.company, scenario.plan, scenario.assumptions
    opening = table = opening_table(company)
    first = network = opening_network(plan)
    awards: Mapping[str, Award] = {}
    books: Mapping[str, Book] = {}
    history: tuple[int, ...] = (to_fen(company.facts.money.profit) + (first.result if first is not None else 0),)
    assets = None if company.facts.money.net_assets is None else to_fen(company.facts.money.net_assets)
    averages: list[Fen] = []
    years: list[Year] = []
    for number in range(1, assumptions.years + 1):
        record.year = number
        drivers = assess(plan, project(company, assumptions, number), record)
        if years and years[-1].world == drivers.world and not moves_by_year(plan, drivers):
            # Nothing that targets and pay look at has moved since last year.
            attained, handed_down, lines = years[-1].attained, years[-1].handed_down, years[-1].lines
        else:
            attained, handed_down = attain(plan, drivers, record)
            lines = pay_people(plan, drivers, attained, record)
        network = expand(plan, network, number, record)
        bases, more = contribute(employer, number, drivers, lines, averages)
        before_dividends = statement_before_dividends(drivers, lines, network, more)
        result = result_of(before_dividends, drivers, assumptions, number, history, assets)
        if any(rule.of_units for rule in plan.dividends.values()):
            result = replace(result, unit_profit=unit_profits(drivers, lines, before_dividends))
        awards = distribute(plan, result, drivers, awards, record)
        statement = after_dividends(before_dividends, awards)
        result = replace(result_of(statement, drivers, assumptions, number, history, assets),
                         revenue_before=years[-1].statement.revenue if years else to_fen(company.facts.money.revenue))
        table, events, books = advance(plan, table, result, drivers, books, record)
        statement = replace(statement, shareholders=result.dividend,
                            equity_expense=sum(book.expense for book in books.values()))
        history += (statement.net_profit,)
        if assets is not None:
            interest = sum(add_up(book.interest) for book in books.values())
            assets += statement.retained + interest + sum(received(event) for event in events)
        years.append(Year(number, drivers.people, drivers.newcomer, drivers.world, attained, handed_down, lines,
                          statement, awards, table, tuple(events), network, books, assets, bases, result.value))
        check(years[-1])
        if employer is not None:
            averages.append(average_pay(wages(years[-1]), months_there(drivers.people.leaves_in, number)))
    return Outcome(scenario, opening, tuple(years), record, first)


def opening_table(company: Company) -> CapTable:
    """The cap table before the first year."""
    return company.opening_table


def assess(plan: Plan, drivers: Drivers, trace: Trace) -> Drivers:
    """The drivers with everybody's score computed; where several rules cover somebody, the last one counts."""
    if not plan.scores:
        return drivers
    people, everyone = drivers.people, np.arange(len(drivers.people))
    score = people.score
    for name, rule in plan.scores.items():
        computed = rule.score(drivers, trace.at(f"scores.{name}", everyone))
        score = np.where(chosen(people, rule.groups), computed, score)
    return replace(drivers, people=replace(people, score=score))


def attain(plan: Plan, drivers: Drivers, trace: Trace) -> tuple[dict[str, Attained], dict[str, TargetParts]]:
    """Where everybody stands against the targets, and the targets handed down."""
    handed_down: dict[str, TargetParts] = {}
    attained: dict[str, Attained] = {}
    everyone = np.arange(len(drivers.people))
    for name in plan.targets_in_order():
        rule = plan.targets[name]
        reached = rule.attain(drivers, handed_down, trace.at(f"targets.{name}", everyone))
        if isinstance(reached, TargetParts):
            handed_down[name] = reached
        elif reached is not None:
            attained[name] = reached
    return attained, handed_down


def pay_people(plan: Plan, drivers: Drivers, attained: Mapping[str, Attained], trace: Trace,
               only: int | None = None) -> tuple[PayLine, ...]:
    """Element × months × people, each group with its own elements.

    `only`: just the groups in which the person at this place is.
    """
    coefficients = {name: each.coefficient for name, each in attained.items()}
    leaving = bool(drivers.people.leaves_in.any())
    lines: list[PayLine] = []
    for group, index in groups(plan, drivers).items():
        if only is not None and not (index == only).any():
            continue
        view = drivers.group(index)
        stay = view.of(drivers.last_month) if leaving else None
        # Deductions last: they are held by the rest of the group's pay.
        for element, rule in sorted(plan.pay[group].items(), key=lambda item: isinstance(item[1], DeductionElement)):
            path = f"pay.{group}.{element}"
            here = trace.at(path, index)
            amount = by_month(rule.pay(view, here), len(index))
            if rule.ladder is not None:
                coefficient = view.of(coefficients[rule.ladder])
                here("目标档位系数", "Coefficient of the target", Unit.FACTOR, coefficient)
                amount = times(amount, coefficient, PPM)
            if isinstance(rule, DeductionElement):
                amount = rule.settle(amount, others(lines, group, index), here)
            amount, forfeited = on_pay_day(amount, rule, stay, here)
            here("金额", "Amount", Unit.YUAN, amount)
            lines.append(PayLine(group, element, rule.name(), index, amount, forfeited))
    return tuple(lines)


def by_month(amount: Fen, people: int) -> Fen:
    """An amount that may be the same in all months or for all people, laid out: (…, 12, people)."""
    return np.broadcast_to(amount, (*amount.shape[:-2], MONTHS, people))


def moves_by_year(plan: Plan, drivers: Drivers) -> bool:
    """Whether pay may differ between years that look alike: people leave, or an element is paid once."""
    return bool(drivers.people.leaves_in.any()) or any(
        rule.by_year for elements in plan.pay.values() for rule in elements.values())


def others(lines: Sequence[PayLine], group: str, index: npt.NDArray[np.int64]) -> Fen:
    """The group's pay so far by month, fen (…, 12, people of the group)."""
    return sum((line.amount for line in lines if line.group == group), np.zeros((MONTHS, len(index)), dtype=np.int64))


def on_pay_day(earned: Fen, rule: PayElement, last_month: Fen | None, trace: Trace) -> tuple[Fen, int]:
    """What is really paid month by month, (…, 12, people), and the deferred pay that leavers forfeit, (…).

    A deferred part waits for December. Nothing is paid after somebody's `last_month` (None: nobody leaves).
    """
    there = None if last_month is None else np.arange(1, MONTHS + 1)[:, None] <= last_month
    if there is not None:
        earned = np.where(there, earned, 0)
    if rule.deferral is None:
        return earned, 0
    stays = np.ones(earned.shape[-1], dtype=np.bool_) if there is None else there[-1, :]
    paid = rule.deferral.formula(Given(earned=earned, stays=stays), trace)
    return paid, 0 if there is None else add_up(earned, (-2, -1)) - add_up(paid, (-2, -1))


def groups(plan: Plan, drivers: Drivers) -> dict[str, npt.NDArray[np.int64]]:
    """Who is in each pay group, places (people of the group,): by post where the plan names the post, else by job family."""
    company, origin = drivers.company, drivers.origin
    by_post = np.isin(company.posts.code, company.posts.codes(plan.pay))[origin]
    places = {}
    for group in plan.pay:
        members = (company.posts.code == company.posts.of(group))[origin]
        family = (company.families.code == company.families.of(group))[origin] & ~by_post
        places[group] = np.flatnonzero(members | family)
    return places


def opening_network(plan: Plan) -> Network | None:
    """The companies there before the first year. Last year's books do not hold their profit; it is stated apart."""
    return next((network for rule in plan.expansion.values() if (network := rule.start()) is not None), None)


def expand(plan: Plan, network: Network | None, year: int, trace: Trace) -> Network | None:
    """The companies at the end of the year."""
    for name, rule in plan.expansion.items():
        network = rule.expand(network, year, trace.at(f"expansion.{name}"))
    return network


def statement_before_dividends(drivers: Drivers, lines: tuple[PayLine, ...], network: Network | None,
                               employer_change: int = 0) -> Statement:
    """The year's statement before any incentive dividend."""
    tax = drivers.company.income_tax(len(drivers.people), drivers.year)
    return income_statement(drivers.world, payroll(lines), tax, employer_change=employer_change,
                            subsidiaries=network.result if network is not None else 0)


def payroll(lines: Sequence[PayLine]) -> int:
    """Everybody's pay of the year, fen, (…)."""
    return sum(add_up(line.amount, (-2, -1)) for line in lines)


def contribute(employer: Employer | None, number: int, drivers: Drivers, lines: Sequence[PayLine],
               averages: Sequence[Fen]) -> tuple[Bases | None, int]:
    """The year's bases of insurance and fund, and how much more the employer contributes than for today's plan, fen.

    averages: the average months of the years before, fen, one entry a year so far, (…, people) each.
    """
    if employer is None:
        return None, 0
    there = months_there(drivers.people.leaves_in, number)
    pay = yearly(lines, len(drivers.people))
    bases = employer.bases(drivers.origin, drivers.newcomer, averages, average_pay(pay, there))
    return bases, employer.change(number, bases, there, pay)


def wages(year: Year) -> Fen:
    """Each person's wages of the year as insurance counts them, fen, (…, people): pay, and dividends paid out."""
    return year.pay + sum((award.now for award in year.awards.values()), np.zeros(len(year.people), dtype=np.int64))


def against(scenario: Scenario) -> Employer | None:
    """What the employer's contributions are measured against: today's plan in this company; None for nothing."""
    facts = scenario.company.facts
    if not facts.where.versions and not facts.taxpayer.levied:
        return None
    today = scenario.today or scenario
    return employer_of(today if today.company is scenario.company else replace(today, company=scenario.company))


@once
def employer_of(today: Scenario) -> Employer:
    """Today's plan in a year like the books': no growth, the same people."""
    same = Assumptions(years=1, collected=today.assumptions.collected, payout=today.assumptions.payout,
                       multiple=today.assumptions.multiple)
    year = run(replace(today, assumptions=same), Trace(), None).year(1)
    there, facts = months_there(year.people.leaves_in, 1), today.company.facts
    return Employer(facts.where, facts.taxpayer, average_pay(wages(year), there), there, year.pay)


def result_of(statement: Statement, drivers: Drivers, assumptions: Assumptions, year: int, history: tuple[int, ...],
              assets: int | None) -> Result:
    """The statement as dividend and equity programmes look at it."""
    gained = by_draw(lambda profit: max(0, profit), statement.net_profit)
    return Result(year, statement.before_tax, statement.net_profit, statement.revenue,
                  drivers.world.revenue_growth, history[0], history,
                  dividend=by_draw(lambda profit: int(profit * fraction(assumptions.payout)), gained),
                  value=by_draw(lambda profit: round_half_up(profit * fraction(assumptions.multiple)), gained),
                  net_assets=assets)


def distribute(plan: Plan, result: Result, drivers: Drivers, awards: Mapping[str, Award], trace: Trace) -> dict[str, Award]:
    """Each dividend programme's award, all looking at the same profit before dividends."""
    everyone = np.arange(len(drivers.people))
    return {name: rule.distribute(result, drivers, awards.get(name), trace.at(f"dividends.{name}", everyone))
            for name, rule in plan.dividends.items()}


def after_dividends(statement: Statement, awards: Mapping[str, Award]) -> Statement:
    """The statement with what people earned from dividend programmes taken off."""
    return replace(statement, incentive_dividends=sum(award.paid for award in awards.values()))


def advance(plan: Plan, table: CapTable, result: Result, drivers: Drivers, books: Mapping[str, Book],
            trace: Trace) -> tuple[CapTable, list[Event], dict[str, Book]]:
    """The cap table at the end of the year, what happened, and the programmes' books, in the order of the plan."""
    everyone, opening = np.arange(len(drivers.people)), table
    events: list[Event] = []
    kept: dict[str, Book] = {}
    for name, rule in plan.equity.items():
        key = f"equity.{name}"
        step = rule.advance(Moment(key, opening, table, result, drivers), books.get(name), trace.at(key, everyone))
        table = replay(table, step.events)
        events += step.events
        if step.book is not None:
            kept[name] = step.book
    return table, events, kept


def received(event: Event) -> int:
    """What an event adds to the company's net assets, fen: the price of new shares; a buy-back takes it off."""
    if event.kind in (Kind.BUY_BACK, Kind.LAPSE):
        return -event.cash
    return event.cash if event.new_shares > 0 else 0


def check(year: Year) -> None:
    """The identities that hold in every year of every run.

    Elements sum to pay and pay to payroll, fund = paid + carried + kept, stakes sum to one,
    subsidiaries' profit is all somebody's.

    Raises:
        AssertionError: never with correct rules.
    """
    statement = year.statement
    if np.any(add_up(year.pay) != statement.payroll):
        raise AssertionError("the pay of the people is not the payroll")
    if np.any(sum(year.by_element().values()) != statement.people_cost):
        raise AssertionError("the elements do not sum to the people cost")
    for name, award in year.awards.items():
        if np.any(award.fund != award.paid + award.carried + award.kept) or np.any(award.paid != add_up(award.to_people)):
            raise AssertionError(f"the fund {name} is not what was paid, carried and kept")
    for key, shares in year.cap_table.holdings.items():
        if int(shares.sum()) > year.cap_table.lines[key].shares:
            raise AssertionError(f"people hold more shares of {key} than it has")
    if year.network is not None:
        year.network.check()
