"""The annual bonus: the published table of cliffs, both ways, and that only the cliffs make net fall."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.law.bonus import cliff_at, cliffs, lost_at_cliff, merged, separate_tax, separate_together
from engine.rules.rule import rule_named

DAY = date(2026, 12, 31)

TABLE = [(36_000, 1_080.00, 34_920.00, 3_390.10, 38_566.67), (144_000, 14_190.00, 129_810.00, 27_390.20, 160_500.00),
         (300_000, 58_590.00, 241_410.00, 72_340.25, 318_333.33), (420_000, 102_340.00, 317_660.00, 121_590.30, 447_500.00),
         (660_000, 193_590.00, 466_410.00, 223_840.35, 706_538.46),
         (960_000, 328_840.00, 631_160.00, 416_840.45, 1_120_000.00)]
LOSSES = [2_309.10, 13_199.20, 13_749.25, 19_249.30, 30_249.35, 87_999.45]


@pytest.mark.parametrize(("row", "loss"), list(zip(TABLE, LOSSES, strict=True)), ids=[str(row[0]) for row in TABLE])
def test_the_table_of_cliffs(row, loss):
    bound, tax, net, past, back = row
    cliff = next(each for each in cliffs(DAY) if each.bound == bound * 100)
    assert (cliff.tax, cliff.net, cliff.back_at) == tuple(round(100 * each) for each in (tax, net, back))
    one_more = np.array([100 * (bound + 1)])
    assert separate_tax(one_more, DAY)[0] == round(100 * past)
    assert lost_at_cliff(one_more, DAY)[0] == round(100 * (net - (bound + 1 - past))) == round(100 * loss)


def test_no_cliff_at_the_bound_nor_where_the_net_is_back():
    for cliff in cliffs(DAY):
        assert cliff_at(np.array([cliff.bound, cliff.bound + 1, cliff.back_at - 1, cliff.back_at]), DAY).tolist() == [
            -1, cliffs(DAY).index(cliff), cliffs(DAY).index(cliff), -1]


@given(st.integers(0, 200_000_000), st.integers(1, 20_000_000))
def test_net_falls_only_over_a_cliff(bonus, more):
    both = np.array([bonus, bonus + more])
    lower, higher = (both - separate_tax(both, DAY)).tolist()
    if higher < lower:
        assert cliff_at(both, DAY)[1] >= 0
    assert lost_at_cliff(both, DAY).min() >= 0


def test_nothing_and_a_fen():
    assert separate_tax(np.array([0, 1, 16, 17, 50, -5]), DAY).tolist() == [0, 0, 0, 1, 2, 0]


@given(st.integers(-10_000_000, 100_000_000), st.integers(0, 200_000_000))
def test_both_ways_against_one_another(taxable, bonus):
    apart, together = (int(way(np.array([taxable]), np.array([bonus]), DAY)[0]) for way in (separate_together, merged))
    result = rule_named("annual_bonus_choice").compute({"salary_taxable": taxable / 100, "bonus": bonus / 100})
    assert result["separate"] == apart / 100 and result["merged"] == together / 100
    assert result["better"] == ("separate" if apart <= together else "merged")


def test_low_wages_are_better_merged():
    """Allowances not used up by wages are used by the bonus only when it is merged."""
    result = rule_named("annual_bonus_choice").compute({"salary_taxable": -30_000, "bonus": 30_000})
    assert (result["separate"], result["merged"], result["better"]) == (900, 0, "merged")


def test_after_2027_the_merged_result_applies_and_it_says_so():
    given_ = {"salary_taxable": 100_000, "bonus": 100_000}
    choice = rule_named("annual_bonus_choice")
    assert choice.compute({**given_, "year": 2027})["in_force"] == "separate"
    later = choice.compute({**given_, "year": 2028})
    assert (later["separate"], later["merged"], later["in_force"]) == (17_270, 23_080, "merged")
    assert any("2027-12-31" in finding for finding in later["findings"])
    assert not choice.compute(given_)["findings"]


def test_the_amount_that_avoids_a_cliff():
    past = rule_named("annual_bonus_tax").compute({"bonus": 38_566.66})
    assert (past["pay_instead"], past["loss"], past["back_at"]) == (36_000, 0.01, 38_566.67)
    assert rule_named("annual_bonus_tax").compute({"bonus": 38_566.67})["pay_instead"] is None


def test_the_separate_rule_has_the_merged_result_beside():
    late = rule_named("annual_bonus_tax").compute({"bonus": 36_000, "salary_taxable": 144_000, "year": 2028})
    assert (late["tax"], late["merged"]) == (1_080, 7_200) and late["findings"]
