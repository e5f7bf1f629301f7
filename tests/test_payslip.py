"""One person's pay slip: its lines, and the steps they are taken apart into."""

from fractions import Fraction
from itertools import islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.answers.pay.payslip import find, payslip, shown, side_by_side
from engine.base import text
from engine.base.algebra import marginal, steps, whole
from engine.base.money import round_half_up
from engine.base.parameter import Unit
from engine.base.problem import InputError
from engine.files.cases import load, names
from engine.rules.parts.tiers import Tier, slices
from engine.run.simulate import simulate
from tests.small import company, example, scenario

SMALL = [name for name in names() if name != "property-agency"]
COMMISSION = {"quota": 20_000, "tiers": [{"from": 0, "rate": 0.05}, {"from": 30_000, "rate": 0.1}]}
LADDER = {"ladder": {"rule": "target_ladder"}}


def scenarios(case):
    loaded = load(case)
    return [(f"{case} {key}", each) for key, each in loaded.scenarios.items()]


def amounts(slip, item):
    """The last step of a pay element, called Amount, month by month."""
    steps = [slip.steps(item, month)[-1] for month in range(12)]
    assert {label.en for _, label, _, _ in steps} == {"Amount"}
    return [value for _, _, _, value in steps]


@pytest.mark.parametrize(("title", "tried"), [each for case in SMALL for each in scenarios(case)],
                         ids=lambda each: each if isinstance(each, str) else "")
def test_the_amount_that_is_explained_is_the_amount_that_is_paid(title, tried):
    """For everybody and every element, in the first and the last year."""
    outcome = simulate(tried, trace=True)
    for number in {1, len(outcome.years)}:
        year, computed = outcome.year(number), outcome.computed_in(number)
        steps = {step.path: step for step in outcome.trace.steps if step.label.en == "Amount" and step.year == computed}
        for line in year.lines:
            assert steps[line.path].people.tolist() == line.people.tolist()
            assert steps[line.path].value.sum(axis=0).tolist() == line.amount.sum(axis=0).tolist()


@pytest.mark.parametrize("case", SMALL)
def test_a_slip_is_the_run_of_the_whole_company(case):
    for _, tried in scenarios(case):
        outcome = simulate(tried)
        last = len(outcome.years)
        everyone = outcome.year(1).people
        chosen = dict(zip(everyone.post.tolist(), everyone.id.tolist(), strict=True))
        for number in (1, last):
            for person in chosen.values():
                slip = payslip(tried, person, number)
                year = outcome.year(number)
                assert year.people.id[slip.place] == person and not year.newcomer[slip.place]
                assert slip.amount() == year.income[slip.place]
                assert sum(slip.amount(month) for month in range(12)) == year.pay[slip.place]
                for item in slip.items:
                    if item.months is not None:
                        assert amounts(slip, item) == list(item.months)
                    assert slip.explain(item).formula


def test_recording_one_person_keeps_no_others():
    whole, one = (simulate(example().today, trace=True, only=only) for only in (None, 1))
    size = [sum(np.asarray(step.value).size for step in outcome.trace.steps) for outcome in (whole, one)]
    assert size[1] < size[0]
    paths = {step.path for step in one.trace.steps}
    mine = {step.path for step in whole.trace.steps if step.people is None or 1 in step.people}
    assert paths == mine
    assert one.trace.of_person(1, 3, 1) == whole.trace.of_person(1, 3, 1)


def test_the_steps_say_what_the_person_did():
    tried = scenario({"commission": {**COMMISSION, "ladder": "ladder"}}, targets=LADDER)
    slip = payslip(tried, "A")
    said = {each.label: each.value for each in slip.explain(slip.items[0], 0).steps}
    # A sells 1,200,000 a year, 100,000 a month, against a history of 1,000,000: balance needs 1,100,000.
    assert said["Sales"] == "¥100,000.00" and said["Counted sales"] == "¥80,000.00"
    assert said["Rate of the band reached"] == "10%" and said["Level reached"] == "Balance"
    assert said["Target: Sprint"] == "¥1,430,000.00" and said["Amount"] == "¥6,500.00"
    # 30,000 × 5% + 50,000 × 10%
    assert slip.explain(slip.items[0], 0).sums == (
        "¥30,000.00 × 5% = ¥1,500.00", "¥50,000.00 × 10% = ¥5,000.00", "Together ¥6,500.00")
    used = {each.label: (each.value, each.source) for each in slip.explain(slip.items[0]).parameters}
    assert used["Tiers"][0] == "¥0 · 5%; ¥30,000 · 10%"
    assert used["Quota a month"][1].startswith("set in this plan; the rule after Car-care")
    assert used["Counted on"] == ("Sales", "our assumption")


