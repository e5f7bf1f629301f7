"""The company's side: income tax, statutory reserve, levies on wages."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from engine.base.money import round_half_up
from engine.base.parameter import Text

CompanyKind = Literal["stated", "standard", "high_tech", "small"]
COMPANY_KINDS: dict[str, Text] = {
    "stated": Text("按账目中的税率", "At the rate of the books"),
    "standard": Text("一般企业 25%", "Standard, 25%"),
    "high_tech": Text("高新技术企业 15%", "High-tech, 15%"),
    "small": Text("小型微利企业（符合条件时 5%）", "Small-profit company (5% where it qualifies)"),
}

STANDARD, HIGH_TECH, SMALL = Fraction(25, 100), Fraction(15, 100), Fraction(5, 100)
SMALL_PROFIT = 3_000_000_00
SMALL_STAFF = 300
SMALL_ASSETS = 50_000_000_00

RESERVE_RATE = Fraction(10, 100)
RESERVE_OF_CAPITAL = Fraction(1, 2)
DIVIDEND_RATE = Fraction(20, 100)


@dataclass(frozen=True)
class CompanyTax:
    """How the company's profit is taxed: one rate, or 5% up to 3,000,000 where it qualifies as small."""

    rate: Fraction
    small: bool = False

    def tax(self, profit: int) -> int:
        """Company income tax on a profit in fen, half up to the fen; nothing on a loss.

        A small-profit company pays 5% of all of it up to 3,000,000 and the full rate on all of it beyond: a cliff.
        """
        return round_half_up(max(0, profit) * self.rate_at(profit))

    def rate_at(self, profit: int) -> Fraction:
        """The rate that applies to all of this profit; 0 on a loss."""
        if profit <= 0:
            return Fraction(0)
        return SMALL if self.small and profit <= SMALL_PROFIT else self.rate

    def before(self, net: int) -> int:
        """The profit before tax that leaves this net profit, fen; of two (small-profit cliff) the smaller."""
        if net <= 0:
            return net
        if self.small:
            low = round(net / (1 - SMALL))
            if low <= SMALL_PROFIT:
                return low
        return round(net / (1 - self.rate))


def company_tax(kind: CompanyKind, stated: Fraction, staff: int, assets: int | None) -> CompanyTax:
    """The tax of a company of that kind; `stated` is the rate of its books.

    Small-profit needs at most 300 people and 50 million of assets (fen; None: taken as met).
    """
    if kind == "small":
        return CompanyTax(STANDARD, staff <= SMALL_STAFF and (assets is None or assets <= SMALL_ASSETS))
    return CompanyTax({"standard": STANDARD, "high_tech": HIGH_TECH}.get(kind, stated))


def reserve_due(net: int, held: int, capital: int | None) -> int:
    """What of a net profit (fen) goes to the statutory reserve: 10%, until the reserve is half of the capital.

    capital None: not stated, so 10% is put aside every year.
    """
    tenth = round_half_up(max(0, net) * RESERVE_RATE)
    if capital is None:
        return tenth
    return min(tenth, max(0, round_half_up(capital * RESERVE_OF_CAPITAL) - held))
