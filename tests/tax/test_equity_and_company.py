"""Equity both ways, platforms both readings, company tax with its cliff, dividends, minimum wage."""

from datetime import date

import pytest

from engine.law.company_tax import company_tax, reserve_due
from engine.rules.rule import rule_named

DAY = date(2026, 12, 31)


def equity(**given):
    return rule_named("equity_tax").compute(given)


def test_grants_of_a_year_are_added_together():
    first = equity(kind="listed_option", shares=10_000, strike=10, price=35)
    second = equity(kind="listed_option", shares=10_000, strike=10, price=35, granted_before=250_000)
    assert first["tax"] + second["tax"] == equity(kind="listed_option", shares=20_000, strike=10, price=35)["tax"] == 97_080


def test_restricted_stock_and_appreciation_rights():
    """(20 + 30) ÷ 2 × 4,000 − 100,000 × 4,000 ÷ 10,000 = 60,000; 10% − 2,520."""
    result = equity(kind="listed_restricted", shares=4_000, total_shares=10_000, registered_price=20, price=30, paid=100_000)
    assert (result["income"], result["tax"], result["instalment_months"]) == (60_000, 3_480, 36)
    right = equity(kind="listed_sar", shares=1_000, strike=10, price=46)
    assert (right["income"], right["tax"], right["net"]) == (36_000, 1_080, 34_920)
    assert equity(kind="listed_option", shares=1_000, strike=50, price=46)["tax"] == 0
    assert equity(kind="listed_option", shares=1, strike=1, price=2, year=2028)["instalment_months"] == 0


def test_deferral_is_not_always_cheaper():
    """36,000 of discount costs 3% on receipt, 20% when deferred; a large discount is the other way round."""
    small = equity(kind="unlisted_deferred", shares=10_000, strike=1, price=4.6, sale_price=10)
    assert (small["deferred_tax"], small["receipt_tax"], small["later_tax"]) == (18_000, 1_080, 10_800)
    assert (small["tax"], small["better"]) == (18_000, "unlisted")
    large = equity(kind="unlisted", shares=1_000_000, strike=1, price=4.6, sale_price=10)
    assert large["better"] == "unlisted_deferred" and large["deferred_tax"] == 1_800_000 < large["tax"]
    assert large["immediate_tax"] == large["receipt_tax"] + large["later_tax"] == large["tax"]


def test_after_2027_equity_warns_and_has_the_merged_result_beside():
    result = equity(kind="listed_option", shares=20_000, strike=10, price=35, salary_taxable=144_000, year=2028)
    assert result["tax"] == 97_080
    assert result["merged_tax"] == 644_000 * 0.30 - 52_920 - 11_880  # 14,400 − 2,520 is what wages pay already
    assert len(result["findings"]) == 2 and "2027-12-31" in result["findings"][0]
    assert equity(kind="phantom", amount=1, year=2028)["findings"] == []


def test_both_readings_of_a_platform():
    result = equity(kind="lp_gain", amount=1_000_000)
    assert (result["business_tax"], result["flat_tax"], result["tax"]) == (284_500, 200_000, 284_500)
    assert equity(kind="lp_gain", amount=1_000_000, reading="flat")["tax"] == 200_000
    assert equity(kind="lp_gain", amount=405_000)["business_tax"] == equity(kind="lp_gain", amount=405_000)["flat_tax"]
    assert equity(kind="lp_gain", amount=90_000, has_wages=False)["tax"] == 1_500
    assert result["assumed"]


@pytest.mark.parametrize(("months", "tax"), [(1, 200), (2, 100), (12, 100), (13, 0)])
def test_dividends_of_listed_shares(months, tax):
    assert equity(kind="listed_dividend", amount=1_000, held_months=months)["tax"] == tax


@pytest.mark.parametrize("kind", ["dividend", "lp_dividend", "lp_share"])
def test_flat_20(kind):
    assert (equity(kind=kind, amount=1_000)["tax"], equity(kind=kind, amount=1_000)["net"]) == (200, 800)


def company(**given):
    return rule_named("company_income_tax").compute(given)


