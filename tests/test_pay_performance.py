"""Wealth against the share price and its volatility; grants valued and booked from a company's books."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.answers.equity import executives, granting, wealth
from engine.base.problem import InputError
from engine.rules.equity.option_expense import METHODS
from engine.rules.equity.option_value import OptionValue
from engine.rules.equity.pay_performance import PayPerformance
from engine.rules.parts.wealth import Holding
from engine.run.simulate import simulate
from tests.small import company, scenario

PRICE = st.floats(0.5, 500).map(lambda value: round(value, 2))
OPTIONS = st.lists(st.tuples(st.integers(1, 10**7), PRICE, st.floats(0.1, 10)), min_size=1, max_size=4)


def options(given):
    return [{"quantity": quantity, "strike": strike, "years": years} for quantity, strike, years in given]


@given(PRICE, st.integers(1, 10**9), st.floats(0.05, 1.5).map(lambda value: round(value, 4)))
def test_stock_alone_follows_the_price(price, shares, volatility):
    got = PayPerformance.compute({"price": price, "shares": shares, "volatility": volatility})
    assert got["convexity"] == pytest.approx(1, abs=1e-12) and got["options"] == 0
    assert got["change_100"] == got["wealth"] == got["stock"]


@given(PRICE, st.integers(0, 10**7), OPTIONS)
def test_options_make_it_steeper_and_worth_more_at_risk(price, shares, held):
    rule, holding = PayPerformance.parsed({"price": price, "shares": shares, "options": options(held)})
    assert (rule.convexity(holding) or 1) >= 1 - 1e-9
    worth = rule.wealth(holding, price, wealth.VOLATILITIES)
    assert (np.diff(worth) >= -1e-6 * worth[-1]).all()
    by_price = rule.wealth(holding, price * (1 + wealth.GROWTHS))
    assert (np.diff(by_price) >= -1e-6 * by_price[-1]).all()


@given(PRICE, st.integers(0, 10**7), OPTIONS)
def test_nobody_can_lose_more_than_there_is(price, shares, held):
    rule, holding = PayPerformance.parsed({"price": price, "shares": shares, "options": options(held)})
    assert rule.wealth(holding, 0.0) == 0
    assert sum(rule.now(holding)) >= 0


def test_off_the_time_left_an_option_is_never_worth_less_than_exercising_it():
    rule = OptionValue(haircut_on="time_value")
    prices = np.linspace(0, 300, 50)
    assert (rule.holder_value(prices, 20, 3) >= np.maximum(prices - 20, 0) - 1e-9).all()
    assert (rule.holder_value(prices, 20, 3) <= rule.call(prices, 20, 3)).all()


def test_no_wealth_no_convexity():
    got = PayPerformance.compute({"price": 0, "shares": 100})
    assert got["wealth"] == 0 and got["convexity"] is None and "years_of_pay" not in got


# ---------------------------------------------------------------- holders of the page

def test_holders_to_start_from():
    held = wealth.holdings(*wealth.start_of(scenario()))
    alone, mixed = (PayPerformance().convexity(each) for each in held.values())
    assert alone == 1 and mixed > 1.2
    table = wealth.by_price(PayPerformance(), held)
    assert len(table) == 2 * len(wealth.GROWTHS)
    assert table[(table["growth"] == 0)]["change"].abs().max() < 1e-12
    flat = wealth.by_volatility(PayPerformance(), held)
    assert flat[flat["holder"] == next(iter(held))]["change"].abs().max() < 1e-12


@pytest.mark.parametrize(("holders", "owned", "places"), [
    ([{"name": "A", "price": 1.0, "shares": -1, "annual_pay": 0.0}], [], ["holders.0.shares"]),
    ([{"name": "A", "price": 1.0, "shares": 1, "annual_pay": 0.0}] * 2, [], ["holders.1"]),
    ([{"name": "A", "price": 1.0, "shares": 1, "annual_pay": 0.0}],
     [{"holder": "B", "quantity": 1, "strike": 1.0, "years": 1.0}], ["options.0"]),
    ([{"name": "", "price": 1.0, "shares": 1, "annual_pay": 0.0}], [], ["holders.0.name"])])
def test_tables_that_do_not_fit(holders, owned, places):
    with pytest.raises(InputError) as error:
        wealth.holdings(holders, owned)
    assert [problem.place for problem in error.value.problems] == places


def test_nobody_holds_anything():
    held = {"A": Holding(price=0.0)}
    assert wealth.by_price(PayPerformance(), held).empty and wealth.by_volatility(PayPerformance(), {}).empty


# ---------------------------------------------------------------- the study's executives

def test_the_study_s_executives_answer_as_printed():
    held = wealth.holdings(*executives.rows())
    rule = PayPerformance()
    first = [PayPerformance.compute(each.model_dump(exclude_none=True)) for each in held.values()]
    assert [round(rule.convexity(each), 2) for each in held.values()][:4] == [1.00, 1.51, 1.02, 1.90]
    median = first[-1]
    assert round(median["wealth_in_years"], 1) == 9.0 and round(median["years_of_pay"], 1) == 6.0


# ---------------------------------------------------------------- a grant

def test_a_grant_to_start_from_is_valued_by_the_formula():
    rows = granting.tranches_of(scenario())
    assert [row["quantity"] for row in rows] == [3_000, 3_000, 4_000] and granting.price_of(scenario()) == 12
    assert [row["value"] for row in rows] == [round(float(OptionValue().call(12, 12, years)), 2) for years in (1, 2, 3)]
    assert granting.price_of(scenario(of=company(profit=-5.0))) == granting.FILLED_IN


def test_methods_side_by_side():
    given = {"tranches": granting.tranches_of(scenario()), "split": [0.25, 0.75]}
    booked = granting.side_by_side(given, list(METHODS))
    assert len({sum(each.expense) for each in booked}) == 1
    assert [len(each.expense) for each in booked] == [2, 3, 3]
    broken = granting.side_by_side({**given, "split": [0.25, 0.7]}, list(METHODS))
    assert [each.refused is None for each in broken] == [False, True, True]


def test_the_plan_s_own_grant_comes_first():
    made_up = granting.grant_of(simulate(scenario()))
    assert (made_up.spot, made_up.method, made_up.tranches) == (12, "graded", granting.tranches_of(scenario()))
    plan = {"equity": {"options": {"rule": "option_plan", "year": 1, "options": 1001, "strike": 9.5,
                                   "tranches": [{"after": 1, "part": 0.5}, {"after": 2, "part": 0.5}]}}}
    own = granting.grant_of(simulate(scenario(**plan)))
    assert [row["quantity"] for row in own.tranches] == [501, 500] and own.strike == 9.5 and own.method == "graded"
    assert all(row["value"] > 0 for row in own.tranches)
    stated = granting.grant_of(simulate(scenario(equity={"options": {**plan["equity"]["options"], "expense": "stated",
                                                                     "cost": 2002, "split": [0.4, 0.6]}})))
    assert [row["value"] for row in stated.tranches] == [2, 2] and (stated.split, stated.method) == ((0.4, 0.6), "stated")


def test_profit_without_and_with_an_expense():
    outcome = simulate(scenario())
    plain = [year.statement.net_profit for year in outcome.years]
    assert granting.profits_of(outcome, [5, 7]) == (plain, [plain[0] - 5, plain[1] - 7, plain[2]])
    before, after = granting.profits_of(outcome, [5, 7], 3)
    assert before == [*plain, plain[-1]] and after == [*plain[:2], plain[2] - 5, plain[2] - 7]
    assert granting.grant_of(simulate(scenario(equity={"options": {"rule": "option_plan", "year": 2}}))).first == 3
