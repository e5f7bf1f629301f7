"""Excess-profit layers, store dividends, dividends by post value: pools, conditions, leavers, nothing lost."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base.book import Given
from engine.base.money import to_fen
from engine.base.problem import InputError
from engine.rules.dividends.excess_profit_layers import ExcessProfitLayers
from engine.rules.dividends.post_value_dividend import PostValueDividend
from engine.rules.dividends.store_dividend import StoreDividend
from engine.rules.equity.store_share_plan import StoreSharePlan
from engine.run.simulate import simulate
from engine.run.unit_profit import unit_profits
from engine.world.drivers import project
from tests.small import FACTS, HEADER, ROWS, company, drivers, scenario

# ---------------------------------------------------------------- excess-profit layers


@pytest.mark.parametrize(("actual", "core", "middle"), [
    (1_100_000, 0, 0), (1_100_000.25, 0.02, 0.01), (1_099_999.99, 0, 0), (2_100_000, 80_000, 30_000), (-5, 0, 0)])
def test_layers_at_the_baseline(actual, core, middle):
    got = ExcessProfitLayers.compute({"actual": actual, "history": [1_000_000]})
    assert (got["core"], got["middle"]) == (core, middle)


def test_the_baseline_is_the_mean_of_the_last_three():
    assert ExcessProfitLayers.compute({"actual": 0, "history": [9e9, 100, 200, 300]})["baseline"] == 220
    assert ExcessProfitLayers.compute({"actual": 0, "history": [100], "raised": 1.0})["baseline"] == 100
    assert ExcessProfitLayers.compute({"actual": 5, "history": [-100]})["excess"] == 5
    assert ExcessProfitLayers.compute({"actual": 5, "baseline": 3})["excess"] == 2


def test_layers_without_a_baseline():
    with pytest.raises(InputError, match="no net profits to take the mean of"):
        ExcessProfitLayers.compute({"actual": 5})


def layers(rows=ROWS, header=HEADER, **parameters):
    plan = {"rule": "excess_profit_layers", "core_groups": ["seller"], "middle_years": 1, **parameters}
    return simulate(scenario(rows=rows, header=header, assumptions={"profit_growth": 1.5}, dividends={"layers": plan}))


def test_layers_in_a_company():
    """The mean of 500,000, 600,000 and 600,000, raised, is the first baseline; the year itself enters the next one."""
    outcome = layers(earlier=[500_000.0, 600_000.0])
    first = outcome.year(1)
    profit = first.statement.net_profit + round(first.statement.incentive_dividends * 0.75)
    excess = profit - Fraction(1_700_000_00, 3) * Fraction(11, 10)
    award = first.awards["layers"]
    assert award.fund == pytest.approx(float(excess) * 0.11, abs=2)
    assert award.to_people[3] == 0  # D has not served a year
    second = outcome.year(2).awards["layers"]
    assert 0 < second.fund < award.fund
    assert second.to_people[3] > 0 and second.to_people[:3].sum() * 3 == pytest.approx(second.to_people[3] * 8, abs=30)


def test_layers_and_who_leaves():
    """B, coefficient 2, leaves after March: a quarter of twice A's part; the rest stays with the company."""
    outcome = layers([f"{row},{month}" for row, month in zip(ROWS, (0, 3, 0, 0), strict=True)], HEADER + ",leaves_in",
                     middle=0.0)
    award = outcome.year(1).awards["layers"]
    assert award.to_people[1] == pytest.approx(award.to_people[0] / 2, abs=2) and award.to_people[0] > 0
    assert award.kept == pytest.approx(3 * award.to_people[1], abs=5)
    assert award.fund == award.paid + award.kept
    assert outcome.year(2).awards["layers"].to_people[1] == 0


# ---------------------------------------------------------------- store dividends

@pytest.mark.parametrize(("profit", "year", "out"), [(100, 1, 0), (100, 2, 80), (0, 2, 0), (-100, 2, 0), (0.01, 2, 0.01)])
def test_when_a_store_distributes(profit, year, out):
    got = StoreDividend.compute({"net_profit": profit, "year": year, "holdings": {"all": 1.0}})
    assert (got["all"], got["kept"]) == (out, max(0, profit) - out)


