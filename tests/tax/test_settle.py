"""Carried through an outcome: the money is all somebody's, today is unchanged, this year's pay moves next July's base."""

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.answers.money_view import View, amounts
from engine.answers.take_home.findings import findings, findings_of
from engine.answers.take_home.pocket import PARTS, company_to_pocket, reserves
from engine.answers.take_home.same_money import ROUTES, _Person, past_their_date, same_money
from engine.answers.take_home.settle import FIVE, settle
from engine.files.cases import load, names
from engine.law.region import months_of, region_named
from engine.rules.rule import rule_named
from engine.run.simulate import simulate
from tests.small import company, scenario

FUND = {"shares": {"rule": "virtual_shares", "fund": {"last_bonus": 100_000.0, "last_profit": 1_000_000.0}}}


def there(key, region, **payer):
    """The case as though it stood in that region."""
    today = case(key).today
    facts = today.company.facts
    facts = facts.model_copy(update={"region": region, "taxpayer": facts.taxpayer.model_copy(update=payer)})
    return replace(today, company=replace(today.company, facts=facts))


@cache
def case(key):
    return load(key)


def small(pay=None, region="cn-shanghai", payer=None, **more):
    more.setdefault("of", company(region=region, taxpayer=payer or {}))
    return scenario(pay, **more)


@pytest.mark.parametrize("key", names())
@pytest.mark.parametrize("region", ["none", "cn-shanghai", "cn-shenzhen"])
def test_the_money_is_all_somebody_s(key, region):
    today = there(key, region, union_fee=True, kind="small")
    reform = next(each for each in case(key).reforms.values() if each.base == "today")
    for overrides in ({}, reform.set):
        outcome = simulate(today.reformed(overrides))
        for year in outcome.years:
            pocket, settled = company_to_pocket(outcome, year.number), settle(outcome, year.number)
            assert sum(pocket.parts.values()) == pocket.pool
            assert list(pocket.parts) == list(PARTS)
            assert round(sum(pocket.of_100.values()), 6) == 100
            own = settled.own_contributions
            assert (settled.gross == settled.net + own + settled.tax).all()
            assert (settled.gross_months == settled.net_months + settled.contributions.employee_months
                    + settled.tax_months).all()
            assert settled.gross.sum() == year.statement.payroll + settled.phantom.sum()
            assert abs(settled.levies.sum() - year.statement.payroll * 0.02) <= len(year.people)
            assert settled.five.take_home == settled.net.sum()


@pytest.mark.parametrize("key", names())
def test_today_is_the_books_in_every_region(key):
    for region in ("none", "cn-shanghai", "demo-city"):
        year = simulate(there(key, region)).year(1)
        plain = simulate(case(key).today).year(1)
        assert year.statement.employer_change == 0
        assert replace(year.statement, employer_change=0) == plain.statement
        assert (year.pay == plain.pay).all()


def test_nothing_is_worked_out_before_somebody_looks():
    outcome = simulate(small())
    assert not any("settle" in name for name in vars(outcome)) and "contributions" not in vars(outcome.year(1))
    assert settle(outcome, 1) is settle(outcome, 1)
    assert any("settle" in name for name in vars(outcome)) and settle(replace(outcome), 1) is not settle(outcome, 1)
    assert amounts(outcome, 1).tolist() == outcome.year(1).income.tolist()


def test_one_person_is_the_rule_take_home():
    """Everything at one version's figures: the year through the pipeline is the rule on its own."""
    outcome = simulate(small(region="cn-shanghai-2026"))
    settled = settle(outcome)
    for place, gross in enumerate(outcome.year(1).people.base_pay.tolist()):
        alone = rule_named("take_home").compute({"region": "cn-shanghai-2026", "monthly_gross": [gross / 100] * 12})
        assert (settled.tax_months[:, place] / 100).tolist() == alone["tax_months"]
        five = settled.of_person(place)
        assert five.take_home / 100 == alone["net_settled"]
        assert five.employer_cost / 100 == alone["employer_cost_year"]
        assert five.fund_credited / 100 == alone["fund_credited_year"]
        assert five.gross * 3 == pytest.approx(4 * five.after_tax_cost - 3 * settled.employer_contributions[place], abs=4)
    assert list(FIVE) == list(vars(five))


