"""The methods that a company or a store is valued by, and their working line by line."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from engine.base.parameter import Text, Unit

METHODS: dict[str, Text] = {
    "pe": Text("利润 × 市盈率", "Profit × multiple"), "perpetuity": Text("永续经营法", "Perpetuity"),
    "assets": Text("资产＋利润法", "Assets plus profit"), "traffic": Text("流量评估法", "Traffic"),
    "store": Text("单店市值", "Value of a store")}


class WorkingLine(NamedTuple):
    """A line of the working: a sum of money in fen, else a plain number; exact."""

    label: Text
    unit: Unit
    value: Fraction
