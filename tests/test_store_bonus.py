"""Store bonus and management bonus: targets of stores, margin, who gets it, who manages what."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base.problem import InputError
from engine.rules.pay.management_bonus import ManagementBonus
from engine.rules.pay.store_bonus import StoreBonus
from tests.small import FACTS, HEADER, ROWS, company, drivers, paid

MORE = HEADER + ",complaints,leaves_in"
STORE = {"output": 600_000, "target": 500_000}


def yearly(rule, of=None, **assumptions):
    return (paid(rule, of, **assumptions).sum(axis=0) / 100).tolist()


@pytest.mark.parametrize(("margin", "pool"), [
    (0.77, 1700), (0.93, 2300), (0.80, 2000), (0.90, 2000), (0.85, 2000), (0.7999, 2000), (0.7901, 2000),
    (0.79, 1900), (0.909999, 2000), (0.91, 2100), (0.60, 0), (0.59, 0), (0, 0), (1, 3000)])
def test_only_full_points_of_margin_count(margin, pool):
    assert StoreBonus.compute({**STORE, "margin": margin})["pool"] == pool


@pytest.mark.parametrize(("personal", "amount"), [
    ({}, 2000), ({"coefficient": 0.25, "score": 80}, 400), ({"score": 70}, 1400), ({"score": 69.99}, 0),
    ({"complaint": True}, 0), ({"left": True}, 0)])
def test_a_persons_part(personal, amount):
    assert StoreBonus.compute({**STORE, "margin": 0.85, **personal})["amount"] == amount


@pytest.mark.parametrize(("output", "pool"), [(0, 0), (500_000, 0), (500_000.24, 0), (500_000.25, 0.01)])
def test_at_the_target(output, pool):
    assert StoreBonus.compute({"output": output, "target": 500_000, "margin": 0.85})["pool"] == pool


def test_bounds_the_wrong_way_round():
    with pytest.raises(InputError, match="above the upper bound"):
        StoreBonus.compute({**STORE, "margin": 0.8, "margin_low": 0.95})


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_more_margin_never_pays_less(a, b):
    low, high = sorted((a, b))
    factors = StoreBonus().factor(np.array([low, high]))
    assert 0 <= factors[0] <= factors[1]


def test_in_a_plan():
    """North sells 2.1m against a history of 2m, at the company's margin of 50%: 30 points below 80%, nothing.

    With the bounds at 40% and 60%: 2% of 25,000 a quarter, by coefficient and score; C is below 70 points.
    """
    assert yearly(StoreBonus()) == [0] * 4
    rule = StoreBonus(margin_low=0.4, margin_high=0.6)
    pay = paid(rule)
    assert (np.flatnonzero(pay.any(axis=1)) == [2, 5, 8, 11]).all()
    assert pay[2].tolist() == [45_000, 80_000, 0, 0]  # 500 × 1 × 90%, 500 × 2 × 80%
    year = paid(StoreBonus(margin_low=0.4, margin_high=0.6, period="year"))
    assert year[11].tolist() == [180_000, 320_000, 0, 0] and not year[:11].any()
    shared = StoreBonus(margin_low=0.4, margin_high=0.6, period="year", coefficients="of_unit")
    assert paid(shared)[11].tolist() == [60_000, 106_667, 0, 0]  # a third × 90%, two thirds × 80%


def test_a_units_own_margin():
    units = {**FACTS["units"], "north": {**FACTS["units"]["north"], "margin": 0.77}}
    of = company(units=units)
    assert drivers(of, margin_change=0.01).unit_margin.tolist() == [780_000, 510_000]
    assert paid(StoreBonus(period="year"), of)[11].tolist() == [153_000, 272_000, 0, 0]  # 1,700 × 90%, × 2 × 80%


def test_complaints_leavers_and_a_fixed_target():
    of = company([f"{ROWS[0]},1,0", f"{ROWS[1]},0,6", *(f"{row},0,0" for row in ROWS[2:])], MORE)
    rule = StoreBonus(margin_low=0.4, margin_high=0.6, monthly_target=0.0)
    pay = paid(rule, of)
    assert not pay[:, 0].any(), "a serious complaint"
    assert pay[:, 1].tolist() == [0, 0, 1_680_000] + [0] * 9, "gone before the second quarter's pay day"
    assert pay[2].tolist()[3] == 210_000  # D: 2% of south's 150,000, 70 points


def test_without_history_there_is_no_target():
    of = company(["A,sales,seller,north,,5000,5,90,1,100,1200000,0"])
    assert yearly(StoreBonus(margin_low=0.4, margin_high=0.6), of) == [0]


def test_managers_by_the_chain_of_superiors():
    """A is above B in the north and C and D in the south; C is above nobody."""
    managers, stores = company().overseen
    assert sorted(zip(managers.tolist(), stores.tolist(), strict=True)) == [(0, 0), (0, 1)]
    chain = company([ROWS[0], ROWS[1], ROWS[2].replace(",A,", ",B,"), ROWS[3].replace(",A,", ",C,")])
    managers, stores = chain.overseen
    assert sorted(zip(managers.tolist(), stores.tolist(), strict=True)) == [(0, 0), (0, 1), (1, 1), (2, 1)]


def test_a_circle_of_superiors_ends():
    of = company()
    circle = of.with_people(replace(of.people, superior=np.array(["B", "A", "A", "A"], dtype=object)))
    managers, stores = circle.overseen
    assert sorted(zip(managers.tolist(), stores.tolist(), strict=True)) == [(0, 0), (0, 1), (1, 0), (1, 1)]


def test_management_bonus_in_a_plan():
    """North is 100,000 above its history; south is on it, and grown by a tenth 60,000 above."""
    assert yearly(ManagementBonus(period="year")) == [4000, 0, 0, 0]
    assert yearly(ManagementBonus(period="quarter", rate=0.05)) == [5000, 0, 0, 0]
    assert yearly(ManagementBonus(period="year"), revenue_growth=0.1) == [14_800, 0, 0, 0]
    assert (paid(ManagementBonus())[:, 0] == 33_333).sum() >= 8  # 4% of a twelfth of 100,000
    assert yearly(ManagementBonus(period="year", of_history=1.05)) == [0] * 4
    assert yearly(ManagementBonus(period="year", monthly_target=170_000)) == [2400, 0, 0, 0]


def test_headquarters_is_no_store():
    units = {**FACTS["units"], "north": {**FACTS["units"]["north"], "kind": "headquarters"}}
    assert company(units=units).overseen[1].tolist() == [1]


def test_newcomers_manage_nobody():
    """Twice the people, the same stores: the bonus is paid once."""
    of = company()
    before = yearly(ManagementBonus(period="year"), of)
    assert sum(yearly(ManagementBonus(period="year"), of, headcount_growth=1.0)) == sum(before)


@given(st.lists(st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)), min_size=1, max_size=8))
def test_a_store_below_target_takes_nothing_off(stores):
    given_stores = [{"output": a / 100, "target": b / 100} for a, b in stores]
    got = ManagementBonus.compute({"stores": given_stores, "rate": 0.03})["excess"]
    assert round(got * 100) == sum(max(0, a - b) for a, b in stores)
    fewer = [store for store in given_stores if store["output"] > store["target"]]
    if fewer:
        assert ManagementBonus.compute({"stores": fewer, "rate": 0.03})["excess"] == got
