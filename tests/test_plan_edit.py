"""Edits of a plan as overrides: added under free names, moved, copied, taken out."""

import pytest

from engine.base.problem import InputError
from engine.files.cases import load, names
from engine.plan.edits import added, copied, moved, pay_elements, target_rules
from tests.small import scenario


def test_every_pay_element_can_be_added_with_its_defaults():
    base = scenario({"fixed_pay": {}})
    for rule in pay_elements().values():
        name, entry = added(base.plan.pay["sales"], rule)
        assert name == ("fixed_pay_2" if rule.name() == "fixed_pay" else rule.name())
        assert type(base.reformed({f"pay.sales.{name}": entry}).plan.pay["sales"][name]) is rule


def test_every_target_can_be_added_with_its_defaults():
    base = scenario()
    for rule in target_rules().values():
        name, entry = added(base.plan.targets, rule)
        assert type(base.reformed({f"targets.{name}": entry}).plan.targets[name]) is rule


def test_names_that_are_taken_are_counted_on():
    base = scenario({"sales": {"fixed_pay": {}, "fixed_pay_2": {"rule": "fixed_pay"}}, "support": {"fixed_pay": {}}})
    assert added(base.plan.pay["sales"], pay_elements()["fixed_pay"])[0] == "fixed_pay_3"


def test_moving_changes_the_order_and_nothing_else():
    base = scenario({"fixed_pay": {"share": 0.8}, "post_pay": {}, "score_coefficient": {}})
    order = moved(base.plan, "sales", "score_coefficient", -2)
    assert list(order) == ["score_coefficient", "fixed_pay", "post_pay"]
    after = base.reformed({"pay.sales": order}).plan
    assert list(after.pay["sales"]) == list(order)
    assert dict(after.pay["sales"]) == dict(base.plan.pay["sales"])
    assert after.pay["support"] == base.plan.pay["support"]


@pytest.mark.parametrize(("element", "by"), [("fixed_pay", -1), ("post_pay", 1)])
def test_nothing_moves_beyond_the_ends(element, by):
    assert moved(scenario({"fixed_pay": {}, "post_pay": {}}).plan, "sales", element, by) is None


@pytest.mark.parametrize("case", names())
def test_a_copy_is_the_same_pay(case):
    """What a link would carry is short, and means the same."""
    for key in ("today", *load(case).reforms):
        base = load(case).scenario(key)
        copies = {f"pay.{group}": copied(base.plan, group) for group in base.plan.pay}
        assert base.reformed(copies).plan.pay == base.plan.pay


def test_a_copy_leaves_defaults_out():
    assert copied(scenario({"fixed_pay": {"share": 0.8}}).plan, "sales") == {
        "fixed_pay": {"rule": "fixed_pay", "share": 0.8}}


def test_a_post_is_paid_apart_and_like_its_family_again():
    base = scenario({"fixed_pay": {}})
    apart = base.reformed({"pay.seller": copied(base.plan, "sales")})
    assert list(apart.plan.pay) == ["sales", "support", "seller"]
    assert apart.reformed({"pay.seller": None}).plan == base.plan


def test_a_family_that_somebody_needs_stays():
    with pytest.raises(InputError, match="nobody says how post “seller”"):
        scenario({"fixed_pay": {}}).reformed({"pay.sales": None})
