"""The cap table and the programmes that change it: whole shares, exact stakes that sum to one."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base.money import split
from engine.base.parameter import Text
from engine.base.problem import InputError
from engine.base.trace import Trace
from engine.company.captable import CapTable, ShareLine
from engine.company.ledger import replay
from engine.rules.equity.coefficient_shares import CoefficientShares
from engine.rules.equity.funding_round import FundingRound
from engine.rules.kinds import Moment, Result
from tests.small import ROWS, company, drivers

NAME = Text("名", "Name")


def table(**shares):
    return CapTable({key: ShareLine("founder", NAME, number) for key, number in shares.items()})


def result(year=1, net_profit=60_000_000):
    return Result(year=year, before_tax=net_profit, net_profit=net_profit, revenue=10**9,
                  revenue_growth=Fraction(0), net_profit_before=net_profit)


def advance(programme, before, of=None, **given_result):
    seen = result(**given_result)
    step = programme.advance(Moment("equity.it", before, before, seen, drivers(of)), None, Trace())
    return replay(before, step.events), list(step.events)


def held_by(table):
    """Person → shares of the employees' line, those with any."""
    column = table.holdings.get("employees", np.zeros(4, dtype=np.int64))
    return {key: number for key, number in zip("ABCD", column.tolist(), strict=True) if number}


def test_issue_dilutes_everybody_alike():
    after = table(a=700, b=300).issue("c", 250, "investor", NAME)
    assert after.stakes() == {"a": Fraction(56, 100), "b": Fraction(24, 100), "c": Fraction(20, 100)}
    assert after.issue("c", 10, "investor", NAME).lines["c"].shares == 260


def test_transfer_dilutes_nobody_else():
    after = table(a=700, b=300).transfer("a", "c", 100, "employees", NAME)
    assert after.stakes() == {"a": Fraction(6, 10), "b": Fraction(3, 10), "c": Fraction(1, 10)}
    with pytest.raises(ValueError, match="a holds 700 shares, fewer than 701"):
        table(a=700, b=300).transfer("a", "c", 701, "employees", NAME)


def test_a_table_is_not_changed_in_place():
    before = table(a=700, b=300)
    before.issue("c", 1, "investor", NAME)
    before.transfer("a", "b", 1, "founder", NAME)
    assert before == table(a=700, b=300)


def test_strangers_hold_nothing():
    assert table(a=1).stake("b") == 0


programmes = st.one_of(
    st.builds(CoefficientShares, year=st.integers(1, 6), ratio=st.integers(0, 50).map(lambda n: n / 100),
              giver=st.sampled_from([None, "a", "b"]), min_years=st.integers(0, 6),
              groups=st.sampled_from([(), ("sales",), ("clerk",), ("nobody",)])),
    st.builds(FundingRound, year=st.integers(1, 6), investor=st.sampled_from(["investor", "fund", "a"]),
              investment=st.integers(0, 10**9).map(float), multiple=st.integers(1, 100).map(float),
              pre_money=st.none() | st.integers(1, 10**10).map(float)))


@given(st.lists(programmes, max_size=6), st.integers(0, 10**10), st.integers(1, 10**10),
       st.integers(-10**12, 10**12))
def test_stakes_sum_to_one_whatever_happens(sequence, shares_a, shares_b, profit):
    held = table(a=shares_a, b=shares_b)
    for year in range(1, 7):
        for programme in sequence:
            before, (held, events) = held, advance(programme, held, year=year, net_profit=profit)
            assert sum(held.stakes().values()) == 1
            assert all(line.shares >= 0 for line in held.lines.values())
            assert held.total - before.total == sum(event.new_shares for event in events)
            assert sum(held_by(held).values()) == held.lines.get("employees", ShareLine("", NAME, 0)).shares
            assert (held == before) or events


def test_coefficient_shares_by_hand():
    """10% of a million shares, for coefficients 1, 2, 1.5 and 1."""
    after, (event,) = advance(CoefficientShares(ratio=0.1), table(a=700_000, b=300_000))
    assert after.lines["employees"].shares == 100_000 == event.new_shares
    assert held_by(after) == dict(zip("ABCD", split(100_000, [1, 2, 1.5, 1]), strict=True))
    assert after.stake("a") == Fraction(700, 1100)


def test_coefficient_shares_given_up():
    after, (event,) = advance(CoefficientShares(ratio=0.1, giver="a"), table(a=700_000, b=300_000))
    assert (after.total, event.new_shares) == (1_000_000, 0)
    assert (after.stake("a"), after.stake("b")) == (Fraction(6, 10), Fraction(3, 10))


