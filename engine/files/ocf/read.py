"""An Open Cap Format package as a cap table: who holds how many shares at the end of its transactions, what is promised,
and a report of everything of the file that is not taken over.

Raises InputError with all that is wrong, a sentence each: never a traceback, never a guess. What is right but has no place
here (convertibles, warrants, preferences …) is reported, not refused.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from itertools import groupby
from typing import Any

from engine.base.parameter import Text
from engine.base.problem import InputError, Problem, nearest
from engine.base.text import t
from engine.company.captable import CapTable, ShareLine
from engine.company.company import HOLDER_KINDS
from engine.files.ocf.write import OURS

LARGEST = 200_000_000
"""Bytes that a package may unpack to."""

NUMERIC = re.compile(r"[+-]?[0-9]+(\.[0-9]{1,10})?")
KEY = re.compile(r"[\w-]{1,60}")
FILES = ("stakeholders_files", "stock_classes_files", "stock_legend_templates_files", "stock_plans_files",
         "vesting_terms_files", "valuations_files", "transactions_files", "financings_files", "documents_files")

KIND_OF = {"FOUNDER": "founder", "INVESTOR": "investor", "EMPLOYEE": "employees", "EXECUTIVE": "employees",
           "OFFICER": "employees", "NON_US_EMPLOYEE": "employees", "EX_EMPLOYEE": "employees", "ADVISOR": "contributors",
           "CONSULTANT": "contributors", "BOARD_MEMBER": "contributors", "EX_ADVISOR": "contributors",
           "EX_CONSULTANT": "contributors"}


@dataclass(frozen=True)
class NotTaken:
    """Something of the file that is not taken over: its kind, id and why. Sentences are in the language in use."""

    kind: str
    id: str
    why: str


@dataclass(frozen=True)
class Promise:
    """Equity compensation that is still outstanding: to whom, under which plan, how much of it may be exercised."""

    stakeholder: str
    plan: str
    outstanding: int
    vested: int
    price: Fraction | None


@dataclass(frozen=True)
class Imported:
    """What a package holds: the issuer, the table at the end, promises, and what was not taken over."""

    issuer: str
    as_of: str
    table: CapTable
    promises: tuple[Promise, ...]
    valuations: tuple[tuple[str, Fraction], ...]  # date, price a share
    not_taken: tuple[NotTaken, ...]

    def holders(self) -> dict[str, dict[str, Any]]:
        """The holders as a company's file gives them: those with shares, and those who own or vote for them."""
        lines = self.table.lines
        wanted = [key for key, line in lines.items() if line.shares]
        for key in wanted:  # grows while it is walked through
            wanted += [each for each in (*lines[key].owners, lines[key].votes_by) if each in lines and each not in wanted]
        return {key: {"zh": line.name.zh, "en": line.name.en, "kind": line.kind, "shares": line.shares,
                      "owners": {owner: float(part) for owner, part in line.owners.items()},
                      "votes_by": line.votes_by or None, "partners": line.partners or None}
                for key, line in lines.items() if key in wanted}

    def owner(self) -> str:
        """The founder with most shares, else the largest holder."""
        lines = self.table.lines
        return max(lines, key=lambda key: (lines[key].kind == "founder" and lines[key].shares > 0, lines[key].shares))


def read(content: bytes, file: str = "ocf.zip") -> Imported:
    """The cap table of a package.

    Raises:
        InputError: everything wrong with the file, a sentence each.
    """
    documents = _unpacked(content, file)
    manifest_name, manifest = _manifest(documents, file)
    reader = _Reader(file)
    issuer, as_of = _issuer(manifest, manifest_name)
    items: dict[str, list[FiledObject]] = {}
    for entry in FILES:
        items[entry] = [item for name in reader.listed(manifest, entry, documents, manifest_name)
                        for item in reader.items(name, documents[name])]
    if reader.problems:
        raise InputError(reader.problems)
    return reader.table(items, issuer, as_of)


