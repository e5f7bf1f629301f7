"""The company's side: income tax, statutory reserve, levies on wages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal

from engine.base.algebra import at_least, at_most, count, fen, over, times, where
from engine.base.money import fraction
from engine.base.parameter import Text
from engine.base.quantity import remembers
from engine.law.national import national
from engine.law.tax_words import in_force, like

CompanyKind = Literal["stated", "standard", "high_tech", "small"]
COMPANY_KINDS: dict[str, Text] = {
    "stated": Text("按账目中的税率", "At the rate of the books"),
    "standard": Text("一般企业 25%", "Standard, 25%"),
    "high_tech": Text("高新技术企业 15%", "High-tech, 15%"),
    "small": Text("小型微利企业（符合条件时 5%）", "Small-profit company (5% where it qualifies)"),
}


@dataclass(frozen=True)
class Relief:
    """The relief of small-profit companies: this rate on all of a profit up to this many fen, of those whom it is for."""

    rate: Any
    up_to: Any
    whom: Any = True


@dataclass(frozen=True)
class CompanyTax:
    """How the company's profit is taxed: one rate, or that of the relief where it qualifies as small."""

    rate: Any
    relief: Relief | None = None

    def tax(self, profit: Any) -> Any:
        """Company income tax on a profit in fen (one amount, or any shape), half up to the fen; nothing on a loss.

        A small-profit company pays the rate of the relief on all of it up to the limit and the full rate on all of it
        beyond: a cliff.
        """
        taxed = at_least(profit, 0)
        full = times(taxed, self.rate)
        if self.relief is None:
            return like(profit, full)
        small = (profit <= self.relief.up_to) & self.relief.whom
        return like(profit, where(small, times(taxed, self.relief.rate), full))

    def rate_at(self, profit: int) -> Fraction:
        """The rate that applies to all of this profit; 0 on a loss."""
        if profit <= 0:
            return Fraction(0)
        return self.relief.rate if self.relief and profit <= self.relief.up_to else self.rate

    def before(self, net: int) -> int:
        """The profit before tax that leaves this net profit, fen; of two (small-profit cliff) the smaller."""
        if net <= 0:
            return net
        if self.relief:
            low = round(net / (1 - self.relief.rate))
            if low <= self.relief.up_to:
                return low
        return round(net / (1 - self.rate))


def company_tax(kind: CompanyKind, stated: Any, staff: Any, assets: Any, day: date) -> CompanyTax:
    """The tax of a company of that kind by the law of `day`; `stated` is the rate of its books.

    The relief of small-profit companies has limits of people and of assets (fen; None: taken as met). Past the date of
    the relief its last figures are kept; `laws.lapsed` says so. People and assets are one company's whole numbers, or
    quantities of an open book, where the figures of law are cells.
    """
    law = national()
    rates, small = in_force(law.company_tax, day, staff), in_force(law.small_profit, day, staff)
    if kind == "small":
        qualifies = staff <= count(small.staff)
        if assets is not None:
            qualifies = qualifies & (assets <= fen(small.assets))
        relief = Relief(_exact(small.rate), fen(small.profit), qualifies)
        return CompanyTax(_exact(rates.standard), None if qualifies is False else relief)
    return CompanyTax({"standard": _exact(rates.standard), "high_tech": _exact(rates.high_tech)}.get(kind, stated))


def _exact(rate: Any) -> Any:
    """A rate of law as a fraction; as its name where it is a cell."""
    return rate if remembers(rate) else fraction(rate)


def dividend_tax(dividend: Any, day: date) -> Any:
    """What people pay on a dividend of an unlisted company, fen, half up; any shape."""
    return like(dividend, times(dividend, in_force(national().dividend, day, dividend).rate))


def reserve_due(net: Any, held: Any, capital: Any, day: date) -> Any:
    """What of a net profit (fen, any shape) goes to the statutory reserve: a part of it, until the reserve is so much of
    the capital.

    capital None: not stated, so that part is put aside every year.
    """
    law = in_force(national().reserve, day, net)
    due = times(at_least(net, 0), law.rate)
    if capital is None:
        return like(net, due)
    return like(net, at_most(due, over(times(capital, law.of_capital), held)))
