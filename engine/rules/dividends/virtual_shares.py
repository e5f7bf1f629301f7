"""D1 – D5 Virtual shares: the dividend fund, smoothed, paid out per virtual share; who leaves is settled."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import numpy as np
import numpy.typing as npt
from pydantic import model_validator

from engine.base.money import Fen, add_up, by_draw, to_fen, to_yuan
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.trace import Trace
from engine.rules.dividends.dividend_fund import DividendFund
from engine.rules.dividends.dividend_per_share import DividendPerShare, refuse_more_than_all
from engine.rules.dividends.fund_smoothing import FundSmoothing
from engine.rules.dividends.virtual_share_count import VirtualShareCount
from engine.rules.dividends.virtual_share_leaving import VirtualShareLeaving
from engine.rules.kinds import Award, DividendProgramme, Result, members, no_one
from engine.rules.parts.terms import MIN_YEARS, OWN_SHARES, PROFIT_THIS_YEAR, TOTAL_SHARES
from engine.rules.rule import About
from engine.world.drivers import Drivers


class VirtualShares(DividendProgramme):
    """Fund → smoothing → per share, every year; the holders are the people with virtual shares."""

    about = About(
        title=Text("虚拟股分红", "Virtual share dividends"),
        what=Text("从净利润提取分红基金，平滑后按虚拟股数发给持有人；每人一部分当年发，一部分进个人账户下年发。股数可以取名单上的，"
                  "也可以每年按职位、绩效、司龄重新计算。非正常离职的人不再持股；正常离职的按在职月数领取，没有领的留在基金里。",
                  "A fund taken from net profit, smoothed over the years, paid to the holders of virtual shares; "
                  "part of it this year, part through personal accounts next year. The shares are those of the list, or "
                  "counted anew every year by position, performance and service. Who leaves in bad standing holds none; "
                  "in good standing the months served are paid, and what is not paid stays in the fund."),
        formula=Text("基金 → 平滑 → 每股分红 × 持股数", "fund → smoothing → dividend per share × shares held"),
        source="Virtual-share company plan",
        not_modelled=Text("转成实股的人此后不再分虚拟股红利",
                          "that shares turned into real ones no longer take part"))
    example = {"profit": 2_000_000, "shares": 115_800, "held": 5_800,
               "fund": {"coefficient": 1.3}}

    rule: Literal["virtual_shares"] = "virtual_shares"
    fund: Annotated[DividendFund, Parameter("分红基金", "Dividend fund", Unit.TABLE)] = DividendFund()
    smoothing: Annotated[FundSmoothing, Parameter("平滑", "Smoothing", Unit.TABLE)] = FundSmoothing()
    per_share: Annotated[DividendPerShare, Parameter("每股分红", "Per share", Unit.TABLE)] = DividendPerShare()
    min_years: Annotated[int, MIN_YEARS.but(source="Virtual-share company plan: 1 to 3 years")] = 1
    count: Annotated[VirtualShareCount | None, Parameter(
        "每年计算股数", "Shares counted every year", Unit.TABLE,
        nothing=Text("用名单上的虚拟股数", "the list's virtual shares"))] = None
    leaving: Annotated[VirtualShareLeaving, Parameter("离职", "Leaving", Unit.TABLE)] = VirtualShareLeaving()

    class Inputs(Declared):
        """One year of a fund."""

        profit: Annotated[float, PROFIT_THIS_YEAR]
        shares: Annotated[int, TOTAL_SHARES.but(en="Participating shares", step=100)]
        held: Annotated[int, OWN_SHARES]

        @model_validator(mode="after")
        def _held_among_all(self) -> VirtualShares.Inputs:
            refuse_more_than_all(self.held, self.shares)
            return self

    def calc(self, inputs: Any) -> dict[str, Any]:
        fund = self.fund.fund(to_fen(inputs.profit))
        distributed, _ = self.smoothing.distribute(fund, 0)
        alone = self.per_share.calc(DividendPerShare.Inputs(distributed=to_yuan(distributed),
                                                            shares=inputs.shares, held=inputs.held))
        return {"fund": to_yuan(fund), "distributed": to_yuan(distributed), **alone}

    tells_standing = True

    def in_standing(self, standing: str) -> VirtualShares:
        return self.model_copy(update={"leaving": self.leaving.model_copy(update={"standing": standing})})

    def held(self, drivers: Drivers) -> npt.NDArray[np.int64]:
        """The shares that take part this year, (…, people): not of whoever is gone, or leaves in bad standing."""
        counted = drivers.people.virtual_shares if self.count is None else self.count.shares(drivers)
        lost = (drivers.people.leaves_in > 0) & (self.leaving.standing == "bad")
        return counted * (members(drivers, (), self.min_years) & ~lost)

    def on_leaving(self, dividend: Fen, months: npt.NDArray[np.int64]) -> Fen:
        return self.leaving.part(dividend, months)

    def account_on_leaving(self, account: Fen) -> Fen:
        return self.leaving.of_account(account)

    def distribute(self, result: Result, drivers: Drivers, before: Award | None, trace: Trace) -> Award:
        carried_in = before.carried if before else 0
        account_in = before.account if before else no_one(drivers.people)
        fund = by_draw(self.fund.fund, result.net_profit)
        distributed, carried = by_draw(self.smoothing.distribute, fund, carried_in)
        held = self.held(drivers)
        each = by_draw(self.per_share.per_share, distributed, add_up(held))
        leaves, full = drivers.people.leaves_in > 0, held * np.asarray(each)[..., None]
        dividend = np.where(leaves, self.on_leaving(full, drivers.months_served), full)
        now, account = self.per_share.parts(dividend)
        # Who leaves has no next year: all of it at once.
        now, account = np.where(leaves, dividend, now), np.where(leaves, 0, account)
        paid = add_up(dividend)
        left = distributed - paid
        trace("分红基金", "Fund of the year", Unit.YUAN, fund)
        trace("上年结转", "Carried in", Unit.YUAN, carried_in)
        trace("可发放", "Distributed", Unit.YUAN, distributed)
        trace("每股分红", "Dividend per share", Unit.YUAN, each)
        if self.count is not None:
            self.count.record(drivers, trace)
        trace("持有虚拟股", "Virtual shares held", Unit.SHARES, held)
        trace("在职月数", "Months served", Unit.COUNT, drivers.months_served)
        # What does not divide into whole cents a share, or leavers have not served, stays in the fund, for next year.
        return Award(fund + carried_in, paid, carried + left, 0, dividend, now + account_in, account)
