"""Pools shared out, sums over teams, quantities of units and of everybody."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from engine.base import money
from engine.base.algebra.factors import ppm
from engine.base.algebra.products import times_down
from engine.base.algebra.words import PPM, WORDS, cents, cents_of, plain_number, scale_of, word
from engine.base.money import Fen, split_array, split_if_any
from engine.base.parameter import Text, Unit
from engine.base.quantity import Formula, Quantity, Word
from engine.base.sheet import Sheet


def _teams(team: Any, people: int) -> npt.NDArray[np.int64]:
    return np.zeros(people, dtype=np.int64) if team is None else team


def dealt(totals: Any, weights: npt.NDArray[Any]) -> Fen:
    """Totals (…) by weights (…, parts), by largest remainder; nothing where all weights are zero. Weights of any size."""
    if weights.dtype != object:
        return split_if_any(totals, weights)
    return np.array([money.split(int(each), weights.tolist()) if weights.any() else [0] * len(weights)
                     for each in np.ravel(totals)]).reshape(*np.shape(totals), len(weights))


def _share_out(pool: Any, weights: npt.NDArray[np.int64], team: npt.NDArray[np.int64] | None = None) -> Fen:
    """A pool among people by weights, by largest remainder, equal remainders to the earlier one; sums to the pool.

    pool: (…, people) or (…, 1), the same for all of a team; weights: (…, people), zero or more; team: (people,), who shares
    with whom, None for everybody with everybody. A pool in which nobody has a weight is not paid.
    """
    pool = np.atleast_1d(pool)
    parts = np.zeros((*np.broadcast_shapes(pool.shape[:-1], weights.shape[:-1]), weights.shape[-1]), dtype=np.int64)
    if not parts.size:
        return parts
    if team is None:
        parts[...] = dealt(pool[..., 0], weights)
        return parts
    of_people = np.broadcast_to(pool, (*pool.shape[:-1], weights.shape[-1]))
    for each in np.unique(team):
        members = np.flatnonzero(team == each)
        parts[..., members] = dealt(of_people[..., members[0]], weights[..., members])
    return parts


def _same_row(sheet: Sheet, team: Any) -> str:
    """Criteria of SUMIFS and COUNTIFS: the same month, and the same team where there are several."""
    months = f"{sheet.months},{sheet.month}"
    return months if team is None else f"{months},{sheet.column(team)},{sheet.operand(team, 1)}"


def _pile(sheet: Sheet, pool: Any) -> str:
    """What is dealt out, in the cell that holds it, counted in its smallest unit."""
    cell = sheet.place(pool) if isinstance(pool, Quantity) else sheet.operand(pool, 1)
    return f"ROUND({cell}*{scale_of(pool)},0)"


def weight(sheet: Sheet, weights: Quantity, total: str | None = None) -> str:
    """A weight, or their total, as a whole number."""
    cell = total or sheet.place(weights)
    return cell if weights.scale == 1 else f"ROUND({cell}*{weights.scale},0)"


def floor_text(sheet: Sheet, pool: Any, weights: Quantity, total: str) -> str:
    """The whole part of what each gets, in a cell."""
    pile, rest = _pile(sheet, pool), _rest(sheet, pool, weights, total)
    once = f"({pile}-MOD({pile},{total}))/{total}*{weight(sheet, weights)}"
    return f"IF({total}=0,0,({once}+(MOD({pile},{total})*{weight(sheet, weights)}-{rest})/{total})/{scale_of(pool)})"


def _rest(sheet: Sheet, pool: Any, weights: Quantity, total: str) -> str:
    """The remainder of pool × weight ÷ total; the first MOD keeps the product small."""
    return f"MOD(MOD({_pile(sheet, pool)},{total})*{weight(sheet, weights)},{total})"


def rest_text(sheet: Sheet, pool: Any, weights: Quantity, total: str) -> str:
    """The remainder by which the last fen are dealt out, in a cell."""
    return f"IF({total}=0,0,{_rest(sheet, pool, weights, total)})"


def dealt_text(sheet: Sheet, pool: Any, total: str, floor: Quantity, rest: Quantity, among: str, earlier: str) -> str:
    """The whole part, and one more where fewer have a larger remainder, or the same earlier, than are missing.

    among: criteria of the rows that share the pool; earlier: ranges and criteria of those up to this one, with this remainder.
    """
    larger = f"COUNTIFS({sheet.column(rest)},\">\"&{sheet.place(rest)},{among})"
    missing = f"{_pile(sheet, pool)}-ROUND(SUMIFS({sheet.column(floor)},{among})*{floor.scale},0)"
    return f"{sheet.place(floor)}+IF({larger}+COUNTIFS({earlier})<={missing},{1}/{floor.scale},0)*({total}>0)"


def _all_weights(sheet: Sheet, weights: Quantity, team: Any) -> str:
    return weight(sheet, weights, f"SUMIFS({sheet.column(weights)},{_same_row(sheet, team)})")


@word("share_floor", lambda sheet, pool, weights, team=None: floor_text(
    sheet, pool, weights, _all_weights(sheet, weights, team)), "{0} 按 {1} 分得的整数部分", "the whole part of {0} by {1}")
def share_floor(pool: Any, weights: npt.NDArray[np.int64], team: npt.NDArray[np.int64] | None = None) -> Fen:
    """What of a pool each gets before the remainders are dealt out; shapes as in `share_out`."""
    everybody = _teams(team, len(weights))
    whole_weight = np.bincount(everybody, weights=weights).astype(np.int64)[everybody]
    return np.where(whole_weight > 0, money.product(np.asarray(pool), weights) // np.maximum(whole_weight, 1), 0).astype(np.int64)


@word("share_rest", lambda sheet, pool, weights, team=None: rest_text(
    sheet, pool, weights, _all_weights(sheet, weights, team)), "{0} 按 {1} 分配的余数", "the remainder of {0} by {1}", Unit.COUNT)
def share_rest(pool: Any, weights: npt.NDArray[np.int64], team: npt.NDArray[np.int64] | None = None) -> Any:
    """The remainders by which the last fen of a pool are dealt out; shapes as in `share_out`."""
    everybody = _teams(team, len(weights))
    whole_weight = np.bincount(everybody, weights=weights).astype(np.int64)[everybody]
    return np.where(whole_weight > 0, money.product(np.asarray(pool), weights) % np.maximum(whole_weight, 1), 0)


class DealtOut(Word):
    """Largest remainder: of an open book the whole parts and remainders stand in columns of their own."""

    floor: Word
    rest: Word

    def __init__(self, name: str, exact: Callable[..., Any], formula: Formula, words: Text, floor: Word, rest: Word) -> None:
        super().__init__(name, exact, formula, words, infix=True)
        self.__dict__.update(floor=floor, rest=rest)

    def remembered(self, args: tuple[Any, ...]) -> Quantity:
        made = super().remembered(args)
        return Quantity(made.value, made.unit, made.scale, self, (self.floor(*args), self.rest(*args), *args))

    def phrase(self, args: tuple[Any, ...], language: str, words_of: Callable[[Any, str], str]) -> str:
        return super().phrase(args[2:], language, words_of)


def _share_out_text(sheet: Sheet, floor: Quantity, rest: Quantity, pool: Any, weights: Quantity, team: Any = None) -> str:
    above = f"{sheet.above(rest)},{sheet.place(rest)},{sheet.above_months},{sheet.month}" + (
        "" if team is None else f",{sheet.above(team)},{sheet.operand(team, 1)}")
    return dealt_text(sheet, pool, _all_weights(sheet, weights, team), floor, rest, _same_row(sheet, team), above)


share_out = WORDS["share_out"] = DealtOut("share_out", _share_out, _share_out_text, Text(
    "{0} 按 {1} 分配，分毫不差", "{0} shared out by {1}, to the last fen"), share_floor, share_rest)


def _alike_text(sheet: Sheet, amount: Quantity, team: Any) -> str:
    same_row, cents = _same_row(sheet, team), cents_of(sheet.place(amount), amount.scale)
    heads = f"COUNTIFS({same_row})"
    earlier = f"COUNTIFS({sheet.above_months},{sheet.month},{sheet.above(team)},{sheet.operand(team, 1)})"
    return f"(INT({cents}/{heads})+IF({earlier}<=MOD({cents},{heads}),1,0))/{amount.scale}"


@word("each_alike", _alike_text, "{0} 由同组的人平分", "{0} shared equally by the team")
def each_alike(amount: Fen, team: npt.NDArray[np.int64]) -> Fen:
    """One amount for all members of a team, divided equally, to the fen; the first members get what is left over.

    `amount` (…, people) repeats the team's amount for each member; `team` (people,) numbers the teams.
    """
    heads = np.bincount(team)
    order = np.argsort(team, kind="stable")
    first = np.cumsum(heads) - heads
    rank = np.empty(len(team), dtype=np.int64)
    rank[order] = np.arange(len(team)) - first[team[order]]
    number = heads[team]
    return amount // number + (rank < amount % number)


@word("sum_by", lambda sheet, amount, team=None: f"SUMIFS({sheet.column(amount)},{_same_row(sheet, team)})",
      "同组 {0} 之和", "the sum of {0} over the team")
def sum_by(amount: Fen, team: npt.NDArray[np.int64] | None = None) -> Fen:
    """For each person the sum over the team: (…, people) → (…, people); team (people,), None for everybody."""
    if team is None:
        return np.broadcast_to(amount.sum(axis=-1, keepdims=True), amount.shape)
    return money.sum_by(amount, team, int(team.max(initial=-1)) + 1)[..., team]


@word("of_person", lambda sheet, amount, whose: (
    f"SUMIFS({sheet.column(amount)},{sheet.subjects},{sheet.operand(whose, 1)},{sheet.months},{sheet.month})"),
    "{1} 的 {0}", "{0} of {1}")
def of_person(amount: Fen, whose: npt.NDArray[np.int64]) -> Fen:
    """For each person a quantity of another person, by place: (…, people) and (people,) → (…, people)."""
    return amount[..., whose]


@word("part_rest", lambda sheet, amount, share: f"MOD({cents(sheet, amount)}*ROUND({plain_number(sheet, share)}*{PPM},0),{PPM})",
      "{0} × {1} 的余数", "the remainder of {0} × {1}", Unit.COUNT)
def part_rest(amount: Fen, share: float) -> Any:
    """What `times_down` leaves of an amount times a share of at most 1, in millionths of its unit; the amount's shape."""
    return money.product(np.asarray(amount), np.array(ppm(share))) % PPM


