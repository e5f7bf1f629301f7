"""The payout curve: commission a month against sales a month, with every corner and jump on it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from engine.money import to_fen
from engine.rules.pay.commission import CommissionTerms


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
