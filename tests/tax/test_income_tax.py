"""Tables, withholding and settlement against the law written out in decimals, at bounds and beyond."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.law.bonus import separate_tax
from engine.law.national import national, year_end
from engine.law.withholding import settle_year, withheld

DAY = date(2026, 12, 31)
ANNUAL = national().income_tax.at(DAY).table.brackets
BUSINESS = national().business_income.at(DAY).table.brackets
MONTHLY_ROWS = ((3_000, 3, 0), (12_000, 10, 210), (25_000, 20, 1_410), (35_000, 25, 2_660), (55_000, 30, 4_410),
                (80_000, 35, 7_160), (None, 45, 15_160))
BUSINESS_ROWS = ((30_000, 5, 0), (90_000, 10, 1_500), (300_000, 20, 10_500), (500_000, 30, 40_500), (None, 35, 65_500))

ROWS = ((36_000, 3, 0), (144_000, 10, 2_520), (300_000, 20, 16_920), (420_000, 25, 31_920), (660_000, 30, 52_920),
        (960_000, 35, 85_920), (None, 45, 181_920))


def by_the_law(fen):
    """The annual table read as a person does: the first row whose bound is not exceeded."""
    yuan = Decimal(fen) / 100
    _, percent, quick = next(row for row in ROWS if row[0] is None or yuan <= row[0])
    tax = max(Decimal(0), yuan * percent / 100 - quick)
    return int((tax * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def month_by_month(income, deductible):
    """Announcement 2018-61 as a person computes it with one person's months."""
    total = deducted = paid = 0
    taxes = []
    for month, (earned, off) in enumerate(zip(income, deductible, strict=True), start=1):
        total, deducted = total + earned, deducted + off
        tax = max(0, by_the_law(max(0, total - deducted - 500_000 * month)) - paid)
        paid += tax
        taxes.append(tax)
    return taxes


