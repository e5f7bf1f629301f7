"""X1–X6 Subsidiaries: headquarters and heads open companies, year after year."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any, Literal

import numpy as np
from pydantic import model_validator

from engine.base.algebra import ppm
from engine.base.money import Fen, split_array, times_rate, to_fen, to_yuan
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.problem import refuse
from engine.base.text import t
from engine.base.trace import Trace
from engine.company.company import PPM
from engine.company.network import (
    CAP,
    DIVIDENDS,
    FUNDS,
    HEADQUARTERS,
    NEVER,
    OPTION,
    REGISTERED,
    Flags,
    Network,
    Whole,
)
from engine.rules.expansion.company_funding import CompanyFunding
from engine.rules.expansion.expansion_stakes import ExpansionStakes
from engine.rules.expansion.opening_conditions import PLENTY, OpeningConditions
from engine.rules.expansion.succession import Succession
from engine.rules.kinds import ExpansionRule
from engine.rules.parts.loans import serve
from engine.rules.parts.terms import CAPITAL_OF_COMPANY
from engine.rules.rule import About
from engine.world.assumptions import SEED, YEARS_SIMULATED

SOURCE = "Organisation handbook: expansion by subsidiaries"
DEPTH = {"none": 1, "normal": 2, "fierce": 3}
"""The latest generation whose stakes a mode gives away differently."""

UNUSED: dict[str, Any] = {
    "opener": HEADQUARTERS, "opened": NEVER, "since": NEVER, "generation": 1, "alive": False, "works": False,
    "headquarters": PPM}
"""What a slot holds in which no company was opened yet; 0 elsewhere."""

OF_COMPANIES = ("opener", "opener_head", "generation", "opened", "alive", "heads", "since", "works", "failed",
                "headquarters", "head", "opener_stake", "grand_stake", "former", "extended", "extended_until", "stage",
                "trained", "has_opened", "cash", "loan", "paid_in", "earned", "profit", "to_headquarters",
                "head_profit", "former_profit", "head_income", "former_income", "gate")
OF_THE_YEAR = ("headquarters_dividends", "paid_by_headquarters", "paid_by_openers", "paid_by_teams", "lent", "interest",
               "repaid", "written_off", "bought_out", "wanted")
STAKES = ("headquarters", "head", "opener_stake", "grand_stake", "former")


class Subsidiaries(ExpansionRule):
    """Every ready company opens companies; profits go up to heads, openers and headquarters."""

    about = About(
        title=Text("子公司裂变", "Subsidiaries"),
        what=Text("总部每年开新公司，成熟公司的负责人也开，受资金、人才、版图和总数限制。正常裂变：负责人在自己开的公司里"
                  "持股；猛烈裂变：还在自己开的公司再开的公司里持股。负责人 0–2 年只有分红权，2–5 年期权，满 5 年注册；"
                  "注册后离职保留股份，注册前离职只延长分红。每任负责人按成功率成功或失败，接连失败的公司注销后重开。",
                  "Headquarters opens companies every year, and so do the heads of companies that are ready, as far as "
                  "funds, people, territory and the limit in all allow. Normal: a head holds a part of what he opened; "
                  "fierce: also of what those open. A head has a right to dividends only in years 0–2, an option in 2–5, a "
                  "registered stake from year 5, which he keeps when he leaves; before, only his dividends go on for a "
                  "while. Each head succeeds or fails by chance, and a company with heads failing in a row is closed and "
                  "founded anew."),
        formula=Text("各公司利润按持股归总部、负责人、开设者；每年新公司数 = 总部开设 + 成熟公司数 × 每家开设数，受条件限制",
                     "each company's profit goes by stake to headquarters, head and openers; new companies = "
                     "headquarters' own + ready companies × openings each, within the conditions"),
        source=SOURCE + " (80 / 20, 0–2–5 years, 51%, two heads, talent 1 + 2); openings, profit, capital, chances and "
                        "multiple are ours",
        not_modelled=Text("各公司利润增长不同、注销后变卖资产的收入、开设者出资的公司注销时记作其利润损失",
                          "profit growing differently from company to company, proceeds of assets sold when a company is "
                          "closed, and the opener's loss of what it paid for one"))
    example = {"mode": "fierce", "years": 3, "existing": 2}

    rule: Literal["subsidiaries"] = "subsidiaries"
    mode: Annotated[Literal["none", "normal", "fierce"], Parameter("裂变方式", "Expansion", Unit.CHOICE, choices={
        "none": Text("不裂变", "None"), "normal": Text("正常裂变", "Normal"),
        "fierce": Text("猛烈裂变", "Fierce")}, source=SOURCE)] = "normal"
    stakes: Annotated[ExpansionStakes, Parameter("持股", "Stakes", Unit.TABLE)] = ExpansionStakes()
    conditions: Annotated[OpeningConditions, Parameter("开店条件", "Conditions", Unit.TABLE)] = OpeningConditions()
    funding: Annotated[CompanyFunding, Parameter("出资", "Capital", Unit.TABLE)] = CompanyFunding()
    succession: Annotated[Succession, Parameter("负责人更替", "Succession", Unit.TABLE)] = Succession()
    existing: Annotated[int, Parameter("现有子公司数", "Companies there already", Unit.COUNT, low=0, high=500,
                                       step=1)] = 0
    existing_profit: Annotated[float | None, Parameter(
        "现有子公司每家年利润", "Yearly profit of each company there already", Unit.YUAN, low=-100_000_000,
        high=1_000_000_000, step=10_000, nothing=Text("与成熟公司相同", "that of a grown company"))] = None
    openings_by_headquarters: Annotated[int, Parameter("总部每年开设", "Opened by headquarters a year", Unit.COUNT,
                                                       low=0, high=50, step=1)] = 1
    openings: Annotated[int, Parameter("每家成熟公司每年开设", "Opened by each ready company a year", Unit.COUNT,
                                       low=0, high=5, step=1)] = 1
    ready_after: Annotated[int, Parameter("开业几年后可再开店", "Years until a company can open others", Unit.YEARS,
                                          low=1, high=10, step=1)] = 2
    most: Annotated[int, Parameter("公司总数上限", "Most companies in all", Unit.COUNT, low=1, high=1000, step=1,
                                   source=SOURCE + ": over 60 sales companies")] = 60
    profit: Annotated[float, Parameter("成熟公司年利润", "Yearly profit of a grown company", Unit.YUAN,
                                       low=-100_000_000, high=1_000_000_000, step=10_000)] = 500_000.0
    first_year: Annotated[float, Parameter("首年利润占成熟利润", "First year's part of that profit", Unit.RATE, low=-2,
                                           high=1, step=0.1)] = 0.0
    success: Annotated[float, Parameter("每任负责人成功的概率", "Chance that a head succeeds", Unit.RATE, low=0, high=1,
                                        step=0.05)] = 1.0
    failed_profit: Annotated[float, Parameter("失败时利润占成熟利润", "Profit under a failing head, of a grown one's",
                                              Unit.RATE, low=-2, high=1, step=0.1)] = 0.0
    seed: Annotated[int, SEED.but(en="Seed of chance")] = 1
    capital: Annotated[float, CAPITAL_OF_COMPANY] = 300_000.0
    multiple: Annotated[int, Parameter("公司价值按利润倍数", "Value of a company in times its profit", Unit.COUNT, low=1,
                                       high=50, step=1)] = 5
    option_after: Annotated[int, Parameter("负责人满几年得期权", "Years until the head has an option", Unit.YEARS, low=0,
                                           high=10, step=1, source=SOURCE)] = 2
    registered_after: Annotated[int, Parameter("负责人满几年注册", "Years until the head's stake is registered",
                                               Unit.YEARS, low=0, high=10, step=1, source=SOURCE)] = 5

    @model_validator(mode="after")
    def _floor_holds(self) -> Subsidiaries:
        broken = self.stakes.broken_floor(DEPTH[self.mode])
        if broken:
            raise refuse(broken)
        if self.option_after > self.registered_after:
            raise refuse(t("the option would come after {option} years, but the stake is registered after {registered}; "
                           "the option comes first.", option=self.option_after, registered=self.registered_after))
        return self

    class Inputs(Declared):
        """How far to look."""

        years: Annotated[int, YEARS_SIMULATED] = 5

    def calc(self, inputs: Any) -> dict[str, Any]:
        network = self.grown(inputs.years)[-1]
        return {"companies": network.companies, "headquarters_profit": to_yuan(network.headquarters_profit),
                "heads_income": to_yuan(network.heads_income), "capital": to_yuan(network.capital)}

    def in_mode(self, mode: str, openings: int) -> Subsidiaries:
        """The same in another way of expanding, with so many openings a year of each ready company."""
        return self.model_copy(update={"mode": mode, "openings": openings})

    def grown(self, years: int, draws: tuple[int, ...] = ()) -> list[Network]:
        """The network at the end of each year, alone or for this many draws of chance at once."""
        networks = [self.start(draws)]
        for year in range(1, years + 1):
            networks.append(self._year(networks[-1], year))
        return networks[1:]

    def start(self, draws: tuple[int, ...] = ()) -> Network:
        """The companies there before the first year: grown, and ready for as long as that takes."""
        shape = (*draws, self.existing)
        columns = {name: np.full(shape, UNUSED.get(name, 0)) for name in OF_COMPANIES}
        own, head, *_ = self.stakes.of(1)
        filled = {"opened": -self.ready_after, "since": -self.ready_after, "alive": True, "works": True, "heads": 1,
                  "head": head, "headquarters": own, "trained": self.conditions.trains * self.ready_after}
        columns |= {name: np.full(shape, value) for name, value in filled.items()}
        empty = Network(year=0, expands=self.mode != "none", floor=ppm(self.stakes.headquarters_floor), **columns,
                        **_no_money(draws))
        first = self._shared(empty, 0, np.zeros(shape, dtype=np.int64))
        return replace(first, cash=empty.cash, earned=empty.earned, trained=empty.trained)

    def expand(self, before: Network | None, year: int, trace: Trace) -> Network:
        after = self._year(before if before is not None else self.start(), year)
        trace("公司数", "Companies", Unit.COUNT, after.companies)
        trace("新公司投资", "Capital of new companies", Unit.YUAN, after.capital)
        trace("归总部的利润", "Headquarters' part of profit", Unit.YUAN, after.headquarters_profit)
        trace("归负责人的利润", "The heads' part of profit", Unit.YUAN, after.heads_profit)
        return after

    def _year(self, before: Network, year: int) -> Network:
        network = replace(before, year=year, **_no_money(before.opener.shape[:-1]))
        network, closed = self._change_heads(network, year)
        spent = np.zeros_like(network.cash)
        if self.mode != "none":
            network, spent = self._open(network, year, closed)
        return self._shared(self._by_chance(network, year), year, spent)

    # ---------------------------------------------------------------- heads

    def _change_heads(self, network: Network, year: int) -> tuple[Network, Whole]:
        """Failed heads are replaced, companies with too many of them closed, and those whose time is up leave."""
        fails = network.alive & ~network.works
        failed = np.where(fails, network.failed + 1, 0)
        closing = fails & self.succession.closes(failed)
        served = year - network.since
        stays = self.succession.stays
        leaves = network.alive & network.works & (served >= (NEVER if stays is None else stays))
        registered = leaves & (served >= self.registered_after)

        stakes = np.stack([getattr(network, name) for name in STAKES])
        keeping = self.succession.taken_over(stakes, ppm(self.stakes.head))
        keeps = registered & (keeping[0] >= network.floor)
        bought = registered & ~keeps  # his stake goes to the newcomer, at what was paid for it
        unregistered = leaves & ~registered
        changed = (fails & ~closing) | leaves
        columns = dict(zip(STAKES, np.where(keeps, keeping, stakes), strict=True))
        price = split_array(np.full_like(network.head, to_fen(self.capital)),
                            np.stack([network.head, PPM - network.head], axis=-1))[..., 0]
        return replace(
            network, **columns, failed=failed, alive=network.alive & ~closing,
            heads=network.heads + changed, since=np.where(changed, year, network.since),
            extended=np.where(unregistered, network.head, network.extended),
            extended_until=np.where(unregistered, year + self.succession.extended - 1, network.extended_until),
            earned=np.where(changed | closing, 0, network.earned),
            loan=np.where(closing, 0, network.loan), paid_in=np.where(closing, 0, network.paid_in),
            written_off=np.where(closing, network.loan + network.paid_in, 0).sum(-1),
            bought_out=np.where(bought, price, 0).sum(-1)), closing.sum(-1)

    def _by_chance(self, network: Network, year: int) -> Network:
        """Whether the heads who took office this year succeed: the same slot and year give the same chance.

        The first of many courses is the one that a single run takes.
        """
        new = network.alive & (network.since == year)
        if self.success == 1:
            return replace(network, works=np.where(new, True, network.works & network.alive))
        shape = network.alive.shape
        width, courses = shape[-1], int(np.prod(shape[:-1]))
        draws = np.column_stack([np.random.default_rng([self.seed, year]).random(width),
                                 np.random.default_rng([self.seed, year, 1]).random((width, courses - 1))])
        succeeds = draws.T.reshape(shape) < self.success
        return replace(network, works=np.where(new, succeeds, network.works & network.alive))

    # ---------------------------------------------------------------- openings

    def _open(self, network: Network, year: int, closed: Whole) -> tuple[Network, Fen]:
        """This year's openings: headquarters first, then the companies in their order; and what openers spent."""
        capital, terms, count = to_fen(self.capital), self.conditions, network.alive.sum(-1)
        own_part, down, loan = self.funding.parts(capital)
        of_opener = capital - own_part - down - loan
        left_to_owner = PLENTY if terms.owner_opens is None else terms.owner_opens - count - closed
        # A company closed is founded anew, whoever had opened it.
        own_wanted = np.clip(left_to_owner, 0, self.openings_by_headquarters) + closed
        own = np.minimum(own_wanted, terms.budgeted(capital if of_opener else own_part + loan))
        ready = network.alive & network.works & (network.since <= year - self.ready_after)
        wanted = np.where(ready, self.openings, 0)
        profit, commission = self._results(network, year)
        allowed, gate = terms.allowed(wanted, network.cash + np.maximum(profit - commission, 0), of_opener, network.trained,
                                      network.has_opened)

        payable = PLENTY if of_opener else terms.budgeted(own_part + loan)
        openers, new_openings = _in_order(own, allowed, self.openings, np.minimum(np.maximum(0, self.most - count), payable))
        by_heads = new_openings[..., openers != HEADQUARTERS].reshape(*wanted.shape, self.openings).sum(-1)
        late = CAP if self.most - int(count.min(initial=0)) <= payable else FUNDS
        gate = np.where(by_heads < allowed, late, gate)
        blocked = np.stack([((wanted - by_heads) * (gate == reason)).sum(-1) for reason in range(6)], axis=-1)
        blocked[..., FUNDS] += own_wanted - own
        blocked[..., late] += own - new_openings[..., openers == HEADQUARTERS].sum(-1)

        after, opened = self._founded(network, year, openers, new_openings), new_openings.sum(-1)
        placed = _padded(by_heads, len(after))
        return replace(
            after, has_opened=after.has_opened + placed, trained=after.trained - placed * terms.team,
            gate=_padded(gate, len(after)), paid_by_headquarters=np.where(after.opened == year, after.paid_in, 0).sum(-1),
            paid_by_openers=by_heads.sum(-1) * of_opener, paid_by_teams=opened * down, lent=opened * loan,
            wanted=wanted.sum(-1) + own_wanted, blocked=blocked), placed * of_opener

    def _founded(self, network: Network, year: int, openers: Whole, new_openings: Flags) -> Network:
        """The network with a new company in the next free slot for each opening taken; `openers` are its columns'."""
        lead, courses, capital = new_openings.shape[:-1], int(np.prod(new_openings.shape[:-1])), to_fen(self.capital)
        used = (network.opened < NEVER).sum(-1)
        width = max(len(network), int((used + new_openings.sum(-1)).max(initial=0)))
        columns = {name: _padded(getattr(network, name), width, UNUSED.get(name, 0)).reshape(courses, width)
                   for name in OF_COMPANIES}
        rows, place = np.nonzero(new_openings.reshape(courses, new_openings.shape[-1]))
        slot = (used[..., None] + new_openings.cumsum(-1) - 1).reshape(courses, new_openings.shape[-1])[rows, place]
        opener = openers[place]
        from_head, above = opener != HEADQUARTERS, np.maximum(opener, 0)
        generation = np.where(from_head, columns["generation"][rows, above] + 1, 1)
        own_part, _, loan = self.funding.parts(capital)
        new = {"opener": opener, "opener_head": np.where(from_head, columns["heads"][rows, above], 0),
               "generation": generation, "opened": year, "since": year, "alive": True, "heads": 1, "loan": loan,
               "paid_in": np.where(from_head | (self.funding.payer == "team"), own_part, capital),
               **dict(zip(STAKES[:4], self._fresh(generation), strict=True))}
        for name, value in new.items():
            columns[name][rows, slot] = value
        shaped: dict[str, Any] = {name: column.reshape(*lead, width) for name, column in columns.items()}
        return replace(network, **shaped)

    def _fresh(self, generation: Whole) -> tuple[Whole, ...]:
        """Stakes of new companies: headquarters, head, opener, opener's opener, in millionths; they sum to PPM."""
        depth = DEPTH[self.mode]
        table = np.array([self.stakes.of(which) for which in range(1, depth + 1)], dtype=np.int64)
        return tuple(table[np.minimum(generation, depth) - 1].T)

    # ---------------------------------------------------------------- money

    def _results(self, network: Network, year: int) -> tuple[Fen, Fen]:
        """Each company's profit of the year, and what of it a funding opener gets."""
        mature = np.full(network.opener.shape, to_fen(self.profit), dtype=np.int64)
        if self.existing_profit is not None:
            mature = np.where(network.opened <= 0, to_fen(self.existing_profit), mature)
        profit = np.where(network.opened == year, times_rate(mature, self.first_year), mature)
        profit = np.where(network.works, profit, times_rate(mature, self.failed_profit))
        funded = network.alive & network.works & (network.opener != HEADQUARTERS)
        owed = np.where(funded, self.funding.commission(year - network.opened), 0)
        return np.where(network.alive, profit, 0), owed

    def _shared(self, network: Network, year: int, spent: Fen) -> Network:
        """The year's profit by stake, what is kept for openings, what heads are paid, and their loans served."""
        profit, commission = self._results(network, year)
        rest = profit - commission
        kept = np.where(rest > 0, times_rate(rest, self.funding.kept), 0)
        left = network.cash + kept - spent  # what cash does not cover comes out of the year's dividends
        closed = np.where(network.alive, 0, left)  # a company that is closed pays out the cash it had
        paid_out = rest - kept + np.minimum(left, 0) + closed
        served = year - network.since
        stage = np.where(served >= self.registered_after, REGISTERED,
                         np.where(served >= self.option_after, OPTION, DIVIDENDS))
        network = replace(network, stage=stage)
        to_headquarters, head_profit, former_profit = _shares(network, rest, commission, year)
        dividends, income, former_income = _shares(network, paid_out, commission, year)
        loan = serve(network.loan, self.funding.loan_rate, np.maximum(income, 0))
        income = income - loan.interest - loan.principal
        return replace(
            network, profit=profit, to_headquarters=to_headquarters, head_profit=head_profit,
            former_profit=former_profit, head_income=income, former_income=former_income,
            cash=np.maximum(left - closed, 0), loan=loan.after, earned=network.earned + income,
            trained=network.trained + np.where(network.alive & network.works, self.conditions.trains, 0),
            headquarters_dividends=dividends.sum(-1), interest=loan.interest.sum(-1), repaid=loan.principal.sum(-1))


