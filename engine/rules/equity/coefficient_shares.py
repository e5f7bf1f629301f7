"""E8 Coefficient shares: a pool of shares divided by personal coefficients, in whole shares."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field, field_validator

from engine.base.algebra import ppm
from engine.base.money import fraction, round_half_up, split_array
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import refuse
from engine.base.text import t
from engine.base.trace import Trace
from engine.company.captable import Shares
from engine.company.company import HOLDER_KINDS
from engine.company.ledger import Event, Kind
from engine.rules.kinds import Advance, Book, EquityProgramme, Moment, chosen
from engine.rules.parts.terms import GIVER, MIN_YEARS, PARTICIPANTS, TOTAL_SHARES
from engine.rules.rule import About

SOURCE = "Organisation handbook: coefficient method"

Coefficient = Annotated[float, Parameter("个人系数", "Personal coefficient", Unit.FACTOR, low=0, high=100, step=0.1)]


class CoefficientShares(EquityProgramme):
    """pool = total shares × ratio; person = pool × own coefficient / sum of coefficients."""

    about = About(
        title=Text("系数法配股", "Coefficient shares"),
        what=Text("按总股本的一个比例拿出股份池，按个人系数分给激励对象，精确到股。股份可增发（所有股东同比例稀释），"
                  "也可由某位股东让出。",
                  "A part of the total shares forms a pool, divided among the people chosen by personal "
                  "coefficient, in whole shares. The shares are newly issued (everybody is diluted alike) or "
                  "given up by one holder."),
        formula=Text("股份池 = 总股数 × 比例；个人 = 池 × 本人系数 ÷ 系数之和",
                     "pool = total shares × ratio; person = pool × own coefficient ÷ sum of coefficients"),
        source=SOURCE,
        not_modelled=Text("出资、借款、归属和退出", "payment, loans, vesting and leaving"))
    example = {"total_shares": 10_000_000, "coefficients": {"a": 2.0, "b": 1.5, "c": 1.5, "d": 1.0}}

    rule: Literal["coefficient_shares"] = "coefficient_shares"
    year: Annotated[int, Parameter("第几年授予", "In year", Unit.YEARS, low=1, high=30, step=1)] = 1
    ratio: Annotated[float, Parameter("股份池占总股数", "Pool as part of all shares", Unit.RATE, low=0, high=0.5,
                                      step=0.005, source=SOURCE)] = 0.07
    giver: Annotated[str | None, GIVER] = None
    groups: Annotated[tuple[str, ...], PARTICIPANTS, Field(strict=False)] = ()
    min_years: Annotated[int, MIN_YEARS] = 0

    class Inputs(Declared):
        """The share capital and everybody's coefficient."""

        total_shares: Annotated[int, TOTAL_SHARES]
        coefficients: Annotated[dict[str, Coefficient], Parameter("个人系数", "Personal coefficients", Unit.TABLE),
                                Field(min_length=1)]

        @field_validator("coefficients")
        @classmethod
        def _somebody_counts(cls, coefficients: dict[str, float]) -> dict[str, float]:
            if "pool" in coefficients:
                raise refuse(t("“pool” is what is divided; give that person another name."))
            if not any(coefficients.values()):
                raise refuse(t("every coefficient is zero, so nobody would get a share; give at least one person more than zero."))
            return coefficients

    def pool(self, total: int) -> int:
        """Whole shares in the pool, to the nearest, halves up."""
        return round_half_up(total * fraction(self.ratio))

    def divided(self, pool: int, coefficients: Shares) -> Shares:
        """The pool in whole shares by coefficient, which are millionths of whoever takes part, (people,)."""
        return split_array(np.array([pool]), coefficients)[0]

    def calc(self, inputs: Any) -> dict[str, Any]:
        pool = self.pool(inputs.total_shares)
        parts = self.divided(pool, np.array([ppm(each) for each in inputs.coefficients.values()]))
        return {"pool": pool, **dict(zip(inputs.coefficients, parts.tolist(), strict=True))}

    def advance(self, now: Moment, before: Book | None, trace: Trace) -> Advance:
        if now.year != self.year:
            return Advance()
        table, people = now.table, now.people
        weights = people.coefficient * (chosen(people, self.groups, self.min_years) & now.there)
        pool = self.pool(table.total)
        if not weights.sum():
            return Advance((Event(now.year, now.key, Text("没有人符合配股条件", "Nobody qualifies for shares")),))
        if self.giver is not None and table.lines[self.giver].shares < pool:
            return Advance((Event(now.year, now.key, Text("让出股份的股东股数不够，未授予",
                                                          "The giving holder has too few shares; nothing granted")),))
        parts = self.divided(pool, weights)
        trace("股份池", "Pool of shares", Unit.SHARES, pool)
        trace("个人所得股数", "Shares granted", Unit.SHARES, parts)
        holding = int((parts > 0).sum())
        return Advance((Event(
            now.year, now.key, Text(f"向 {holding} 名员工授予 {pool:,} 股",
                                    f"{pool:,} shares granted to {holding} employees"),
            Kind.ISSUE if self.giver is None else Kind.TRANSFER, "employees", self.giver or "", pool, parts,
            line=("employees", HOLDER_KINDS["employees"])),))
