"""What selling more brings: on a bound, below one, at the top, without sales, across jumps, out of reach."""

from dataclasses import replace

import numpy as np
import pytest

from engine.answers.pay.next_step import MOST, Person, in_sentences, needed, next_steps, sentence
from engine.base import text
from engine.base.money import split
from engine.files.cases import load, names
from engine.run.simulate import simulate
from tests.small import HEADER, scenario

TIERS = [{"from": 0, "rate": 0.05}, {"from": 30_000, "rate": 0.1}]


def seller(sales, pay, history=0, more=(), **chapters):
    """One person who sells this much a year, a twelfth of it each month."""
    rows = (f"A,sales,seller,north,,5000,5,90,1,100,{sales},{history}", *more)
    return Person.of(scenario(pay, rows, HEADER, **chapters), "A")


def commission(**terms):
    return {"commission": {"tiers": TIERS, "on": "all", **terms}}


def steps(person, month=0):
    return [(step.what, step.bound, step.more, step.gain) for step in next_steps(person, month)]


def test_below_a_bound():
    # 25,000 a month: 5,000 more at 5% is 250 more in that month, and so in the year.
    assert steps(seller(300_000, commission())) == [("band", 3_000_000, 500_000, 25_000)]


def test_exactly_on_a_bound_is_in_the_upper_band():
    assert steps(seller(360_000, commission())) == []


def test_a_fen_below_a_bound():
    person = seller(360_000, commission())
    below = person.selling("own", person.sales("own") - 1)
    assert steps(Person(person.scenario, below, 0)) == [("band", 3_000_000, 1, 0)]


def test_at_the_top_there_is_nothing_next():
    assert steps(seller(3_600_000, commission())) == []


def test_no_sales_at_all():
    assert steps(seller(0, commission())) == [("band", 3_000_000, 3_000_000, 150_000)]
    assert steps(seller(0, {"fixed_pay": {}})) == []


def test_a_whole_amount_jumps():
    # 25,000 × 5% = 1,250; 30,000 × 10% = 3,000
    assert steps(seller(300_000, commission(mode="whole"))) == [("band", 3_000_000, 500_000, 175_000)]


def test_a_quota_comes_before_the_bands():
    assert steps(seller(120_000, commission(on="excess", quota=20_000))) == [("quota", 2_000_000, 1_000_000, 0)]
    assert steps(seller(300_000, commission(on="excess", quota=20_000))) == [("band", 5_000_000, 2_500_000, 125_000)]
    # Once reached, all of it counts: 20,000 × 5%.
    assert steps(seller(120_000, commission(on="all_once_reached", quota=20_000))) == [
        ("quota", 2_000_000, 1_000_000, 100_000)]


def test_pieces_are_whole():
    rows = ("A,sales,seller,north,,5000,5,90,1,100,0,0,1200",)
    pay = commission(base="units", tiers=[{"from": 0, "rate": 1}, {"from": 150.5, "rate": 2}])
    person = Person.of(scenario(pay, rows, f"{HEADER},pieces"), "A")
    [step] = next_steps(person, 5)
    # 100 pieces a month; the band begins at 150.5, so with the 151st: 150.5 × 1 + 0.5 × 2 − 100 = 51.50
    assert (step.more, step.bound, step.gain, step.pieces) == (5_100, 15_100, 5_150, True)
    assert "51 more in Jun" in sentence(step)


def test_the_units_sales_are_raised_where_they_count():
    other = ("B,sales,seller,north,A,5000,3,80,2,200,120000,0",)
    person = seller(120_000, commission(scope="unit"), more=other)
    [step] = next_steps(person, 0)
    assert (step.whose, step.more, step.gain) == ("unit", 1_000_000, 50_000)


def test_the_next_level_of_the_year():
    ladder = {"ladder": {"rule": "target_ladder"}}
    person = seller(1_200_000, {"commission": {"tiers": [{"from": 0, "rate": 0.1}], "on": "all", "ladder": "ladder"}},
                    1_000_000, targets=ladder)
    [step] = next_steps(person, 0)
    # 1.43 million needs 230,000 more: 1,430,000 × 10% × 1.2 − 1,200,000 × 10% × 1 = 51,600 (to the fen of each month)
    assert (step.what, step.month, step.bound, step.more) == ("level", None, 143_000_000, 23_000_000)
    assert abs(step.gain - 5_160_000) <= 12
    assert step.level.en == "Sprint" and step.coefficient == 1.2


def test_the_next_level_of_a_month_and_exactly_on_it():
    ladder = {"ladder": {"rule": "target_ladder", "period": "month"}}
    pay = {"commission": {"tiers": [{"from": 0, "rate": 0.1}], "on": "all", "ladder": "ladder"}}
    [step] = next_steps(seller(1_200_000, pay, 1_200_000, targets=ladder), 3)
    assert (step.month, step.more, step.level.en) == (3, 1_000_000, "Balance")
    assert step.gain == 110_000 * 10 - 100_000 * 8  # 110,000 × 10% × 1 − 100,000 × 10% × 0.8, in fen


