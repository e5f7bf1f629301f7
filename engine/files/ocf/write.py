"""A scenario's cap table and history as an Open Cap Format package: manifest, stakeholders, stock classes, stock plans,
valuations and transactions.

Every holder is a stakeholder with stock; what is promised to people is equity compensation with its vesting. A change of
part of a security closes it and issues the result and the balance anew, as the format wants it. What the format has no
field for (who owns and votes for a holder) stands in a comment that our own import reads.
"""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import numpy as np

from engine.company.captable import CapTable, ShareLine
from engine.company.company import Company
from engine.company.ledger import Event, Kind, replay
from engine.run.outcome import Outcome

OCF_VERSION = "1.2.1-alpha+main"
CURRENCY, COUNTRY, CLASS = "CNY", "CN", "ordinary"
OURS = "sandtable:"
"""A comment of a stakeholder that begins so holds what the format has no field for."""

RELATIONSHIP = {"founder": "FOUNDER", "holding": "FOUNDER", "employees": "EMPLOYEE", "contributors": "ADVISOR",
                "investor": "INVESTOR", "public": "OTHER"}

Item = dict[str, Any]


def export(outcome: Outcome, first_year: int, generated_at: str, until: int | None = None) -> bytes:
    """The package as a zip: the cap table today and all that happens until year `until` (None: the last).

    first_year: the calendar year whose end is today's; simulated years follow it. generated_at: an ISO timestamp.
    """
    return package(documents(outcome, first_year, generated_at, until))


