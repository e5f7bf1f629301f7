"""Chief executives of a study, to hold one's own plan against: what the study tells of each, in holdings of our own.

The study prints how wealth answers the share price, not what anybody holds. The holdings are ours, chosen so that each
answers as printed at the usual terms: a share at 20, volatility of 40%, rate of 2%, 30% off for early exercise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from engine.base import text
from engine.base.parameter import Text

PRICE = 20.0


@dataclass(frozen=True)
class Executive:
    """One of the study: the name, what the study prints, and the holding of ours that answers so."""

    name: Text
    printed: Text
    shares: int
    annual_pay: float
    options: tuple[tuple[int, float, float], ...] = ()  # options, strike, years left


STUDY: tuple[Executive, ...] = (
    Executive(Text("公共事业甲：只持股票", "Utility: stock only"), Text("凸性 1.00", "convexity 1.00"), 1_000_000, 4_000_000),
    Executive(Text("公共事业乙：有期权", "Utility: with options"), Text("凸性 1.51", "convexity 1.51"), 360_000, 2_500_000,
              ((1_000_000, 20.0, 5.0),)),
    Executive(Text("零售时装甲：以股票为主", "Fashion retailer: mostly stock"), Text("股价 +100%，财富 +102%", "price +100%, wealth +102%"),
              1_300_000, 5_000_000, ((100_000, 20.0, 8.0),)),
    Executive(Text("零售时装乙：期权丰厚", "Fashion retailer: rich in options"),
              Text("股价 +100%，财富 +190%", "price +100%, wealth +190%"),
              180_000, 3_000_000, ((1_000_000, 20.0, 5.0), (1_000_000, 30.0, 7.0))),
    Executive(Text("前 20% 大公司中位数", "Median of the largest fifth"),
              Text("财富 = 9 年年薪；股价 +50% ≈ 6 年年薪", "wealth of nine years of pay; price +50% is six years of it"),
              850_000, 2_730_000, ((1_000_000, 20.0, 5.0), (500_000, 30.0, 7.0))))


def rows() -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The study's executives as rows of the two tables: holders, options."""
    names = [text.say(each.name) for each in STUDY]
    holders = [{"name": name, "price": PRICE, "shares": each.shares, "annual_pay": each.annual_pay}
               for name, each in zip(names, STUDY, strict=True)]
    options = [{"quantity": quantity, "strike": strike, "years": years, "holder": name}
               for name, each in zip(names, STUDY, strict=True) for quantity, strike, years in each.options]
    return holders, options