def test_holdings_that_are_refused():
    with pytest.raises(InputError, match=r"sum to 90%, not to 100%; change one by \+10%"):
        StoreDividend.compute({"net_profit": 1, "holdings": {"a": 0.5, "b": 0.4}})
    with pytest.raises(InputError, match="“kept”"):
        StoreDividend.compute({"net_profit": 1, "holdings": {"kept": 1.0}})


@given(st.integers(0, 10**12), st.lists(st.integers(1, 1000), min_size=1, max_size=8))
def test_store_dividends_lose_nothing(profit, weights):
    holdings = {f"h{i}": round(each / sum(weights), 6) for i, each in enumerate(weights)}
    holdings["h0"] = round(holdings["h0"] + 1 - sum(holdings.values()), 6)
    got = StoreDividend.compute({"net_profit": profit / 100, "holdings": holdings})
    assert sum(to_fen(each) for each in got.values()) == profit


UNITS = {"office": {"zh": "总部", "en": "Office", "kind": "headquarters"}, **FACTS["units"]}
STORE_ROWS = (*ROWS, "M,support,clerk,office,,8000,6,90,1,0,0,0")


def stores(units=UNITS, rows=STORE_ROWS, header=HEADER, assumptions=None, **parameters):
    of = company(rows, header, units=units)
    return simulate(scenario(of=of, assumptions=assumptions,
                             dividends={"stores": {"rule": "store_dividend", **parameters}}))


def before(year):
    """The year's statement before incentive dividends."""
    return replace(year.statement, incentive_dividends=0)