def package(files: dict[str, Item]) -> bytes:
    """Files in a zip; equal files give equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, document in files.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), _text(document))
    return out.getvalue()


def documents(outcome: Outcome, first_year: int, generated_at: str, until: int | None = None) -> dict[str, Item]:
    """File name → document, the manifest first."""
    last = len(outcome.years) if until is None else until
    events = [event for event in outcome.events() if event.year <= last]
    book = _Book(outcome.scenario.company, first_year, _vestings(events))
    book.open(outcome.opening)
    for event in events:
        book.enter(event)
    table = replay(outcome.opening, events)
    parts: dict[str, tuple[str, list[Item]]] = {
        "Stakeholders": ("OCF_STAKEHOLDERS_FILE", [*book.holders({**outcome.opening.lines, **table.lines}),
                                                   *book.people()]),
        "StockClasses": ("OCF_STOCK_CLASSES_FILE", [_stock_class()]),
        "StockLegends": ("OCF_STOCK_LEGEND_TEMPLATES_FILE", []),
        "StockPlans": ("OCF_STOCK_PLANS_FILE", book.plans(outcome)),
        "VestingTerms": ("OCF_VESTING_TERMS_FILE", []),
        "Valuations": ("OCF_VALUATIONS_FILE", book.valuations),
        "Transactions": ("OCF_TRANSACTIONS_FILE", book.transactions),
    }
    files: dict[str, Item] = {f"{name}.ocf.json": {"file_type": kind, "items": items} for name, (kind, items) in parts.items()}
    listed = {name: [{"filepath": f"./{file}", "md5": hashlib.md5(_text(files[file]), usedforsecurity=False).hexdigest()}]
              for name, file in zip(("stakeholders_files", "stock_classes_files", "stock_legend_templates_files",
                                     "stock_plans_files", "vesting_terms_files", "valuations_files", "transactions_files"),
                                    files, strict=True)}
    manifest: Item = {
        "ocf_version": OCF_VERSION, "file_type": "OCF_MANIFEST_FILE",
        "issuer": {"object_type": "ISSUER", "id": "issuer", "legal_name": outcome.scenario.name.zh,
                   "formation_date": book.date(0), "country_of_formation": COUNTRY,
                   "comments": ["The formation date is not known; it is the date of the opening table."]},
        "as_of": book.date(last), "generated_at": generated_at, **listed}
    return {"Manifest.ocf.json": manifest, **files}


def _text(document: Item) -> bytes:
    return json.dumps(document, ensure_ascii=False, indent=1).encode()


def _stock_class() -> Item:
    return {"object_type": "STOCK_CLASS", "id": CLASS, "name": "普通股 Ordinary shares", "class_type": "COMMON",
            "default_id_prefix": "S-", "initial_shares_authorized": "NOT APPLICABLE", "votes_per_share": "1", "seniority": "1"}


def _vestings(events: list[Event]) -> dict[str, list[tuple[int, Any]]]:
    """Programme → (year, shares that vest by person), in order."""
    vestings: dict[str, list[tuple[int, Any]]] = {}
    for event in events:
        if event.kind is Kind.VEST and event.people is not None:
            vestings.setdefault(event.rule, []).append((event.year, event.people))
    return vestings


def money(amount: Fraction | None) -> Item:
    """An amount with its currency; at most ten decimals, rounded to the nearest."""
    exact = amount or Fraction(0)
    whole = round(exact * 10**10)
    number = f"{whole // 10**10}.{whole % 10**10:010d}".rstrip("0").rstrip(".")
    return {"amount": number, "currency": CURRENCY}


@dataclass
class _Security:
    """A security that is still open: stock of a holder, or what is promised to a person."""

    id: str
    quantity: int
    released: bool = False  # equity compensation without a price to pay


@dataclass
class _Book:
    """The transactions written so far and the securities that are open."""

    company: Company
    first_year: int
    vestings: dict[str, list[tuple[int, Any]]]
    transactions: list[Item] = field(default_factory=list)
    valuations: list[Item] = field(default_factory=list)
    stock: dict[str, list[_Security]] = field(default_factory=dict)
    promised: dict[tuple[str, int], list[_Security]] = field(default_factory=dict)
    person_of: dict[int, str] = field(default_factory=dict)
    number: int = 0

    def date(self, year: int) -> str:
        """The last day of a simulated year."""
        return f"{self.first_year + year:04d}-12-31"

    def open(self, table: CapTable) -> None:
        """The holdings that are there before the first year."""
        for key, line in table.lines.items():
            if line.shares:
                self._issue(key, line.shares, self.date(0), None)

    def enter(self, event: Event) -> None:
        """One event as transactions."""
        match event.kind:
            case Kind.ISSUE:
                self._issue(event.holder, event.shares, self.date(event.year), event.price)
                self._valued(event)
            case Kind.TRANSFER:
                self._transfer(event)
            case Kind.BUY_BACK:
                for security, taken in self._taken(event.holder, event.shares):
                    self._close(security, taken, "TX_STOCK_REPURCHASE", event, event.holder, price=money(event.price))
            case Kind.SPLIT:
                self._split(event)
            case Kind.GRANT:
                self._grant(event)
            case Kind.EXERCISE:
                self._exercise(event)
            case Kind.LAPSE:
                for person, security, taken in self._of_people(event):
                    security.quantity -= taken
                    self._write("TX_EQUITY_COMPENSATION_CANCELLATION", event, security_id=security.id, quantity=str(taken),
                                reason_text=event.what.zh, comments=[f"{self.person_of[person]}: {event.what.en}"])

    def _write(self, kind: str, event: Event | str, **more: Any) -> None:
        self.number += 1
        when = event if isinstance(event, str) else self.date(event.year)
        self.transactions.append({"object_type": kind, "id": f"tx-{self.number}", "date": when, **more})

    def _issue(self, key: str, shares: int, when: str, price: Fraction | None) -> str:
        """A new stock security of a holder; gives its id."""
        self.number += 1
        name = f"stock-{self.number}"
        self.stock.setdefault(key, []).append(_Security(name, shares))
        self.transactions.append({
            "object_type": "TX_STOCK_ISSUANCE", "id": f"tx-{self.number}", "security_id": name, "date": when,
            "custom_id": f"S-{self.number}", "stakeholder_id": key, "security_law_exemptions": [], "stock_class_id": CLASS,
            "share_price": money(price), "quantity": str(shares), "stock_legend_ids": []})
        return name

    def _taken(self, key: str, shares: int) -> Iterator[tuple[_Security, int]]:
        """The holder's securities that so many shares come from, oldest first; they are taken off the open ones."""
        while shares:
            security = self.stock[key].pop(0)
            taken = min(shares, security.quantity)
            shares -= taken
            yield security, taken

    def _close(self, security: _Security, taken: int, kind: str, event: Event, key: str, **more: Any) -> None:
        """A security of which some shares leave; the rest is issued anew as the balance."""
        left = security.quantity - taken
        if left:
            more["balance_security_id"] = self._issue(key, left, self.date(event.year), None)
            self.stock[key].insert(0, self.stock[key].pop())
        self._write(kind, event, security_id=security.id, quantity=str(taken), **more)

    def _transfer(self, event: Event) -> str:
        """Shares from the giver; gives the receiver's new security."""
        received = self._issue(event.holder, event.shares, self.date(event.year), event.price)
        for security, taken in self._taken(event.giver, event.shares):
            self._close(security, taken, "TX_STOCK_TRANSFER", event, event.giver, resulting_security_ids=[received],
                        consideration_text=event.what.zh)
        return received

    def _split(self, event: Event) -> None:
        ratio = {"numerator": str(event.factor.numerator), "denominator": str(event.factor.denominator)}
        self._write("TX_STOCK_CLASS_SPLIT", event, stock_class_id=CLASS, split_ratio=ratio)
        for securities in (*self.stock.values(), *self.promised.values()):
            for security in securities:
                security.quantity = int(security.quantity * event.factor)

    def _valued(self, event: Event) -> None:
        if event.price:
            self.valuations.append({
                "object_type": "VALUATION", "id": f"valuation-{len(self.valuations) + 1}", "provider": "Sandtable",
                "price_per_share": money(event.price), "effective_date": self.date(event.year), "stock_class_id": CLASS,
                "valuation_type": "409A", "comments": [f"{event.what.zh} · {event.what.en}",
                                                       "The price of a simulated round; the format knows no other type."]})

    # -------------------------------------------------------- promises

    def _person(self, place: int) -> str:
        """The stakeholder of the person at this place among the years' people."""
        if place not in self.person_of:
            people = self.company.people
            known = place < len(people)
            self.person_of[place] = f"person-{people.id[place]}" if known else f"person-new-{place}"
        return self.person_of[place]

    def _grant(self, event: Event) -> None:
        assert event.people is not None
        for place in np.flatnonzero(event.people):
            shares = int(event.people[place])
            self.number += 1
            name, person = f"promise-{self.number}", self._person(int(place))
            key = (event.rule, int(place))
            priced: Item = ({"compensation_type": "OPTION", "exercise_price": money(event.price)} if event.price
                            else {"compensation_type": "RSU"})
            self.promised.setdefault(key, []).append(_Security(name, shares, released=not event.price))
            self.transactions.append({
                "object_type": "TX_EQUITY_COMPENSATION_ISSUANCE", "id": f"tx-{self.number}", "security_id": name,
                "date": self.date(event.year), "custom_id": f"E-{self.number}", "stakeholder_id": person,
                "security_law_exemptions": [], "stock_plan_id": event.rule, "stock_class_id": CLASS, **priced,
                "quantity": str(shares), "vestings": self._vests(key, shares, event.year), "expiration_date": None,
                "termination_exercise_windows": []})

    def _vests(self, key: tuple[str, int], shares: int, granted_in: int) -> list[Item]:
        """When how much of a grant vests, as far as is simulated; later vestings of the same person go on to the next."""
        rule, place = key
        vestings, left = [], shares
        for i, (year, people) in enumerate(self.vestings.get(rule, ())):
            amount = min(left, int(people[place])) if year >= granted_in else 0
            if amount:
                people = people.copy()
                people[place] -= amount
                self.vestings[rule][i] = (year, people)
                left -= amount
                vestings.append({"date": self.date(year), "amount": str(amount)})
        return vestings or [{"date": self.date(granted_in), "amount": "0"}]

    def _of_people(self, event: Event) -> Iterator[tuple[int, _Security, int]]:
        """Whose promises an event takes how much from, oldest first."""
        assert event.people is not None
        for place in np.flatnonzero(event.people):
            left = int(event.people[place])
            for security in self.promised.get((event.rule, int(place)), ()):
                taken = min(left, security.quantity)
                if taken:
                    left -= taken
                    yield int(place), security, taken

    def _exercise(self, event: Event) -> None:
        received = self._transfer(event) if event.giver else self._issue(event.holder, event.shares, self.date(event.year),
                                                                         event.price)
        for _, security, taken in self._of_people(event):
            security.quantity -= taken
            if security.released:
                self._write("TX_EQUITY_COMPENSATION_RELEASE", event, security_id=security.id, quantity=str(taken),
                            settlement_date=self.date(event.year), release_price=money(event.price),
                            resulting_security_ids=[received])
            else:
                self._write("TX_EQUITY_COMPENSATION_EXERCISE", event, security_id=security.id, quantity=str(taken),
                            resulting_security_ids=[received])

    # -------------------------------------------------------- who and under which plan

    def holders(self, lines: dict[str, ShareLine]) -> Iterator[Item]:
        """Every line of the cap table as a stakeholder."""
        for key, line in lines.items():
            ours = {"kind": line.kind, "zh": line.name.zh, "en": line.name.en, "votes_by": line.votes_by,
                    "partners": line.partners, "owners": {owner: str(part) for owner, part in line.owners.items()}}
            yield {"object_type": "STAKEHOLDER", "id": key, "name": {"legal_name": line.name.zh},
                   "stakeholder_type": "INDIVIDUAL" if line.kind == "founder" else "INSTITUTION",
                   "current_relationships": [RELATIONSHIP.get(line.kind, "OTHER")],
                   "comments": [OURS + json.dumps(ours, ensure_ascii=False)]}

    def people(self) -> Iterator[Item]:
        """Everybody who was ever promised anything."""
        people = self.company.people
        for place, key in self.person_of.items():
            name = str(people.name[place]) if place < len(people) else ""
            yield {"object_type": "STAKEHOLDER", "id": key, "name": {"legal_name": name or key},
                   "stakeholder_type": "INDIVIDUAL", "current_relationships": ["EMPLOYEE"]}

    def plans(self, outcome: Outcome) -> list[Item]:
        """The programmes under which something was promised."""
        plans = []
        for key in dict.fromkeys(rule for rule, _ in self.promised):
            rule = outcome.scenario.plan.equity.get(key.removeprefix("equity."))
            granted = sum(int(event.people.sum()) for event in outcome.events()
                          if event.rule == key and event.kind is Kind.GRANT and event.people is not None)
            plans.append({"object_type": "STOCK_PLAN", "id": key, "plan_name": rule.title.zh if rule else key,
                          "initial_shares_reserved": str(granted), "stock_class_ids": [CLASS],
                          "default_cancellation_behavior": "RETIRE"})
        return plans
