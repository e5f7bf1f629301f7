"""Scorecard pay: three parts of a salary, bounds of completion, the product's coefficient."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base.problem import InputError
from engine.rules.pay.scorecard_pay import Indicators, ScorecardPay
from tests.small import HEADER, ROWS, company, paid

ALL = {"sales": 1, "profit": 1, "collection": 1, "network": 1}
SELLER = {"base_share": 0.5, "bonus_share": 0.4, "annual_share": 0.1, "period": "month"}
ONLY_SALES = Indicators(sales=1.0, profit=0.0, collection=0.0, network=0.0)


@pytest.mark.parametrize(("completion", "card"), [
    ({}, 1), ({"sales": 1.1}, 1.065), ({"sales": 2}, 1.325), ({"sales": 1.5}, 1.325), ({"sales": 0}, 0.35),
    ({"profit": 0.5, "collection": 0.9, "network": 0}, 0.84)])
def test_the_card(completion, card):
    got = ScorecardPay.compute({"salary": 10_000, "completion": {**ALL, **completion}})
    assert got["scorecard"] == card
    assert (got["base"], got["bonus"], got["annual"]) == (6000, round(9000 * card, 2), 12_000)


def test_a_salesperson():
    got = ScorecardPay.compute({"salary": 10_000, "completion": ALL, **SELLER, "by_product": True,
                                "product_factor": 1.2, "company_result": 0.8})
    assert (got["base"], got["bonus"], got["annual"]) == (5000, 4800, 9600)
    assert got["year"] == 12 * 9800 + 9600


@pytest.mark.parametrize(("result", "annual"), [(-3, 0), (0, 0), (1.5, 18_000), (9, 18_000)])
def test_the_companys_result_is_held_too(result, annual):
    assert ScorecardPay.compute({"salary": 10_000, "completion": ALL, "company_result": result})["annual"] == annual


@pytest.mark.parametrize(("wrong", "says"), [
    ({"base_share": 0.7}, "the three parts of the salary sum to 110%, not to 100%; change one by -10%"),
    ({"weights": {"sales": 0.6}}, "the weights of the scorecard sum to 95%")])
def test_parts_that_do_not_sum_to_one(wrong, says):
    with pytest.raises(InputError) as refused:
        ScorecardPay.compute({"salary": 1, "completion": ALL, **wrong})
    assert says in str(refused.value)


def test_in_a_plan():
    """North sells 105% of its history, south 100%; everything else is at 100%: 65% of 5% more."""
    pay = paid(ScorecardPay())
    assert pay[0].tolist() == [300_000, 300_000, 240_000, 360_000]
    assert pay[2].tolist() == [300_000 + 464_625, 300_000 + 464_625, 600_000, 900_000]
    assert pay[11].tolist() == [764_625 + 600_000, 764_625 + 600_000, 600_000 + 480_000, 900_000 + 720_000]


def test_own_sales_products_and_collections():
    of = company([f"{row},{more}" for row, more in zip(ROWS, ("1.5,1", "1,0.9", "1,1", "1,1"), strict=True)],
                 HEADER + ",product_factor,collected_rate")
    rule = ScorecardPay(**SELLER, scope="own", by_product=True, weights=ONLY_SALES)
    pay = paid(rule, of)[0]
    assert pay[:2].tolist() == [250_000 + 360_000, 250_000 + 180_000]  # 120% × 1.5; 90%
    assert pay[3] == 300_000 + 240_000, "without a target, 100%"
    collected = ScorecardPay(weights=Indicators(sales=0.0, profit=0.0, collection=1.0, network=0.0))
    assert paid(collected, of)[2][:2].tolist() == [300_000 + 450_000, 300_000 + 405_000]
    assert paid(collected, of, collected=0.5)[2][1] == 300_000 + 202_500


def test_the_companys_profit():
    only = ScorecardPay(weights=Indicators(sales=0.0, profit=1.0, collection=0.0, network=0.0))
    year = paid(only, profit_growth=0.2).sum(axis=0)
    assert year[0] == 12 * 300_000 + 12 * 180_000 + 12 * 60_000
    assert paid(only, profit_growth=-0.5).sum(axis=0)[0] == 12 * 400_000
    assert paid(only, company(profit=-600_000)).sum(axis=0)[0] == 12 * 500_000, "after a loss there is no measure"


@given(st.integers(0, 300), st.integers(0, 300))
def test_more_sales_never_pay_less(a, b):
    low, high = (ScorecardPay.compute({"salary": 9999.99, "completion": {**ALL, "sales": each / 100}})["year"]
                 for each in sorted((a, b)))
    assert low <= high