def test_quarters_months_and_years():
    tried = load("car-care").today
    heads = [person for person, post in zip(tried.company.people.id, tried.company.people.post, strict=True)]
    for person in heads[:20]:
        slip = payslip(tried, person)
        for item in slip.items:
            for month in (None, 0, 2, 3, 11):
                assert all(each.value for each in slip.explain(item, month).steps)


def test_who_is_gone_and_who_never_was():
    tried = scenario(assumptions={"headcount_growth": -0.5})
    there = [person for person in "ABCD" if payslip(tried, person) is not None]
    assert len(there) == 2
    assert payslip(scenario(assumptions={"headcount_growth": 1.0}), "A").place == 0
    with pytest.raises(InputError, match="nobody in the company"):
        payslip(tried, "Z")


def test_two_slips_are_matched_by_name():
    before = payslip(scenario({"fixed_pay": {}, "commission": COMMISSION}), "A")
    after = payslip(scenario({"fixed_pay": {"share": 0.5}, "post_pay": {}}, dividends={"shares": {"rule": "virtual_shares"}}), "A")
    pairs = [(pair.old and pair.old.key, pair.new and pair.new.key) for pair in side_by_side(before, after)]
    assert pairs == [("pay.fixed_pay", "pay.fixed_pay"), ("pay.commission", None), (None, "pay.post_pay"),
                     (None, "dividends.shares")]
    assert side_by_side(None, None) == []


def test_people_are_found_by_id_name_and_post():
    people = company(("A,王伟,sales,seller,north,,5000,5,90,1,100,1200000,1000000",
                      "B,李娜,sales,seller,south,A,5000,3,80,2,200,900000,1000000"),
                     "id,name,family,post,unit,superior,base_pay,years,score,coefficient,virtual_shares,sales,history").people
    posts = {"seller": "Seller 销售"}
    assert find(people, "李", posts) == ([1], 1) and find(people, "李", posts, with_names=False) == ([], 0)
    assert find(people, " sell  b ", posts) == ([1], 1)
    assert find(people, "", posts, most=1) == ([0], 2)
    assert find(people, "销售", posts)[1] == 2 and find(people, "nobody", posts) == ([], 0)


@given(st.integers(0, 10**9), st.lists(st.integers(0, 200_000), min_size=1, max_size=6, unique=True),
       st.lists(st.integers(0, 1_000_000), min_size=6, max_size=6), st.sampled_from(["marginal", "whole"]))
def test_the_slices_earn_what_the_table_pays(amount, bounds, rates, mode):
    tiers = tuple(Tier(from_=float(bound), rate=rate / 1_000_000)
                  for bound, rate in zip(sorted(bounds), rates, strict=False))
    parts = slices(amount, tiers, mode)
    assert sum(part.amount for part in parts) == amount
    assert round_half_up(sum((part.earned for part in parts), Fraction(0))) == (
        {"marginal": marginal, "whole": whole}[mode](np.array([amount]), steps(tiers, "rate"))[0])


def test_quantities_in_words(language):
    assert shown(123_456, Unit.YUAN) == "¥1,234.56" and shown(800_000, Unit.FACTOR) == "×0.8"
    assert shown(8750, Unit.POINTS) == "87.5" and shown(35_000, Unit.RATE) == "3.5%"
    assert shown([1, 3, 2], Unit.COUNT) == ("1 to 3, month by month" if language == "en" else "1 至 3，逐月不同")
    assert shown([2, 2], Unit.COUNT) == "2" and shown(True, Unit.FLAG) == text.t("yes")
    assert shown("", Unit.TEXT) == text.t("below the first level")


def test_no_slip_says_anything_in_the_other_language():
    text.use("zh")
    slip = payslip(load("ecommerce").today, "P00020")
    explained = [slip.explain(item, 2) for item in slip.items]
    labels = [each.label for one in explained for each in islice(one.steps, 40)]
    assert all(any("一" <= sign <= "鿿" for sign in label) for label in labels)
