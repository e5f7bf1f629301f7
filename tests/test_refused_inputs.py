"""What no company can have, or what says too little to compute: refused in a sentence, never computed as a zero."""

import pytest

from engine.base.problem import InputError
from engine.files.cases import load
from engine.rules.rule import rule_named
from tests.small import EXAMPLE

RESTRICTED = {"kind": "listed_restricted", "shares": 10, "price": 20}
HALVES = [{"after": 1, "part": 0.5}, {"after": 2, "part": 0.5}]
HELD = {"founder": 700, "team": 300}


@pytest.mark.parametrize(("rule", "given", "says"), [
    ("dividend_per_share", {"distributed": 100, "shares": 0, "held": 5}, "5 shares held are more than the 0"),
    ("excess_profit_share", {"actual": 1_500_000}, "^target: this entry is missing"),
    ("excess_profit_layers", {"actual": 2, "history": [1, 1, 1], "baseline": 1}, "^baseline: give either"),
    ("post_value_dividend", {"profit": 1, "factors": {"a": [1, 1, 1]}}, "there are 3 entries; at least 4 are needed"),
    ("post_value_dividend", {"profit": 1, "factors": {"a": [1] * 7}}, "there are more than 6 entries"),
    ("take_home", {"monthly_gross": [1] * 13}, "^monthly_gross: there are more than 12 entries"),
    ("coefficient_shares", {"total_shares": 100, "coefficients": {"a": 0, "b": 0}}, "every coefficient is zero"),
    ("coefficient_shares", {"total_shares": 100, "coefficients": {"pool": 1, "b": 1}}, "“pool” is what is divided"),
    ("funding_round", {"holders": HELD, "investment": 10}, "^pre_money: without a profit"),
    ("funding_round", {"holders": {"price": 5}, "pre_money": 10, "investment": 10}, "“price” is what a result is called"),
    ("funding_round", {"holders": HELD, "pre_money": 10, "investor": "new_shares"}, "“new_shares” is what a result is called"),
    ("growth_targets", {"base": 100, "growth_over_base": [0.1], "compound": 0.18}, "^compound: give either"),
    ("option_plan", {"granted": 10, "strike": 1, "price": 2, "tranches": HALVES, "met": [True]}, "^met: 1 tranches"),
    ("option_plan", {"granted": 10, "strike": 1, "price": 2, "tranches": HALVES, "met": [True] * 3}, "^met: 3 tranches"),
    ("share_buy_back", {"holder_shares": 10, "total_shares": 5, "value": 100}, "10 shares held are more than the 5"),
    ("share_buy_back", {"holder_shares": 10, "total_shares": 10, "value": 100, "part": 1.0}, "^part: a company cannot buy back"),
    ("cash_purchase", {"dividends": [100]}, "^valuation: this entry is missing"),
    ("exit_price", {"plan": "store", "stake": 0.1}, "^valuation: this entry is missing"),
    ("exit_price", {"plan": "small_wet", "stake": 0.1}, "^paid_in: this entry is missing"),
    ("exit_price", {"plan": "subsidiary", "stake": 0.1, "valuation": 1e7}, "^registered_capital: this entry is missing"),
    ("exit_price", {"plan": "gift", "stake": 0.1, "agreement": "fixed"}, "^fixed_price: this entry is missing"),
    ("equity_tax", {"kind": "listed_option", "shares": 100, "strike": 10}, "^price: this entry is missing"),
    ("equity_tax", RESTRICTED, "^registered_price: this entry is missing"),
    ("equity_tax", {"kind": "phantom"}, "^amount: this entry is missing"),
    ("equity_tax", {"kind": "listed_dividend", "amount": 100}, "^held_months: this entry is missing"),
    ("gift_purchase", {"valuation": 5e8, "interest": 0.043501}, "interest of 4.3501% is above the 4.35%"),
    ("gift_purchase", {"valuation": 5e8, "loan": 1_500_000.01}, "1,500,000.01 is too much .* at most ¥1,500,000.00"),
    ("succession", {"newcomer": 0.3626}, "would keep 50.992% .* floor of 51.0%"),
    ("expansion_stakes", {"opener_of_opener": 0.090001}, r"keep 50.9999%.*9.0001%\) are together 0.0001% too much"),
    ("post_value_dividend", {"profit": 1, "factors": {"a": [1.300001, 1, 1, 1]}}, "“1.300001” is out of range"),
    ("option_plan", {"granted": 10, "strike": 1, "price": 2, "tranches": [{"after": 1, "part": 0.5}, {"after": 2, "part": 0.500001}]},
     "come to 100.0001%, 0.0001% more"),
    ("option_expense", {"cost": 100, "split": [0.5, 0.500001]}, r"sums to 100.0001%.*by -0.0001%"),
    ("gift_purchase", {"valuation": 5e8, "purchased": 0.499999}, "50.0001% would be given and only 49.9999% bought"),
    ("equity_tax", {"kind": "unlisted_deferred", "shares": 10, "strike": 1}, "^sale_price: this entry is missing"),
    ("minimum_wage", {"region": "none", "month": "2026-09", "base": 1}, "take another region"),
    ("option_strike", {"valuation": 10_000_000_000_000.01, "stake": 0.1}, "“10000000000000.01” is out of range"),
])
def test_is_refused(rule, given, says):
    with pytest.raises(InputError, match=says):
        rule_named(rule).compute(given)


