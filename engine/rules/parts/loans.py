"""Loans that people buy shares with: dividends pay the interest first, then the loan, and the rest is cash."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from engine.base.money import Fen, times_rate
from engine.base.parameter import Parameter, Unit

LENDING = "Organisation handbook: loans to buy shares, down payment of at least 30%, interest not above commercial loans"
DOWN_PAYMENT = Parameter("首付比例", "Down payment", Unit.RATE, low=0.3, high=1, step=0.05, source=LENDING)
LOAN_RATE = Parameter("借款年利率", "Interest of the loan a year", Unit.RATE, low=0, high=0.24, step=0.0025)


@dataclass(frozen=True)
class Served:
    """A year of loans, fen by person, (people,).

    before + due = after + interest + principal; dividends = interest + principal + cash.
    """

    due: Fen  # interest of the year
    interest: Fen  # of it, paid
    principal: Fen
    cash: Fen
    after: Fen  # owed at the year's end, with interest that no dividend has covered


def serve(loan: Fen, rate: float, dividends: Fen) -> Served:
    """A year's interest and repayment out of the year's dividends, fen, (people,) each.

    Interest that the dividends do not cover is added to the loan.
    """
    due = times_rate(loan, rate)
    interest = np.minimum(due, dividends)
    principal = np.minimum(loan + due - interest, dividends - interest)
    return Served(due, interest, principal, dividends - interest - principal, loan + due - interest - principal)


def schedule(loan: Fen, rate: float, dividends: Sequence[Fen]) -> list[Served]:
    """`serve` year after year, fen, (people,) each."""
    years: list[Served] = []
    for dividend in dividends:
        years.append(serve(years[-1].after if years else loan, rate, dividend))
    return years
