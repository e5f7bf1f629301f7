from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from engine.base.algebra import times_up
from engine.base.money import (
    divide,
    fraction,
    over_common,
    ratio,
    round_half_up,
    split,
    split_array,
    times,
    times_rate,
    to_fen,
    to_yuan,
)
from tests.small import decimals, half_up

BIG = 10**15
amounts = st.integers(0, BIG)
weights = st.lists(st.integers(0, 10**12), min_size=1, max_size=8).filter(any)


@pytest.mark.parametrize(("yuan", "fen"), [
    (0, 0), (1, 100), (0.01, 1), (1.005, 101), (1.004, 100), (2.675, 268), (-1.005, -101), (0.1 + 0.2, 30),
    (Decimal("8.125"), 813), (1_000_000_000_000, 10**14), (99_999_999_999.99, 9_999_999_999_999)])
def test_to_fen(yuan, fen):
    assert to_fen(yuan) == fen


@given(st.integers(-10**13, 10**13))
def test_yuan_and_fen_are_inverse(fen):
    assert to_fen(to_yuan(fen)) == fen


@pytest.mark.parametrize(("value", "whole"), [
    (Fraction(1, 2), 1), (Fraction(-1, 2), -1), (Fraction(3, 2), 2), (Fraction(49, 100), 0), (Fraction(0), 0),
    (Decimal("2.5"), 3), (Decimal("-2.5"), -3)])
def test_round_half_up(value, whole):
    assert round_half_up(value) == whole


def test_decimals_are_exact_fractions():
    assert fraction(0.1) == Fraction(1, 10)
    assert fraction(0.1) + fraction(0.2) == fraction(0.3)
    assert over_common([0.08, 0.1, 0.15]) == ([8, 10, 15], 100)
    assert over_common([0.000001]) == ([1], 1_000_000)
    assert over_common([0.0, 1.0]) == ([0, 1], 1)


@given(st.lists(decimals(1, 6), min_size=1, max_size=6))
def test_over_common_is_exact(values):
    numbers, denominator = over_common([float(value) for value in values])
    assert [Fraction(number, denominator) for number in numbers] == values


@given(st.lists(amounts, min_size=1, max_size=5), st.integers(0, 10**7), st.integers(1, 10**7))
def test_times_is_the_exact_product_rounded_once(fen, factor, denominator):
    assume(max(fen) * factor // denominator < 2**63)
    got = times(np.array(fen), factor, denominator)
    assert got.tolist() == [half_up(Fraction(each * factor, denominator)) for each in fen]
    least = times_up(np.array(fen), Fraction(factor, denominator))
    assert all(Fraction(each * factor, denominator) <= bound < Fraction(each * factor, denominator) + 1
               for each, bound in zip(fen, least.tolist(), strict=True))


def test_times_beyond_64_bits():
    """A hundred trillion yuan times a rate with six decimals does not fit 64 bits on the way."""
    assert times(np.array([10**16]), 999_999, 10**6).tolist() == [9_999_990_000_000_000]
    assert times(np.array([9 * 10**17, 1]), [10, 10**6], 10**6).tolist() == [9 * 10**12, 1]


def test_times_rate_rounds_halves_up():
    assert times_rate(np.array([50, 49, 150]), 0.01).tolist() == [1, 0, 2]
    assert times_rate(np.array([0]), 0.999999).tolist() == [0]


def test_divide_keeps_shape():
    assert divide(np.array([[5, 4], [15, 0]]), 10).tolist() == [[1, 0], [2, 0]]
    assert divide(np.array([7]), 1).tolist() == [7]


@given(st.lists(st.tuples(amounts, st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=5))
def test_ratio_is_exact_and_zero_where_there_is_nothing_to_divide_by(rows):
    amount, part, whole = (np.array(column) for column in zip(*rows, strict=True))
    expected = [half_up(Fraction(a * n, d)) if d else 0 for a, n, d in rows]
    assume(max(expected) < 2**63)
    assert ratio(amount, part, whole).tolist() == expected


@pytest.mark.parametrize(("total", "by", "parts"), [
    (100, [1, 1, 1], [34, 33, 33]),  # equal remainders: the earlier part
    (1, [1, 1], [1, 0]),  # one fen
    (2, [1, 1, 1], [1, 1, 0]),
    (0, [1, 2], [0, 0]),
    (10, [0, 1, 0], [0, 10, 0]),
    (-100, [1, 1, 1], [-34, -33, -33]),
    (135_000, [0.15, 0.2, 0.15, 0.15, 0.15, 0.15, 0.05], [20250, 27000, 20250, 20250, 20250, 20250, 6750]),
    (7, [Fraction(1, 3), Fraction(2, 3)], [2, 5]),  # 2.33 and 4.67
])
def test_split_by_hand(total, by, parts):
    assert split(total, by) == parts


@pytest.mark.parametrize("by", [[0, 0], [], [1, -1], [-1, 2]])
def test_split_by_nothing_is_refused(by):
    with pytest.raises(ValueError, match="weights"):
        split(10, by)


@given(st.integers(-BIG, BIG), weights)
def test_split_loses_nothing_and_stays_within_one_of_the_quota(total, by):
    parts = split(total, by)
    assert sum(parts) == total
    for part, weight in zip(parts, by, strict=True):
        assert abs(part - Fraction(total * weight, sum(by))) < 1


@given(st.lists(amounts, min_size=1, max_size=5), weights)
def test_split_array_is_split(totals, by):
    assert split_array(np.array(totals), by).tolist() == [split(total, by) for total in totals]


@given(st.lists(st.integers(0, 20), min_size=4, max_size=4), st.lists(st.integers(0, 3), min_size=1, max_size=7))
def test_split_array_with_ties_and_more_axes(totals, by):
    assume(any(by))
    shaped = split_array(np.array(totals).reshape(2, 2), by)
    assert shaped.shape == (2, 2, len(by))
    assert shaped.reshape(4, -1).tolist() == [split(total, by) for total in totals]


@given(amounts, weights, st.integers(2, 9))
def test_split_by_weights_times_k_is_the_same(total, by, k):
    assert split(total, by) == split(total, [weight * k for weight in by])


@given(st.integers(-10**6, 10**6), st.integers(1, 10**4))
def test_amounts_below_zero_round_like_those_above(numerator, denominator):
    got = int(divide(np.array([numerator]), denominator)[0])
    assert got == round_half_up(Fraction(numerator, denominator))
    assert int(divide(np.array([-numerator]), denominator)[0]) == -got


@given(st.integers(-10**9, 10**18), st.lists(st.integers(0, 10**12), min_size=1, max_size=120))
def test_whole_weights_are_split_as_fractions_are(total, weights):
    """The fast way in integers, also for more than fifty weights."""
    if any(weights):
        assert split(total, weights) == split(total, [Fraction(weight) for weight in weights])
    else:
        with pytest.raises(ValueError, match="not all zero"):
            split(total, weights)
