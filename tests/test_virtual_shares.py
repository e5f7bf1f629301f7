"""Virtual shares held by people: counts by position, performance and service; who may hold; who leaves."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base.problem import InputError
from engine.plan.scenario import get
from engine.rules.dividends.virtual_share_conversion import VirtualShareConversion
from engine.rules.dividends.virtual_share_count import VirtualShareCount
from engine.rules.dividends.virtual_share_leaving import VirtualShareLeaving
from engine.run.simulate import simulate
from tests.small import HEADER, ROWS, company, drivers, scenario

HEADED = HEADER + ",awards,leaves_in"


def rows(*more):
    return tuple(f"{row},{each}" for row, each in zip(ROWS, more, strict=True))


STAYING = rows("0,0", "2,0", "0,0", "1,0")


def count(**given_values):
    return VirtualShareCount.compute(given_values)


@pytest.mark.parametrize(("completion", "shares"), [(0.0, 1000), (0.899999, 1000), (0.9, 1450), (1.0, 1500), (1.2, 1600)])
def test_performance_shares_begin_at_90_percent(completion, shares):
    assert count(position=1000, completion=completion, years=0)["shares"] == shares


def test_performance_shares_are_whole():
    assert count(position=3, completion=1.0, years=0)["performance_shares"] == 2  # 1.5 up


def test_without_position_shares_there_are_none_for_service():
    """Tried alone and in a company, where C serves its year without any."""
    alone = count(position=0, completion=1.0, years=5)
    assert (alone["service_shares"], alone["performance_shares"], alone["shares"]) == (0, 0, 0)
    assert count(position=1, completion=0.0, years=5)["shares"] == 501
    of = company(STAYING, HEADED)
    assert of.people.years[2] > 0 and VirtualShareCount().shares(drivers(of))[2] == 0


@pytest.mark.parametrize(("layer", "years", "awards", "eligible"), [
    ("senior", 0, 9, False), ("senior", 1, 0, True), ("middle", 1, 9, False), ("middle", 2, 0, True),
    ("key", 2, 2, False), ("key", 3, 1, False), ("key", 3, 2, True), ("any", 0, 0, True)])
def test_who_may_hold(layer, years, awards, eligible):
    got = count(position=100, completion=0.5, years=years, layer=layer, awards=awards)
    assert got["eligible"] is eligible
    assert got["shares"] == (100 + 100 * years if eligible else 0)


def test_counts_in_a_company():
    """A: 100 at a score of 90 → + 45 + 5 × 100; B at 80: none for performance; C has no position shares."""
    world = drivers(company(STAYING, HEADED))
    assert VirtualShareCount().shares(world).tolist() == [645, 500, 0, 300]
    by_post = VirtualShareCount(position_shares={"seller": 1000})
    assert by_post.shares(world).tolist() == [1000 + 450 + 500, 1000 + 300, 1000 + 100, 300]


def test_counts_move_with_service_and_sales():
    of, rule = company(STAYING, HEADED), VirtualShareCount(completion_from="sales")
    assert rule.shares(drivers(of)).tolist() == [100 + 60 + 500, 200 + 90 + 300, 0, 300]  # D has no sales and 70 points
    assert rule.shares(drivers(of, year=3)).tolist() == [100 + 60 + 700, 200 + 90 + 500, 0, 500]
    assert rule.shares(drivers(of, revenue_growth=-0.1)).tolist() == [100 + 54 + 500, 500, 0, 300]  # B falls below 90%


def test_eligibility_comes_with_the_years():
    of = company(STAYING, HEADED)
    rule = VirtualShareCount(senior_groups=("clerk",), key_groups=("sales",))
    assert (rule.shares(drivers(of)) > 0).tolist() == [False, True, False, False]  # A has no awards, D no year yet
    assert (rule.shares(drivers(of, year=2)) > 0).tolist() == [False, True, False, True]


def test_the_higher_layer_counts():
    of = company(STAYING, HEADED)
    assert VirtualShareCount(senior_groups=("sales",), key_groups=("seller",)).layer(of.people).tolist() == [
        "senior", "senior", "senior", ""]


def test_a_group_that_is_not_there():
    plan = {"rule": "virtual_shares", "count": {"senior_groups": ["boss"]}}
    with pytest.raises(InputError, match=r"dividends.virtual.count.senior_groups: .*“boss”"):
        scenario(dividends={"virtual": plan})
    plan = {"rule": "virtual_shares", "count": {"position_shares": {"sellr": 1}}}
    with pytest.raises(InputError, match=r"“sellr”.* Did you mean “seller”"):
        scenario(dividends={"virtual": plan})


# ---------------------------------------------------------------- over the years

FUND = {"rule": "virtual_shares", "fund": {"last_bonus": 100_000, "last_profit": 1_000_000, "ratio_decimals": None}}


def awards(rows_=ROWS, header=HEADER, **programme):
    outcome = simulate(scenario(rows=rows_, header=header, dividends={"virtual": {**FUND, **programme}}))
    return [year.awards["virtual"] for year in outcome.years]


def test_service_makes_shares_grow_in_the_pipeline():
    for year, award in zip((1, 2, 3), awards(count={}), strict=True):
        world = drivers(year=year)
        held = VirtualShareCount().shares(world) * (world.service >= 1)  # D joins in year 2
        assert (award.to_people == held * (award.paid // held.sum())).all() and award.paid > 0


@pytest.mark.parametrize("month", [1, 6, 11, 12])
def test_good_standing_is_paid_for_the_months_served(month):
    """B holds twice A's shares and leaves at the month's end: so many twelfths, at once; the rest stays in the fund."""
    leave = awards(rows("0,0", f"0,{month}", "0,0", "0,0"), HEADED)[0]
    assert leave.to_people[1] == 2 * leave.to_people[0] * month // 12 > 0
    assert (leave.now[1], leave.account[1]) == (leave.to_people[1], 0)
    assert leave.now[0] < leave.to_people[0]
    forfeited = 2 * leave.to_people[0] - leave.to_people[1]
    assert leave.carried - forfeited - leave.fund * 15 // 100 in range(300)  # what does not divide into cents a share


@pytest.mark.parametrize("month", [1, 6, 12])
def test_bad_standing_loses_all_and_the_others_hold_more(month):
    leave = awards(rows("0,0", f"0,{month}", "0,0", "0,0"), HEADED, leaving={"standing": "bad"})
    assert leave[0].to_people[1] == leave[0].now[1] == 0
    assert leave[0].to_people[0] > 1.5 * awards()[0].to_people[0]


@pytest.mark.parametrize("month", [1, 6])
@pytest.mark.parametrize("standing", ["good", "bad"])
def test_nobody_who_is_gone_takes_part(standing, month):
    for award in awards(rows("0,0", f"0,{month}", "0,0", "0,0"), HEADED, leaving={"standing": standing})[1:]:
        assert award.to_people[1] == award.now[1] == award.account[1] == 0


@given(st.integers(0, 12), st.sampled_from(["good", "bad"]), st.booleans())
def test_nothing_is_lost_when_people_leave(month, standing, counted):
    found = awards(rows("0,0", f"0,{month}", "0,3", "0,0"), HEADED, leaving={"standing": standing},
                   count={} if counted else None)
    handed_out, funds, carried = 0, 0, 0
    for award in found:
        assert award.fund == award.paid + award.carried + award.kept
        assert award.paid == award.to_people.sum() and (award.to_people >= 0).all() and (award.account >= 0).all()
        handed_out += int(award.now.sum())
        funds += award.fund - carried
        carried = award.carried
    assert funds == handed_out + int(found[-1].account.sum()) + carried


@given(st.integers(0, 10**9), st.integers(0, 12), st.integers(0, 10**9), st.sampled_from(["good", "bad"]))
def test_leaving_splits_what_there_was(dividend, months, account, standing):
    got = VirtualShareLeaving.compute({"dividend": dividend / 100, "months": months, "account": account / 100,
                                       "standing": standing})
    fen = {key: round(value * 100) for key, value in got.items()}
    assert fen["paid"] + fen["forfeited"] == dividend + account
    assert fen["paid"] == (0 if standing == "bad" else dividend * months // 12 + account)


# ---------------------------------------------------------------- conversion

def convert(**given_values):
    return VirtualShareConversion.compute(given_values)


def test_all_is_converted_unless_told():
    assert convert(held=100, net_asset_value=1) == {"converted": 100, "left": 0, "price": 0.9, "to_pay": 90}


def test_the_price_never_falls_below_the_part():
    assert convert(held=1, net_asset_value=0.01)["price"] == 0.01
    assert convert(held=1, net_asset_value=1.01)["price"] == 0.91  # 0.909


def test_half_of_an_odd_holding_is_rounded_up():
    with pytest.raises(InputError, match="convert at least 51 of the 101 held"):
        convert(held=101, converted=50, net_asset_value=1)
    assert convert(held=101, converted=51, net_asset_value=1)["left"] == 50


@pytest.mark.parametrize("wrong", [{"converted": 11}, {"price_part": 0.89}, {"least_part": 0.4}])
def test_conversions_that_are_refused(wrong):
    with pytest.raises(InputError):
        convert(held=10, net_asset_value=1, **wrong)


def test_a_count_can_be_set_by_an_override():
    start = scenario(dividends={"virtual": FUND})
    made = start.reformed({"dividends.virtual.count": {"rule": "virtual_share_count"},
                           "dividends.virtual.count.per_year": 200})
    assert get(made.plan, made.assumptions, "dividends.virtual.count.per_year") == 200
    assert not np.array_equal(simulate(made).year().dividends, simulate(start).year().dividends)
