"""The payout curve: commission a month against sales a month, with every corner, jump and dead zone on it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import ceil

import numpy as np
import pandas as pd

from engine.money import to_fen
from engine.rules.pay.commission import CommissionTerms, counted
from engine.tiers import table


def payout_curve(rules: Mapping[str, CommissionTerms], points: int = 60) -> pd.DataFrame:
    """Columns plan, sales, pay (yuan a month) for several commission rules over one range of sales.

    The range ends a third above the highest corner. Each corner is there with the fen below it, so that a
    jump of a whole-amount table is drawn as a jump.
    """
    corners = sorted({corner for rule in rules.values() for corner in _corners(rule)})
    top = max(max(corners, default=0) * 4 // 3, to_fen(10_000))
    grid = np.unique(np.concatenate([np.linspace(0, top, points).astype(np.int64), np.array(corners, np.int64),
                                     np.maximum(np.array(corners, np.int64) - 1, 0)]))
    parts = [pd.DataFrame({"plan": name, "sales": grid / 100, "pay": rule.amount(grid) / 100})
             for name, rule in rules.items()]
    return pd.concat(parts, ignore_index=True)


def _corners(rule: CommissionTerms) -> list[int]:
    """Sales in fen at which the rule changes: the quota, and every bound of the tiers."""
    quota = to_fen(rule.quota)
    shift = quota if rule.on == "excess" else 0
    return [quota, *(shift + to_fen(tier.from_) for tier in rule.tiers)]


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


@dataclass(frozen=True)
class DeadZone:
    """Sales in fen from which on selling more pays nothing more, up to (not including) where it does again."""

    start: int
    end: int | None  # None: for ever


def jumps(rule: CommissionTerms) -> list[Jump]:
    """Every jump of a commission rule, from low sales to high, in its own exact amounts.

    What the highest rate pays for one fen, and its rounding, is no jump. Counted by the piece, sales are
    hundredths of a piece and a step is a whole piece.
    """
    step = 100 if rule.base == "units" else 1
    smooth = ceil(max(tier.rate for tier in rule.tiers) * step) + 1
    found = []
    for corner in sorted(set(_corners(rule)) - {0}):
        before, after = rule.amount(np.array([max(0, corner - step), corner], dtype=np.int64)).tolist()
        if abs(after - before) > smooth:
            found.append(Jump(corner, before, after))
    return found


def dead_zones(rule: CommissionTerms) -> list[DeadZone]:
    """Every stretch of sales without marginal pay: below the quota, and in bands of rate 0."""
    corners = sorted({0, *_corners(rule)})
    ends: list[int | None] = [*corners[1:], None]
    jump_at = {jump.sales for jump in jumps(rule)}
    found: list[DeadZone] = []
    for start, end in zip(corners, ends, strict=True):
        if _rate_at(rule, start):
            continue
        if found and found[-1].end == start and start not in jump_at:
            found[-1] = DeadZone(found[-1].start, end)
        else:
            found.append(DeadZone(start, end))
    return found


def _rate_at(rule: CommissionTerms, sales: int) -> int:
    """What a little more than these sales pays on the margin, over the table's denominator; 0 for nothing."""
    if rule.on != "all" and sales < to_fen(rule.quota):
        return 0
    compiled = table(rule.tiers)
    return int(compiled.rate[compiled.band(counted(np.array([sales]), rule.quota, rule.on))[0]])
