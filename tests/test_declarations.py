"""House rules as tests: one complete declaration per parameter, one complete entry per rule, all of them used."""

import ast
import json
import re
from functools import cache
from pathlib import Path
from types import NoneType, UnionType
from typing import Literal, Union, get_args, get_origin, get_type_hints

import pytest

import engine
from engine.base.parameter import DECIMALS, Declared, Refers, Text, Unit, decimals, parameter_of
from engine.commands.rules import parameter_lines
from engine.company.company import Facts
from engine.company.people import People, Words
from engine.files import quickstart
from engine.plan.plan import Plan
from engine.rules.parts.assessment import OWN_MARK, PANEL_MARK
from engine.rules.rule import CHAPTERS, Rule, registry

DECLARING = (quickstart,)  # imported so that what it declares is known
HERE = Path(engine.__file__).parent
NUMBERS = {Unit.YUAN, Unit.RATE, Unit.FACTOR, Unit.POINTS, Unit.COUNT, Unit.PEOPLE, Unit.SHARES, Unit.YEARS}
CHINESE = re.compile(r"[\u4e00-\u9fff]")
NO_RANGE = set()
"""Numbers without a natural bound, as Model.key; a new one needs a reason here."""


def models():
    """Every declared model of the engine."""
    registry()
    found, waiting = [], [Declared]
    while waiting:
        for model in waiting.pop().__subclasses__():
            filled = model.__pydantic_generic_metadata__["origin"] is not None  # Law[IncomeTax]: declared as Law
            if model.__module__.startswith("engine.") and model not in found and not filled:
                found.append(model)
                waiting.append(model)
    return sorted(found, key=lambda model: (model.__module__, model.__qualname__))


MODELS = models()
FIELDS = [(model, key, field) for model in MODELS for key, field in model.keys().items()
          if not (issubclass(model, Rule) and key == "rule")]
RULES = list(registry().values())


def title(case):
    model, key, _ = case
    return f"{model.__module__.removeprefix('engine.')}.{model.__qualname__}.{key}"


def parts(annotation):
    """The single kinds of a union."""
    if get_origin(annotation) in (Union, UnionType):
        return [part for each in get_args(annotation) for part in parts(each)]
    return [annotation]


def test_there_are_models():
    assert len(MODELS) > 30 and len(FIELDS) > 100 and len(RULES) >= 15


@pytest.mark.parametrize("case", FIELDS, ids=title)
def test_declared_completely(case):
    model, key, field = case
    parameter = parameter_of(field)
    assert parameter is not None, "not declared with a Parameter"
    complete(parameter, parts(field.annotation), None if field.is_required() else field.default,
             f"{model.__qualname__}.{key}" in NO_RANGE)


@pytest.mark.parametrize("key", People.columns())
def test_a_column_of_people_is_declared_completely(key):
    column = People.columns()[key]
    kinds = [str if column.text else float, *([NoneType] if column.empty is None else [])]
    complete(column.parameter, kinds, None if column.required else column.empty)
    assert (get_type_hints(People)[key] == Words) == column.text
    assert column.by_month is None or ("{month}" in column.by_month.zh and "{month}" in column.by_month.en)
    assert not column.among or column.among in Facts.model_fields
    assert key in read_names(HERE, HERE.parent / "ui"), "declared, but nothing reads it"


def complete(parameter, kinds, default, no_range=False):
    """Labels in both languages, what nothing means, and a usable range that holds the default."""
    assert CHINESE.search(parameter.zh), f"no Chinese label: {parameter.zh!r}"
    assert parameter.en.strip() and not CHINESE.search(parameter.en)
    assert parameter.en[0].isupper() and not parameter.en.endswith(".")
    assert isinstance(parameter.unit, Unit)
    assert parameter.source.strip()
    if NoneType in kinds:
        assert parameter.nothing is not None, "may be empty, but nothing says what that means"
        assert CHINESE.search(parameter.nothing.zh) and parameter.nothing.en.strip()
    numeric = bool({int, float} & set(kinds))
    assert numeric == (parameter.unit in NUMBERS), f"{kinds} in {parameter.unit}"
    assert (bool in kinds) == (parameter.unit is Unit.FLAG)
    if numeric and not no_range:
        low, high, step = parameter.low, parameter.high, parameter.step
        assert low is not None and high is not None and low < high
        if parameter.unit is not Unit.SHARES:
            assert step is not None and 0 < step <= high - low
        for number in filter(None, (low, high, step, *parameter.marks)):
            assert decimals(number) <= DECIMALS.get(parameter.unit, 15)
        assert all(low <= mark <= high for mark in parameter.marks)
        assert list(parameter.marks) == sorted(set(parameter.marks))
        if default is not None:
            assert low <= default <= high, "default out of range"
            assert int not in kinds or default == int(default)
    else:
        assert parameter.low is parameter.high is parameter.step is None


