"""Control: the lines at which votes change what one can do, the limits on numbers of holders, and alerts when a plan
crosses one. Bounds are exact fractions (two thirds, not 67%)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from engine.base import text
from engine.base.parameter import Text
from engine.base.text import percent, t
from engine.company.captable import CapTable
from engine.company.company import Facts
from engine.company.ledger import Event, Kind
from engine.company.look_through import Owned, look_through, voter, votes
from engine.rules.parts.limits import (
    AT_LISTING,
    BUY_BACK,
    HOLDING_AT_LISTING,
    JSC_HOLDERS,
    LLC_HOLDERS,
    ONE_PERSON,
    PARTNERS,
    PLANS,
    PUBLIC_OFFER,
)
from engine.run.outcome import Outcome

PARTNERSHIPS = ("employees", "contributors")
"""Kinds of holders that are partnerships of people."""


@dataclass(frozen=True)
class ControlLine:
    """A part of the votes and what it allows, by form of company; `strict`: it takes more than the bound.

    means: form (llc, jsc, or listed for a company that the public holds shares of) → what it means, with the article.
    """

    key: str
    bound: Fraction
    strict: bool
    label: Text
    means: dict[str, Text]

    def reached(self, part: Fraction) -> bool:
        """Whether a part of the votes reaches the line."""
        return part > self.bound if self.strict else part >= self.bound


LINES = (
    ControlLine("two_thirds", Fraction(2, 3), False, Text("三分之二", "two thirds"), {
        "llc": Text("单独可以修改章程、增减注册资本、合并、分立、解散和变更公司形式（全体表决权的三分之二以上，《公司法》第六十六条）",
                    "alone changes the articles and the capital, merges, divides or dissolves the company (two thirds of all "
                    "votes; Company Law, art. 66)"),
        "jsc": Text("单独可以修改章程、增减注册资本、合并、分立、解散和变更公司形式（出席会议表决权的三分之二以上，"
                    "《公司法》第一百一十六条）",
                    "alone changes the articles and the capital, merges, divides or dissolves the company (two thirds of the "
                    "votes present; Company Law, art. 116)")}),
    ControlLine("half", Fraction(1, 2), True, Text("二分之一", "one half"), {
        "llc": Text("单独决定一般事项，如选举董事、批准预算和分红（须过半数，恰好一半不够，《公司法》第六十六条）",
                    "alone decides ordinary matters, such as electing directors, budgets and dividends (more than half: exactly "
                    "half is not enough; Company Law, art. 66)"),
        "jsc": Text("单独决定一般事项，如选举董事、批准预算和分红（须出席会议表决权的过半数，恰好一半不够，"
                    "《公司法》第一百一十六条）",
                    "alone decides ordinary matters, such as electing directors, budgets and dividends (more than half of the "
                    "votes present: exactly half is not enough; Company Law, art. 116)")}),
    ControlLine("third", Fraction(1, 3), True, Text("三分之一", "one third"), {
        "llc": Text("单独可以否决须三分之二通过的重大事项，一般事项否决不了（由《公司法》第六十六条推出）",
                    "alone blocks what takes two thirds of the votes, but no ordinary matter (follows from Company Law, art. 66)"),
        "jsc": Text("单独可以否决须三分之二通过的重大事项，一般事项否决不了（由《公司法》第一百一十六条推出）",
                    "alone blocks what takes two thirds of the votes, but no ordinary matter (follows from Company Law, "
                    "art. 116)")}),
    ControlLine("tender", Fraction(3, 10), False, Text("30%", "30%"), {
        "listed": Text("继续增持须发出收购要约（《证券法》第六十五条）",
                       "buying more takes a tender offer (Securities Law, art. 65)")}),
    ControlLine("tenth", Fraction(1, 10), False, Text("10%", "10%"), {
        "llc": Text("可以提议召开临时股东会（《公司法》第六十二条）、请求法院解散公司（第二百三十一条）",
                    "may ask for an extraordinary meeting (Company Law, art. 62) and ask a court to dissolve the company "
                    "(art. 231)"),
        "jsc": Text("可以请求召开临时股东会，董事会和监事会都不召集的可自行召集（《公司法》第一百一十三、一百一十四条）、"
                    "请求法院解散公司（第二百三十一条）",
                    "may call an extraordinary meeting if the boards do not (Company Law, arts. 113, 114) and ask a court to "
                    "dissolve the company (art. 231)")}),
    ControlLine("disclosure", Fraction(1, 20), False, Text("5%", "5%"), {
        "listed": Text("须报告并公告持股（《证券法》第六十三条）",
                       "the holding must be reported and published (Securities Law, art. 63)")}),
    ControlLine("books", Fraction(3, 100), False, Text("3%", "3%"), {
        "jsc": Text("连续持有 180 日以上的，可以查阅会计账簿和凭证（《公司法》第一百一十条）",
                    "after 180 days, may inspect the accounting books (Company Law, art. 110)")}),
    ControlLine("motion", Fraction(1, 100), False, Text("1%", "1%"), {
        "jsc": Text("可以在股东会召开十日前提出临时提案（《公司法》第一百一十五条）；连续 180 日以上的可以提起代表诉讼"
                    "（第一百八十九条）",
                    "may put a motion ten days before a meeting (Company Law, art. 115) and, after 180 days, sue for the company "
                    "(art. 189)")}),
)

NAMED_IN_VERDICT = ("two_thirds", "half", "third", "tenth")

@dataclass(frozen=True)
class Alert:
    """A finding about ownership: in which year (0 today), whom it concerns, from what to what, what it means, and what
    would mend it; `bad` where the owner loses something or the law is broken. Sentences are in the language in use."""

    year: int
    what: str
    means: str
    mend: str = ""
    bad: bool = True
    line: str = ""  # key of the control line, or of the limit


def lines_of(form: str, listed: bool = False) -> list[tuple[ControlLine, Text]]:
    """The lines that matter to a company of this form, highest first, and what each means."""
    return [(line, line.means[kind]) for line in LINES for kind in (form, "listed")
            if kind in line.means and (kind != "listed" or listed)]


def is_listed(table: CapTable) -> bool:
    """Whether the public holds shares."""
    return any(line.kind == "public" and line.shares for line in table.lines.values())


def position(part: Fraction, form: str, listed: bool = False) -> tuple[ControlLine, Text] | None:
    """The highest line that a part of the votes reaches; None below all."""
    return next(((line, means) for line, means in lines_of(form, listed) if line.reached(part)), None)


def fallen_below(before: Fraction, after: Fraction, form: str) -> list[ControlLine]:
    """The main lines reached before and no longer, highest first."""
    return [line for line, _ in lines_of(form) if line.key in NAMED_IN_VERDICT and line.reached(before)
            and not line.reached(after)]


def seats(facts: Facts, table: CapTable) -> dict[str, int]:
    """Board seats by who appoints: a holder's seats are its voter's."""
    appointed: dict[str, int] = {}
    for key, holder in facts.cap_table.items():
        if holder.seats:
            who = voter(table, key)
            appointed[who] = appointed.get(who, 0) + holder.seats
    return appointed


# ---------------------------------------------------------------- numbers of holders

@dataclass(frozen=True)
class Count:
    """How many holders or partners there are, and how many there may be."""

    key: str  # the line of a partnership, or "company"
    what: str
    number: int
    low: int
    high: int
    source: str
    advice: str

    @property
    def fits(self) -> bool:
        return self.low <= self.number <= self.high


def head_counts(table: CapTable, form: str) -> list[Count]:
    """The numbers of holders and partners that the law limits; a listed company's holders are not limited."""
    counts, listed = [], is_listed(table)
    holders = [key for key, line in table.lines.items() if line.shares and line.kind != "public"]
    if form == "llc":
        counts.append(Count("company", t("Shareholders of the limited liability company"), len(holders), 1, LLC_HOLDERS,
                            t("Company Law, art. 42"), t("put people into a partnership that holds for them, or turn the "
                                                         "company into a joint-stock company first")))
    elif not listed:
        counts.append(Count("company", t("Holders of the joint-stock company"), len(holders), 1, JSC_HOLDERS,
                            t("Company Law, art. 92"), t("put people into partnerships that hold for them")))
        behind = sum(_partners(table, key) if table.lines[key].kind == "contributors" else 1 for key in holders)
        counts.append(Count("public", t("Holders looked through, staff partnerships counted as one"), behind, 1,
                            PUBLIC_OFFER, t("Securities Law, art. 9"),
                            t("more than 200 is a public offer; take fewer people in, or staff through a lawful plan")))
    for key in holders:
        number = _partners(table, key)
        # After a listing staff hold what they exercise in their own names, unless somebody votes for all of them.
        partnership = table.lines[key].votes_by or table.lines[key].partners or not listed
        if number and partnership and table.lines[key].kind in (*PARTNERSHIPS, "holding"):
            platforms = -(-(number - 1) // (PARTNERS - 1))
            counts.append(Count(key, t("Partners of {name}", name=text.say(table.lines[key].name)), number, 2, PARTNERS,
                                t("Partnership Law, art. 61"),
                                t("take a second partner in") if number < 2 else
                                t("divide them among {n} partnerships, each with the general partner and at most {most} others",
                                  n=platforms, most=PARTNERS - 1)))
    return counts


def _partners(table: CapTable, key: str) -> int:
    """Partners of a partnership: as declared, else the people it holds for and its general partner; 0 if unknown."""
    line = table.lines[key]
    if line.partners:
        return line.partners
    people = int((table.holdings[key] > 0).sum()) if key in table.holdings else 0
    return people + (1 if people and line.votes_by else 0)


# ---------------------------------------------------------------- alerts

def alerts(outcome: Outcome) -> list[Alert]:
    """Everything of ownership that a plan changes or breaks, year by year; year 0 is what is so already today."""
    facts = outcome.scenario.company.facts
    warnings = [*_of_counts(0, None, outcome.opening, facts)]
    before = outcome.opening
    for year in outcome.years:
        after = year.cap_table
        warnings += _of_votes(year.number, before, after, facts)
        warnings += _of_counts(year.number, before, after, facts)
        warnings += _of_listing(year.number, before, after, facts)
        warnings += _of_plans(year.number, before, after, year.events, facts)
        before = after
    return warnings


def _of_votes(year: int, before: CapTable, after: CapTable, facts: Facts) -> Iterator[Alert]:
    """Control lines that the owner, or with more than a tenth somebody else, crosses in a year."""
    if before.lines is after.lines:
        return
    cast, now = votes(before), votes(after)
    large = [key for key, shares in now.shares.items() if 10 * shares > now.whole]
    for line, means in lines_of(facts.form, is_listed(after)):
        for who in dict.fromkeys([facts.owner, *(large if line.bound > Fraction(1, 10) else ())]):
            old, new = cast.stake(who), now.stake(who)
            if line.reached(old) == line.reached(new):
                continue
            name, of_owner, up = _name(who, after, facts), who == facts.owner, line.reached(new)
            given = {"who": name, "line": text.say(line.label), "before": percent(float(old), 2),
                     "after": percent(float(new), 2)}
            if up and not of_owner and line.key == "tender":
                continue
            if of_owner:
                what = t("your votes rise to {line}: from {before} to {after}", **given) if up else \
                    t("your votes fall below {line}: from {before} to {after}", **given)
            elif up:
                what = t("{who} reaches {line} of the votes: from {before} to {after}", **given)
            else:
                continue
            yield Alert(year, what, text.say(means), "" if up else _mend(line, before, after, now, facts),
                        bad=not up if of_owner else True, line=line.key)


def _mend(line: ControlLine, before: CapTable, after: CapTable, now: Owned, facts: Facts) -> str:
    """What would keep the owner on the line: a general partnership, a concert, or a smaller issue."""
    of_owner, whole = now.shares.get(facts.owner, 0), now.whole
    others = sorted((key for key in now.shares if key != facts.owner and key in after.lines),
                    key=lambda key: (after.lines[key].kind not in PARTNERSHIPS, now.shares[key]))
    for key in others:
        together = Fraction(of_owner + now.shares[key]) / whole
        if line.reached(together):
            given = {"name": _name(key, after, facts), "part": percent(float(together), 2)}
            if after.lines[key].kind in (*PARTNERSHIPS, "holding"):
                return t("be the general partner of {name}: together {part} of the votes", **given)
            return t("act in concert with {name}: together {part} of the votes", **given)
    most = Fraction(of_owner) / line.bound  # of all shares, to stay on the line
    room = (most.numerator - 1) // most.denominator if line.strict else int(most)
    if after.total > before.total and room > before.total:
        return t("issue at most {n} new shares in that year instead of {all}", n=f"{room - before.total:,}",
                 all=f"{after.total - before.total:,}")
    return t("no single holder's votes would be enough; bring several to act in concert, or sell less")


def _of_counts(year: int, before: CapTable | None, after: CapTable, facts: Facts) -> Iterator[Alert]:
    """Numbers of holders that are over a limit and were not so before."""
    known = {(count.key, count.what) for count in head_counts(before, facts.form) if not count.fits} if before else set()
    for count in head_counts(after, facts.form):
        if not count.fits and (count.key, count.what) not in known:
            yield Alert(year, t("{what}: {number}, allowed {low} to {high}", what=count.what, number=f"{count.number:,}",
                                low=count.low, high=count.high), count.source, count.advice, line="count")


def _of_listing(year: int, before: CapTable, after: CapTable, facts: Facts) -> Iterator[Alert]:
    """What should hold when the public comes in."""
    if is_listed(before) or not is_listed(after):
        return
    source = t("Organisation handbook: structure of shareholders")
    own = after.stake(facts.owner)
    if own < AT_LISTING:
        yield Alert(year, t("you come to the listing with {own} held in person, less than 10% ({all} looked through)",
                            own=percent(float(own), 2), all=percent(float(look_through(after).stake(facts.owner)), 2)),
                    source, t("keep {n} more shares in person", n=f"{-((own - AT_LISTING) * after.total).__floor__():,}"),
                    line="listing")
    for key, line in after.lines.items():
        low, high = HOLDING_AT_LISTING
        if line.kind == "holding" and line.shares and not low <= after.stake(key) <= high:
            yield Alert(year, t("{name} comes to the listing with {part}; the handbook keeps it between 25% and 51%",
                                name=text.say(line.name), part=percent(float(after.stake(key)), 2)), source, line="listing")
    if facts.form == "llc":
        yield Alert(year, t("the public cannot hold shares of a limited liability company"), t("Company Law, art. 42"),
                    t("turn it into a joint-stock company before the listing"), line="form")


def _of_plans(year: int, before: CapTable, after: CapTable, events: Sequence[Event], facts: Facts) -> Iterator[Alert]:
    """Limits on plans of a listed company, and on buying back."""
    bought = sum(event.shares for event in events if event.kind is Kind.BUY_BACK)
    if facts.form == "jsc" and before.total and Fraction(bought, before.total) > BUY_BACK:
        yield Alert(year, t("{n} shares are bought back, {part} of those issued; at most 10% may be", n=f"{bought:,}",
                            part=percent(bought / before.total, 2)), t("Company Law, art. 162"),
                    t("buy back at most {n}", n=f"{int(before.total * BUY_BACK):,}"), line="buy_back")
    if not is_listed(after) or before is after:
        return
    most = PLANS[facts.market]
    part, old = (Fraction(_in_plans(each), each.total or 1) for each in (after, before))
    if part > most and not (is_listed(before) and old > most):
        yield Alert(year, t("staff plans together reach {part} of the shares; a listed company's may reach {most}",
                            part=percent(float(part), 2), most=percent(float(most), 0)),
                    t("Measures for equity incentives of listed companies, art. 14"),
                    t("grant {n} shares fewer", n=f"{int(-(-(part - most) * after.total // 1)):,}"), line="plans")
    largest = int(_plans(after).max(initial=0))
    if Fraction(largest, after.total) > ONE_PERSON and int(_plans(before).max(initial=0)) * 100 <= before.total:
        yield Alert(year, t("one person's plans reach {part} of the shares; above 1% takes a special resolution",
                            part=percent(largest / after.total, 2)),
                    t("Measures for equity incentives of listed companies, art. 14"), line="one_person")


def _in_plans(table: CapTable) -> int:
    """All shares that people have or are promised by plans; what staff held before is no plan."""
    return int(_plans(table).sum())


def _plans(table: CapTable) -> Any:
    """Shares of staff plans by person, held and promised, (people,)."""
    lines = {key: line for key, line in table.lines.items() if line.kind == "employees"}
    parts: list[Any] = [table.holdings[key] for key in lines if key in table.holdings]
    parts += [each.outstanding for each in table.grants.values()]
    size = max((len(each) for each in parts), default=0)
    shares = np.zeros(size, dtype=np.int64)
    for each in parts:
        shares[:len(each)] += each
    return shares


def _name(key: str, table: CapTable, facts: Facts) -> str:
    if key in table.lines:
        return text.say(table.lines[key].name)
    return text.say(facts.cap_table[key].text) if key in facts.cap_table else key
