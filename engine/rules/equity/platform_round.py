"""E14 Partnership round: staff or contributors come in through a partnership, by a capital increase at a stage price."""

from __future__ import annotations

from fractions import Fraction
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import Field, model_validator

from engine.base.money import Fen, fraction, split, split_array, times, to_fen, to_yuan
from engine.base.parameter import Declared, Label, Parameter, Refers, Text, Unit
from engine.base.problem import refuse
from engine.base.text import t
from engine.base.trace import Trace
from engine.company.company import HOLDER_KINDS
from engine.company.ledger import Event, Kind
from engine.rules.kinds import Advance, Book, EquityProgramme, Moment, chosen
from engine.rules.parts.limits import PARTNERS
from engine.rules.parts.terms import MIN_YEARS, MULTIPLE, PRE_MONEY, PROFIT_OF_YEAR, RAISED_IN, TOTAL_SHARES
from engine.rules.rule import About

SOURCE = "Organisation handbook: structure of shareholders"


class PlatformRound(EquityProgramme):
    """New shares for a partnership of at most fifty partners, or for several of them."""

    about = About(
        title=Text("持股平台增资", "Partnership round"),
        what=Text("员工或贡献者通过有限合伙企业增资入股，由普通合伙人投票。每股价格 = 投前估值 ÷ 现有股数 × 本阶段溢价倍数 ÷ "
                  "投资人溢价倍数（原始股 1 倍、员工 3–6 倍、贡献者 6–10 倍、投资人 15 倍）。一家合伙企业最多 50 名合伙人"
                  "（含普通合伙人），人多时分成几家，或不予通过。员工份额按个人系数分，精确到股。",
                  "Staff or contributors come in through a limited partnership whose general partner votes. Price = pre-money "
                  "÷ existing shares × the stage's multiple ÷ the investors' multiple (founders 1, staff 3–6, contributors "
                  "6–10, investors 15). A partnership has at most 50 partners, the general partner included; more are divided "
                  "among several, or refused. Staff's parts follow their coefficients, in whole shares."),
        formula=Text("新股 = 现有股数 × 比例 ÷（1 − 比例），舍到整股；价格 = 投前估值 ÷ 现有股数 × 阶段倍数 ÷ 投资人倍数",
                     "new shares = existing × part ÷ (1 − part), rounded down; price = pre-money ÷ existing × stage ÷ "
                     "investors' multiple"),
        source=SOURCE,
        not_modelled=Text("借款、归属和退出（见其他股权规则）", "loans, vesting and leaving (see the other equity rules)"))
    example = {"total_shares": 10_000_000, "ratio": 0.05, "pre_money": 150_000_000, "stage": 4.0, "heads": 120}

    rule: Literal["platform_round"] = "platform_round"
    year: Annotated[int, RAISED_IN] = 1
    kind: Annotated[Literal["employees", "contributors"], Parameter("谁入股", "Who comes in", Unit.CHOICE, choices={
        kind: HOLDER_KINDS[kind] for kind in ("employees", "contributors")}, source=SOURCE)] = "employees"
    ratio: Annotated[float, Parameter("增资后占总股本", "Part of all shares afterwards", Unit.RATE, low=0, high=0.5,
                                      step=0.005)] = 0.05
    stage: Annotated[float, Parameter("本阶段溢价倍数", "The stage's multiple", Unit.FACTOR, low=1, high=15, step=0.5,
                                      marks=(1, 3, 6, 10, 15), source=SOURCE)] = 4.0
    investors: Annotated[float, Parameter("投资人溢价倍数", "The investors' multiple", Unit.FACTOR, low=1, high=15, step=0.5,
                                          source=SOURCE)] = 15.0
    pre_money: Annotated[float | None, PRE_MONEY] = None
    multiple: Annotated[float, MULTIPLE] = 20.0
    groups: Annotated[tuple[str, ...], Parameter("入股员工（岗位或类别，空为全员）",
                                                 "Which staff (posts or job families; empty: everybody)", Unit.TABLE, refers=Refers.GROUP),
                      Field(strict=False)] = ()
    min_years: Annotated[int, MIN_YEARS] = 0
    partners: Annotated[int, Parameter("贡献者人数", "Number of contributors", Unit.PEOPLE, low=1, high=10_000,
                                       step=1)] = 10
    votes_by: Annotated[str | None, Parameter("普通合伙人", "General partner", Unit.KEY, source=SOURCE,
                                              nothing=Text("老板", "the owner"), refers=Refers.HOLDER)] = None
    too_many: Annotated[Literal["divide", "refuse"], Parameter("超过 50 名合伙人时", "With more than 50 partners", Unit.CHOICE,
        choices={"divide": Text("分成几家合伙企业", "divide among several partnerships"),
                 "refuse": Text("不予通过", "refuse")})] = "divide"

    class Inputs(Declared):
        """The share capital and how many people come in."""

        total_shares: Annotated[int, TOTAL_SHARES]
        heads: Annotated[int, Parameter("入股人数", "People who come in", Unit.PEOPLE, low=1, high=1_000_000, step=1)] = 49
        profit: Annotated[float, PROFIT_OF_YEAR] = 0.0

    @model_validator(mode="after")
    def _stage_in_order(self) -> PlatformRound:
        if self.stage > self.investors:
            raise refuse(t("staff and contributors would pay {stage} times where investors pay {investors}; they come in "
                           "earlier and cheaper.", stage=f"{self.stage:g}", investors=f"{self.investors:g}"))
        return self

    def opens(self, key: str) -> tuple[str, ...]:
        return (key, *(f"{key}_{place}" for place in (2, 3, 4)))

    def new_shares(self, total: int) -> int:
        """Whole shares that make the given part of all shares afterwards, rounded down."""
        part = fraction(self.ratio)
        return int(total * part / (1 - part))

    def price(self, total: int, net_profit: int) -> Fraction | None:
        """Yuan a share; None where there is no profit to value the company by."""
        pre_money = to_fen(self.pre_money) if self.pre_money is not None else int(net_profit * fraction(self.multiple))
        if pre_money <= 0 or not total:
            return None
        return Fraction(pre_money, 100 * total) * fraction(self.stage) / fraction(self.investors)

    def platforms(self, heads: int) -> int:
        """How many partnerships so many people need, the general partner counted in each; 0: refused."""
        needed = -(-heads // (PARTNERS - 1))
        return needed if needed <= 1 or self.too_many == "divide" else 0

    def calc(self, inputs: Any) -> dict[str, Any]:
        price = self.price(inputs.total_shares, to_fen(inputs.profit))
        platforms, new = self.platforms(inputs.heads), self.new_shares(inputs.total_shares)
        if price is None or not platforms:
            return {"new_shares": 0, "price": None if price is None else float(price), "platforms": 0, "cash": 0.0}
        return {"new_shares": new, "price": float(price), "platforms": platforms,
                "partners": [part + 1 for part in split(inputs.heads, [1] * platforms)],
                "cash": to_yuan(int(new * price * 100))}

    def advance(self, now: Moment, before: Book | None, trace: Trace) -> Advance:
        people = len(now.people)
        book = Book.empty(people, dividends=self._dividends(now))
        if now.year != self.year:
            return Advance((), book if before is not None else None)
        name, who = now.key.removeprefix("equity."), self.votes_by or now.drivers.company.facts.owner
        taking = (chosen(now.people, self.groups, self.min_years) & now.there & (now.people.coefficient > 0)
                  if self.kind == "employees" else np.zeros(people, dtype=bool))
        heads = int(taking.sum()) if self.kind == "employees" else self.partners
        total = now.table.total
        new, price, platforms = self.new_shares(total), self.price(total, now.result.net_profit), self.platforms(heads)
        why = (Text("没有人符合入股条件", "Nobody qualifies to come in") if not heads else
               Text("当年没有利润，按市盈率无法估值，平台未增资",
                    "No profit to value the company by; the partnership did not come in") if price is None else
               Text(f"{heads} 人加普通合伙人超过一家合伙企业 50 人的上限，未增资；请分成几家",
                    f"{heads} people and a general partner are more than the 50 partners of one partnership: not done; "
                    "divide them among several") if not platforms else None)
        if why is not None or price is None:
            return Advance((Event(now.year, now.key, why or Text("", "")),), before)
        weights = now.people.coefficient * taking
        parts = split_array(np.array([new]), weights)[0] if heads and self.kind == "employees" else None
        trace("新增股数", "New shares", Unit.SHARES, new)
        trace("每股价格", "Price a share", Unit.YUAN, int(price * 100))
        if parts is not None:
            trace("个人所得股数", "Shares of the person", Unit.SHARES, parts)
        events, paid = [], np.zeros(people, dtype=np.int64)
        places = np.array_split(np.flatnonzero(taking), platforms)
        numbers = split(new, [1] * platforms)
        members = split(heads, [1] * platforms)
        for place in range(platforms):
            key = name if place == 0 else f"{name}_{place + 1}"
            own = None if parts is None else _only(parts, places[place])
            shares = numbers[place] if own is None else int(own.sum())
            cost = None if own is None else times(own, price.numerator * 100, price.denominator)
            paid = paid if cost is None else paid + cost
            called = self._called(place, platforms)
            cash = int(shares * price * 100) if cost is None else int(cost.sum())
            events.append(Event(
                now.year, now.key, Text(
                    f"{called.zh}：{members[place]} 人以每股 {float(price):,.2f} 元认购 {shares:,} 股",
                    f"{called.en}: {members[place]} people take {shares:,} shares at ¥{float(price):,.2f}"),
                Kind.ISSUE, key, shares=shares, people=own, line=(self.kind, called), price=price, cash=cash, votes_by=who,
                partners=members[place] + 1 if own is None else 0))
        return Advance(tuple(events), Book.empty(people, paid=paid, dividends=book.dividends))

    def _dividends(self, now: Moment) -> Fen:
        """What people receive through these partnerships this year, fen (people,)."""
        name = now.key.removeprefix("equity.")
        return sum((now.dividends_of(key) for key in now.opening.holdings if key == name or key.startswith(f"{name}_")),
                   np.zeros(len(now.people), dtype=np.int64))

    def _called(self, place: int, platforms: int) -> Text:
        called = self.label.text if isinstance(self.label, Label) else Text(
            "员工持股平台" if self.kind == "employees" else "贡献者持股平台",
            "Staff partnership" if self.kind == "employees" else "Contributors' partnership")
        return called if platforms == 1 else Text(f"{called.zh}{place + 1}", f"{called.en} {place + 1}")


def _only(parts: Fen, places: Fen) -> Fen:
    """The parts of the people at these places, nothing for the others."""
    own = np.zeros_like(parts)
    own[places] = parts[places]
    return own
