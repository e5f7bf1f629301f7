"""Every target and dividend programme of every case, and worked ones that no case has, as live formulas on a spreadsheet."""

import numpy as np
import pytest

from engine.answers.dividends.dividend_sheet import result_of
from engine.base.book import opened
from engine.base.quantity import Quantity
from engine.base.trace import Trace
from engine.files.cases import load, names
from engine.rules.kinds import CompanyGoals
from engine.run.simulate import assess, attain, project, simulate
from tests import small
from tests.algebra.grid import Laid
from tests.algebra.test_rules import other_numbers, retyped

PEOPLE = 4
HEADER = small.HEADER + ",skill_grade,awards,leaves_in"
ROWS = tuple(f"{row},{more}" for row, more in zip(small.ROWS, ("1,0,0", "0,2,7", "9,0,0", "0,1,1"), strict=True))
LINEAR = {"between": "linear", "below": 0.35}
WORKED_TARGETS = {
    "forward": {"rule": "target_forward", "growth": -0.123455}, "history": {"rule": "target_forward", "history": 123_456.78},
    "backward": {"rule": "target_backward", "net_profit": 600_000.01, "price_per_customer": 99, "conversion": 0.3},
    "costs": {"rule": "target_backward", "net_profit": 1_000.01, "fixed_cost": 70_000, "contribution_margin": 0.3},
    "blend": {"rule": "target_blend", "proposals": [{"weight": 0.6, "growth": 0.55555}, {"weight": 0.4, "value": 4e6}]},
    "split": {"rule": "target_split", "annual": 1_000_000.01, "by": "equally"},
    "from": {"rule": "target_split", "annual_from": "blend"},
    "less": {"rule": "target_adjustment", "handed_down": "split", "from_month": 5, "factor": 0.3333},
    "more": {"rule": "target_adjustment", "factor": 1.1},
    **{f"{of}-{period}-{handed}": {"rule": "target_ladder", "of": of, "period": period, "handed_down": handed, **LINEAR}
       for of in ("person", "unit", "company") for period in ("year", "month") for handed in (None, "less")},
    "amounts": {"rule": "target_ladder", "period": "month", "promotion_from": "b", "levels": [
        {"name": "a", "target": 500_000, "coefficient": 0.7}, {"name": "b", "target": 1_000_000, "coefficient": 1.3}]}}
WORKED_DIVIDENDS = {
    "value": {"rule": "post_value_dividend", "value_of": {"seller": 1.2345}, "job_type_of": {"support": 1.1}, "ratio": 0.2},
    "layers": {"rule": "excess_profit_layers", "core_groups": ["sales"], "middle_groups": ["support"], "core_years": 0,
               "middle_years": 0, "earlier": [100_000.01, 200_000], "raised": 0.333333},
    "given": {"rule": "excess_profit_share", "target": 10_000.01, "min_revenue_growth": None, "min_years": 0},
    "counted": {"rule": "virtual_shares", "fund": {"last_bonus": 65_800, "last_profit": 1_140_000, "ratio_decimals": None},
                "min_years": 0, "leaving": {"standing": "bad"}, "count": {
                    "completion_from": "sales", "position_shares": {"clerk": 1000}, "senior_groups": ["seller"],
                    "senior_years": 2, "key_groups": ["support"], "key_years": 0, "key_awards": 1}},
    "target": {"rule": "virtual_shares", "fund": {"target": 100_000, "coefficient": 1.3}, "min_years": 0}}


def scenarios():
    """Each case's, and one with the worked rules."""
    for key in names():
        yield from ((key, scenario) for scenario in load(key).scenarios.values())
    yield "worked", worked()


def worked():
    return small.scenario(rows=ROWS, header=HEADER, targets=WORKED_TARGETS, dividends=WORKED_DIVIDENDS)


def rules(chapter):
    found, seen = [], set()
    for key, scenario in scenarios():
        for name, rule in getattr(scenario.plan, chapter).items():
            if rule.plain is None and repr(rule) not in seen:
                seen.add(repr(rule))
                found.append(pytest.param(scenario, name, id=f"{key}-{name}-{len(seen)}"))
    return found


def cut(bound, people):
    """The same of the first people; what is of units or of the company stays whole."""
    return {name: value[..., :PEOPLE] if isinstance(value, np.ndarray) and name not in ("of_units", "seasons")
            and value.shape[-1:] == (people,) and people > PEOPLE else value for name, value in bound.items()}


def drivers_of(scenario):
    return assess(scenario.plan, project(scenario.company, scenario.assumptions, 1), Trace())


def assert_live(rule, bind, scenario, path):
    """The spreadsheet shows the engine's numbers, also with other numbers typed into the parameters' cells."""
    people = len(drivers_of(scenario).people)
    laid = Laid(rule, cut(bind(rule), people), min(people, PEOPLE), range(len(scenario.company.unit_keys)), path)
    assert laid.live and laid.differences() == []
    for place, number in other_numbers(rule, laid):
        changed = retyped(rule, laid.inside(place), number)
        if changed is not None:
            laid.set(place, number)
            rule = changed
    assert laid.differences(opened(rule, cut(bind(rule), people), laid.book.path)) == []


@pytest.mark.parametrize(("scenario", "name"), rules("targets"))
def test_a_target_is_what_the_spreadsheet_computes(scenario, name):
    drivers, rule = drivers_of(scenario), scenario.plan.targets[name]
    _, parts = attain(scenario.plan, drivers, Trace())
    if not issubclass(type(rule), CompanyGoals):
        assert_live(rule, lambda it: it.bind(drivers, parts), scenario, f"targets.{name}")


@pytest.mark.parametrize(("scenario", "name"), rules("dividends"))
def test_a_dividend_programme_is_what_the_spreadsheet_computes(scenario, name):
    outcome, drivers = simulate(scenario), drivers_of(scenario)
    result = result_of(outcome, 1, drivers)
    before = outcome.year(1).awards[name]
    for award in (None, before):
        assert_live(scenario.plan.dividends[name], lambda it, award=award: it.bind(result, drivers, award), scenario,
                    f"dividends.{name}")


def test_worked_rules_have_something_to_pay_and_to_reach():
    year = simulate(worked()).year(1)
    assert all(award.paid > 0 for award in year.awards.values())
    assert {tuple(each.level.tolist()) for each in year.attained.values()} != {(-1, -1, -1, -1)}


def test_what_a_rule_gives_has_columns_of_its_own():
    scenario = worked()
    drivers = drivers_of(scenario)
    rule = scenario.plan.dividends["counted"]
    book = opened(rule, rule.bind(result_of(simulate(scenario), 1, drivers), drivers, None), "dividends.counted")
    labels = [column.label.en for column in book.columns if isinstance(column.made_of, Quantity)]
    assert {"Dividend earned", "Paid this year", "Kept on the account", "Carried into next year"} <= set(labels)
