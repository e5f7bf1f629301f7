"""The pay elements beside commission: fixed, post, score, over-production, split by role."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base.problem import InputError
from engine.base.trace import Trace
from engine.rules.kinds import PayElement
from engine.rules.pay.annual_salary import AnnualSalary
from engine.rules.pay.fixed_pay import FixedPay
from engine.rules.pay.over_production import OverProduction
from engine.rules.pay.post_pay import PostPay
from engine.rules.pay.role_split import RoleSplit
from engine.rules.pay.score_coefficient import ScoreCoefficient
from engine.rules.rule import registry
from tests.small import HEADER, ROWS, company, drivers, paid, stacked

ELEMENTS = [rule for rule in registry().values() if issubclass(rule, PayElement)]


def yearly(rule, of=None, **assumptions):
    return (paid(rule, of, **assumptions).sum(axis=0) / 100).tolist()


def test_fixed_pay_and_post_pay():
    assert yearly(FixedPay(share=0.8)) == [48_000, 48_000, 38_400, 57_600]
    assert yearly(PostPay(share=0.5)) == [27_000, 24_000, 16_797.6, 25_200]  # scores 90, 80, 69.99, 70


@pytest.mark.parametrize(("score", "coefficient"), [
    (0, 0), (59.99, 0), (60, 0.4), (64.99, 0.4), (65, 0.5), (69.99, 0.5), (70, 0.6), (74.99, 0.6), (75, 0.7),
    (80, 0.8), (85, 0.9), (89.99, 0.9), (90, 1.0), (94.99, 1.0), (95, 1.2), (200, 1.2)])
def test_score_at_the_bounds(score, coefficient):
    got = ScoreCoefficient.compute({"score": score, "base_pay": 10_000, "share": 0.2})
    assert got == {"coefficient": coefficient, "amount": round(2000 * coefficient, 2)}


def test_score_below_the_first_band_pays_nothing():
    table = [{"from": 60, "coefficient": 0.5}]
    assert ScoreCoefficient.compute({"score": 59.99, "base_pay": 100, "table": table})["amount"] == 0
    assert ScoreCoefficient.compute({"score": 60, "base_pay": 100, "table": table})["amount"] == 10


@given(st.integers(0, 20_000), st.integers(0, 20_000))
def test_a_higher_score_never_pays_less(a, b):
    low, high = sorted((a, b))
    less, more = ScoreCoefficient().coefficient(np.array([low, high]))
    assert less <= more


@pytest.mark.parametrize(("actual", "amount"), [
    (2_999_999.99, 0), (3_000_000, 0), (3_000_000.25, 0.01), (3_500_000, 10_000), (-1, 0)])
def test_over_production_at_the_base(actual, amount):
    assert OverProduction.compute({"actual": actual, "base": 3_000_000, "rate": 0.02})["amount"] == amount


@pytest.mark.parametrize(("measure", "each"), [
    ("own_sales", [20_000, -1, 0, 0]),  # A has 1.2m against a history of 1m; B is below; nobody else is above
    ("unit_sales", [10_000, 10_000, 0, 0]),  # north has 2.1m against 2m
    ("revenue", [0] * 4), ("profit", [0] * 4), ("pieces", [0] * 4)])
def test_over_production_measures(measure, each):
    assert yearly(OverProduction(measure=measure, rate=0.1)) == [max(0, amount) for amount in each]


def test_over_production_of_profit_is_paid_in_december():
    """Profit before tax doubles from 0.8m: 2% of 0.8m."""
    pay = paid(OverProduction(rate=0.02), profit_growth=1.0)
    assert (pay[:11] == 0).all()
    assert pay[11].tolist() == [1_600_000] * 4
    assert yearly(OverProduction(rate=0.02, share="equally"), profit_growth=1.0) == [4000] * 4
    by_coefficient = yearly(OverProduction(rate=0.02, share="by_coefficient"), profit_growth=1.0)
    assert by_coefficient == [2909.09, 5818.18, 4363.64, 2909.09]  # 1, 2, 1.5, 1 of 5.5
    assert yearly(OverProduction(rate=0.02, base=2_000_000), profit_growth=1.0) == [0] * 4


def test_over_production_in_a_loss():
    """A loss that shrinks but stays a loss is not above zero."""
    loss = company(profit=-600_000)
    assert yearly(OverProduction(rate=0.1), loss, profit_growth=0.5) == [0] * 4


def test_over_production_shared_by_nobodys_coefficient():
    of = company([row.replace(",1,100,", ",0,100,").replace(",1,300,", ",0,300,") for row in (ROWS[0], ROWS[3])])
    assert yearly(OverProduction(rate=0.1, share="by_coefficient"), of, profit_growth=1.0) == [0, 0]


SHARES = {"seller": 0.6, "clerk": 0.3, "nobody": 0.1}


def test_role_split():
    """North sells 175,000 a month, south 50,000: a pool of 8,750 and 2,500; nobody's 10% stays."""
    pool = {"scope": "unit", "on": "all", "mode": "whole", "tiers": [{"from": 0, "rate": 0.05}]}
    rule = RoleSplit.model_validate({"shares": SHARES, "commission": pool})
    assert paid(rule)[0].tolist() == [262_500, 262_500, 150_000, 75_000]


