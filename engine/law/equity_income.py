"""Income tax on equity and profit sharing: what is income, when, and by which table. One person, fen.

Every tax is by the law of a day, that on which the income falls.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

import numpy as np

from engine.base.money import fraction, round_half_up
from engine.base.parameter import Text
from engine.law.national import national
from engine.law.withholding import allowance, income_tax_of

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


def separate(income: int, day: date, before: int = 0) -> int:
    """Tax on this grant by the table of comprehensive income apart from wages, all grants of the year added together first.

    before: income from equity already taxed this year. It is computed whether or not the separate table is in force.
    """
    return income_tax_of(before + income, day) - income_tax_of(before, day)


def as_wages(income: int, salary_taxable: int, day: date) -> int:
    """Tax that the income adds when it is merged into the year's taxable wages (which may be negative)."""
    return income_tax_of(salary_taxable + income, day) - income_tax_of(salary_taxable, day)


def flat_rate(day: date) -> Fraction:
    """The rate on dividends and on gains from transfers of property."""
    return fraction(national().dividend.at(day).rate)


def flat(gain: int, day: date) -> int:
    """The flat rate on a gain, nothing on a loss."""
    return round_half_up(max(0, gain) * flat_rate(day))


def business(gain: int, day: date, has_wages: bool = True) -> int:
    """By the table of business income; the year's basic allowance only for who has no comprehensive income."""
    table = national().business_income.at(day).table.brackets
    return table.tax_of(gain - (0 if has_wages else int(allowance(day))))


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


def unlisted(cost: int, fair: int, proceeds: int, fees: int, income_tax: int, day: date) -> Unlisted:
    """cost: what the person pays; fair: worth on receipt; proceeds: of the later sale; income_tax: on the discount.

    Deferred: (proceeds − cost − fees) × the flat rate. Otherwise the discount is taxed on receipt, and later
    (proceeds − fair value − fees) × the flat rate, both by the law of `day`. Deferral is not always cheaper: small
    discounts fall into low bands.
    """
    base = max(fair, cost)
    return Unlisted(flat(proceeds - cost - fees, day), income_tax, flat(proceeds - base - fees, day))


def holding_rate(months: int, day: date) -> Fraction:
    """Rate on a dividend of listed shares held for so many months: the longer, the lower."""
    law = national().listed_dividend.at(day)
    return Fraction(law.percent[int(np.searchsorted(law.held, months, side="left"))], 100)