def test_a_raise_moves_the_contributions_of_the_second_july():
    today = small(pay={"fixed_pay": {}}, region="demo-city", assumptions={"years": 4})
    raised = simulate(today.reformed({"pay.sales.fixed_pay.share": 2.0}))
    changes = [year.statement.employer_change for year in raised.years]
    assert changes[0] == 0 and changes[2] == changes[3] == 2 * changes[1] > 0
    # A and B go from 5,000 to 10,000; C from 4,000, held at the floor of 5,000, to 8,000: 13,000 at 25.4% + 8% × 6 months.
    assert changes[1] == 6 * round((5_000 + 5_000 + 3_000) * (0.254 + 0.08) * 100)
    settled = settle(raised, 2)
    months = settled.contributions.employer_months[:, 0].tolist()
    assert months == [167_000] * 6 + [334_000] * 6
    statement = raised.year(2).statement
    assert statement.before_tax == (statement.gross_profit - statement.other_costs - statement.payroll
                                    - statement.employer_change)


def test_the_basis_of_a_reform_is_today_s_plan_also_after_growth():
    today = small(region="demo-city")
    grown = simulate(today.reformed({"assumptions.profit_growth": 1.0}))
    assert [year.statement.employer_change for year in grown.years] == [0, 0, 0]
    more = simulate(today.reformed({"assumptions.headcount_growth": 0.5}))
    assert more.year(1).statement.employer_change == (
        settle(more).employer_contributions[more.year(1).newcomer].sum()) > 0


def test_without_a_region_only_tax_is_taken():
    outcome = simulate(small(region="none"))
    settled = settle(outcome)
    assert not settled.own_contributions.any() and (settled.employer_cost == settled.gross).all()
    assert settled.tax[3] == (6_000 - 5_000) * 12 * 3


# ---------------------------------------------------------------- the annual bonus

def bonus_of(way="best", elements=(), year=2026):
    pay = {"fixed_pay": {}, "over_production": {"base": 0, "rate": 0.05, "measure": "own_sales"}}
    return settle(simulate(small(pay=pay, region="none", payer={
        "bonus": way, "bonus_elements": list(elements), "first_year": year})))


def test_what_is_paid_only_in_december_is_the_bonus():
    settled = bonus_of()
    december = settled.gross_months[11] - settled.gross_months[10]
    assert (settled.bonus == december).all() and settled.bonus[0] > 0
    assert (bonus_of(elements=["fixed_pay"]).bonus == settled.year.people.base_pay).all()
    nothing = bonus_of(elements=["nothing"])
    assert not nothing.bonus.any() and "“nothing”" in findings(nothing)[0].sentence


def test_the_bonus_is_taxed_as_the_company_declares():
    best, separate, merged = bonus_of(), bonus_of("separate"), bonus_of("merged")
    assert (best.tax == np.minimum(separate.tax, merged.tax)).all()
    assert (separate.tax == separate.tax_if_separate).all() and (merged.tax == merged.tax_if_merged).all()
    assert not merged.bonus_separately.any() and separate.bonus_separately[:2].all()
    assert (separate.tax_months[11] >= separate.bonus_tax).all()


def test_after_2027_bonuses_are_merged_and_it_says_so():
    late = bonus_of(year=2028)
    assert not late.bonus_separately.any() and (late.tax == late.tax_if_merged).all()
    assert any("2027-12-31" in sentence and "bonus" in sentence for sentence in late.lapsed())
    assert late.tax_if_separate.tolist() == bonus_of().tax_if_separate.tolist(), "the other result stays beside it"
    assert not any("bonus" in sentence for sentence in bonus_of().lapsed())


