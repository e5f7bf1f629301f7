"""How a job value becomes a salary with five grades, and where people stand against them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated, Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import Field, field_validator

from engine.base.algebra import PPM, fen, hundredths, of, one_over, part, ppm, same, step, steps, times, where
from engine.base.money import Fen
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

    def annual(self, value: Any, budget: Any, total: Any) -> tuple[Any, ...]:
        """A salary a year as an amount in fen and its factors, so that what comes of it is rounded once.

        value: hundredths of a point, any shape; budget: fen; total: Σ value × headcount of all posts, hundredths of a
        point. Below the first row of the table, and where nobody holds any post, it is 0.
        """
        if self.method == "k":
            return fen(self.benchmark_salary), of(value, hundredths(self.benchmark_value))
        if self.method == "budget":
            return budget, of(value, total)
        return step(value, steps(self.table, "salary")), YEAR

    def grade(self, place: int, value: Any, budget: Any, total: Any) -> Any:
        """One of the five grades, from 0, a month in fen, rounded once; the middle one is the computed salary."""
        away = place - MIDDLE
        if self.step_mode == "compound":
            up = PPM + ppm(self.step)
            of_middle = [part(up)] * away if away > 0 else [one_over(up)] * -away
        else:
            of_middle = [part(PPM + ppm(self.step) * away)]
        return times(*self.annual(value, budget, total), Fraction(1, YEAR), *of_middle)

    def grades(self, value: Any, budget: Any, total: Any) -> list[Any]:
        """The five grades a month in fen, each of the shape of the value."""
        return [self.grade(place, value, budget, total) for place in range(GRADES)]


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


def value_of(post: Any, values: Mapping[str, float]) -> Any:
    """The job value of everybody's post, hundredths of a point; 0 for a post without one. post: texts, (people,)."""
    value: Any = 0
    for name, points in values.items():
        value = where(same(post, name), hundredths(points), value)
    return value


def heads_of(people: People, values: Mapping[str, float]) -> dict[str, int]:
    """How many people hold each valued post."""
    return {post: int((people.post == post).sum()) for post in values}


def total_of(values: Mapping[str, float], heads: Mapping[str, int]) -> Any:
    """Σ value × headcount of the posts, hundredths of a point."""
    return sum(hundredths(points) * heads[post] for post, points in values.items())


def place(people: People, values: Mapping[str, float], terms: SalaryTerms, payroll: int) -> Placement:
    """Everybody's monthly base pay against the five grades of their post.

    `values` maps posts to job values; `payroll` is the budget a year in fen where the terms name none.
    """
    budget = payroll if terms.budget is None else fen(terms.budget)
    value = np.broadcast_to(value_of(people.post, values), (len(people),))
    valued = value > 0
    grades = np.where(valued, np.stack(terms.grades(value, budget, total_of(values, heads_of(people, values)))), 0)
    base = people.base_pay
    below, above = valued & (base < grades[0]), valued & (base > grades[-1])
    return Placement(grades, below, valued & ~below & ~above, above, np.where(below, grades[0] - base, 0))
