"""What options are worth, and what they cost the books year by year."""

from fractions import Fraction
from itertools import accumulate

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base.problem import InputError
from engine.rules.equity.option_expense import OptionExpense
from engine.rules.equity.option_value import OptionValue
from engine.rules.parts.option_grants import ExpenseTranche
from engine.rules.parts.option_pricing import black_scholes

SPOT = st.floats(0.01, 1000)
RATE = st.floats(-0.05, 0.2)
VOLATILITY = st.floats(0.01, 2)
YEARS = st.floats(0.01, 15)


# ---------------------------------------------------------------- value

@given(SPOT, SPOT, RATE, VOLATILITY, YEARS, st.floats(0, 0.1))
def test_put_call_parity(spot, strike, rate, volatility, years, dividends):
    call, put = black_scholes(spot, strike, rate, volatility, years, dividends)
    assert call - put == pytest.approx(spot * np.exp(-dividends * years) - strike * np.exp(-rate * years),
                                       abs=1e-9 * max(spot, strike))


@given(SPOT, SPOT, RATE, VOLATILITY, YEARS, st.floats(0, 0.1))
def test_a_call_is_between_what_is_certain_and_the_share(spot, strike, rate, volatility, years, dividends):
    call, _ = black_scholes(spot, strike, rate, volatility, years, dividends)
    share = spot * np.exp(-dividends * years)
    certain = max(share - strike * np.exp(-rate * years), 0)
    assert certain - 1e-9 * max(spot, strike) <= call <= share * (1 + 1e-12)


@given(SPOT, SPOT, RATE, YEARS, st.lists(st.floats(0, 2), min_size=2, max_size=5))
def test_a_call_rises_with_volatility_and_falls_with_the_strike(spot, strike, rate, years, levels):
    levels = np.sort(levels)
    slack = 1e-9 * max(spot, strike)
    assert (np.diff(black_scholes(spot, strike, rate, levels, years)[0]) >= -slack).all()
    assert (np.diff(black_scholes(spot, strike * (1 + levels), rate, 0.3, years)[0]) <= slack).all()


@pytest.mark.parametrize(("given", "call", "put"), [
    ({"volatility": 0.2, "years": 0}, 2, 0), ({"spot": 30, "volatility": 0.2, "years": 0}, 0, 10),
    ({"volatility": 0, "years": 1}, 42 - 40 * np.exp(-0.1), 0), ({"strike": 0, "years": 3, "volatility": 0.3}, 42, 0),
    ({"spot": 0, "years": 1, "volatility": 0.3}, 0, 40 * np.exp(-0.1)), ({"spot": 0, "strike": 0, "years": 1}, 0, 0),
    ({"spot": 40, "years": 0}, 0, 0), ({"strike": 0, "years": 2, "dividend_yield": 0.05}, 42 * np.exp(-0.1), 0)])
def test_edges(given, call, put):
    got = OptionValue.compute({"spot": 42, "strike": 40, "rate": 0.1, "volatility": 0.2, **given})
    assert (got["call"], got["put"]) == (pytest.approx(call, abs=1e-12), pytest.approx(put, abs=1e-12))


def test_the_three_tranches_of_the_worked_example():
    call, _ = black_scholes(20, 20, 0.02, 0.4, np.array([1, 2, 3]), 0.01)
    assert call == pytest.approx([3.222701, 4.519353, 5.472905], abs=5e-7)


def test_value_is_taken_apart():
    got = OptionValue.compute({"spot": 42, "strike": 40, "rate": 0.1, "volatility": 0.2, "years": 0.5})
    assert (got["d1"], got["d2"]) == (pytest.approx(0.7693, abs=1e-4), pytest.approx(0.6278, abs=1e-4))  # as in the textbook
    assert got["intrinsic"] + got["time_value"] == pytest.approx(got["call"])
    assert got["value"] == pytest.approx(0.7 * got["call"])


@pytest.mark.parametrize("given", [{"spot": -1}, {"strike": -1}, {"years": -0.1}, {"volatility": -0.1}, {"haircut": 1.1}])
def test_what_no_option_has(given):
    with pytest.raises(InputError) as error:
        OptionValue.compute({"spot": 42, "strike": 40, "years": 1, **given})
    assert [problem.place for problem in error.value.problems] == list(given)


# ---------------------------------------------------------------- expense

TRANCHES = st.lists(st.tuples(st.integers(0, 10**7), st.integers(0, 10**5), st.integers(1, 6)), min_size=1, max_size=5)
METHODS = st.sampled_from(["graded", "straight_line"])
PARTS = st.lists(st.integers(0, 30), max_size=6)