def test_phantom_dividends_are_wages_of_december():
    outcome = simulate(small(region="none", dividends=FUND))
    settled = settle(outcome)
    assert settled.phantom.any()
    assert (settled.gross_months[11] == outcome.year(1).months[11] + settled.phantom).all()
    pocket = company_to_pocket(outcome)
    assert pocket.parts["accounts"] == outcome.year(1).statement.incentive_dividends - settled.phantom.sum()


def test_leavers_pay_and_are_paid_back():
    header = "id,family,post,unit,superior,base_pay,years,score,coefficient,virtual_shares,sales,history,leaves_in"
    rows = ("A,sales,seller,north,,20000,5,90,1,100,1200000,1000000,6", "B,sales,seller,north,,20000,3,80,2,200,900000,1000000,0")
    of = company(rows, header, region="demo-city")
    outcome = simulate(scenario({"fixed_pay": {}}, of=of))
    settled = settle(outcome)
    assert (settled.contributions.employer_months[:, 0] > 0).tolist() == [True] * 6 + [False] * 6
    assert not settled.gross_months[6:, 0].any() and not settled.tax_months[6:, 0].any()
    assert settled.settlement.refund[0] > 0 and settled.settlement.refund[1] == 0
    assert outcome.year(1).statement.employer_change == 0
    assert not settle(outcome, 2).contributions.employer_months[:, 0].any()
    assert outcome.year(2).statement.employer_change < 0


# ---------------------------------------------------------------- findings

def test_minimum_wage_of_everybody_and_of_one_person(language):
    settled = settle(simulate(small(pay={"fixed_pay": {"share": 0.5}}, region="cn-shanghai")))
    found = {finding.kind: finding for finding in findings(settled)}
    short = found["minimum_wage"]
    # C is paid 2,000; the minimum is 2,740 and the own contributions on the floor come on top of it.
    place = short.people.tolist().index(2)
    own = settled.contributions.employee_months[:, 2]
    assert short.gap[place] == (12 * 74_000 + own.sum()) and short.mend[place] == 74_000 + own.max()
    assert len(findings_of(settled, 2)) == 1 and "¥2,000.00" in findings_of(settled, 2)[0]
    nothing = settle(simulate(small(region="none")))
    assert findings(nothing) == [] and findings_of(nothing, 2) == []


def test_a_minimum_wage_that_rises_in_september():
    settled = settle(simulate(small(pay={"fixed_pay": {"share": 0.65}}, region="cn-shenzhen")))
    short = next(each for each in findings(settled) if each.kind == "minimum_wage")
    assert short.people.tolist() == [2] and short.gap.tolist() == [4 * 100_00]  # 2,600 against 2,700 from September on
    assert any("no contribution figures" in each.sentence for each in findings(settled))


def test_a_bonus_past_a_cliff_is_found_and_mended():
    pay = {"fixed_pay": {}, "over_production": {"base": 0, "rate": 0.030001, "measure": "own_sales"}}
    settled = settle(simulate(small(pay=pay, region="none", payer={"bonus": "separate"})))
    assert settled.bonus[0] == 3_600_120
    found = next(each for each in findings(settled) if each.kind == "bonus_cliff")
    assert found.people.tolist() == [0] and found.mend.tolist() == [3_600_000] and found.gap[0] > 230_000
    assert "36,000.00" in findings_of(settled, 0)[0]


def test_deductions_above_20_percent():
    header = "id,family,post,unit,superior,base_pay,years,score,coefficient,virtual_shares,sales,history,deduction"
    rows = ("A,sales,seller,north,,10000,5,90,1,100,1200000,1000000,3000", "B,sales,seller,north,,10000,3,80,2,200,900000,1000000,2000")
    of = company(rows, header)
    settled = settle(simulate(scenario({"fixed_pay": {}, "deduction": {"most": 1.0}}, of=of)))
    found = next(each for each in findings(settled) if each.kind == "deduction_limit")
    assert (found.people.tolist(), found.gap.tolist(), found.mend.tolist()) == ([0], [12 * 100_000], [100_000])


def test_books_that_cannot_hold_the_contributions():
    of = company(region="cn-shanghai", other_costs=1_000)
    kinds = [each.kind for each in findings(settle(simulate(scenario(of=of))))]
    assert "books" in kinds
    assert "books" not in [each.kind for each in findings(settle(simulate(small())))]