@pytest.mark.parametrize("case", FIELDS, ids=title)
def test_choices_are_the_values_of_a_closed_list(case):
    _, _, field = case
    parameter = parameter_of(field)
    values = [value for part in parts(field.annotation) if get_origin(part) is Literal for value in get_args(part)]
    assert (parameter.unit is Unit.CHOICE) == bool(values)
    assert list(parameter.choices or ()) == values
    for label in (parameter.choices or {}).values():
        assert isinstance(label, Text) and CHINESE.search(label.zh) and label.en.strip()
    assert len({label.zh for label in (parameter.choices or {}).values()}) == len(values)
    assert len({label.en for label in (parameter.choices or {}).values()}) == len(values)
    if values and not field.is_required():
        assert field.default in values or (field.default is None and parameter.nothing)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: f"{model.__module__}.{model.__qualname__}")
def test_labels_tell_the_parameters_of_a_model_apart(model):
    labels = [parameter.en for parameter in model.parameters().values()]
    assert len(set(labels)) == len(labels)
    assert model.__doc__ and model.__doc__.strip()


SAME_WORDS = {
    "基期净利润": "a bet may start from a loss, growth from a base may not",
    "企业所得税率": "a target worked out backward may assume a higher rate than any that is charged",
    "市盈率": "a valuation takes any multiple, a round those that are paid",
    "投资额": "a round's, a new company's, and the one a valuation is asked about, which is there or not",
    "营业额增长": "what a year may have brought, and what is assumed of the next",
    "总部持股下限": "what a company may already have, and what is allowed of a new one",
    "权重": "the handbook's 5% to 35% of a score sheet, any part of a blend, seasons in any proportion",
    "系数": "of pay any, of a target's adjustment up to 5, of a post's value from 1 to 1.3",
    "比例": "a tier's may be a multiple, a tranche's and a pool's are parts",
    "得分": "a person's, and the points that one level of an indicator is worth",
    "人数": "roles are made of at least one person, counts begin with none",
    "年营业额": "a company that is made from a few numbers has some revenue",
    "年度奖金": "an amount of money, and a part of the profit",
    "岗位": "a post of the company, and one that is only named in an evaluation",
    "目标": "an amount, and what a goal is called",
    "养老保险": "the employer's rate and the employee's have limits of their own",
    "医疗保险": "the same",
}
"""Labels that stand for different things where they stand, each with what tells them apart."""


def declared_numbers():
    """Chinese label → the unit and bounds it is declared with, and where; tables hold what others declare."""
    found = {}
    parameters = [(title((model, key, field)), parameter_of(field)) for model, key, field in FIELDS]
    parameters += [(f"People.{key}", parameter) for key, parameter in People.parameters().items()]
    for where, parameter in parameters:
        if parameter.unit is not Unit.TABLE:
            found.setdefault(parameter.zh, {}).setdefault((parameter.unit, parameter.low, parameter.high), []).append(where)
    return found


def test_one_label_is_one_declaration():
    """Whoever means the same takes the shared declaration: the same unit, the same bounds."""
    several = {label: bounds for label, bounds in declared_numbers().items() if len(bounds) > 1}
    assert {label: bounds for label, bounds in several.items() if label not in SAME_WORDS} == {}
    assert set(SAME_WORDS) <= set(several), "no longer declared with different bounds"


@pytest.mark.parametrize("rule", [rule for rule in RULES if rule.reads], ids=lambda rule: rule.name())
def test_what_a_formula_reads_of_people_is_their_column(rule):
    """A column of the people is declared once; a formula that reads it takes that declaration."""
    columns = {parameter.zh: parameter for parameter in People.parameters().values()}
    for parameter in set(rule.reads.values()) - {OWN_MARK, PANEL_MARK}:  # marks, which also the pages of one sheet ask for
        assert parameter is columns.get(parameter.zh, parameter), parameter.en


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name())
def test_a_rule_has_its_page_in_the_handbook(rule):
    assert rule.name() == rule.__module__.rsplit(".", 1)[1], "the file is named after the rule"
    assert rule.chapter() in CHAPTERS
    about = rule.about
    for label in (about.title, about.what, about.formula, about.not_modelled):
        assert CHINESE.search(label.zh) and label.en.strip() and not CHINESE.search(label.en)
    assert about.source.strip()
    assert list(parameter_lines(rule))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name())
def test_a_rule_is_a_formula_or_says_why_not(rule):
    """What a cell could do is stated in the words of the algebra; everything else says what it is instead."""
    assert (rule.formula is not Rule.formula) or rule.plain is not None
    if rule.plain is not None:
        assert CHINESE.search(rule.plain.zh) and rule.plain.en.strip() and not CHINESE.search(rule.plain.en)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name())
