"""The payout curve: commission a month against sales a month, with every corner and jump on it; what the next
hundred yuan of sales earn, and one tier table under both readings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from math import ceil

import numpy as np
import pandas as pd

from engine.base.money import fraction, to_fen
from engine.rules.parts.commission import CommissionTerms
from engine.rules.parts.tiers import Mode

STEP = 10_000
"""A hundred yuan of sales, in fen."""

READINGS: tuple[Mode, ...] = ("marginal", "whole")


def corners(rule: CommissionTerms) -> list[int]:
    """Sales in fen from which on the rule pays another rate, ascending, 0 first."""
    quota = to_fen(rule.quota)
    shift = quota if rule.on == "excess" else 0
    return sorted({0, *([quota] if rule.on != "all" else []), *(shift + to_fen(tier.from_) for tier in rule.tiers)})


def rate_at(rule: CommissionTerms, sales: int) -> Fraction:
    """What a fen more than these sales pays on the margin; 0 below the quota and the first tier."""
    quota = to_fen(rule.quota)
    if rule.on != "all" and sales < quota:
        return Fraction(0)
    counted = sales - (quota if rule.on == "excess" else 0)
    reached = [tier.rate for tier in rule.tiers if to_fen(tier.from_) <= counted]
    return fraction(reached[-1]) if reached else Fraction(0)


def payout_curve(rules: Mapping[str, CommissionTerms], points: int = 60) -> pd.DataFrame:
    """Columns plan, sales, pay (yuan a month) for several commission rules over one range of sales.

    The range ends a third above the highest corner. Each corner is there with the fen below it, so that a
    jump of a whole-amount table is drawn as a jump.
    """
    bends = sorted({corner for rule in rules.values() for corner in corners(rule)})
    top = max(max(bends, default=0) * 4 // 3, to_fen(10_000))
    grid = np.unique(np.concatenate([np.linspace(0, top, points).astype(np.int64), np.array(bends, np.int64),
                                     np.maximum(np.array(bends, np.int64) - 1, 0)]))
    parts = [pd.DataFrame({"plan": name, "sales": grid / 100, "pay": rule.amount(grid) / 100})
             for name, rule in rules.items()]
    return pd.concat(parts, ignore_index=True)


@dataclass(frozen=True)
class Jump:
    """Where one fen (or one piece) more of sales moves pay by a jump: pay just below and from there on, in fen."""

    sales: int
    before: int
    after: int

    @property
    def by(self) -> int:
        """How much pay jumps; negative where selling more pays less."""
        return self.after - self.before


def jumps(rule: CommissionTerms) -> list[Jump]:
    """Every jump of a commission rule, from low sales to high, in its own exact amounts.

    What the highest rate pays for one fen, and its rounding, is no jump. Counted by the piece, sales are
    hundredths of a piece and a step is a whole piece.
    """
    step = 100 if rule.base == "units" else 1
    smooth = ceil(max(tier.rate for tier in rule.tiers) * step) + 1
    places = []
    for corner in corners(rule)[1:]:
        before, after = rule.amount(np.array([max(0, corner - step), corner], dtype=np.int64)).tolist()
        if abs(after - before) > smooth:
            places.append(Jump(corner, before, after))
    return places


def flat_rate(rules: Iterable[CommissionTerms]) -> float | None:
    """What 100 yuan earn where all rules pay one and the same rate whatever the sales, in yuan; else None."""
    rates = {float(rate_at(rule, 0) * 100) if corners(rule) == [0] else None for rule in rules}
    return rates.pop() if len(rates) == 1 else None


def marginal_rates(rules: Mapping[str, CommissionTerms]) -> pd.DataFrame:
    """Extra pay per extra 100 yuan, a row a stretch of equal rate: plan, low, high (yuan of sales), extra (yuan).

    Jumps between stretches are no part of it; the last stretch ends where the payout curve does. A rule's
    line is closed by a row of its own at the end.
    """
    if not rules:
        return pd.DataFrame({"plan": [], "low": [], "high": [], "extra": []})
    top = max(round(float(payout_curve(rules, points=2)["sales"].max()) * 100), STEP)
    rows = []
    for name, rule in rules.items():
        bounds = [*(corner for corner in corners(rule) if corner < top), top]
        extra = 0.0
        for low, high in pairwise(bounds):
            extra = float(rate_at(rule, low) * 100)
            rows.append((name, low / 100, high / 100, extra))
        rows.append((name, top / 100, top / 100, extra))
    return pd.DataFrame(rows, columns=["plan", "low", "high", "extra"])


def readings(rule: CommissionTerms) -> dict[Mode, CommissionTerms]:
    """The same table read marginally and on the whole amount."""
    return {mode: rule.model_copy(update={"mode": mode}) for mode in READINGS}
