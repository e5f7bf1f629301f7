"""What the next hundred yuan of sales earn, and one tier table under both readings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import pairwise

import pandas as pd

from engine.money import fraction, to_fen
from engine.payout import payout_curve
from engine.rules.pay.commission import CommissionTerms
from engine.tiers import Mode

STEP = 10_000
"""A hundred yuan of sales, in fen."""

READINGS: tuple[Mode, ...] = ("marginal", "whole")


def corners(rule: CommissionTerms) -> list[int]:
    """Sales in fen from which on the rule pays another rate, ascending, 0 first."""
    quota = to_fen(rule.quota)
    shift = quota if rule.on == "excess" else 0
    return sorted({0, *([quota] if rule.on != "all" else []), *(shift + to_fen(tier.from_) for tier in rule.tiers)})


def flat_rate(rules: Iterable[CommissionTerms]) -> float | None:
    """What 100 yuan earn where all rules pay one and the same rate whatever the sales, in yuan; else None."""
    rates = {_slope(rule, 0) if corners(rule) == [0] else None for rule in rules}
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
            extra = _slope(rule, low)
            rows.append((name, low / 100, high / 100, extra))
        rows.append((name, top / 100, top / 100, extra))
    return pd.DataFrame(rows, columns=["plan", "low", "high", "extra"])


def _slope(rule: CommissionTerms, low: int) -> float:
    """What 100 yuan more earn in the stretch that starts here, in yuan."""
    if rule.on != "all" and low < to_fen(rule.quota):
        return 0.0
    counted = low - (to_fen(rule.quota) if rule.on == "excess" else 0)
    rates = [tier.rate for tier in rule.tiers if to_fen(tier.from_) <= counted]
    return float(fraction(rates[-1]) * 100) if rates else 0.0


def readings(rule: CommissionTerms) -> dict[Mode, CommissionTerms]:
    """The same table read marginally and on the whole amount."""
    return {mode: rule.model_copy(update={"mode": mode}) for mode in READINGS}

