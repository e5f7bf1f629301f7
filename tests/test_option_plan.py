"""Option plans: tranches, conditions, exercise, lapse, sales, expense; every option ends once."""

from fractions import Fraction
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.base.money import to_fen
from engine.base.problem import InputError
from engine.company.ledger import Kind, replay
from engine.rules.equity.option_plan import OptionPlan
from engine.rules.kinds import Result
from engine.rules.parts.conditions import ConditionalTranche, Evidence, judge
from engine.run.simulate import simulate
from tests.small import HEADER, ROWS, company, people, scenario

PLAN = {"rule": "option_plan", "options": 110_000, "strike": 8.0, "expense": "none",
        "tranches": [{"after": 1, "part": 0.5}, {"after": 2, "part": 0.5}]}
LEAVERS = tuple(f"{row},{leaves}" for row, leaves in zip(ROWS, (0, 6, 0, 0), strict=True))
EACH = np.array([20_000, 40_000, 30_000, 20_000])


def run(programme, years=6, of=None, more=None, **assumptions):
    return simulate(scenario(of=of, equity={"it": programme, **(more or {})},
                             assumptions={"years": years, "payout": 0.5, **assumptions}))


def grants(outcome, year):
    return outcome.year(year).cap_table.grants["equity.it"]


def book(outcome, year):
    return outcome.year(year).books["it"]


def kinds(outcome, year):
    return [event.kind for event in outcome.year(year).events]


