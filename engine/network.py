"""The network of companies that headquarters and its heads have opened, as arrays over companies."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from engine.company import PPM
from engine.money import Fen

HEADQUARTERS = -1
"""Opener of a company that headquarters opened itself."""


DIVIDENDS, OPTION, REGISTERED = range(3)
"""Stages of a head's stake, in the order in which he passes them."""


@dataclass(frozen=True)
class Network:
    """Companies at the end of a year, in the order in which they were opened.

    opener: place of the company whose head opened it (HEADQUARTERS for headquarters itself); generation:
    1 for those opened by headquarters; opened: the simulated year, 0 or less for those there before.
    Stakes (companies,) are in millionths and sum to PPM per company; they are rights to profit.
    `stage` says what a head's stake is so far: DIVIDENDS only, an OPTION, or REGISTERED.
    """

    year: int
    opener: npt.NDArray[np.int64]
    generation: npt.NDArray[np.int64]
    opened: npt.NDArray[np.int64]
    headquarters: npt.NDArray[np.int64]
    head: npt.NDArray[np.int64]
    opener_stake: npt.NDArray[np.int64]
    grand_stake: npt.NDArray[np.int64]
    floor: int  # headquarters' least stake, millionths
    stage: npt.NDArray[np.int64]
    profit: Fen  # of each company this year
    head_income: Fen  # of each company's head, over all companies it holds in
    headquarters_profit: int  # headquarters' part of all companies' profit
    capital: int  # invested in this year's new companies

    def __len__(self) -> int:
        return len(self.opener)

    @property
    def opened_this_year(self) -> int:
        return int((self.opened == self.year).sum())

    def heads(self, stage: int) -> int:
        """How many heads are at this stage."""
        return int((self.stage == stage).sum())

    def stakes_sum(self) -> npt.NDArray[np.int64]:
        """Sum of stakes of every company: PPM throughout."""
        return self.headquarters + self.head + self.opener_stake + self.grand_stake

    def check(self) -> None:
        """The identities every network must hold.

        Raises:
            AssertionError: never with correct code.
        """
        if not (self.stakes_sum() == PPM).all():
            raise AssertionError("stakes of a company do not sum to one")
        if len(self) and int(self.headquarters.min()) < self.floor:
            raise AssertionError("headquarters is below its floor")
        if int(self.profit.sum()) != self.headquarters_profit + int(self.head_income.sum()):
            raise AssertionError("the companies' profit is not what headquarters and heads receive")