# ---------------------------------------------------------------- company

def test_small_profit_pays_five_percent_and_has_a_cliff():
    of = company(taxpayer={"kind": "small"}, profit=950_000)
    year = simulate(scenario(of=of)).year(1)
    statement = year.statement
    assert of.profit_before_tax == 1_000_000_00
    assert statement.tax == statement.income_tax.tax(statement.before_tax)
    past = company(taxpayer={"kind": "small"}, revenue=60_000_000, other_costs=26_500_000, profit=2_400_000)
    settled = settle(simulate(scenario(of=past)))
    assert settled.year.statement.before_tax > 3_000_000_00
    assert "small_profit" in [each.kind for each in findings(settled)] and settled.company_rate == 0.25


def test_the_reserve_fills_over_the_years():
    of = company(taxpayer={"capital": 500_000, "reserve": 100_000})
    outcome = simulate(scenario(of=of))
    found = reserves(outcome)
    assert sum(found) == 15_000_000 and found[0] < 15_000_000 and found[-1] == 0
    assert company_to_pocket(outcome, 3).parts["reserve"] == 0


def test_dividends_beyond_what_may_be_paid_are_found():
    outcome = simulate(small(region="none", assumptions={"payout": 1.0}))
    pocket = company_to_pocket(outcome)
    assert any("statutory reserve first" in sentence for sentence in pocket.findings)
    assert company_to_pocket(simulate(small(region="none"))).findings == ()


# ---------------------------------------------------------------- the same money, paid in different ways

@given(st.integers(0, 30_000_000), st.integers(0, 3))
def test_the_same_money_costs_the_same_and_is_all_somebody_s(amount, place):
    settled = shanghai()
    routes = same_money(settled, place, amount)
    assert list(routes) == list(ROUTES)
    for way in ("wage", "bonus", "phantom"):
        route = routes[way]
        # A fen more of pay can raise the fund, in whole yuan, and each insurance by a fen, in twelve months.
        assert amount - 12 * (100 + 5) <= route.cost <= amount
        assert route.gross == route.net + route.own + route.tax
        assert route.company_tax <= 0
    assert routes["wage"].net == routes["phantom"].net
    assert routes["dividend"].net == pytest.approx(amount * 0.6, abs=2)
    assert routes["dividend"].gross + routes["dividend"].paid_first == amount
    assert routes["option"].cost == amount and not routes["option"].cash
    assert abs(routes["dividend"].after_tax - routes["option"].after_tax) <= 1


@cache
def shanghai():
    return settle(simulate(small(region="cn-shanghai-2026")))


def test_more_money_is_never_less_for_the_person_but_at_the_bonus_cliffs():
    settled = shanghai()
    nets = [same_money(settled, 3, amount) for amount in range(0, 20_000_000, 500_000)]
    for way in ("wage", "phantom", "dividend", "option"):
        paid = [routes[way].net for routes in nets]
        assert paid == sorted(paid)


@given(st.lists(st.integers(300_000, 8_000_000), min_size=4, max_size=4), st.sampled_from([0.0, 0.5, 0.9, 0.999999]))
def test_net_never_rises_when_gross_falls(base_pay, share):
    """Contributions of the first year stand on the books: a lower pay of this year is never a higher net."""
    rows = [f"{name},sales,seller,north,,{pay / 100},5,90,1,100,1200000,1000000" for name, pay in zip("ABCD", base_pay, strict=True)]
    today = scenario({"fixed_pay": {}}, of=company(rows, region="cn-shanghai"), assumptions={"years": 1})
    fewer = today.reformed({"pay.sales.fixed_pay.share": share})
    now, then = settle(simulate(today)), settle(simulate(fewer))
    assert (then.gross <= now.gross).all() and (then.net <= now.net).all()
    assert (now.gross - then.gross >= now.net - then.net).all()


