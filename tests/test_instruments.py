"""The six instruments, and which of them answers leave over."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.rules.equity.instruments import INSTRUMENTS, TRAITS, Instruments

ANSWER = st.sampled_from([None, True, False])


def suitable(**answers):
    return Instruments.compute(answers)["suitable"]


@pytest.mark.parametrize(("name", "trait", "value"), [
    ("option", "pays_in", False), ("option", "dividends", True), ("virtual", "registered", False),
    ("virtual", "value_gain", False), ("registered", "registered", True), ("registered", "value_gain", True),
    ("small_wet", "pays_in", True), ("small_wet", "value_gain", False), ("small_wet", "dividends", True),
    ("small_wet", "keeps", False), ("large_wet", "registered", True), ("large_wet", "value_gain", True),
    ("large_wet", "keeps", False), ("dry", "pays_in", False)])
def test_what_the_source_states(name, trait, value):
    assert getattr(INSTRUMENTS[name], trait) is value and trait not in INSTRUMENTS[name].ours


@pytest.mark.parametrize("instrument", INSTRUMENTS.values(), ids=list(INSTRUMENTS))
def test_what_is_ours_is_a_trait(instrument):
    assert instrument.ours <= {*TRAITS, "on_leaving"}


@pytest.mark.parametrize(("answers", "expected"), [
    ({"votes": True}, ["registered"]), ({"keeps": True}, ["registered"]),
    ({"pays_in": True, "gain": "profit"}, ["small_wet"]), ({"pays_in": True, "gain": "value", "votes": False}, ["large_wet"]),
    ({"pays_in": False, "gain": "value"}, ["option"]), ({"pays_in": False, "gain": "profit", "listed": True}, ["virtual"]),
    ({}, list(INSTRUMENTS))])
def test_who_gets_what(answers, expected):
    assert suitable(**answers) == expected and Instruments.compute(answers)["fits"]


def test_where_nothing_fits_the_closest_are_named():
    found = Instruments.compute({"pays_in": False, "votes": True, "gain": "profit"})
    assert not found["fits"] and found["suitable"] == ["virtual", "dry"]


@given(ANSWER, ANSWER, st.sampled_from(["value", "profit", "any"]), ANSWER, ANSWER, st.booleans())
def test_every_answer_speaks_for_or_against_each(pays_in, votes, gain, keeps, registered, listed):
    given_ = {"pays_in": pays_in, "votes": votes, "gain": gain, "keeps": keeps, "registered": registered, "listed": listed}
    rule, wanted = Instruments.parsed({key: value for key, value in given_.items() if value is not None})
    reasons = list(rule.reasons(wanted))
    assert len(reasons) == len(INSTRUMENTS) * len(rule.wanted(wanted))
    against = rule.against(wanted)
    assert sum(map(len, against.values())) == sum(not reason.speaks_for for reason in reasons)
    chosen = rule.suitable(wanted)
    assert chosen and all(len(against[a]) <= len(against[b]) for a, b in itertools.product(chosen, against))
