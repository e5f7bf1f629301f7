"""What somebody's shares and options of one company are worth, and how that follows the share price."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any

import numpy as np
import numpy.typing as npt
from pydantic import Field

from engine.base.money import round_half_up, to_fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.rules.parts.option_pricing import Floats, OptionTerms
from engine.rules.parts.terms import OPTIONS, PAY_A_YEAR, SHARE_PRICE, SHARES_HELD, STRIKE, YEARS_LEFT


class HeldOption(Declared):
    """Options of one grant that somebody holds."""

    quantity: Annotated[int, OPTIONS]
    strike: Annotated[float, STRIKE]
    years: Annotated[float, YEARS_LEFT]


class Holding(Declared):
    """What somebody holds of one company."""

    price: Annotated[float, SHARE_PRICE]
    shares: Annotated[int, SHARES_HELD] = 0
    options: Annotated[tuple[HeldOption, ...], Parameter("持有的期权", "Options held", Unit.TABLE),
                       Field(strict=False)] = ()
    annual_pay: Annotated[float | None, PAY_A_YEAR.but(nothing=Text("不折算成年薪", "not told in years of pay"))] = None


class WealthTerms(OptionTerms):
    """What wealth is worked out with: the terms by which options are valued."""

    def wealth(self, holding: Any, prices: npt.ArrayLike, volatility: npt.ArrayLike | None = None) -> Floats:
        """Wealth in fen at these prices in yuan, and at other volatilities where given; shapes broadcast."""
        at, moves = np.asarray(prices, dtype=np.float64), np.asarray(self.volatility if volatility is None else volatility)
        worth = holding.shares * at * 100 + np.zeros_like(moves)
        for option in holding.options:
            worth = worth + option.quantity * self.holder_value(at, option.strike, option.years, moves) * 100
        return np.asarray(worth)

    def now(self, holding: Any) -> tuple[int, int]:
        """What shares and options are worth now, in fen."""
        stock = holding.shares * to_fen(holding.price)
        return stock, _fen(self.wealth(holding, holding.price)) - stock

    def change(self, holding: Any, growth: float) -> int:
        """What a change of the price by this part does to wealth, in fen."""
        before, after = self.wealth(holding, [holding.price, holding.price * (1 + growth)])
        return _fen(after) - _fen(before)

    def percent(self, holding: Any, growth: float) -> float | None:
        """The same as a part of wealth; None where there is no wealth to change."""
        before, after = self.wealth(holding, [holding.price, holding.price * (1 + growth)])
        return float((after - before) / before) if before > 0 else None

    def convexity(self, holding: Any) -> float | None:
        """Wealth's change over the price's when the price doubles."""
        return self.percent(holding, 1.0)


def _fen(amount: float | Floats) -> int:
    return round_half_up(Fraction(float(amount)))