@dataclass(frozen=True)
class FiledObject:
    """One object of a file, and where it stands."""

    file: str
    place: int
    values: Mapping[str, Any]

    @property
    def kind(self) -> str:
        return str(self.values.get("object_type", ""))

    @property
    def id(self) -> str:
        return str(self.values.get("id", ""))

    @property
    def where(self) -> str:
        return t("item {n} ({id})", n=self.place, id=self.id or self.kind or "?")


def _unpacked(content: bytes, file: str) -> dict[str, Any]:
    """File name without folder → JSON document, of every .json in the zip.

    Raises:
        InputError: not a zip, too large, not JSON.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            infos = [info for info in archive.infolist() if info.filename.endswith(".json")
                     and not info.filename.startswith("__MACOSX")]
            if sum(info.file_size for info in infos) > LARGEST:
                raise InputError([Problem(file, "", t("the package unpacks to more than {size} MB; it is not read.",
                                                      size=LARGEST // 1_000_000))])
            texts = {info.filename.rsplit("/", 1)[-1]: archive.read(info) for info in infos}
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, OSError, ValueError) as error:
        if isinstance(error, InputError):
            raise
        raise InputError([Problem(file, "", t("this is not a zip with Open Cap Format files in it; export one from your "
                                              "cap table tool."))]) from error
    documents, problems = {}, []
    for name, text in texts.items():
        try:
            documents[name] = json.loads(text.decode("utf-8-sig"))
        except UnicodeDecodeError:
            problems.append(Problem(name, "", t("the file is not UTF-8 text; export it again.")))
        except (json.JSONDecodeError, RecursionError) as error:
            line = error.lineno if isinstance(error, json.JSONDecodeError) else 1
            problems.append(Problem(name, t("line {line}", line=line), t("this is not readable as JSON; export it again.")))
    if problems:
        raise InputError(problems)
    return {name: (document, hashlib.md5(texts[name], usedforsecurity=False).hexdigest())
            for name, document in documents.items()}


def _manifest(documents: Mapping[str, Any], file: str) -> tuple[str, Mapping[str, Any]]:
    for name, (document, _) in documents.items():
        if isinstance(document, dict) and document.get("file_type") == "OCF_MANIFEST_FILE":
            return name, document
    raise InputError([Problem(file, "", t("there is no manifest (a file of type OCF_MANIFEST_FILE) in the package; export it "
                                          "again as a whole."))])


def _issuer(manifest: Mapping[str, Any], name: str) -> tuple[str, str]:
    issuer, as_of = manifest.get("issuer"), manifest.get("as_of")
    problems = []
    if not isinstance(issuer, dict) or not isinstance(issuer.get("legal_name"), str):
        problems.append(Problem(name, "issuer", t("the issuer's legal name is missing; add it.")))
    if not _is_date(as_of):
        problems.append(Problem(name, "as_of", t("“{given}” is not a date like 2026-12-31.", given=as_of)))
    if problems:
        raise InputError(problems)
    return str(issuer["legal_name"] if isinstance(issuer, dict) else ""), str(as_of)


def _is_date(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


@dataclass
class _OpenSecurity:
    """An open security: stock, or a promise with what has vested."""

    stakeholder: str
    quantity: int
    stock: bool
    klass: str = ""
    plan: str = ""
    price: Fraction | None = None
    vestings: list[tuple[str, int]] = field(default_factory=list)
    at_once: bool = False  # no vesting at all: vested when issued
    taken: int = 0  # exercised or released so far


CLOSING = {"TX_STOCK_TRANSFER", "TX_STOCK_CANCELLATION", "TX_STOCK_REPURCHASE", "TX_STOCK_RETRACTION", "TX_STOCK_CONVERSION",
           "TX_STOCK_REISSUANCE"}
TAKING = {"EXERCISE", "RELEASE", "CANCELLATION", "RETRACTION", "TRANSFER"}
WITHOUT_EFFECT = {"TX_STOCK_ACCEPTANCE", "TX_EQUITY_COMPENSATION_ACCEPTANCE", "TX_PLAN_SECURITY_ACCEPTANCE",
                  "TX_STOCK_PLAN_POOL_ADJUSTMENT", "TX_STOCK_PLAN_RETURN_TO_POOL", "TX_ISSUER_AUTHORIZED_SHARES_ADJUSTMENT",
                  "TX_STOCK_CLASS_AUTHORIZED_SHARES_ADJUSTMENT", "CE_STAKEHOLDER_RELATIONSHIP", "CE_STAKEHOLDER_STATUS"}


class _Reader:
    """Collects problems and what is not taken over while it goes through a package."""

    def __init__(self, file: str):
        self.file = file
        self.problems: list[Problem] = []
        self.not_taken: list[NotTaken] = []
        self.open: dict[str, _OpenSecurity] = {}
        self.seen: set[str] = set()
        self.doubtful: set[str] = set()  # securities that something is wrong with already
        self.classes: dict[str, FiledObject] = {}

    # -------------------------------------------------------- files and fields

    def listed(self, manifest: Mapping[str, Any], entry: str, documents: Mapping[str, Any], name: str) -> list[str]:
        """The files that the manifest lists under an entry."""
        given = manifest.get(entry, [])
        if not isinstance(given, list):
            self.problems.append(Problem(name, entry, t("a list of files is expected here.")))
            return []
        names = []
        for each in given:
            path = each.get("filepath") if isinstance(each, dict) else None
            if not isinstance(path, str):
                self.problems.append(Problem(name, entry, t("every file needs a filepath.")))
                continue
            short = path.rsplit("/", 1)[-1]
            if short not in documents:
                self.problems.append(Problem(name, entry, t("the file “{path}” is not in the package.", path=path)
                                             + nearest(short, documents)))
                continue
            if str(each.get("md5", "")).lower() != documents[short][1]:
                self.not_taken.append(NotTaken(t("checksum"), short, t("it differs from the manifest's; the file was changed "
                                                                       "after the export, and is read as it is.")))
            names.append(short)
        return names

    def items(self, name: str, document: Any) -> list[FiledObject]:
        """The objects of a file."""
        content = document[0]
        rows = content.get("items") if isinstance(content, dict) else None
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.problems.append(Problem(name, "items", t("a list of objects is expected here.")))
            return []
        return [FiledObject(name, place, row) for place, row in enumerate(rows, start=1)]

    def refuse(self, item: FiledObject, key: str, sentence: str) -> None:
        self.problems.append(Problem(item.file, f"{item.where} {key}".strip(), sentence))

    def text(self, item: FiledObject, key: str) -> str:
        """A text that must be there."""
        value = item.values.get(key)
        if not isinstance(value, str) or not value:
            self.refuse(item, key, t("a text is expected here.") if value is not None else t("this entry is missing; add it."))
            return ""
        return value

    def number(self, item: FiledObject, key: str, given: Any = None) -> Fraction:
        """A number of zero or more, as the format writes it: "1000" or "1000.50"."""
        value = item.values.get(key) if given is None else given
        shown = str(value) if isinstance(value, (str, int)) and not isinstance(value, bool) else ""
        if not NUMERIC.fullmatch(shown) or Fraction(shown) < 0:
            self.refuse(item, key, t("“{given}” is not a number of zero or more, written like \"1000\".", given=value)
                        if value is not None else t("this entry is missing; add it."))
            return Fraction(0)
        return Fraction(shown)

    def shares(self, item: FiledObject, key: str = "quantity", given: Any = None) -> int:
        """Whole shares."""
        value = self.number(item, key, given)
        if value.denominator != 1:
            self.refuse(item, key, t("{given} shares are not whole shares; only whole ones can be held here.",
                                     given=float(value)))
        elif value > 10**15:
            self.refuse(item, key, t("{given} shares are too many to compute with.", given=f"{int(value):,}"))
            return 0
        return int(value)

    def price(self, item: FiledObject, key: str) -> Fraction | None:
        """The amount of a price, where there is one."""
        value = item.values.get(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.refuse(item, key, t("an amount with its currency is expected here."))
            return None
        return self.number(item, f"{key}.amount", value.get("amount", ""))

    def when(self, item: FiledObject) -> str:
        value = item.values.get("date")
        if not _is_date(value):
            self.refuse(item, "date", t("“{given}” is not a date like 2026-12-31.", given=value))
            return ""
        return str(value)

    def skip(self, item: FiledObject, why: str) -> None:
        self.not_taken.append(NotTaken(item.kind, item.id, why))

    # -------------------------------------------------------- the table

    def table(self, items: Mapping[str, list[FiledObject]], issuer: str, as_of: str) -> Imported:
        """Everything put together; raises all the problems."""
        lines = self._stakeholders(items["stakeholders_files"])
        self._classes(items["stock_classes_files"])
        for item in (*items["vesting_terms_files"],):
            self.skip(item, t("vesting by terms is not computed; dated vestings are. What hangs on it counts as not vested."))
        for entry in ("financings_files", "documents_files", "stock_legend_templates_files"):
            for item in items[entry]:
                self.skip(item, t("it changes nothing in the cap table."))
        valuations = [(str(item.values.get("effective_date")), self.price(item, "price_per_share") or Fraction(0))
                      for item in items["valuations_files"]]
        dated = sorted(((self.when(item), item) for item in items["transactions_files"]), key=lambda pair: pair[0])
        for when, group in groupby(dated, key=lambda pair: pair[0]):
            if when <= as_of:
                self._day([item for _, item in group], lines)
            else:
                for _, item in group:
                    self.skip(item, t("its date is after the package's date of {as_of}.", as_of=as_of))
        shares: dict[str, int] = {}
        for security in self.open.values():
            if security.stock:
                shares[security.stakeholder] = shares.get(security.stakeholder, 0) + security.quantity
        if not self.problems and not sum(shares.values()):
            self.problems.append(Problem(self.file, "", t("the package has no shares issued to anybody by {as_of}.", as_of=as_of)))
        if self.problems:
            raise InputError(self.problems)
        keys = _keys(lines)
        table = {keys[key]: ShareLine(line.kind, line.name, shares.get(key, 0),
                                      {keys.get(owner, owner): part for owner, part in line.owners.items()},
                                      keys.get(line.votes_by, line.votes_by), line.partners)
                 for key, line in lines.items()}
        promises = tuple(
            Promise(lines[each.stakeholder].name.zh, each.plan, each.quantity,
                    max(0, min(each.quantity, (each.quantity if each.at_once else sum(
                        amount for when, amount in each.vestings if when <= as_of) - each.taken))), each.price)
            for each in self.open.values() if not each.stock and each.quantity)
        for promise in promises:
            self.not_taken.append(NotTaken(t("promise"), promise.stakeholder, t(
                "{n} shares promised under “{plan}” are no shares yet; add an equity programme for them.",
                n=f"{promise.outstanding:,}", plan=promise.plan or "–")))
        return Imported(issuer, as_of, CapTable(table), promises, tuple(valuations), tuple(self.not_taken))

    def _stakeholders(self, items: Iterable[FiledObject]) -> dict[str, ShareLine]:
        lines: dict[str, ShareLine] = {}
        for item in items:
            key = self.text(item, "id")
            name = item.values.get("name")
            legal = name.get("legal_name") if isinstance(name, dict) else None
            if not isinstance(legal, str):
                self.refuse(item, "name.legal_name", t("a text is expected here."))
                continue
            if key in lines:
                self.refuse(item, "id", t("“{given}” is there twice; give every row a key of its own.", given=key))
            relations = item.values.get("current_relationships") or [item.values.get("current_relationship")]
            relations = relations if isinstance(relations, list) else [relations]
            kind = next((KIND_OF[str(each)] for each in relations if str(each) in KIND_OF), "investor")
            lines[key] = self._ours(item, ShareLine(kind, Text(legal, legal), 0))
        return lines

    def _ours(self, item: FiledObject, line: ShareLine) -> ShareLine:
        """A stakeholder with what our own export notes in a comment."""
        comments = item.values.get("comments")
        for comment in comments if isinstance(comments, list) else []:
            if isinstance(comment, str) and comment.startswith(OURS):
                try:
                    noted = json.loads(comment.removeprefix(OURS))
                    kind = noted["kind"] if noted["kind"] in HOLDER_KINDS else line.kind
                    return ShareLine(kind, Text(str(noted["zh"]), str(noted["en"])), 0,
                                     {str(owner): Fraction(part) for owner, part in noted["owners"].items()},
                                     str(noted["votes_by"]), int(noted["partners"]))
                except (ValueError, KeyError, TypeError, AttributeError, ZeroDivisionError):
                    self.refuse(item, "comments", t("the note that this program left was changed and cannot be read; delete "
                                                    "it."))
        return line

    def _classes(self, items: Iterable[FiledObject]) -> None:
        for item in items:
            self.classes[self.text(item, "id")] = item
            if item.values.get("class_type") == "PREFERRED":
                self.skip(item, t("its shares are counted like ordinary ones; preferences and conversion are not modelled."))
            votes = item.values.get("votes_per_share", "1")
            if str(votes) not in ("1", "1.0", "1.00"):
                self.skip(item, t("{votes} votes a share are counted as one.", votes=votes))

    # -------------------------------------------------------- transactions

    def _day(self, items: list[FiledObject], lines: Mapping[str, ShareLine]) -> None:
        """One day's transactions in the order of the file; those that refer to a security of later the same day again."""
        waiting = [item for item in items if not self._enter(item, lines)]
        for item in waiting:
            if not self._enter(item, lines):
                named = item.values.get("security_id", item.values.get("security_ids"))
                self.refuse(item, "security_id", t("the security “{name}” is not open: nothing issues it before, or it was "
                                                   "already closed.", name=named))

    def _enter(self, item: FiledObject, lines: Mapping[str, ShareLine]) -> bool:
        """Take one transaction in; False where it refers to a security that is not there."""
        kind = item.kind.replace("TX_PLAN_SECURITY_", "TX_EQUITY_COMPENSATION_")
        match kind:
            case "TX_STOCK_ISSUANCE" | "TX_EQUITY_COMPENSATION_ISSUANCE":
                self._issue(item, lines, stock=kind == "TX_STOCK_ISSUANCE")
            case "TX_STOCK_CLASS_SPLIT":
                self._split(item)
            case "TX_STOCK_CONSOLIDATION":
                ids = item.values.get("security_ids")
                ids = [str(each) for each in ids] if isinstance(ids, list) else []
                if not ids or not all(each in self.open for each in ids):
                    return False
                for each in ids:
                    del self.open[each]
            case "TX_VESTING_ACCELERATION":
                security = self.open.get(str(item.values.get("security_id")))
                if security is None:
                    return False
                security.vestings.append((self.when(item), self.shares(item)))
            case "TX_VESTING_START" | "TX_VESTING_EVENT":
                self.skip(item, t("vesting by terms is not computed; dated vestings are. What hangs on it counts as not vested."))
            case "TX_EQUITY_COMPENSATION_REPRICING":
                security = self.open.get(str(item.values.get("security_id")))
                if security is None:
                    return False
                security.price = self.price(item, "new_exercise_price")
            case _ if kind in CLOSING or (kind.startswith("TX_EQUITY_COMPENSATION_")
                                          and kind.rsplit("_", 1)[-1] in TAKING):
                return self._close(item, kind)
            case _ if kind in WITHOUT_EFFECT:
                pass
            case _ if kind.startswith("TX_CONVERTIBLE"):
                self.skip(item, t("convertible notes are no shares yet and are not modelled."))
            case _ if kind.startswith("TX_WARRANT"):
                self.skip(item, t("warrants are no shares yet and are not modelled."))
            case _:
                self.skip(item, t("transactions of this kind are not modelled."))
        return True

    def _issue(self, item: FiledObject, lines: Mapping[str, ShareLine], stock: bool) -> None:
        known = len(self.problems)
        name, holder = self.text(item, "security_id"), self.text(item, "stakeholder_id")
        if holder and holder not in lines:
            self.refuse(item, "stakeholder_id", t("there is no stakeholder “{name}” in the package.", name=holder)
                        + nearest(holder, lines))
        if name in self.seen:
            self.refuse(item, "security_id", t("“{given}” is there twice; give every row a key of its own.", given=name))
        self.seen.add(name)
        klass = str(item.values.get("stock_class_id", ""))
        if stock and klass not in self.classes:
            self.refuse(item, "stock_class_id", t("there is no stock class “{name}” in the package.", name=klass)
                        + nearest(klass, self.classes))
        vestings = []
        given = item.values.get("vestings")
        for each in given if isinstance(given, list) else []:
            if not isinstance(each, dict) or not _is_date(each.get("date")):
                self.refuse(item, "vestings", t("every vesting needs a date like 2026-12-31 and an amount."))
                continue
            vestings.append((str(each["date"]), self.shares(item, "vestings.amount", each.get("amount", ""))))
        self.open[name] = _OpenSecurity(
            holder, self.shares(item), stock, klass, str(item.values.get("stock_plan_id", "")),
            self.price(item, "exercise_price"), vestings, at_once=not given and not item.values.get("vesting_terms_id"))
        if len(self.problems) > known:
            self.doubtful.add(name)

    def _close(self, item: FiledObject, kind: str) -> bool:
        """Shares leave a security: all of it where it is retracted or reissued or a balance is issued, else the quantity."""
        name = self.text(item, "security_id")
        security = self.open.get(name)
        if security is None or name in self.doubtful:
            return not name or name in self.doubtful
        whole = kind.endswith(("RETRACTION", "REISSUANCE"))
        field_name = "quantity_converted" if kind == "TX_STOCK_CONVERSION" else "quantity"
        taken = security.quantity if whole else self.shares(item, field_name)
        if taken > security.quantity:
            self.refuse(item, field_name, t("{taken} shares are taken from “{name}”, which has {left}.", taken=f"{taken:,}",
                                            name=name, left=f"{security.quantity:,}"))
            return True
        if kind.endswith(("EXERCISE", "RELEASE")):
            security.taken += taken
        security.quantity -= taken
        if item.values.get("balance_security_id") or not security.quantity:
            del self.open[name]
        return True

    def _split(self, item: FiledObject) -> None:
        klass, ratio = self.text(item, "stock_class_id"), item.values.get("split_ratio")
        if not isinstance(ratio, dict):
            self.refuse(item, "split_ratio", t("a numerator and a denominator are expected here."))
            return
        up, down = (self.number(item, f"split_ratio.{key}", ratio.get(key, "")) for key in ("numerator", "denominator"))
        if not up or not down:
            self.refuse(item, "split_ratio", t("a numerator and a denominator above zero are expected here."))
            return
        for name, security in self.open.items():
            if security.klass == klass:
                after = security.quantity * up / down
                if after.denominator != 1:
                    self.skip(item, t("the split leaves a fraction of a share in “{name}”; it is rounded down.", name=name))
                security.quantity, security.taken = int(after), int(security.taken * up / down)
                security.vestings = [(when, int(amount * up / down)) for when, amount in security.vestings]


def _keys(lines: Mapping[str, ShareLine]) -> dict[str, str]:
    """Stakeholder id → key of the cap table: the id where it can be one."""
    return {key: key if KEY.fullmatch(key) else f"holder_{place}" for place, key in enumerate(lines, start=1)}
