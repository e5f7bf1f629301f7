"""P5 Piece rate: so much a piece (or a part of service or goods sales), more of it beyond one's task."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Annotated, Any, Literal

import numpy as np

from engine.base.algebra import added_up, at_most, hundredths, over, times
from engine.base.money import Fen, fraction, to_fen
from engine.base.parameter import Declared, Parameter, Text, Unit
from engine.base.trace import Trace
from engine.rules.kinds import PayElement
from engine.rules.parts.rises import PIECE, Rise, whole_pieces
from engine.rules.rule import About
from engine.world.drivers import Group


class PieceRate(PayElement):
    """Volume × rate by month; what is beyond the task × rate × factor."""

    about = About(
        title=Text("计件提成", "Piece rate"),
        what=Text("每件一个单价，或按服务项目、精品和办卡销售额的一个比例；超出个人任务的部分单价乘以系数。"
                  "也可以只对超出任务的部分计件。",
                  "So much a piece, or a part of service sales or of sales of goods and cards. Beyond one's own task "
                  "the rate is multiplied by a factor; or only what is beyond the task is paid at all."),
        formula=Text("计件提成 = 任务以内数量 × 单价 + 超出任务数量 × 单价 × 超任务系数",
                     "piece pay = volume within the task × rate + volume beyond it × rate × factor"),
        source="Incentive-plan collection: 120% beyond the task; car-care chain plan: 1 yuan a car and 2% of beauty "
               "work for store heads, above their own task 5 yuan a car, 8% / 10% and 5% / 8% for other staff",
        not_modelled=Text("返工和质量扣件", "pieces taken off for rework and quality"))
    example = {"units": 1200, "task": 1000, "rate": 4, "over_factor": 1.2}

    rule: Literal["piece_rate"] = "piece_rate"
    base: Annotated[Literal["pieces", "service_sales", "goods_sales"], Parameter(
        "计什么", "Counted on", Unit.CHOICE, choices={
            "pieces": Text("件数", "Pieces"), "service_sales": Text("服务项目销售额", "Service sales"),
            "goods_sales": Text("精品和办卡销售额", "Sales of goods and cards")})] = "pieces"
    rate: Annotated[float, Parameter("单价（元/件）", "Rate a piece", Unit.YUAN, low=0, high=100_000, step=0.5,
                                     source="Car-care chain plan: 1 and 5 yuan a car")] = 1.0
    sales_rate: Annotated[float, Parameter("占销售额比例", "Part of sales", Unit.RATE, low=0, high=1, step=0.005,
                                           source="Car-care chain plan: 2% of beauty work")] = 0.02
    task: Annotated[float, Parameter("个人任务（月，件或元）", "Own task a month, in pieces or yuan", Unit.COUNT, low=0,
                                     high=100_000_000, step=10)] = 0.0
    on: Annotated[Literal["all", "above_task"], Parameter("计件范围", "Counted part", Unit.CHOICE, choices={
        "all": Text("全部", "Everything"), "above_task": Text("只计超出任务的部分", "Only what is beyond the task")})] = "all"
    over_factor: Annotated[float, Parameter("超任务系数", "Factor beyond the task", Unit.FACTOR, low=0, high=10,
                                            step=0.1, source="Incentive-plan collection: 120%")] = 1.2

    def rises(self, group: Group, place: int, month: int) -> Iterator[Rise]:
        """The own task that the month's volume has not reached."""
        volume = int({"pieces": group.drivers.pieces * PIECE, "service_sales": group.drivers.service_sales,
                      "goods_sales": group.drivers.goods_sales}[self.base][month, group.index[place]])
        bound = to_fen(self.task)
        if bound > volume:
            yield Rise("task", self.base, "own", month, volume, whole_pieces(bound) if self.base == "pieces" else bound,
                       float(self.beyond()))

    class Inputs(Declared):
        """A month's volume."""

        units: Annotated[float, Parameter("数量（月，件或元）", "Volume a month, in pieces or yuan", Unit.COUNT, low=0,
                                          high=100_000_000_000, step=10)]

    reads = {"volume": Parameter("数量（月，件或元）", "Volume a month, in pieces or yuan", Unit.YUAN)}

    def alone(self, inputs: Any) -> dict[str, Any]:
        return {"volume": np.array([to_fen(inputs.units)])}

    def bind(self, group: Group) -> dict[str, Any]:
        drivers = group.drivers
        if self.base == "pieces":
            return {"volume": group.of(drivers.pieces) * 100}
        return {"volume": group.of(drivers.service_sales if self.base == "service_sales" else drivers.goods_sales)}

    def beyond_task(self, volume: Any) -> Any:
        """What of a volume is beyond the task, in hundredths of a piece or fen; any shape."""
        return over(volume, hundredths(self.task))

    def amount(self, volume: Any) -> Any:
        """Pay in fen for volumes in hundredths of a piece, or fen (any shape); one rounding, at the end."""
        rate = self.rate if self.base == "pieces" else self.sales_rate
        beyond = self.beyond_task(volume)
        if self.on == "above_task":
            return times(beyond, self.over_factor, rate)
        return added_up((at_most(volume, hundredths(self.task)), rate), (beyond, self.over_factor, rate))

    def beyond(self) -> Fraction:
        """What each piece (or yuan of sales) beyond the task brings, in yuan."""
        return fraction(self.rate if self.base == "pieces" else self.sales_rate) * fraction(self.over_factor)

    def formula(self, x: Any, say: Trace) -> Fen:
        volume = x.volume
        if self.base == "pieces":
            say("件数", "Pieces", Unit.COUNT, lambda: volume // 100)
            say("超出任务的件数", "Pieces beyond the task", Unit.COUNT, lambda: self.beyond_task(volume) // 100)
        else:
            volume = say("销售额", "Sales", Unit.YUAN, volume)
            say("超出任务的销售额", "Sales beyond the task", Unit.YUAN, lambda: self.beyond_task(volume))
        say.result("over", Unit.YUAN, lambda: self.beyond_task(volume))
        return say.result("amount", Unit.YUAN, self.amount(volume))
