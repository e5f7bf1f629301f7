"""Tranches: which part of a promise is due how many years after the grant; whole shares, none lost."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Annotated

import numpy as np
import numpy.typing as npt

from engine.base.money import fraction
from engine.base.parameter import Declared, Parameter, Unit
from engine.base.problem import refuse
from engine.base.tables import rising
from engine.base.text import percent_exact, t
from engine.company.captable import Shares

STORE = "Store equity article: unlocking 30%, 30%, 40%"


class Tranche(Declared):
    """A part of a promise, due so many years after the grant."""

    after: Annotated[int, Parameter("授予后第几年", "Years after the grant", Unit.YEARS, low=1, high=20, step=1)]
    part: Annotated[float, Parameter("比例", "Part", Unit.RATE, low=0, high=1, step=0.05)]


THIRDS = (Tranche(after=1, part=0.3), Tranche(after=2, part=0.3), Tranche(after=3, part=0.4))


def sound(tranches: Sequence[Tranche]) -> None:
    """Refuse tranches that do not follow each other, or that are not the whole together; says how to mend it.

    Raises:
        PydanticCustomError: a tranche not later than the one before it, or parts that do not come to 100%.
    """
    if tranches:
        rising(tranches, "after")
    total = sum(fraction(each.part) for each in tranches)
    if tranches and total > 1:
        raise refuse(t("the tranches come to {total}, {gap} more than what is granted; lower one of them.",
                       total=percent_exact(float(total)), gap=percent_exact(float(total - 1))))
    if tranches and total < 1:
        raise refuse(t("the tranches come to {total} only; raise one of them by {gap}, so that all of the grant is due.",
                       total=percent_exact(float(total)), gap=percent_exact(float(1 - total))))


def sizes(granted: Shares, tranches: Sequence[Tranche]) -> npt.NDArray[np.int64]:
    """Whole shares of each tranche, (tranches, people): what is due so far is rounded down, the last has the rest."""
    upto = [fraction(0), *accumulate(fraction(each.part) for each in tranches)]
    whole = np.stack([granted * part.numerator // part.denominator for part in upto])
    return np.asarray(np.diff(whole, axis=-2), dtype=np.int64)
