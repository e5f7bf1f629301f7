"""What the world does: the what-if levers, the same for every plan that is compared."""

from __future__ import annotations

from typing import Annotated

from engine.base.parameter import Declared, Parameter, Text, Unit

COLLECTED = Parameter("回款率", "Share of sales collected", Unit.RATE, low=0, high=1, step=0.01)
YEARS_SIMULATED = Parameter("推演年数", "Years simulated", Unit.YEARS, low=1, high=30, step=1)
SEED = Parameter("随机种子", "Seed", Unit.COUNT, low=0, high=2**31, step=1)


class Assumptions(Declared):
    """Growth and horizon of the world. Set profit or revenue and the other follows; set both and the costs
    between them are the balance, shown as a line of its own in the income statement."""

    profit_growth: Annotated[float | None, Parameter(
        "利润增长（薪酬变动前）", "Profit growth (before any change in pay)", Unit.RATE, low=-0.5, high=3, step=0.05,
        marks=(0.5, 1.0, 1.5, 3.0),
        nothing=Text("随营业额和毛利变化", "follows revenue and margin"))] = None
    revenue_growth: Annotated[float | None, Parameter(
        "营业额增长", "Revenue growth", Unit.RATE, low=-0.9, high=5, step=0.05, marks=(0.3, 0.5, 1.0, 1.5),
        nothing=Text("随利润变化：按当前毛利达到该利润所需的营业额",
                     "follows profit: the revenue that this profit needs at the margin"))] = None
    margin_change: Annotated[float, Parameter(
        "毛利率变动（百分点）", "Change of gross margin (points)", Unit.RATE, low=-0.3, high=0.3, step=0.01)] = 0.0
    headcount_growth: Annotated[float, Parameter(
        "人数增长", "Headcount growth", Unit.RATE, low=-0.5, high=1, step=0.05)] = 0.0
    collected: Annotated[float, COLLECTED.but(source="Incentive-plan collection: only collected money counts")] = 1.0
    later_growth: Annotated[float, Parameter(
        "以后各年营业额增长", "Revenue growth in each later year", Unit.RATE, low=-0.3, high=1, step=0.05)] = 0.0
    years: Annotated[int, YEARS_SIMULATED] = 3
    multiple: Annotated[float, Parameter(
        "公司估值倍数（市盈率）", "Value of the company, × net profit", Unit.FACTOR, low=1, high=100, step=1,
        source="Organisation handbook: 20 times profit")] = 20.0
    payout: Annotated[float, Parameter(
        "净利润中分给股东的比例", "Part of net profit paid to shareholders", Unit.RATE, low=0, high=1, step=0.05)] = 0.3
