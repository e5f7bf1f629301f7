"""Colours: one meaning each, seen on the page, and far enough apart where one picture shows them together."""

from itertools import combinations

import numpy as np
import pytest

from engine.answers.compare import EMPLOYER, Series
from engine.base.parameter import Text
from engine.rules.rule import registry
from ui.kit import palette

# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
SEEN = {"all": np.eye(3),
        "deuteranopia": np.array([[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                                  [-0.011820, 0.042940, 0.968881]]),
        "protanopia": np.array([[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                                [-0.003882, -0.048116, 1.051998]])}
TO_CONES = np.array([[0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
                     [0.0883024619, 0.2817188376, 0.6299787005]])
TO_OKLAB = np.array([[0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
                     [0.0259040371, 0.7827717662, -0.8086757660]])
JUST_SEEN = 0.02
"""Difference in Oklab that is just noticed."""
TOGETHER = {
    "today and reform": (palette.TODAY, palette.REFORM), "winners and losers": (palette.GOOD, palette.BAD),
    "who gets money": (palette.PEOPLE, palette.OWNERS, palette.STATE, palette.FUNDS, palette.HOUSING_FUND,
                       palette.COMPANY_TAX, palette.COMPANY),
    "ways": tuple(palette.OF_MODE.values()), "generations": palette.GENERATIONS, "levels": palette.CAREER_LEVELS,
    "openings": palette.OPENINGS, "cash": palette.CASH, "paths": palette.PATHS, "methods": palette.METHODS,
    "schemes": palette.SCHEMES, "readings": palette.READINGS, "option": palette.OPTION, "promises": palette.PROMISES,
    "loans": palette.LOANS, "plans": (palette.TODAY, palette.REFORM, *palette.MORE_PLANS),
    "a store's profit": (palette.COMPANY, palette.MANAGEMENT, palette.PEOPLE, palette.KEPT),
    "paid and lost": (palette.PEOPLE, palette.BAD), "paid and carried": (palette.PEOPLE, palette.KEPT)}


def oklab(colour, eyes="all"):
    """A colour as these eyes see it, in Oklab."""
    parts = np.array([int(colour[place:place + 2], 16) / 255 for place in (1, 3, 5)])
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return TO_OKLAB @ np.cbrt(TO_CONES @ np.clip(SEEN[eyes] @ linear, 0, 1))


def apart(colours, eyes="all"):
    """The difference of the two that are nearest."""
    return min(float(np.linalg.norm(oklab(one, eyes) - oklab(other, eyes))) for one, other in combinations(colours, 2))


def test_no_two_meanings_have_one_colour():
    colours = palette.everything()
    assert len(set(colours)) == len(colours) > 150
    assert apart(colours) > JUST_SEEN


def test_every_colour_is_seen_on_the_page_and_read_on():
    for colour in palette.everything():
        assert palette.contrast(colour, palette.PAPER) >= 3, colour
        assert palette.contrast(palette.ink_on(colour), colour) >= 4.5, colour
    for _, tint in palette.LESS_TO_MORE:
        assert palette.contrast(palette.INK, tint) >= 4.5
    assert palette.contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("eyes", SEEN)
@pytest.mark.parametrize("what", TOGETHER)
def test_what_stands_together_is_far_apart_for_all_eyes(what, eyes):
    assert apart(TOGETHER[what], eyes) > (3 if eyes == "all" else 2) * JUST_SEEN


@pytest.mark.parametrize("eyes", SEEN)
def test_kinds_of_pay_and_holders_are_told_apart(eyes):
    kinds = [*palette.of_rules().values(), palette.OTHER, *palette.MORE_KINDS]
    holders = [*(shade for shades in palette.OF_HOLDER.values() for shade in shades), *palette.MORE_HOLDERS]
    assert apart(kinds, eyes) > 1.2 * JUST_SEEN and apart(holders, eyes) > 1.5 * JUST_SEEN


def test_every_rule_that_pays_has_its_own_colour():
    paying = {name for name, rule in registry().items() if rule.chapter() in ("pay", "dividends")}
    own = palette.of_rules()
    assert set(own) == paying | {EMPLOYER} and len(set(own.values())) == len(own)


def test_a_second_element_of_a_rule_has_another_colour_and_keeps_it():
    one, two, pay = (Series("commission", Text(name, name), (1.0,)) for name in ("提成", "车险提成", "固定"))
    other = Series("fixed_pay", Text("固定工资", "Fixed pay"), (1.0,))
    first = palette.of_kinds([one, two, other])
    assert len(set(first)) == 3 and first[0] == palette.of_rules()["commission"]
    assert palette.of_kinds([one, other, pay, two])[-1] == first[1]


def test_many_holders_of_a_kind_never_share_a_colour():
    founders = [Series("founder", Text(f"创始人{n}", f"Founder {n}"), (0.1,)) for n in range(12)]
    assert len(set(palette.of_holders(founders))) == 12
