"""The company's money of a year as it flows: from revenue over goods, costs and the pool to whoever ends up with it.

    money_flow(outcome, number)            links of (from, to, fen), or None where there is nothing to divide

Into every place between first and last flows exactly as much as flows out of it. The pool and its parts are those of
`company_to_pocket`; what the books take before it are goods and services, and other costs without the employer's
contributions that they hold.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.answers.take_home.pocket import PARTS, company_to_pocket
from engine.answers.take_home.settle import settle
from engine.base.parameter import Text
from engine.run.outcome import Outcome

REVENUE, SUBSIDIARIES, GOODS, COSTS, POOL, LOSS = "revenue", "subsidiaries", "goods", "costs", "pool", "loss"
RECEIVERS: dict[str, tuple[Text, tuple[str, ...]]] = {
    "employees": (Text("员工", "Employees"), ("take_home", "accounts", "employee_shareholders", "housing_fund")),
    "state": (Text("国家", "The state"), ("income_tax", "dividend_tax", "company_tax")),
    "funds": (Text("基金和经费", "Funds and levies"), ("insurance", "levies")),
    "shareholders": (Text("股东", "Shareholders"), ("owners",)),
    "company": (Text("公司", "The company"), ("reserve", "retained")),
}
"""Who gets the pool, and the parts of `PARTS` that each of them gets."""
PLACES: dict[str, Text] = {
    REVENUE: Text("营业额", "Revenue"), SUBSIDIARIES: Text("子公司利润", "From companies"),
    GOODS: Text("商品和服务成本", "Goods and services"), COSTS: Text("其他费用", "Other costs"),
    POOL: Text("分给大家的钱", "Left to divide"), LOSS: Text("公司垫付的亏损", "Loss borne by the company"),
    **{key: label for key, (label, _) in RECEIVERS.items()}, **PARTS,
}


@dataclass(frozen=True)
class Link:
    """So many fen from one place to another."""

    source: str
    target: str
    fen: int


def money_flow(outcome: Outcome, number: int = 1) -> list[Link] | None:
    """The links of a simulated year, fen, each above zero; None where the company has nothing to divide.

    A part below zero (a year that eats into what the company has) flows into the pool instead of out of it, as does what
    costs beyond revenue need.
    """
    pocket, settled = company_to_pocket(outcome, number), settle(outcome, number)
    if pocket.pool <= 0:
        return None
    statement = settled.year.statement
    goods = statement.revenue - statement.gross_profit
    pool_from_books = pocket.pool - statement.subsidiaries
    costs = statement.gross_profit - pool_from_books
    negative = sum(-part for part in pocket.parts.values() if part < 0)
    flows = [(REVENUE, GOODS, goods), (REVENUE, COSTS, costs), (REVENUE, POOL, pool_from_books),
             (SUBSIDIARIES, POOL, statement.subsidiaries), (LOSS, POOL, negative)]
    for key, (_, parts) in RECEIVERS.items():
        gains = {part: pocket.parts[part] for part in parts if pocket.parts[part] > 0}
        flows += [(POOL, key, sum(gains.values())), *((key, part, fen) for part, fen in gains.items())]
    return [Link(source, target, fen) if fen > 0 else Link(target, source, -fen) for source, target, fen in flows if fen]
