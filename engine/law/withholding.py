"""Tax on wages: cumulative withholding month by month, and the annual settlement.

Arrays are (…, 12, people) in fen, people last; every function works with fewer months and more axes in front.
The figures are those of national law on a day; a calendar year goes by its last day (`national.year_end`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt

from engine.base.money import Fen, divide, to_fen
from engine.base.parameter import Text
from engine.law.national import national

Basis = Literal["employed", "from_january", "whole_year"]
BASES: dict[str, Text] = {
    "employed": Text("每月 5000 元 × 本单位任职月数", "5,000 × months employed here"),
    "from_january": Text("当年首次入职：从 1 月起算的月数（公告 2020-13）",
                         "first job of the year: months from January (announcement 2020-13)"),
    "whole_year": Text("上年在同一单位且收入不超过 6 万元：1 月起扣 6 万元（公告 2020-19）",
                       "same employer all last year on at most 60,000: 60,000 from January (announcement 2020-19)"),
}


def income_tax(taxable: npt.ArrayLike, day: date) -> Fen:
    """Tax of a year on comprehensive income, fen, half up; any shape; 0 on nothing and less."""
    return national().income_tax.at(day).table.brackets.tax(np.asarray(taxable, dtype=np.int64))


def income_tax_of(taxable: int, day: date) -> int:
    """`income_tax` of one amount, fen."""
    return national().income_tax.at(day).table.brackets.tax_of(taxable)


def allowance(day: date, months: npt.ArrayLike = 12) -> Fen:
    """The basic allowance of so many months of a year, fen, half up; the shape of `months`."""
    return divide(np.asarray(months, dtype=np.int64) * to_fen(national().income_tax.at(day).allowance), 12)


def withheld(income: Fen, deductible: Fen, day: date, months_before: int = 0, basis: Basis = "employed") -> Fen:
    """Tax withheld each month, fen, (…, months, people), like `income` and `deductible`; by the law of `day`.

    income: wages of the month. deductible: the employee's contributions, special additional and other deductions
    of the month. months_before: calendar months before the first of these (they count only with `from_january`).

    cumulative tax = table(cumulative income − allowance × months ÷ 12 − cumulative deductible), to the fen;
    the month's tax = cumulative tax − what is withheld so far, never below zero. So what is withheld so far is
    the largest cumulative tax there has been: what was withheld too much waits for the annual settlement.
    """
    taxable = np.cumsum(income - deductible, axis=-2)
    months = taxable.shape[-2]
    count = np.arange(1, months + 1) + (months_before if basis == "from_january" else 0)
    taxable -= allowance(day, np.full(months, 12) if basis == "whole_year" else count)[:, None]
    so_far = np.maximum.accumulate(income_tax(taxable, day), axis=-2)
    so_far[..., 1:, :] -= so_far[..., :-1, :].copy()
    return so_far


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
    taxable = income - deductible - allowance(day)
    tax = income_tax(taxable, day)
    due = tax - already
    top_up = np.maximum(due, 0)
    waiver = national().settlement_waiver
    limits = waiver.at(day)
    waives: npt.NDArray[np.bool_] = (income <= to_fen(limits.income)) | (top_up <= to_fen(limits.top_up))
    waived = np.where(waives & waiver.holds(day), top_up, 0)
    return Settled(taxable, tax, np.maximum(-due, 0), top_up - waived, waived)
