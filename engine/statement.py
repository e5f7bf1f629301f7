"""The income statement of one year, in fen."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from engine.drivers import World
from engine.money import round_half_up


@dataclass(frozen=True)
class Statement:
    """From revenue to net profit.

    before tax = gross profit − other costs − balance − payroll − incentive dividends;
    net = before tax − tax (on a profit) + headquarters' part of subsidiaries' profit.
    """

    revenue: int
    gross_profit: int
    other_costs: int
    balance: int  # costs that balance profit and revenue growth where both are set
    payroll: int
    incentive_dividends: int
    profit_tax: Fraction
    subsidiaries: int
    shareholders: int = 0  # what shareholders are paid out of the year's net profit
    equity_expense: int = 0  # share-based payment booked for the year; no cash

    @property
    def before_tax(self) -> int:
        return (self.gross_profit - self.other_costs - self.balance - self.payroll
                - self.incentive_dividends)

    @property
    def tax(self) -> int:
        return round_half_up(max(0, self.before_tax) * self.profit_tax)

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


def income_statement(world: World, payroll: int, profit_tax: Fraction, incentive_dividends: int = 0,
                     subsidiaries: int = 0) -> Statement:
    """The statement of a year whose payroll and dividends are known, all in fen."""
    return Statement(world.revenue, world.gross_profit, world.other_costs, world.balance, payroll,
                     incentive_dividends, profit_tax, subsidiaries)