def test_units_profits_are_the_companys():
    outcome = stores()
    year = outcome.year(1)
    world = project(outcome.scenario.company, outcome.scenario.assumptions, 1)
    profits = unit_profits(world, year.lines, before(year))
    pay = [int(year.pay[[0, 1]].sum()), int(year.pay[[2, 3]].sum())]
    costs = [100_000_000 * 21 // 27, 100_000_000 * 6 // 27]
    for place, (sales, paid, cost) in enumerate(zip((210_000_000, 60_000_000), pay, costs, strict=True), start=1):
        before_tax = sales // 2 - paid - cost
        assert profits[place] == pytest.approx(before_tax * (0.75 if before_tax > 0 else 1), abs=2)
    assert profits[0] == -int(year.pay[4])


def test_own_costs_of_a_unit_are_not_shared():
    units = {**UNITS, "north": {**UNITS["north"], "own_costs": 1_000_000.0}}
    year = stores(units).year(1)
    world = project(company(STORE_ROWS, units=units), scenario().assumptions, 1)
    south = unit_profits(world, year.lines, before(year))[2]
    assert south == (30_000_000 - int(year.pay[[2, 3]].sum())) * 3 // 4  # no other costs left to bear


def test_store_dividend_by_contribution_coefficient():
    """North's staff take 40% of its 80% by coefficients 1 and 2; the office takes 10% of every store's."""
    year = stores().year(1)
    award = year.awards["stores"]
    world = drivers(company(STORE_ROWS, units=UNITS))
    north, south = unit_profits(world, year.lines, before(year))[1:].tolist()
    out = [round(max(0, each) * 0.8) for each in (north, south)]
    assert award.fund == max(0, north) + max(0, south)
    assert award.to_people[:2].sum() == pytest.approx(out[0] * 0.4, abs=2)
    assert award.to_people[1] == pytest.approx(2 * award.to_people[0], rel=1e-5)
    assert award.to_people[4] == pytest.approx(sum(out) * 0.1, abs=2)
    assert award.kept == award.fund - award.paid


def test_new_store_and_loss_distribute_nothing():
    """North is new in the first year; South, with 600,000 of sales for two people, makes a loss."""
    units = {**UNITS, "north": {**UNITS["north"], "years_open": 0}}
    outcome = stores(units)
    first, second = (outcome.year(number).awards["stores"] for number in (1, 2))
    assert first.paid == 0 and first.kept == first.fund > 0
    assert (second.to_people[:2] > 0).all() and second.to_people[4] > 0
    assert not second.to_people[2:4].any()


@pytest.mark.parametrize("last", [1, 11])
def test_shares_of_a_store_vanish_with_their_holder(last):
    rows = [f"{row},{month}" for row, month in zip(STORE_ROWS, (0, last, 0, 0, 0), strict=True)]
    award, stay = stores(rows=rows, header=HEADER + ",leaves_in").year(1).awards["stores"], stores().year(1).awards["stores"]
    assert award.to_people[1] == 0 and award.to_people[0] > 0
    assert award.fund == award.paid + award.kept and award.fund > stay.fund  # less pay


# ---------------------------------------------------------------- store share plan

RANGES = [{"post": "head", "low": 0.2, "high": 0.3}, {"post": "staff", "low": 0.05, "high": 0.1}]


def shared(*amounts, **more):
    people = [{"name": f"p{i}", "post": "head" if i == 0 else "staff", "amount": each} for i, each in enumerate(amounts)]
    return StoreSharePlan.compute({"investment": 1000, "ranges": RANGES, "subscribers": people, **more})


@pytest.mark.parametrize(("amounts", "stakes", "below", "above"), [
    ((200, 50), (0.2, 0.05), [], []), ((300.01, 100), (0.3, 0.1), [], ["p0"]),
    ((199.99, 49), (0.19999, 0.049), ["p0", "p1"], []), ((0, 0), (0, 0), ["p0", "p1"], [])])
def test_contributions_decide_within_the_range(amounts, stakes, below, above):
    got = shared(*amounts)
    assert tuple(got["holders"].values()) == stakes
    assert (got["below_range"], got["above_range"]) == (below, above)
    assert got["company"] + sum(stakes) == pytest.approx(1)


def test_too_much_is_cut_above_the_lower_ends():
    """25 + 3 × 10% is 55% of 40%: heads keep 20%, staff 5% each, and 5% are left for what goes beyond."""
    got = shared(250, 100, 100, 100)
    assert sum(got["holders"].values()) == pytest.approx(0.4)
    assert got["holders"]["p0"] == pytest.approx(0.2 + 0.05 * 5 / 20)
    crowd = shared(250, *[100] * 9)["holders"]  # even the lower ends are 65%
    assert crowd["p0"] == pytest.approx(0.4 * 20 / 65, abs=1e-6) and sum(crowd.values()) == pytest.approx(0.4)


def test_what_nobody_takes():
    assert shared(200, 50)["unsubscribed"] == 0.25
    filled = shared(200, 50, unsubscribed="staff")["holders"]
    assert filled == {"p0": 0.3, "p1": 0.1}  # as far as their ranges go
    assert shared(200, 0, unsubscribed="staff")["holders"]["p1"] == 0  # who wants nothing is given nothing
    assert shared(200, 50, 50, 50, unsubscribed="staff")["holders"]["p0"] == pytest.approx(0.2 + 0.05 * 10 / 25)


@given(st.lists(st.integers(0, 1000), min_size=1, max_size=12), st.sampled_from(["company", "staff"]))
def test_stakes_are_all_somebodys(amounts, unsubscribed):
    got = shared(*amounts, unsubscribed=unsubscribed)
    holders = list(got["holders"].values())
    assert got["company"] + sum(holders) == pytest.approx(1)
    assert got["company"] >= 0.5 and min(holders) >= 0 and sum(holders) <= 0.4 + 1e-9
    assert holders[0] <= 0.3 and max(holders[1:], default=0) <= 0.1


def test_the_management_part_is_divided_by_itself():
    rows = [{"post": "director", "part_of": "management", "low": 0.15, "high": 0.25}]
    got = StoreSharePlan.compute({"investment": 1000, "ranges": rows,
                                  "subscribers": [{"name": "d", "post": "director", "amount": 20}]})
    assert got["holders"] == {"d": 0.02} and got["company"] == 0.98


@pytest.mark.parametrize(("wrong", "sentence"), [
    ({"company": 0.6}, "sum to 110%, not to 100%"), ({"ranges": [*RANGES, RANGES[0]]}, "“head” has two ranges"),
    ({"ranges": [{"post": "head", "low": 0.3, "high": 0.2}]}, "ends at 20%, below its start of 30%"),
    ({"ranges": [RANGES[0]]}, "no range for post “staff”")])
def test_share_plans_that_are_refused(wrong, sentence):
    with pytest.raises(InputError, match=sentence):
        shared(200, 50, **wrong)


def test_holdings_of_a_company_by_post():
    plan = StoreSharePlan.model_validate({"ranges": [{"post": "seller", "low": 0.1, "high": 0.3},
                                                     {"post": "clerk", "part_of": "management", "low": 0.2, "high": 0.4}]})
    held = plan.holdings(drivers(company(STORE_ROWS, units=UNITS)))
    assert held.stake.tolist() == [200_000, 200_000, 200_000, 0, 0]
    assert held.of_management.tolist() == [0, 0, 0, 0, 300_000]
    assert (held.company(1), held.company(2), held.company_of_management) == (500_000, 700_000, 700_000)


def test_a_range_for_a_post_that_is_not_there():
    with pytest.raises(InputError, match=r"dividends.stores.shares.ranges: .*“head”"):
        stores(shares={"ranges": RANGES})


# ---------------------------------------------------------------- post value

@pytest.mark.parametrize(("scheme", "low", "high"), [("company", 0, 1), ("project", 0, 0.5), ("division", 0.15, 0.8),
                                                     ("joint_venture", 0.2, 0.4)])
def test_a_scheme_holds_the_ratio(scheme, low, high):
    for ratio in (low, high):
        assert PostValueDividend(scheme=scheme, ratio=ratio).pool(100) == round(100 * ratio)
    for ratio in (round(low - 0.01, 2), round(high + 0.01, 2)):
        with pytest.raises(InputError, match="out of"):
            PostValueDividend.compute({"scheme": scheme, "ratio": ratio, "profit": 1, "factors": {"a": [1.0] * 4}})


@pytest.mark.parametrize("factors", [[1.0] * 3, [1.0] * 7, [1.0, 1.0, 1.0, 0.99], [1.0, 1.0, 1.0, 1.31]])
def test_factors_that_are_refused(factors):
    with pytest.raises(InputError):
        PostValueDividend.compute({"profit": 1, "factors": {"a": factors}})


def test_everybody_has_as_many_factors():
    with pytest.raises(InputError, match="same number of factors"):
        PostValueDividend.compute({"profit": 1, "factors": {"a": [1.0] * 4, "b": [1.0] * 5}})


def test_a_loss_is_not_shared():
    assert PostValueDividend.compute({"profit": -100, "factors": {"a": [1.0] * 4}}) == {"pool": 0, "a": 0}


FACTOR = st.integers(100, 130).map(lambda hundredths: hundredths / 100)


@given(st.integers(0, 10**12), st.integers(4, 6).flatmap(lambda number: st.lists(
    st.lists(FACTOR, min_size=number, max_size=number), min_size=1, max_size=6)))
def test_the_pool_is_all_divided_by_products(profit, factors):
    got = PostValueDividend.compute({"profit": profit / 100, "factors": {f"p{i}": each for i, each in enumerate(factors)}})
    parts = [to_fen(got[f"p{i}"]) for i in range(len(factors))]
    assert sum(parts) == to_fen(got["pool"])
    products = [PostValueDividend.product([Fraction(str(each)) for each in person]) for person in factors]
    for part, product in zip(parts, products, strict=True):
        assert abs(part - sum(parts) * product / sum(products)) < 1


def test_post_value_in_a_company():
    rule = PostValueDividend(value_of={"seller": 1.3}, job_type_of={"support": 1.1})
    world = drivers(company(tuple(f"{row},{grade}" for row, grade in zip(ROWS, (1, 0, 9, 0), strict=True)),
                            HEADER + ",skill_grade"))
    factors = rule.factors(Given(**rule.bind_people(world)))
    assert factors["value"].tolist() == [130, 130, 130, 100]
    assert factors["job_type"].tolist() == [100, 100, 100, 110]
    assert factors["qualification"].tolist() == [110, 100, 130, 100]
    assert factors["service"].tolist() == [115, 109, 103, 100]
    assert factors["performance"].tolist() == [120, 110, 100, 100]
    outcome = simulate(scenario(dividends={"value": {"rule": "post_value_dividend", "ratio": 0.1}}))
    award = outcome.year(1).awards["value"]
    assert award.paid == award.fund == award.to_people.sum() and (award.to_people > 0).all()
    assert int(np.argmax(award.to_people)) == 0
