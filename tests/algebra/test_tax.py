"""Tax on wages as live formulas: withholding by month, settlement and a bonus taxed apart, with figures of law in cells."""

from datetime import date

import numpy as np
import pytest

from engine.base.book import OpenBook
from engine.base.parameter import Parameter, Text, Unit
from engine.law.bonus import separate_tax
from engine.law.withholding import settle_year, withheld
from tests.algebra.grid import Laid

DAY = date(2026, 12, 31)
PEOPLE = 6
MONEY = Parameter("金额", "Amount", Unit.YUAN)


class Wages:
    """Wages of a year withheld month by month, settled, and a bonus beside them; stands in for a rule."""

    reads = {"income": MONEY, "deductible": MONEY, "bonus": MONEY, "year_income": MONEY, "year_deductible": MONEY}

    def __init__(self, basis="employed", before=0):
        self.basis, self.before = basis, before

    @classmethod
    def reads_of(cls):
        return cls.reads

    def formula(self, x, say):
        months = say("预扣税", "Withheld", Unit.YUAN, withheld(x.income, x.deductible, DAY, self.before, self.basis))
        settled = settle_year(x.year_income, x.year_deductible, x.bonus, DAY)
        for key in ("tax", "refund", "top_up", "waived"):
            say(key, key.title(), Unit.YUAN, getattr(settled, key))
        return separate_tax(x.bonus, DAY) + 0 * months


def year(seed):
    """Months of pay, some without any, and bonuses on the bounds of the table and a fen beside them."""
    random = np.random.default_rng(seed)
    income = random.integers(0, 60_000_00, (12, PEOPLE)) * (random.random((12, PEOPLE)) < 0.9)
    deductible = random.integers(0, 6_000_00, (12, PEOPLE))
    bonus = random.choice([36_000_00, 36_000_01, 144_000_00, 143_999_99, 300_000_01, 0, 12_345_67], PEOPLE)
    return {"income": income, "deductible": deductible, "bonus": bonus, "year_income": income.sum(axis=0),
            "year_deductible": deductible.sum(axis=0)}


@pytest.mark.parametrize(("basis", "before"), [("employed", 0), ("from_january", 3), ("whole_year", 0)])
@pytest.mark.parametrize("seed", range(3))
def test_tax_is_what_the_spreadsheet_computes(seed, basis, before):
    laid = Laid(Wages(basis, before), year(seed), PEOPLE, path="law")
    assert len(laid.live) == 6 and laid.differences() == []
    given = year(seed)
    bare = withheld(given["income"], given["deductible"], DAY, before, basis)
    of_book = next(column.leaf.value for column in laid.book.columns if column.label.en == "Withheld")
    assert np.array_equal(bare, of_book), "with an open book and without"


def test_figures_of_law_are_cells():
    laid = Laid(Wages(), year(1), PEOPLE, path="law")
    paths = {path for path, _ in laid.numbers()}
    assert {"law.income_tax.allowance", "law.income_tax.table[1].from", "law.income_tax.table[0].rate"} <= paths
    for path, number in (("law.income_tax.allowance", 72_000), ("law.income_tax.table[1].rate", 0.12)):
        laid.set(path, number)
        wrong = laid.differences()
        assert wrong, f"{path} moves nothing"
        assert all(column in ("Withheld", "Tax", "Refund", "Top_Up", "Waived", "Amount") for column, *_ in wrong)


def test_a_month_more_of_allowance_by_hand():
    """30,000 a month without deductions: 25,000 taxable, 3% in January, the 10% band begins in February."""
    book = OpenBook()
    income = book.input(Text("工资", "Wages"), Unit.YUAN, np.full((12, 1), 30_000_00))
    none = book.input(Text("扣除", "Deductions"), Unit.YUAN, np.zeros((12, 1), dtype=np.int64))
    months = withheld(income, none, DAY).value[:, 0]
    assert months[:3].tolist() == [750_00, 1_730_00, 2_500_00]
