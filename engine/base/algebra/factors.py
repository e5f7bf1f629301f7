"""Parameters as whole numbers, and what an amount is multiplied by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.base.algebra.words import PPM, WORDS, Known
from engine.base.money import fraction, round_half_up, to_fen
from engine.base.parameter import SCALE, Text, Unit
from engine.base.quantity import REMEMBERING, Named, Quantity, Word, bare, remembers


def fen(amount: Any) -> Any:
    """A parameter in yuan as whole fen."""
    return _whole(amount, Unit.YUAN) if remembers(amount) else to_fen(amount)


def ppm(rate: Any) -> Any:
    """A rate or factor as whole millionths."""
    return _whole(rate, Unit.RATE) if remembers(rate) else round_half_up(fraction(rate) * PPM)


def hundredths(points: Any) -> Any:
    """A number of points, or of pieces, as whole hundredths."""
    return _whole(points, Unit.POINTS) if remembers(points) else to_fen(points)


def count(number: Any) -> Any:
    """A whole number that is computed with: years, people, shares."""
    return _whole(number, Unit.COUNT) if remembers(number) else number


def _whole(named: Named, unit: Unit) -> Quantity:
    scale = SCALE.get(unit, 1)
    return Quantity(np.asarray(round_half_up(fraction(named.value) * scale)), named.unit, scale, label=named.label, path=named.path)


def structure(parameter: Known) -> Known:
    """A parameter that shapes a formula, such as a number of months: its number, which no cell changes afterwards."""
    number: Known = bare(parameter)
    return number


@dataclass(frozen=True, eq=False)
class Factor:
    """What an amount is multiplied by: numerator ÷ denominator, whole numbers of any shape."""

    numerator: Any
    denominator: Any

    def without_memory(self) -> Factor:
        """The numbers alone, over one scale."""
        up = self.denominator.scale if isinstance(self.denominator, Quantity) else 1
        down = self.numerator.scale if isinstance(self.numerator, Quantity) else 1
        top, bottom = bare(self.numerator), bare(self.denominator)
        return Factor(top * up if up > 1 else top, bottom * down if down > 1 else bottom)


def of(numerator: Any, denominator: Any) -> Factor:
    """The part that one amount is of another of the same unit; an amount times it is 0 where the other is 0."""
    if remembers(numerator) or remembers(denominator):
        return _FactorOfQuantities(numerator, denominator)
    return Factor(numerator, denominator)


class _FactorOfQuantities(Factor):
    """A factor of an open book."""


REMEMBERING.add(_FactorOfQuantities)


def part(millionths: Any) -> Any:
    """Millionths as a factor; what is a factor already stays one."""
    return millionths if remembers(millionths) or isinstance(millionths, Factor) else Factor(millionths, PPM)


def one_over(amount: Any, scale: int = PPM) -> Any:
    """One divided by an amount, as a factor; `scale` is how many of its whole numbers make one: a factor in millionths."""
    return of(1, amount) if remembers(amount) else Factor(scale, amount)


def of_full_score(score: Any) -> Any:
    """A score, in hundredths of a point, as a part of 100 points."""
    return _OF_FULL(score) if remembers(score) else Factor(score, 10_000)


class _OfFull(Word):
    """The same whole numbers, a hundred times as many to one."""

    def remembered(self, args: tuple[Any, ...]) -> Quantity:
        (score,) = args
        return Quantity(score.value, Unit.FACTOR, score.scale * 100, self, args)


_OF_FULL = _OfFull("of full score", lambda score: score, "{0}/100", Text("{0} ÷ 100", "{0} ÷ 100"), infix=True)


class _OfHundred(Word):
    """That part of 100 points, in points."""

    def remembered(self, args: tuple[Any, ...]) -> Quantity:
        (rate,) = args
        return Quantity(self.exact(rate.value), Unit.POINTS, 100, self, args)


of_hundred = WORDS["of_hundred"] = _OfHundred("of_hundred", lambda rate: rate // 100, "{0}*100", Text("{0} × 100", "{0} × 100"),
                                              infix=True)
"""A rate of whole hundredths of a percent, in millionths, as hundredths of a point of 100."""
