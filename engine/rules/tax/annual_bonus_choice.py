"""An annual bonus taxed separately or merged into wages: both, and which is cheaper."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

import numpy as np

from engine.base.algebra import at_least, at_most
from engine.base.money import to_fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.text import exact, t
from engine.base.trace import Trace
from engine.law.bonus import cliff_at, cliffs, lost_at_cliff, merged, separate_together
from engine.law.national import national, year_end
from engine.law.withholding import income_tax
from engine.rules.parts.tax_rule import FIRST_YEAR, NOTES, TaxableSalary, TaxRule, Year
from engine.rules.rule import About

SOURCE = "Announcement 2023-30: annual one-off bonus"


class AnnualBonusChoice(TaxRule):
    """Tax of the whole year, wages and bonus together, both ways."""

    about = About(
        title=Text("年终奖计税选择", "How an annual bonus is taxed"),
        what=Text("年终奖可以单独计税，也可以并入全年工资计税，每人每年在汇算时自选。两种都算出工资和奖金合计的全年税额，指出较省的一种；"
                  "单独计税 2027 年底到期，之后只能并入。",
                  "A bonus may be taxed separately or merged into the year's wages, each person's choice at the annual "
                  "settlement. The tax of wages and bonus together is given both ways, with the cheaper one; separate "
                  "taxation runs out at the end of 2027."),
        formula=Text("单独 = 税(工资) + 奖金税；并入 = 税(工资 + 奖金)",
                     "separate = tax(wages) + tax of the bonus; merged = tax(wages + bonus)"),
        source=SOURCE,
        not_modelled=Text("一年内两次一次性奖金", "two one-off bonuses in one year"))
    example = {"salary_taxable": 100000, "bonus": 100000}
    laws = ("income_tax", "annual_bonus")
    results = {**NOTES, "saving": Text("省多少", "Saved by the cheaper"), "in_force": Text("当年适用", "Applies that year")}

    rule: Literal["annual_bonus_choice"] = "annual_bonus_choice"

    class Inputs(Declared):
        """The year's taxable wages without the bonus, and the bonus."""

        salary_taxable: TaxableSalary
        bonus: Annotated[float, Parameter("全年一次性奖金", "Annual one-off bonus", Unit.YUAN, low=0, high=1_000_000_000,
                                          step=1_000)]
        year: Year = FIRST_YEAR

    def formula(self, x: Any, say: Trace) -> Any:
        apart = self.said(say, "separate", separate_together(x.salary_taxable, x.bonus, x.day))
        together = self.said(say, "merged", merged(x.salary_taxable, x.bonus, x.day))
        allowed = national().annual_bonus.holds(x.day)
        better = say.result("better", Unit.CHOICE, lambda: "separate" if apart <= together else "merged")
        self.said(say, "saving", at_least(apart, together) - at_most(apart, together))
        say.result("in_force", Unit.CHOICE, better if allowed else "merged")
        due = (at_most(apart, together) if allowed else together) - income_tax(x.salary_taxable, x.day)
        return self.said(say, "net", x.bonus - due)

    def beside(self, inputs: Any, results: Mapping[str, Any]) -> dict[str, Any]:
        day, bonus = year_end(inputs.year), np.array([to_fen(inputs.bonus)], dtype=np.int64)
        findings = []
        if cliff_at(bonus, day)[0] >= 0:
            cliff = cliffs(day)[int(cliff_at(bonus, day)[0])]
            findings.append(t("Taxed separately, {bonus} is just past the bound of {bound}: paying {bound} gives {loss} "
                              "more net.", bonus=exact(int(bonus[0])), bound=exact(cliff.bound),
                              loss=exact(int(lost_at_cliff(bonus, day)[0]))))
        return self.notes(day, findings=findings)
