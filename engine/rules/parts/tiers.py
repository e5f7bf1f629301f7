"""Tier tables: bands closed below and open above, `[from, next from)`, decided in whole fen.

marginal (阶梯累进): each slice of the amount earns its own band's rate. whole (全额): the band reached sets
one rate for the whole amount. The words of the algebra evaluate both.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from engine.base.parameter import Declared, Parameter, Unit
from engine.base.tables import steps, tier_table

Mode = Literal["marginal", "whole"]


class Tier(Declared):
    """One band of a commission table: from this amount on, this rate."""

    from_: Annotated[float, Parameter("起点", "From", Unit.YUAN, low=0, high=10_000_000_000, step=1000),
                     Field(alias="from")]
    rate: Annotated[float, Parameter("比例", "Rate", Unit.RATE, low=0, high=1000, step=0.005)]


@dataclass(frozen=True)
class Slice:
    """A part of an amount that earns one rate: what a line of an explanation says."""

    amount: int  # fen
    rate: Fraction
    earned: Fraction  # fen, not rounded


def slices(amount: int, tiers: tuple[Tier, ...], mode: Mode) -> list[Slice]:
    """An amount in fen taken apart by bands; the parts earn, rounded together, what the words `marginal` and `whole` give.

    marginal: a part for each band reached. whole: everything at the rate of the band reached.
    """
    compiled = tier_table(steps(tiers, "rate"))
    reached = int(compiled.band(np.array([amount]))[0])
    bounds, rates = compiled.bounds.tolist(), compiled.rate.tolist()
    if mode == "whole":
        parts = [(amount, rates[reached])]
    else:
        tops = [*bounds[1:reached + 1], amount]
        parts = [(top - low, rate) for low, top, rate in zip(bounds, tops, rates, strict=False)]
    return [Slice(part, Fraction(rate, compiled.denominator), Fraction(part * rate, compiled.denominator))
            for part, rate in parts if part]