@lru_cache(maxsize=16)  # the columns of a part by key are the same in each of its rows
def _parts_by_key(pool: Quantity, whose: Any, shares: tuple[Any, ...]) -> tuple[list[Quantity], list[Quantity], Quantity]:
    """Floors and remainders of all keys, and how much of the pool the floors leave."""
    own = of_person(pool, whose)
    floors, rests = [times_down(own, share) for share in shares], [part_rest(own, share) for share in shares]
    left = own
    for floor in floors:
        left = left - floor
    return floors, rests, left


def _part_by_key_text(sheet: Sheet, pool: Quantity, whose: Any, key: Any, keys: tuple[Any, ...], shares: tuple[Any, ...]) -> str:
    """The own key's floor, and a fen more if its remainder is among the largest."""
    floors, rests, left = _parts_by_key(pool, whose, shares)
    cells, missing = [sheet.place(rest) for rest in rests], cents_of(sheet.place(left), left.scale)
    text = "0"
    for i, name in enumerate(keys):
        before = "+".join(f"IF({cell}{'>=' if j < i else '>'}{cells[i]},1,0)" for j, cell in enumerate(cells) if j != i) or "0"
        text = (f"IF({sheet.operand(key, 1)}={sheet.operand(name, 1)},"
                f"{sheet.place(floors[i])}+IF({before}<{missing},1,0)/{pool.scale},{text})")
    return text


