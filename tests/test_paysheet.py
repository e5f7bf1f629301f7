"""A plan's pay as one reads it: who is paid by which group, what every element costs, pools, deferral, schemes."""

import numpy as np
import pytest

from engine.answers.pay.paysheet import (
    best_ranges,
    counterpart,
    deferrals,
    element_costs,
    headcounts,
    moved,
    pay_group,
    role_parts,
    scheme_curve,
    taken,
    typical_sales,
)
from engine.files.cases import load, names
from engine.rules.pay.scheme_choice import SchemeChoice
from engine.run.simulate import simulate
from tests.small import HEADER, ROWS, scenario


@pytest.mark.parametrize("case", names())
def test_costs_sum_to_the_payroll_on_both_sides(case):
    today = simulate(load(case).today)
    for key in load(case).reforms:
        reform = simulate(load(case).scenario(key))
        rows = element_costs(today, reform)
        assert sum(row.today for row in rows) == today.year().statement.payroll
        assert sum(row.reform for row in rows) == reform.year().statement.payroll
        heads = headcounts(reform.scenario.plan, reform.year().people)
        assert sum(heads.values()) == len(reform.year().people)


def test_today_counts_for_the_same_people():
    """C and D stay, A and B are sellers paid apart; what sellers had today stands beside what they get."""
    base = scenario({"fixed_pay": {}, "post_pay": {}})
    reform = base.reformed({"pay.seller": {"fixed_pay": {"share": 0.5}}})
    rows = {(row.group, row.element): row for row in element_costs(simulate(base), simulate(reform))}
    seller = rows["seller", "fixed_pay"]
    assert (seller.people, seller.today, seller.reform) == (3, 14_000_00 * 12, 7_000_00 * 12)
    assert rows["seller", "post_pay"].reform == 0 < rows["seller", "post_pay"].today
    assert rows["sales", "fixed_pay"].people == rows["sales", "fixed_pay"].today == 0
    assert seller.change == -seller.reform


def test_headcount_by_post_goes_before_family():
    base = scenario({"fixed_pay": {}})
    people = base.company.people
    assert headcounts(base.plan, people) == {"sales": 3, "support": 1}
    apart = base.reformed({"pay.seller": {"fixed_pay": {}}})
    assert headcounts(apart.plan, people) == {"sales": 0, "support": 1, "seller": 3}


def test_what_a_post_paid_apart_had_before():
    base = scenario({"fixed_pay": {"share": 0.7}})
    people = base.company.people
    assert counterpart(base.plan, people, "seller", "fixed_pay") is base.plan.pay["sales"]["fixed_pay"]
    assert counterpart(base.plan, people, "seller", "bonus") is None
    assert counterpart(base.plan, people, "nobody", "fixed_pay") is None


POOL = {"role_split": {"commission": {"scope": "unit", "on": "all", "tiers": [{"from": 0, "rate": 0.1}]},
                       "shares": {"seller": 0.6, "clerk": 0.3, "boss": 0.1}}}


def test_role_parts_sum_to_what_is_paid():
    outcome = simulate(scenario({"sales": POOL, "support": {"fixed_pay": {}}}))
    parts = role_parts(outcome, "sales", "role_split")
    assert parts["amount"].sum() == outcome.year().lines[0].amount.sum()
    north = parts[parts["unit"] == "north"].set_index("role")
    assert north.loc["seller", "people"] == 2 and north.loc["boss", "amount"] == 0
    assert north.loc["seller", "each"] == north.loc["seller", "amount"] // 2 > 0
    assert role_parts(outcome, "support", "fixed_pay").empty


def test_deferral_parts_are_what_was_earned():
    rows = [f"{row},{leaves}" for row, leaves in zip(ROWS, (0, 0, 6, 0), strict=True)]
    world = scenario({"fixed_pay": {"deferral": {"paid_now": 0.8}}}, rows=rows, header=f"{HEADER},leaves_in")
    outcome, (sales, support) = simulate(world), deferrals(world)
    assert sales.now + sales.year_end + support.now + support.year_end == outcome.year().statement.payroll
    assert sales.forfeited == outcome.year().forfeited == 4_000_00 * 6 // 5
    assert (support.now, support.year_end, support.forfeited) == (6_000_00 * 12 * 8 // 10, 6_000_00 * 12 // 5, 0)
    assert deferrals(scenario()) == []


def test_the_choice_of_schemes():
    rule = SchemeChoice()
    ranges = best_ranges(rule, 20_000_000)
    assert [name for name, _, _ in ranges] == ["one", "three"]
    assert ranges[0][1] == 0 and ranges[0][2] == ranges[1][1] and ranges[1][2] >= 20_000_000
    low, high = (rule.best_at(np.array([at]))[0] for at in (ranges[1][1] - 10_000, ranges[1][1]))
    assert list(rule.schemes)[low] == "one" and list(rule.schemes)[high] == "three"
    curve = scheme_curve(rule, 20_000_000)
    assert set(curve["scheme"]) == set(rule.schemes)
    assert curve.groupby("sales")["best"].sum().eq(1).all()


def test_who_takes_which_scheme():
    world = scenario({"sales": {"scheme_choice": {}}, "support": {"fixed_pay": {}}})
    counts = taken(world, "sales", "scheme_choice")
    assert sum(people for people, _ in counts.values()) == 3 and sum(part for _, part in counts.values()) == 1
    assert taken(world, "support", "fixed_pay") == {}
    assert typical_sales(pay_group(world, "sales")) >= 100_000_00


def test_who_is_moved_to_the_assistant_post():
    """D, who sells nothing, is moved after three months; C sells 50,000 a month."""
    rule = {"quota_discipline": {"quota": 60_000}}
    world = scenario({"sales": {"fixed_pay": {}, **rule}, "support": {"fixed_pay": {}, **rule}})
    assert moved(world, "sales", "quota_discipline")[["id", "month"]].to_numpy().tolist() == [["C", 4]]
    assert moved(world, "support", "quota_discipline")[["id", "unit"]].to_numpy().tolist() == [["D", "south"]]
    assert moved(world, "sales", "fixed_pay").empty
    line = next(each for each in simulate(world).year().lines if (each.group, each.element) == ("sales", "quota_discipline"))
    assert (line.amount.sum(axis=0) < 0).sum() == 1
