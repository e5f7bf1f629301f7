"""Contributions: the notices' amounts, floor and cap, rounding, months, leavers."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base.problem import InputError
from engine.law.contributions import average_month, contributions, held_all_year
from engine.law.region import KINDS, region_from, region_named, region_text
from engine.rules.rule import rule_named
from tests.small import half_up

SHANGHAI = region_named("cn-shanghai-2026").versions[0]


@pytest.mark.parametrize(("rate", "low", "high"), [(0.07, 384, 5_282), (0.05, 274, 3_774)])
def test_the_published_limits_of_the_housing_fund(rate, low, high):
    for base, both in ((0, low), (1_000_000, high)):
        given_ = {"region": "cn-shanghai-2026", "monthly_gross": [base], "housing_fund": rate}
        assert rule_named("take_home").compute(given_)["fund_credited_year"] == both


@given(st.integers(0, 10_000_000))
def test_every_kind_is_base_times_rate_half_up(base):
    held = held_all_year(SHANGHAI, np.array([base])).stretches[0]
    for side in ("employer", "employee"):
        for kind in KINDS:
            limits = SHANGHAI.fund_base if kind == "fund" else SHANGHAI.insurance_base
            exact = Fraction(min(max(base, round(limits.low * 100)), round(limits.high * 100)))
            exact *= Fraction(str(getattr(SHANGHAI, side).of(kind)))
            assert held.of(side)[kind][0] == (100 * half_up(exact / 100) if kind == "fund" else half_up(exact))


def test_halves_go_up():
    """0.5% of 5,011 is 25.055, so 25.06; 7% of 2,750 is 192.50 of the fund, so 193."""
    held = held_all_year(region_named("demo-city").versions[0], np.array([501_100])).stretches[0]
    assert held.employee["unemployment"][0] == 25_06
    assert held_all_year(SHANGHAI, np.array([275_000])).stretches[0].employee["fund"][0] == 193_00


def test_months_take_their_version_and_from_july_the_newer_base():
    both = contributions(region_named("cn-shanghai"), 2026, np.array([1_000_000]), np.array([2_000_000]))
    months = both.employee_months[:, 0].tolist()
    assert months == [1_750_00] * 6 + [3_500_00] * 6
    floor = contributions(region_named("cn-shanghai"), 2026, np.array([0]), np.array([0])).months("employee", ["pension"])
    assert floor[:, 0].tolist() == [596_80] * 6 + [603_68] * 6  # 8% of 7,460 and of 7,546
    assert both.insurance("employee")[0] + both.year("employee", "fund")[0] == sum(months)
    assert sum(each[0] for each in both.by_kind("employee").values()) == sum(months)


def test_who_has_left_pays_no_more():
    there = np.arange(12)[:, None] < np.array([12, 5, 0])
    both = contributions(region_named("demo-city"), 2026, *[np.full(3, 1_000_000)] * 2, there)
    employer = both.employer_months
    assert (employer[:, 0] > 0).sum() == 12 and (employer[:, 1] > 0).sum() == 5 and not employer[:, 2].any()
    assert employer.sum(axis=0).tolist() == sum(both.by_kind("employer").values()).tolist()


def test_no_region_no_contributions():
    both = contributions(region_named("none"), 2026, np.array([5]), np.array([5]))
    assert not both.employer_months.any() and both.by_kind("employee") == {}


def test_the_average_month():
    assert average_month(np.array([100, 7, -7]), 12).tolist() == [8, 1, -1]
    assert average_month(np.array([100, 100, 100]), np.array([12, 3, 0])).tolist() == [8, 33, 0]
    assert average_month(np.array([6, -6])).tolist() == [1, -1]


def test_the_demo_city_is_as_invented():
    result = rule_named("take_home").compute({"region": "demo-city", "monthly_gross": [10_000] * 12})
    assert result["employee_contributions_month"] == 800 + 200 + 50 + 800
    assert result["employer_contributions_month"] == 1_600 + 800 + 50 + 50 + 40 + 800
    assert "invented" in result["assumed"][0]


def test_take_home_of_nothing_and_of_a_negative_month():
    take_home = rule_named("take_home")
    nothing = take_home.compute({"monthly_gross": [0] * 12})
    assert (nothing["tax_year"], nothing["net_year"], nothing["refund"]) == (0, 0, 0)
    fen = take_home.compute({"monthly_gross": [5_000.01, 0.01]})
    assert fen["tax_months"] == [0, 0]
    clawed = take_home.compute({"monthly_gross": [20_000, -5_000, 20_000] + [0] * 9})
    assert clawed["tax_months"] == [450, 0, 150] + [0] * 9  # 15,000; 5,000; 20,000 taxable so far
    assert (clawed["annual_tax"], clawed["refund"]) == (0, 600)


def test_a_region_without_figures_is_refused_in_a_sentence():
    with pytest.raises(InputError, match="no contribution figures for cn-shenzhen"):
        rule_named("take_home").compute({"region": "cn-shenzhen", "monthly_gross": [10_000]})
    direct = rule_named("take_home").compute({"region": "cn-shenzhen", "monthly_gross": [10_000], "deductions_month": 1_000})
    assert direct["tax_year"] == 120


def test_an_insurance_may_have_bounds_of_its_own():
    own = region_from(region_text(region_named("demo-city")).replace(
        "  employer:", "  other_bases: {medical: {low: 6000, high: 8000}}\n  employer:", 1))
    held = held_all_year(own.versions[0], np.array([300_000, 2_000_000])).stretches[0]
    assert held.employee["medical"].tolist() == [120_00, 160_00] and held.employee["pension"].tolist() == [400_00, 1_600_00]
    with pytest.raises(InputError, match="“medcal” is no insurance; give bounds to some of: pension, medical"):
        region_from(region_text(own).replace("medical:\n      low", "medcal:\n      low"))


def test_axes_in_front_do_not_touch_one_another():
    region, bases = region_named("cn-shanghai"), np.array([[1_000_000, 0, 700_000], [0, 2_000_000, 9_000_000]])
    there = np.arange(12)[:, None] < np.array([12, 5, 0])
    for who in (None, there, np.stack([there, ~there])):
        both = contributions(region, 2026, bases, 2 * bases, who)
        for i, base in enumerate(bases):
            alone = contributions(region, 2026, base, 2 * base, who[i] if who is not None and who.ndim == 3 else who)
            assert both.employee_months[i].tolist() == alone.employee_months.tolist()
            assert both.fund_credited[i].tolist() == alone.fund_credited.tolist()
            assert both.insurance("employer")[i].tolist() == alone.insurance("employer").tolist()
    mixed = contributions(region, 2026, bases[0], bases)  # the books' bases are one course, last year's may be several
    assert mixed.employee_months[1].tolist() == contributions(region, 2026, *bases).employee_months.tolist()