def tranches(given):
    return [{"quantity": quantity, "value": fen / 100, "years": years} for quantity, fen, years in given]


@given(TRANCHES, METHODS)
def test_nothing_is_lost(given, method):
    got = OptionExpense.compute({"tranches": tranches(given), "method": method})
    cost = sum(quantity * fen for quantity, fen, _ in given)
    assert sum(round(each * 100) for each in got["expense"]) == round(got["cost"] * 100) == cost
    assert min(got["expense"]) >= 0 and len(got["expense"]) == max(years for _, _, years in given)


@given(st.integers(0, 10**13), st.lists(st.integers(0, 100_000), min_size=1, max_size=8))
def test_a_stated_split_loses_nothing(cost, millionths):
    millionths.append(1_000_000 - sum(millionths))
    got = OptionExpense.compute({"cost": cost / 100, "split": [each / 1_000_000 for each in millionths]})
    assert sum(round(each * 100) for each in got["expense"]) == cost
    exact = [Fraction(cost * done, 1_000_000) for done in accumulate(millionths)]
    assert all(abs(done - due) <= Fraction(1, 2) for done, due in
               zip(accumulate(round(each * 100) for each in got["expense"]), exact, strict=True))


@given(TRANCHES, st.integers(0, 30), PARTS)
def test_trued_up_the_whole_is_what_vested(given, expected, left):
    rule = OptionExpense(leaving_rate=expected / 100, left=tuple(each / 100 for each in left), method="graded")
    costs = [(quantity * fen, years) for quantity, fen, years in given]
    for (cost, years), booked in zip(costs, rule.by_tranche(costs), strict=True):
        stayed = Fraction(1)
        for year in range(years):
            stayed *= 1 - Fraction((left[year] if year < len(left) else expected), 100)
        assert abs(sum(booked) - cost * stayed) <= Fraction(1, 2)
        assert all(each == 0 for each in booked[years:]), "nothing after it has vested"
    assert rule.expense(costs) == [sum(year) for year in zip(*rule.by_tranche(costs), strict=True)]


@given(TRANCHES)
def test_graded_books_no_later_than_straight_line(given):
    both = [list(accumulate(round(each * 100) for each in OptionExpense.compute(
        {"tranches": tranches(given), "method": method})["expense"])) for method in ("graded", "straight_line")]
    assert all(early >= late - len(given) for early, late in zip(*both, strict=True))


def test_more_leave_than_expected_and_some_is_taken_back():
    got = OptionExpense.compute({"tranches": [{"quantity": 100, "value": 30, "years": 3}], "left": [0, 0, 0.9]})
    assert got["expense"] == [1000, 1000, -1700] and got["total"] == 300


def test_profit_with_and_without():
    got = OptionExpense.compute({"cost": 100, "split": [0.25, 0.75], "profits": [50, 50, 50]})
    assert got["profits"] == [25, -25, 50]
    assert OptionExpense.compute({"cost": 100, "split": [0.25, 0.75], "profits": [50]})["profits"] == [25]


def test_leavers_exercise_nothing_and_under_water_nobody_does():
    base = {"tranches": [{"quantity": 1000, "value": 1, "years": 2}], "strike": 20, "price": 35, "leaving_rate": 0.1}
    assert OptionExpense.compute(base)["tax_deduction"] == 12_150 and OptionExpense.compute(base)["tax_saving"] == 3037.5
    assert OptionExpense.compute({**base, "price": 19})["gain"] == 0
    assert OptionExpense().exercised((ExpenseTranche(quantity=7, value=1.0, years=1),)) == 7


@pytest.mark.parametrize(("given", "place"), [
    ({}, "tranches"), ({"method": "stated", "cost": 5}, "split"), ({"method": "straight_line", "cost": 5}, "years"),
    ({"cost": 5, "tranches": [{"quantity": 1, "value": 1, "years": 1}]}, ""), ({"split": [0.5, 0.4], "cost": 1}, "split"),
    ({"tranches": [{"quantity": -1, "value": 1, "years": 1}]}, "tranches.0.quantity"),
    ({"tranches": [{"quantity": 1, "value": 1, "years": 0}]}, "tranches.0.years")])
def test_what_cannot_be_booked(given, place):
    with pytest.raises(InputError) as error:
        OptionExpense.compute(given)
    assert [problem.place for problem in error.value.problems] == [place]