def _shares(network: Network, amount: Fen, commission: Fen, year: int) -> tuple[Fen, Fen, Fen]:
    """Each company's amount (or loss) by stake, whole fen: of headquarters, the present heads, the former ones.

    Who left before registration gets his extended dividends out of headquarters' part of a profit.
    """
    extended = np.where((network.extended_until >= year) & (amount > 0), network.extended, 0)
    weights = np.stack([network.headquarters - extended, network.head, network.opener_stake, network.grand_stake,
                        network.former + extended], axis=-1)
    parts = split_array(np.abs(amount), weights) * np.sign(amount)[..., None]
    own, head, opener, grand, former = (parts[..., place] for place in range(5))
    present, gone = network.of_openers(opener + commission, grand)
    return own, head + present, former + gone


def _no_money(lead: tuple[int, ...]) -> dict[str, Any]:
    """The year's totals before anything has happened."""
    return {**{name: np.zeros(lead, dtype=np.int64) for name in OF_THE_YEAR},
            "blocked": np.zeros((*lead, 6), dtype=np.int64)}


def _in_order(own: Whole, allowed: Whole, openings: int, room: Whole) -> tuple[Whole, Flags]:
    """Who opens, column by column, and which of the columns there is room for: (columns,) and (…, columns).

    Headquarters' `own` openings come first, then those `allowed` to each company, at most `openings` each.
    """
    first, width = int(own.max(initial=0)), allowed.shape[-1]
    openers = np.concatenate([np.full(first, HEADQUARTERS), np.repeat(np.arange(width), openings)])
    mask = np.concatenate([np.arange(first) < own[..., None], (np.arange(openings) < allowed[..., None]).reshape(
        *allowed.shape[:-1], width * openings)], axis=-1)
    return openers, mask & (mask.cumsum(-1) <= room[..., None])


def _padded(column: Any, width: int, empty: Any = 0) -> Any:
    """A copy with unused slots at the end."""
    more = np.full((*column.shape[:-1], width - column.shape[-1]), empty, dtype=column.dtype)
    return np.concatenate([column, more], axis=-1)
