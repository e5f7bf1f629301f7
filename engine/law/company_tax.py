"""The company's side: income tax, statutory reserve, levies on wages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal

from engine.base.money import fraction, round_half_up, to_fen
from engine.base.parameter import Text
from engine.law.national import national

CompanyKind = Literal["stated", "standard", "high_tech", "small"]
COMPANY_KINDS: dict[str, Text] = {
    "stated": Text("按账目中的税率", "At the rate of the books"),
    "standard": Text("一般企业 25%", "Standard, 25%"),
    "high_tech": Text("高新技术企业 15%", "High-tech, 15%"),
    "small": Text("小型微利企业（符合条件时 5%）", "Small-profit company (5% where it qualifies)"),
}


@dataclass(frozen=True)
class Relief:
    """The relief of small-profit companies: this rate on all of a profit up to this many fen."""

    rate: Fraction
    up_to: int


@dataclass(frozen=True)
class CompanyTax:
    """How the company's profit is taxed: one rate, or that of the relief where it qualifies as small."""

    rate: Fraction
    relief: Relief | None = None

    def tax(self, profit: int) -> int:
        """Company income tax on a profit in fen, half up to the fen; nothing on a loss.

        A small-profit company pays the rate of the relief on all of it up to the limit and the full rate on all of it
        beyond: a cliff.
        """
        return round_half_up(max(0, profit) * self.rate_at(profit))

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


def company_tax(kind: CompanyKind, stated: Fraction, staff: int, assets: int | None, day: date) -> CompanyTax:
    """The tax of a company of that kind by the law of `day`; `stated` is the rate of its books.

    The relief of small-profit companies has limits of people and of assets (fen; None: taken as met). Past the date of
    the relief its last figures are kept; `laws.lapsed` says so.
    """
    law = national()
    rates, small = law.company_tax.at(day), law.small_profit.at(day)
    if kind == "small":
        qualifies = staff <= small.staff and (assets is None or assets <= to_fen(small.assets))
        return CompanyTax(fraction(rates.standard), Relief(fraction(small.rate), to_fen(small.profit)) if qualifies else None)
    return CompanyTax({"standard": fraction(rates.standard), "high_tech": fraction(rates.high_tech)}.get(kind, stated))


def dividend_tax(dividend: int, day: date) -> int:
    """What people pay on a dividend of an unlisted company, fen, half up."""
    return round_half_up(dividend * fraction(national().dividend.at(day).rate))


def reserve_due(net: int, held: int, capital: int | None, day: date) -> int:
    """What of a net profit (fen) goes to the statutory reserve: a part of it, until the reserve is so much of the capital.

    capital None: not stated, so that part is put aside every year.
    """
    law = national().reserve.at(day)
    due = round_half_up(max(0, net) * fraction(law.rate))
    if capital is None:
        return due
    return min(due, max(0, round_half_up(capital * fraction(law.of_capital)) - held))
