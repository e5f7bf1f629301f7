"""Draws in front of months and people stay apart: three at once are what each of them is alone."""

import ast
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from itertools import product
from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError

import engine
from engine.base.problem import InputError
from engine.base.trace import Trace
from engine.files.cases import load, names
from engine.rules.kinds import DividendProgramme, PayElement, ScoreRule, TargetRule
from engine.rules.rule import registry
from engine.run import simulate as pipeline
from engine.run.outcome import Year
from engine.world.drivers import project
from tests import small

DRAWS = (1, 2, 3)
MOVED = ("sales", "pieces", "service_sales", "goods_sales")
KINDS = (PayElement, TargetRule, ScoreRule, DividendProgramme)
REFORMS = [(case, name) for case in names() for name in load(case).scenarios]

HEADER = "id,family,post,unit,superior,base_pay,years,score,coefficient,virtual_shares,sales,history,leaves_in,points"
ROWS = ("A,sales,seller,north,,5000,5,90,1,100,1200000,1000000,,120",
        "B,sales,seller,north,A,5000,3,80,2,200,900000,1000000,7,4000",
        "C,sales,seller,south,A,4000,1,69.99,1.5,0,600000,600000,1,0",
        "D,support,clerk,south,A,6000,0,70,1,300,0,0,,900")


def drawn(drivers, draws):
    """Sales, pieces and assessments moved at random, another way in each draw; one draw has no axis of its own."""
    def moved(column, low, high):
        every = [np.rint(column * np.random.default_rng(draw).uniform(low, high, column.shape)).astype(np.int64)
                 for draw in draws]
        return every[0] if len(draws) == 1 else np.stack(every)

    return replace(drivers, people=replace(drivers.people, score=moved(drivers.people.score, 0.7, 1.2)),
                   **{name: moved(getattr(drivers, name), 0.3, 1.8) for name in MOVED})


def simulated(scenario, draws, monkeypatch):
    """Two years of the pipeline on these draws, everything recorded, without what is one course at a time."""
    employer = pipeline.against(scenario)
    plan = scenario.plan.model_copy(update={"equity": {}, "expansion": {}})
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "project", lambda *given: drawn(project(*given), draws))
        return pipeline.run(replace(scenario, plan=plan, assumptions=scenario.assumptions.model_copy(update={"years": 2})),
                            Trace(on=True), employer).years


def amounts(thing, path=""):
    """Every number in an outcome, with where it stands: arrays, totals, and what is derived from them."""
    if isinstance(thing, Mapping):
        for key, value in thing.items():
            yield from amounts(value, f"{path}.{key}")
    elif isinstance(thing, tuple):
        for place, value in enumerate(thing):
            yield from amounts(value, f"{path}.{getattr(value, 'path', place)}")
    elif is_dataclass(thing):
        for column in fields(thing):
            yield from amounts(getattr(thing, column.name), f"{path}.{column.name}")
    elif isinstance(thing, int | np.ndarray | np.integer) and not isinstance(thing, bool):
        yield path, thing


def told(year: Year):
    """What is compared of a year: scores, targets, pay, statement, dividends, contributions."""
    return dict(amounts({
        "score": year.people.score, "attained": year.attained, "lines": year.lines, "statement": year.statement,
        "tax": year.statement.tax, "net_profit": year.statement.net_profit, "awards": year.awards, "pay": year.pay,
        "months": year.months, "income": year.income, "forfeited": year.forfeited, "by_element": year.by_element(),
        "value": year.value, **({} if year.bases is None else {"bases": year.bases})}))


def assert_apart(scenario, monkeypatch):
    together = simulated(scenario, DRAWS, monkeypatch)
    for place, draw in enumerate(DRAWS):
        for year, alone in zip(together, simulated(scenario, (draw,), monkeypatch), strict=True):
            every = told(year)
            for path, value in told(alone).items():
                own = np.broadcast_to(every[path], (len(DRAWS), *np.shape(value)))[place]
                assert np.array_equal(own, value), f"{path} in year {year.number}, draw {draw}"
    return together


@pytest.mark.parametrize(("case", "name"), REFORMS)
def test_every_case_and_reform(case, name, monkeypatch):
    years = assert_apart(load(case).scenarios[name], monkeypatch)
    assert years[0].people.score.shape[0] == len(DRAWS)


RULES = sorted(name for name, rule in registry().items() if issubclass(rule, KINDS))
NESTED = {"virtual_shares": {"count": {"completion_from": "sales"}}}
"""Parts of a rule that are rules themselves and count from sales."""


def variants(rule):
    """The rule's example, with every choice of its parameters together with every other."""
    given = {key: value for key, value in rule.example.items() if key in rule.parameters()} | NESTED.get(rule.name(), {})
    choices = {key: tuple(parameter.choices) for key, parameter in rule.parameters().items() if parameter.choices}
    for chosen in product(*choices.values()):
        yield {"rule": rule.name(), **given, **dict(zip(choices, chosen, strict=True))}


@pytest.mark.parametrize("name", RULES)
def test_every_rule(name, monkeypatch):
    """On a small company with leavers, pay held back until December, a target ladder and a city's contributions."""
    rule, company, tried = registry()[name], small.company(ROWS, HEADER, region="demo-city"), 0
    for given in variants(rule):
        pay = {"fixed": {"rule": "fixed_pay"}, "sold": {
            "rule": "commission", "ladder": "reached", "deferral": {}, "tiers": [{"from": 0, "rate": 0.03}]}}
        chapters = {"pay": pay, "scores": {}, "targets": {"reached": {"rule": "target_ladder"}}, "dividends": {}}
        chapters[rule.chapter()]["tried"] = given
        try:
            scenario = small.scenario(**chapters, of=company)
        except (InputError, ValidationError):  # choices that the rule refuses together
            continue
        assert_apart(scenario, monkeypatch)
        tried += 1
    assert tried


def test_axes_are_named_from_the_right():
    """An axis counted from the left is another one as soon as draws stand in front."""
    room = Path(engine.__file__).parent
    left = [f"{file.name}:{call.lineno}" for file in sorted([*room.glob("rules/**/*.py"), *room.glob("run/*.py")])
            for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(call, ast.keyword)
            and call.arg == "axis" and isinstance(call.value, ast.Constant) and call.value.value is not None]
    assert not left
