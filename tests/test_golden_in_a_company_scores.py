"""Golden cases of scores, and of pay by scores, grades and roles, in a small company: the pipeline pays what they expect."""

import numpy as np
import pytest

from engine.base.money import to_fen
from engine.base.trace import Trace
from engine.rules.rule import rule_named
from tests.small import company, drivers, paid
from tests.test_golden import RIGHT

GIVEN = {case["id"]: case for case in RIGHT}
HEADER = "id,family,post,unit,base_pay,history,"


def case(key):
    """The rule, its inputs and what is expected of one golden case."""
    rule, inputs = rule_named(GIVEN[key]["rule"]).parsed(GIVEN[key]["given"])
    return rule, inputs, GIVEN[key]["expect"]


def of_one(columns, *values):
    """A company of one seller with these columns filled."""
    return company([",".join(("A,sales,seller,north,5000,0", *map(str, values)))], HEADER + columns)


def test_kpi_coefficient():
    rule, inputs, expect = case("kpi-coefficient")
    pay = paid(rule, of_one("score", inputs.score))
    assert pay[:, 0].tolist() == [round(500_000 * rule.share * expect["coefficient"])] * 12


def test_pension():
    rule, inputs, expect = case("pension")
    pay = paid(rule, of_one("years,years_outside,skill_grade,post_grade", inputs.years_inside, inputs.years_outside,
                            inputs.skill_grade, inputs.post_grade))
    assert pay[:, 0].tolist() == [to_fen(expect["amount"])] * 12


def test_star_rise():
    rule, inputs, expect = case("star-rise")
    pay = paid(rule, of_one("score,stars", inputs.score, inputs.held_stars))
    assert pay[:, 0].tolist() == [0] * 11 + [to_fen(expect["amount"])]


def test_pool_split_online():
    """One person in each role; the shop's sales are the pool of each month."""
    rule, inputs, expect = case("pool-split-online")
    whole = rule.commission.model_copy(update={"tiers": ({"from": 0, "rate": 1},)})
    rule = type(rule).model_validate({"shares": rule.shares, "commission": {**whole.model_dump(by_alias=True)}})
    roles = list(rule.shares)
    posts = {role: {"zh": role, "en": role} for role in roles}
    rows = [f"{role},sales,{role},north,5000,0,{12 * inputs.pool if role == roles[0] else 0}" for role in roles]
    pay = paid(rule, company(rows, HEADER + "sales", posts=posts))
    assert (pay == np.array([to_fen(expect[role]) for role in roles])).all()


def test_kpi_score():
    """In the people's table conduct is one score: that of the superior and of the person together."""
    rule, inputs, expect = case("kpi-score")
    work, conduct = inputs.performance, inputs.conduct
    together = conduct.superior * rule.superior_weight + conduct.own * (1 - rule.superior_weight)
    world = drivers(of_one("score,self_score,conduct_score", work.superior, work.own, round(together, 2)))
    assert rule.score(world, Trace()).tolist() == [to_fen(expect["score"])]


@pytest.mark.parametrize("grade", [1, 2, 3, 4, 5])
def test_k_method(grade):
    """Whoever has no base pay worth speaking of is brought up to the grade."""
    rule, inputs, expect = case("k-method")
    terms = {key: getattr(rule, key) for key in ("method", "benchmark_salary", "benchmark_value", "step", "step_mode")}
    top_up = rule_named("grade_top_up").model_validate({"values": {"seller": inputs.value}, "salary": terms, "grade": grade})
    assert paid(top_up, of_one("score", 90))[:, 0].tolist() == [to_fen(expect["grades"][grade - 1]) - 500_000] * 12
