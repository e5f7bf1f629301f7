"""Options priced by Black, Scholes and Merton, for whole arrays at once. Values are floats: they are estimates."""

from __future__ import annotations

import math
from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt

from engine.base.parameter import Declared, Parameter, Text, Unit

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


SOURCE = "Wealth of chief executives: options by Black–Scholes, 30% off for early exercise"


class OptionTerms(Declared):
    """What of the world an option's value depends on."""

    rate: Annotated[float, Parameter("无风险利率（连续复利）", "Riskless rate, continuous", Unit.RATE, low=-0.1, high=1,
                                     step=0.005)] = 0.02
    volatility: Annotated[float, Parameter("股价波动率（年）", "Volatility of the share a year", Unit.RATE, low=0, high=5,
                                           step=0.05)] = 0.4
    dividend_yield: Annotated[float, Parameter("股息率（连续）", "Dividend yield, continuous", Unit.RATE, low=0, high=1,
                                               step=0.005)] = 0.0
    haircut: Annotated[float, Parameter("提前行权折扣", "Haircut for early exercise", Unit.RATE, low=0, high=1, step=0.05,
                                        source=SOURCE)] = 0.3
    haircut_on: Annotated[Literal["value", "time_value"], Parameter("折扣打在", "Haircut taken off", Unit.CHOICE, choices={
        "value": Text("全部期权价值", "The whole value"),
        "time_value": Text("只打时间价值（不低于立即行权）", "The value of the time left only, never below exercising now")})] = "value"

    def call(self, spot: npt.ArrayLike, strike: npt.ArrayLike, years: npt.ArrayLike,
             volatility: npt.ArrayLike | None = None) -> Floats:
        """The fair value of a call in yuan, at another volatility where given; arrays broadcast."""
        moves = self.volatility if volatility is None else volatility
        return black_scholes(spot, strike, self.rate, moves, years, self.dividend_yield)[0]

    def holder_value(self, spot: npt.ArrayLike, strike: npt.ArrayLike, years: npt.ArrayLike,
                     volatility: npt.ArrayLike | None = None) -> Floats:
        """What a call is worth to its holder in yuan, after the haircut."""
        call = self.call(spot, strike, years, volatility)
        certain = np.maximum(np.asarray(spot) - np.asarray(strike), 0.0) if self.haircut_on == "time_value" else 0.0
        return np.asarray(call - np.maximum(call - certain, 0.0) * self.haircut)
