"""A value shown in a field and read back is the value, whatever its unit; too many decimals are refused, never rounded."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.base import text
from engine.base.parameter import DECIMALS, Parameter, Text, Unit
from ui.kit.field import NUMBERS, WHOLE, entered, shown
from ui.kit.rows import edited_rows, entered_rows, frame_of

OF_UNIT = {unit: Parameter("名", "name", unit, nothing=Text("无", "none")) for unit in Unit if unit is not Unit.TABLE}


def values(unit):
    """Values that a parameter of this unit may have."""
    if unit in WHOLE:
        return st.integers(-10**9, 10**9)
    if unit in NUMBERS:
        scale = 10 ** DECIMALS[unit]
        return st.integers(-10**12, 10**12).map(lambda whole: whole / scale)
    return st.booleans() if unit is Unit.FLAG else st.text(min_size=1)


@pytest.mark.parametrize("unit", list(OF_UNIT))
def test_a_field_gives_back_what_it_was_given(unit):
    @given(values(unit))
    def both_ways(value):
        parameter = OF_UNIT[unit]
        again = entered(shown(value, parameter), parameter)
        assert again == value and type(again) is type(value)

    both_ways()


def test_nothing_is_nothing():
    assert all(shown(None, each) is None and entered(None, each) is None for each in OF_UNIT.values())


@given(st.integers(-10**7, 10**7))
def test_a_percentage_of_four_places_is_an_exact_rate(ten_thousandths):
    rate = Parameter("率", "Rate", Unit.RATE)
    value = entered(ten_thousandths / 10_000, rate)
    assert rate.check(value) == ten_thousandths / 1_000_000


def test_more_decimals_are_refused_not_rounded():
    rate = Parameter("率", "Rate", Unit.RATE)
    value = entered(12.34567, rate)
    assert value == 0.1234567
    with pytest.raises(ValueError, match="too many decimals"):
        rate.check(value)


@given(st.lists(st.fixed_dictionaries({str(unit): st.one_of(st.none(), values(unit)) for unit in
                                       (Unit.RATE, Unit.YUAN, Unit.FACTOR, Unit.TEXT)}), max_size=5))
def test_rows_go_both_ways(rows):
    declared = {str(unit): OF_UNIT[unit] for unit in (Unit.RATE, Unit.YUAN, Unit.FACTOR, Unit.TEXT)}
    untouched = {"edited_rows": {}, "added_rows": [], "deleted_rows": []}
    assert entered_rows(edited_rows(frame_of(rows, declared), untouched), declared) == rows


def test_levels_are_shown_in_words_and_kept_as_keys():
    for language in ("zh", "en"):
        text.use(language)
        for key in ("threshold", "target", "stretch"):
            assert entered(shown(key, OF_UNIT[Unit.TEXT]), OF_UNIT[Unit.TEXT]) == key
    text.use("en")
