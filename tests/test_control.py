"""Control lines by exact fractions, limits on numbers of holders, and what a plan crosses."""

from fractions import Fraction as F
from types import SimpleNamespace

import numpy as np
import pytest

from engine.answers.cap_table.control import (
    LINES,
    alerts,
    fallen_below,
    head_counts,
    lines_of,
    position,
    seats,
)
from engine.answers.compare import compare
from engine.answers.verdict import verdict
from engine.base.parameter import Text
from engine.company.captable import CapTable, Grants, ShareLine
from engine.run.simulate import opening_table, simulate
from tests.small import company, scenario

NAME = Text("某", "It")


@pytest.mark.parametrize(("part", "llc", "jsc"), [
    (F(2, 3), "two_thirds", "two_thirds"), (F(2, 3) - F(1, 10**9), "half", "half"), (F(67, 100), "two_thirds", "two_thirds"),
    (F(666_666, 1_000_000), "half", "half"), (F(1, 2), "third", "third"), (F(1, 2) + F(1, 10**9), "half", "half"),
    (F(1, 3), "tenth", "tenth"), (F(1, 3) + F(1, 10**9), "third", "third"), (F(1, 10), "tenth", "tenth"),
    (F(99, 1000), None, "books"), (F(3, 100), None, "books"), (F(1, 100), None, "motion"), (F(99, 10_000), None, None),
    (F(0), None, None), (F(1), "two_thirds", "two_thirds")])
def test_the_lines_are_exact_fractions(part, llc, jsc):
    for form, wanted in (("llc", llc), ("jsc", jsc)):
        found = position(part, form)
        assert (found[0].key if found else None) == wanted


def test_a_listed_company_has_two_lines_more():
    keys = [line.key for line, _ in lines_of("jsc", True)]
    assert keys == ["two_thirds", "half", "third", "tender", "tenth", "disclosure", "books", "motion"]
    assert "tender" not in [line.key for line, _ in lines_of("jsc")]
    assert [line.bound for line in LINES] == sorted((line.bound for line in LINES), reverse=True)
    for line in LINES:
        for means in line.means.values():
            assert "《" in means.zh and "aw, art" in means.en


def test_forms_differ_in_what_a_line_means():
    llc, jsc = (lines_of(form)[0][1].en for form in ("llc", "jsc"))
    assert "of all votes" in llc and "art. 66" in llc
    assert "votes present" in jsc and "art. 116" in jsc


def test_fallen_below():
    assert [line.key for line in fallen_below(F(7, 10), F(1, 2), "llc")] == ["two_thirds", "half"]
    assert fallen_below(F(2, 3), F(2, 3), "llc") == fallen_below(F(1, 2), F(7, 10), "llc") == []


def with_rounds(of=None, form="llc", **rounds):
    equity = {name: {"rule": "funding_round", "pre_money": 3_000_000, **each} for name, each in rounds.items()}
    return simulate(scenario(of=of or company(form=form), equity=equity))


def test_a_round_that_takes_two_thirds_is_told_with_what_would_mend_it():
    """70% of a million shares; 0.5m at 3m is 166,666 new ones: 60%. To keep two thirds, all may be at most 1,050,000."""
    outcome = with_rounds(seed={"year": 2, "investment": 500_000})
    (alert,) = alerts(outcome)
    assert (alert.year, alert.line, alert.bad) == (2, "two_thirds", True)
    assert alert.what == "your votes fall below two thirds: from 70.00% to 60.00%"
    assert "art. 66" in alert.means
    assert alert.mend == "act in concert with Investors: together 74.29% of the votes"
    assert verdict(compare(simulate(scenario()), outcome)).endswith(
        "your stake goes from 70.0% to 60.0% by year 3, and your votes fall below two thirds.")


def test_the_largest_issue_that_keeps_the_line_is_exact():
    """With the new investor of 1 share, nobody's votes suffice but the issue can be smaller."""
    holders = {"founder": {"zh": "甲", "en": "A", "kind": "founder", "shares": 700},
               **{f"h{i}": {"zh": "乙", "en": "B", "kind": "investor", "shares": 10} for i in range(30)}}
    outcome = with_rounds(company(cap_table=holders), a={"year": 1, "investment": 100_000, "investor": "x"},
                          b={"year": 1, "investment": 100_000, "investor": "y"},
                          c={"year": 1, "investment": 2_000_000, "investor": "z"})
    falls = next(alert for alert in alerts(outcome) if alert.line == "two_thirds")
    new = outcome.year(1).cap_table.total - 1000
    assert f"instead of {new:,}" in falls.mend or "in concert with z" in falls.mend