def test_no_target_has_no_next_level():
    ladder = {"ladder": {"rule": "target_ladder"}}
    pay = {"fixed_pay": {"ladder": "ladder"}}
    assert steps(seller(1_200_000, pay, 0, targets=ladder)) == []
    assert steps(seller(9_000_000, pay, 1_000_000, targets=ladder)) == []


@pytest.mark.parametrize("case", [name for name in names() if name != "property-agency"])
def test_a_step_is_reached_and_pays_what_it_says(case):
    """Paying the whole company with the sales a step asks for gives the gain it names."""
    loaded = load(case)
    for tried in loaded.scenarios.values():
        people = tried.company.people
        for identity in dict(zip(people.post.tolist(), people.id.tolist(), strict=True)).values():
            person = Person.of(tried, identity)
            assert person.pay == simulate(tried).year().pay[person.place]
            for step in next_steps(person, 4):
                assert step.more > 0 and sentence(step)
                [again] = [each for each in next_steps(person, 4) if each == step][:1]
                assert again.bound - again.more >= 0


# ---------------------------------------------------------------- pieces and growth

PIECES = f"{HEADER},pieces,service_sales,goods_sales"


def maker(pay, pieces=1200, service=0, sales=0, history=0, **chapters):
    rows = (f"A,sales,seller,north,,5000,5,90,1,100,{sales},{history},{pieces},{service},0",)
    return Person.of(scenario(pay, rows, PIECES, **chapters), "A")


def piece(**terms):
    return {"piece_rate": {"rate": 4, "task": 150, **terms}}


def test_the_task_of_a_piece_rate():
    [step] = next_steps(maker(piece()), 2)
    # 100 a month: 50 more at 4 yuan; beyond the task each brings 4.80
    assert (step.what, step.bound, step.more, step.gain, step.rate, step.pieces) == ("task", 15_000, 5_000, 20_000, 4.8, True)
    assert sentence(step) == ("Make 50 more in Mar, to reach the task of 150, beyond which each piece brings ¥4.8. "
                              "Pay of the year: +¥200.00.")
    [none] = next_steps(maker(piece(on="above_task")), 2)
    assert none.gain == 0 and "no change" in sentence(none)


@pytest.mark.parametrize(("task", "more"), [(100, None), (0, None), (100.5, 100), (99.99, None), (101, 100)])
def test_the_edge_of_a_task(task, more):
    """A hundred pieces a month; half a piece is a whole one more."""
    assert [step.more for step in next_steps(maker(piece(task=task)), 0)] == ([] if more is None else [more])


def test_services_count_in_own_sales_too():
    pay = {"piece_rate": {"base": "service_sales", "sales_rate": 0.08, "task": 15_000, "on": "above_task"},
           "commission": {"tiers": [{"from": 0, "rate": 0.01}], "on": "all"}}
    [step] = [each for each in next_steps(maker(pay, service=120_000, sales=240_000), 0) if each.what == "task"]
    # 5,000 more of services: nothing of its own yet, but 1% commission
    assert (step.more, step.gain, step.of) == (500_000, 5_000, "service_sales")
    assert "more of services in Jan" in sentence(step) and "9.6% counts" in sentence(step)


@pytest.mark.parametrize(("measure", "whose"), [("own_sales", "own"), ("unit_sales", "unit")])
def test_the_base_of_growth_then_growth(measure, whose):
    pay = {"over_production": {"measure": measure, "rate": 0.02, "base": 130_000}}
    [step] = next_steps(maker(pay, sales=120_000, history=100_000), 0)
    assert (step.what, step.whose, step.month, step.bound, step.more, step.gain) == (
        "base", whose, None, 13_000_000, 1_000_000, 0)
    assert "to reach the base of ¥130,000.00, above which 2% is paid" in sentence(step)
    [step] = next_steps(maker(pay, sales=130_000, history=100_000), 0)
    assert (step.what, step.more, step.gain) == ("growth", 1_000_000, 20_000)
    assert "2% of what is above ¥130,000.00 is paid. Pay of the year: +¥200.00." in sentence(step)


def test_growth_of_pieces():
    pay = {"over_production": {"measure": "pieces", "rate": 0.5, "base": 1199.5}}
    [step] = next_steps(maker(pay), 0)
    assert (step.what, step.more, step.gain, step.base) == ("growth", 10_000, 5_000, 119_950)
    assert "Make 100 more over the year" in sentence(step)
    [step] = next_steps(maker({"over_production": {"measure": "pieces", "rate": 0.5, "base": 1200.5}}), 0)
    assert (step.what, step.bound, step.more, step.gain) == ("base", 120_100, 100, 25)  # the 1,201st is half above


def test_growth_of_the_company_is_shared():
    rows = ("A,sales,seller,north,,5000,5,90,1,100,0,0", "B,sales,seller,north,,5000,5,90,3,100,0,0")
    for measure in ("profit", "revenue"):
        pay = {"over_production": {"measure": measure, "rate": 0.02, "share": "by_coefficient"}}
        person = Person.of(scenario(pay, rows, HEADER, assumptions={"revenue_growth": 0.5}), "A")
        [step] = next_steps(person, 0)
        assert (step.what, step.whose, step.gain, step.shared) == ("growth", "company", 5_000, True)
        assert "shared by the group" in sentence(step)


