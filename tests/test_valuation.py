"""Valuations by five methods, side by side, and prices per share."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.answers.equity.valuing import fields, side_by_side, spread, start_of
from engine.base.problem import InputError
from engine.rules.equity.share_price import SOURCE_STAGES, SharePrice
from engine.rules.equity.valuation import METHODS, Valuation
from tests.small import scenario

FEN = st.integers(1, 10**12)


def value(**given):
    return Valuation.compute(given)["value"]


@given(FEN, st.integers(1, 10_000))
def test_a_multiple_is_exact(profit, tenths):
    got = value(method="pe", profit=profit / 100, multiple=tenths / 10)
    assert abs(round(got * 100) - Fraction(profit * tenths, 10)) <= Fraction(1, 2)


@given(FEN, st.integers(1, 500), st.integers(-500, 499))
def test_a_perpetuity_pays_itself(profit, rate, growth):
    """A value held for ever earns r − g of itself a year: the profit it was made from."""
    given = {"method": "perpetuity", "profit": profit / 100, "rate": rate / 1000, "growth": growth / 1000}
    if growth >= rate:
        with pytest.raises(InputError):
            Valuation.compute(given)
    else:
        assert abs(round(value(**given) * 100) * Fraction(rate - growth, 1000) - profit) <= Fraction(1, 2)


@pytest.mark.parametrize("method", ["pe", "perpetuity"])
@pytest.mark.parametrize("profit", [0, -1, -0.01])
def test_no_profit_no_multiple(method, profit):
    with pytest.raises(InputError, match=r"(?s)^profit: .*asset"):
        Valuation.compute({"method": method, "profit": profit})


def test_every_method_asks_for_what_it_needs():
    asked = {}
    for method in METHODS:
        with pytest.raises(InputError) as error:
            Valuation.compute({"method": method})
        asked[method] = [problem.place for problem in error.value.problems]
    assert asked == {"pe": ["profit"], "perpetuity": ["profit"], "assets": ["cash", "fixed_assets", "profit"],
                     "traffic": ["traffic", "value_per_user"], "store": ["investment"]}


@pytest.mark.parametrize(("age", "profit", "expected"), [
    (0, -5_000, 50_000), (0.99, 60_000, 50_000), (1, 60_000, 120_000), (None, 60_000, 120_000), (5, 0, 40_000),
    (5, -0.01, 40_000)])
def test_a_store_by_age_and_profit(age, profit, expected):
    given = {"method": "store", "investment": 50_000, "revenue": 200_000, "profit": profit, "depreciation": 10_000}
    assert value(**given, **({} if age is None else {"age_years": age})) == expected


def test_nothing_is_worth_less_than_nothing():
    assert value(method="store", investment=100, profit=0, depreciation=101) == 0
    assert value(method="assets", cash=0, fixed_assets=0, profit=-100, receivables=50) == 0


@given(FEN, FEN, FEN, FEN, FEN, st.integers(1, 10))
def test_the_lines_of_the_assets_sum_to_the_value(cash, assets, profit, stock, owed, years):
    rule, inputs = Valuation.parsed({"method": "assets", "cash": cash / 100, "fixed_assets": assets / 100,
                                     "profit": profit / 100, "inventory": stock / 100, "receivables": owed / 100,
                                     "profit_years": years})
    *lines, last = rule.working(inputs)
    assert last.value == max(0, sum(line.value for line in lines)) == max(0, cash + assets + profit * years + stock - owed)


def test_side_by_side_from_the_books():
    valued = side_by_side(start_of(scenario()))
    assert [each.method for each in valued] == list(METHODS)
    assert {each.method: each.value for each in valued if each.value} == {"pe": 12_000_000_00, "perpetuity": 666_666_667}
    assert all(each.refused for each in valued if each.value is None)
    between = spread(valued)
    assert (between.low, between.high, between.middle) == (666_666_667, 1_200_000_000, 933_333_334)
    assert between.times == pytest.approx(1.8)
    assert spread([each for each in valued if each.value is None]) is None


def test_figures_of_one_method_do_not_spoil_another():
    given = {**start_of(scenario()), "growth": 0.2, "cash": -5, "fixed_assets": 3}
    refused = {each.method: each.refused for each in side_by_side(given)}
    assert refused["pe"] is None
    assert [problem.place for problem in refused["perpetuity"].problems] == ["growth"]
    assert [problem.place for problem in refused["assets"].problems] == ["cash"]
    assert set(given) == set(fields())


@given(st.integers(0, 10**8), st.integers(1, 1000))
def test_backward_the_investor_pays_the_listing_price(fen, multiple):
    rule = SharePrice(method="backward", multiple=float(multiple),
                      stages=[{"stage": "investor", "low": float(multiple), "high": float(multiple)}])
    (_, low, high), = rule.prices(fen / 100)
    assert low == high == fen and rule.backward(fen / 100) * multiple == fen


def test_the_stages_of_the_source():
    assert SharePrice.compute({"method": "backward", "listing_price": 22})["stages"] == {
        "founder": [1.47, 1.47], "employee": [4.4, 8.8], "contributor": [8.8, 14.67], "investor": [22, 22]}
    assert [stage.high for stage in SOURCE_STAGES] == [1, 6, 10, 15]


@pytest.mark.parametrize(("given", "place"), [
    ({"method": "forward", "valuation": 5}, "total_shares"), ({"method": "forward", "valuation": 5, "total_shares": 0}, "total_shares"),
    ({"method": "backward"}, "listing_price"), ({"method": "backward", "listing_price": -1}, "listing_price"),
    ({"method": "backward", "listing_price": 1, "stages": [{"stage": "employee", "low": 6, "high": 3}]}, "stages.0")])
def test_what_a_price_cannot_be_made_of(given, place):
    with pytest.raises(InputError) as error:
        SharePrice.compute(given)
    assert [problem.place for problem in error.value.problems] == [place]
