"""The pipeline: identities, determinism, and a whole year worked out by hand."""

import pickle
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.base.money import fraction
from engine.files.cases import TODAY
from engine.run.simulate import check, simulate
from engine.world.assumptions import Assumptions
from tests.small import ROWS, company, example, scenario

YEAR_1 = {  # by hand, in yuan a year: 12 months of the example's monthly figures
    # Sales of C1 100,000 a month: 20,000 × 5% + 60,000 × 8% = 5,800, × 1.2 (history 1m, actual 1.2m: balance → 1.0)
    "C1": 12 * (4000 + 5800 * 1.0 + 1000 * 1.2),
    "C3": 12 * (4000 + (1000 + 35_000 * 0.08) * 0.6 + 1000 * 0.5),  # 75,000 a month, below the floor; 69.99 points
    "D1": 12 * 6000,
}


def amounts(outcome):
    """Everything an outcome holds, as bytes."""
    plain = [[(line.element, line.people.tolist(), line.amount.tolist()) for line in year.lines]
             + [year.statement, year.world, sorted(year.cap_table.lines.items()), year.events, year.pay.tolist(),
                [(key, held.tolist()) for key, held in year.cap_table.holdings.items()],
                [(name, award.fund, award.paid, award.now.tolist()) for name, award in year.awards.items()]]
             for year in outcome.years]
    return pickle.dumps(plain)


@pytest.mark.parametrize("key", [TODAY, "tiers", "partners"])
def test_identities(key):
    """The identities of `check`, and those between the parts of an outcome."""
    outcome = simulate(example().scenario(key))
    assert len(outcome.years) == 3
    for year in outcome.years:
        check(year)
        statement = year.statement
        assert statement.payroll == sum(int(line.amount.sum()) for line in year.lines) == int(year.pay.sum())
        assert year.months.sum(axis=0).tolist() == year.pay.tolist()
        assert statement.incentive_dividends == int(year.dividends.sum())
        assert int(year.income.sum()) == statement.people_cost == sum(year.by_element().values())
        assert statement.gross_profit - statement.other_costs - statement.balance == year.world.before_pay
        assert statement.before_tax == year.world.before_pay - statement.people_cost
        assert statement.net_profit == statement.before_tax - statement.tax + statement.subsidiaries
        assert sum(year.cap_table.stakes().values()) == sum(year.profit_stakes.values()) == 1


def test_check_notices():
    """`check` is what the tests above lean on; it must be able to fail."""
    year = simulate(example().scenario("partners")).year(1)
    award = year.awards["excess"]
    line = year.lines[0]
    wrong = {
        "payroll": replace(year, statement=replace(year.statement, payroll=year.statement.payroll + 1)),
        "people cost": replace(year, statement=replace(year.statement, incentive_dividends=0)),
        "fund": replace(year, awards={**year.awards, "excess": replace(award, carried=award.carried + 1)}),
        "payroll ": replace(year, lines=(replace(line, amount=line.amount + 1), *year.lines[1:])),
        "stakes of a company": replace(year, network=replace(year.network, head=year.network.head + 1)),
        "profit": replace(year, network=replace(year.network, to_headquarters=0 * year.network.profit)),
    }
    for word, broken in wrong.items():
        with pytest.raises(AssertionError, match=word.strip()):
            check(broken)


def test_a_year_by_hand():
    year = simulate(example().today).year(1)
    income = dict(zip(year.people.id, year.income / 100, strict=True))
    assert {person: income[person] for person in YEAR_1} == {key: round(pay, 2) for key, pay in YEAR_1.items()}
    # The boss sells nothing and has 1% of the office's sales, which are none; the managers 1% of their stores'.
    assert income["A1"] == 12 * 20_000
    assert income["B1"] == round(12 * (10_000 + 2_666.67), 2)  # 3.2m a year, rounded month by month
    assert income["B2"] == round(12 * (10_000 + 2_333.33), 2)  # 2.8m


def test_books_and_today_agree():
    """The example's other costs are set so that today's simulated profit is last year's."""
    year = simulate(example().today).year(1)
    of = example().today.company
    assert abs(year.statement.people_cost - of.payroll_of_books) <= 1
    assert abs(year.statement.net_profit - 60_000_000) <= 1


def test_equal_scenarios_give_equal_outcomes():
    for key in example().scenarios:
        assert amounts(simulate(example().scenario(key))) == amounts(simulate(example().scenario(key)))


def test_no_overrides_is_the_base():
    """Byte for byte, also where every parameter is set to the value it has."""
    base = amounts(simulate(example().today))
    assert amounts(simulate(example().today.reformed({}))) == base
    same = {"pay.sales.commission.quota": 20000, "assumptions.years": 3, "targets.yearly.below": 0.6}
    assert amounts(simulate(example().today.reformed(same))) == base


def test_tracing_changes_nothing():
    scenario = example().scenario("partners")
    traced = simulate(scenario, trace=True)
    assert amounts(traced) == amounts(simulate(scenario))
    assert traced.trace.steps and not simulate(scenario).trace.steps
    place = traced.year(1).people.position["C1"]
    paths = {path for path, *_ in traced.trace.of_person(place, 0)}
    assert {"pay.sales.commission", "pay.sales.fixed_pay", "targets.yearly", "dividends.virtual"} <= paths
    assert "pay.management.fixed_pay" not in paths


def test_nothing_is_changed_in_place():
    scenario = example().scenario("partners")
    before = {key: column.copy() for key, column in vars(scenario.company.people).items()
              if isinstance(column, np.ndarray)}
    simulate(scenario)
    for key, column in before.items():
        assert (getattr(scenario.company.people, key) == column).all()


