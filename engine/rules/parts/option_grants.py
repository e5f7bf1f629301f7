"""Options that a plan has granted: what its book remembers, what the plan is asked about them, how they are booked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Protocol, runtime_checkable

import numpy as np
import numpy.typing as npt

from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.company.captable import Shares
from engine.rules.kinds import Book
from engine.rules.parts.conditions import ConditionalTranche
from engine.rules.parts.terms import OPTIONS

METHODS: dict[str, Text] = {
    "stated": Text("按给定比例", "By a stated split"), "graded": Text("按批次分期（准则做法）", "Graded by tranche (the standard)"),
    "straight_line": Text("整笔平均分摊（仅作比较）", "Straight-line over the whole grant (to compare)")}
"""How the fair value of a grant is booked."""


class ExpenseTranche(Declared):
    """Options that vest together."""

    quantity: Annotated[int, OPTIONS]
    value: Annotated[float, Parameter("每份公允价值", "Fair value each", Unit.YUAN, low=0, high=1_000_000, step=0.1)]
    years: Annotated[int, Parameter("几年后归属", "Vests after years", Unit.YEARS, low=1, high=30, step=1)]


@dataclass(frozen=True, kw_only=True)
class OptionBook(Book):
    """A plan's book: the terms fixed at the grant, what has become of each tranche, and the year's checks.

    state: (tranches, people). exercised: shares by year since the grant, before any split, (years, people). fair_values:
    of an option of each tranche, at the grant, fen. granted: options as granted, before any split.
    """

    began: int
    strike: Fraction
    base: int
    granted: Shares
    fair_values: tuple[Fraction, ...]
    state: npt.NDArray[np.int8]
    exercised: npt.NDArray[np.int64]
    booked: int = 0
    price: Fraction = Fraction(0)  # of a share at the year's end


@runtime_checkable
class GrantsOptions(Protocol):
    """A plan that grants options: they fall due by tranche, lapse after years, and are expensed."""

    year: int
    expires: int
    giver: str | None
    expense: str
    cost: float
    split: tuple[float, ...]

    @property
    def title(self) -> Text: ...

    @property
    def tranches(self) -> Sequence[ConditionalTranche]: ...

    def unlocked(self, book: OptionBook, years: int) -> Shares:
        """Of the shares exercised so far, how many are unlocked, (people,), so many years after the grant; without sales."""


class ExpectsLeavers(Protocol):
    """Books options as those who stay will have them."""

    def exercised(self, tranches: Sequence[ExpenseTranche]) -> Fraction:
        """Options that are really there to be exercised when their tranches vest."""
