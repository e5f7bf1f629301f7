"""Options priced by Black, Scholes and Merton, for whole arrays at once. Values are floats: they are estimates."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


def black_scholes(spot: npt.ArrayLike, strike: npt.ArrayLike, rate: npt.ArrayLike, volatility: npt.ArrayLike,
                  years: npt.ArrayLike, dividend_yield: npt.ArrayLike = 0.0) -> tuple[Floats, Floats]:
    """Call and put of one share, in the unit of spot and strike; any shapes that broadcast.

    `rate`, `dividend_yield` are continuous and a year, `volatility` a year. Without time or volatility left the
    option is worth what it is certain to bring, today's money.
    """
    now, then, d1, d2 = _terms(spot, strike, rate, volatility, years, dividend_yield)
    with np.errstate(under="ignore"):
        call = now * _normal(d1) - then * _normal(d2)
        put = then * _normal(-d2) - now * _normal(-d1)
    return np.maximum(call, 0.0), np.maximum(put, 0.0)


def d1_d2(spot: float, strike: float, rate: float, volatility: float, years: float,
          dividend_yield: float = 0.0) -> tuple[float, float]:
    """The two quantities of the formula, to take a value apart."""
    _, _, d1, d2 = _terms(spot, strike, rate, volatility, years, dividend_yield)
    return float(d1), float(d2)


def _terms(spot: npt.ArrayLike, strike: npt.ArrayLike, rate: npt.ArrayLike, volatility: npt.ArrayLike,
           years: npt.ArrayLike, dividend_yield: npt.ArrayLike) -> tuple[Floats, Floats, Floats, Floats]:
    """Today's money of share and strike, d1 and d2; both infinite where nothing is uncertain."""
    s, k, r, v, t, q = np.broadcast_arrays(*(np.asarray(each, dtype=np.float64) for each in
                                             (spot, strike, rate, volatility, years, dividend_yield)))
    with np.errstate(all="ignore"):
        now, then, spread = s * np.exp(-q * t), k * np.exp(-r * t), v * np.sqrt(t)
        uncertain = (now > 0) & (then > 0) & (spread > 0)
        d1 = np.where(uncertain, np.log(now / then) / spread + spread / 2, np.where(now >= then, np.inf, -np.inf))
        return now, then, d1, np.where(uncertain, d1 - spread, d1)


@np.vectorize
def _normal(x: float) -> float:
    """The standard normal distribution function."""
    return 0.5 * math.erfc(-x / math.sqrt(2.0))
