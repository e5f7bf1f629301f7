"""The pipeline: a company and a plan go in, one visible loop over years, an outcome comes out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from engine.captable import CapTable
from engine.captable import Line as HolderLine
from engine.company import MONTHS, PPM, Company
from engine.drivers import Drivers, project
from engine.kinds import Attained, Award, DeductionElement, Event, PayElement, Result, TargetParts, chosen
from engine.money import Fen, fraction, times, to_fen
from engine.network import Network
from engine.outcome import Line, Outcome, Year
from engine.parameter import Unit
from engine.plan import Plan
from engine.scenario import Scenario
from engine.statement import Statement, income_statement
from engine.trace import Trace


def simulate(scenario: Scenario, trace: bool = False, only: int | None = None) -> Outcome:
    """Everything a scenario leads to, year by year.

    Equal scenarios give equal outcomes. With `trace`, the intermediate quantities of every rule are kept: of
    everybody, or `only` of the person at this place among the year's people.
    """
    company, plan, assumptions = scenario.company, scenario.plan, scenario.assumptions
    record = Trace(on=trace, only=only)
    opening = table = opening_table(company)
    network: Network | None = None
    awards: Mapping[str, Award] = {}
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
        before_dividends = result(drivers, lines, network)
        awards = distribute(plan, before_dividends, drivers, awards, number, record)
        statement = after_dividends(before_dividends, awards)
        table, events = advance(plan, table, statement, drivers, number, record)
        years.append(Year(number, drivers.people, drivers.newcomer, drivers.world, attained, handed_down, lines,
                          statement, awards, table, tuple(events), network))
        check(years[-1])
    return Outcome(scenario, opening, tuple(years), record)


def opening_table(company: Company) -> CapTable:
    """The cap table before the first year."""
    facts = company.facts
    return CapTable({key: HolderLine(facts.cap_table[key].kind, facts.cap_table[key].text, shares)
                     for key, shares in facts.shares().items()})


def assess(plan: Plan, drivers: Drivers, trace: Trace) -> Drivers:
    """The drivers with everybody's score computed; where several rules cover somebody, the last one counts."""
    if not plan.scores:
        return drivers
    people, everyone = drivers.people, np.arange(len(drivers.people))
    score = people.score
    for name, rule in plan.scores.items():
        computed = rule.score(people, trace.at(f"scores.{name}", everyone))
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
        else:
            attained[name] = reached
    return attained, handed_down


def pay_people(plan: Plan, drivers: Drivers, attained: Mapping[str, Attained], trace: Trace,
               only: int | None = None) -> tuple[Line, ...]:
    """Element × months × people, each group with its own elements.

    `only`: just the groups in which the person at this place is.
    """
    coefficients = {name: each.coefficient for name, each in attained.items()}
    leaving = bool(drivers.people.leaves_in.any())
    lines: list[Line] = []
    for group, index in groups(plan, drivers).items():
        if only is not None and not (index == only).any():
            continue
        view = drivers.group(index)
        stay = view.of(drivers.last_month) if leaving else None
        # Deductions last: they are held by the rest of the group's pay.
        for element, rule in sorted(plan.pay[group].items(), key=lambda item: isinstance(item[1], DeductionElement)):
            path = f"pay.{group}.{element}"
            here = trace.at(path, index)
            amount = rule.pay(view, here)
            if rule.ladder is not None:
                coefficient = view.of(coefficients[rule.ladder])
                here("目标档位系数", "Coefficient of the target", Unit.FACTOR, coefficient)
                amount = times(amount, coefficient, PPM)
            if isinstance(rule, DeductionElement):
                amount = rule.settle(np.broadcast_to(amount, (MONTHS, len(index))), others(lines, group, index), here)
            amount, forfeited = on_pay_day(np.broadcast_to(amount, (MONTHS, len(index))), rule, stay, here)
            here("金额", "Amount", Unit.YUAN, amount)
            lines.append(Line(group, element, rule.name(), index, amount, forfeited))
    return tuple(lines)


def moves_by_year(plan: Plan, drivers: Drivers) -> bool:
    """Whether pay may differ between years that look alike: people leave, or an element is paid once."""
    return bool(drivers.people.leaves_in.any()) or any(
        rule.by_year for elements in plan.pay.values() for rule in elements.values())


def others(lines: Sequence[Line], group: str, index: npt.NDArray[np.int64]) -> Fen:
    """The group's pay so far by month, fen (12, people of the group)."""
    return sum((line.amount for line in lines if line.group == group), np.zeros((MONTHS, len(index)), dtype=np.int64))


