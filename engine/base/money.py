"""Money in whole fen: exact products, stated rounding, splits that lose nothing.

Inside the engine every amount of money is an integer number of fen (int64 in arrays). Sums of such
amounts are exact, so "the elements sum to the pay, the pay sums to the payroll" is an equality, not a
tolerance; and which band or level an amount falls into is decided by comparing integers. Rates are
decimals with at most six places, so a rate is an integer over a power of ten.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

Fen = npt.NDArray[np.int64]
"""Amounts of money in fen, of any shape; the last two axes are months and people."""

INT64 = 2**63 - 1


def to_fen(yuan: float | int | Decimal) -> int:
    """Yuan → whole fen, halves up: 1.005 → 101. A float is taken as its shortest decimal form."""
    return int((Decimal(str(yuan)) * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP))


def to_yuan(fen: int) -> float:
    """Whole fen → yuan."""
    return int(fen) / 100


@lru_cache(maxsize=4096)  # the same few parameters are asked for in every run
def fraction(value: float | int | Decimal) -> Fraction:
    """A decimal parameter as the exact fraction its shortest form stands for: 0.1 → 1/10."""
    return Fraction(Decimal(str(value)))


def over_common(values: Sequence[float]) -> tuple[list[int], int]:
    """Decimals as integers over one denominator: [0.08, 0.1] → ([8, 10], 100), not reduced further."""
    exact = [fraction(value) for value in values]
    denominator = 1
    for value in exact:
        denominator = denominator * value.denominator // np.gcd(denominator, value.denominator)
    denominator = int(denominator)
    return [int(value * denominator) for value in exact], denominator


def round_half_up(value: Fraction | Decimal) -> int:
    """The nearest integer, halves away from zero, as money is rounded by hand."""
    exact = Fraction(value)
    half_up = (abs(exact.numerator) * 2 + exact.denominator) // (2 * exact.denominator)
    return half_up if exact >= 0 else -half_up


def divide(numerator: Fen, denominator: int) -> Fen:
    """Integers over one positive denominator, to the nearest, halves away from zero. Shape kept."""
    if denominator == 1:
        return numerator
    if denominator > INT64:
        numerator = numerator.astype(object)
    return _halves_away(numerator, denominator)


def _halves_away(numerator: Any, denominator: Any) -> Any:
    """As money is rounded by hand: 0.5 → 1, −0.5 → −1."""
    if numerator.min(initial=0) >= 0:
        return (numerator + denominator // 2) // denominator
    return np.sign(numerator) * ((abs(numerator) + denominator // 2) // denominator)


def product(amount: Fen, factor: Fen) -> Any:
    """amount × factor without overflow: 64-bit where it fits, Python's integers where it does not; shapes broadcast."""
    if _largest(amount) * _largest(factor) < INT64 // 2:
        return amount * factor
    return amount.astype(object) * factor


def _largest(amount: Fen) -> int:
    """The largest absolute value, without making an array of them."""
    return max(int(amount.max(initial=0)), -int(amount.min(initial=0)))


def times(amount: Fen, factor: npt.ArrayLike, denominator: int = 1) -> Fen:
    """amount × factor / denominator to the nearest fen, halves up; `factor` holds integers; shapes broadcast. Exact."""
    try:
        whole = np.asarray(factor, dtype=np.int64)
    except OverflowError:
        whole = np.asarray(factor, dtype=object)
    return np.asarray(divide(product(amount, whole), denominator), dtype=np.int64)


def times_rate(amount: Fen, rate: float) -> Fen:
    """amount × a decimal rate, to the nearest fen, halves up; the amount's shape."""
    exact = fraction(rate)
    return times(amount, exact.numerator, exact.denominator)


def ratio(amount: Fen, numerator: Fen, denominator: Fen) -> Fen:
    """amount × numerator / denominator elementwise, to the nearest fen; 0 where the denominator is 0."""
    safe = np.where(denominator > 0, denominator, 1)
    parts = _halves_away(product(amount, numerator), safe)
    return np.where(denominator > 0, parts, 0).astype(np.int64)