def test_too_few_to_give_up_and_nobody_to_get():
    poor = table(a=99_999, b=900_001)
    after, (event,) = advance(CoefficientShares(ratio=0.1, giver="a"), poor)
    assert after == poor and "too few shares" in event.what.en
    exactly = table(a=100_000, b=900_000)
    assert advance(CoefficientShares(ratio=0.1, giver="a"), exactly)[0].lines["a"].shares == 0
    after, (event,) = advance(CoefficientShares(min_years=10), exactly)
    assert after == exactly and "Nobody qualifies" in event.what.en


def test_who_takes_part():
    chosen = {"sales": {"A", "B", "C"}, "clerk": {"D"}}
    for group, wanted in chosen.items():
        after, _ = advance(CoefficientShares(groups=(group,)), table(a=1_000_000))
        assert set(held_by(after)) == wanted
    after, _ = advance(CoefficientShares(min_years=3), table(a=1_000_000))
    assert set(held_by(after)) == {"A", "B"}  # 5 and 3 years; C has 1 and D none
    assert advance(CoefficientShares(year=2), table(a=1))[1] == []


@pytest.mark.parametrize(("total", "ratio", "pool"), [(10, 0.05, 1), (9, 0.05, 0), (30, 0.05, 2), (1, 0.5, 1)])
def test_a_pool_is_whole_shares_halves_up(total, ratio, pool):
    assert CoefficientShares(ratio=ratio).pool(total) == pool


@given(st.integers(1, 10**10), st.lists(st.integers(0, 10**7), min_size=1, max_size=6))
def test_coefficients_split_the_pool(total, coefficients):
    given_coefficients = {f"P{i}": coefficient / 10**5 for i, coefficient in enumerate(coefficients)}
    asked = {"total_shares": total, "coefficients": given_coefficients}
    if not any(coefficients):
        with pytest.raises(InputError, match="every coefficient is zero"):
            CoefficientShares.compute(asked)
        return
    got = CoefficientShares.compute(asked)
    pool = got.pop("pool")
    assert sum(got.values()) == pool


def test_a_round_by_hand():
    """12.5m at 50m pre-money for 10m shares: 2.5m new ones at ¥5."""
    after, (event,) = advance(FundingRound(year=2, investment=12_500_000, pre_money=50_000_000),
                              table(a=7_000_000, b=3_000_000), year=2)
    assert after.stakes() == {"a": Fraction(56, 100), "b": Fraction(24, 100), "investor": Fraction(20, 100)}
    assert (event.new_shares, event.price, event.cash) == (2_500_000, 5, 1_250_000_000)


@pytest.mark.parametrize(("investment", "new"), [(4.99, 0), (5, 1), (9.99, 1), (10, 2)])
def test_new_shares_are_whole_rounded_down(investment, new):
    after, _ = advance(FundingRound(year=1, investment=investment, pre_money=50), table(a=10))
    assert after.total == 10 + new


def test_valued_by_profit():
    """600,000 × 20 is 12m; 3m buys a fifth of what is there after the round."""
    round_of = FundingRound(year=1, investment=3_000_000, multiple=20.0)
    assert advance(round_of, table(a=1_000_000))[0].stake("investor") == Fraction(1, 5)
    for profit in (0, -1):
        after, (event,) = advance(round_of, table(a=1_000_000), net_profit=profit)
        assert after == table(a=1_000_000) and "No profit to value" in event.what.en


def test_a_company_without_shares_cannot_be_bought_into():
    with pytest.raises(InputError, match="holders: the cap table has no shares"):
        FundingRound.compute({"holders": {"a": 0}, "pre_money": 1, "investment": 1})


def test_stakes_of_a_file_become_whole_shares():
    holders = {"a": {"zh": "甲", "en": "A", "kind": "founder", "stake": 0.333333},
               "b": {"zh": "乙", "en": "B", "kind": "investor", "stake": 0.666667}}
    of = company(cap_table=holders, owner="a")
    assert of.facts.shares() == {"a": 33_333_300, "b": 66_666_700}


def test_people_without_coefficients():
    of = company([row.replace(",1,100,", ",0,100,") for row in ROWS[:1]])
    assert np.array_equal(of.people.coefficient, [0])
    after, (event,) = advance(CoefficientShares(), table(a=10), of)
    assert after.total == 10 and "Nobody qualifies" in event.what.en
