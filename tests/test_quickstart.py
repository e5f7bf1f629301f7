"""A company from a few numbers: its books in whole fen, agreeing with what today's plan pays."""

from decimal import Decimal

import pytest

from engine.files.quickstart import QuickStart, make
from engine.run.simulate import simulate


@pytest.mark.parametrize(("revenue", "cost_rate", "fixed"), [
    (12_345_678.91, 0.333333, 1_000_000.01), (9_999_999.99, 0.123457, 0.0), (3_000_000.0, 0.7, 2_000_000.0)])
def test_the_profit_of_the_books_is_whole_fen_and_what_the_numbers_leave(revenue, cost_rate, fixed):
    quick = QuickStart(revenue=revenue, cost_rate=cost_rate, fixed_cost=fixed)
    case = make(quick, "mine")
    money = case.today.company.facts.money
    assert Decimal(str(money.profit)) == Decimal(str(money.profit)).quantize(Decimal("0.01"))
    payroll = simulate(case.today).year().statement.payroll
    before = revenue * (1 - cost_rate) - fixed - payroll / 100
    assert money.profit == pytest.approx(before * (0.75 if before > 0 else 1), abs=0.02)
    assert abs(case.today.company.payroll_of_books - payroll) <= 100