@pytest.mark.parametrize("month", [0, 5])
def test_the_gain_is_what_a_company_with_that_driver_pays(month):
    """The whole pipeline run anew on people who have done what the step asks for."""
    pay = {**piece(task=130, on="all"), "over_production": {"measure": "own_sales", "rate": 0.03, "base": 200_000},
           "commission": {"tiers": TIERS, "on": "all", "ladder": "ladder"}}
    targets = {"ladder": {"rule": "target_ladder"}}
    person = maker(pay, sales=150_000, history=120_000, targets=targets)
    company = person.scenario.company
    for step in next_steps(person, month):
        if step.what not in ("task", "base", "growth"):
            continue
        column = "pieces" if step.pieces else "sales"
        more = getattr(company.people, column).copy()
        amount = step.more // 100 if step.pieces else step.more
        more[:, 0] += (np.arange(12) == month) * amount if step.month is not None else np.array(split(amount, [1] * 12))
        raised = replace(person.scenario, company=company.with_people(replace(company.people, **{column: more})))
        assert simulate(raised).year().pay[0] - simulate(person.scenario).year().pay[0] == step.gain
    assert {step.what for step in next_steps(person, month)} >= {"task", "base"}


def test_scores_by_sales_move_with_them():
    """With a score sheet on sales, selling more raises the score, and performance pay with it."""
    pay = {"commission": {"tiers": TIERS, "on": "all"}, "score_coefficient": {"share": 1}}
    sheet = {"score_sheet": {}}
    plain, scored = (seller(300_000, pay, 400_000, scores=chapter) for chapter in ({}, sheet))
    [before], [after] = next_steps(plain, 0), next_steps(scored, 0)
    assert before.gain == 25_000 and after.gain == 25_000
    far = scored.selling("own", scored.sales("own") * 2)
    assert scored.paid(far) - scored.pay > plain.paid(far) - plain.pay


# ---------------------------------------------------------------- the way back

def test_the_sales_for_a_pay_are_the_least():
    person = seller(300_000, {"fixed_pay": {}, **commission()})
    found = needed(person, 800_000)  # 5,000 fixed; 1,500 for the first 30,000, then 10%: 45,000
    assert (found.sales, found.pay, found.whose, found.rises) == (4_499_995, 800_000, "own", True)
    one_less = person.paid(person.selling("own", person.sales("own") * 0 + found.sales - 1))
    assert one_less < 12 * 800_000


def test_what_is_paid_anyway_needs_no_sales():
    person = seller(300_000, {"fixed_pay": {}, **commission()})
    assert needed(person, 500_000).sales == 0
    assert "without any sales" in in_sentences(needed(person, 400_000))[0]


def test_a_jump_is_landed_on():
    person = seller(300_000, commission(mode="whole"))
    found = needed(person, 200_000)  # 5% of less than 30,000 is less than 1,500; from 30,000 on 3,000
    assert (found.sales, found.pay) == (3_000_000, 300_000)


def test_out_of_reach_and_out_of_hand():
    capped = seller(300_000, commission(tiers=[{"from": 0, "rate": 0.05}, {"from": 30_000, "rate": 0}]))
    found = needed(capped, 200_000)
    assert found.sales is None and found.pay == 150_000 and "No sales bring" in in_sentences(found)[0]
    fixed = needed(seller(300_000, {"fixed_pay": {}}), 600_000)
    assert (fixed.sales, fixed.whose, fixed.pay) == (None, None, 500_000)
    assert "does not depend on sales" in in_sentences(fixed)[0]


def test_selling_more_that_pays_less_is_said():
    falling = seller(300_000, commission(mode="whole", tiers=[{"from": 0, "rate": 0.1}, {"from": 30_000, "rate": 0.05}]))
    found = needed(falling, 250_000)
    assert not found.rises and found.sales == 2_499_995 and len(in_sentences(found)) == 2
    assert needed(falling, 310_000).sales == 6_199_990  # past the fall: 62,000 × 5%, to the fen


def test_a_pay_beyond_every_amount():
    found = needed(seller(300_000, commission()), MOST)
    assert found.sales is None and found.rises


def test_who_is_not_there():
    gone = scenario(assumptions={"headcount_growth": -0.5})
    assert sum(Person.of(gone, each) is None for each in "ABCD") == 2
    leaver = Person.of(scenario(commission(), ("A,sales,seller,north,,5000,5,90,1,100,0,0,3",), f"{HEADER},leaves_in"), "A")
    assert steps(leaver, 2) and steps(leaver, 3) == []


def test_every_sentence_in_both_languages(language):
    for case in ("car-care", "ecommerce"):
        tried = load(case).today
        for identity in tried.company.people.id[::5]:
            person = Person.of(tried, identity)
            for step in next_steps(person, 0):
                assert text.month(0) in sentence(step) or step.month is None
            assert in_sentences(needed(person, person.pay // 6))
