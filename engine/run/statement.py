"""The income statement of one year, in fen."""

from __future__ import annotations

from dataclasses import dataclass

from engine.base.money import by_draw
from engine.law.company_tax import CompanyTax
from engine.world.drivers import World


@dataclass(frozen=True)
class Statement:
    """From revenue to net profit.

    before tax = gross profit − other costs − balance − payroll − incentive dividends − change of employer's
    contributions. Last year's books hold the employer's contributions inside other costs, so only their change
    against today's plan in a year like the books' is a line of its own: zero for today, and without a region.
    net = before tax − tax (on a profit) + subsidiaries: headquarters' part of their profit, with interest on loans
    to their teams, less what it loses in those closed. Every amount is an int, with draws an array (draws,).
    """

    revenue: int
    gross_profit: int
    other_costs: int
    balance: int  # costs that balance profit and revenue growth where both are set
    payroll: int
    incentive_dividends: int
    income_tax: CompanyTax  # how the profit is taxed
    subsidiaries: int
    shareholders: int = 0  # what shareholders are paid out of the year's net profit
    equity_expense: int = 0  # share-based payment booked for the year; no cash
    employer_change: int = 0  # employer's contributions and levies on wages, more than today's

    @property
    def before_tax(self) -> int:
        return (self.gross_profit - self.other_costs - self.balance - self.payroll
                - self.incentive_dividends - self.employer_change)

    @property
    def tax(self) -> int:
        tax: int = by_draw(self.income_tax.tax, self.before_tax)
        return tax

    @property
    def net_profit(self) -> int:
        return self.before_tax - self.tax + self.subsidiaries

    @property
    def reported_profit(self) -> int:
        """Net profit as the books report it: after the expense of grants, which costs no cash."""
        return self.net_profit - self.equity_expense

    @property
    def retained(self) -> int:
        """What stays in the company of the year's net profit."""
        return self.net_profit - self.shareholders

    @property
    def people_cost(self) -> int:
        """Payroll and incentive dividends together."""
        return self.payroll + self.incentive_dividends


def income_statement(world: World, payroll: int, income_tax: CompanyTax, subsidiaries: int = 0,
                     employer_change: int = 0) -> Statement:
    """The statement of a year before incentive dividends, all in fen."""
    return Statement(world.revenue, world.gross_profit, world.other_costs, world.balance, payroll, 0, income_tax,
                     subsidiaries, employer_change=employer_change)
