"""The big numbers of an outcome, once: what the cockpit, the comparison and the command line show."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from engine.answers.compare import Comparison, median
from engine.answers.money_view import LABELS, View
from engine.base.parameter import Text
from engine.base.text import count, money, percent, t


@dataclass(frozen=True)
class Headline:
    """A big number: its label, value, change against the other side ("" for none) and how to read it.

    good: whether more is better for the company or its people; None where it is neither.
    """

    label: Text
    value: str
    change: str
    good: bool | None
    help: Text | None = None


def headlines(comparison: Comparison) -> list[Headline]:
    """Labour cost and its share, net profit, median income, winners and losers, owner's stake and take."""
    before, after = comparison.before, comparison.after
    old, new = before.statement, after.statement
    opening, closing = comparison.stakes()
    take_before, take_after = (outcome.owner_take(year.number) for outcome, year in (
        (comparison.today, before), (comparison.reform, after)))
    cost_before, cost_after = comparison.costs
    share_before, share_after = _share(cost_before, old.revenue), _share(cost_after, new.revenue)
    view = LABELS[comparison.view]
    return [
        Headline(Text("人工成本", "Labour cost"), money(cost_after),
                 _if_any(cost_after - cost_before, _signed), None,
                 Text("全年工资、提成、奖金和激励性分红", "Pay and incentive dividends of the year")
                 if comparison.view is not View.EMPLOYER_COST else
                 Text("全年发放的工资、奖金和激励性分红，加单位社保、公积金和附加",
                      "Pay and incentive dividends paid in the year, with the employer's insurance, fund and levies")),
        Headline(Text("占营业额", "Share of revenue"), percent(share_after), _points(share_after - share_before), None),
        Headline(Text("净利润", "Net profit"), money(new.net_profit), _if_any(new.net_profit - old.net_profit, _signed),
                 True),
        Headline(Text("收入中位数", "Median income") if comparison.view is View.GROSS
                 else Text(f"收入中位数（{view.zh}）", f"Median income, {view.en.lower()}"), money(median(comparison.income_after)),
                 _if_any(median(comparison.income_after) - median(comparison.income_before), _signed), True,
                 Text("排在正中间的员工全年收入", "The yearly income of the person in the middle")),
        Headline(Text("增收 / 减收", "Gain / lose"), f"{comparison.gainers:,} / {comparison.losers:,}",
                 _if_any(comparison.unchanged, lambda n: t("{n} unchanged", n=f"{n:,}")), None),
        Headline(Text("您的持股", "Your stake"), percent(float(closing)), _points(float(closing - opening)), True,
                 Text("推演最后一年末，与今天相比", "At the end of the last year simulated, against today")),
        Headline(Text("您的利润份额", "Your share of profit"), money(take_after),
                 _if_any(take_after - take_before, _signed), True,
                 Text("您的持股 × 当年净利润", "Your stake × the year's net profit")),
    ]


def _share(cost: int, revenue: int) -> float:
    return cost / revenue if revenue else 0.0


def _signed(fen: int) -> str:
    return money(fen, signed=True)


def _if_any(number: int, show: Callable[[int], str]) -> str:
    return show(number) if number else ""


def _points(change: float) -> str:
    """A change of a percentage in points, "" where it rounds to none."""
    points = round(change * 100, 1)
    return t("{points} points", points=count(points, signed=True)) if points else ""