def test_an_investor_who_gets_a_blocking_third_is_named():
    outcome = with_rounds(big={"year": 1, "investment": 1_600_000, "investor": "Fund"})
    found = {alert.line: alert.what for alert in alerts(outcome)}
    assert found["third"].startswith("Fund reaches one third of the votes: from 0.00%")
    assert "half" in found and "two_thirds" in found


def test_exactly_two_thirds_is_kept():
    """700,000 of 1,050,000."""
    assert alerts(with_rounds(seed={"year": 1, "investment": 150_000})) == []
    (alert,) = alerts(with_rounds(seed={"year": 1, "investment": 150_003}))
    assert alert.line == "two_thirds"


def test_small_lines_matter_in_a_joint_stock_company():
    holders = {"founder": {"zh": "甲", "en": "A", "kind": "founder", "shares": 30},
               "rest": {"zh": "乙", "en": "B", "kind": "investor", "shares": 970}}
    for form, keys in (("llc", set()), ("jsc", {"books"})):
        outcome = with_rounds(company(cap_table=holders, form=form), seed={"year": 1, "investment": 300_000})
        assert {alert.line for alert in alerts(outcome)} == keys


@pytest.mark.parametrize(("line", "mine", "most"), [
    ("two_thirds", 667_000, 500), ("half", 501_000, 1_999), ("third", 334_000, 1_999), ("tenth", 100_100, 1_000)])
