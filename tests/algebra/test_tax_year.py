"""A year of people from gross to what they keep, and every tax rule, as live formulas: figures of law and region are cells.

What the sheet shows after another figure is typed into a cell is what the engine computes by a law with that figure.
"""

from contextlib import contextmanager
from datetime import date

import numpy as np
import pytest

from engine.base.book import Given, named, opened
from engine.base.parameter import Parameter, Unit
from engine.base.quantity import bare, remembers
from engine.base.trace import SILENT
from engine.law.national import national, year_end
from engine.law.region import region_named
from engine.law.tax_year import TaxYear
from engine.law.taxpayer import Taxpayer
from engine.rules.rule import registry
from tests.algebra.grid import Laid
from tests.test_golden import RIGHT

PEOPLE = 5
MONEY = Parameter("金额", "Amount", Unit.YUAN)
SHANGHAI = region_named("cn-shanghai")


class Year(TaxYear):
    """A year of what a formula reads."""

    calendar, last_day, payer, region = 2026, year_end(2026), Taxpayer(), SHANGHAI

    def __init__(self, x, say, payer, region):
        self.say, self.region = say, region
        self.payer = named(payer, "taxpayer") if remembers(x.bonus) else payer
        self.gross_months, self.bonus, self.older, self.newer, self.there = x.gross, x.bonus, x.older, x.newer, x.there


class Settling:
    """Stands in for a rule: what people keep."""

    def __init__(self, payer, region=SHANGHAI):
        self.payer, self.region = payer, region

    @classmethod
    def reads_of(cls):
        return {name: MONEY for name in ("gross", "bonus", "older", "newer")} | {
            "there": Parameter("在职", "There", Unit.FLAG)}

    def formula(self, x, say):
        year = Year(x, say, self.payer, self.region)
        say("全年单位社保公积金", "Employer's contributions of the year", Unit.YUAN, year.employer_contributions)
        say("公积金入账", "Housing fund credited", Unit.YUAN, year.contributions.fund_credited)
        for kind, amount in year.contributions.by_kind("employee").items():
            say(kind, kind, Unit.YUAN, amount)
        say("退税", "Refund", Unit.YUAN, year.settlement.refund)
        say("补税", "Top-up", Unit.YUAN, year.settlement.top_up)
        assert bare(year.net_months).shape == (12, PEOPLE)
        return year.net


def people(seed, leavers=False):
    """Pay around the bands, bases below the floor and above the cap, bonuses beside the bounds; some leave."""
    random = np.random.default_rng(seed)
    gross = random.integers(0, 1, (12, PEOPLE)) + random.choice([3_000_00, 8_000_00, 20_000_00, 45_000_00], PEOPLE)
    gross = gross + random.integers(0, 9_000_00, (12, PEOPLE))
    bonus = random.choice([36_000_00, 36_000_01, 144_000_00, 0, 200_000_00], PEOPLE)
    bonus[0] = 36_000_01
    gross[11] += bonus
    months = np.arange(1, 13)[:, None] <= np.where(np.arange(PEOPLE) == 1, 4, np.where(np.arange(PEOPLE) == 2, 9, 12))
    older, newer = random.choice([1_000_00, 6_543_21, 20_000_55, 90_000_00], (2, PEOPLE))
    return {"gross": gross * months if leavers else gross, "bonus": bonus, "older": older, "newer": newer,
            "there": months if leavers else None}


@pytest.mark.parametrize(("payer", "leavers"), [
    (Taxpayer(), False), (Taxpayer(additional_month=1_500.0), True), (Taxpayer(bonus="separate"), False),
    (Taxpayer(bonus="merged", additional_month=1_000.0), False)])
def test_a_year_is_what_the_spreadsheet_computes(payer, leavers):
    bound = people(3, leavers)
    laid = Laid(Settling(payer), bound, PEOPLE, path="law")
    assert laid.differences() == []
    without = Year(Given(**bound), SILENT, payer, SHANGHAI)
    assert np.array_equal(without.net, laid.book.columns[-1].leaf.value), "with an open book and without"


@pytest.mark.parametrize("bonus", ["best", "separate", "merged"])
def test_draws_in_front_are_taxed_each_for_itself(bonus):
    draws = [people(seed, leavers=True) for seed in (1, 2, 3)]
    payer = Taxpayer(bonus=bonus, additional_month=800.0)
    alone = [Year(Given(**draw), SILENT, payer, SHANGHAI) for draw in draws]
    together = Year(Given(**{name: np.stack([draw[name] for draw in draws]) for name in draws[0]}), SILENT, payer, SHANGHAI)
    for name in ("net", "net_months", "tax", "employer_months", "own_contributions", "bonus_tax"):
        assert np.array_equal(getattr(together, name), np.stack([getattr(year, name) for year in alone])), name
    assert np.array_equal(together.contributions.fund_credited, np.stack([year.contributions.fund_credited for year in alone]))


NUMBERS = [
    ("law.income_tax.allowance", 72_000), ("law.income_tax.table[1].rate", 0.12), ("law.income_tax.table[2].from", 150_000),
    ("law.settlement_waiver.income", 90_000), ("law.settlement_waiver.top_up", 900), ("taxpayer.additional_month", 2_345.67),
    ("region.cn-shanghai-2025.employee.pension", 0.0712), ("region.cn-shanghai-2026.employee.fund", 0.0512),
    ("region.cn-shanghai-2025.insurance_base.low", 7_777.77), ("region.cn-shanghai-2026.insurance_base.high", 18_000),
    ("region.cn-shanghai-2026.fund_base.high", 19_001), ("region.cn-shanghai-2026.employer.medical", 0.0999)]


