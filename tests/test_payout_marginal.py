"""What the next hundred yuan of sales earn, and both readings of a table."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.answers.pay.payout import corners, flat_rate, jumps, marginal_rates, payout_curve, readings
from engine.rules.parts.commission import CommissionTerms

TIERS = [{"from": 0, "rate": 0.08}, {"from": 20_000, "rate": 0.1}, {"from": 40_000, "rate": 0.15}]


def terms(tiers=TIERS, **more):
    return CommissionTerms.model_validate({"tiers": tiers, **more})


def test_the_flagship_manager():
    """Nothing to 80,000, then 8, 10 and 15 yuan of every 100."""
    table = marginal_rates({"now": terms(quota=80_000)})
    assert table["low"].tolist()[:4] == [0, 80_000, 100_000, 120_000]
    assert table["extra"].tolist() == [0, 8, 10, 15, 15]
    assert table["high"].max() == payout_curve({"now": terms(quota=80_000)})["sales"].max()


def test_below_a_quota_that_counts_everything():
    table = marginal_rates({"now": terms(quota=30_000, on="all_once_reached")})
    assert table["low"].tolist()[:4] == [0, 20_000, 30_000, 40_000]
    assert table["extra"].tolist()[:4] == [0, 0, 10, 15]


def test_a_table_that_starts_above_nothing():
    assert marginal_rates({"now": terms([{"from": 5000, "rate": 0.1}], on="all")})["extra"].tolist()[:2] == [0, 10]


def test_one_rate_has_nothing_to_draw():
    one = terms([{"from": 0, "rate": 0.05}], on="all")
    assert flat_rate([one]) == flat_rate([one, one]) == 5
    assert flat_rate([one, terms([{"from": 0, "rate": 0.06}], on="all")]) is None
    assert flat_rate([terms()]) is flat_rate([terms([{"from": 0, "rate": 0.05}], quota=1)]) is None


def test_the_same_table_read_both_ways():
    """Sales of 130,000: 5,100 marginal, 7,500 whole; only the whole reading jumps."""
    both = readings(terms(quota=80_000))
    assert {mode: int(rule.amount(np.array([130_000_00]))[0]) for mode, rule in both.items()} == {
        "marginal": 510_000, "whole": 750_000}
    assert jumps(both["marginal"]) == [] and [jump.sales for jump in jumps(both["whole"])] == [100_000_00, 120_000_00]
    assert terms(quota=80_000).mode == "marginal"


def test_nothing_to_draw():
    assert marginal_rates({}).empty


@given(st.lists(st.tuples(st.integers(0, 900), st.integers(0, 30)), min_size=1, max_size=5, unique_by=lambda x: x[0]),
       st.integers(0, 500), st.sampled_from(["excess", "all_once_reached", "all"]),
       st.sampled_from(["marginal", "whole"]))
def test_inside_a_stretch_the_rule_pays_that_much(rows, quota, on, mode):
    rule = terms([{"from": low * 100, "rate": rate / 100} for low, rate in sorted(rows)], quota=quota * 100, on=on,
                 mode=mode)
    for row in marginal_rates({"it": rule}).iloc[:-1].to_dict("records"):
        low, high = round(row["low"] * 100), round(row["high"] * 100)
        if high - low >= 10_000 and low + 10_000 not in corners(rule):
            pay = rule.amount(np.array([low, low + 10_000]))
            assert abs(int(pay[1] - pay[0]) - row["extra"] * 100) <= 1