@word("part_by_key", _part_by_key_text, "{0} 中归 {2} 的部分", "the part of {0} that goes to {2}")
def part_by_key(pool: Fen, whose: npt.NDArray[np.int64], key: npt.NDArray[Any], keys: tuple[Any, ...],
                shares: tuple[float, ...]) -> Fen:
    """The part of a pool that goes to each person's key, fen (…, people), by largest remainder among the keys.

    whose: (people,) the place of the person with whom the team's pool stands; key: (people,) texts or numbers; shares: one a key,
    together 1. 0 for whoever has none of the keys.
    """
    weights, _ = money.over_common(shares)
    firsts, team = np.unique(whose, return_inverse=True)
    by_key = split_array(pool[..., firsts], weights)
    parts = np.zeros(pool.shape, dtype=np.int64)
    for i, name in enumerate(keys):
        members = np.flatnonzero(key == name)
        if members.size:
            parts[..., members] = by_key[..., team[members], i]
    return parts


@word("total", lambda sheet, amount: f"SUMIFS({sheet.column(amount)},{_same_row(sheet, None)})", "{0} 合计", "{0} of everybody")
def total(amount: Fen) -> Fen:
    """The sum over everybody, as an amount of the company: (…, people) → (…, 1)."""
    return amount.sum(axis=-1, keepdims=True)


