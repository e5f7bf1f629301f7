"""The payout curve of commission: jumps, reversals and dead zones, and the choice among several schemes."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.answers.pay.payout import Jump, jumps
from engine.base.problem import InputError
from engine.rules.parts.commission import CommissionTerms
from engine.rules.pay.scheme_choice import Scheme, SchemeChoice
from tests.small import company, drivers, paid

SHOP = [{"from": start, "rate": rate} for start, rate in (
    (0, 0), (10_000, 0.02), (30_000, 0.03), (50_000, 0.035), (80_000, 0.04), (120_000, 0.045), (200_000, 0.05))]


def terms(tiers, **more):
    return CommissionTerms.model_validate({"tiers": tiers, **more})


def test_every_band_of_a_whole_amount_table_is_a_jump():
    """At 10,000 pay jumps from nothing to 200; at 30,000 from 600 to 900."""
    found = jumps(terms(SHOP, on="all", mode="whole"))
    assert [(jump.sales / 100, jump.by / 100) for jump in found] == [
        (10_000, 200), (30_000, 300), (50_000, 250), (80_000, 400), (120_000, 600), (200_000, 1000)]
    assert found[0] == Jump(1_000_000, 0, 20_000)


def test_a_marginal_table_has_none():
    assert jumps(terms(SHOP, on="all", mode="marginal")) == []
    assert jumps(terms(SHOP, quota=5000, on="excess", mode="marginal")) == []


def test_everything_once_the_quota_is_reached():
    found = jumps(terms([{"from": 0, "rate": 0.05}], quota=10_000, on="all_once_reached", mode="marginal"))
    assert found == [Jump(1_000_000, 0, 50_000)]


def test_a_falling_rate_on_the_whole_amount_is_a_reversal():
    found = jumps(terms([{"from": 0, "rate": 0.1}, {"from": 10_000, "rate": 0.05}], on="all", mode="whole"))
    assert [jump.by for jump in found] == [-50_000]


def test_pieces_are_stepped_by_whole_pieces():
    rule = terms([{"from": 0, "rate": 4}, {"from": 1000, "rate": 5}], base="units", on="all", mode="whole")
    assert jumps(rule) == [Jump(100_000, 399_600, 500_000)]
    assert jumps(rule.model_copy(update={"mode": "marginal"})) == []


def test_a_band_that_pays_nothing_more():
    tiers = [{"from": 0, "rate": 0.1}, {"from": 1000, "rate": 0}, {"from": 2000, "rate": 0.1}, {"from": 3000, "rate": 0}]
    assert [jump.by for jump in jumps(terms(tiers, on="all", mode="whole"))] == [-10_000, 20_000, -30_000]


TABLES = st.lists(st.tuples(st.integers(1, 500), st.integers(0, 20)), min_size=1, max_size=5,
                  unique_by=lambda row: row[0]).map(sorted)


@given(TABLES, st.integers(0, 400), st.sampled_from(["excess", "all_once_reached", "all"]),
       st.sampled_from(["whole", "marginal"]))
def test_against_walking_every_yuan(rows, quota, on, mode):
    """Between jumps pay never moves by more than the highest rate."""
    rule = terms([{"from": start, "rate": rate / 100} for start, rate in rows], quota=quota, on=on, mode=mode)
    walk = np.arange(0, 100_000, 1)
    pay = rule.amount(walk)
    moves = np.diff(pay)
    steep = {int(i) + 1 for i in np.flatnonzero(np.abs(moves) > 2)}
    found = {jump.sales: jump.by for jump in jumps(rule)}
    assert steep == {sales for sales in found if sales < 100_000}
    assert all(moves[sales - 1] == by for sales, by in found.items() if sales < 100_000)


# ---------------------------------------------------------------- choice of schemes

@pytest.mark.parametrize(("sales", "best", "amount"), [
    (0, "one", 6000), (50_000, "one", 6000), (59_999, "one", 6199.98), (80_000, "three", 7000),
    (75_000, "three", 6750), (100_000, "three", 8000)])
def test_the_best_scheme_at_a_level(sales, best, amount):
    got = SchemeChoice.compute({"sales": sales})
    assert (got["best"], got["amount"]) == (best, amount)
    assert got["amount"] == max(got["schemes"].values())


SURE = Scheme(base_pay=5000, commission=terms([{"from": 0, "rate": 0}], on="all"))
RISKY = Scheme(base_pay=3000, commission=terms([{"from": 0, "rate": 0.04}], on="all"))


def test_of_equally_good_schemes_it_is_the_first():
    """5,000 against 3,000 + 4%: the same at 50,000."""
    sales = np.array([4_999_900, 5_000_000, 5_000_100])
    assert SchemeChoice(schemes={"sure": SURE, "risky": RISKY}).best_at(sales).tolist() == [0, 0, 1]
    assert SchemeChoice(schemes={"risky": RISKY, "sure": SURE}).best_at(sales).tolist() == [1, 0, 0]


def test_margin_and_collections_count():
    margin = Scheme(base_pay=0, commission=terms([{"from": 0, "rate": 0.1}], on="all", base="gross_profit"))
    collected = Scheme(base_pay=0, commission=terms([{"from": 0, "rate": 0.1}], on="all", base="collections"))
    rule = SchemeChoice(schemes={"margin": margin, "collected": collected})
    assert rule.at(np.array([10_000]), margin=0.4, collected=0.5).tolist() == [[400], [500]]


@given(st.lists(st.integers(0, 10**8), min_size=1, max_size=5))
def test_the_choice_is_never_worse_than_any_scheme(sales):
    rule = SchemeChoice()
    pays = rule.at(np.array(sales))
    best = rule.best_at(np.array(sales))
    assert (pays[best, np.arange(len(sales))] == pays.max(axis=0)).all()


def test_the_choice_is_for_the_year():
    """A sells 100,000 a month, B 75,000, C 50,000, D nothing."""
    rule = SchemeChoice(schemes={"sure": SURE, "risky": RISKY})
    assert paid(rule)[0].tolist() == [700_000, 600_000, 500_000, 500_000]
    group = drivers().group(np.arange(4))
    assert rule.chosen_by(group) == {"sure": 2, "risky": 2}
    header = "id,family,post,unit,base_pay," + ",".join(f"sales_{month}" for month in range(1, 13))
    uneven = company(["A,sales,seller,north,1000,600000" + ",0" * 11], header)
    assert paid(rule, uneven).sum() == 6_000_000  # 3,000 × 12 + 24,000 is the same as 5,000 × 12
    assert paid(rule, uneven)[0, 0] == 500_000


def test_newcomers_have_the_first():
    rule = SchemeChoice(schemes={"risky": RISKY, "sure": SURE}, choice_from_years=3)
    assert paid(rule)[0].tolist() == [700_000, 600_000, 500_000, 300_000]  # C, in the first year, and D
    assert rule.chosen_by(drivers().group(np.arange(4))) == {"risky": 4, "sure": 0}


def test_ones_own_base_pay():
    rule = SchemeChoice(schemes={"own": Scheme()})
    assert (paid(rule)[0] - paid(SchemeChoice(schemes={"none": Scheme(base_pay=0)}))[0]).tolist() == [
        500_000, 500_000, 400_000, 600_000]


def test_no_scheme_is_refused():
    with pytest.raises(InputError, match="the table is empty"):
        SchemeChoice.compute({"sales": 1, "schemes": {}})
