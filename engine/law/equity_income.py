"""Income tax on equity and profit sharing: what is income, when, and by which table. One person, fen."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from engine.base.money import round_half_up
from engine.base.parameter import Text
from engine.law.brackets import ANNUAL, BUSINESS

FLAT = Fraction(20, 100)
ALLOWANCE_WITHOUT_WAGES = 60_000_00

KINDS: dict[str, Text] = {
    "listed_option": Text("上市公司期权（行权时）", "Listed option, at exercise"),
    "listed_restricted": Text("上市公司限制性股票（解锁时）", "Listed restricted stock, at unlocking"),
    "listed_sar": Text("上市公司股票增值权（兑现时）", "Listed appreciation right, at exercise"),
    "unlisted_deferred": Text("非上市公司股权，递延到转让时", "Unlisted equity, deferred to the transfer"),
    "unlisted": Text("非上市公司股权，取得时计税", "Unlisted equity, taxed on receipt"),
    "phantom": Text("虚拟股、利润分享、增值奖金（按工资）", "Phantom shares, profit sharing, cash units: wages"),
    "dividend": Text("非上市公司真实分红", "Real dividend of an unlisted company"),
    "listed_dividend": Text("上市公司、新三板分红", "Dividend of listed or NEEQ shares"),
    "lp_gain": Text("合伙平台转让公司股权", "LP platform sells company shares"),
    "lp_dividend": Text("合伙平台取得的分红", "Dividend through an LP platform"),
    "lp_share": Text("员工转让合伙份额", "Employee sells the LP share"),
}


def separate(income: int, before: int = 0) -> int:
    """Tax on this grant by the separate annual table, all grants of the year added together first.

    before: income from equity already taxed this year.
    """
    return ANNUAL.tax_of(before + income) - ANNUAL.tax_of(before)


def as_wages(income: int, salary_taxable: int) -> int:
    """Tax that the income adds when it is merged into the year's taxable wages (which may be negative)."""
    return ANNUAL.tax_of(salary_taxable + income) - ANNUAL.tax_of(salary_taxable)


def flat(gain: int) -> int:
    """20% of a gain, nothing on a loss."""
    return round_half_up(max(0, gain) * FLAT)


def business(gain: int, has_wages: bool = True) -> int:
    """5–35% business income; the 60,000 allowance only for who has no comprehensive income."""
    return BUSINESS.tax_of(gain - (0 if has_wages else ALLOWANCE_WITHOUT_WAGES))


def restricted_income(registered: int, unlocked_at: int, shares: int, paid: int, total: int) -> int:
    """(price at registration + price at unlocking) ÷ 2 × shares unlocked − paid × shares unlocked ÷ all granted.

    Prices in fen a share, paid in fen for all shares granted.
    """
    value = Fraction((registered + unlocked_at) * shares, 2)
    return max(0, round_half_up(value - Fraction(paid * shares, total)))


@dataclass(frozen=True)
class Unlisted:
    """Unlisted equity both ways, fen: deferred to the transfer, or the discount as wages now and the gain later."""

    deferred: int
    on_receipt: int
    later: int

    @property
    def at_once(self) -> int:
        """Tax in all without deferral."""
        return self.on_receipt + self.later


def unlisted(cost: int, fair: int, proceeds: int, fees: int, income_tax: int) -> Unlisted:
    """cost: what the person pays; fair: worth on receipt; proceeds: of the later sale; income_tax: on the discount.

    Deferred: (proceeds − cost − fees) × 20%. Otherwise the discount is taxed on receipt, and later
    (proceeds − fair value − fees) × 20%. Deferral is not always cheaper: small discounts fall into low bands.
    """
    base = max(fair, cost)
    return Unlisted(flat(proceeds - cost - fees), income_tax, flat(proceeds - base - fees))


def holding_rate(months: int) -> Fraction:
    """Rate on a dividend of listed shares: to one month 20%, to a year 10%, longer nothing."""
    return FLAT if months <= 1 else FLAT / 2 if months <= 12 else Fraction(0)
