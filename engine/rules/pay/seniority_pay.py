"""P19 Seniority pay: so much a month for every full year of service."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from engine.base.algebra import at_most, count, every_month, fen
from engine.base.money import Fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.trace import Trace
from engine.company.people import YEARS_OF_SERVICE
from engine.rules.kinds import PayElement
from engine.rules.rule import About
from engine.world.drivers import Group


class SeniorityPay(PayElement):
    """Years of service, up to a limit, × an amount a month."""

    about = About(
        title=Text("工龄工资", "Seniority pay"),
        what=Text("每满一年司龄，每月多发一笔固定金额，年数封顶。", "A fixed amount a month for every full year of service, "
                                                "up to a number of years."),
        formula=Text("工龄工资 = min（司龄，封顶年数）× 每年金额", "seniority pay = min(years, most years) × amount a year"),
        source="Car-care chain plan: pay components; amount and limit are ours",
        not_modelled=Text("模拟期内司龄的增长", "years of service added while the simulation runs"))
    example = {"years": 6, "per_year": 50}

    rule: Literal["seniority_pay"] = "seniority_pay"
    per_year: Annotated[float, Parameter("每年司龄金额（月）", "Amount a month for each year", Unit.YUAN, low=0, high=10_000,
                                         step=10)] = 50.0
    most_years: Annotated[int, Parameter("封顶年数", "Most years counted", Unit.YEARS, low=0, high=60, step=1)] = 10

    class Inputs(Declared):
        """Years of service."""

        years: Annotated[int, YEARS_OF_SERVICE]

    def bind(self, group: Group) -> dict[str, Any]:
        return {"years": group.of(group.drivers.people.years)}

    def formula(self, x: Any, say: Trace) -> Fen:
        years = say("司龄", "Years of service", Unit.YEARS, x.years)
        return every_month(say.result("amount", Unit.YUAN, at_most(years, count(self.most_years)) * fen(self.per_year)))
