from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base.algebra import each_alike
from engine.rules.parts.commission import counted
from engine.rules.parts.tiers import Tier
from engine.rules.pay.commission import Commission
from tests.small import HEADER, company, drivers, half_up, paid

TIERS = [{"from": 0, "rate": 0.08}, {"from": 20000, "rate": 0.10}, {"from": 40000, "rate": 0.15}]


def pay(**given):
    return Commission.compute({"tiers": TIERS, **given})["amount"]


@pytest.mark.parametrize(("sales", "excess", "once_reached", "everything"), [
    (0, 0, 0, 0),
    (79_999.99, 0, 0, 1600 + 2000 + 5999.9985),
    (80_000, 0, 1600 + 2000 + 6000, 1600 + 2000 + 6000),  # exactly at the quota
    (80_000.01, 0.0008, 9600.0015, 9600.0015),
    (100_000, 1600, 12_600, 12_600),  # the excess is exactly on the second bound
    (130_000, 5100, 17_100, 17_100)])
def test_at_the_quota(sales, excess, once_reached, everything):
    for on, amount in (("excess", excess), ("all_once_reached", once_reached), ("all", everything)):
        assert pay(sales=sales, quota=80_000, on=on) == round(amount, 2)


def test_counted():
    volume = np.array([0, 99, 100, 101, 250])
    assert counted(volume, 1.0, "excess").tolist() == [0, 0, 0, 1, 150]
    assert counted(volume, 1.0, "all_once_reached").tolist() == [0, 0, 100, 101, 250]
    assert counted(volume, 1.0, "all").tolist() == volume.tolist()


@given(st.integers(0, 10**13), st.integers(0, 10**13), st.integers(0, 10**6), st.integers(0, 10**6))
def test_net_sales_margin_and_collections_take_their_part(sales, deductions, margin, collected):
    """Bands by gross sales; what is paid is the part that remains, rounded once, at any size."""
    amount = pay(sales=sales / 100, deductions=deductions / 100, margin=margin / 10**6,
                 collected=collected / 10**6, on="all", mode="whole")
    rate = Fraction([8, 10, 15][(sales >= 2_000_000) + (sales >= 4_000_000)], 100)
    net = max(0, sales - deductions)
    assert round(amount * 100) == half_up(net * rate * Fraction(margin * collected, 10**12))


def test_deductions_above_sales_pay_nothing():
    assert pay(sales=100, deductions=100.01, on="all") == 0
    assert pay(sales=0, deductions=5, on="all") == 0


@pytest.mark.parametrize(("scope", "expected"), [
    ("own", [[120_000, 90_000, 60_000, 0]]),
    ("unit", [[210_000, 210_000, 60_000, 60_000]]),
    ("company", [[600_000] * 4]),
])
def test_whose_sales(scope, expected):
    """10% of everybody's own sales, of their unit's, of the company's: 1.2m, 0.9m and 0.6m a year."""
    rule = Commission(scope=scope, on="all", tiers=(Tier(from_=0, rate=0.1),))
    assert (paid(rule).sum(axis=0) / 100).tolist() == expected[0]


def test_bases():
    of = company(["A,sales,seller,north,,5000,5,90,1,0,1200000,1000000,0.1,0.4,240"],
                 HEADER + ",deduction_rate,margin_rate,pieces")
    tiers = (Tier(from_=0, rate=0.1),)
    monthly = {base: paid(Commission(base=base, on="all", tiers=tiers), of, collected=0.9)[0, 0] / 100
               for base in ("sales", "net_sales", "gross_profit", "collections")}
    assert monthly == {"sales": 10_000, "net_sales": 9_000, "gross_profit": 4_000, "collections": 9_000}
    units = Commission(base="units", on="excess", quota=5, tiers=(Tier(from_=0, rate=4.0), Tier(from_=10, rate=5.0)))
    assert paid(units, of)[0, 0] == (10 * 4 + 5 * 5) * 100  # 20 pieces a month, 15 above the quota


def test_an_empty_month_pays_nothing():
    months = ",".join(f"sales_{month}" for month in range(1, 13))
    header = "id,family,post,unit,base_pay," + months
    of = company(["A,sales,seller,north,5000," + ",".join(["0"] * 11 + ["120000"])], header)
    for mode in ("marginal", "whole"):
        amounts = paid(Commission(on="all", mode=mode, tiers=(Tier(from_=0, rate=0.1),)), of)
        assert amounts[:, 0].tolist() == [0] * 11 + [1_200_000]


def test_nobody_in_the_group():
    for rule in (Commission(), Commission(per_head=True), Commission(scope="unit", per_head=True)):
        assert paid(rule, index=[]).shape == (12, 0)


def test_shared_equally_keeps_every_fen():
    """The unit's commission is one pool: ¥210,000 for two people in the north, ¥60,000 for two in the south."""
    rule = Commission(scope="unit", on="all", per_head=True, tiers=(Tier(from_=0, rate=0.1),))
    assert (paid(rule).sum(axis=0) / 100).tolist() == [105_000, 105_000, 30_000, 30_000]
    together = Commission(scope="company", on="all", per_head=True, tiers=(Tier(from_=0, rate=0.1),))
    assert paid(together).sum() == 60_000_000


@given(st.lists(st.integers(0, 3), min_size=1, max_size=9), st.integers(0, 10**6))
def test_shared_sums_to_each_teams_amount(team, amount):
    team = np.array(team)
    amounts = np.full((12, len(team)), amount) + team  # each team has its own amount, repeated for its members
    parts = each_alike(amounts, team)
    for number in set(team.tolist()):
        mine = parts[:, team == number]
        assert (mine.sum(axis=1) == amount + number).all()
        assert (mine.max(axis=1) - mine.min(axis=1) <= 1).all()
        assert (np.diff(mine, axis=1) <= 0).all()  # a fen left over goes to the first


def test_the_next_band_of_a_volume_on_a_bound_is_the_one_above_it():
    rows = ("A,sales,seller,north,,5000,5,90,1,100,240000,0", "B,sales,seller,north,,5000,5,90,1,100,239999,0")
    rule = Commission.model_validate({"tiers": TIERS, "on": "all"})
    group = drivers(company(rows)).group(np.arange(2))
    (rise,), (below,) = (list(rule.rises(group, place, 0)) for place in (0, 1))
    assert (rise.volume, rise.bound, rise.rate) == (2_000_000, 4_000_000, 0.15)
    assert (below.bound, below.rate) == (2_000_000, 0.10)
