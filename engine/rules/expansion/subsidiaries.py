"""X1 + X3 + X4 Subsidiaries: headquarters and heads open companies, year after year."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
from pydantic import model_validator

from engine.company import PPM
from engine.drivers import sum_by
from engine.kinds import ExpansionRule
from engine.money import Fen, fraction, split_array, times_rate, to_fen, to_yuan
from engine.network import DIVIDENDS, HEADQUARTERS, OPTION, REGISTERED, Network
from engine.parameter import Declared, Parameter, Text, Unit
from engine.rule import About, refuse
from engine.rules.expansion.expansion_stakes import ExpansionStakes
from engine.text import t
from engine.trace import Trace

SOURCE = "Organisation handbook: expansion by subsidiaries"


class Subsidiaries(ExpansionRule):
    """Every ready company opens companies; profits go up to heads, openers and headquarters."""

    about = About(
        title=Text("子公司裂变", "Subsidiaries"),
        what=Text("总部每年开新公司；成熟公司的负责人也开新公司。正常裂变：负责人在自己开的公司里持股；猛烈裂变："
                  "还在自己开的公司再开的公司里持股。负责人 0–2 年只有分红权，2–5 年期权，满 5 年注册。",
                  "Headquarters opens companies every year, and so do the heads of companies that are ready. "
                  "Normal: a head holds a part of what he opened; fierce: also of what those open. A head has a "
                  "right to dividends only in years 0–2, an option in 2–5, a registered stake from year 5."),
        formula=Text("各公司利润按持股归总部、负责人、开设者；每年新公司数 = 总部开设 + 成熟公司数 × 每家开设数",
                     "each company's profit goes by stake to headquarters, head and openers; new companies = "
                     "headquarters' own + ready companies × openings each"),
        source=SOURCE + " (80 / 20, 0–2–5 years, 51%); openings, profit and capital are ours",
        not_modelled=Text("开店失败、负责人更替、资金和人才条件", "failures, succession, conditions of funds and talent"))
    example = {"mode": "fierce", "years": 3, "existing": 2}

    rule: Literal["subsidiaries"] = "subsidiaries"
    mode: Annotated[Literal["none", "normal", "fierce"], Parameter("裂变方式", "Expansion", Unit.CHOICE, choices={
        "none": Text("不裂变", "None"), "normal": Text("正常裂变", "Normal"),
        "fierce": Text("猛烈裂变", "Fierce")}, source=SOURCE)] = "normal"
    stakes: Annotated[ExpansionStakes, Parameter("持股", "Stakes", Unit.TABLE)] = ExpansionStakes()
    existing: Annotated[int, Parameter("现有子公司数", "Companies there already", Unit.COUNT, low=0, high=500,
                                       step=1)] = 0
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
    capital: Annotated[float, Parameter("每家投资额", "Capital for a new company", Unit.YUAN, low=0,
                                        high=1_000_000_000, step=10_000)] = 300_000.0
    option_after: Annotated[int, Parameter("负责人满几年得期权", "Years until the head has an option", Unit.YEARS, low=0,
                                           high=10, step=1, source=SOURCE)] = 2
    registered_after: Annotated[int, Parameter("负责人满几年注册", "Years until the head's stake is registered",
                                               Unit.YEARS, low=0, high=10, step=1, source=SOURCE)] = 5

    @model_validator(mode="after")
    def _floor_holds(self) -> Subsidiaries:
        broken = self.stakes.broken_floor({"none": 1, "normal": 2, "fierce": 3}[self.mode])
        if broken:
            raise refuse(broken)
        if self.option_after > self.registered_after:
            raise refuse(t("the option would come after {option} years, but the stake is registered after {registered}; "
                           "the option comes first.", option=self.option_after, registered=self.registered_after))
        return self

    class Inputs(Declared):
        """How far to look."""

        years: Annotated[int, Parameter("推演年数", "Years", Unit.YEARS, low=1, high=30, step=1)] = 5

    def calc(self, inputs: Any) -> dict[str, Any]:
        network = None
        for year in range(1, inputs.years + 1):
            network = self.expand(network, year, Trace())
        assert network is not None
        return {"companies": len(network), "headquarters_profit": to_yuan(network.headquarters_profit),
                "heads_income": to_yuan(int(network.head_income.sum())), "capital": to_yuan(network.capital)}

    def expand(self, before: Network | None, year: int, trace: Trace) -> Network:
        opener, generation, opened = self._grown(before, year)
        stakes = self._stakes(opener, generation)
        return self._with_profits(year, opener, generation, opened, *stakes)

    def _grown(self, before: Network | None, year: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Opener, generation and year of opening of all companies, this year's new ones last."""
        if before is None:
            # Companies that were there before are grown: they have been ready for as long as that takes.
            opener = np.full(self.existing, HEADQUARTERS, dtype=np.int64)
            generation = np.ones(self.existing, dtype=np.int64)
            opened = np.full(self.existing, -self.ready_after, dtype=np.int64)
        else:
            opener, generation, opened = before.opener, before.generation, before.opened
        if self.mode == "none":
            return opener, generation, opened
        ready = np.flatnonzero(opened <= year - self.ready_after)
        openers = np.concatenate([np.full(self.openings_by_headquarters, HEADQUARTERS, dtype=np.int64),
                                  np.repeat(ready, self.openings)])[:max(0, self.most - len(opener))]
        depth = np.where(openers == HEADQUARTERS, 1, generation[openers] + 1 if len(generation) else 1)
        return (np.concatenate([opener, openers]), np.concatenate([generation, depth]),
                np.concatenate([opened, np.full(len(openers), year, dtype=np.int64)]))

    def _stakes(self, opener: np.ndarray, generation: np.ndarray) -> tuple[np.ndarray, ...]:
        """Headquarters, head, opener, opener's opener, in millionths; they sum to PPM."""
        own, other, grand = (int(fraction(stake) * PPM) for stake in (
            self.stakes.head, self.stakes.opener, self.stakes.opener_of_opener))
        head = np.full(len(opener), own, dtype=np.int64)
        opener_stake = np.where(generation >= 2, other, 0)
        grand_stake = np.where((generation >= 3) & (self.mode == "fierce"), grand, 0)
        return PPM - head - opener_stake - grand_stake, head, opener_stake, grand_stake

    def _with_profits(self, year: int, opener: np.ndarray, generation: np.ndarray, opened: np.ndarray,
                      headquarters: np.ndarray, head: np.ndarray, opener_stake: np.ndarray,
                      grand_stake: np.ndarray) -> Network:
        mature = np.full(len(opener), to_fen(self.profit), dtype=np.int64)
        profit = np.where(opened == year, times_rate(mature, self.first_year), mature)
        parts = _by_stake(profit, np.stack([headquarters, head, opener_stake, grand_stake], axis=-1))
        companies = len(opener)
        income = parts[:, 1].copy()
        for owner, part in ((opener, parts[:, 2]), (_opener_of(opener, opener), parts[:, 3])):
            known = owner != HEADQUARTERS
            income += sum_by(part[known][None, :], owner[known], companies)[0] if companies else 0
        return Network(
            year, opener, generation, opened, headquarters, head, opener_stake, grand_stake,
            floor=int(fraction(self.stakes.headquarters_floor) * PPM),
            stage=np.where(year - opened >= self.registered_after, REGISTERED,
                           np.where(year - opened >= self.option_after, OPTION, DIVIDENDS)), profit=profit, head_income=income,
            headquarters_profit=int(parts[:, 0].sum()),
            capital=int((opened == year).sum()) * to_fen(self.capital))


def _opener_of(opener: np.ndarray, company: np.ndarray) -> np.ndarray:
    """The opener of each of these companies; headquarters for headquarters."""
    if not len(opener):
        return company
    return np.where(company == HEADQUARTERS, HEADQUARTERS, opener[np.maximum(company, 0)])


def _by_stake(profit: Fen, stakes: np.ndarray) -> Fen:
    """Each company's profit (or loss) by stake, whole fen, rows summing to it: (companies, holders)."""
    if not len(profit):
        return np.zeros((0, stakes.shape[-1]), dtype=np.int64)
    kinds, place = np.unique(stakes, axis=0, return_inverse=True)
    parts = np.zeros(stakes.shape, dtype=np.int64)
    for i, weights in enumerate(kinds):
        mine = place.ravel() == i
        parts[mine] = split_array(np.abs(profit[mine]), weights) * np.sign(profit[mine])[:, None]
    return parts
