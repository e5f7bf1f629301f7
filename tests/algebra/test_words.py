"""Each word of the algebra: its exact value is what a spreadsheet computes from its formula, and it is said in both languages."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.base import algebra as a
from engine.base.book import Given, OpenBook, in_words, named
from engine.base.parameter import Parameter, Text, Unit
from engine.base.quantity import AT_OR_ABOVE, Named, Quantity, UntaughtError, Word
from engine.law.brackets import Brackets
from engine.law.tax_words import progressive, taxed_separately
from engine.rules.parts.tiers import Tier
from tests.algebra.grid import Laid

TABLE = Brackets.of([36_000_00, 144_000_00], [3, 10, 20])
PEOPLE = 6
TEAM = np.array([0, 1, 0, 2, 1, 0])
TIERS = (Tier(from_=0, rate=0.08), Tier(from_=200, rate=0.1), Tier(from_=400.05, rate=0.155555))
LATE = (Tier(from_=100, rate=0.5), Tier(from_=300, rate=0.25))

PHRASES = {
    "plus": lambda x: x.money + x.other, "minus": lambda x: x.money - x.other, "many": lambda x: x.count * x.money,
    "negative": lambda x: -x.money, "rescaled": lambda x: x.pieces / 100,
    "at or above": lambda x: a.where(x.money >= x.other, x.money, 0), "above": lambda x: a.where(x.money > x.other, 1, x.other),
    "below": lambda x: a.where(x.money < x.other, x.money, x.other), "at most as much": lambda x: a.where(x.money <= 12_345, x.money, 7),
    "both": lambda x: a.where((x.money >= x.other) & x.flag, x.money, x.other),
    "either": lambda x: a.where((x.money >= x.other) | x.flag, x.money, x.other),
    "not": lambda x: a.where(~x.flag, x.money, x.other),
    "times": lambda x: a.times(x.money, 0.123456, a.part(x.rate)),
    "times by a part of the whole": lambda x: a.times(x.money, a.of(x.other, x.small)),
    "times a score": lambda x: a.times(x.money, 0.2, a.of_full_score(x.score)),
    "times a count": lambda x: a.times(x.money, x.count), "times a loss": lambda x: a.times(x.money - x.other, 0.333333),
    "times_down": lambda x: a.times_down(x.money, a.of(x.count, 12)), "priced": lambda x: a.priced(x.pieces, 1.25),
    "in_yuan": lambda x: a.in_yuan(x.rate),
    "over": lambda x: a.over(x.money, x.other), "reached": lambda x: a.reached(x.money, x.other),
    "at_least": lambda x: a.at_least(x.money, x.other), "at_most": lambda x: a.at_most(x.money, 5_000),
    "within": lambda x: a.within(x.money, 1_000, x.other), "most_of": lambda x: a.most_of([x.money, x.other, x.small]),
    "where": lambda x: a.where(x.flag, x.money, x.other), "same": lambda x: a.where(a.same(x.text, "b"), x.money, 0),
    "same count": lambda x: a.where(a.same(x.team, 1), x.money, 0),
    "whole_units": lambda x: a.whole_units(x.money, 1_000), "step": lambda x: a.step(x.money, x.steps),
    "step from a late bound": lambda x: a.step(x.money, x.late), "places": lambda x: a.places(x.money, x.late),
    "marginal": lambda x: a.marginal(x.money, x.steps), "whole": lambda x: a.whole(x.money, x.steps),
    "marginal of a part": lambda x: a.marginal(x.money, x.steps, a.part(x.rate), 0.5),
    "whole from a late bound": lambda x: a.whole(x.money, x.late, a.part(x.rate)),
    "marginal from a late bound": lambda x: a.marginal(x.money, x.late),
    "share_out": lambda x: a.share_out(x.pool, x.weight), "share_out by team": lambda x: a.share_out(x.of_team, x.weight, x.team),
    "share_floor": lambda x: a.share_floor(x.pool, x.weight), "share_rest": lambda x: a.share_rest(x.pool, x.weight),
    "each_alike": lambda x: a.each_alike(x.of_team, x.team), "sum_by": lambda x: a.sum_by(x.money, x.team),
    "sum of all": lambda x: a.sum_by(x.money), "of_unit": lambda x: a.of_unit(x.of_units, x.team),
    "every_month": lambda x: a.every_month(x.other), "in_december": lambda x: a.in_december(x.other),
    "from_month": lambda x: a.from_month(4, x.other, x.money), "over_months": lambda x: a.over_months(x.money),
    "sum_periods": lambda x: a.at_period_end(a.sum_periods(x.money, "quarter"), "quarter"),
    "at_period_end": lambda x: a.at_period_end(a.times(a.sum_periods(x.money, "year"), 0.1), "year"),
    "times_up": lambda x: a.times_up(x.money, 0.123456), "times_up of a loss": lambda x: a.times_up(x.money - x.other, 0.333333),
    "part_of": lambda x: a.part_of(x.other, x.money), "part_of_down": lambda x: a.part_of_down(x.small, x.other),
    "part_of a number": lambda x: a.part_of(x.money, 10_000), "for_each": lambda x: a.spread(a.for_each(12_345, x.other)),
    "sum_over_units": lambda x: a.sum_over_units(x.of_units, (x.boss, x.chief), x.person),
    "sum_over_units of nobody": lambda x: a.sum_over_units(x.of_units, (), x.person),
    "all_year": lambda x: a.at_period_end(a.sum_periods(x.money, "quarter") + a.all_year(x.other), "quarter"),
    "spread_by": lambda x: a.spread_by(x.other, x.season), "spread_floor": lambda x: a.spread_floor(x.other, x.season),
    "spread_rest": lambda x: a.spread_rest(x.other, x.season), "spread": lambda x: a.spread(x.other),
    "run_of": lambda x: a.where(a.run_of(x.money >= 20_000, 3), x.money, 0),
    "so_far": lambda x: a.so_far(x.money), "month_on_month": lambda x: a.month_on_month(x.money),
    "by_stretch": lambda x: a.by_stretch(((0, 1, 2, 9), (3, 4, 5, 6), (7, 8, 10, 11)), x.other, x.small, x.pool),
    "by_stretch of a half": lambda x: a.by_stretch((tuple(range(6)), tuple(range(6, 12))), x.other, x.small),
    "months_among": lambda x: a.months_among(x.money >= 20_000, (0, 1, 2, 6, 7, 11)),
    "to_unit": lambda x: a.to_unit(x.money, 100, 0.085) + a.to_unit(x.money, 10, 0.085) + a.to_unit(x.money, 1, 0.085),
    "highest_so_far": lambda x: a.highest_so_far(x.money),
    "months_so_far": lambda x: a.over(x.money, a.months_so_far(x.money, 2) * x.small),
    "progressive": lambda x: progressive(x.money * 100, TABLE, "law.table"),
    "taxed_separately": lambda x: taxed_separately(x.money * 100, TABLE, "law.table"),
    "ever_after": lambda x: a.where(a.ever_after(x.money >= 60_000), x.money, 0),
    "added_up": lambda x: a.added_up((x.money, 0.333333, a.part(x.rate)), (x.other, a.of(x.count, x.team)), (x.small, x.count)),
    "added_up whole numbers": lambda x: a.added_up((x.money, 0.5), (x.other, 0.25)),
    "finer": lambda x: a.finer(x.count, 100) + x.money,
    "one_over": lambda x: a.times(x.money, a.one_over(a.finer(x.count, 1_000_000) + 1_000_000)),
    "months_of": lambda x: a.months_of(x.money >= x.other),
    "ratio_reaches": lambda x: a.where(a.ratio_reaches(x.count, x.team, 2.5), x.money, 0),
    "ratio_reaches downwards": lambda x: a.where(a.ratio_reaches(x.count, x.team, 4, True), x.money, 0),
    "of_hundred": lambda x: a.of_hundred(x.weight),
    "ratio_reaches of a decimal": lambda x: a.where(a.ratio_reaches(6.5, x.team, 4), x.money, 0),
    "units_beyond": lambda x: a.units_beyond(x.count, x.team, 3.5, 0.25),
    "rounded_part": lambda x: a.rounded_part(x.small, x.other, 1.3, 3),
    "whole_up": lambda x: a.whole_up((x.other, 0.3), (x.small, 0.5)),
    "whole_up of a price": lambda x: a.whole_up((x.money, a.one_over(x.other + 1, 100)), (x.other, 0.01)),
    "down_to_hundredths": lambda x: a.down_to_hundredths(x.count, 0.3333),
    "down_to_hundredths of a part": lambda x: a.down_to_hundredths(1, 0.3, a.of(x.small, x.other)),
    "in_hundredths": lambda x: a.in_hundredths(x.rate),
    "how_many": lambda x: a.how_many(x.money >= x.other, x.flag, x.count > 6) * x.other,
    "by_place": lambda x: a.by_place(x.team, x.money, 777, x.other),
    "total": lambda x: a.total(x.money) + x.other, "for_everybody": lambda x: a.for_everybody(a.total(x.money), x.other),
    "of_person": lambda x: a.of_person(x.money, x.whose), "part_rest": lambda x: a.part_rest(x.money, 0.123456),
    "part_by_key": lambda x: a.part_by_key(x.money, x.whose, x.text, ("a", "c", "b"), (0.333, 0.333, 0.334)),
}
UNITS = {"money": Unit.YUAN, "other": Unit.YUAN, "small": Unit.YUAN, "pool": Unit.YUAN, "of_team": Unit.YUAN, "of_units": Unit.YUAN,
         "rate": Unit.RATE, "score": Unit.POINTS, "count": Unit.COUNT, "weight": Unit.FACTOR, "team": Unit.KEY, "flag": Unit.FLAG,
         "text": Unit.TEXT, "pieces": Unit.POINTS, "season": Unit.COUNT, "boss": Unit.KEY, "chief": Unit.KEY, "person": Unit.KEY,
         "whose": Unit.KEY}


class Phrase:
    """A mechanism of one phrase; stands in for a rule."""

    reads = {name: Parameter(name, name, unit) for name, unit in UNITS.items()}

    @classmethod
    def reads_of(cls):
        return cls.reads

    def __init__(self, phrase):
        self.phrase = phrase

    def formula(self, x, say):
        x.steps, x.late = (a.steps(named_rows(rows, path), "rate") for rows, path in ((TIERS, "tiers"), (LATE, "late")))
        return self.phrase(x)


def named_rows(rows, path):
    return tuple(named(row, f"{path}[{i}]") for i, row in enumerate(rows))


@st.composite
def inputs(draw):
    seed = draw(st.integers(0, 10**6))
    random = np.random.default_rng(seed)
    money = random.integers(0, 80_000, (12, PEOPLE))
    on_bounds = random.random((12, PEOPLE)) < 0.3
    money[on_bounds] = random.choice([0, 20_000, 40_005, 10_000, 30_000, 1_000], on_bounds.sum())
    return {"money": money, "other": random.integers(0, 80_000, PEOPLE), "small": random.integers(0, 3, PEOPLE),
            "rate": random.integers(0, 1_000_001, PEOPLE), "score": random.integers(0, 12_001, PEOPLE),
            "count": random.integers(0, 13, PEOPLE), "weight": random.integers(0, 4, PEOPLE) * 500_000, "team": TEAM,
            "flag": random.random(PEOPLE) < 0.5, "text": random.choice(["a", "b"], PEOPLE).astype(object),
            "pieces": random.integers(0, 50, PEOPLE) * 100, "pool": np.full(PEOPLE, random.integers(0, 10_000)),
            "of_team": random.integers(0, 10_000, 3)[TEAM], "of_units": random.integers(0, 10_000, (12, 3)),
            "season": random.integers(1, 9, (12, 1)), "boss": np.array([0, 0, 4]), "chief": np.array([-1, 2, 2]),
            "person": np.arange(PEOPLE), "whose": np.array([0, 1, 0, 3, 1, 0])}


@pytest.mark.parametrize("name", PHRASES)
@settings(max_examples=4)
@given(given_inputs=inputs())
def test_a_phrase_is_what_the_spreadsheet_computes(name, given_inputs):
    laid = laid_out(PHRASES[name], given_inputs)
    assert laid.live and laid.differences() == []
    x = Given(**given_inputs, steps=a.steps(TIERS, "rate"), late=a.steps(LATE, "rate"))
    bare = PHRASES[name](x)
    assert np.array_equal(bare, laid.book.columns[-1].leaf.value), "with an open book and without"


def laid_out(phrase, given_inputs):
    return Laid(Phrase(phrase), given_inputs, PEOPLE, range(3))


def test_every_word_is_tried():
    words = {name.split()[0] for name in PHRASES}
    assert set(a.WORDS) <= words


@pytest.mark.parametrize("name", a.WORDS)
def test_a_word_is_said_in_both_languages(name):
    word = a.WORDS[name]
    assert re.search("[一-鿿]|[×−{}]", word.words.zh) and word.words.en and word.formula
    assert set(re.findall(r"\{\d\}", word.words.zh)) == set(re.findall(r"\{\d\}", word.words.en))


def test_said_in_words():
    laid = laid_out(lambda x: a.times(a.over(x.money, x.other), 0.1), next_inputs())
    made = laid.book.columns[-1].made_of
    assert in_words(made, "en") == "what money is over other × 0.1"
    assert in_words(made, "zh") == "money 超出 other 的部分 × 0.1"


def next_inputs():
    return {"money": np.arange(12 * PEOPLE).reshape(12, PEOPLE), "other": np.arange(PEOPLE)}


@pytest.mark.parametrize("does", [
    lambda x: np.maximum(x.money, 0), lambda x: np.asarray(x.money), lambda x: x.money.sum(), lambda x: x.money if x.flag else x.other,
    lambda x: x.money / 7, lambda x: x.money + x.count, lambda x: a.where(x.flag, x.money, x.rate), lambda x: x.quota * 2,
    lambda x: x.quota > 3, lambda x: float(x.quota), lambda x: f"{x.quota}"])
def test_what_no_word_states_is_refused_while_a_book_is_open(does):
    quota = Parameter("额", "Quota", Unit.YUAN)
    book = OpenBook()
    columns = {"money": Unit.YUAN, "other": Unit.YUAN, "count": Unit.COUNT, "rate": Unit.RATE, "flag": Unit.FLAG}
    x = Given(**{name: book.input(Text(name, name), unit, np.array([1, 2]) if unit is not Unit.FLAG else np.array([True, False]))
                 for name, unit in columns.items()}, quota=Named(3.0, "quota", quota.unit, quota.label))
    with pytest.raises((UntaughtError, TypeError, AttributeError)):
        does(x)


def test_without_a_book_a_word_gives_bare_arrays():
    assert type(a.times(np.array([100]), 0.5)) is np.ndarray and type(a.over(np.array([5]), 3)) is np.ndarray
    assert isinstance(AT_OR_ABOVE, Word) and not isinstance(a.over(np.array([5]), 3), Quantity)


def test_a_wrong_formula_would_be_noticed():
    wrong = Word("wrong", lambda amount, bound: np.maximum(amount - bound, 0), "MAX({0}-{1},1)", Text("错", "wrong"))
    assert laid_out(lambda x: wrong(x.money, x.other), next_inputs()).differences()


@pytest.mark.parametrize("factor", [0.1, 0.285, 0.005, 0.999999, 1.15])
def test_halves_are_rounded_away_from_zero_in_cells_too(factor):
    """0.285 × 1 yuan is 28.5 fen: half a fen up, though the binary product is a little less."""
    amounts = np.arange(0, 72 * 37, 37).reshape(12, PEOPLE) * 100
    given_inputs = {"money": amounts, "other": np.zeros(PEOPLE, dtype=np.int64)}
    assert laid_out(lambda x: a.times(x.money, factor), given_inputs).differences() == []
    assert laid_out(lambda x: a.times(x.other - x.money, factor), given_inputs).differences() == []
