"""What the cases of listed companies keep of their source: wealth against the share price, options and a bet."""

from functools import cache

import pytest

from engine.answers.equity.wealth import holdings, own
from engine.files.cases import TODAY, load
from engine.rules.equity.pay_performance import PayPerformance
from engine.run.simulate import simulate

GROWTH = {"assumptions.profit_growth": 1.5}


@cache
def case(key):
    return load(key)


@cache
def outcome(key, scenario, grown=False):
    chosen = case(key).scenarios[scenario]
    return simulate(chosen.reformed(GROWTH) if grown else chosen)


def test_chief_executives_answer_the_price_as_the_source_prints():
    found = {}
    for reform in (TODAY, "with-options", "rich-in-options"):
        (held,) = holdings(*own(outcome("chief-executives", reform), 1, reform)).values()
        found[reform] = PayPerformance.compute(held.model_dump(exclude_none=True))
    assert [round(each["convexity"], 2) for each in found.values()] == [1.00, 1.51, 1.90]
    assert round(found[TODAY]["wealth_in_years"]) == 9
    assert round(found["with-options"]["years_of_pay"]) == 6
    worth = [each["wealth"] for each in found.values()]
    assert max(worth) < 1.05 * min(worth), "the same wealth, another shape"


def test_dairy_options_are_the_sources_and_push_year_two_into_a_loss():
    chosen = outcome("dairy", "options")
    plan = case("dairy").scenario("options").plan.equity["options"]
    shares = sum(case("dairy").today.company.facts.shares().values())
    assert (plan.options, plan.strike, round(plan.options / shares, 5)) == (50_000_000, 12.05, 0.09681)
    assert [year.statement.equity_expense for year in chosen.years] == [184_750_000_00, 554_250_000_00, 0, 0]
    reported = [year.statement.reported_profit for year in chosen.years]
    assert reported[0] > 0 > reported[1] and min(year.statement.net_profit for year in chosen.years) > 0
    first = chosen.year(2).books["options"]
    assert all(check.met for check in first.checks) and {check.wanted for check in first.checks} == {0.17, 0.2}
    executives = chosen.year(1).people.family == "executives"
    assert first.granted[executives].sum() == pytest.approx(0.6 * 50_000_000, abs=10)
    due = [tranche.part for tranche in plan.tranches]
    assert due == [0.25, 0.75]
    bull = outcome("dairy", "bull-market").year(2)
    assert float(bull.books["options"].price) == pytest.approx(38, abs=0.5)


def test_dairy_s_rival_loses_the_bet_unless_profit_grows_by_half_a_year():
    lost, won = outcome("dairy", "rivals-bet"), outcome("dairy", "rivals-bet", True)
    assert float(lost.opening.stake("employees") - lost.years[-1].cap_table.stake("employees")) == pytest.approx(0.078)
    assert won.years[-1].cap_table.stakes() == won.opening.stakes()
