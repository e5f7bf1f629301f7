"""P17 Quota discipline: below quota several months in a row, and one is paid as an assistant from then on."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field

from engine.base.algebra import at_most, ever_after, fen, months_of, over_months, run_of, structure, where
from engine.base.money import Fen, to_fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.trace import Trace
from engine.company.people import BASE_PAY
from engine.rules.kinds import PayElement
from engine.rules.parts.terms import QUOTA, SALES_A_MONTH
from engine.rules.rule import About
from engine.world.drivers import Group

Sales = Annotated[float, Parameter("销售额", "Sales", Unit.YUAN, low=0, high=100_000_000_000, step=1000)]


class QuotaDiscipline(PayElement):
    """From the month after, the difference between the assistant's base pay and one's own; never a gain."""

    about = About(
        title=Text("连续不达标降岗", "Quota discipline"),
        what=Text("连续几个月达不到销售任务的人，从下个月起转为助理，按助理的基本工资发放：这里记的是与原基本工资的差额（负数）。"
                  "原工资不高于助理工资的人不变。",
                  "Whoever misses the quota several months in a row becomes an assistant from the next month on and is "
                  "paid the assistant's base pay: this line is the difference to the former base pay, a negative "
                  "amount. Base pay that is not above the assistant's stays."),
        formula=Text("差额 = min（0，助理基本工资 − 基本工资），从连续不达标的下个月起",
                     "difference = min(0, assistant's base pay − base pay), from the month after the last miss on"),
        source="Incentive-plan collection: three months in a row; the assistant's base pay is ours",
        not_modelled=Text("上年末的不达标月份，以及重新回到销售岗", "months missed before the year began, and the way back"))
    example = {"sales": [9000, 8000, 7000, 12000], "base_pay": 5000, "quota": 10000, "assistant_base_pay": 3500}

    rule: Literal["quota_discipline"] = "quota_discipline"
    quota: Annotated[float, QUOTA] = 10_000.0
    months_in_a_row: Annotated[int, Parameter("连续月数", "Months in a row", Unit.COUNT, low=1, high=12, step=1,
                                              source="Incentive-plan collection")] = 3
    assistant_base_pay: Annotated[float, Parameter("助理基本工资（月）", "Assistant's base pay a month", Unit.YUAN, low=0,
                                                   high=1_000_000, step=100)] = 3000.0

    class Inputs(Declared):
        """Months of one person."""

        sales: Annotated[tuple[Sales, ...], Parameter("各月销售额", "Sales by month", Unit.TABLE),
                         Field(strict=False, min_length=1, max_length=12)]
        base_pay: Annotated[float, BASE_PAY]

    reads = {"sales": SALES_A_MONTH}

    def alone(self, inputs: Any) -> dict[str, Any]:
        return {"sales": np.array([[to_fen(each)] for each in inputs.sales]), "base_pay": np.array([to_fen(inputs.base_pay)])}

    def bind(self, group: Group) -> dict[str, Any]:
        return {"sales": group.sales("own"), "base_pay": group.of(group.drivers.people.base_pay)}

    def moved(self, sales: Any) -> Any:
        """In which months somebody is paid as an assistant; of sales in fen, (…, months, people)."""
        return ever_after(run_of(sales < fen(self.quota), int(structure(self.months_in_a_row))))

    def formula(self, x: Any, say: Trace) -> Fen:
        base, moved = say("基本工资", "Base pay", Unit.YUAN, x.base_pay), self.moved(x.sales)
        say("按助理发放的月数", "Months paid as an assistant", Unit.COUNT, lambda: months_of(moved))
        say.result("from_month", Unit.COUNT, lambda: first_month(moved))
        difference = where(moved, at_most(fen(self.assistant_base_pay) - base, 0), 0)
        say.result("months", Unit.YUAN, lambda: list(difference))
        say.result("amount", Unit.YUAN, lambda: over_months(difference))
        return difference


def first_month(moved: Any) -> int | None:
    """The first month in which the only person, (months, 1), is paid as an assistant, from 1; None for no month."""
    return int(moved.argmax()) + 1 if moved.any() else None