def test_other_figures_typed_in_are_another_law():
    payer, region, bound = Taxpayer(additional_month=1_000.0), SHANGHAI, people(7, leavers=True)
    laid = Laid(Settling(payer), bound, PEOPLE, path="law")
    assert laid.differences() == []
    assert {path for path, _ in NUMBERS} <= {path for path, _ in laid.numbers()}
    with law_kept():
        for path, number in NUMBERS:
            laid.set(path, number)
            assert laid.differences(), f"{path} moves nothing"
            where, *way = path.split(".")
            if where == "taxpayer":
                payer = payer.model_copy(update={way[0]: number})
            elif where == "region":
                region = region_with(region, way, number)
            else:
                set_law(way, number)
            assert laid.differences(opened(Settling(payer, region), bound, "law")) == [], (path, number)


def changed(model, way, number):
    """A declaration with one number changed, read again as from a file."""
    document = model.model_dump(mode="json", by_alias=True)
    *before, last = way
    place = document
    for step in before:
        place = place[step]
    place[last] = number
    return type(model).model_validate(document)


def region_with(region, way, number):
    return region.model_copy(update={"versions": tuple(
        changed(version, way[1:], number) if version.id == way[0] else version for version in region.versions)})


def set_law(way, number):
    """One figure of national law in force at the year's end, until `law_kept` is left."""
    key, figure, *last = way
    law = national().laws[key]
    name, *row = figure.rstrip("]").split("[")
    provision = law.at(year_end(2026))
    if not last:
        new = changed(provision, [name, *map(int, row)], number)
    else:
        place = int(row[0])
        column, at, value = ("up_to", place - 1, int(number)) if last == ["from"] else ("percent", place, round(100 * number))
        table = provision.table
        new = provision.model_copy(update={name: table.model_validate(
            {**table.model_dump(), column: [value if i == at else each for i, each in enumerate(getattr(table, column))]})})
    national().__dict__[key] = law.model_copy(update={"versions": tuple(new if each is provision else each for each in law.versions)})
    national().__dict__.pop("laws")


@contextmanager
def law_kept():
    """The law as it was, afterwards."""
    before = dict(national().__dict__)
    try:
        yield
    finally:
        national().__dict__.clear()
        national().__dict__.update(before)


# ---------------------------------------------------------------- the rules

def golden_of_tax():
    """Every golden case of a tax rule, and every example, as inputs of a full year or none."""
    cases = [(case["rule"], case["given"], case["id"]) for case in RIGHT if case["rule"] in TAX]
    cases += [(name, dict(rule.example), "example") for name, rule in TAX.items()]
    return [pytest.param(name, given, id=f"{name}-{title}") for name, given, title in cases
            if len(given.get("monthly_gross", range(12))) == 12]


TAX = {name: rule for name, rule in registry().items() if rule.chapter() == "tax"}


@pytest.mark.parametrize(("name", "given"), golden_of_tax())
def test_a_tax_rule_is_what_the_spreadsheet_computes(name, given):
    rule, inputs = TAX[name].parsed(given)
    laid = Laid(rule, rule.alone(inputs), 1, path="rule")
    assert laid.live and laid.differences() == []


@pytest.mark.parametrize(("name", "given"), golden_of_tax())
def test_other_figures_of_law_typed_in_tax_by_that_law(name, given):
    rule, inputs = TAX[name].parsed(given)
    laid, bound = Laid(rule, rule.alone(inputs), 1, path="rule"), rule.alone(inputs)
    figures = [(path, each) for path, each in laid.numbers() if (path.startswith("law.") and not path.endswith((".from", ".rate")))
               or path.endswith("dividend.rate")]
    with law_kept():
        for path, before in figures:
            number = int(before.value * 0.8) + 1 if before.unit in (Unit.COUNT, Unit.PEOPLE) else round(before.value * 0.83, 2)
            laid.set(path, number)
            set_law(path.split(".")[1:], number)
            assert laid.differences(opened(rule, bound, "rule")) == [], (path, number)
    assert not figures or laid.differences(), "and the figures move what is shown"


def test_figures_of_a_region_are_cells_too():
    rule, inputs = TAX["minimum_wage"].parsed({"region": "cn-shanghai", "month": "2026-08", "base": 3000})
    laid = Laid(rule, rule.alone(inputs), 1, path="rule")
    laid.set("region.minimum_wage.month", 4_000)
    laid.set("region.cn-shanghai-2026.employee.pension", 0)
    shown, engine = ({label: pair[i] for label, _, *pair in laid.differences()} for i in (0, 1))
    low = SHANGHAI.version_at(date(2026, 8, 1)).insurance_base.low
    own = engine["Employee's contributions"] - round(0.08 * low, 2)
    assert shown["Employee's contributions"] == pytest.approx(own)
    assert shown["At least to be paid"] == pytest.approx(4_000 + own) and shown["To be added"] == pytest.approx(1_000 + own)
