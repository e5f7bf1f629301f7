"""The network of companies that headquarters and its heads have opened, as arrays over companies.

Every array has the companies as its last axis; any axes in front are independent courses of the same plan
(draws of a risk study). A slot that a shorter course does not use is not alive and was never opened.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.base.money import Fen, times
from engine.company.company import PPM

HEADQUARTERS = -1
"""Opener of a company that headquarters opened itself."""

NEVER = 1_000_000
"""The year of what has not happened."""

DIVIDENDS, OPTION, REGISTERED = range(3)
"""Stages of a head's stake, in the order in which he passes them."""

NOTHING, FUNDS, TALENT, TERRITORY, CAP, NOBODY_READY = range(6)
"""What held openings back: nothing, one of the conditions, the cap on companies, or that no head is ready."""

Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Network:
    """Companies at the end of a year, in the order in which they were opened.

    Stakes are in millionths and sum to PPM per company. They are rights to profit; which of them are
    registered is `registered`. Money is in fen.
    """

    year: int
    floor: int  # headquarters' least stake, millionths
    expands: bool  # whether the plan opens companies at all
    # Who opened what. The heads of a company are counted from 1; `opener_head` is which of them opened.
    opener: Whole  # place of the company whose head opened it, or HEADQUARTERS
    opener_head: Whole
    generation: Whole  # 1 for those opened by headquarters
    opened: Whole  # the simulated year, 0 or less for those there before, NEVER for an unused slot
    alive: Flags
    # The head in office.
    heads: Whole  # how many there have been
    since: Whole  # the year in which he took office
    works: Flags  # whether the company prospers under him
    failed: Whole  # heads that have failed one after the other
    # Stakes, (…, companies).
    headquarters: Whole
    head: Whole
    opener_stake: Whole
    grand_stake: Whole  # of the opener's own opener
    former: Whole  # of heads who have left with a registered stake
    extended: Whole  # profit of a head who left unregistered, out of headquarters' part …
    extended_until: Whole  # … up to this year
    stage: Whole  # of the present head's stake
    # What a company has.
    trained: Whole  # people trained and not yet placed
    has_opened: Whole  # companies opened by its heads
    cash: Fen  # kept for openings
    loan: Fen  # that its team still owes headquarters
    paid_in: Fen  # by headquarters
    earned: Fen  # by the present head since he took office
    # The year.
    profit: Fen
    to_headquarters: Fen  # headquarters' part of that profit
    head_profit: Fen  # the present head's part of all companies he holds in, with what he gets as a funder
    former_profit: Fen  # the same of the heads who have left
    head_income: Fen  # what the present head is paid, after serving the loan
    former_income: Fen
    gate: Whole  # what held back the company's openings
    # Totals of the year, (…).
    headquarters_dividends: Fen  # paid out to headquarters
    paid_by_headquarters: Fen  # capital of new companies, by who paid it
    paid_by_openers: Fen
    paid_by_teams: Fen
    lent: Fen
    interest: Fen  # on loans, paid to headquarters
    repaid: Fen
    written_off: Fen  # headquarters' money in companies closed
    bought_out: Fen  # registered stakes bought back by headquarters
    wanted: Whole  # openings
    blocked: Whole  # (…, 6): openings held back, by what

    def __len__(self) -> int:
        """Companies ever opened, closed ones included."""
        return int(self.opener.shape[-1])

    @property
    def companies(self) -> int:
        """Companies alive."""
        return int(self.alive.sum())

    @property
    def opened_this_year(self) -> int:
        return int((self.opened == self.year).sum())

    @property
    def closed(self) -> int:
        """Companies closed so far."""
        return int((~self.alive & (self.opened < NEVER)).sum())

    @property
    def successions(self) -> int:
        """Heads who took office this year after another one."""
        return int((self.alive & (self.since == self.year) & (self.heads > 1)).sum())

    def at_stage(self, stage: int) -> int:
        """How many heads in office are at this stage."""
        return int(((self.stage == stage) & self.alive).sum())

    @property
    def headquarters_profit(self) -> int:
        """Headquarters' part of all companies' profit."""
        return int(self.to_headquarters.sum())

    @property
    def heads_profit(self) -> int:
        """The part of all heads, of those in office and of those who have left."""
        return int(self.head_profit.sum()) + int(self.former_profit.sum())

    @property
    def heads_income(self) -> int:
        """What all heads are paid, loans served."""
        return int(self.head_income.sum()) + int(self.former_income.sum())

    @property
    def result(self) -> int:
        """What headquarters' income statement takes over: its part of profit, interest, less what is written off."""
        return self.headquarters_profit + int(self.interest) - int(self.written_off)

    @property
    def capital(self) -> int:
        """Invested in this year's new companies, whoever paid."""
        return int(self.paid_by_headquarters) + int(self.paid_by_openers) + int(self.paid_by_teams) + int(self.lent)

    @property
    def cash_need(self) -> int:
        """Cash that headquarters puts in: its part of the capital, loans, stakes bought back."""
        return int(self.paid_by_headquarters) + int(self.lent) + int(self.bought_out)

    @property
    def cash_back(self) -> int:
        """Cash that headquarters gets: dividends paid out, interest and repayments."""
        return int(self.headquarters_dividends) + int(self.interest) + int(self.repaid)

    @property
    def bottleneck(self) -> int:
        """What held back most openings of the year; NOTHING where none was."""
        if self.expands and int(self.wanted) == 0:
            return NOBODY_READY
        return int(self.blocked.argmax()) if self.blocked.any() else NOTHING

    def registered(self) -> Whole:
        """Headquarters' registered stake, (…, companies), millionths: an opener's is registered at once, a head's after years."""
        return PPM - self.opener_stake - self.grand_stake - self.former - np.where(self.stage == REGISTERED, self.head, 0)

    def wealth(self, multiple: int) -> Fen:
        """(…, companies): the present head's income so far and the value of his registered stakes, fen.

        A company is worth so many times its profit, nothing in a loss. An option or a right to dividends has
        no value yet.
        """
        value = np.maximum(self.profit, 0) * multiple
        own = times(value, np.where((self.stage == REGISTERED) & self.alive, self.head, 0), PPM)
        return np.asarray(self.earned + own + self.of_openers(
            times(value, self.opener_stake, PPM), times(value, self.grand_stake, PPM))[0], dtype=np.int64)

    def of_openers(self, opener_part: Fen, grand_part: Fen) -> tuple[Fen, Fen]:
        """Openers' parts of each company, summed by opener: (…, companies) of heads in office, and of former ones."""
        lead, width = self.opener.shape[:-1], len(self)
        if not width:
            return np.zeros_like(self.profit), np.zeros_like(self.profit)
        present, gone = np.zeros(self.opener.size, dtype=np.int64), np.zeros(self.opener.size, dtype=np.int64)
        row = np.arange(self.opener.size).reshape(-1, width) // width * width
        company, which = self.opener.reshape(-1, width), self.opener_head.reshape(-1, width)
        heads = np.where(self.alive, self.heads, 0).ravel()
        for part in (opener_part, grand_part):
            known = company != HEADQUARTERS
            at = (row + company)[known]
            amount = part.reshape(-1, width)[known]
            in_office = which[known] == heads[at]
            for total, whose in ((present, in_office), (gone, ~in_office)):
                total += np.rint(np.bincount(at[whose], amount[whose], self.opener.size)).astype(np.int64)
            # One step up: whoever opened the opener.
            place = row + np.maximum(company, 0)
            company, which = (np.where(known, self.opener.ravel()[place], HEADQUARTERS),
                              np.where(known, self.opener_head.ravel()[place], 0))
        return present.reshape(*lead, width), gone.reshape(*lead, width)

    def stakes_sum(self) -> Whole:
        """Sum of stakes of every company, (…, companies), millionths: PPM throughout."""
        return self.headquarters + self.head + self.opener_stake + self.grand_stake + self.former

    def check(self) -> None:
        """The identities every network must hold.

        Raises:
            AssertionError: never with correct code.
        """
        there = self.opened < NEVER
        if not (self.stakes_sum()[there] == PPM).all():
            raise AssertionError("stakes of a company do not sum to one")
        if (self.headquarters[self.alive] < self.floor).any():
            raise AssertionError("headquarters is below its floor")
        given = self.to_headquarters.sum(-1) + self.head_profit.sum(-1) + self.former_profit.sum(-1)
        if not (self.profit.sum(-1) == given).all():
            raise AssertionError("the companies' profit is not what headquarters and heads receive")
        if (self.cash < 0).any() or (self.loan < 0).any():
            raise AssertionError("a company's cash or loan is negative")


REASONS = {NOTHING: "nothing", FUNDS: "funds", TALENT: "talent", TERRITORY: "territory", CAP: "cap"}


def stores_under(network: Network) -> Whole:
    """How many companies each head oversees: his own and all that come from it, (companies,)."""
    under = network.alive.astype(np.int64)
    for generation in range(int(network.generation.max(initial=1)), 1, -1):
        here = network.generation == generation
        under += np.rint(np.bincount(network.opener[here], under[here], len(network))).astype(np.int64)
    return np.where(network.alive, under, 0)
