"""Golden cases of dividends and targets through a company of one person: the pipeline pays what `calc` says."""

from fractions import Fraction

import numpy as np
import pytest

from engine.base.trace import Trace
from engine.company.company import Company
from engine.rules.dividends.virtual_shares import VirtualShares
from engine.rules.kinds import Result
from engine.rules.rule import rule_named
from tests import small
from tests.test_golden import RIGHT, disagreements

FIRST = small.ROWS[0]
ROW = "A,sales,seller,north,,5000,{years},{score},1,{shares},{sales},{history}"


def of(years=5, score=90, shares=100, sales=0, history=0, **facts):
    """A company of one person."""
    row = ROW.format(years=years, score=score, shares=shares, sales=sales, history=history)
    return Company(small.facts(**facts), small.people([row], of=small.facts(**facts)))


def awarded(rule, profit, company=None, **result):
    """The award of the year, profit in yuan."""
    seen = Result(year=1, before_tax=0, net_profit=round(profit * 100), revenue=0, net_profit_before=0,
                  **{"revenue_growth": Fraction(1), **result})
    return rule.distribute(seen, small.drivers(company or of()), None, Trace())


def yuan(fen):
    return int(fen) / 100


def dividend_fund(rule, given):
    return {"fund": yuan(awarded(VirtualShares(fund=rule), given["profit"]).fund)}


def fund_smoothing(rule, given):
    programme, award, found = VirtualShares(smoothing=rule, min_years=10, fund={"last_bonus": 1.0, "last_profit": 1.0}), None, []
    for fund in given["funds"]:
        # Nobody holds shares: what is distributed stays in the fund beside what is carried.
        paid, carried = rule.distribute(np.array([round(fund * 100)]), found[-1][1] if found else 0)
        award = awarded(programme, fund)
        assert award.fund == round(fund * 100) and award.paid == 0
        found.append((int(paid[0]), int(carried[0])))
    return {"paid": [yuan(paid) for paid, _ in found], "carried": [yuan(carried) for _, carried in found]}


def dividend_per_share(rule, given):
    """Everybody's shares held by one person: the dividend is that of all, a share is the same."""
    programme = VirtualShares(per_share=rule, fund={"last_bonus": 1.0, "last_profit": 1.0}, smoothing={"distributed": 1.0})
    award = awarded(programme, given["distributed"], of(shares=given["shares"]))
    held = Fraction(given["held"], given["shares"])
    found = {"per_share": yuan(award.paid) / given["shares"], "dividend": yuan(award.paid * held), "left_in_fund": yuan(award.carried)}
    return {**found, "now": yuan(award.now.sum() * held), "account": yuan(award.account.sum() * held)}


def excess_profit_share(rule, given):
    return {"pool": yuan(awarded(rule, given["actual"]).paid)}


def virtual_share_count(rule, given):
    if given["completion"] > 0.9 or "layer" not in given:
        company = of(years=given["years"], score=given["completion"] * 100, shares=given["position"])
    key = {"key_groups": ("sales",)} if given.get("layer") == "key" else {}
    shares = rule.model_copy(update=key).shares(small.drivers(company))
    return {"shares": int(shares[0])}


def excess_profit_layers(rule, given):
    history = tuple(round(each * 100) for each in given["history"])
    everybody = awarded(rule.model_copy(update={"middle": 0.0, "core_years": 0}), given["actual"], history=history)
    middle = rule.model_copy(update={"core_groups": ("support",), "middle_years": 0, "core": 0.0})
    return {"core": yuan(everybody.paid), "middle": yuan(awarded(middle, given["actual"], history=history).paid)}


def target_ladder(rule, given):
    company = of(sales=given["actual"], history=given["history"])
    reached = rule.attain(small.drivers(company), {}, Trace())
    place = int(reached.level[0])
    return {"level": reached.names[place] if place >= 0 else None, "coefficient": int(reached.coefficient[0, 0]) / 1_000_000}


def annual(key):
    def found(rule, given):
        return {key: yuan(rule.attain(small.drivers(of(history=1)), {}, Trace()).annual)}
    return found


def target_split(rule, given):
    rows = [f"{i},sales,seller,north,,5000,5,90,1,0,0,{weight}" for i, weight in enumerate(given["weights"])]
    parts = rule.attain(small.drivers(small.company(rows)), {}, Trace())
    return {"parts": [yuan(each) for each in parts.people]}


IN_A_COMPANY = {"dividend_fund": dividend_fund, "fund_smoothing": fund_smoothing, "dividend_per_share": dividend_per_share,
                "excess_profit_share": excess_profit_share, "virtual_share_count": virtual_share_count,
                "excess_profit_layers": excess_profit_layers, "target_ladder": target_ladder, "target_split": target_split,
                "target_forward": annual("target"), "target_blend": annual("target"), "target_backward": annual("revenue")}
"""Rule → what the pipeline gives in a company that the golden case's inputs describe.

Not: post values (factors of a company come from its people), stores (their profit comes from their people), leaving (of a
dividend that is given), conversion (nothing of the pipeline).
"""


@pytest.mark.parametrize("case", [case for case in RIGHT if case["rule"] in IN_A_COMPANY], ids=lambda case: case["id"])
def test_the_pipeline_gives_the_golden_answer(case):
    kind = rule_named(case["rule"])
    rule, _ = kind.parsed(case["given"])
    found = IN_A_COMPANY[case["rule"]](rule, case["given"])
    expected = {key: value for key, value in case["expect"].items() if key in found}
    assert expected and disagreements({**case, "expect": expected}, found) == {}
