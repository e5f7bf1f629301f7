"""Income tax on equity and profit sharing: what is income, when, and by which table.

Every tax is by the law of a day, that on which the income falls. Amounts are fen: one person's, or arrays of any shape.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from engine.base.algebra import added_up, at_least, count, of, times, where
from engine.base.money import fraction
from engine.base.parameter import Text
from engine.law.national import national
from engine.law.tax_words import in_force, like, percent, progressive
from engine.law.withholding import allowance, income_tax

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


def separate(income: Any, day: date, before: Any = 0) -> Any:
    """Tax on this grant by the table of comprehensive income apart from wages, all grants of the year added together first.

    before: income from equity already taxed this year. It is computed whether or not the separate table is in force.
    """
    return as_wages(income, before, day)


def as_wages(income: Any, salary_taxable: Any, day: date) -> Any:
    """Tax that the income adds when it is merged into the year's taxable wages (which may be negative)."""
    return like(income, income_tax(salary_taxable + income, day) - income_tax(salary_taxable, day))


def flat_rate(day: date) -> Fraction:
    """The rate on dividends and on gains from transfers of property."""
    return fraction(national().dividend.at(day).rate)


def flat(gain: Any, day: date) -> Any:
    """The flat rate on a gain, nothing on a loss."""
    return like(gain, times(at_least(gain, 0), in_force(national().dividend, day, gain).rate))


def business(gain: Any, day: date, has_wages: Any = True) -> Any:
    """By the table of business income; the year's basic allowance only for who has no comprehensive income."""
    taxable = gain - where(has_wages, 0, allowance(day, 12, gain))
    return like(gain, progressive(taxable, national().business_income.at(day).table.brackets, "law.business_income.table"))


def on_listed_dividend(dividend: Any, months: Any, day: date) -> Any:
    """Tax on a dividend of listed shares held for so many months: the longer, the lower the rate."""
    law = in_force(national().listed_dividend, day, dividend)
    tax = times(dividend, percent(law.percent[-1]))
    for most, rate in reversed(list(zip(law.held, law.percent, strict=False))):
        tax = where(months <= count(most), times(dividend, percent(rate)), tax)
    return like(dividend, tax)


def restricted_income(registered: Any, unlocked_at: Any, shares: Any, paid: Any, total: Any) -> Any:
    """(price at registration + price at unlocking) ÷ 2 × shares unlocked − paid × shares unlocked ÷ all granted.

    Prices in fen a share, paid in fen for all shares granted.
    """
    worth = added_up((registered, shares, Fraction(1, 2)), (unlocked_at, shares, Fraction(1, 2)), (-paid, of(shares, total)))
    return like(paid, at_least(worth, 0))


@dataclass(frozen=True)
class Unlisted:
    """Unlisted equity both ways, fen: deferred to the transfer, or the discount as wages now and the gain later."""

    deferred: Any
    on_receipt: Any
    later: Any

    @property
    def at_once(self) -> Any:
        """Tax in all without deferral."""
        return self.on_receipt + self.later


def unlisted(cost: Any, fair: Any, proceeds: Any, fees: Any, income_tax: Any, day: date) -> Unlisted:
    """cost: what the person pays; fair: worth on receipt; proceeds: of the later sale; income_tax: on the discount.

    Deferred: (proceeds − cost − fees) × the flat rate. Otherwise the discount is taxed on receipt, and later
    (proceeds − fair value − fees) × the flat rate, both by the law of `day`. Deferral is not always cheaper: small
    discounts fall into low bands.
    """
    return Unlisted(flat(proceeds - cost - fees, day), income_tax, flat(proceeds - at_least(fair, cost) - fees, day))
