"""What option plans of listed companies have to keep: how much in all, to one person, at once and for how long."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction

import numpy as np

from engine.base.text import percent, say, t
from engine.company.company import label_of
from engine.rules.parts.option_grants import GrantsOptions
from engine.run.outcome import Outcome

ALL_PLANS = Fraction(1, 10)
ONE_PERSON = Fraction(1, 100)
ONE_TRANCHE = Fraction(1, 2)
LONGEST = 10
"""Measures on equity incentives of listed companies: art. 14, and the rules on periods and duration."""


def over_the_limits(outcome: Outcome) -> Iterator[str]:
    """A sentence for every limit that the option plans go beyond, in the year in which they first do."""
    plans = {name: rule for name, rule in outcome.scenario.plan.equity.items() if isinstance(rule, GrantsOptions)}
    yield from _together(outcome, plans)
    for rule in plans.values():
        most = max((each.part for each in rule.tranches), default=0.0)
        if Fraction(str(most)) > ONE_TRANCHE:
            yield t("{plan}: {part} falls due at once, and listed companies may let at most {limit} of a grant fall due in one "
                    "period; split that tranche.", plan=say(rule.title), part=percent(most, 0), limit=percent(float(ONE_TRANCHE), 0))
        if rule.expires > LONGEST:
            yield t("{plan} runs for {years} years, and plans of listed companies for at most {limit}; let it lapse earlier.",
                    plan=say(rule.title), years=rule.expires, limit=LONGEST)


def _together(outcome: Outcome, plans: Mapping[str, GrantsOptions]) -> Iterator[str]:
    """All live plans, and the largest part of one person; options that have lapsed do not count."""
    reported: set[str] = set()
    for year in outcome.years:
        promised = {name: year.cap_table.grants[f"equity.{name}"] for name in plans if f"equity.{name}" in year.cap_table.grants}
        if not promised:
            continue
        live = np.sum([each.granted - each.lapsed for each in promised.values()], axis=0)
        # The capital that a grant is held against is that without the shares it has brought.
        total = year.cap_table.total - sum(int(each.exercised.sum()) for name, each in promised.items()
                                           if plans[name].giver is None)
        of_all, of_one = Fraction(int(live.sum()), total), Fraction(int(live.max()), total)
        if of_all > ALL_PLANS and "all" not in reported:
            reported.add("all")
            yield t("In year {year} all live plans together come to {part} of the shares, more than the {limit} that listed "
                    "companies may promise (20% on STAR and ChiNext).", year=year.number, part=percent(float(of_all), 2),
                    limit=percent(float(ALL_PLANS), 0))
        if of_one > ONE_PERSON and "one" not in reported:
            reported.add("one")
            post = say(label_of(outcome.scenario.company, year.people.post[int(live.argmax())]))
            yield t("In year {year} one person ({post}) is promised {part} of the shares; beyond {limit} the shareholders have to "
                    "approve it by special resolution.", year=year.number, post=post, part=percent(float(of_one), 2),
                    limit=percent(float(ONE_PERSON), 0))
