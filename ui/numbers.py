"""The verdict and the big numbers with their change against the other side."""

from __future__ import annotations

import streamlit as st

from engine.compare import Comparison, median_income
from engine.text import count, money, percent, t


def big_numbers(comparison: Comparison) -> None:
    """Cost, share of revenue, net profit, median income, winners and losers, owner's stake and take."""
    before, after = comparison.before, comparison.after
    old, new = before.statement, after.statement
    opening, closing = comparison.stakes()
    take_before = comparison.today.owner_take(before.number)
    take_after = comparison.reform.owner_take(after.number)
    share_before, share_after = _share(old.people_cost, old.revenue), _share(new.people_cost, new.revenue)
    with st.container(horizontal=True, gap="small"):
        _number(t("Labour cost"), money(new.people_cost), money(new.people_cost - old.people_cost, True), "off",
                help=t("Pay and incentive dividends of the year"))
        _number(t("Share of revenue"), percent(share_after),
                t("{points} points", points=count(round((share_after - share_before) * 100, 1), True)), "off")
        _number(t("Net profit"), money(new.net_profit), money(new.net_profit - old.net_profit, True))
        _number(t("Median income"), money(median_income(after)),
                money(median_income(after) - median_income(before), True))
        _number(t("Gain / lose"), f"{comparison.gainers:,} / {comparison.losers:,}",
                t("{n} unchanged", n=f"{comparison.unchanged:,}"), "off", arrow=False)
        _number(t("Your stake"), percent(float(closing)),
                t("{points} points", points=count(round(float(closing - opening) * 100, 1), True)),
                help=t("At the end of the last year simulated, against today"))
        _number(t("Your share of profit"), money(take_after), money(take_after - take_before, True),
                help=t("Your stake × the year's net profit"))


def _number(label: str, value: str, change: str, colour: str = "normal", help: str | None = None,
            arrow: bool = True) -> None:
    zero = not any(digit in "123456789" for digit in change)
    # Streamlit reads the direction of the arrow from a plain minus.
    st.metric(label, value, None if zero else change.replace("−", "-"), delta_color=colour,  # type: ignore[arg-type]
              delta_arrow="off" if arrow is False else "auto", help=help, width="content")


def _share(cost: int, revenue: int) -> float:
    return cost / revenue if revenue else 0.0
