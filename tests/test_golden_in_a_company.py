"""Golden cases of pay through a company that has just their inputs: the pipeline pays what they expect.

Commission, bonuses of stores, piece rate and annual salary here; scores and dividends in the files beside this one.
"""

import pytest

from engine.base.money import fraction, to_fen
from engine.rules.rule import rule_named
from tests.small import company, paid
from tests.test_golden import RIGHT, name

HEADER = "id,family,post,unit,superior,base_pay,years,score,coefficient,sales,history"
HERE = {"commission", "store_bonus", "piece_rate", "management_bonus", "annual_salary"}


def of_rule(rule):
    """The golden cases of one rule."""
    return pytest.mark.parametrize("case", [case for case in RIGHT if case["rule"] == rule], ids=name)


def stated(case, **other):
    """The rule, its inputs, and what is expected of each month or year; `other`: parameters that a company needs."""
    own, inputs = rule_named(case["rule"]).parsed(case["given"])
    return own.model_copy(update=other), inputs, case["expect"]


def row(sales, history, person="A", unit="north", superior="", **columns):
    """One person's line and the heading of further columns."""
    line = f"{person},sales,seller,{unit},{superior},5000,5,100,1,{sales:.2f},{history:.2f}"
    return ",".join([line, *map(str, columns.values())]), ",".join([HEADER, *columns])


def of_one(sales, history, columns=None, **facts):
    """A company of one person."""
    line, header = row(sales, history, **(columns or {}))
    return company([line], header, **facts)


@of_rule("commission")
def test_commission(case):
    deductions = case["given"].get("deductions", 0)
    rule, inputs, expect = stated(case, base="net_sales" if deductions else "sales")
    part = float(fraction(deductions) / fraction(inputs.sales))
    pay = paid(rule, of_one(12 * inputs.sales, 0, {"deduction_rate": part}))
    assert pay[:, 0].tolist() == [to_fen(expect["amount"])] * 12


@of_rule("piece_rate")
def test_piece_rate(case):
    rule, inputs, expect = stated(case)
    pay = paid(rule, of_one(0, 0, {"pieces": round(12 * inputs.units)}))
    assert pay[:, 0].tolist() == [to_fen(expect["amount"])] * 12


@of_rule("store_bonus")
def test_store_bonus(case):
    """The store's only person, with a score of 100 and a coefficient of 1, gets the whole pool in December."""
    rule, inputs, expect = stated(case, period="year")
    north = {"zh": "北店", "en": "North", "kind": "store", "margin": inputs.margin}
    pay = paid(rule, of_one(inputs.output, inputs.target, units={"north": north}))
    assert pay[:, 0].tolist() == [0] * 11 + [to_fen(expect["pool"])]


@of_rule("management_bonus")
def test_management_bonus(case):
    """A seller a store, all of them under one manager at headquarters."""
    rule, inputs, expect = stated(case)
    units = {f"store{i}": {"zh": "店", "en": "Store", "kind": "store"} for i, _ in enumerate(inputs.stores)}
    head = {"hq": {"zh": "总部", "en": "Head office", "kind": "headquarters"}}
    rows = [row(12 * store.output, 12 * store.target, f"S{i}", f"store{i}", "M")[0] for i, store in enumerate(inputs.stores)]
    pay = paid(rule, company([row(0, 0, "M", "hq")[0], *rows], HEADER, units={**head, **units}))
    assert pay[:, 0].tolist() == [to_fen(expect["amount"])] * 12
    assert not pay[:, 1:].any()


@of_rule("annual_salary")
def test_annual_salary(case):
    rule, inputs, expect = stated(case, measure="own_sales")
    pay = paid(rule, of_one(1_000_000 * inputs.completion, 1_000_000))
    assert pay.sum() == to_fen(expect["pay"])
    assert pay[:11, 0].tolist() == [to_fen(rule.base / 12)] * 11, "what is advanced"


def test_each_of_these_rules_has_golden_cases():
    assert {case["rule"] for case in RIGHT} >= HERE