def on_pay_day(earned: Fen, rule: PayElement, last_month: Fen | None, trace: Trace) -> tuple[Fen, int]:
    """What is really paid month by month, and the deferred pay that leavers forfeit.

    A deferred part waits for December. Nothing is paid after somebody's `last_month` (None: nobody leaves).
    """
    there = None if last_month is None else np.arange(1, MONTHS + 1)[:, None] <= last_month
    if there is not None:
        earned = np.where(there, earned, 0)
    if rule.deferral is None:
        return earned, 0
    paid, later = rule.deferral.divide(earned)
    due = later.sum(axis=0)
    trace("当月发放", "Paid in the month", Unit.YUAN, paid.copy)  # December is added to below
    trace("年末应发的延期部分", "Deferred part due at year end", Unit.YUAN, due)
    lost = np.zeros_like(due) if there is None else np.where(there[-1], 0, due)
    trace("离职放弃的延期部分", "Deferred part forfeited by leaving", Unit.YUAN, lost)
    paid[-1] += due - lost
    return paid, int(lost.sum())


def groups(plan: Plan, drivers: Drivers) -> dict[str, npt.NDArray[np.int64]]:
    """Who is in each pay group: by post where the plan names the post, else by job family."""
    company, origin = drivers.company, drivers.origin
    by_post = np.isin(company.posts.code, company.posts.codes(plan.pay))[origin]
    found = {}
    for group in plan.pay:
        members = (company.posts.code == company.posts.of(group))[origin]
        family = (company.families.code == company.families.of(group))[origin] & ~by_post
        found[group] = np.flatnonzero(members | family)
    return found


def expand(plan: Plan, network: Network | None, year: int, trace: Trace) -> Network | None:
    """The companies at the end of the year."""
    for name, rule in plan.expansion.items():
        network = rule.expand(network, year, trace.at(f"expansion.{name}"))
    return network


def result(drivers: Drivers, lines: tuple[Line, ...], network: Network | None) -> Statement:
    """The year's statement before any incentive dividend."""
    payroll = sum(int(line.amount.sum()) for line in lines)
    return income_statement(drivers.world, payroll, fraction(drivers.company.facts.money.profit_tax),
                            subsidiaries=network.headquarters_profit if network else 0)


def _seen(statement: Statement, drivers: Drivers, year: int) -> Result:
    """The statement as dividend and equity programmes look at it."""
    return Result(year, statement.before_tax, statement.net_profit, statement.revenue,
                  drivers.world.revenue_growth, to_fen(drivers.company.facts.money.profit))


def distribute(plan: Plan, before: Statement, drivers: Drivers, awards: Mapping[str, Award], year: int,
               trace: Trace) -> dict[str, Award]:
    """Each dividend programme's award, all looking at the same profit before dividends."""
    everyone = np.arange(len(drivers.people))
    return {name: rule.distribute(_seen(before, drivers, year), drivers.people, awards.get(name),
                                  trace.at(f"dividends.{name}", everyone))
            for name, rule in plan.dividends.items()}


def after_dividends(statement: Statement, awards: Mapping[str, Award]) -> Statement:
    """The statement with what people earned from dividend programmes taken off."""
    return replace(statement, incentive_dividends=sum(award.paid for award in awards.values()))


def advance(plan: Plan, table: CapTable, statement: Statement, drivers: Drivers, year: int,
            trace: Trace) -> tuple[CapTable, list[Event]]:
    """The cap table at the end of the year, programmes in the order of the plan."""
    everyone = np.arange(len(drivers.people))
    events: list[Event] = []
    for name, rule in plan.equity.items():
        table, happened = rule.advance(table, _seen(statement, drivers, year), drivers.people, f"equity.{name}",
                                       trace.at(f"equity.{name}", everyone))
        events += happened
    return table, events


def check(year: Year) -> None:
    """The identities that hold in every year of every run.

    Elements sum to pay and pay to payroll, fund = paid + carried + kept, stakes sum to one,
    subsidiaries' profit is all somebody's.

    Raises:
        AssertionError: never with correct rules.
    """
    statement = year.statement
    if int(year.pay.sum()) != statement.payroll:
        raise AssertionError("the pay of the people is not the payroll")
    if sum(year.by_element().values()) != statement.people_cost:
        raise AssertionError("the elements do not sum to the people cost")
    for name, award in year.awards.items():
        if award.fund != award.paid + award.carried + award.kept or award.paid != int(award.to_people.sum()):
            raise AssertionError(f"the fund {name} is not what was paid, carried and kept")
    if sum(year.cap_table.stakes().values()) != 1:
        raise AssertionError("the stakes do not sum to one")
    if year.network is not None:
        year.network.check()
