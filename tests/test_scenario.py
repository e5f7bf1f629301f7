"""Overrides: readable paths, absolute values, everything checked before anything runs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.base.parameter import Unit
from engine.base.problem import InputError
from engine.plan.scenario import Scenario, get, levers, plain
from engine.run.simulate import simulate
from tests.small import example, scenario

LEVERS = list(levers(example().scenario("partners").plan, example().scenario("partners").assumptions))


def refused(overrides, of=None):
    with pytest.raises(InputError) as error:
        (of or example().today).reformed(overrides, file="reform.yaml")
    return [str(problem) for problem in error.value.problems]


def test_a_value_a_table_a_rule_added_and_one_taken_out():
    today = example().today
    reform = today.reformed({
        "pay.sales.commission.quota": 30000,
        "pay.sales.commission.tiers": [{"from": 0, "rate": 0.1}],
        "pay.sales.bonus": {"rule": "over_production", "measure": "own_sales"},
        "pay.sales.performance": None,
        "dividends.excess_profit_share": {},
        "assumptions.years": 1})
    sales = reform.plan.pay["sales"]
    assert (sales["commission"].quota, sales["commission"].tiers[0].rate) == (30000, 0.1)
    assert sales["bonus"].name() == "over_production"
    assert "performance" not in sales
    assert reform.plan.dividends["excess_profit_share"].rate == 0.15
    assert len(simulate(reform).years) == 1
    # What the base says stays as it was.
    assert today.plan == example().today.plan
    assert (today.plan.pay["sales"]["commission"].quota, today.assumptions.years) == (20000, 3)
    assert today.overrides == ()
    assert [path for path, _ in reform.overrides][:1] == ["pay.sales.commission.quota"]


def test_a_group_of_pay_of_its_own():
    reform = example().today.reformed({"pay.boss": {"fixed_pay": {"share": 2}}})
    assert reform.plan.pay["boss"]["fixed_pay"].share == 2
    boss = simulate(reform).year(1).people.position["A1"]
    assert simulate(reform).year(1).pay[boss] == 2 * 12 * 2_000_000


def test_none_empties_what_may_be_empty():
    reform = example().today.reformed({"assumptions.profit_growth": 0.5}).reformed(
        {"assumptions.profit_growth": None, "pay.sales.commission.ladder": None})
    assert reform.assumptions.profit_growth is None
    assert reform.plan.pay["sales"]["commission"].ladder is None


def test_all_problems_in_one_go():
    said = refused({"pay.sales.comission.quota": 1, "assumptions.profit_grwth": 1, "pay.sales.commission.quota": -5,
                    "targets.yearly.below": "much", "assumptions.years": 0, "dividends.x": {"rate": 1}})
    assert len(said) == 6
    assert all(line.startswith("reform.yaml ") for line in said)


@pytest.mark.parametrize(("path", "value", "says"), [
    ("pay.sales.comission.quota", 1, "“pay.sales.comission” is not there. Did you mean “commission”?"),
    ("pay.sales.commission.qota", 1, "“pay.sales.commission.qota” is not there. Did you mean “quota”?"),
    ("paye.sales.commission.quota", 1, "“paye” is not there. Did you mean “pay”?"),
    ("assumptions.profit_grwth", 1, "Did you mean “profit_growth”?"),
    ("pay.sales.commission.quota.more", 1, "“pay.sales.commission.quota” is a single value and has no entries."),
    ("pay.sales.commission.tiers.0.rate", 0.2, "“pay.sales.commission.tiers.0” is not there."),
    ("pay.sales.commission.quota", -1, "pay.sales.commission.quota: ¥-1 is out of range; enter a value from ¥0 to"),
    ("pay.sales.commission.quota", "60000", "“60000” is not a number; mend the entry."),
    ("pay.sales.commission.quota", True, "“True” is not a number; mend the entry."),
    ("pay.sales.commission.quota", None, "“None” is not a number; mend the entry."),
    ("pay.sales.commission.quota", 0.001, "“0.001” has too many decimals; at most 2 are kept."),
    ("pay.sales.commission.mode", "margnal", "“margnal” is not one of the choices. Did you mean “marginal”?"),
    ("pay.sales.commission.ladder", "yerly", "target “yerly”, which the plan does not have. Did you mean “yearly”?"),
    ("pay.sales.bonus", {"rule": "comission"}, "“comission” is not one of the choices. Did you mean “commission”?"),
    ("pay.sales.bonus", {"share": 1}, "nothing says which rule this is"),
    ("pay.sales.commission", {"quotta": 1}, "quotta: there is no such entry. Did you mean “quota”?"),
    ("pay.sellers", {"fixed_pay": {}}, "no post or job family “sellers”. Did you mean “seller”?"),
    ("pay.support", None, "nobody says how post “clerk” of job family “support” is paid"),
    ("targets.yearly", None, "refers to target “yearly”, which the plan does not have"),
    ("assumptions.years", 2.5, "assumptions.years: “2.5” is not a whole number"),
    ("assumptions.years", 31, "31 is out of range; enter a value from 1 to 30."),
    ("assumptions", 3, "assumptions: “3” is not a list of entries with names"),
    ("", 1, "“” is not there"),
    ("dividends.x", {"rule": "excess_profit_share", "groups": ["managment"]}, "Did you mean “management”?"),
    ("equity.x", {"rule": "coefficient_shares", "giver": "foundr"}, "no holder “foundr”. Did you mean “founder”?"),
    ("expansion.stores", {"rule": "subsidiaries", "stakes": {"head": 0.4}}, "headquarters would keep 40.0%"),
    ("expansion.stores", {"rule": "subsidiaries", "stakes": {"headd": 0.4}}, "stakes.headd: there is no such entry."),
])
def test_a_wrong_override_says_what_is_wrong(path, value, says):
    (said,) = refused({path: value})
    assert says.replace("¥-", "¥−") in said


def test_a_margin_that_leaves_nothing():
    with pytest.raises(InputError, match="leaves no gross margin; last year's is 20%"):
        small = scenario().company
        money = small.facts.money.model_copy(update={"gross_margin": 0.2})
        thin = small.facts.model_copy(update={"money": money})
        base = scenario(of=type(small)(thin, small.people))
        base.reformed({"assumptions.margin_change": -0.2})


def test_somebody_who_is_not_paid_by_the_plan():
    with pytest.raises(InputError, match="nobody says how post “clerk” of job family “support” is paid"):
        scenario({"sales": {"fixed_pay": {}}})


def test_levers_are_every_parameter_with_its_value():
    paths = [lever.path for lever in LEVERS]
    assert len(set(paths)) == len(paths)
    assert {"pay.sales.commission.tiers", "targets.yearly.below", "dividends.virtual.fund.coefficient",
            "expansion.stores.stakes.head", "assumptions.profit_growth"} <= set(paths)


@pytest.mark.parametrize("lever", LEVERS, ids=lambda lever: lever.path)
def test_every_lever_can_be_set_to_the_value_it_has(lever):
    """What `get` reads, an override may say: nothing changes."""
    base = example().scenario("partners")
    value = get(base.plan, base.assumptions, lever.path)
    assert not isinstance(value, tuple)
    again = base.reformed({lever.path: value})
    assert (again.plan, again.assumptions) == (base.plan, base.assumptions)


SLIDERS = [lever for lever in LEVERS if lever.parameter.low is not None and lever.parameter.high is not None]


TOGETHER = ("headquarters would keep", "the fund would take", "leaves no gross margin", "the option comes first")
"""Refusals of values within their range, because of what else the plan says."""


@given(st.sampled_from(SLIDERS), st.data())
@settings(max_examples=250)
def test_a_lever_moves_within_its_range_and_not_beyond(lever, data):
    base, parameter = example().scenario("partners"), lever.parameter
    step = parameter.step or 1
    last = int((parameter.high - parameter.low) / step)
    value = parameter.low + data.draw(st.sampled_from([-2, -1, 0, 1, last, last + 2]) | st.integers(0, last)) * step
    value = int(value) if isinstance(lever.value, int) else round(value, 6)
    try:
        reform = base.reformed({lever.path: value})
    except InputError as error:
        assert not parameter.low <= value <= parameter.high or any(words in str(error) for words in TOGETHER)
    else:
        assert parameter.low <= value <= parameter.high
        assert get(reform.plan, reform.assumptions, lever.path) == value
        simulate(reform.reformed({"assumptions.years": 2}))


def test_get():
    today = example().today
    assert get(today.plan, today.assumptions, "pay.sales.commission.quota") == 20000
    assert get(today.plan, today.assumptions, "pay.sales.nothing.here") is None
    assert get(today.plan, today.assumptions, "assumptions.years") == 3
    assert plain(today.plan)["targets"]["yearly"]["rule"] == "target_ladder"


def test_scenarios_share_what_did_not_change():
    today = example().today
    reform = today.reformed({"assumptions.profit_growth": 1.0})
    assert reform.plan is today.plan and reform.company is today.company


def test_chains_of_reforms():
    partners = example().scenario("partners")
    assert isinstance(partners, Scenario)
    assert partners.plan.targets["yearly"].below == 0.8  # from `tiers`, which it builds on
    assert partners.overrides[0][0] == "pay.sales.commission.tiers"
    assert list(example().scenarios) == ["today", "partners", "tiers"]


def test_units_of_levers():
    kinds = {lever.parameter.unit for lever in LEVERS}
    assert {Unit.YUAN, Unit.RATE, Unit.FACTOR, Unit.TABLE, Unit.CHOICE, Unit.FLAG} <= kinds


def test_levers_of_schemes_are_called_after_their_scheme():
    own = {"rule": "scheme_choice", "schemes": {"mine": {"base_pay": 3000}, "yours": {"label": {"zh": "高提成", "en": "High rate"}}}}
    found = scenario({"scheme_choice": {}, "choice": own})
    mine = [each for each in levers(found.plan, found.assumptions) if each.path.startswith("pay.sales.")]
    labels = {language: [(each.path.split(".schemes.")[0], each.parameter.label[language]) for each in mine
                         if ".schemes." in each.path] for language in ("zh", "en")}
    for language, named in labels.items():
        assert len(set(named)) == len(named) > 30, language
    by_path = {each.path: each.parameter for each in mine}
    assert by_path["pay.sales.choice.schemes.mine.base_pay"].en == "mine: Base pay a month"
    assert by_path["pay.sales.choice.schemes.yours.commission.quota"].label.zh.startswith("高提成：")
    assert by_path["pay.sales.scheme_choice.schemes.two.commission.quota"].label.en.startswith("Scheme two: ")
    assert ": " not in by_path["pay.sales.scheme_choice.choice_from_years"].en