def test_the_example_of_a_rule_computes(rule):
    result = rule.compute(rule.example)
    assert result
    assert json.loads(json.dumps(result)) == result, "the results are plain values"


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name())
def test_a_rule_stands_on_its_defaults(rule):
    """Whatever can be left out is left out; what must be given is in the example."""
    assert rule.model_validate({key: value for key, value in rule.example.items()
                                if key in rule.keys() and rule.keys()[key].is_required()})  # noqa: SIM118


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name())
def test_a_rule_says_what_its_names_are_names_of(rule):
    """So that forms offer them and a plan is checked against its company, without knowing a parameter by its name."""
    unsaid = {key for key, parameter in rule.parameters().items() if parameter.unit is Unit.KEY and parameter.refers is None}
    assert unsaid == set()


def test_references_stand_where_they_are():
    plan = Plan.model_validate({
        "pay": {"sales": {"choice": {"rule": "fixed_pay", "ladder": "goals"}}},
        "targets": {"down": {"rule": "target_split"}, "goals": {"rule": "target_ladder", "handed_down": "down"}},
        "equity": {"few": {"rule": "cash_purchase", "giver": "founder", "groups": ["sales", "clerk"]}},
        "job_values": {"points": [{"post": "clerk", "know_how": 1, "problem_solving": 0.1, "accountability": 1}]}})
    assert list(plan.references()) == [
        ("pay.sales.choice.ladder", Refers.COEFFICIENT, "goals"), ("targets.goals.handed_down", Refers.HANDED_DOWN, "down"),
        ("equity.few.giver", Refers.HOLDER, "founder"), ("equity.few.holder", Refers.HOLDER, "employees"),
        ("equity.few.groups", Refers.GROUP, "sales"), ("equity.few.groups", Refers.GROUP, "clerk"),
        ("job_values.points", Refers.POST, "clerk")]


def test_titles_are_unique():
    for language in ("zh", "en"):
        titles = [rule.about.title[language] for rule in RULES]
        assert len(set(titles)) == len(titles)


# ---------------------------------------------------------------- by reading the code

def sources():
    return sorted(HERE.rglob("*.py"))


@cache
def tree(path):
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def read_names(*folders):
    """Names that some code of these folders reads from an object: thing.name, getattr(thing, "name").

    Where a file reads by a variable, getattr(thing, key), the names are those in its tuples of texts.
    """
    names = set()
    for path in (path for folder in folders for path in folder.rglob("*.py")):
        nodes = list(ast.walk(tree(path)))
        names |= {node.attr for node in nodes if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load)}
        read_by = [node.args[1] for node in nodes if isinstance(node, ast.Call) and len(node.args) > 1
                   and getattr(node.func, "id", "") == "getattr"]
        # steps(rows, "award", bound="stars") reads the fields that it names.
        of_tables = [each for node in nodes if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("steps", "rising")
                     for each in [*node.args, *(word.value for word in node.keywords)]]
        names |= {key.value for key in [*read_by, *of_tables] if isinstance(key, ast.Constant)}
        if any(isinstance(key, ast.Name) for key in read_by):
            names |= {each.value for node in nodes if isinstance(node, ast.Tuple) for each in node.elts
                      if isinstance(each, ast.Constant) and isinstance(each.value, str)}
    return names


@pytest.mark.parametrize("model", MODELS, ids=lambda model: f"{model.__module__}.{model.__qualname__}")
def test_every_parameter_is_used(model):
    """What a rule declares, the engine computes with; what a file declares may also be only shown."""
    shown = () if issubclass(model, Rule) else (HERE.parent / "ui", HERE.parent / "pages")
    unread = set(model.model_fields) - {"rule"} - read_names(HERE, *shown)
    assert unread == set(), "declared, but nothing reads it"


def test_an_unused_parameter_would_be_noticed():
    assert "surely_nobody_reads_this" not in read_names(HERE)
    assert {"quota", "promotion_from", "giver", "openings_by_headquarters"} <= read_names(HERE)


def imports(path):
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(HERE)))
def test_the_engine_knows_no_page(path):
    outside = {name.split(".")[0] for name in imports(path)}
    assert not outside & {"streamlit", "altair", "plotly", "ui", "pages", "tests"}


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(HERE)))
def test_files_begin_with_what_they_are(path):
    assert ast.get_docstring(tree(path))


def test_a_rule_is_found_by_its_file():
    """A file under rules/ that defines no rule is one that nobody can call."""
    files = {path.stem for chapter in CHAPTERS for path in (HERE / "rules" / chapter).glob("*.py")} - {"__init__"}
    assert files == set(registry())