def test_a_plan_by_hand():
    outcome = run(PLAN)
    assert (grants(outcome, 1).granted == EACH).all()
    assert kinds(outcome, 2) == kinds(outcome, 3) == [Kind.VEST, Kind.EXERCISE]
    assert (outcome.year(3).cap_table.holdings["employees"] == EACH).all()
    assert outcome.year(3).cap_table.total == 1_110_000
    assert (book(outcome, 2).paid == EACH // 2 * 800).all()
    assert outcome.year(2).events[-1].cash == 55_000 * 800
    assert not grants(outcome, 5).outstanding.any()
    assert kinds(outcome, 4) == []


def test_shares_given_up_dilute_nobody_else():
    outcome = run({**PLAN, "giver": "founder"})
    table = outcome.year(3).cap_table
    assert (table.total, table.lines["founder"].shares) == (1_000_000, 590_000)
    poor = run({**PLAN, "giver": "partner", "options": 700_000})
    assert "too few shares" in poor.year(2).events[-1].what.en


def test_nobody_exercises_at_the_money_and_options_lapse():
    worth = book(run({**PLAN, "exercise": "never"}), 2).price
    dear = run({**PLAN, "strike": float(worth)})
    assert kinds(dear, 2) == [Kind.VEST]
    assert kinds(run({**PLAN, "strike": round(float(worth) - 0.01, 2)}), 2) == [Kind.VEST, Kind.EXERCISE]
    assert kinds(dear, 5) == [Kind.LAPSE] and dear.year(5).cap_table.total == 1_000_000
    assert (grants(dear, 5).lapsed == EACH).all()


def test_the_last_moment_is_the_last_year():
    outcome = run({**PLAN, "exercise": "last", "expires": 3})
    assert kinds(outcome, 2) == kinds(outcome, 3) == [Kind.VEST]
    assert kinds(outcome, 4) == [Kind.EXERCISE]
    assert (outcome.year(4).cap_table.holdings["employees"] == EACH).all()


@pytest.mark.parametrize(("growth", "basis", "met"), [
    (0.10, "compound", [True, True]), (0.11, "compound", [True, False]), (0.21, "over_base", [False, True]),
    (0.10, "last_year", [True, True]), (0.2101, "over_base", [False, False])])
def test_growth_is_judged_exactly(growth, basis, met):
    """Profit before pay grows so that 1,000,000 becomes 1,100,000 and 1,210,000."""
    def seen(net, history, years):
        result = Result(1, net, net, 1, Fraction(0), 0, history=history)
        return Evidence(result, people(), np.ones(4, dtype=bool), 100_000_000, years)
    goal = ConditionalTranche(after=1, part=1.0, profit_growth=growth)
    years = [seen(110_000_000, (100_000_000,), 1), seen(121_000_000, (100_000_000, 110_000_000), 2)]
    if basis == "compound" and growth == 0.11:
        years[0] = seen(111_000_000, (100_000_000,), 1)  # exactly reached
    assert [judge(goal, 0, basis, each)[1].all() for each in years] == met


def test_return_on_equity_revenue_and_score():
    result = Result(2, 1, 10_000_000, 120, Fraction(1, 2), 0, net_assets=100_000_000, revenue_before=100)
    seen = Evidence(result, people(), np.ones(4, dtype=bool), 1, 1)
    for asked, met in (({"roe": 0.1}, True), ({"roe": 0.100001}, False),
                       ({"revenue_growth": 0.2}, True), ({"revenue_growth": 0.21}, False)):
        goal = ConditionalTranche(after=1, part=1.0, **asked)
        assert judge(goal, 0, "compound", seen)[1].tolist() == [met] * 4
    checks, met = judge(ConditionalTranche(after=1, part=1.0, score=80), 0, "compound", seen)
    assert met.tolist() == [True, True, False, False] and (checks[0].reached, checks[0].of, checks[0].met) == (2, 4, False)
    loss = Evidence(result, people(), np.ones(4, dtype=bool), -5, 1)
    assert not judge(ConditionalTranche(after=1, part=1.0, profit_growth=-0.5), 0, "compound", loss)[1].any()


@pytest.mark.parametrize(("unmet", "shares"), [("lapse", 0), ("catch_up", 55_000)])
def test_a_missed_tranche_lapses_or_is_caught_up(unmet, shares):
    """Nothing grows in year 2; from year 3 on everything does."""
    goals = [{"after": 1, "part": 0.5, "profit_growth": 0.2}, {"after": 2, "part": 0.5}]
    outcome = run({**PLAN, "tranches": goals, "growth": "over_base", "unmet": unmet, "base_profit": 500_000, "year": 1},
                  later_growth=0.0)
    base = outcome.year(1).statement.net_profit
    met = base * 10 >= to_fen(500_000) * 12
    grown = run({**PLAN, "tranches": goals, "growth": "over_base", "unmet": unmet, "base_profit": base / 100}, later_growth=0.08)
    assert met or grants(outcome, 2).vested.sum() == 0
    second, third = grants(grown, 2).vested.sum(), grants(grown, 3).vested.sum()
    growth = grown.year(3).statement.net_profit / base - 1
    if growth >= 0.2 > grown.year(2).statement.net_profit / base - 1:
        assert (second, third) == (0, 55_000 + shares)


def test_a_personal_score_is_asked_of_each():
    outcome = run({**PLAN, "tranches": [{"after": 1, "part": 1.0, "score": 80}]})
    assert grants(outcome, 2).vested.tolist() == [20_000, 40_000, 0, 0]
    assert grants(outcome, 2).lapsed.tolist() == [0, 0, 30_000, 20_000]
    (check,) = book(outcome, 2).checks
    assert (check.condition, check.reached, check.of) == ("score", 2, 4)


def test_preparation_dividends_rise_and_end_with_the_option():
    """A quarter, then half of the dividend on 110,000 of a million shares; nothing once all is exercised."""
    outcome = run({**PLAN, "preparation": [0.25, 0.5], "tranches": [{"after": 3, "part": 1.0}], "strike": 8.0})
    for year, part in ((2, 0.25), (3, 0.5), (4, 0.5)):
        dividend = outcome.year(year).statement.shareholders
        assert (abs(book(outcome, year).dividends - dividend * part * EACH / 1_000_000) <= 1).all()
    line = outcome.year(5).statement.shareholders * EACH // 1_110_000
    assert (abs(book(outcome, 5).dividends - line) <= 1).all()
    lapsed = run({**PLAN, "preparation": [0.25], "exercise": "never"})
    assert book(lapsed, 5).dividends.any() and not book(lapsed, 6).dividends.any()


def test_leavers_lose_what_they_were_promised():
    of = company(LEAVERS, f"{HEADER},leaves_in")
    outcome = run({**PLAN, "year": 0}, of=of)
    assert grants(outcome, 1).lapsed.tolist() == [0, 40_000, 0, 0]
    assert grants(outcome, 1).vested.tolist() == [10_000, 0, 15_000, 10_000]
    agreed = run({**PLAN, "year": 0, "leaving": {"plan": "option", "agreement": "fixed", "fixed_price": 2_000_000}}, of=of)
    assert book(agreed, 1).proceeds.tolist() == [0, 2_000_000 * 100 * 40_000 // 1_000_000, 0, 0]
    assert next(event for event in agreed.year(1).events if event.kind is Kind.LAPSE).cash == book(agreed, 1).proceeds.sum()


def test_shares_unlock_and_are_sold_within_the_limit():
    """30, 30 and 40% unlock one, two and three years after exercise; a quarter of a holding is sold a year."""
    unlock = [{"after": 1, "part": 0.3}, {"after": 2, "part": 0.3}, {"after": 3, "part": 0.4}]
    outcome = run({**PLAN, "tranches": [{"after": 1, "part": 1.0}], "unlock": unlock, "sold": 0.25}, years=5)
    rule = OptionPlan(strike=8.0, unlock=unlock, sold=0.25)
    for year, part in ((2, 0), (3, 3), (4, 6), (5, 10)):
        assert (rule.unlocked(book(outcome, year), year - 1) == EACH * part // 10).all()
    held = [outcome.year(year).cap_table.holdings["employees"] for year in (2, 3, 4, 5)]
    assert (held[0] == EACH).all()
    for before, after in pairwise(held):
        assert (before - after == before // 4).all()
    assert outcome.year(5).cap_table.lines["public"].shares == 110_000 - held[-1].sum()
    sale = outcome.year(3).events[-1]
    assert abs(sale.cash - sale.shares * 100 * float(sale.price)) <= 4
    assert (book(outcome, 3).proceeds > 0).all()


def test_a_stated_cost_is_booked_by_its_split():
    """739 million booked 25 and 75: 184.75 and 554.25 million, and a year in the red."""
    outcome = run({**PLAN, "expense": "stated", "cost": 739_000_000, "split": [0.25, 0.75]})
    booked = [year.statement.equity_expense for year in outcome.years]
    assert booked[:3] == [18_475_000_000, 55_425_000_000, 0]
    assert outcome.year(2).statement.reported_profit < 0 < outcome.year(2).statement.net_profit


def test_the_value_at_grant_is_expensed_until_due_and_taken_back_when_missed():
    priced = {**PLAN, "expense": "value", "tranches": [{"after": 1, "part": 0.5}, {"after": 2, "part": 0.5}]}
    outcome = run(priced)
    first, second = book(outcome, 1).fair_values
    assert 0 < first < second
    assert [year.statement.equity_expense for year in outcome.years[:4]] == [
        0, 55_000 * first + 55_000 * second // 2, 55_000 * second - 55_000 * second // 2, 0]
    missed = run({**priced, "tranches": [{"after": 1, "part": 0.5}, {"after": 2, "part": 0.5, "profit_growth": 9.0}]})
    assert [year.statement.equity_expense for year in missed.years[:4]] == [
        0, 55_000 * first + 55_000 * second // 2, -(55_000 * second // 2), 0]
    assert not any(year.statement.equity_expense for year in run({**priced, "expense": "none"}).years)


def test_new_shares_bring_the_strike():
    of = company(net_assets=5_000_000)
    plain, plan = (simulate(scenario(of=of, assumptions={"years": 2, "payout": 0.5}, equity=equity))
                   for equity in ({}, {"it": PLAN}))
    assert plan.year(2).net_assets - plain.year(2).net_assets == 55_000 * 800


goal = st.builds(lambda part, growth, score: (part, growth, score), st.integers(0, 10),
                 st.none() | st.integers(-50, 50), st.none() | st.integers(0, 120))


@settings(max_examples=60)
@given(st.lists(goal, min_size=1, max_size=4), st.integers(0, 3), st.integers(0, 200_000), st.integers(0, 3000),
       st.sampled_from(["lapse", "catch_up"]), st.sampled_from(["first", "last", "never"]),
       st.sampled_from([None, "founder"]), st.sampled_from([0.0, 0.25]))
def test_every_option_ends_once(goals, year, number, strike, unmet, exercise, giver, sold):
    parts = [part for part, _, _ in goals]
    if not sum(parts):
        parts[0] = 10
    whole = sum(parts)
    shares = [round(part / whole, 6) for part in parts[:-1]]
    tranches = [{"after": place, "part": part, "profit_growth": None if growth is None else growth / 100, "score": score}
                for place, (part, (_, growth, score)) in enumerate(
                    zip([*shares, round(1 - sum(shares), 6)], goals, strict=True), start=1)]
    programme = {**PLAN, "options": number, "strike": strike / 100, "tranches": tranches, "year": year, "unmet": unmet,
                 "exercise": exercise, "giver": giver, "sold": sold, "expense": "value"}
    of = company(LEAVERS, f"{HEADER},leaves_in")
    outcome = run(programme, years=9, of=of, later_growth=0.05)
    assert replay(outcome.opening, outcome.events()) == outcome.years[-1].cap_table
    for each in outcome.years:
        promised = each.cap_table.grants.get("equity.it")
        if promised is None:
            continue
        assert promised.granted.sum() == number
        assert (promised.exercised <= promised.vested).all() and (promised.vested <= promised.granted).all()
        assert promised.outstanding.min() >= 0
    last = outcome.years[-1].cap_table.grants["equity.it"]
    assert (last.granted == last.exercised + last.lapsed).all()
    end = outcome.years[-1].books["it"]
    alive = (end.state >= 0).any(axis=0)
    assert sum(each.statement.equity_expense for each in outcome.years) == end.booked >= 0
    assert end.booked == 0 or alive.any()
    if not (end.state == 1).any():
        assert end.booked == 0


@pytest.mark.parametrize(("values", "words"), [
    ({"tranches": [{"after": 2, "part": 0.5}, {"after": 1, "part": 0.5}]}, "row 2 starts at 1, below row 1"),
    ({"tranches": [{"after": 1, "part": 0.7}, {"after": 2, "part": 0.5}]}, "20.0% more than what is granted"),
    ({"tranches": [{"after": 1, "part": 0.7}]}, "raise one of them by 30.0%"), ({"tranches": []}, "tranches"),
    ({"strike": -0.01}, "strike"), ({"tranches": [{"after": 5, "part": 1.0}]}, "let them lapse later"),
    ({"sold": 0.3}, "30% of a holding would be sold a year, more than the limit of 25%"),
    ({"year": 0, "strike": None}, "need their strike"), ({"split": [0.5, 0.4]}, "sums to 90%"),
    ({"unlock": [{"after": 1, "part": 1.1}]}, "unlock"), ({"tranches": [{"after": 0, "part": 1.0}]}, "after")])
def test_what_is_refused(values, words):
    with pytest.raises(InputError) as refused:
        OptionPlan.compute({"granted": 100, "price": 10, "strike": 8, **values})
    assert len(refused.value.problems) == 1 and words in str(refused.value)


def test_a_return_on_equity_needs_net_assets():
    programme = {**PLAN, "tranches": [{"after": 1, "part": 1.0, "roe": 0.1}]}
    with pytest.raises(InputError, match="books state no net assets"):
        run(programme)
    outcome = run(programme, of=company(net_assets=1_000_000))
    assert book(outcome, 2).checks[0].condition == "roe"


def test_ten_thousand_holders_for_thirty_years():
    rows = tuple(f"P{i},sales,seller,north,,5000,5,90,1,100,1200,1000" for i in range(10_000))
    of = company(rows, revenue=10_000_000_000, profit=1_000_000_000)
    outcome = run({**PLAN, "options": 1_000_000, "sold": 0.25, "expires": 20,
                   "tranches": [{"after": n, "part": 0.05} for n in range(1, 21)]}, years=30, of=of)
    table = outcome.years[-1].cap_table
    assert table.grants["equity.it"].outstanding.sum() == 0
    assert table.lines["employees"].shares == table.holdings["employees"].sum()


def test_the_strike_of_penny_shares_is_not_rounded_away():
    """A company worth a few fen a share: 80% of that, exactly, and an expense above nothing."""
    of = company(cap_table={"founder": {"zh": "创始人", "en": "Founder", "kind": "founder", "shares": 10**10}})
    outcome = run({**PLAN, "options": 10**9, "strike": None, "expense": "value"}, of=of)
    kept = book(outcome, 1)
    assert kept.strike == kept.price * Fraction(4, 5) and 0 < kept.strike < Fraction(1, 100)
    assert outcome.year(2).statement.equity_expense > 0
    paid = outcome.year(2).events[-1]
    assert abs(paid.cash - 5 * 10**8 * kept.strike * 100) <= 4