def test_the_cliff_of_small_profit():
    assert company(profit=3_000_000, kind="small")["tax"] == 150_000
    past = company(profit=3_000_001, kind="small")
    assert past["tax"] == 750_000.25 and "599,999.25" in past["findings"][0]
    assert company(profit=3_800_000, kind="small")["findings"] == []
    assert company(profit=1_000_000, kind="small", staff=301)["tax"] == 250_000
    assert company(profit=1_000_000, kind="small", staff=300, assets=50_000_000)["tax"] == 50_000
    assert company(profit=1_000_000, kind="small", assets=50_000_000.01)["tax"] == 250_000
    assert company(profit=1_000_000, kind="high_tech")["tax"] == 150_000
    assert company(profit=-5, kind="standard")["tax"] == 0


def test_after_2027_small_profit_warns():
    result = company(profit=1_000_000, kind="small", year=2028)
    assert result["without_relief"] == 250_000 and result["findings"]
    assert "without_relief" not in company(profit=1_000_000, kind="small")


def test_the_reserve_fills_to_half_of_the_capital():
    assert reserve_due(1_000, 0, None, DAY) == 100
    assert [reserve_due(1_000, held, 400, DAY) for held in (0, 100, 150, 200, 300)] == [100, 100, 50, 0, 0]
    assert reserve_due(-5, 0, 100, DAY) == 0
    assert company(profit=1_000_000, capital=1_000_000, reserve_held=450_000)["reserve"] == 50_000


@pytest.mark.parametrize("profit", [-500, 0, 1, 99, 300_000_000, 300_000_001, 500_000_000])
@pytest.mark.parametrize("tax", [company_tax(kind, 0, 10, None, DAY) for kind in ("standard", "high_tech", "small")])
def test_the_profit_before_tax_is_found_again(tax, profit):
    net = profit - tax.tax(profit)
    again = tax.before(net)
    assert abs(again - tax.tax(again) - net) <= 1


@pytest.mark.parametrize(("rate", "burden"), [(0.25, 0.40), (0.15, 0.32), (0.05, 0.24)])
def test_the_dividend_chain(rate, burden):
    result = rule_named("dividend_chain").compute({"pre_tax_profit": 100_000, "company_rate": rate})
    assert result["burden"] == burden and result["net"] == 100_000 * (1 - burden)
    kept = rule_named("dividend_chain").compute({"pre_tax_profit": 100_000, "company_rate": rate, "reserve": True})
    assert kept["company_tax"] + kept["kept"] + kept["dividend_tax"] + kept["net"] == 100_000


def wage(**given):
    return rule_named("minimum_wage").compute(given)


def test_minimum_wages_by_date_and_place():
    assert wage(region="cn-shenzhen", month="2026-08", base=2_000)["top_up"] == 520
    assert wage(region="cn-shenzhen", month="2026-09", base=2_000)["top_up"] == 700
    assert wage(region="cn-shenzhen", month="2026-09", base=2_700)["top_up"] == 0
    assert wage(region="cn-shenzhen", month="2026-09", base=2_700, commission=100, not_counted=200)["top_up"] == 100
    assert wage(region="cn-beijing", month="2026-09", base=2_500)["top_up"] == 40
    early = wage(region="cn-guangzhou", month="2026-08", base=2_700)
    assert early["top_up"] == 0 and "begin with" in early["findings"][0]


def test_in_shanghai_the_own_contributions_come_on_top():
    """Floor 7,546 × 10.5% = 792.33 and 7% of 3,000 = 210 of the fund: at least 2,740 + 1,002.33."""
    result = wage(region="cn-shanghai", month="2026-09", base=3_000)
    assert (result["own_contributions"], result["required"], result["top_up"]) == (1_002.33, 3_742.33, 742.33)


def test_family_deductions():
    result = rule_named("additional_deductions").compute({"children": 1, "elderly_alone": True, "rent": "large",
                                                          "illness": 100_000, "certificate": True})
    assert (result["month"], result["at_settlement"], result["year"]) == (6_500, 83_600, 161_600)
