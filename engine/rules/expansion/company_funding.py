"""X5 + E5 Company funding: who pays the capital of a new company, on what loan, and what a funder gets for it."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

import numpy as np

from engine.base.money import fraction, split, to_fen, to_yuan
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.rules.parts.loans import LOAN_RATE
from engine.rules.rule import About, Rule

SOURCE = "Organisation handbook: expansion by subsidiaries"
LOANS = "Organisation handbook: purchase with a loan"


class CompanyFunding(Rule):
    """Headquarters, the opener, or headquarters and a team with a loan."""

    about = About(
        title=Text("新公司出资", "Capital of new companies"),
        what=Text("新公司的投资由总部出，或由开设它的公司出（总部开设的由总部出），或由总部和团队按比例出：团队先付首付，"
                  "其余向总部借款，用分红先还息、后还本。出资的开设者还可在若干年内从新公司营业额提成。",
                  "Headquarters pays for a new company, or the company that opens it (headquarters for those it opens "
                  "itself), or headquarters and a team by parts: the team pays a part down and owes headquarters the "
                  "rest, its dividends paying interest first, then principal. An opener who funds may also get a part "
                  "of the new company's revenue for some years."),
        formula=Text("团队出资 = 投资额 ×（1 − 总部比例）；首付 = 团队出资 × 首付比例；借款 = 其余",
                     "team's part = capital × (1 − headquarters' part); paid down = that × down payment; loan = the rest"),
        source=f"{SOURCE} (the opener funds and gets a part of revenue); {LOANS} (30 / 70, 21% down, 49% loan); rates of "
               "interest and of revenue are ours",
        not_modelled=Text("贷款公司自己的费用、提前还款", "the loan company's own costs, early repayment"))
    example = {"payer": "team", "capital": 500_000}

    plain: ClassVar[Text | None] = Text("投资额按分摊到分，由出资各方凑成",
                                        "capital divided to the fen among those who pay it")

    rule: Literal["company_funding"] = "company_funding"
    payer: Annotated[Literal["headquarters", "opener", "team"], Parameter("谁出资", "Who pays", Unit.CHOICE, choices={
        "headquarters": Text("总部", "Headquarters"), "opener": Text("开设者", "The opener"),
        "team": Text("总部和团队（可借款）", "Headquarters and team (with a loan)")}, source=SOURCE)] = "opener"
    headquarters_part: Annotated[float, Parameter("总部出资比例", "Headquarters' part of the capital", Unit.RATE, low=0,
                                                  high=1, step=0.05, source=LOANS)] = 0.30
    down_payment: Annotated[float, Parameter("团队首付比例", "Part of the team's money paid down", Unit.RATE, low=0, high=1,
                                             step=0.05, source=LOANS)] = 0.30
    loan_rate: Annotated[float, LOAN_RATE] = 0.04
    kept: Annotated[float, Parameter("各公司留存利润用于开店", "Part of profit a company keeps for openings", Unit.RATE, low=0,
                                     high=1, step=0.05)] = 0.0
    revenue: Annotated[float, Parameter("成熟公司年营业额", "Yearly revenue of a grown company", Unit.YUAN, low=0,
                                        high=1_000_000_000, step=100_000)] = 5_000_000.0
    funder_share: Annotated[float, Parameter("出资的开设者从营业额提成", "Funding opener's part of revenue", Unit.RATE, low=0,
                                             high=0.2, step=0.005)] = 0.0
    funder_years: Annotated[int, Parameter("提成几年", "Years of that part", Unit.YEARS, low=0, high=10, step=1)] = 2

    class Inputs(Declared):
        """One new company."""

        capital: Annotated[float, Parameter("投资额", "Capital", Unit.YUAN, low=0, high=1_000_000_000, step=10_000)] = 500_000.0

    def parts(self, capital: int) -> tuple[int, int, int]:
        """Of a company that a head opens, fen: paid by headquarters, by the team in cash, by the team on loan."""
        own, down = fraction(self.headquarters_part), fraction(self.down_payment)
        if self.payer != "team":
            return (capital, 0, 0) if self.payer == "headquarters" else (0, 0, 0)
        first, second, third = split(capital, [own, (1 - own) * down, (1 - own) * (1 - down)])
        return first, second, third

    def commission(self, years_open: np.ndarray) -> np.ndarray:
        """What the funding opener gets from a working company so many years after its opening, fen, elementwise."""
        owed = int(to_fen(self.revenue) * fraction(self.funder_share)) if self.payer == "opener" else 0
        return np.where(years_open < self.funder_years, owed, 0)

    def calc(self, inputs: Any) -> dict[str, Any]:
        capital = to_fen(inputs.capital)
        own, down, loan = self.parts(capital)
        return {"headquarters": to_yuan(own), "opener": to_yuan(capital - own - down - loan), "team": to_yuan(down + loan),
                "down": to_yuan(down), "loan": to_yuan(loan),
                "revenue_share": to_yuan(int(self.commission(np.array(0))))}
