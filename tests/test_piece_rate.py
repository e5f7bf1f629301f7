"""Piece rates: the task, what is beyond it, and the sales bases."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.rules.pay.piece_rate import PieceRate
from tests.small import HEADER, company, half_up, paid

WASHERS = company(["A,sales,seller,north,,5000,5,90,1,0,0,0,12000,240000,60000,1",
                   "B,sales,seller,south,A,5000,5,90,1,0,0,0,2400,0,0,1"],
                  HEADER + ",pieces,service_sales,goods_sales,complaints")


def yearly(rule, **assumptions):
    return (paid(rule, WASHERS, **assumptions).sum(axis=0) / 100).tolist()


@pytest.mark.parametrize(("units", "amount"), [
    (0, 0), (999, 3996), (1000, 4000), (1001, 4004.8), (1200, 4960), (1000.5, 4002.4)])
def test_at_the_task(units, amount):
    assert PieceRate.compute({"units": units, "task": 1000, "rate": 4, "over_factor": 1.2})["amount"] == amount


@pytest.mark.parametrize(("units", "amount"), [(0, 0), (1000, 0), (1001, 5), (1200, 1000)])
def test_only_above_the_task(units, amount):
    terms = {"task": 1000, "rate": 5, "over_factor": 1, "on": "above_task"}
    assert PieceRate.compute({"units": units, **terms})["amount"] == amount


def test_a_part_of_sales():
    """2% of 10,000 of beauty work; 8% of what is above 8,000, to the fen."""
    assert PieceRate.compute({"units": 10_000, "base": "service_sales", "over_factor": 1})["amount"] == 200
    above = {"base": "goods_sales", "sales_rate": 0.08, "task": 8000, "on": "above_task", "over_factor": 1}
    assert PieceRate.compute({"units": 10_000, **above})["amount"] == 160
    assert PieceRate.compute({"units": 8000.06, **above})["amount"] == 0
    assert PieceRate.compute({"units": 8000.07, **above})["amount"] == 0.01


def test_in_a_plan():
    """A washes 1,000 cars a month and sells 20,000 of beauty work and 5,000 of cards; B washes 200 cars."""
    assert yearly(PieceRate(rate=1, over_factor=1)) == [12_000, 2400]
    assert yearly(PieceRate(rate=5, over_factor=1, task=300, on="above_task")) == [12 * 700 * 5, 0]
    assert yearly(PieceRate(base="service_sales", over_factor=1)) == [4800, 0]
    assert yearly(PieceRate(base="goods_sales", sales_rate=0.05, over_factor=1)) == [3000, 0]


def test_pieces_and_parts_of_sales_follow_revenue():
    assert yearly(PieceRate(rate=1, over_factor=1), revenue_growth=0.5) == [18_000, 3600]
    assert yearly(PieceRate(base="service_sales", over_factor=1), revenue_growth=1.0) == [9600, 0]


@given(st.integers(0, 10**7), st.integers(0, 10**7), st.integers(0, 10**5), st.integers(0, 10**7))
def test_against_fractions(units, task, rate, factor):
    got = PieceRate.compute({"units": units / 100, "task": task / 100, "rate": rate / 100,
                             "over_factor": factor / 10**6})["amount"]
    within, beyond = min(units, task), max(0, units - task)
    assert round(got * 100) == half_up(Fraction(rate, 100) * (within + beyond * Fraction(factor, 10**6)))


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(1, 10**4), st.sampled_from(["all", "above_task"]))
def test_more_pieces_never_pay_less(a, b, task, on):
    low, high = sorted((a, b))
    pay = [PieceRate.compute({"units": each, "task": task, "on": on})["amount"] for each in (low, high)]
    assert pay[0] <= pay[1]
