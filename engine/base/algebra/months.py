"""Months of a year: when something is paid, sums over periods, runs of months."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from engine.base import money
from engine.base.algebra.factors import structure
from engine.base.algebra.people import DealtOut, dealt, dealt_text, floor_text, rest_text, weight
from engine.base.algebra.words import LENGTH, MONTHS, WORDS, Period, cents, scale_of, word
from engine.base.money import Fen, split_array
from engine.base.parameter import Text, Unit
from engine.base.quantity import Quantity
from engine.base.sheet import Sheet


@word("every_month", "{0}", "每月 {0}", "{0} every month")
def every_month(amount: Fen) -> Fen:
    """The same in every month: (…, people) → (…, 12, people)."""
    amount = np.asarray(amount)
    return np.broadcast_to(amount[..., None, :], (*amount.shape[:-1], MONTHS, amount.shape[-1]))


@word("in_december", lambda sheet, amount: f"IF({sheet.month}={MONTHS},{sheet.operand(amount, 1)},0)",
      "12 月发 {0}", "{0} in December")
def in_december(amount: Fen) -> Fen:
    """Once a year, with December's pay: (…, people) → (…, 12, people)."""
    months = np.zeros((*amount.shape[:-1], MONTHS, amount.shape[-1]), dtype=np.int64)
    months[..., MONTHS - 1, :] = amount
    return months


@word("from_month", lambda sheet, start, before, then: (
    f"IF({sheet.month}<{structure(start)},{sheet.operand(before, scale_of(then))},{sheet.operand(then, scale_of(before))})"),
    "第 {0} 个月起 {2}，之前 {1}", "{2} from month {0} on, {1} before", like=1)
def from_month(start: int, before: Any, then: Any) -> Fen:
    """One amount before a month, another from it on: (…, 12, people) or (…, people) each → (…, 12, people)."""
    early = np.arange(1, MONTHS + 1)[:, None] < start
    return np.where(early, _by_month(before), _by_month(then))


def _by_month(amount: Any) -> Any:
    """(…, people) with an axis of months before the last; what has one already, and plain numbers, as they are."""
    amount = np.asarray(amount)
    return amount if amount.ndim == 0 or (amount.ndim > 1 and amount.shape[-2] == MONTHS) else amount[..., None, :]


@word("over_months", lambda sheet, amount: f"SUMIFS({sheet.column(amount)},{sheet.subjects},{sheet.subject})",
      "{0} 全年合计", "{0} of the whole year")
def over_months(amount: Fen) -> Fen:
    """The sum of the twelve months: (…, 12, people) → (…, people)."""
    return amount.sum(axis=-2)


def _sum_periods_text(sheet: Sheet, amount: Quantity, period: Period) -> str:
    length = LENGTH[period]
    if length == 1:
        return sheet.operand(amount, 1)
    last = f"(INT(({sheet.month}-1)/{length})*{length}+{length})"
    return (f"SUMIFS({sheet.column(amount)},{sheet.subjects},{sheet.subject},{sheet.months},\"<=\"&{last},"
            f"{sheet.months},\">\"&{last}-{length})")


