"""Pay elements that no case uses in these words, on a small company: the spreadsheet computes what the engine pays."""

import numpy as np
import pytest

from engine.base.trace import Trace
from engine.rules.kinds import DeductionElement
from engine.rules.pay.deferral import Deferral
from engine.rules.rule import rule_named
from tests import small
from tests.algebra.test_rules import amount_of, assert_the_sheet_agrees

HEADER = small.HEADER + ",rating,allowance,deduction,product_factor,complaints,leaves_in,collected_rate,pieces"
ROWS = ("A,sales,seller,north,,5000,5,90,1,100,1200000,1000000,excellent,120,400,1.2,0,,0.9,14400",
        "B,sales,seller,north,A,5000,3,80,2,200,900000,1000000,advanced,0,1200,0.8,1,7,1,9000",
        "C,sales,seller,south,A,4000,1,69.99,1.5,0,600000,600000,,80.05,2000,1,0,1,0.5,0",
        "D,support,clerk,south,A,6000,0,70,1,300,0,0,,0,3333.33,1,0,,1,24000")
COMPANY = small.company(ROWS, HEADER)
BOUNDS = {"margin_low": 0.4, "margin_high": 0.45}

RULES = [
    ("allowance", {"everybody": 200}), ("rated_raise", {}),
    ("annual_salary", {"base": 100_000, "measure": "own_sales", "growth": 0.1}), ("annual_salary", {"measure": "score", "advance": 0.3}),
    ("annual_salary", {"measure": "profit"}), ("annual_salary", {"measure": "unit_sales"}), ("annual_salary", {"measure": "revenue"}),
    ("over_production", {"measure": "own_sales", "base": 100_000, "share": "by_coefficient", "rate": 0.05}),
    ("over_production", {"measure": "unit_sales", "share": "equally", "rate": 0.033333}),
    ("over_production", {"measure": "pieces", "base": 5000, "share": "equally"}),
    ("over_production", {"measure": "revenue", "base": 5_000_000, "share": "by_coefficient"}),
    ("store_bonus", BOUNDS), ("store_bonus", {**BOUNDS, "monthly_target": 100_000, "coefficients": "of_unit"}),
    ("store_bonus", {**BOUNDS, "period": "year"}),
    ("management_bonus", {"period": "year"}), ("management_bonus", {"monthly_target": 60_000, "period": "quarter"}),
    ("scorecard_pay", {"scope": "own", "period": "month", "by_product": True}), ("scorecard_pay", {"of_history": 1.1}),
    ("roll_out", {"start": 3, "accepts_from": 70}), ("roll_out", {"start": 12}), ("roll_out", {"start": 11}),
    ("achievement_ranking", {}), ("achievement_ranking", {"basis": "this_year"}),
    ("piece_rate", {"task": 900, "rate": 4.05}), ("piece_rate", {"task": 900, "on": "above_task", "rate": 4.05})]


def people():
    """Everybody of the small company in a year of some growth."""
    world = small.drivers(COMPANY, revenue_growth=0.1)
    return world.group(np.arange(len(world.people)))


@pytest.mark.parametrize(("name", "given"), RULES)
def test_a_pay_element(name, given):
    rule, here = rule_named(name).model_validate({"rule": name, **given}), people()
    laid = assert_the_sheet_agrees(rule, lambda same: same.bind(here), len(here), len(COMPANY.unit_keys))
    paid = laid.grid.spread(rule.pay(here, Trace()))
    assert any(paid) and np.array_equal(amount_of(laid), paid)


def test_a_deduction_held_by_other_pay():
    rule, here = rule_named("deduction").model_validate({"rule": "deduction", "most": 0.25}), people()
    assert isinstance(rule, DeductionElement)
    others = np.linspace(200_000, 700_000, 12 * len(here)).astype(np.int64).reshape(12, len(here))
    laid = assert_the_sheet_agrees(rule, lambda same: {**same.bind(here), "pay": others}, len(here), 2)
    taken = laid.grid.spread(rule.settle(rule.pay(here, Trace()), others, Trace()))
    assert any(taken) and np.array_equal(amount_of(laid), taken)


def test_pay_held_back_until_december():
    earned = np.arange(12 * 3).reshape(12, 3) * 33_333
    laid = assert_the_sheet_agrees(Deferral(), lambda _: {"earned": earned, "stays": np.array([True, False, True])}, 3, 1)
    paid = np.array(amount_of(laid)).reshape(3, 12)
    assert paid.sum(axis=-1)[[0, 2]].tolist() == earned.sum(axis=0)[[0, 2]].tolist()
    assert paid[1, -1] == (earned[-1, 1] * 8 + 5) // 10, "what waited is lost"
