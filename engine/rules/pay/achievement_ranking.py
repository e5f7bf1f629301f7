"""P14 Achievement ranking: a person's share of the company's collected sales sets salary and annual bonus."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field, field_validator, model_validator

from engine.base import money
from engine.base.algebra import (
    MONTHS,
    PPM,
    every_month,
    in_december,
    part_of,
    part_of_down,
    places,
    ppm,
    step,
    steps,
    where,
)
from engine.base.money import Fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import refuse
from engine.base.tables import rising
from engine.base.text import t
from engine.base.trace import Trace
from engine.rules.kinds import PayElement
from engine.rules.rule import About
from engine.world.drivers import Drivers, Group

SOURCE = "Incentive-plan collection, C company"


class AchievementGrade(Declared):
    """From this share of the company's collected sales on, this salary a month and this bonus a year."""

    from_: Annotated[float, Parameter("占全公司回款比例起点", "From share of collected sales", Unit.RATE, low=0, high=1,
                                      step=0.01), Field(alias="from")]
    salary: Annotated[float, Parameter("月工资", "Salary a month", Unit.YUAN, low=0, high=10_000_000, step=500)]
    bonus: Annotated[float, Parameter("年度奖金", "Bonus a year", Unit.YUAN, low=0, high=100_000_000, step=5000)]


TABLE = tuple(AchievementGrade(from_=share, salary=salary, bonus=bonus) for share, salary, bonus in (
    (0, 6000, 0), (0.02, 8000, 20_000), (0.04, 10_000, 50_000), (0.06, 13_000, 90_000), (0.10, 18_000, 160_000)))


class AchievementRanking(PayElement):
    """The grade by share of achievement; its salary every month, its bonus with December's pay."""

    about = About(
        title=Text("按业绩占比定级", "Grade by share of achievement"),
        what=Text("个人回款占全公司销售人员回款的比例，决定销售等级；等级决定月工资和年度奖金，每年重新定级。"
                  "原方案按上一年定级，也可以改看当年。这个项目本身就是固定工资，不要再加一份。",
                  "A person's share of all collected sales of the company sets the grade; the grade sets the salary a "
                  "month and the bonus a year, anew every year. The plan looks at last year; this year can be chosen. "
                  "It is the fixed pay itself: don't add another."),
        formula=Text("等级 = 最高的「起点 ≤ 个人回款 ÷ 全员回款」一行；年收入 = 12 × 月工资 + 年度奖金",
                     "grade = the highest row with from ≤ own ÷ everybody's collected sales; "
                     "a year = 12 × salary + bonus"),
        source=SOURCE + "; its table is not printed, so the table here is ours",
        not_modelled=Text("逐年定级：各年都以最近一个实际年度定级",
                          "ranking anew each simulated year: every year looks at the last real one"))
    example = {"collected": 3_000_000, "company_collected": 60_000_000}

    also_in_december = True

    rule: Literal["achievement_ranking"] = "achievement_ranking"
    basis: Annotated[Literal["last_year", "this_year"], Parameter("看哪一年", "Which year counts", Unit.CHOICE,
                                                                  source=SOURCE, choices={
        "last_year": Text("上一年", "Last year"), "this_year": Text("当年", "This year")})] = "last_year"
    table: Annotated[tuple[AchievementGrade, ...], Parameter("等级表（从低到高）", "Grades, from low to high", Unit.TABLE),
                     Field(strict=False)] = TABLE

    @field_validator("table")
    @classmethod
    def _rising(cls, table: tuple[AchievementGrade, ...]) -> tuple[AchievementGrade, ...]:
        rising(table)
        return table

    class Inputs(Declared):
        """Collected sales of the year: a person's and the company's."""

        collected: Annotated[float, Parameter("个人回款（年）", "Own collected sales a year", Unit.YUAN, low=0,
                                              high=1_000_000_000_000, step=10_000)]
        company_collected: Annotated[float, Parameter("全公司回款（年）", "The company's collected sales a year", Unit.YUAN,
                                                      low=0, high=1_000_000_000_000, step=10_000)]

        @model_validator(mode="after")
        def _part_of_all(self) -> AchievementRanking.Inputs:
            if self.collected > self.company_collected:
                raise refuse(t("one person's collected sales are more than the company's; enter a part of them."))
            return self

    reads = {"collected": Parameter("本人回款（年）", "Own collected sales a year", Unit.YUAN)}

    def bind(self, group: Group) -> dict[str, Any]:
        collected = self._collected(group.drivers)
        return {"collected": group.of(collected), "company_collected": collected.sum(axis=-1, keepdims=True)}

    def _collected(self, drivers: Drivers) -> Fen:
        """Everybody's collected sales of the year that counts, (…, people)."""
        rate = drivers.people.collected_rate
        if self.basis == "last_year":
            return money.times(drivers.people.sales.sum(axis=-2), rate, PPM)
        rate = money.times(rate, drivers.collected.numerator, drivers.collected.denominator)
        return money.times(drivers.sales.sum(axis=-2), rate, PPM)

    def grade(self, own: Any, everybody: Any) -> Any:
        """Which row each person is in, from 1, 0 below the first; own (…, people) and everybody (…, 1) in fen.

        Where nobody collected anything, everybody is in the first row.
        """
        return places(self._share(own, everybody), steps(self.table, "salary"))

    def _share(self, own: Any, everybody: Any) -> Any:
        """What the grade is read on: the part of everybody's, millionths rounded down, so that bounds are exact."""
        return where(everybody > 0, part_of_down(own, everybody), ppm(self.table[0].from_))

    def formula(self, x: Any, say: Trace) -> Fen:
        own = say("本人回款", "Own collected sales", Unit.YUAN, x.collected)
        say("占全公司比例", "Share of the company's", Unit.RATE, lambda: part_of(own, x.company_collected), key="share")
        say("等级", "Grade", Unit.COUNT, self.grade(own, x.company_collected), key="grade")
        share = self._share(own, x.company_collected)
        salary = say.result("salary", Unit.YUAN, step(share, steps(self.table, "salary")))
        bonus = say.result("bonus", Unit.YUAN, step(share, steps(self.table, "bonus")))
        say.result("amount", Unit.YUAN, lambda: salary * MONTHS + bonus)
        return every_month(salary) + in_december(bonus)
