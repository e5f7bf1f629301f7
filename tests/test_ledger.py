"""What may happen to a cap table: whole shares are conserved, and a history replays to the same table."""

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base.parameter import Text
from engine.company.captable import CapTable, ShareLine
from engine.company.ledger import Event, Kind, apply, replay
from engine.run.simulate import simulate
from tests.small import example

NAME = Text("名", "Name")
OPENING = CapTable({"founder": ShareLine("founder", NAME, 700), "partner": ShareLine("founder", NAME, 300)})
TEAM = ("employees", Text("员工", "Employees"))


def parts(*shares):
    return np.array(shares, dtype=np.int64)


def event(kind, shares=0, people=None, year=1, **more):
    return Event(year, "equity.plan", NAME, kind, shares=shares, people=people, **more)


def issued(*shares, year=1):
    return event(Kind.ISSUE, sum(shares), parts(*shares), year, holder="employees", line=TEAM)


HISTORY = [
    issued(30, 0, 20),
    event(Kind.GRANT, 100, parts(40, 60, 0)),
    event(Kind.VEST, 50, parts(20, 30, 0), 2),
    event(Kind.EXERCISE, 15, parts(15, 0, 0), 2, holder="employees", line=TEAM),
    event(Kind.EXERCISE, 10, parts(0, 10, 0), 2, holder="employees", giver="founder", line=TEAM),
    event(Kind.LAPSE, 50, parts(0, 50, 0), 3),
    event(Kind.TRANSFER, 20, None, 3, giver="employees", holder="partner", given_up=parts(0, 0, 20)),
    event(Kind.BUY_BACK, 30, None, 3, holder="employees", given_up=parts(30, 0, 0)),
    event(Kind.SPLIT, year=4, factor=Fraction(3)),
    event(Kind.NOTE, year=4),
]


def test_a_history_by_hand():
    table = replay(OPENING, HISTORY)
    assert {key: line.shares for key, line in table.lines.items()} == {
        "founder": 3 * 690, "partner": 3 * 320, "employees": 3 * 25}
    assert table.holdings["employees"].tolist() == [45, 30, 0]
    promised = table.grants["equity.plan"]
    assert promised.outstanding.tolist() == [75, 0, 0]
    assert promised.exercisable.tolist() == [15, 0, 0]
    assert table.fully_diluted == table.total + 75


def test_any_year_can_be_asked_for():
    totals = [replay(OPENING, HISTORY, until=year).total for year in range(5)]
    assert totals == [1000, 1050, 1065, 1035, 3105]
    assert replay(OPENING, HISTORY, until=0) == OPENING
    assert replay(OPENING, HISTORY, until=1) == apply(apply(OPENING, HISTORY[0]), HISTORY[1])
    assert replay(OPENING, HISTORY, until=1) != replay(OPENING, HISTORY, until=2)


@pytest.mark.parametrize(("wrong", "why"), [
    (event(Kind.TRANSFER, 701, giver="founder", holder="partner"), "founder holds 700 shares, fewer than 701"),
    (event(Kind.BUY_BACK, 1, holder="stranger"), "stranger holds 0 shares"),
    (event(Kind.VEST, 1, parts(1, 0, 0)), "more vested than there is"),
    (event(Kind.EXERCISE, 1, parts(1, 0, 0), holder="employees", line=TEAM), "more exercised than there is"),
    (event(Kind.LAPSE, 1, parts(0, 1, 0)), "more lapsed than there is"),
    (event(Kind.GRANT, 0, parts(1, -1, 0)), "more granted than there is"),
    (event(Kind.GRANT, 2), "is missing"),
    (event(Kind.ISSUE, 3, parts(1, 1, 0), holder="employees", line=TEAM), "sum to 2, not to 3"),
])
def test_what_cannot_happen(wrong, why):
    with pytest.raises(ValueError, match=why):
        apply(OPENING, wrong)


def test_nobody_gives_up_more_than_held():
    with pytest.raises(ValueError, match="somebody in employees"):
        apply(apply(OPENING, issued(5, 5, 0)),
              event(Kind.BUY_BACK, 6, holder="employees", given_up=parts(6, 0, 0)))


@given(st.lists(st.integers(0, 10**6), min_size=1, max_size=5), st.integers(1, 20), st.integers(1, 20))
def test_a_split_keeps_whole_shares(held, up, down):
    """The total is rounded down; a holding moves by less than one share for its own part and one for the total's."""
    before = CapTable({str(i): ShareLine("founder", NAME, shares) for i, shares in enumerate(held)})
    after = apply(before, event(Kind.SPLIT, factor=Fraction(up, down)))
    assert after.total == before.total * up // down
    for key, line in after.lines.items():
        assert abs(line.shares - Fraction(before.lines[key].shares * up, down)) < 2
    if down == 1:
        assert after.stakes() == before.stakes() if before.total else after.total == 0


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500), st.integers(0, 500)), min_size=1, max_size=4),
       st.integers(2, 9))
def test_people_keep_their_parts_in_a_split(rounds, factor):
    table = OPENING
    for shares in rounds:
        table = apply(table, issued(*shares))
    after = apply(table, event(Kind.SPLIT, factor=Fraction(factor)))
    assert after.holdings["employees"].tolist() == [factor * sum(each[i] for each in rounds) for i in range(3)]


def test_an_outcome_replays_to_each_of_its_years():
    case = example()
    for key in case.reforms:
        outcome = simulate(case.scenario(key))
        assert replay(outcome.opening, outcome.events()) == outcome.years[-1].cap_table
        for year in outcome.years:
            assert replay(outcome.opening, outcome.events(), until=year.number) == year.cap_table


def test_tables_with_other_people_differ():
    one, other = apply(OPENING, issued(1, 0, 0)), apply(OPENING, issued(0, 1, 0))
    assert one.lines == other.lines and one != other
    assert replace(one, holdings={}) != one
