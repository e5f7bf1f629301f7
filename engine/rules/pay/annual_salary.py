"""P15 Annual salary: base and risk pay, gained or lost in proportion to what is completed."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np

from engine.base.algebra import (
    MONTHS,
    at_least,
    fen,
    for_each,
    in_december,
    of,
    of_full_score,
    over_months,
    part,
    spread,
    times,
    where,
    within,
)
from engine.base.money import Fen, to_fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import missing
from engine.base.trace import Trace
from engine.company.people import BASE_PAY, SCORE
from engine.rules.kinds import PayElement
from engine.rules.parts.terms import ACTUAL_LAST_YEAR, ACTUAL_OF_YEAR
from engine.rules.rule import About
from engine.world.drivers import Group

SOURCE = "Incentive-plan collection: annual salary of managers"
FULL_SCORE = 100 * 100  # in hundredths of a point

Measure = Literal["profit", "revenue", "unit_sales", "own_sales", "score"]


class AnnualSalary(PayElement):
    """Base × completion, held within the worst and the best."""

    about = About(
        title=Text("年薪制", "Annual salary"),
        what=Text("年薪 = 基薪 × 完成率，最多再拿一个基薪，最少拿基薪的 30%。每月预发基薪的十二分之一，12 月按全年结果结算："
                  "完成得差时，12 月要扣回多发的部分，可能是负数；把预发比例降到 30%，就不会扣回。没有目标可比时按基薪发。",
                  "Base salary times completion, at most one more base, at worst 30% of it. A twelfth of the base is "
                  "advanced every month and December settles the year: after a bad year December takes back what was "
                  "advanced too much and can be negative; with an advance of 30% it never is. With no target to be "
                  "held against, the base is paid."),
        formula=Text("年薪 = 基薪 × 完成率（30% 至 200% 之间）；12 月 = 年薪 − 已预发",
                     "pay = base × completion, within 30% to 200%; December = pay − what was advanced"),
        source=SOURCE + "; the straight line, the monthly advance and its settlement are ours",
        not_modelled=Text("一部分用期权支付；年中离职者的结算：离职前已预发的归本人，不再结算",
                          "a part paid in options; a settlement for whoever leaves during the year: what was advanced "
                          "until then stays paid"))
    example = {"base": 300_000, "completion": 1.15}

    also_in_december = True

    rule: Literal["annual_salary"] = "annual_salary"
    base: Annotated[float | None, Parameter(
        "基薪（年）", "Base salary a year", Unit.YUAN, low=0, high=100_000_000, step=10_000,
        nothing=Text("基本工资 × 12", "12 × base pay"))] = None
    measure: Annotated[Measure, Parameter("完成率看什么", "Completion of", Unit.CHOICE, choices={
        "profit": Text("公司利润（薪酬变动前）", "Company profit before any change in pay"),
        "revenue": Text("公司营业额", "Company revenue"), "unit_sales": Text("本单位业绩", "Own unit's output"),
        "own_sales": Text("本人销售额", "Own sales"), "score": Text("考核得分 ÷ 100", "Assessment score ÷ 100")})] = "profit"
    growth: Annotated[float, Parameter("目标比上年增长", "Target above last year", Unit.RATE, low=-0.5, high=5,
                                       step=0.05)] = 0.0
    worst: Annotated[float, Parameter("最少拿基薪的", "At worst, of the base", Unit.RATE, low=0, high=1, step=0.05,
                                      source=SOURCE)] = 0.3
    best: Annotated[float, Parameter("最多拿基薪的", "At best, of the base", Unit.RATE, low=1, high=10, step=0.1,
                                     source=SOURCE)] = 2.0
    advance: Annotated[float, Parameter("每月预发（占基薪十二分之一）", "Advanced each month, of a twelfth of the base",
                                        Unit.RATE, low=0, high=1, step=0.05)] = 1.0

    class Inputs(Declared):
        """How much of the year's indicators was completed."""

        completion: Annotated[float, Parameter("完成率", "Completion", Unit.FACTOR, low=0, high=100, step=0.05)]

    reads = {"base_pay": BASE_PAY, "actual": ACTUAL_OF_YEAR,
             "last": ACTUAL_LAST_YEAR, "score": SCORE}

    def alone(self, inputs: Any) -> dict[str, Any]:
        if self.base is None:
            raise missing("base")
        return {**super().alone(inputs), "base_pay": np.zeros(1, dtype=np.int64)}

    def bind(self, group: Group) -> dict[str, Any]:
        return {"completion": None, "base_pay": group.of(group.drivers.people.base_pay), **self._measured(group)}

    def _measured(self, group: Group) -> dict[str, Any]:
        """The score, (…, people) in hundredths of a point, or the year's and last year's actual, (…, people) in fen.

        Each person's own view.
        """
        drivers, everyone = group.drivers, np.ones(len(group), dtype=np.int64)
        if self.measure == "score":
            return {"score": group.of(drivers.people.score)}
        if self.measure == "profit":
            return {"actual": (drivers.world.before_pay - drivers.company.payroll_of_books) * everyone,
                    "last": drivers.company.profit_before_tax * everyone}
        if self.measure == "revenue":
            return {"actual": drivers.world.revenue * everyone,
                    "last": to_fen(drivers.company.facts.money.revenue) * everyone}
        if self.measure == "unit_sales":
            return {"actual": drivers.unit_sales.sum(axis=-2)[..., group.unit], "last": drivers.unit_history[group.unit]}
        return {"actual": group.sales("own").sum(axis=-2), "last": group.of(drivers.people.history)}

    def formula(self, x: Any, say: Trace) -> Fen:
        base = say("基薪", "Base salary", Unit.YUAN,
                   x.base_pay * MONTHS if self.base is None else for_each(fen(self.base), x.base_pay))
        year = say("年薪", "Salary of the year", Unit.YUAN, self._completed(base, x, say), key="pay")
        say.result("risk", Unit.YUAN, lambda: year - base)
        advanced = spread(times(base, self.advance))
        return advanced + in_december(year - over_months(advanced))

    def _completed(self, base: Fen, x: Any, say: Trace) -> Fen:
        """The base times what was completed, fen (…, people); the base alone where there is no target."""
        if x.completion is not None:
            return self._within_bounds(base, part(x.completion))
        if self.measure == "score":
            score = say("全年实际", "The year's actual", Unit.POINTS, x.score)
            say("全年目标", "The year's target", Unit.POINTS, FULL_SCORE)
            return self._within_bounds(base, of_full_score(score))
        actual = say("全年实际", "The year's actual", Unit.YUAN, x.actual)
        target = say("全年目标", "The year's target", Unit.YUAN, x.last + times(at_least(x.last, -x.last), self.growth))
        return where(target > 0, self._within_bounds(base, of(actual, target)), base)

    def _within_bounds(self, base: Fen, completion: Any) -> Fen:
        """The base times a factor, between the worst and the best, in fen."""
        return within(times(base, completion), times(base, self.worst), times(base, self.best))
