"""Where the money goes: of 100 yuan the company has before it pays its people, who ends up with how much.

    company_to_pocket(outcome, number)         Pocket: parts in fen that sum to the pool exactly, and per 100 yuan

The pool is the year's profit before company tax and before pay: profit before tax + pay + incentive dividends + all
employer's contributions and levies (also those that the books hold inside other costs) + the companies' part.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from engine.answers.take_home.settle import SettledYear, settle
from engine.base.money import round_half_up, split, to_fen
from engine.base.parameter import Text
from engine.base.text import money, t
from engine.law.company_tax import dividend_tax, reserve_due
from engine.run.outcome import Outcome

PARTS: dict[str, Text] = {
    "take_home": Text("员工到手", "Employees, net"),
    "accounts": Text("员工账户（以后发放）", "Employees' accounts, paid later"),
    "employee_shareholders": Text("员工股东（分红税后）", "Employees as shareholders, net"),
    "owners": Text("其他股东（分红税后）", "Other shareholders, net"),
    "income_tax": Text("国家：工资个人所得税", "State: income tax on pay"),
    "dividend_tax": Text("国家：分红个人所得税", "State: tax on dividends"),
    "company_tax": Text("国家：企业所得税", "State: company tax"),
    "insurance": Text("社会保险基金（双方）", "Insurance funds, both sides"),
    "housing_fund": Text("员工公积金账户（双方）", "Housing fund accounts, both sides"),
    "levies": Text("工会经费、残保金、福利费", "Union fee, levies, welfare"),
    "reserve": Text("公司：法定公积金", "Company: statutory reserve"),
    "retained": Text("公司：留存", "Company: retained"),
}
"""Who the money can end up with, in the order in which it is shown."""

PEOPLE_HOLD = ("founder", "employees", "contributors", "public")
"""Kinds of shareholders who are people and pay tax on dividends; the others are taken to be companies, exempt."""


@dataclass(frozen=True)
class Pocket:
    """The pool and its parts in fen; some parts may be negative (a loss, accounts paid out)."""

    pool: int
    parts: dict[str, int]
    findings: tuple[str, ...] = ()

    def share(self, part: str) -> Fraction | None:
        """The part of the pool, exactly; None where there is nothing to divide."""
        return Fraction(self.parts[part], self.pool) if self.pool > 0 else None

    @property
    def of_100(self) -> dict[str, float] | None:
        """Yuan of 100 that each part gets, to the fen, summing to exactly 100; None where there is nothing to divide."""
        if self.pool <= 0:
            return None
        gains = {key: part for key, part in self.parts.items() if part > 0}
        losses = {key: part for key, part in self.parts.items() if part < 0}
        lost = {key: round_half_up(Fraction(10_000 * part, self.pool)) for key, part in losses.items()}
        parts = dict(zip(gains, split(10_000 - sum(lost.values()), list(gains.values())), strict=True))
        return {key: {**dict.fromkeys(self.parts, 0), **parts, **lost}[key] / 100 for key in self.parts}


def company_to_pocket(outcome: Outcome, number: int = 1) -> Pocket:
    """Who ends up with the money of a simulated year. The parts sum to the pool, to the fen.

    Raises:
        AssertionError: never with correct rules.
    """
    settled = settle(outcome, number)
    statement = settled.year.statement
    employer = int(settled.employer_contributions.sum() + settled.levies.sum())
    pool = (statement.before_tax + statement.payroll + statement.incentive_dividends + employer
            + statement.subsidiaries)
    mine, tax_on_mine, others, tax_on_others = dividends(settled)
    insurance = settled.contributions.insurance("employer").sum() + settled.contributions.insurance("employee").sum()
    reserve = reserves(outcome)[number - 1]
    parts = {
        "take_home": int(settled.net.sum()),
        "accounts": statement.incentive_dividends - int(settled.phantom.sum()),
        "employee_shareholders": mine - tax_on_mine, "owners": others - tax_on_others,
        "income_tax": int(settled.tax.sum()), "dividend_tax": tax_on_mine + tax_on_others,
        "company_tax": statement.tax, "insurance": int(insurance),
        "housing_fund": int(settled.fund_credited.sum()), "levies": int(settled.levies.sum()),
        "reserve": reserve, "retained": statement.retained - reserve,
    }
    if sum(parts.values()) != pool:
        raise AssertionError("company, people, state and funds do not have the money there was")
    findings = []
    if statement.shareholders > max(0, statement.net_profit - reserve):
        findings.append(t("Dividends of {paid} are more than may be paid: {reserve} of net profit must go to the statutory "
                          "reserve first.", paid=money(statement.shareholders), reserve=money(reserve)))
    return Pocket(pool, parts, (*settled.lapsed(), *findings))


def dividends(settled: SettledYear) -> tuple[int, int, int, int]:
    """Shareholders' dividend of the year, fen: employees' and their tax, the others' and theirs.

    It goes to who held the shares when the year began. Employees are the lines of that kind.
    """
    outcome = settled.outcome
    table = outcome.opening if settled.number == 1 else outcome.year(settled.number - 1).cap_table
    paid = split(settled.year.statement.shareholders, [line.shares for line in table.lines.values()])
    found = [0, 0, 0, 0]
    for line, amount in zip(table.lines.values(), paid, strict=True):
        place = 0 if line.kind == "employees" else 2
        found[place] += amount
        if line.kind in PEOPLE_HOLD:
            found[place + 1] += dividend_tax(amount, settled.last_day)
    return found[0], found[1], found[2], found[3]


def reserves(outcome: Outcome) -> list[int]:
    """What goes to the statutory reserve in each simulated year, fen."""
    payer = outcome.scenario.company.facts.taxpayer
    capital = None if payer.capital is None else to_fen(payer.capital)
    held, found = to_fen(payer.reserve), []
    for year in outcome.years:
        found.append(reserve_due(year.statement.net_profit, held, capital, payer.last_day(year.number)))
        held += found[-1]
    return found
