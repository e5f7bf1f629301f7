"""Tax on wages: cumulative withholding month by month, and the annual settlement.

Arrays are (…, 12, people) in fen, people last; every function works with fewer months and more axes in front.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

import numpy as np
import numpy.typing as npt

from engine.base.money import Fen
from engine.base.parameter import Text
from engine.law.brackets import ANNUAL
from engine.law.laws import LAWS

ALLOWANCE_MONTH = 5_000_00
ALLOWANCE_YEAR = 60_000_00
WAIVED_INCOME = 120_000_00
WAIVED_TOP_UP = 400_00

Basis = Literal["employed", "from_january", "whole_year"]
BASES: dict[str, Text] = {
    "employed": Text("每月 5000 元 × 本单位任职月数", "5,000 × months employed here"),
    "from_january": Text("当年首次入职：从 1 月起算的月数（公告 2020-13）",
                         "first job of the year: months from January (announcement 2020-13)"),
    "whole_year": Text("上年在同一单位且收入不超过 6 万元：1 月起扣 6 万元（公告 2020-19）",
                       "same employer all last year on at most 60,000: 60,000 from January (announcement 2020-19)"),
}


def withheld(income: Fen, deductible: Fen, months_before: int = 0, basis: Basis = "employed") -> Fen:
    """Tax withheld each month, (…, months, people).

    income: wages of the month. deductible: the employee's contributions, special additional and other deductions
    of the month. months_before: calendar months before the first of these (they count only with `from_january`).

    cumulative tax = table(cumulative income − 5,000 × months − cumulative deductible), to the fen;
    the month's tax = cumulative tax − what is withheld so far, never below zero. So what is withheld so far is
    the largest cumulative tax there has been: what was withheld too much waits for the annual settlement.
    """
    taxable = np.cumsum(income - deductible, axis=-2)
    months = taxable.shape[-2]
    count = np.arange(1, months + 1) + (months_before if basis == "from_january" else 0)
    allowance = np.full(months, ALLOWANCE_YEAR) if basis == "whole_year" else count * ALLOWANCE_MONTH
    taxable -= allowance[:, None]
    so_far = np.maximum.accumulate(ANNUAL.tax(taxable), axis=-2)
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


def settle_year(income: Fen, deductible: Fen, already: Fen, year: int) -> Settled:
    """Wages, deductions and tax withheld of a calendar year, each (…, people) in fen → the settlement.

    A top-up is waived at an income of 120,000 or less, or when it is 400 or less, while that rule holds.
    """
    taxable = income - deductible - ALLOWANCE_YEAR
    tax = ANNUAL.tax(taxable)
    due = tax - already
    top_up = np.maximum(due, 0)
    waives: npt.NDArray[np.bool_] = (income <= WAIVED_INCOME) | (top_up <= WAIVED_TOP_UP)
    waived = np.where(waives & LAWS["settlement_waiver"].holds(date(year, 12, 31)), top_up, 0)
    return Settled(taxable, tax, np.maximum(-due, 0), top_up - waived, waived)


ADDITIONAL: dict[str, tuple[Text, int]] = {
    "children": (Text("子女教育，每孩", "Education, a child"), 2_000_00),
    "infants": (Text("3 岁以下婴幼儿照护，每孩", "Care of a child under 3"), 2_000_00),
    "elderly": (Text("赡养老人（独生子女；非独生分摊，每人最多 1500 元）",
                     "Elderly parents (only child; else shared, 1,500 each at most)"), 3_000_00),
    "mortgage": (Text("首套房贷利息（最多 240 个月，与租金二选一）",
                      "First-home mortgage interest (at most 240 months; or rent)"), 1_000_00),
    "studies": (Text("继续教育（学历，最多 48 个月）", "Continuing education (degree, at most 48 months)"), 400_00),
}
"""Special additional deductions a month, fen."""

RENT: dict[str, tuple[Text, int]] = {
    "none": (Text("不租房", "No rented home"), 0),
    "large": (Text("直辖市、省会、计划单列市", "Municipalities, provincial capitals, separately planned cities"), 1_500_00),
    "middle": (Text("市区户籍人口超过 100 万", "Cities of more than a million"), 1_100_00),
    "small": (Text("其他城市", "Other cities"), 800_00),
}
"""Rent deduction a month by city, fen."""