def test_what_the_views_show():
    outcome = simulate(small())
    settled = settle(outcome)
    assert amounts(outcome, 1, View.TAKE_HOME).tolist() == settled.net.tolist()
    assert amounts(outcome, 1, View.EMPLOYER_COST).tolist() == settled.employer_cost.tolist()


def test_the_notes_say_dates_assumptions_and_that_it_is_no_advice(language):
    notes = settle(simulate(small(region="cn-shanghai"))).notes()
    assert all(notes[key] for key in ("laws", "assumed", "sources", "note"))
    assert "2026-11-21" in notes["note"][0]
    months = months_of(2026)
    assert not region_named("cn-shanghai").outside(months) and months[0] == date(2026, 1, 1)


def test_after_2027_the_other_result_stands_beside():
    late = bonus_of(year=2028)
    assert any("with separate taxation prolonged" in sentence for sentence in late.lapsed())
    small_company = settle(simulate(scenario(of=company(taxpayer={"kind": "small", "first_year": 2028}))))
    said = [sentence for sentence in small_company.lapsed() if "without it, it would be" in sentence]
    statement = small_company.year.statement
    assert len(said) == 1 and statement.tax == round(statement.before_tax * 0.05)


def test_after_2027_the_bonus_and_the_option_of_one_sum_say_the_other_result():
    late = settle(simulate(scenario(of=company(taxpayer={"first_year": 2028}))))
    said = past_their_date(late, 0, same_money(late, 0, 50_000_00))
    assert len(said) == 4 and sum("2027-12-31" in sentence for sentence in said) == 2
    assert "would be ¥2,480.00" in said[3]  # 50,000 × 10% − 2,520
    now = settle(simulate(scenario(of=company())))
    assert past_their_date(now, 0, same_money(now, 0, 50_000_00)) == []


@given(st.sampled_from([0.0, 0.5, 1.3]), st.sampled_from([-0.25, 0.0, 0.5]), st.booleans(), st.sampled_from([0.0, 1.5]))
def test_the_change_in_the_statement_is_what_people_s_employer_pays_more(share, heads, union_fee, growth):
    """Fen by fen: everybody's contributions and levies of the year, less those of today's plan."""
    header = "id,family,post,unit,superior,base_pay,years,score,coefficient,virtual_shares,sales,history,leaves_in"
    rows = [f"{name},sales,seller,north,,{pay},5,90,1,100,1200000,1000000,{leaves}"
            for name, pay, leaves in (("A", 7_000.01, 0), ("B", 30_000, 4), ("C", 4_321.09, 0), ("D", 12_000, 0))]
    of = company(rows, header, region="demo-city", taxpayer={"union_fee": union_fee})
    pay = {"fixed_pay": {}, "commission": {"on": "all", "tiers": [{"from": 0, "rate": 0.03}]}}
    today = scenario(pay, of=of, dividends=FUND)
    reform = simulate(today.reformed({"pay.sales.fixed_pay.share": share, "assumptions.headcount_growth": heads,
                                      "assumptions.revenue_growth": growth}))

    def paid(outcome, number):
        settled = settle(outcome, number)
        return int(settled.employer_contributions.sum() + settled.levies.sum())

    books = paid(simulate(today), 1)
    for year in reform.years:
        assert year.statement.employer_change == paid(reform, year.number) - books
        assert sum(company_to_pocket(reform, year.number).parts.values()) == company_to_pocket(reform, year.number).pool


def test_yearly_parts_of_monthly_elements_are_wages_and_it_says_so():
    mixed = settle(simulate(case("printer-maker").scenarios["ranking"]))
    assert not mixed.bonus.any() and any("yearly part" in sentence for sentence in mixed.assumed())
    assert not any("yearly part" in sentence for sentence in settle(simulate(small())).assumed())


def test_prolonged_is_what_holds_as_long_as_it_holds():
    settled = settle(simulate(small(region="cn-shanghai")))
    for place in range(len(settled.gross)):
        person = _Person.of(settled, place)
        assert person.contributed(80_000_00)[1] > 0
        assert person.tax_on_bonus_prolonged(80_000_00) == person.tax_on_bonus(80_000_00)
