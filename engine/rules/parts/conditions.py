"""Conditions of a tranche: what the company and the person have to reach, judged in integers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt

from engine.base.money import fraction, round_half_up, to_fen
from engine.base.parameter import Parameter, Text, Unit
from engine.company.company import People
from engine.rules.kinds import Result
from engine.rules.parts.checks import Check
from engine.rules.parts.vesting import Tranche

HAIER = "White-goods maker: return on equity of 10%, growth of 18% compound, or 12% and 28.8% over the base"

Growth = Literal["compound", "over_base", "last_year"]
GROWTH: dict[str, Text] = {
    "compound": Text("比基期年复合", "Compound a year since the base"), "over_base": Text("比基期累计", "Over the base in all"),
    "last_year": Text("比上年", "Over the year before")}

CONDITIONS: dict[str, Text] = {
    "profit_growth": Text("净利润增长", "Growth of net profit"), "roe": Text("净资产收益率", "Return on equity"),
    "revenue_growth": Text("营业额比上年增长", "Growth of revenue over the year before"), "score": Text("个人考核得分", "Personal score")}

UNASKED = Text("不要求", "not asked for")


PROFIT_GROWTH_FROM = Parameter("净利润增长不低于", "Growth of net profit from", Unit.RATE, low=-1, high=10, step=0.01,
                               nothing=UNASKED)
PROFIT_GROWTH = Parameter("净利润增长的算法", "Growth of net profit counted", Unit.CHOICE, choices=GROWTH)


class ConditionalTranche(Tranche):
    """A tranche and what has to be reached in its year; what is empty is not asked for."""

    every_column = True

    profit_growth: Annotated[float | None, PROFIT_GROWTH_FROM.but(source=HAIER)] = None
    roe: Annotated[float | None, Parameter("净资产收益率不低于", "Return on equity from", Unit.RATE, low=0, high=1, step=0.01,
                                           source=HAIER, nothing=UNASKED)] = None
    revenue_growth: Annotated[float | None, Parameter(
        "营业额比上年增长不低于", "Growth of revenue over the year before from", Unit.RATE, low=-1, high=10, step=0.01,
        source="Dairy company: revenue growth of 20%", nothing=UNASKED)] = None
    score: Annotated[float | None, Parameter("个人得分不低于", "Personal score from", Unit.POINTS, low=0, high=200, step=1,
                                             nothing=UNASKED)] = None


@dataclass(frozen=True)
class Evidence:
    """What conditions are judged by, at the end of a year."""

    result: Result
    people: People
    asked: npt.NDArray[np.bool_]  # (people,): of whom personal conditions are asked
    base: int  # net profit that growth is counted from, fen
    years: int  # since then


def target(base: int, growth: float, years: int, basis: str) -> Fraction:
    """The net profit that this growth asks for, in the unit of the base; a base of zero or less gives none."""
    return base * (1 + fraction(growth)) ** (years if basis == "compound" else 1)


def grown(net: int, base: int, growth: float, years: int, basis: str) -> tuple[float | None, bool]:
    """How much net profit has grown, as this basis counts it, and whether that is enough; undefined from a loss."""
    if base <= 0:
        return None, False
    ratio = Fraction(net, base)
    return (annualised(ratio, years) if basis == "compound" else float(ratio - 1)), net >= target(base, growth, years, basis)


def annualised(ratio: Fraction, years: int) -> float:
    """Growth a year that makes a profit this many times the base; −1 for a loss."""
    return float(ratio) ** (1 / years) - 1 if ratio > 0 and years else -1.0


def judge(goal: ConditionalTranche, place: int, basis: str, evidence: Evidence) -> tuple[list[Check], npt.NDArray[np.bool_]]:
    """Each condition of a tranche, and who has met all of them, (people,)."""
    checks = [check for check in (_profit(goal, place, basis, evidence), _roe(goal, place, evidence.result),
                                  _revenue(goal, place, evidence.result)) if check is not None]
    met = np.full(len(evidence.people), all(check.met for check in checks))
    if goal.score is not None:
        enough = evidence.people.score >= to_fen(goal.score)
        reached, of = int((enough & evidence.asked).sum()), int(evidence.asked.sum())
        checks.append(Check(place, "score", goal.score, None, reached == of, of, reached))
        met &= enough
    return checks, met


def _profit(goal: ConditionalTranche, place: int, basis: str, evidence: Evidence) -> Check | None:
    if goal.profit_growth is None:
        return None
    base = evidence.result.history[-1] if basis == "last_year" and evidence.result.history else evidence.base
    actual, met = grown(evidence.result.net_profit, base, goal.profit_growth, evidence.years, basis)
    return Check(place, "profit_growth", goal.profit_growth, actual, met)


def _roe(goal: ConditionalTranche, place: int, result: Result) -> Check | None:
    if goal.roe is None:
        return None
    assets = result.net_assets
    if not assets or assets < 0:
        return Check(place, "roe", goal.roe, None, False)
    actual = Fraction(result.net_profit, assets)
    return Check(place, "roe", goal.roe, float(actual), actual >= fraction(goal.roe))


def _revenue(goal: ConditionalTranche, place: int, result: Result) -> Check | None:
    if goal.revenue_growth is None:
        return None
    actual = result.revenue_growth_of_year
    return Check(place, "revenue_growth", goal.revenue_growth, float(actual), actual >= fraction(goal.revenue_growth))


def profit_targets(base: int, growth: Sequence[float], basis: str) -> list[int]:
    """The net profits that a table of growth asks for year by year, to the fen, halves up."""
    return [round_half_up(target(base, each, year, basis)) for year, each in enumerate(growth, start=1)]
