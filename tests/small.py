"""Small companies, plans and scenarios that tests are written on."""

from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy as np
from hypothesis import strategies as st

from engine.base.parameter import Text
from engine.base.trace import Trace
from engine.company.company import MONTHS, Company, Facts
from engine.files import people_file
from engine.files.cases import load
from engine.plan.plan import Plan
from engine.plan.scenario import Scenario
from engine.world.assumptions import Assumptions
from engine.world.drivers import Drivers, project

EXAMPLE = Path(__file__).parent / "example"

FACTS = {
    "money": {"revenue": 6_000_000, "gross_margin": 0.5, "other_costs": 1_000_000, "profit": 600_000},
    "families": {"sales": {"zh": "业绩", "en": "Sales"}, "support": {"zh": "职能", "en": "Support"}},
    "posts": {"seller": {"zh": "销售", "en": "Seller"}, "clerk": {"zh": "文员", "en": "Clerk"}},
    "units": {"north": {"zh": "北店", "en": "North", "kind": "store"},
              "south": {"zh": "南店", "en": "South", "kind": "store"}},
    "cap_table": {"founder": {"zh": "创始人", "en": "Founder", "kind": "founder", "shares": 700_000},
                  "partner": {"zh": "合伙人", "en": "Partner", "kind": "founder", "shares": 300_000}},
    "owner": "founder",
}

HEADER = "id,family,post,unit,superior,base_pay,years,score,coefficient,virtual_shares,sales,history"
ROWS = ("A,sales,seller,north,,5000,5,90,1,100,1200000,1000000",
        "B,sales,seller,north,A,5000,3,80,2,200,900000,1000000",
        "C,sales,seller,south,A,4000,1,69.99,1.5,0,600000,600000",
        "D,support,clerk,south,A,6000,0,70,1,300,0,0")


def facts(**changes):
    """The facts, entries of `money` given by name."""
    money = {key: changes.pop(key) for key in list(changes) if key in FACTS["money"] or key in ("profit_tax", "net_assets")}
    return Facts.model_validate({**FACTS, "money": {**FACTS["money"], **money}, **changes})


def people(rows=ROWS, header=HEADER, of=None):
    return people_file.read("\n".join([header, *rows]).encode(), of or facts(), "people.csv")


def company(rows=ROWS, header=HEADER, **changes):
    known = facts(**changes)
    return Company(known, people(rows, header, known))


def scenario(pay=None, rows=ROWS, header=HEADER, assumptions=None, of=None, **chapters):
    """A scenario of the small company; `pay` is everybody's unless it names the groups."""
    pay = {"fixed_pay": {}} if pay is None else pay
    groups = pay if set(pay) <= {"sales", "support", "seller", "clerk"} else {"sales": pay, "support": pay}
    plan = Plan.model_validate({"pay": groups, **chapters})
    return Scenario(Text("小", "Small"), of or company(rows, header), plan, Assumptions(**assumptions or {}))


def drivers(of=None, year=1, **assumptions) -> Drivers:
    return project(of or company(), Assumptions(**assumptions), year)


def paid(rule, of=None, index=None, **assumptions):
    """What a pay element pays the people at these places (all by default), fen (12, people)."""
    world = drivers(of, **assumptions)
    group = world.group(np.arange(len(world.people)) if index is None else np.asarray(index, dtype=np.int64))
    return np.broadcast_to(rule.pay(group, Trace()), (MONTHS, len(group)))


def stacked(world: Drivers, factors) -> Drivers:
    """Several draws of the same world at once: an axis in front."""
    factors = np.asarray(factors, dtype=np.int64)[:, None, None]
    return replace(world, sales=world.sales * factors, pieces=world.pieces * factors,
                   service_sales=world.service_sales * factors, goods_sales=world.goods_sales * factors)


@cache
def example():
    """The example case of the tests."""
    return load(EXAMPLE)


def half_up(exact: Fraction) -> int:
    """The nearest integer to a number of zero or more, halves up."""
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def decimals(most, places):
    """Decimals of zero or more with this many places, as exact fractions."""
    return st.integers(0, most * 10**places).map(lambda number: Fraction(number, 10**places))