def test_an_exit_price_needs_only_what_it_is_counted_from():
    compute = rule_named("exit_price").compute
    assert compute({"plan": "option", "stake": 0.1})["paid"] == 0
    assert compute({"plan": "car_care", "stake": 0.2, "years_held": 0})["paid"] == 0
    assert compute({"plan": "car_care", "stake": 0.2, "valuation": 40_000, "years_held": 1})["paid"] == 8_000


def test_the_whole_burden_is_on_the_whole_profit():
    result = rule_named("dividend_chain").compute({"pre_tax_profit": 100_000, "company_rate": 0.25, "reserve": True})
    assert (result["kept"], result["net"], result["burden"]) == (7_500, 54_000, 0.385)


def test_a_stake_cut_below_its_lower_end_is_listed():
    result = rule_named("store_share_plan").compute({
        "investment": 40_000, "ranges": [{"post": "head", "low": 0.3, "high": 0.3}],
        "subscribers": [{"name": name, "post": "head", "amount": 12_000} for name in ("h", "g")]})
    assert result["holders"] == {"h": 0.2, "g": 0.2} and result["below_range"] == ["h", "g"]


@pytest.mark.parametrize("number", [10**18, 10**20, 10**22, 10**26, 10**29, 10**30, 10**40, 1e25, 1e300])
@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(("rule", "key"), [("coefficient_shares", "total_shares"), ("coefficient_shares", "ratio"),
                                           ("valuation", "profit"), ("valuation", "multiple"), ("succession", "heads_failed")])
def test_a_number_of_any_size_is_refused_in_a_sentence(rule, key, number, sign):
    with pytest.raises(InputError, match=f"^{key}: "):
        rule_named(rule).compute({**rule_named(rule).example, key: sign * number})


@pytest.mark.parametrize("rule", ["gift_purchase", "cash_purchase", "option_plan"])
def test_shares_given_to_oneself_are_refused(rule):
    with pytest.raises(InputError, match="“founder” would give shares to itself"):
        rule_named(rule).compute({**rule_named(rule).example, "giver": "founder", "holder": "founder"})


def test_facts_are_no_change_of_the_plan():
    with pytest.raises(InputError, match=r"^company\.money\.revenue: facts of the company are not changed this way"):
        load(EXAMPLE).today.reformed({"company.money.revenue": 1})


def test_deferred_equity_needs_no_fair_price():
    compute = rule_named("equity_tax").compute
    result = compute({"kind": "unlisted_deferred", "shares": 10_000, "strike": 1, "sale_price": 10})
    assert (result["income"], result["tax"]) == (90_000, 18_000) and "better" not in result
    both = compute({"kind": "unlisted_deferred", "shares": 10_000, "strike": 1, "price": 4.6, "sale_price": 10})
    assert (both["tax"], both["immediate_tax"], both["better"]) == (18_000, 11_880, "unlisted")


def test_a_stated_rate_of_company_tax_is_not_passed_over():
    compute = rule_named("company_income_tax").compute
    assert compute({"profit": 100, "rate": 0.15})["tax"] == 15
    assert compute({"profit": 100})["tax"] == 25


@pytest.mark.parametrize(("month", "said"), [("2026-11", 0), ("2026-12", 1), ("2030-01", 1)])
def test_a_minimum_wage_of_later_months_may_be_out_of_date(month, said):
    found = rule_named("minimum_wage").compute({"region": "cn-shanghai", "month": month, "base": 3_000})["findings"]
    assert len(found) == said