@given(st.integers(0, 10**9), st.lists(st.integers(1, 50), min_size=1, max_size=7))
def test_role_split_keeps_the_pool(fen, parts):
    shares = {f"role {i}": part / 1000 for i, part in enumerate(parts)}
    shares["rest"] = (1000 - sum(parts)) / 1000
    split = RoleSplit.compute({"pool": fen / 100, "shares": shares})
    assert sum(round(amount * 100) for amount in split.values()) == fen


def test_a_pool_of_one_fen():
    split = RoleSplit.compute({"pool": 0.01})
    assert sorted(split.values()) == [0] * 6 + [0.01]
    assert split["operations"] == 0.01  # the largest share has the largest remainder


@pytest.mark.parametrize(("shares", "says"), [
    ({"a": 0.6, "b": 0.5}, "sum to 110%, not to 100%; change one by -10%"),
    ({"a": 0.3, "b": 0.3, "c": 0.399999}, "sum to 99.9999%"), ({}, "the table is empty"),
    ({"a": 1.5, "b": -0.5}, "b: -50% is out of range")])
def test_shares_that_do_not_sum_to_one(shares, says):
    with pytest.raises(InputError) as refused:
        RoleSplit.compute({"pool": 1, "shares": shares})
    assert says in str(refused.value)


def variants(rule):
    """The element as it stands, and in each of its choices and flags."""
    yield rule()
    for key, parameter in rule.parameters().items():
        for value in [*(parameter.choices or ()), *([True] if parameter.unit.value == "flag" else ())]:
            yield rule.model_validate({key: value})


VARIANTS = [each for rule in ELEMENTS for each in variants(rule)]




def alone_in_the_group(rule):
    """Whether everybody's pay is their own, whoever else is in the group."""
    return (not isinstance(rule, RoleSplit) and not getattr(rule, "per_head", False)
            and getattr(rule, "share", "each") not in ("equally", "by_coefficient"))


@pytest.mark.parametrize("rule", VARIANTS, ids=lambda rule: rule.name())
def test_more_axes_in_front(rule):
    """Several draws at once pay what each draw pays alone; as many draws as there are people or months, too."""
    world = drivers(revenue_growth=0.5)
    for factors in ([1, 3], [0, 1, 2, 5], list(range(12))):
        draws = stacked(world, factors)
        together = rule.pay(draws.group(np.arange(4)), Trace())
        for i, factor in enumerate(factors):
            one = stacked(world, [factor])
            alone = rule.pay(one.group(np.arange(4)), Trace())
            shape = (12, 4)
            assert (np.broadcast_to(together, (len(factors), *shape))[i] == np.broadcast_to(alone, (1, *shape))).all()


@pytest.mark.parametrize("rule", VARIANTS, ids=lambda rule: rule.name())
def test_a_group_of_nobody_and_of_one(rule):
    assert paid(rule, index=[], revenue_growth=0.5).shape == (12, 0)
    alone = company(ROWS[:1])
    pay = paid(rule, alone, revenue_growth=0.5)
    # An annual salary is settled in December: what was advanced too much is taken back there.
    assert ((pay.sum(axis=0) if isinstance(rule, AnnualSalary) else pay) >= 0).all()


@pytest.mark.parametrize("rule", [each for each in VARIANTS if alone_in_the_group(each)], ids=lambda rule: rule.name())
def test_a_group_is_paid_the_same_whoever_stands_beside_it(rule):
    """The sellers' pay is the same whether the group is cut out of the company or has it for itself."""
    every, some = paid(rule, revenue_growth=0.5), paid(rule, index=[1, 2], revenue_growth=0.5)
    assert (every[:, [1, 2]] == some).all()


def test_pieces_follow_sales():
    of = company(["A,sales,seller,north,,5000,5,90,1,0,1200000,1000000,240"], HEADER + ",pieces")
    assert drivers(of, revenue_growth=0.5).pieces.sum() == 360


@pytest.mark.parametrize(("measure", "totals"), [
    # own sales: the bonuses of all sellers are one pool; the unit's: a pool a unit
    ("own_sales", "sum"), ("unit_sales", "units"), ("revenue", "once")])
def test_over_production_pools_hold_what_was_earned(measure, totals):
    each = OverProduction(measure=measure, rate=0.1, base=0.0)
    pooled = OverProduction(measure=measure, rate=0.1, base=0.0, share="equally")
    group = drivers(company()).group(np.arange(4))
    alone, together = (rule.pay(group, Trace())[11] for rule in (each, pooled))
    units = {int(unit): alone[group.unit == unit] for unit in np.unique(group.unit)}
    expected = {"sum": alone.sum(), "units": sum(own.max() for own in units.values()), "once": alone.max()}[totals]
    assert together.sum() == expected
    for unit in units if totals == "units" else ():
        assert together[group.unit == unit].sum() == units[unit].max()
