"""How a job value becomes a salary with five grades, and where people stand against them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field, field_validator

from engine.base.money import Fen, fraction, round_half_up, to_fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.tables import rising
from engine.company.company import People

SOURCE = "Organisation handbook: pay by job value"
GRADES = 5
MIDDLE = 2
YEAR = 12

PostValue = Annotated[float, Parameter("岗位价值量", "Job value", Unit.POINTS, low=0.01, high=100_000, step=1)]


class ValueBand(Declared):
    """From this job value on, this monthly salary."""

    from_: Annotated[float, Parameter("价值量起点", "From job value", Unit.POINTS, low=0, high=100_000, step=10),
                     Field(alias="from")]
    salary: Annotated[float, Parameter("月薪", "Salary a month", Unit.YUAN, low=0, high=10_000_000, step=100)]


LAYERS = tuple(ValueBand(from_=value, salary=salary) for value, salary in (
    (0, 4000), (100, 6000), (150, 8000), (200, 10_000), (300, 15_000), (500, 25_000)))


class SalaryTerms(Declared):
    """How a job value becomes a salary with five grades."""

    method: Annotated[Literal["k", "budget", "grades"], Parameter("方法", "Method", Unit.CHOICE, source=SOURCE, choices={
        "k": Text("外部 K 值法", "K of a benchmark post"), "budget": Text("内部公平法（按预算）", "Internal fairness, by budget"),
        "grades": Text("层级法（查表）", "Table of grades")})] = "k"
    benchmark_salary: Annotated[float, Parameter("标杆岗位市场年薪", "Benchmark post's market salary a year", Unit.YUAN,
                                                 low=0, high=100_000_000, step=1000)] = 120_000.0
    benchmark_value: Annotated[float, Parameter("标杆岗位价值量", "Benchmark post's job value", Unit.POINTS, low=0.01,
                                                high=100_000, step=1)] = 200.0
    budget: Annotated[float | None, Parameter(
        "薪酬预算（年）", "Payroll budget a year", Unit.YUAN, low=0, high=1_000_000_000_000, step=10_000,
        nothing=Text("账上的薪酬", "the payroll of the books"))] = None
    table: Annotated[tuple[ValueBand, ...], Parameter("层级表", "Grades by job value", Unit.TABLE),
                     Field(strict=False)] = LAYERS
    step: Annotated[float, Parameter("级差", "Step between grades", Unit.RATE, low=0, high=0.4, step=0.01,
                                     source=SOURCE)] = 0.15
    step_mode: Annotated[Literal["additive", "compound"], Parameter("级差算法", "Reading of the step", Unit.CHOICE, choices={
        "additive": Text("等差（70、85、100、115、130%）", "Additive (70, 85, 100, 115, 130%)"),
        "compound": Text("等比", "Compound")})] = "additive"
    fixed_share: Annotated[float, Parameter("固定工资比例", "Fixed part of the salary", Unit.RATE, low=0, high=1,
                                            step=0.05)] = 0.7

    @field_validator("table")
    @classmethod
    def _rising(cls, table: tuple[ValueBand, ...]) -> tuple[ValueBand, ...]:
        rising(table)
        return table

    def annual(self, value: float, budget: int, values: Fraction) -> Fraction:
        """A post's salary a year in fen, exact; `values` is Σ value × headcount of all posts.

        Below the first row of the table, and where nobody holds any post, it is 0.
        """
        if self.method == "k":
            return fraction(value) * to_fen(self.benchmark_salary) / fraction(self.benchmark_value)
        if self.method == "budget":
            return fraction(value) * budget / values if values else Fraction(0)
        reached = [band for band in self.table if band.from_ <= value]
        return Fraction(to_fen(reached[-1].salary) * YEAR) if reached else Fraction(0)

    def grades(self, annual: Fraction) -> list[int]:
        """The five grades a month in fen, each rounded once; the middle one is the computed salary."""
        step = fraction(self.step)
        of_middle = [(1 + step) ** (i - MIDDLE) if self.step_mode == "compound" else 1 + step * (i - MIDDLE)
                     for i in range(GRADES)]
        return [round_half_up(annual / YEAR * part) for part in of_middle]


@dataclass(frozen=True)
class Placement:
    """Where people stand against the grades of their post; (people,) each, (5, people) the grades, fen a month.

    Whoever's post has no job value is in none of the three, and their grades are 0.
    """

    grades: Fen
    below: npt.NDArray[np.bool_]
    within: npt.NDArray[np.bool_]
    above: npt.NDArray[np.bool_]
    lacking: Fen  # what a month lacks to the lowest grade

    @property
    def cost(self) -> int:
        """What bringing everybody to the lowest grade costs a month, in fen."""
        return int(self.lacking.sum())


def place(people: People, values: Mapping[str, float], terms: SalaryTerms, payroll: int) -> Placement:
    """Everybody's monthly base pay against the five grades of their post.

    `values` maps posts to job values; `payroll` is the budget a year where the terms name none.
    """
    masks = {post: people.post == post for post in values}
    total = sum((fraction(values[post]) * int(mask.sum()) for post, mask in masks.items()), Fraction(0))
    budget = payroll if terms.budget is None else to_fen(terms.budget)
    grades = np.zeros((GRADES, len(people)), dtype=np.int64)
    valued = np.zeros(len(people), dtype=bool)
    for post, mask in masks.items():
        grades[:, mask] = np.array(terms.grades(terms.annual(values[post], budget, total)))[:, None]
        valued |= mask
    base = people.base_pay
    below, above = valued & (base < grades[0]), valued & (base > grades[-1])
    return Placement(grades, below, valued & ~below & ~above, above, np.where(below, grades[0] - base, 0))
