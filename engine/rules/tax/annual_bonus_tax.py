"""Tax on an annual one-off bonus taxed separately, with its cliffs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import numpy as np

from engine.base.money import to_fen, to_yuan
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.text import exact, t
from engine.base.trace import Trace
from engine.law.bonus import cliff_at, cliffs, lost_at_cliff, separate_tax
from engine.law.equity_income import as_wages
from engine.law.national import year_end
from engine.rules.parts.tax_rule import FIRST_YEAR, NOTES, TaxableSalary, TaxRule, Year
from engine.rules.rule import About

SOURCE = "Announcement 2023-30: annual one-off bonus"


class AnnualBonusTax(TaxRule):
    """tax = bonus × rate − quick deduction, the row of the monthly table read at bonus ÷ 12."""

    about = About(
        title=Text("年终奖单独计税", "Annual bonus taxed separately"),
        what=Text("全年一次性奖金除以 12 查月度税率表，用全额乘税率、减一次速算扣除数；每人每年一次。刚过档位时多一分钱就要多交几千元税，"
                  "这里给出临界点、少拿多少、发多少可以避开；金额从不自动改动。",
                  "The row of the monthly table is read at a twelfth of the bonus, the rate applies to all of it and the "
                  "quick deduction is taken once; once a person a year. Just past a bound one fen more costs thousands: "
                  "the bound, the loss and the amounts that avoid it are given; nothing is changed silently."),
        formula=Text("税 = 奖金 × 税率 − 速算扣除数（按 奖金 ÷ 12 查表）", "tax = bonus × rate − quick deduction (row read at bonus ÷ 12)"),
        source=SOURCE,
        not_modelled=Text("并入工资的比较见“年终奖计税选择”", "merging into wages: see the choice of how a bonus is taxed"))
    example = {"bonus": 36001}
    laws = ("annual_bonus",)
    results = {**NOTES, "rate": Text("税率", "Rate"), "bound": Text("临界点", "Bound below"),
               "loss": Text("比临界点少拿", "Net lost against the bound"),
               "pay_instead": Text("改发多少可避开", "Amount that avoids the cliff"),
               "back_at": Text("发到多少才补回来", "Amount from which the net is back")}

    rule: Literal["annual_bonus_tax"] = "annual_bonus_tax"

    class Inputs(Declared):
        """The bonus, and when it is paid."""

        bonus: Annotated[float, Parameter("全年一次性奖金", "Annual one-off bonus", Unit.YUAN, low=0, high=1_000_000_000,
                                          step=1_000)]
        salary_taxable: TaxableSalary = 0.0
        year: Year = FIRST_YEAR

    def formula(self, x: Any, say: Trace) -> Any:
        tax = self.said(say, "tax", separate_tax(x.bonus, x.day))
        self.said(say, "net", x.bonus - tax)
        self.said(say, "merged", as_wages(x.bonus, x.salary_taxable, x.day))
        return tax

    def beside(self, inputs: Any, results: Mapping[str, Any]) -> dict[str, Any]:
        day, bonus = year_end(inputs.year), np.array([to_fen(inputs.bonus)], dtype=np.int64)
        place, loss = int(cliff_at(bonus, day)[0]), int(lost_at_cliff(bonus, day)[0])
        cliff = cliffs(day)[place] if place >= 0 else None
        findings = []
        if cliff:
            findings.append(t("{bonus} is just past the bound of {bound}: paying {bound} instead gives {loss} more net; "
                              "the net is back only from {back} on.", bonus=exact(int(bonus[0])),
                              bound=exact(cliff.bound), loss=exact(loss), back=exact(cliff.back_at)))
        return {"bound": to_yuan(cliff.bound) if cliff else None, "loss": to_yuan(loss),
                "pay_instead": to_yuan(cliff.bound) if cliff else None,
                "back_at": to_yuan(cliff.back_at) if cliff else None, **self.notes(day, findings=findings)}
