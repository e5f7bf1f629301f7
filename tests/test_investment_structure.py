"""The six investment structures, with the handbook's stakes."""

import pytest

from engine.base.parameter import Text
from engine.base.problem import InputError
from engine.company.company import HOLDER_KINDS, Facts
from engine.rules.equity.investment_structure import KINDS, NAMES, STRUCTURES, InvestmentStructure
from engine.run.simulate import opening_table
from tests.small import FACTS, company


@pytest.mark.parametrize(("structure", "stakes"), [
    ("project", {"headquarters": 0.5, "executives": 0.2, "project_investors": 0.2, "members": 0.1}),
    ("division", {"headquarters": 0.8, "team": 0.2}), ("sales_company", {"headquarters": 0.8, "head": 0.2}),
    ("joint_venture", {"headquarters": 0.7, "expert": 0.3}), ("associate", {"headquarters": 0.51, "partner": 0.49}),
    ("investment", {"headquarters": 0.1, "others": 0.9})])
def test_the_handbooks_stakes(structure, stakes):
    assert InvestmentStructure.compute({"structure": structure}) == stakes


def test_outside_money_dilutes_everybody_alike():
    assert InvestmentStructure.compute({"structure": "project", "outside": 0.2}) == {
        "headquarters": 0.4, "executives": 0.16, "project_investors": 0.16, "members": 0.08, "outsiders": 0.2}


@pytest.mark.parametrize(("structure", "fine", "wrong", "says"), [
    ("joint_venture", (0.2, 0.4), (0.19, 0.41), "between 20% and 40%"),
    ("associate", (0.0, 0.49), (0.5,), "between 0% and 49%"), ("division", (0.4,), (0.41,), "between 0% and 40%")])
def test_parts_have_their_range(structure, fine, wrong, says):
    for part in fine:
        found = InvestmentStructure.compute({"structure": structure, "others": part})
        assert sum(found.values()) == pytest.approx(1) and found["headquarters"] == pytest.approx(1 - part)
    for part in wrong:
        with pytest.raises(InputError, match=says):
            InvestmentStructure.compute({"structure": structure, "others": part})


@pytest.mark.parametrize("structure", STRUCTURES)
def test_it_makes_a_cap_table_in_which_the_owner_is_behind_headquarters(structure):
    rule = InvestmentStructure(structure=structure, outside=0.1)
    table = rule.cap_table("boss", Text("老板", "Boss"), 0.6)
    facts = Facts.model_validate({**FACTS, "cap_table": table, "owner": "boss"})
    assert sum(facts.shares().values()) == 100_000_000
    from engine.company.look_through import look_through, votes

    opening = opening_table(company(cap_table=table, owner="boss"))
    own = rule.stakes()["headquarters"]
    assert look_through(opening).stake("boss") == own * 6 / 10
    assert votes(opening).stake("boss") == own


def test_everybody_has_a_name_and_a_kind():
    for each in STRUCTURES.values():
        assert sum(each.stakes.values()) == 1 and set(each.stakes) <= set(NAMES)
        assert each.low <= each.stakes[each.free] <= each.high
    assert set(KINDS) == set(NAMES) and set(KINDS.values()) <= set(HOLDER_KINDS)
