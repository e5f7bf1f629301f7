"""The same employer's money paid five ways: what the person gets, what the company's tax does.

    same_money(settled, place, amount)     a Route each for wage, year-end bonus, phantom dividend, real dividend, option

Each way uses up the same amount of profit before company tax, for one more year's pay of one person.
Pay raises next July's contribution base: the contributions that a year of it causes, on both sides, are counted as
though they fell into the same year, and the employee's are deductible. Real dividends come after company tax and are
no wages; an option costs no cash, its worth here is the gain at exercise, which is deductible then.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from engine.answers.take_home.settle import SettledYear
from engine.base.money import round_half_up, times
from engine.base.parameter import Text
from engine.base.text import exact, t
from engine.law.bonus import merged, separate_together
from engine.law.company_tax import dividend_tax
from engine.law.contributions import contributions
from engine.law.equity_income import separate
from engine.law.laws import lapsed
from engine.law.national import national
from engine.run.employer import levies

ROUTES: dict[str, Text] = {
    "wage": Text("加工资", "Wage"), "bonus": Text("年终奖", "Year-end bonus"),
    "phantom": Text("虚拟股分红", "Phantom dividend"), "dividend": Text("真实分红", "Real dividend"),
    "option": Text("期权（行权收益）", "Option (gain at exercise)"),
}


@dataclass(frozen=True)
class Route:
    """One way of paying it, fen.

    cost = gross + employer's contributions and levies: the cash it takes (for an option: the worth given up by the
    owners, no cash). company_tax: more (positive) or less (negative) company tax. after_tax = cost + company_tax, the
    same for every way but for rounding. net = gross − own contributions − tax; fund: credited to the person by both
    sides, beside net. paid_first: company tax that profit of the amount pays before any of it can be distributed.
    """

    way: str
    gross: int
    employer: int
    own: int
    tax: int
    net: int
    fund: int
    cost: int
    company_tax: int
    cash: bool = True
    paid_first: int = 0

    @property
    def after_tax(self) -> int:
        """What it costs after company tax."""
        return self.cost + self.company_tax


def same_money(settled: SettledYear, place: int, amount: int) -> dict[str, Route]:
    """`amount` (fen, zero or more) of the employer's money for the person at this place, each way."""
    person = _Person.of(settled, place)
    rate = settled.company_rate
    saved = round_half_up(amount * rate)
    found = {}
    ways: dict[str, Callable[[int], int]] = {
        "wage": person.tax_on_wage, "phantom": person.tax_on_wage, "bonus": person.tax_on_bonus}
    for way, tax_of in ways.items():
        gross = person.affordable(amount)
        employer, own, fund = person.contributed(gross)
        tax = tax_of(gross)
        found[way] = Route(way, gross, employer, own, tax, gross - own - tax, fund, gross + employer, -round_half_up(
            (gross + employer) * rate))
    dividend = amount - saved
    tax = dividend_tax(dividend, settled.last_day)
    # Profit of the amount pays company tax first, with or without the dividend: only what is left can be paid.
    found["dividend"] = Route("dividend", dividend, 0, 0, tax, dividend - tax, 0, dividend, 0, paid_first=saved)
    tax = person.tax_on_equity(amount)
    found["option"] = Route("option", amount, 0, 0, tax, amount - tax, 0, amount, -saved, cash=False)
    return {way: found[way] for way in ROUTES}


def past_their_date(settled: SettledYear, place: int, routes: Mapping[str, Route]) -> list[str]:
    """Sentences on reliefs that these ways rest on and that are past their date, each with the other result."""
    person, found = _Person.of(settled, place), []
    bonus, option = routes["bonus"], routes["option"]
    if not national().annual_bonus.holds(settled.last_day) and settled.payer.bonus != "merged":
        found += lapsed(["annual_bonus"], settled.last_day)
        found.append(t("The tax on the year-end bonus is {now} here; with separate taxation prolonged it would be {other}.",
                       now=exact(bonus.tax), other=exact(person.tax_on_bonus_prolonged(bonus.gross))))
    if not national().equity_table.holds(settled.last_day):
        found += lapsed(["equity_table"], settled.last_day)
        found.append(t("The tax on the option is {now} here, as on wages; with the separate table prolonged it would be "
                       "{other}.", now=exact(option.tax), other=exact(separate(option.gross, settled.last_day))))
    return found


@dataclass(frozen=True)
class _Person:
    """What more pay does to one person's year."""

    settled: SettledYear
    base: int
    taxable: int
    bonus: int
    before: int  # tax of the year as it is

    @classmethod
    def of(cls, settled: SettledYear, place: int) -> _Person:
        return cls(settled, int(settled.gross[place]), int(settled.taxable_without_bonus[place]),
                   int(settled.bonus[place]), int(settled.tax[place] + settled.settlement.waived[place]))

    def contributed(self, more: int) -> tuple[int, int, int]:
        """Employer's (with levies), own, and housing fund of both, that so much more pay a year causes."""
        averages = np.array([self.base, self.base + more], dtype=np.int64)
        averages = times(np.maximum(averages, 0), 1, 12)
        both = contributions(self.settled.region, self.settled.calendar, averages, averages)
        employer, own = (int(np.diff(each.sum(axis=0))[0]) for each in (both.employer_months, both.employee_months))
        levied = levies(np.array([self.base, self.base + more], dtype=np.int64), self.settled.payer,
                        self.settled.last_day)
        return employer + int(np.diff(levied)[0]), own, int(np.diff(both.fund_credited)[0])

    def affordable(self, amount: int) -> int:
        """The largest gross pay whose cost, contributions included, is not above the amount; zero or more."""
        low, high = 0, amount
        while low < high:
            middle = (low + high + 1) // 2
            if middle + self.contributed(middle)[0] <= amount:
                low = middle
            else:
                high = middle - 1
        return low

    def _tax(self, taxable: int, bonus: int, prolonged: bool = False) -> int:
        together = int(merged(np.array([taxable]), np.array([bonus]), self.settled.last_day)[0])
        payer, settled = self.settled.payer, self.settled
        holds = prolonged or national().annual_bonus.holds(settled.last_day)
        if not bonus or payer.bonus == "merged" or not holds:
            return together
        apart = int(separate_together(np.array([taxable]), np.array([bonus]), settled.last_day)[0])
        return apart if payer.bonus == "separate" else min(apart, together)

    def tax_on_wage(self, more: int) -> int:
        return self._tax(self.taxable + more - self.contributed(more)[1], self.bonus) - self.before

    def tax_on_bonus(self, more: int) -> int:
        return self._tax(self.taxable - self.contributed(more)[1], self.bonus + more) - self.before

    def tax_on_bonus_prolonged(self, more: int) -> int:
        """As though separate taxation of the bonus held on, before and after."""
        return (self._tax(self.taxable - self.contributed(more)[1], self.bonus + more, prolonged=True)
                - self._tax(self.taxable, self.bonus, prolonged=True))

    def tax_on_equity(self, more: int) -> int:
        """By the separate table while it holds, else as wages."""
        if national().equity_table.holds(self.settled.last_day):
            return separate(more, self.settled.last_day)
        return self._tax(self.taxable + more, self.bonus) - self.before
