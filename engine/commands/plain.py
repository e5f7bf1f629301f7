"""An outcome as plain values, for JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.answers.cap_table.control import alerts
from engine.answers.compare import median
from engine.answers.take_home.pocket import company_to_pocket
from engine.answers.take_home.settle import settle
from engine.base.money import to_yuan
from engine.base.parameter import Text
from engine.company.network import REGISTERED, Network
from engine.run.outcome import Outcome, Year


def as_plain(outcome: Outcome) -> dict[str, Any]:
    """An outcome as plain values, year by year: money in yuan, stakes as fractions."""
    scenario = outcome.scenario
    return {"name": _both(scenario.name), "changes": dict(scenario.overrides), "owner": outcome.owner,
            "owner_stake_today": float(outcome.owner_stake(0)),
            "owner_votes_today": float(outcome.owner_votes(0)),
            "cap_table_today": _holders(outcome.opening.stakes()),
            "findings": [{"year": each.year, "line": each.line, "what": each.what, "means": each.means, "mend": each.mend,
                          "bad": each.bad} for each in alerts(outcome)],
            "years": [_plain_year(outcome, year) for year in outcome.years]}


def _plain_year(outcome: Outcome, year: Year) -> dict[str, Any]:
    statement, settled = year.statement, settle(outcome, year.number)
    return {
        "year": year.number,
        "statement": {
            "revenue": to_yuan(statement.revenue), "gross_profit": to_yuan(statement.gross_profit),
            "other_costs": to_yuan(statement.other_costs), "balance": to_yuan(statement.balance),
            "payroll": to_yuan(statement.payroll),
            "incentive_dividends": to_yuan(statement.incentive_dividends),
            "employer_change": to_yuan(statement.employer_change),
            "people_cost": to_yuan(statement.people_cost), "before_tax": to_yuan(statement.before_tax),
            "tax": to_yuan(statement.tax), "subsidiaries": to_yuan(statement.subsidiaries),
            "net_profit": to_yuan(statement.net_profit)},
        "payroll_of_revenue": statement.payroll / statement.revenue if statement.revenue else None,
        "by_element": {element: to_yuan(cost) for element, cost in year.by_element().items()},
        "forfeited": to_yuan(year.forfeited),
        "median_income": to_yuan(median(year.income)),
        "region": settled.region.key, "calendar_year": settled.calendar,
        "five_numbers": {name: to_yuan(amount) for name, amount in vars(settled.five).items()},
        "where_the_money_goes": {part: to_yuan(amount)
                                 for part, amount in company_to_pocket(outcome, year.number).parts.items()},
        "owner_stake": float(outcome.owner_stake(year.number)),
        "owner_votes": float(outcome.owner_votes(year.number)),
        "owner_take": to_yuan(outcome.owner_take(year.number)),
        "people": [
            {"id": person, "name": name, "family": family, "post": post, "unit": unit,
             "newcomer": bool(newcomer), "pay": to_yuan(pay), "dividends": to_yuan(dividends),
             "income": to_yuan(pay + dividends), "take_home": to_yuan(net), "employer_cost": to_yuan(cost)}
            for person, name, family, post, unit, newcomer, pay, dividends, net, cost in zip(
                year.people.id, year.people.name, year.people.family, year.people.post, year.people.unit,
                year.newcomer, year.pay.tolist(), year.dividends.tolist(), settled.net.tolist(),
                settled.employer_cost.tolist(), strict=True)],
        "targets": {name: _counted([attained.names[place] if place >= 0 else "none"
                                    for place in attained.level])
                    for name, attained in year.attained.items()},
        "dividends": {name: {"fund": to_yuan(award.fund), "paid": to_yuan(award.paid),
                             "carried": to_yuan(award.carried), "kept": to_yuan(award.kept),
                             "paid_now": to_yuan(int(award.now.sum())),
                             "on_accounts": to_yuan(int(award.account.sum()))}
                      for name, award in year.awards.items()},
        "cap_table": {key: {"kind": line.kind, "shares": line.shares,
                            "stake": float(year.cap_table.stake(key))}
                      for key, line in year.cap_table.lines.items()},
        "looked_through": _holders(year.owned.stakes()), "votes": _holders(year.votes.stakes()),
        "profit_stakes": _holders(year.profit_stakes),
        "events": [{"year": event.year, "rule": event.rule, "what": _both(event.what),
                    "new_shares": event.new_shares, "cash": to_yuan(event.cash),
                    "price": float(event.price) if event.price is not None else None}
                   for event in year.events],
        "network": _plain_network(year.network) if year.network is not None else None,
    }


def _plain_network(network: Network) -> dict[str, Any]:
    return {"companies": network.companies, "opened": network.opened_this_year,
            "profit": to_yuan(int(network.profit.sum())),
            "headquarters_profit": to_yuan(network.headquarters_profit),
            "heads_income": to_yuan(network.heads_income), "heads_profit": to_yuan(network.heads_profit),
            "capital": to_yuan(network.capital), "headquarters_cash_need": to_yuan(network.cash_need),
            "headquarters_cash_back": to_yuan(network.cash_back), "closed": network.closed,
            "registered": network.at_stage(REGISTERED)}


def _both(label: Text) -> dict[str, str]:
    return {"zh": label.zh, "en": label.en}


def _holders(stakes: Mapping[str, Any]) -> dict[str, float]:
    return {key: float(stake) for key, stake in stakes.items()}


def _counted(names_reached: list[str]) -> dict[str, int]:
    return {name: names_reached.count(name) for name in dict.fromkeys(names_reached)}
