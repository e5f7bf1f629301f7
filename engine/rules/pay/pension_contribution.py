"""P22 Pension contribution: years and grades × a standard value; vested with years of service."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field, field_validator

from engine.base.algebra import added_up, every_month, fen, part, step, steps, times, where
from engine.base.money import Fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.tables import not_falling, rising
from engine.base.trace import Trace
from engine.company.people import POST_GRADE, SKILL_GRADE
from engine.rules.kinds import PayElement
from engine.rules.rule import About
from engine.world.drivers import Group

SOURCE = "Incentive-plan collection: enterprise annuity"


class Vested(Declared):
    """From this many years on, this part belongs to the person."""

    years: Annotated[int, Parameter("司龄满", "From years of service", Unit.YEARS, low=0, high=60, step=1)]
    part: Annotated[float, Parameter("归属比例", "Part vested", Unit.RATE, low=0, high=1, step=0.05)]


VESTING = (Vested(years=3, part=0.6), Vested(years=4, part=0.8), Vested(years=5, part=1.0))


class PensionContribution(PayElement):
    """The company's monthly contribution; of a leaver's, only the vested part."""

    about = About(
        title=Text("企业年金", "Supplementary pension"),
        what=Text("企业每月按司龄、入司前工龄、技能等级和岗位等级缴费。离职的人按司龄归属，未归属的部分退回企业账户；"
                  "退休、身故、调动全部归属。",
                  "The company contributes every month by years of service, years elsewhere, skill grade and post grade. "
                  "A leaver keeps the vested part, the rest returns to the company's account; retirement, death and "
                  "transfer vest everything."),
        formula=Text("缴费 =（企业内工龄 × 0.2 + 企业外工龄 × 0.1 + 技能等级 + 岗位等级）× 标准值；归属 = 缴费 × 归属比例",
                     "contribution = (years inside × 0.2 + years outside × 0.1 + skill grade + post grade) × standard; "
                     "vested = contribution × part vested"),
        source=f"{SOURCE}; 60 / 80 / 100% at 3 / 4 / 5 years, the standard, and a contribution a month are ours",
        not_modelled=Text("投资收益、个人缴费，以及离职者以前年度缴费的退回",
                          "returns on investment, the person's own part, and what returns of earlier years' contributions"))
    example = {"years_inside": 10, "years_outside": 5, "skill_grade": 3, "post_grade": 4, "standard": 100}

    tax_assumed = Text("企业年金在这里按工资计税；规定限额以内的，实际可递延到领取时再缴。",
                       "The supplementary pension is taken as wages; within limits its tax is put off to retirement.")

    rule: Literal["pension_contribution"] = "pension_contribution"
    standard: Annotated[float, Parameter("标准值（月）", "Standard value a month", Unit.YUAN, low=0, high=100_000,
                                         step=10)] = 100.0
    inside: Annotated[float, Parameter("企业内每年系数", "Weight of a year inside", Unit.FACTOR, low=0, high=10, step=0.05,
                                       source=SOURCE)] = 0.2
    outside: Annotated[float, Parameter("企业外每年系数", "Weight of a year outside", Unit.FACTOR, low=0, high=10,
                                        step=0.05, source=SOURCE)] = 0.1
    vesting: Annotated[tuple[Vested, ...], Parameter("归属表", "Vesting", Unit.TABLE), Field(strict=False)] = VESTING

    @field_validator("vesting")
    @classmethod
    def _rising(cls, vesting: tuple[Vested, ...]) -> tuple[Vested, ...]:
        if vesting:
            rising(vesting, "years")
            not_falling(vesting, "part")
        return vesting

    class Inputs(Declared):
        """One person."""

        years_inside: Annotated[int, Parameter("企业内工龄", "Years inside", Unit.YEARS, low=0, high=60, step=1)]
        years_outside: Annotated[int, Parameter("企业外工龄", "Years outside", Unit.YEARS, low=0, high=60, step=1)] = 0
        skill_grade: Annotated[int, SKILL_GRADE] = 0
        post_grade: Annotated[int, POST_GRADE] = 0
        leaving: Annotated[Literal["stays", "resigns", "retires"], Parameter("去留", "Leaving", Unit.CHOICE, choices={
            "stays": Text("在职", "Stays"), "resigns": Text("离职", "Resigns"),
            "retires": Text("退休、身故、调动", "Retires, dies or is transferred")})] = "stays"

    reads = {"leaves": Parameter("离职", "Leaves", Unit.FLAG)}

    def alone(self, inputs: Any) -> dict[str, Any]:
        return {**super().alone(inputs), "leaves": np.array([inputs.leaving == "resigns"])}

    def bind(self, group: Group) -> dict[str, Any]:
        people = group.drivers.people
        return {"years_inside": group.of(people.years), "years_outside": group.of(people.years_outside),
                "skill_grade": group.of(people.skill_grade), "post_grade": group.of(people.post_grade),
                "leaves": group.of(people.leaves_in) > 0}

    def formula(self, x: Any, say: Trace) -> Fen:
        standard = fen(self.standard)
        amount = say("每月缴费", "Contribution a month", Unit.YUAN, added_up(
            (standard, x.years_inside, self.inside), (standard, x.years_outside, self.outside),
            (standard, x.skill_grade + x.post_grade)), key="amount")
        vested = say("归属比例", "Part vested", Unit.RATE, step(x.years_inside, steps(self.vesting, "part", "years"))
                     if self.vesting else x.years_inside * 0, key="vested")
        kept = say.result("kept", Unit.YUAN, where(x.leaves, times(amount, part(vested)), amount))
        say("离职退回企业的部分（每月）", "Returned by leaving, a month", Unit.YUAN, amount - kept, key="returned")
        return every_month(kept)