@word("sum_periods", _sum_periods_text, "每期 {0} 合计", "{0} of each period")
def sum_periods(amounts: Fen, period: Period) -> Fen:
    """Sums of the months of each period: (…, 12, people) → (…, periods, people)."""
    length = LENGTH[period]
    return amounts if length == 1 else amounts.reshape(
        *amounts.shape[:-2], MONTHS // length, length, amounts.shape[-1]).sum(axis=-2)


@word("at_period_end", lambda sheet, amount, period: sheet.operand(amount, 1) if LENGTH[period] == 1 else (
    f"IF(MOD({sheet.month},{LENGTH[period]})=0,{sheet.operand(amount, 1)},0)"), "期末发 {0}", "{0} at the end of each period")
def at_period_end(amounts: Fen, period: Period) -> Fen:
    """An amount a period, in its last month: (…, periods, people) → (…, 12, people)."""
    length = LENGTH[period]
    if length == 1:
        return amounts
    months = np.zeros((*amounts.shape[:-2], MONTHS, amounts.shape[-1]), dtype=np.int64)
    months[..., length - 1::length, :] = amounts
    return months


@word("spread", lambda sheet, amount: (
    f"(INT({cents(sheet, amount)}/{MONTHS})+IF({sheet.month}<=MOD({cents(sheet, amount)},{MONTHS}),1,0))/{amount.scale}"),
    "{0} 平均到十二个月", "{0} spread evenly over the months")
def spread(amount: Fen) -> Fen:
    """A year's amount, zero or more, over the months, to the last fen, earlier months first: (…, people) → (…, 12, people)."""
    return np.moveaxis(split_array(amount, np.ones(MONTHS, dtype=np.int64)), -1, -2)


@word("run_of", lambda sheet, condition, months: (
    f"COUNTIFS({sheet.column(condition)},TRUE,{sheet.subjects},{sheet.subject},{sheet.months},\">\"&{sheet.month}-{structure(months)},"
    f"{sheet.months},\"<=\"&{sheet.month})>={structure(months)}"),
    "{0} 连续 {1} 个月", "{0} for {1} months in a row", Unit.FLAG, infix=True)
def run_of(condition: npt.NDArray[np.bool_], months: int) -> npt.NDArray[np.bool_]:
    """In which months something has held for so many in a row, this one included: (…, 12, people)."""
    in_a_row = condition.copy()
    for back in range(1, months):
        in_a_row[..., back:, :] &= condition[..., :-back, :]
        in_a_row[..., :back, :] = False
    return in_a_row


@word("months_of", lambda sheet, condition: f"COUNTIFS({sheet.column(condition)},TRUE,{sheet.subjects},{sheet.subject})",
      "{0} 的月数", "how many months {0}", Unit.COUNT)
def months_of(condition: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """In how many months of the year something holds: (…, 12, people) → (…, people)."""
    return condition.sum(axis=-2)


@word("ever_after", lambda sheet, condition: (
    f"COUNTIFS({sheet.column(condition)},TRUE,{sheet.subjects},{sheet.subject},{sheet.months},\"<\"&{sheet.month})>0"),
    "{0} 之后的每个月", "every month after {0}", Unit.FLAG, infix=True)
def ever_after(condition: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """In which months something has happened in an earlier one: (…, 12, people)."""
    after = np.zeros_like(condition)
    after[..., 1:, :] = np.logical_or.accumulate(condition, axis=-2)[..., :-1, :]
    return after


@word("all_year", "{0}", "{0}", "{0}")
def all_year(amount: Fen) -> Fen:
    """The same in whichever periods the other columns are by: (…, people) → (…, 1, people)."""
    return amount[..., None, :]


def _of_months(sheet: Sheet) -> str:
    """Criteria of SUMIFS and COUNTIFS: all months of the same row's subject."""
    return f"{sheet.subjects},{sheet.subject}"


def _season(sheet: Sheet, weights: Quantity) -> str:
    return weight(sheet, weights, f"SUMIFS({sheet.column(weights)},{_of_months(sheet)})")


@word("spread_floor", lambda sheet, amount, weights: floor_text(sheet, amount, weights, _season(sheet, weights)),
      "{0} 按 {1} 分到各月的整数部分", "the whole part of {0} by {1} in the month")
def spread_floor(amount: Fen, weights: npt.NDArray[np.int64]) -> Fen:
    """What of an amount is each month's before the remainders are dealt out; shapes as in `spread_by`."""
    return np.asarray(money.product(np.asarray(amount)[..., None, :], weights) // weights.sum()).astype(np.int64)


@word("spread_rest", lambda sheet, amount, weights: rest_text(sheet, amount, weights, _season(sheet, weights)),
      "{0} 按 {1} 分到各月的余数", "the remainder of {0} by {1} in the month", Unit.COUNT)
def spread_rest(amount: Fen, weights: npt.NDArray[np.int64]) -> Any:
    """The remainders by which the last fen of an amount are dealt out among months; shapes as in `spread_by`."""
    return money.product(np.asarray(amount)[..., None, :], weights) % weights.sum()


def _spread_by_text(sheet: Sheet, floor: Quantity, rest: Quantity, amount: Quantity, weights: Quantity) -> str:
    same = _of_months(sheet)
    earlier = f"{sheet.column(rest)},{sheet.place(rest)},{same},{sheet.months},\"<=\"&{sheet.month}"
    return dealt_text(sheet, amount, _season(sheet, weights), floor, rest, same, earlier)


def _spread_by(amount: Fen, weights: npt.NDArray[np.int64]) -> Fen:
    """A year's amount, zero or more, over the months by weights (12, 1): (…, people or units) → (…, 12, people or units).

    Largest remainder, equal remainders to the earlier month; sums to the amount.
    """
    return np.moveaxis(dealt(amount, weights[:, 0]), -1, -2)


spread_by = WORDS["spread_by"] = DealtOut("spread_by", _spread_by, _spread_by_text, Text(
    "{0} 按 {1} 分到十二个月，分毫不差", "{0} spread over the months by {1}, to the last fen"), spread_floor, spread_rest)


@word("so_far", lambda sheet, amount: (
    f"SUMIFS({sheet.column(amount)},{sheet.subjects},{sheet.subject},{sheet.months},\"<=\"&{sheet.month})"),
    "{0} 累计", "{0} so far this year")
def so_far(amount: Fen) -> Fen:
    """The sum of the months up to each: (…, months, people), kept."""
    return np.cumsum(amount, axis=-2)


@word("month_on_month", lambda sheet, amount: (
    f"{sheet.operand(amount, 1)}-SUMIFS({sheet.column(amount)},{sheet.subjects},{sheet.subject},{sheet.months},{sheet.month}-1)"),
    "{0} 比上月多的部分", "what {0} is more than in the month before", infix=True)
def month_on_month(amount: Fen) -> Fen:
    """The difference to the month before, all of it in the first: (…, months, people), kept."""
    amount = np.asarray(amount)
    more = np.empty_like(amount)
    more[..., 0, :] = amount[..., 0, :]
    np.subtract(amount[..., 1:, :], amount[..., :-1, :], out=more[..., 1:, :])
    return more


@word("highest_so_far", lambda sheet, amount: (
    f"SUMPRODUCT(MAX(({sheet.subjects}={sheet.subject})*({sheet.months}<={sheet.month})*{sheet.column(amount)}))"),
    "{0} 至今最高", "the highest {0} so far")
def highest_so_far(amount: Fen) -> Fen:
    """The largest of the months up to each, of amounts of zero or more: (…, months, people), kept."""
    return np.maximum.accumulate(amount, axis=-2)


@word("months_so_far", lambda sheet, like, before: f"{sheet.month}+{before}" if before else sheet.month,
      "至今月数", "months so far", Unit.COUNT, infix=True)
def months_so_far(like: Fen, before: int) -> npt.NDArray[np.int64]:
    """The number of each month, counted on from so many before: (months, 1); `like` has the months."""
    return np.arange(1, like.shape[-2] + 1)[:, None] + before


Places = tuple[int, ...]
"""Places of months in a year, 0 to 11, rising."""


def _runs(stretches: tuple[Places, ...]) -> list[tuple[int, int]]:
    """The last place of every run of months of one stretch, and which stretch it is, from January on."""
    whose = {place: number for number, places in enumerate(stretches) for place in places}
    return [(place, whose[place]) for place in sorted(whose) if whose.get(place + 1) != whose[place]]


def _by_stretch_text(sheet: Sheet, stretches: tuple[Places, ...], *amounts: Any) -> str:
    scale = next(each.scale for each in amounts if isinstance(each, Quantity))
    runs = _runs(stretches)
    formula = sheet.operand(amounts[runs[-1][1]], scale)
    for last, number in reversed(runs[:-1]):
        formula = f"IF({sheet.month}<={last + 1},{sheet.operand(amounts[number], scale)},{formula})"
    return formula


@word("by_stretch", _by_stretch_text, "各月份段的 {1}", "{1} by stretches of months", like=1, alike=True)
def by_stretch(stretches: tuple[Places, ...], *amounts: Any) -> Fen:
    """An amount a month for each stretch of months, laid out over the year: (…, people) each → (…, 12, people).

    stretches: the places of the months of each, together the whole year.
    """
    shape = np.broadcast_shapes(*(np.shape(each) for each in amounts))
    months = np.empty((*shape[:-1], MONTHS, shape[-1]), dtype=np.int64)
    for places, amount in zip(stretches, amounts, strict=True):
        months[..., list(places), :] = np.asarray(amount)[..., None, :]
    return months


def _months_among_text(sheet: Sheet, condition: Quantity, places: Places) -> str:
    firsts, lasts = ([place + 1 for place in places if place + step not in places] for step in (-1, 1))
    return "+".join(f"COUNTIFS({sheet.column(condition)},TRUE,{_of_months(sheet)},{sheet.months},\">={first}\",{sheet.months},\"<={last}\")"
                    for first, last in zip(firsts, lasts, strict=True))


@word("months_among", _months_among_text, "其中 {0} 的月数", "how many of them {0}", Unit.COUNT, infix=True)
def months_among(condition: npt.NDArray[np.bool_], places: Places) -> npt.NDArray[np.int64]:
    """In how many of these months something holds: (…, 12, people) → (…, people)."""
    return condition[..., list(places), :].sum(axis=-2)
