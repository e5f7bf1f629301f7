"""What doing more leads to, as a rule says it: the next band, quota, task or base, and how far it is.

A pay element yields its rises for one of its people (`PayElement.rises`); what they bring is found by paying the person anew.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.world.drivers import Scope

PIECE = 100
"""A piece in the hundredths that volumes of pieces are counted in."""

What = Literal["band", "quota", "task", "base", "growth"]
Of = Literal["sales", "pieces", "service_sales", "goods_sales", "revenue", "profit"]


@dataclass(frozen=True)
class Rise:
    """Where a volume stands and where the next thing begins, in fen (hundredths of a piece if `of` is pieces).

    of: what has to rise, and whose. month: 0–11, None for the year, in equal parts a month. rate: what is paid of it from
    there on. base: what growth counts from. shared: with the rest of the group.
    """

    what: What
    of: Of
    whose: Scope
    month: int | None
    volume: int
    bound: int
    rate: float
    base: int | None = None
    shared: bool = False


def whole_pieces(bound: int) -> int:
    """The least whole number of pieces that reaches a bound, in hundredths."""
    return -(-bound // PIECE) * PIECE