money = st.integers(-2_000_000, 20_000_000) | st.sampled_from(
    [0, 1, 499_999, 500_000, 500_001, *(bound * 100 // 12 for bound, _, _ in ROWS if bound)])


@given(st.integers(-10**9, 10**12))
def test_the_annual_table(fen):
    assert ANNUAL.tax(np.array([fen]))[0] == ANNUAL.tax_of(fen) == by_the_law(fen)


@pytest.mark.parametrize("table", [ANNUAL, BUSINESS])
def test_bands_meet_at_their_bounds(table):
    for place, bound in enumerate(table.bounds):
        below, above = (bound * table.percent[place + i] - 100 * table.quick[place + i] for i in (0, 1))
        assert below == above
        assert table.band(np.array([bound, bound + 1])).tolist() == [place, place + 1]


def test_quick_deductions_are_those_the_law_prints():
    for table, rows in ((ANNUAL, ROWS), (BUSINESS, BUSINESS_ROWS)):
        assert table.bounds == tuple(100 * bound for bound, _, _ in rows if bound)
        assert table.percent == tuple(percent for _, percent, _ in rows)
        assert table.quick == tuple(100 * quick for _, _, quick in rows)


@given(st.integers(0, 300_000_000))
def test_a_bonus_is_taxed_by_the_monthly_table_that_the_announcement_prints(fen):
    _, percent, quick = next(row for row in MONTHLY_ROWS if row[0] is None or Decimal(fen) / 1200 <= row[0])
    tax = (Decimal(fen) * percent / 100 - 100 * quick).quantize(Decimal(1), rounding=ROUND_HALF_UP)
    assert separate_tax(np.array([fen]), DAY)[0] == tax


def test_huge_amounts_do_not_overflow():
    assert ANNUAL.tax(np.array([9 * 10**17, 100]))[0] == by_the_law(9 * 10**17)


def test_business_income_breaks_even_with_20_percent_at_405_000():
    assert BUSINESS.tax_of(405_000_00) == 81_000_00
    assert BUSINESS.tax_of(404_999_00) < 404_999_00 // 5 and BUSINESS.tax_of(405_001_00) > 405_001_00 // 5


@given(st.lists(st.tuples(money, st.integers(0, 500_000)), min_size=1, max_size=12))
def test_cumulative_withholding(months):
    income, off = (np.array(each, dtype=np.int64)[:, None] for each in zip(*months, strict=True))
    assert withheld(income, off, DAY)[:, 0].tolist() == month_by_month(income[:, 0].tolist(), off[:, 0].tolist())


@given(st.lists(st.lists(money, min_size=12, max_size=12), min_size=1, max_size=3))
def test_people_and_axes_in_front_do_not_touch_one_another(people):
    income = np.array(people, dtype=np.int64).T
    together = withheld(income, np.zeros_like(income), DAY)
    stacked = withheld(np.stack([income, 0 * income]), np.zeros((2, *income.shape), dtype=np.int64), DAY)
    for i in range(income.shape[1]):
        assert (withheld(income[:, i:i + 1], 0 * income[:, i:i + 1], DAY) == together[:, i:i + 1]).all()
    assert (stacked[0] == together).all() and not stacked[1].any()


@given(st.lists(money, min_size=12, max_size=12))
def test_the_settlement_makes_the_year_right(months):
    income = np.array(months, dtype=np.int64)[:, None]
    tax = withheld(income, 0 * income, DAY)
    settled = settle_year(income.sum(axis=0), np.zeros(1, dtype=np.int64), tax.sum(axis=0), DAY)
    assert (tax >= 0).all()
    assert tax.sum() - settled.refund[0] + settled.top_up[0] + settled.waived[0] == settled.tax[0]
    assert settled.tax[0] == by_the_law(max(0, sum(months) - 6_000_000))
    assert settled.top_up[0] + settled.waived[0] == 0, "twelve months at one employer never owe more"


def test_a_leaver_is_paid_back_the_unused_allowance():
    """Six months of 20,000: withheld on 90,000 taxable, 6,480; the year's taxable is 60,000, tax 3,480."""
    income = np.array([2_000_000] * 6 + [0] * 6)[:, None]
    tax = withheld(income[:6], 0 * income[:6], DAY)
    settled = settle_year(income.sum(axis=0), np.zeros(1, dtype=np.int64), tax.sum(axis=0), DAY)
    assert (tax.sum(), settled.tax[0], settled.refund[0]) == (648_000, 348_000, 300_000)


@pytest.mark.parametrize(("income", "owed", "year", "waived"), [
    (120_000_00, 1_000_00, 2026, True), (120_000_01, 400_01, 2026, False), (500_000_00, 400_00, 2027, True),
    (120_000_00, 1_000_00, 2028, False)])
def test_small_top_ups_are_waived_while_the_rule_holds(income, owed, year, waived):
    taken = np.array([by_the_law(income - 6_000_000) - owed])
    settled = settle_year(np.array([income]), np.array([0]), taken, year_end(year))
    assert (settled.waived[0], settled.top_up[0]) == ((owed, 0) if waived else (0, owed))


def test_allowances_of_who_starts_or_stays():
    """First job in July: months count from January. Same employer on at most 60,000: 60,000 from January."""
    income = np.full((2, 1), 3_000_000)
    none = 0 * income
    assert withheld(income, none, DAY, 6)[:, 0].tolist() == [750_00, by_the_law(50_000_00) - 750_00]
    assert withheld(income, none, DAY, 6, "from_january")[:, 0].tolist() == [0, by_the_law(20_000_00)]
    assert withheld(income, none, DAY, 0, "whole_year")[:, 0].tolist() == [0, 0]


@given(st.lists(st.integers(0, 30_000_000), min_size=12, max_size=12), st.integers(0, 11), st.integers(1, 10_000_000))
def test_the_year_s_net_never_falls_when_pay_rises(months, place, more):
    def net(pay):
        income = np.array(pay, dtype=np.int64)[:, None]
        tax = withheld(income, 0 * income, DAY).sum()
        settled = settle_year(income.sum(axis=0), np.zeros(1, dtype=np.int64), np.array([tax]), DAY)
        return sum(pay) - settled.tax[0]

    higher = list(months)
    higher[place] += more
    assert net(months) <= net(higher) <= net(months) + more
