"""Posts valued, turned into salaries with five grades, and people placed in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from engine.answers.pay.paysheet import group_of
from engine.base.algebra import hundredths, ppm
from engine.base.book import Given
from engine.base.money import divide, fraction, round_half_up, to_fen, to_yuan
from engine.base.trace import Trace
from engine.company.company import Company
from engine.plan.plan import Plan
from engine.rules.parts.capabilities import TopsUpToGrades
from engine.rules.parts.job_evaluation import POINT, PostPoints
from engine.rules.parts.salary import YEAR, SalaryTerms, heads_of, place, total_of
from engine.rules.rule import rule_named

POINTS_PER_YUAN = Fraction(1, 50)
"""Where no post is scored yet: as many points as make today's average pay the middle grade of the K method."""


def starting_points(company: Company) -> tuple[PostPoints, ...]:
    """Points from which today's average base pay of each post would follow: something to start scoring from."""
    people, rows = company.people, []
    for post in company.facts.posts:
        pay = people.base_pay[people.post == post]
        if pay.size:
            value = Fraction(int(pay.sum()), pay.size * 100) * POINTS_PER_YUAN
            rows.append(PostPoints(post=post, know_how=float(round(value / fraction(1.33))), problem_solving=0.33,
                                   accountability=float(round(value))))
    return tuple(rows)


def values_of(points: tuple[PostPoints, ...]) -> dict[str, float]:
    """Post → job value by the Hay method, to a hundredth; posts without any value are left out."""
    x = Given(know_how=np.array([hundredths(row.know_how) for row in points], dtype=np.int64),
              problem_solving=np.array([ppm(row.problem_solving) for row in points], dtype=np.int64),
              accountability=np.array([hundredths(row.accountability) for row in points], dtype=np.int64),
              type=np.array([row.type for row in points], dtype=object))
    exact = rule_named("job_value")().formula(x, Trace())
    rounded = divide(exact, POINT // 100)
    return {row.post: value / 100 for row, value, some in zip(points, rounded.tolist(), exact >= POINT // 100, strict=True)
            if some}


def top_up_of(plan: Plan) -> TopsUpToGrades | None:
    """The first top-up to a grade that a plan has."""
    return next((rule for elements in plan.pay.values() for rule in elements.values()
                 if isinstance(rule, TopsUpToGrades)), None)


@dataclass(frozen=True)
class GradedPost:
    """A post with its value, five grades a month in fen, and where its people stand; cost is a year's."""

    post: str
    value: float
    grades: tuple[int, ...]
    people: int
    below: int
    within: int
    above: int
    cost: int


def graded(company: Company, values: Mapping[str, float], terms: SalaryTerms) -> list[GradedPost]:
    """Every valued post, the highest value first; cost brings everybody to the lowest grade."""
    people = company.people
    placed = place(people, values, terms, company.payroll_of_books)
    total = total_of(values, heads_of(people, values))
    budget = company.payroll_of_books if terms.budget is None else to_fen(terms.budget)
    by_post = np.stack(terms.grades(np.array([hundredths(value) for value in values.values()], dtype=np.int64), budget, total))
    rows = []
    for (post, value), grades in zip(values.items(), by_post.T.tolist(), strict=True):
        pay = people.post == post
        rows.append(GradedPost(post, value, tuple(grades), int(pay.sum()),
                               int(placed.below[pay].sum()), int(placed.within[pay].sum()),
                               int(placed.above[pay].sum()), int(placed.lacking[pay].sum()) * YEAR))
    return sorted(rows, key=lambda row: -row.value)


def k_of(terms: SalaryTerms) -> float:
    """The salary a year in yuan that one point of job value is worth by the benchmark post."""
    return to_yuan(round_half_up(fraction(terms.benchmark_salary) / fraction(terms.benchmark_value) * 100))


def valued_groups(company: Company, plan: Plan, values: Mapping[str, float]) -> dict[str, dict[str, float]]:
    """Pay group → values of its posts: where a top-up has to stand so that everybody valued is covered."""
    people, posts = company.people, dict[str, dict[str, float]]()
    for post, family in sorted(set(zip(people.post.tolist(), people.family.tolist(), strict=True))):
        if post in values:
            posts.setdefault(group_of(plan, post, family), {})[post] = values[post]
    return posts