@word("for_everybody", lambda sheet, amount, people: sheet.operand(amount, scale_of(amount)), "{0}", "{0}")
def for_everybody(amount: Any, people: npt.NDArray[Any]) -> Any:
    """An amount of the company beside each person: (…, 1) and (people,) → (…, people)."""
    return np.broadcast_to(amount, (*np.shape(amount)[:-1], people.shape[-1]))


@word("of_unit", lambda sheet, amount, unit: (
    f"SUMIFS({sheet.units().column(amount)},{sheet.units().subjects},{sheet.operand(unit, 1)},{sheet.units().months},{sheet.month})"),
    "本单位的 {0}", "{0} of the own unit")
def of_unit(amount: Fen, unit: npt.NDArray[np.int64]) -> Fen:
    """For each person a quantity of the own unit: (…, units) and (people,) → (…, people)."""
    return np.asarray(amount)[..., unit]


def _sum_over_units_text(sheet: Sheet, amount: Quantity, above: tuple[Quantity, ...], own: Quantity) -> str:
    units = sheet.units()
    return "+".join(f"SUMIFS({units.column(amount)},{units.column(each)},{sheet.operand(own, 1)},{units.months},{sheet.month})"
                    for each in above) or "0"


@word("sum_over_units", _sum_over_units_text, "所管单位的 {0} 之和", "the sum of {0} over the units below", infix=True)
def sum_over_units(amount: Fen, above: tuple[npt.NDArray[np.int64], ...], own: npt.NDArray[np.int64]) -> Fen:
    """For each person the sum over the units that are under it: (…, units) → (…, people).

    above: columns (units,) of the people above each unit, by their numbers, −1 for nobody; own: (people,), each person's
    number, from 0 on.
    """
    if not above:
        return np.zeros((*amount.shape[:-1], len(own)), dtype=np.int64)
    people = np.array(above)
    unit = np.nonzero(people >= 0)[-1]
    return money.sum_by(amount[..., unit], people[people >= 0], len(own))


@word("for_each", lambda sheet, amount, whom: sheet.operand(amount, scale_of(whom)), "{0}", "{0}")
def for_each(amount: Any, whom: npt.NDArray[Any]) -> Fen:
    """One amount for each of those that a column is about: a number and (…, people) → (people,)."""
    return np.broadcast_to(np.asarray(amount, dtype=np.int64), whom.shape[-1:])
