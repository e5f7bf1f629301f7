"""Dividend programmes: funds, smoothing, per share, excess profit; nothing is lost and nothing made up."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base.money import to_fen
from engine.base.problem import InputError
from engine.base.trace import Trace
from engine.company.company import Company
from engine.rules.dividends.dividend_fund import DividendFund
from engine.rules.dividends.dividend_per_share import DividendPerShare
from engine.rules.dividends.excess_profit_share import ExcessProfitShare
from engine.rules.dividends.fund_smoothing import FundSmoothing
from engine.rules.dividends.virtual_shares import VirtualShares
from engine.rules.kinds import Result
from tests.small import ROWS, drivers, facts, half_up, people

RATES = st.integers(0, 100).map(lambda percent: percent / 100)


def result(net_profit, before=60_000_000, growth=Fraction(0), year=1):
    return Result(year=year, before_tax=net_profit, net_profit=net_profit, revenue=10**9, revenue_growth=growth,
                  net_profit_before=before)


def distribute(programme, net_profit, award=None, of=None, **given_result):
    """This year's award, given last year's."""
    year = given_result.get("year", 1)
    world = drivers(Company(facts(), of or people()), year)
    return programme.distribute(result(net_profit, **given_result), world, award, Trace())


@pytest.mark.parametrize(("profit", "fund"), [
    (1_000_000, 57_720), (0, 0), (-1_000_000, 0), (0.01, 0), (999_999.99, 57_720)])
def test_fund(profit, fund):
    """65,800 of 1,140,000 is 5.7719…%, or 5.772% at five decimals."""
    assert DividendFund.compute({"profit": profit, "ratio_decimals": 5})["fund"] == fund


def test_fund_only_from_the_target_on():
    got = [DividendFund.compute({"profit": profit, "target": 1_000_000})["fund"] for profit in (999_999.99, 1_000_000)]
    assert got == [0, 58_000]


@pytest.mark.parametrize(("decimals", "ratio"), [(2, 0.06), (3, 0.058), (4, 0.0577), (None, 65800 / 1140000)])
def test_ratio_is_rounded_as_asked(decimals, ratio):
    assert DividendFund.compute({"profit": 1, "ratio_decimals": decimals})["ratio"] == ratio


def test_ratio_halves_up():
    assert DividendFund(last_bonus=25.0, last_profit=1000.0, ratio_decimals=2).ratio() == Fraction(3, 100)


def test_a_fund_of_more_than_all_profit_is_refused():
    assert DividendFund(last_bonus=100.0, last_profit=100.0).ratio() == 1
    with pytest.raises(InputError, match=r"the fund would take 130.0% of net profit, more than all of it"):
        DividendFund.compute({"profit": 1, "last_bonus": 100, "last_profit": 100, "coefficient": 1.3})


@given(st.lists(st.integers(0, 10**14), max_size=8), RATES)
def test_smoothing_loses_nothing(funds, part):
    got = FundSmoothing.compute({"funds": [fund / 100 for fund in funds], "distributed": part})
    paid, carried = ([to_fen(amount) for amount in got[key]] for key in ("paid", "carried"))
    rest = 0
    for i, fund in enumerate(funds):
        assert paid[i] + carried[i] == fund + rest
        assert paid[i] == half_up((fund + rest) * Fraction(str(part)))
        rest = carried[i]
    assert sum(funds) == sum(paid) + rest


@pytest.mark.parametrize(("distributed", "shares", "each", "left"), [
    (1, 100, 0.01, 0), (0.99, 100, 0, 0.99), (1.99, 100, 0.01, 0.99), (5, 0, 0, 5), (0, 10, 0, 0)])
def test_per_share_is_rounded_down_to_the_cent(distributed, shares, each, left):
    got = DividendPerShare.compute({"distributed": distributed, "shares": shares, "held": 0})
    assert (got["per_share"], got["left_in_fund"]) == (each, left)


def test_more_held_than_there_is():
    for rule, more in ((DividendPerShare, {"distributed": 1}), (VirtualShares, {"profit": 1})):
        with pytest.raises(InputError, match="11 shares held are more than the 10 that take part"):
            rule.compute({"shares": 10, "held": 11, **more})


@given(st.integers(0, 10**6), RATES)
def test_now_and_account_are_the_dividend(fen, part):
    dividend = np.array([fen, 2 * fen])
    now, account = DividendPerShare(paid_now=part).parts(dividend)
    assert (now + account == dividend).all() and (now >= 0).all() and (account >= 0).all()


FUND = {"fund": {"last_bonus": 100_000, "last_profit": 1_000_000, "ratio_decimals": None}}


def test_virtual_shares_over_two_years():
    """1m profit, 10% fund, 85% out: ¥85,000 among 600 shares (D has not served a year) is ¥283.33 each × 300."""
    programme = VirtualShares.model_validate(FUND)
    first = distribute(programme, 100_000_000)
    each = 8_500_000 // 300
    assert first.to_people.tolist() == [100 * each, 200 * each, 0, 0]
    assert first.now.tolist() == [90 * each, 180 * each, 0, 0]
    assert first.account.tolist() == [10 * each, 20 * each, 0, 0]
    assert first.carried == 1_500_000 + 8_500_000 - 300 * each
    second = distribute(programme, 100_000_000, first)
    assert second.fund == 10_000_000 + first.carried
    assert (second.now == second.to_people - second.account + first.account).all()


@given(st.lists(st.integers(-10**12, 10**12), min_size=1, max_size=6), RATES, RATES, st.integers(0, 10))
def test_virtual_shares_lose_nothing(profits, smoothing, now, min_years):
    programme = VirtualShares.model_validate({**FUND, "smoothing": {"distributed": smoothing},
                                              "per_share": {"paid_now": now}, "min_years": min_years})
    award, funds, handed_out = None, 0, 0
    for profit in profits:
        before, award = award, distribute(programme, profit, award)
        assert award.fund == award.paid + award.carried + award.kept
        assert award.paid == award.to_people.sum()
        funds += award.fund - (before.carried if before else 0)
        handed_out += int(award.now.sum())
    assert funds == handed_out + int(award.account.sum()) + award.carried


def test_virtual_shares_without_holders():
    award = distribute(VirtualShares.model_validate({**FUND, "min_years": 10}), 100_000_000)
    assert award.paid == 0 and award.carried == award.fund == 10_000_000


@pytest.mark.parametrize(("actual", "growth", "pool"), [
    (1_000_000, None, 0), (1_000_000.07, None, 0.01), (999_999.99, None, 0), (1_500_000, None, 75_000),
    (1_500_000, 0.15, 75_000), (1_500_000, 0.1499, 0), (-5, None, 0)])
def test_excess_profit_at_its_conditions(actual, growth, pool):
    given_values = {"actual": actual, "target": 1_000_000, "rate": 0.15}
    if growth is not None:
        given_values["revenue_growth"] = growth
    assert ExcessProfitShare.compute(given_values)["pool"] == pool


def test_excess_profit_is_shared_by_coefficient():
    """Profit 600,000 above last year's 600,000: 15% is 90,000, for A 1, B 2 and C 1.5; D has served no year."""
    award = distribute(ExcessProfitShare(min_revenue_growth=None), 120_000_000)
    assert award.to_people.tolist() == [2_000_000, 4_000_000, 3_000_000, 0]
    assert (award.fund, award.paid, award.carried, award.kept) == (9_000_000, 9_000_000, 0, 0)
    clerks = distribute(ExcessProfitShare(min_revenue_growth=None, groups=("clerk",), min_years=0), 120_000_000)
    assert clerks.to_people.tolist() == [0, 0, 0, 9_000_000]
    nobody = distribute(ExcessProfitShare(min_revenue_growth=None, groups=("clerk",)), 120_000_000)
    assert (nobody.paid, nobody.kept) == (0, 9_000_000)


def test_excess_profit_after_a_loss():
    """Last year's loss is no target to exceed: the target is then zero."""
    programme = ExcessProfitShare(min_revenue_growth=None, rate=0.1)
    assert distribute(programme, 100, before=-50_000_000).fund == 10
    assert distribute(programme, -100, before=-50_000_000).fund == 0


def test_the_growth_condition_in_a_year():
    programme = ExcessProfitShare()
    assert distribute(programme, 120_000_000, growth=Fraction(15, 100)).fund == 9_000_000
    assert distribute(programme, 120_000_000, growth=Fraction(1499, 10_000)).fund == 0


@given(st.integers(0, 10**12), st.lists(st.integers(0, 100), min_size=1, max_size=8))
def test_excess_profit_loses_nothing(profit, coefficients):
    of = people([f"P{i},sales,seller,north,,1,1,1,{coefficient},0,0,0" for i, coefficient in enumerate(coefficients)])
    award = distribute(ExcessProfitShare(min_revenue_growth=None), profit, of=of)
    assert award.fund == award.paid + award.kept
    assert award.paid == award.to_people.sum() == (award.fund if any(coefficients) else 0)
    assert (award.to_people == award.now).all()


def test_everybody_is_there():
    assert len(people(ROWS)) == 4