def test_the_most_new_shares_that_keep_the_owner_on_a_line(line, mine, most):
    """Of a million shares the others have 1,000 each. Two thirds and a tenth are kept when exactly reached; half and a
    third must be exceeded, so one share in 1,002,000 decides."""
    others = {f"h{i}": 1_000 for i in range((1_000_000 - mine) // 1_000)}
    rest = {"rest": 1_000_000 - mine - sum(others.values())}
    before = held(founder=mine, **others, **rest)
    after = held(founder=mine, **others, **rest, **{f"new{i}": 1_000 for i in range(20)})
    year = SimpleNamespace(number=1, cap_table=after, events=())
    outcome = SimpleNamespace(scenario=scenario(), opening=before, years=(year,))
    (mend,) = [alert.mend for alert in alerts(outcome) if alert.line == line]
    assert mend == f"issue at most {most:,} new shares in that year instead of 20,000"
    reached = {each.key: each for each in LINES}[line].reached
    assert reached(F(mine, 1_000_000 + most)) and not reached(F(mine, 1_000_001 + most))


# ---------------------------------------------------------------- numbers of holders

def held(**lines):
    return CapTable({key: each if isinstance(each, ShareLine) else ShareLine("founder", NAME, each) for key, each in lines.items()})


def fits(table, form="llc"):
    return {count.key: (count.number, count.fits) for count in head_counts(table, form)}


def test_fifty_shareholders_and_one_more():
    fifty = {f"h{i}": 1 for i in range(50)}
    assert fits(held(**fifty)) == {"company": (50, True)}
    assert fits(held(**fifty, one_more=1)) == {"company": (51, False)}
    assert fits(held(**fifty, none=0)) == {"company": (50, True)}


def test_fifty_partners_and_one_more():
    for number, fine in ((1, False), (2, True), (50, True), (51, False)):
        table = held(a=1, lp=ShareLine("employees", NAME, 1, partners=number))
        assert fits(table)["lp"] == (number, fine)
    (count,) = [each for each in head_counts(held(lp=ShareLine("employees", NAME, 1, partners=51)), "llc") if each.key == "lp"]
    assert count.advice.startswith("divide them among 2 partnerships")


def test_partners_are_the_people_it_holds_for_and_the_general_partner():
    held_for = np.array([1] * 50 + [0] * 5)
    table = CapTable({"lp": ShareLine("employees", NAME, 50, votes_by="a")}, {"lp": held_for})
    assert fits(table)["lp"] == (51, False)
    assert fits(CapTable({"lp": ShareLine("employees", NAME, 50)}, {"lp": held_for}))["lp"] == (50, True)


def test_staff_of_a_listed_company_hold_in_their_own_names_unless_somebody_votes_for_them():
    many = np.ones(60, dtype=np.int64)
    for voter, keys in (("", set()), ("a", {"lp"})):
        table = CapTable({"a": ShareLine("founder", NAME, 40), "lp": ShareLine("employees", NAME, 60, votes_by=voter),
                          "public": ShareLine("public", NAME, 100)}, {"lp": many})
        assert {count.key for count in head_counts(table, "jsc") if not count.fits} == keys


def test_two_hundred_holders_of_a_joint_stock_company():
    many = {f"h{i}": 1 for i in range(200)}
    assert fits(held(**many), "jsc")["company"] == (200, True)
    assert fits(held(**many, more=1), "jsc")["company"] == (201, False)
    assert fits(held(**many, public=ShareLine("public", NAME, 1)), "jsc") == {}
    behind = held(a=1, b=ShareLine("contributors", NAME, 1, partners=40), c=ShareLine("employees", NAME, 1, partners=50))
    assert fits(behind, "jsc")["public"] == (42, True)


def test_too_many_people_in_the_employees_line_is_an_alert_of_its_year():
    rows = [f"S{i},sales,seller,north,,5000,5,90,1,100,1200000,1000000" for i in range(51)]
    outcome = simulate(scenario(rows=rows, equity={"team": {"rule": "coefficient_shares", "year": 2, "ratio": 0.01}}))
    (alert,) = [alert for alert in alerts(outcome) if alert.line == "count"]
    assert (alert.year, alert.what) == (2, "Partners of Employees: 51, allowed 2 to 50")


def test_what_is_so_today_is_year_zero():
    holders = {"founder": {"zh": "甲", "en": "A", "kind": "founder", "shares": 900},
               "lp": {"zh": "乙", "en": "B", "kind": "employees", "shares": 100, "partners": 60}}
    (alert,) = alerts(simulate(scenario(of=company(cap_table=holders))))
    assert (alert.year, alert.line) == (0, "count")


# ---------------------------------------------------------------- listing

def listed(founder, holding, form="jsc", **more):
    holders = {"founder": {"zh": "甲", "en": "A", "kind": "founder", "shares": founder},
               "holding": {"zh": "乙", "en": "B", "kind": "holding", "shares": holding, "owners": {"founder": 0.5}},
               "others": {"zh": "丙", "en": "C", "kind": "investor", "shares": 1_000_000 - founder - holding}}
    return [alert for alert in alerts(simulate(scenario(
        of=company(cap_table=holders, form=form), equity={"ipo": {
            "rule": "funding_round", "year": 1, "pre_money": 8_000_000, "investment": 2_000_000, "investor": "public",
            "kind": "public", **more}}))) if alert.line in ("listing", "form")]


def test_the_founder_keeps_a_tenth_at_the_listing():
    assert listed(125_000, 400_000) == []
    (alert,) = listed(124_999, 400_000)
    assert "held in person, less than 10%" in alert.what
    assert alert.mend == "keep 1 more shares in person"


def test_the_holding_company_keeps_25_to_51_percent_at_the_listing():
    assert listed(130_000, 312_500) == []
    (alert,) = listed(130_000, 312_499)
    assert "between 25% and 51%" in alert.what


def test_the_public_cannot_hold_an_llc():
    assert [alert.line for alert in listed(200_000, 400_000, form="llc")] == ["form"]


def test_staff_plans_of_a_listed_company_are_limited():
    from engine.answers.cap_table.control import _of_plans

    facts = company(form="jsc").facts
    def table(people, promised=0, public=100):
        return CapTable({"a": ShareLine("founder", NAME, 900 - people), "staff": ShareLine("employees", NAME, people),
                         "public": ShareLine("public", NAME, public)}, {"staff": np.array([people // 2, people - people // 2])},
                        {"x": Grants(np.array([promised, 0]), *[np.zeros(2, dtype=np.int64)] * 3)})
    def of(before, after, market="main"):
        return [alert.line for alert in _of_plans(1, before, after, (), facts.model_copy(update={"market": market}))]

    assert of(table(0), table(20)) == []
    assert of(table(0), table(100)) == ["one_person"]
    assert of(table(0), table(101)) == ["plans", "one_person"]
    assert of(table(0), table(100, 1)) == ["plans", "one_person"]
    assert of(table(0), table(101), "growth") == ["one_person"]
    assert of(table(0), table(201), "growth") == ["plans", "one_person"]
    assert of(table(0, public=0), table(500, public=0)) == []
    assert of(table(0), table(21)) == ["one_person"]
    before = CapTable({"staff": ShareLine("employees", NAME, 500), "public": ShareLine("public", NAME, 500)})
    assert of(before, CapTable({**before.lines, "public": ShareLine("public", NAME, 501)})) == []


def test_board_seats_are_the_voters():
    holders = {"founder": {"zh": "甲", "en": "A", "kind": "founder", "shares": 500, "seats": 2},
               "lp": {"zh": "乙", "en": "B", "kind": "employees", "shares": 100, "votes_by": "founder", "seats": 1},
               "fund": {"zh": "丙", "en": "C", "kind": "investor", "shares": 400, "seats": 2}}
    of = company(cap_table=holders)
    assert seats(of.facts, opening_table(of)) == {"founder": 3, "fund": 2}
