"""The sentence a boss would say about a reform."""

from __future__ import annotations

from engine.answers.cap_table.control import fallen_below
from engine.answers.compare import Comparison, labour_cost
from engine.base.text import money, percent, say, t
from engine.run.outcome import Outcome


def verdict(comparison: Comparison) -> str:
    """Cost, winners and losers, and ownership in one sentence."""
    cost = comparison.cost_change()
    statement = comparison.after.statement
    share = percent(comparison.costs[1] / statement.revenue) if statement.revenue else "–"
    if cost > 0:
        first = t("Labour cost rises {amount} to {share} of revenue", amount=money(cost), share=share)
    elif cost < 0:
        first = t("Labour cost falls {amount} to {share} of revenue", amount=money(-cost), share=share)
    else:
        first = t("Labour cost stays at {share} of revenue", share=share)
    if comparison.gainers or comparison.losers:
        second = t("{gain} people gain, {lose} lose", gain=f"{comparison.gainers:,}", lose=f"{comparison.losers:,}")
    else:
        second = t("nobody gains or loses")
    opening, closing = comparison.stakes()
    if opening == closing:
        third = t("you keep {stake}", stake=percent(float(closing)))
    else:
        third = t("your stake goes from {before} to {after} by year {year}", before=percent(float(opening)),
                  after=percent(float(closing)), year=len(comparison.reform.years))
    fallen = fallen_below(*comparison.votes(), comparison.reform.scenario.company.facts.form)
    if fallen:
        third = t("{stake}, and your votes fall below {lines}", stake=third,
                  lines=t(" and ").join(say(line.label) for line in fallen))
    return t("{first}; {second}; {third}.", first=first, second=second, third=third)


def attribution(comparison: Comparison, grown: Outcome) -> str:
    """How much of the change in cost comes from the what-if and how much from the reform.

    `grown` is today's plan in the reform's world (compare.same_world).
    """
    number = comparison.number
    before, after = comparison.costs
    middle = labour_cost(grown, min(number, len(grown.years)), comparison.view)
    growth, reform = middle - before, after - middle
    return t("Of that, {growth} comes from the what-if under today's plan and {reform} from the reform.",
             growth=money(growth, signed=True), reform=money(reform, signed=True))
