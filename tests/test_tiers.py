"""Tier tables against an independent reading in exact fractions, at the bounds and far beyond them."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base import algebra
from engine.base.problem import InputError
from engine.base.tables import FEW_BOUNDS, steps, tier_table
from engine.rules.parts.tiers import Tier
from engine.rules.rule import rule_named
from tests.small import half_up

FLAGSHIP = [(0, Fraction(8, 100)), (2_000_000, Fraction(10, 100)), (4_000_000, Fraction(15, 100))]


def tiers(rows):
    return tuple(Tier(from_=bound / 100, rate=float(rate)) for bound, rate in rows)


def earned(amount, rows, mode, *factors):
    """The words of the algebra on a table."""
    words = {"marginal": algebra.marginal, "whole": algebra.whole}
    return words[mode](amount, steps(rows, "rate"), *factors)


def pays(amount, rows, mode):
    return int(earned(np.array([amount]), tiers(rows), mode)[0])


def marginal(amount, rows):
    """Each slice at its own rate, slice by slice."""
    ends = [bound for bound, _ in rows[1:]] + [None]
    total = Fraction(0)
    for (start, rate), end in zip(rows, ends, strict=True):
        top = amount if end is None else min(amount, end)
        total += max(0, top - start) * rate
    return total


def whole(amount, rows):
    """The last band whose bound is not above the amount."""
    reached = [rate for bound, rate in rows if bound <= amount]
    return amount * reached[-1] if reached else Fraction(0)


@st.composite
def tables(draw, rising=False):
    """Short tables and long ones, which are looked up in another way."""
    money = st.integers(0, 50_000_000)
    few, many = st.sets(money, min_size=1, max_size=7), st.sets(money, min_size=FEW_BOUNDS, max_size=FEW_BOUNDS + 4)
    bounds = sorted(draw(few | many))
    rates = draw(st.lists(st.integers(0, 1_000_000), min_size=len(bounds), max_size=len(bounds)))
    if rising:
        rates = sorted(rates)
    return [(bound, Fraction(rate, 1_000_000)) for bound, rate in zip(bounds, rates, strict=True)]


@st.composite
def tables_and_amounts(draw):
    """A table, and an amount that is often exactly on a bound or a fen beside it."""
    rows = draw(tables())
    near = st.sampled_from([bound for bound, _ in rows]).flatmap(
        lambda bound: st.sampled_from([max(0, bound - 1), bound, bound + 1]))
    return rows, draw(near | st.integers(0, 10**9) | st.integers(0, 10**13))


@given(tables_and_amounts())
def test_marginal_is_the_reading_slice_by_slice(case):
    rows, amount = case
    assert pays(amount, rows, "marginal") == half_up(marginal(amount, rows))


@given(tables_and_amounts())
def test_whole_is_the_band_reached(case):
    rows, amount = case
    assert pays(amount, rows, "whole") == half_up(whole(amount, rows))


@given(tables_and_amounts(), st.integers(0, 1_000_000))
def test_a_payable_part_is_rounded_once(case, part):
    rows, amount = case
    for mode, by_hand in (("marginal", marginal), ("whole", whole)):
        exact = by_hand(amount, rows) * Fraction(part, 1_000_000)
        got = earned(np.array([amount]), tiers(rows), mode, algebra.part(np.array([part])))
        assert got.tolist() == [half_up(exact)]


@given(tables_and_amounts())
def test_a_fen_more_sales_never_jumps_or_falls_in_marginal_reading(case):
    rows, amount = case
    more = pays(amount + 1, rows, "marginal") - pays(amount, rows, "marginal")
    steepest = max(rate for _, rate in rows)
    assert 0 <= more <= steepest + 1


@given(tables(rising=True), st.integers(0, 10**9), st.integers(0, 10**9))
def test_more_sales_never_pay_less_where_rates_rise(rows, amount, more):
    for mode in ("marginal", "whole"):
        assert pays(amount, rows, mode) <= pays(amount + more, rows, mode)


@given(tables_and_amounts(), st.integers(2, 50))
def test_all_money_times_k_is_pay_times_k(case, k):
    rows, amount = case
    for mode in ("marginal", "whole"):
        scaled = pays(amount * k, [(bound * k, rate) for bound, rate in rows], mode)
        assert abs(scaled - k * pays(amount, rows, mode)) <= Fraction(k + 1, 2)


@given(tables(), st.lists(st.integers(0, 10**9), min_size=12, max_size=12))
def test_many_at_once_are_each_alone(rows, amounts):
    for mode in ("marginal", "whole"):
        together = earned(np.array(amounts).reshape(2, 3, 2), tiers(rows), mode)
        assert together.shape == (2, 3, 2)
        assert together.ravel().tolist() == [pays(amount, rows, mode) for amount in amounts]


@pytest.mark.parametrize(("amount", "by_slices", "by_band"), [
    (0, 0, 0),
    (1, 0, 0),  # 0.08 fen
    (7, 1, 1),  # 0.56 fen
    (1_999_999, 160_000, 160_000),
    (2_000_000, 160_000, 200_000),  # exactly on the bound: the upper band
    (2_000_001, 160_000, 200_000),
    (4_000_000, 160_000 + 200_000, 600_000),
    (5_000_000, 160_000 + 200_000 + 150_000, 750_000),
])
def test_by_hand(amount, by_slices, by_band):
    assert pays(amount, FLAGSHIP, "marginal") == by_slices
    assert pays(amount, FLAGSHIP, "whole") == by_band


def test_bounds_are_decided_in_whole_fen():
    """0.1 + 0.2 and 1.1 × 3 are not exact in floats; bounds written that way still decide exactly."""
    rows = (Tier(from_=0, rate=0.01), Tier(from_=0.3, rate=1.0))
    assert earned(np.array([29, 30]), rows, "whole").tolist() == [0, 30]
    for bound in range(1, 3000):
        rows = (Tier(from_=0, rate=0), Tier(from_=bound / 100, rate=1.0))
        assert earned(np.array([bound - 1, bound]), rows, "whole").tolist() == [0, bound]


@pytest.mark.parametrize("number", [2, FEW_BOUNDS - 1, FEW_BOUNDS, FEW_BOUNDS + 1, 200])
def test_every_bound_of_a_long_table(number):
    """Sales exactly on each bound and a fen below; the band number is its rate in millionths."""
    rows = [(1000 * i, Fraction(i, 1_000_000)) for i in range(number)]
    on = np.arange(number, dtype=np.int64) * 1000
    compiled = tier_table(steps(tiers(rows), "rate"))
    assert compiled.band(on).tolist() == list(range(number))
    assert compiled.band(on[1:] - 1).tolist() == list(range(number - 1))


def test_below_the_first_bound_nothing_is_paid():
    rows = [(10_000, Fraction(1, 2))]
    assert [pays(amount, rows, "marginal") for amount in (9_999, 10_000, 10_002)] == [0, 0, 1]
    assert [pays(amount, rows, "whole") for amount in (9_999, 10_000, 10_002)] == [0, 5_000, 5_001]


@pytest.mark.parametrize("mode", ["marginal", "whole"])
def test_amounts_that_overflow_64_bits_on_the_way(mode):
    """A hundred billion yuan a month at 99.9999%: rate × amount is above 2**63."""
    rows = [(0, Fraction(1, 10**6)), (10**12, Fraction(999_999, 10**6))]
    by_hand = marginal if mode == "marginal" else whole
    assert pays(10**13, rows, mode) == half_up(by_hand(10**13, rows))
    units = (Tier(from_=0, rate=0.000001), Tier(from_=10_000_000_000, rate=999.999999))
    exact = by_hand(10**13, [(0, Fraction(1, 10**6)), (10**12, Fraction(999_999_999, 10**6))])
    assert earned(np.array([10**13]), units, mode).tolist() == [half_up(exact)]


def test_a_table_is_compiled_once():
    rows = tiers(FLAGSHIP)
    compiled = tier_table(steps(rows, "rate"))
    assert compiled is tier_table(steps(tiers(FLAGSHIP), "rate"))
    assert compiled.deduction.tolist() == [0, 2 * 2_000_000, 2 * 2_000_000 + 5 * 4_000_000]


@pytest.mark.parametrize(("rows", "says"), [
    ([], "the table is empty; add at least one row"),
    ([{"from": 0, "rate": 0.1}, {"from": 0, "rate": 0.2}], "rows 1 and 2 both start at ¥0; delete one"),
    ([{"from": 0, "rate": 0.1}, {"from": 500, "rate": 0.2}, {"from": 100, "rate": 0.3}],
     "row 3 starts at ¥100, below row 2; sort the rows"),
    ([{"from": 0, "rate": 1.01}], "row 1 of the tiers pays 101% of sales, more than all of it"),
    ([{"from": -1, "rate": 0.1}], "tiers.0.from: ¥−1 is out of range"),
    ([{"from": 0, "rate": 0.1234567}], "too many decimals; at most 6"),
])
def test_tables_that_are_refused(rows, says):
    with pytest.raises(InputError) as refused:
        rule_named("commission").compute({"sales": 1, "tiers": rows})
    assert says in str(refused.value)
