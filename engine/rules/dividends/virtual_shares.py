"""D1 – D5 Virtual shares: the dividend fund, smoothed, paid out per virtual share; who leaves is settled."""

from __future__ import annotations

from typing import Annotated, Any, ClassVar, Literal

import numpy as np
import numpy.typing as npt
from pydantic import model_validator

from engine.base.algebra import total, where
from engine.base.book import Given
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.trace import Trace
from engine.rules.dividends.dividend_fund import DividendFund
from engine.rules.dividends.dividend_per_share import DividendPerShare, refuse_more_than_all
from engine.rules.dividends.fund_smoothing import FundSmoothing
from engine.rules.dividends.virtual_share_count import VirtualShareCount
from engine.rules.dividends.virtual_share_leaving import VirtualShareLeaving
from engine.rules.kinds import (
    PEOPLE_READ,
    Award,
    DividendProgramme,
    Payout,
    Result,
    bind_people,
    no_one,
    of_company,
    taking,
)
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

    reads: ClassVar[dict[str, Parameter]] = {
        **PEOPLE_READ, **VirtualShareCount.reads, "leaves": Parameter("年内离职", "Leaves in the year", Unit.FLAG),
        "carried_in": Parameter("上年结转", "Carried in", Unit.YUAN),
        "account_in": Parameter("上年个人账户", "Last year's account", Unit.YUAN)}

    tells_standing = True

    def in_standing(self, standing: str) -> VirtualShares:
        return self.model_copy(update={"leaving": self.leaving.model_copy(update={"standing": standing})})

    def participating(self, drivers: Drivers) -> npt.NDArray[np.int64]:
        """The shares that take part this year, (…, people): not of whoever is gone, or leaves in bad standing."""
        shares: npt.NDArray[np.int64] = self.holdings(Given(**self.bind_holders(drivers)))
        return shares

    def on_leaving(self, dividend: Any, months: Any) -> Any:
        return self.leaving.part(dividend, months)

    def account_on_leaving(self, account: Any) -> Any:
        return self.leaving.of_account(account)

    def bind_holders(self, drivers: Drivers) -> dict[str, Any]:
        """What `holdings` reads, by person."""
        listed = {"virtual_shares": drivers.people.virtual_shares} if self.count is None else self.count.bind(drivers)
        return {**listed, **bind_people(drivers, ()), "leaves": drivers.people.leaves_in > 0}

    def bind(self, result: Result, drivers: Drivers, before: Award | None) -> dict[str, Any]:
        return {**self.bind_holders(drivers), "profit": of_company(result.net_profit), "shares": None, "held": None,
                "carried_in": of_company(before.carried if before else 0),
                "account_in": before.account if before else no_one(drivers.people)}

    def alone(self, inputs: Any) -> dict[str, Any]:
        nothing = np.array([0])
        return {**super().alone(inputs), "carried_in": nothing, "account_in": nothing, "months": np.array([12]),
                "leaves": np.array([False])}

    def holdings(self, x: Any) -> Any:
        """The shares that take part this year, by person."""
        counted = x.virtual_shares if self.count is None else self.count.holdings(x)
        takes = taking(x, self.min_years)
        return where(takes & ~x.leaves if self.leaving.standing == "bad" else takes, counted, 0)

    def formula(self, x: Any, say: Trace) -> Payout:
        fund = say("分红基金", "Fund of the year", Unit.YUAN, self.fund.fund(x.profit), key="fund")
        carried_in = say("上年结转", "Carried in", Unit.YUAN, x.carried_in)
        distributed, carried = self.smoothing.distribute(fund, carried_in)
        distributed = say("可发放", "Distributed", Unit.YUAN, distributed, key="distributed")
        held = self.holdings(x) if x.held is None else x.held
        shares = total(held) if x.shares is None else x.shares
        each = say("每股分红", "Dividend per share", Unit.YUAN, self.per_share.per_share(distributed, shares), key="per_share")
        if self.count is not None and x.held is None:
            self.count.record(x, say)
        held = say("持有虚拟股", "Virtual shares held", Unit.SHARES, held)
        months = say("在职月数", "Months served", Unit.COUNT, x.months)
        full = held * each
        dividend = say.result("dividend", Unit.YUAN, where(x.leaves, self.on_leaving(full, months), full))
        now, account = self.per_share.parts(dividend)
        # Who leaves has no next year: all of it at once.
        now = say.result("now", Unit.YUAN, where(x.leaves, dividend, now))
        account = say.result("account", Unit.YUAN, where(x.leaves, 0, account))
        say.result("left_in_fund", Unit.YUAN, lambda: distributed - shares * each)
        # What does not divide into whole cents a share, or leavers have not served, stays in the fund, for next year.
        return Payout(fund + carried_in, dividend, now + x.account_in, account, carried + distributed - total(dividend))