def ratio_down(amount: Fen, numerator: int, denominator: int) -> Fen:
    """amount × numerator / denominator elementwise, rounded down; 0 where the denominator is 0. Exact."""
    if not denominator:
        return np.zeros_like(amount)
    return np.asarray(product(amount, np.array(numerator, dtype=np.int64)) // denominator).astype(np.int64)


def split(total: int, weights: Sequence[float | int | Fraction]) -> list[int]:
    """Split whole units (fen, shares) by weights, by largest remainder; the parts sum to the total.

    Equal remainders go to the earlier part. A negative total is split like its absolute value.

    Raises:
        ValueError: a negative weight, or all weights zero.
    """
    if set(map(type, weights)) == {int}:
        return _split_whole(total, weights)  # type: ignore[arg-type]  # checked just now
    exact = [weight if isinstance(weight, Fraction) else fraction(weight) for weight in weights]
    whole = sum(exact, Fraction(0))
    if any(weight < 0 for weight in exact) or whole == 0:
        raise ValueError("weights must be zero or more, and not all zero")
    if total < 0:
        return [-part for part in split(-total, weights)]
    quotas = [total * weight / whole for weight in exact]
    parts = [quota.numerator // quota.denominator for quota in quotas]
    order = sorted(range(len(parts)), key=lambda i: parts[i] - quotas[i])
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts


def _split_whole(total: int, weights: Sequence[int]) -> list[int]:
    """`split` for whole weights, in integers: the same parts, fast for thousands of them."""
    whole = sum(weights)
    if whole == 0 or min(weights) < 0:
        raise ValueError("weights must be zero or more, and not all zero")
    if total < 0:
        return [-part for part in _split_whole(-total, weights)]
    if len(weights) > 50 and max(total, whole) < INT64:
        return [int(part) for part in split_array(np.array([total]), weights)[0]]
    parts = [total * weight // whole for weight in weights]
    missing = total - sum(parts)
    if missing:
        rests = [total * weight % whole for weight in weights]
        for i in sorted(range(len(parts)), key=lambda i: -rests[i])[:missing]:
            parts[i] += 1
    return parts


def split_array(totals: Fen, weights: npt.ArrayLike) -> Fen:
    """`split` for many totals at once: shape [...] → [..., parts], with integer weights [parts] or [..., parts].

    Largest remainder, earlier part first. Every row sums to its total exactly; totals must not be
    negative, nor the weights all zero.
    """
    weight = np.asarray(weights, dtype=np.int64)
    whole = weight.sum(axis=-1)
    # total = quotient * whole + rest keeps the products small: rest * weight < whole².
    quotient, rest = np.divmod(totals, whole)
    whole = whole[..., None]
    scaled = product(rest[..., None], weight)
    parts = quotient[..., None] * weight + (scaled // whole).astype(np.int64)
    missing = totals - parts.sum(axis=-1)
    order = np.argsort(-(scaled % whole).astype(np.int64), axis=-1, kind="stable")
    extra = (np.arange(weight.shape[-1]) < missing[..., None]).astype(np.int64)
    np.put_along_axis(parts, order, np.take_along_axis(parts, order, -1) + extra, -1)
    return parts


def sum_by(amounts: Fen, group: npt.NDArray[np.int64], groups: int) -> Fen:
    """Sum the last axis by group: (…, people) → (…, groups). Exact below 2**53 fen (90 trillion yuan)."""
    if not amounts.shape[-1]:
        return np.zeros((*amounts.shape[:-1], groups), dtype=np.int64)
    flat = amounts.reshape(-1, amounts.shape[-1])
    rows = np.arange(flat.shape[0])[:, None] * groups + group
    sums = np.bincount(rows.ravel(), weights=flat.ravel(), minlength=flat.shape[0] * groups)
    return np.rint(sums).astype(np.int64).reshape(*amounts.shape[:-1], groups)


def add_up(amounts: Fen, axis: int | tuple[int, ...] = -1) -> int:
    """The sum over people (…, people), or over the axes named from the right: an int, of draws in front (draws,)."""
    total = amounts.sum(axis=axis)
    return total if total.ndim else int(total)


def by_draw(function: Callable[..., Any], *totals: Any) -> Any:
    """A function of a company's totals in plain ints: of arrays (draws,) it is taken draw by draw, exact in each."""
    if not any(np.ndim(total) for total in totals):
        return function(*totals)
    return np.vectorize(function)(*totals)


def split_if_any(totals: npt.ArrayLike, weights: npt.NDArray[np.int64]) -> Fen:
    """`split_array`, and nothing for anybody where all weights are zero: (…) by (…, parts) → (…, parts)."""
    some = np.asarray(weights.any(axis=-1))
    if not some.any():
        return np.zeros_like(weights)
    return split_array(np.where(some, totals, 0), np.where(some[..., None], weights, 1))
