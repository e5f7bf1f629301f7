"""Tax on wages: cumulative withholding month by month, and the annual settlement.

Arrays are (…, 12, people) in fen, people last; every function works with fewer months and more axes in front.
The figures are those of national law on a day; a calendar year goes by its last day (`national.year_end`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, Literal

import numpy as np

from engine.base.algebra import fen, highest_so_far, month_on_month, months_so_far, over, so_far, times, where
from engine.base.money import Fen
from engine.base.parameter import Text
from engine.base.quantity import remembers
from engine.law.national import national
from engine.law.tax_words import in_force, progressive

TABLE = "law.income_tax.table"
"""Where the tax table of comprehensive income stands."""

Basis = Literal["employed", "from_january", "whole_year"]
BASES: dict[str, Text] = {
    "employed": Text("每月 5000 元 × 本单位任职月数", "5,000 × months employed here"),
    "from_january": Text("当年首次入职：从 1 月起算的月数（公告 2020-13）",
                         "first job of the year: months from January (announcement 2020-13)"),
    "whole_year": Text("上年在同一单位且收入不超过 6 万元：1 月起扣 6 万元（公告 2020-19）",
                       "same employer all last year on at most 60,000: 60,000 from January (announcement 2020-19)"),
}


def income_tax(taxable: Any, day: date) -> Any:
    """Tax of a year on comprehensive income, fen, half up; any shape; 0 on nothing and less."""
    table = national().income_tax.at(day).table.brackets
    return progressive(taxable if remembers(taxable) else np.asarray(taxable, dtype=np.int64), table, TABLE)


def income_tax_of(taxable: int, day: date) -> int:
    """`income_tax` of one amount, fen."""
    return national().income_tax.at(day).table.brackets.tax_of(taxable)


def allowance(day: date, months: Any = 12, beside: Any = None) -> Any:
    """The basic allowance of so many months of a year, fen, half up; the shape of `months`.

    `beside`: a quantity of an open book, where the allowance shall be a cell.
    """
    whole = fen(in_force(national().income_tax, day, months, beside).allowance)
    return times((np.asarray(months, dtype=np.int64) if beside is None and not remembers(months) else months) * whole,
                 Fraction(1, 12))


def withheld(income: Fen, deductible: Fen, day: date, months_before: int = 0, basis: Basis = "employed") -> Fen:
    """Tax withheld each month, fen, (…, months, people), like `income` and `deductible`; by the law of `day`.

    income: wages of the month. deductible: the employee's contributions, special additional and other deductions
    of the month. months_before: calendar months before the first of these (they count only with `from_january`).

    cumulative tax = table(cumulative income − allowance × months ÷ 12 − cumulative deductible), to the fen;
    the month's tax = cumulative tax − what is withheld so far, never below zero. So what is withheld so far is
    the largest cumulative tax there has been: what was withheld too much waits for the annual settlement.
    """
    count = 12 if basis == "whole_year" else months_so_far(income, months_before if basis == "from_january" else 0)
    taxable = so_far(income - deductible) - allowance(day, count, income if remembers(income) else None)
    return month_on_month(highest_so_far(income_tax(taxable, day)))


@dataclass(frozen=True)
class Settled:
    """The annual settlement, fen, (…, people): tax of the year, refund or top-up, and a top-up that is waived."""

    taxable: Fen
    tax: Fen
    refund: Fen
    top_up: Fen
    waived: Fen


def settle_year(income: Fen, deductible: Fen, already: Fen, day: date) -> Settled:
    """Wages, deductions and tax withheld of the year that ends on `day`, each (…, people) in fen → the settlement.

    A top-up is waived up to an income, or up to an amount of its own, while that rule holds.
    """
    taxable = income - deductible - allowance(day, 12, income if remembers(income) else None)
    tax = income_tax(taxable, day)
    top_up, waived = over(tax, already), 0 * income
    waiver = national().settlement_waiver
    if waiver.holds(day):
        limits = in_force(national().settlement_waiver, day, income)
        waived = where((income <= fen(limits.income)) | (top_up <= fen(limits.top_up)), top_up, 0)
    return Settled(taxable, tax, over(already, tax), top_up - waived, waived)