def test_later_years_are_computed_and_not_repeated():
    """A year that is unlike the one before is paid by its own sales; one that is alike is the same."""
    still = simulate(example().today)
    assert still.year(3).lines is still.year(1).lines
    growing = simulate(example().today.reformed({"assumptions.later_growth": 0.1}))
    assert growing.year(2).pay.sum() > growing.year(1).pay.sum()
    alone = simulate(example().today.reformed({"assumptions.revenue_growth": 0.1}))
    assert growing.year(2).pay.tolist() == alone.year(1).pay.tolist()


def test_posts_go_before_families():
    plan = {"sales": {"fixed_pay": {}}, "support": {"fixed_pay": {}}, "clerk": {"fixed_pay": {"share": 0.5}}}
    year = simulate(scenario(plan)).year(1)
    assert (year.pay / 100).tolist() == [60_000, 60_000, 48_000, 36_000]
    assert sorted(line.people.tolist() for line in year.lines) == [[], [0, 1, 2], [3]]


def test_a_ladder_multiplies_pay():
    plan = {"fixed_pay": {}, "bonus": {"rule": "fixed_pay", "share": 0.1, "ladder": "year"}}
    ladder = {"rule": "target_ladder", "below": 0.5}
    year = simulate(scenario(plan, targets={"year": ladder})).year(1)
    bonus = [int(line.amount.sum()) // 100 for line in year.lines if line.element == "bonus"]
    # 6,000 × 1.0 for A, 6,000 × 0.5 for B, 4,800 × 0.8 for C; D has no target.
    assert bonus == [6000 + 3000 + 3840, 7200]


def test_a_ladder_may_stand_before_the_split_it_builds_on():
    """Targets are handed down first, in whatever order the plan names them."""
    ladder = {"rule": "target_ladder", "handed_down": "split", "below": 0.5}
    split = {"rule": "target_split", "annual": 5_200_000}  # twice everybody's history
    plan = {"fixed_pay": {"ladder": "ladder"}}
    for targets in ({"ladder": ladder, "split": split}, {"split": split, "ladder": ladder}):
        year = simulate(scenario(plan, targets=targets)).year(1)
        assert year.handed_down["split"].people.tolist() == [200_000_000, 200_000_000, 120_000_000, 0]
        assert (year.pay / 100).tolist() == [30_000, 30_000, 24_000, 72_000]


@given(st.integers(-50, 300), st.integers(-90, 500), st.integers(-30, 30), st.integers(-50, 100),
       st.integers(-30, 100), st.sampled_from([TODAY, "tiers", "partners"]))
@settings(max_examples=40)
def test_identities_hold_in_any_world(profit, revenue, margin, heads, later, key):
    """`simulate` checks every year; this looks for a world in which a check or a rule breaks."""
    scenario = example().scenario(key).reformed({
        "assumptions.profit_growth": profit / 100, "assumptions.revenue_growth": revenue / 100,
        "assumptions.margin_change": margin / 100, "assumptions.headcount_growth": heads / 100,
        "assumptions.later_growth": later / 100, "assumptions.years": 4})
    outcome = simulate(scenario)
    assert all((year.pay >= 0).all() and (year.dividends >= 0).all() for year in outcome.years)


def test_nobody_left():
    """One person and half the headcount: nobody is paid, everything still adds up."""
    alone = scenario({"fixed_pay": {}, "commission": {}, "over_production": {"share": "equally"}},
                     of=company(ROWS[:1]), assumptions={"headcount_growth": -0.5},
                     targets={"split": {"rule": "target_split"}, "year": {"rule": "target_ladder"}},
                     dividends={"excess_profit_share": {}, "virtual_shares": {}},
                     equity={"coefficient_shares": {}})
    year = simulate(alone).year(1)
    assert (year.statement.payroll, len(year.people)) == (0, 0)
    assert year.cap_table.stake("founder") == Fraction(7, 10)


@given(st.integers(2, 9))
def test_a_company_k_times_as_large_pays_k_times_as_much(k):
    """All money × k, bounds and quota too: pay × k, within half a fen for each rounding."""
    base = example().today
    people, money = base.company.people, base.company.facts.money
    large = {"revenue": money.revenue * k, "other_costs": round(money.other_costs * k, 2), "profit": money.profit * k}
    facts = base.company.facts.model_copy(update={"money": money.model_copy(update=large)})
    bigger = replace(base.company, facts=facts, people=replace(
        people, base_pay=people.base_pay * k, sales=people.sales * k, history=people.history * k))
    tiers = [{"from": 0, "rate": 0.05}, {"from": 20000 * k, "rate": 0.08}]
    reform = base.reformed({"pay.sales.commission.tiers": tiers, "pay.sales.commission.quota": 20000 * k})
    small, big = simulate(base).year(1), simulate(replace(reform, company=bigger)).year(1)
    assert (np.abs(big.pay - k * small.pay) <= 12 * 4 * (k + 1)).all()


def test_the_owner():
    outcome = simulate(example().scenario("partners"))
    assert outcome.owner == "founder"
    assert outcome.owner_stake(0) == Fraction(7, 10)
    assert outcome.owner_stake(1) == Fraction(700_000, 1_100_000)  # 10% more shares for the team
    assert outcome.owner_stake(3) == outcome.owner_stake(2) < outcome.owner_stake(1)
    take = outcome.owner_take(1)
    assert take == int(outcome.year(1).statement.net_profit * outcome.owner_stake(1))


def test_assumptions_are_the_only_difference_of_worlds():
    grown = replace(example().today, assumptions=Assumptions(revenue_growth=0.5))
    assert simulate(grown).year(1).world.revenue_growth == fraction(0.5)
