"""Open Cap Format: out and in again gives the same table; what is wrong is said, what is not modelled is reported."""

import copy
import io
import json
import zipfile
from dataclasses import replace
from fractions import Fraction as F

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.base.parameter import Text
from engine.base.problem import InputError
from engine.company.captable import CapTable, ShareLine
from engine.company.company import Facts
from engine.company.ledger import Event, Kind, replay
from engine.files import ocf
from engine.files.ocf.write import OCF_VERSION, documents, money
from engine.run.simulate import simulate
from tests.small import FACTS, company, example, scenario

NAME = Text("名", "Name")
AT = "2026-11-21T08:00:00+08:00"

HOLDERS = {
    "founder": {"zh": "创始人", "en": "Founder", "kind": "founder", "shares": 600_000},
    "holding": {"zh": "控股公司", "en": "Holding", "kind": "holding", "shares": 300_000, "owners": {"founder": 0.8},
                "votes_by": "founder"},
    "team": {"zh": "员工持股平台", "en": "Staff partnership", "kind": "employees", "shares": 100_000, "partners": 12,
             "votes_by": "founder"}}

EVERYTHING = {
    "seed": {"rule": "funding_round", "year": 1, "investment": 1_000_000, "pre_money": 4_000_000, "investor": "Fund"},
    "lp": {"rule": "platform_round", "year": 1, "ratio": 0.1, "pre_money": 6_000_000},
    "ten": {"rule": "share_split", "year": 2, "into": 10},
    "sale": {"rule": "share_transfer", "year": 2, "receiver": "Buyer", "part": 0.25},
    "back": {"rule": "share_buy_back", "year": 3, "holder": "Fund", "part": 0.4}}


def outcome(**equity):
    return simulate(scenario(of=company(cap_table=HOLDERS), equity=equity or EVERYTHING))


def lines(table):
    return {key: line for key, line in table.lines.items() if line.shares}


def with_events(*events, opening=None):
    """An outcome with a history of its own."""
    made = outcome(x={"rule": "share_split", "year": 30})
    opening = opening or made.opening
    years = tuple(replace(year, events=tuple(event for event in events if event.year == year.number),
                          cap_table=replay(opening, events, until=year.number)) for year in made.years)
    return replace(made, opening=opening, years=years)


def parts(*shares):
    return np.array([*shares, *[0] * (4 - len(shares))], dtype=np.int64)


def event(kind, shares=0, people=None, year=1, **more):
    return Event(year, "equity.plan", NAME, kind, shares=shares, people=people, **more)


# ---------------------------------------------------------------- out and in again

@pytest.mark.parametrize("until", [0, 1, 2, 3])
def test_out_and_in_again_is_the_same_table(until):
    made = outcome()
    back = ocf.read(ocf.export(made, 2026, AT, until))
    assert lines(back.table) == lines(replay(made.opening, made.events(), until))
    assert back.as_of == f"{2026 + until}-12-31" and back.issuer == made.scenario.name.zh
    assert back.not_taken == () and back.promises == ()
    assert back.owner() == "founder"


def test_it_can_be_the_companys_cap_table():
    back = ocf.read(ocf.export(outcome(), 2026, AT))
    facts = Facts.model_validate({**FACTS, "cap_table": back.holders(), "owner": back.owner()})
    assert facts.shares()["founder"] == back.table.lines["founder"].shares
    assert facts.cap_table["holding"].owners == {"founder": 0.8} and facts.cap_table["team"].partners == 12


def test_the_library_goes_out_and_in():
    case = example()
    for key in case.scenarios:
        made = simulate(case.scenario(key))
        back = ocf.read(ocf.export(made, 2026, AT))
        assert lines(back.table) == lines(made.years[-1].cap_table)
        assert sum(promise.outstanding for promise in back.promises) == (
            made.years[-1].cap_table.fully_diluted - made.years[-1].cap_table.total)


PROMISES = [
    event(Kind.GRANT, 100, parts(40, 60), price=F(3)),
    event(Kind.GRANT, 30, parts(0, 30)),
    event(Kind.VEST, 50, parts(20, 30), 2),
    event(Kind.EXERCISE, 35, parts(15, 20), 2, holder="staff", line=("employees", NAME), price=F(3)),
    event(Kind.EXERCISE, 5, parts(5, 0), 2, holder="staff", giver="founder", line=("employees", NAME), price=F(3)),
    event(Kind.LAPSE, 10, parts(0, 10), 3),
    event(Kind.SPLIT, year=3, factor=F(2)),
]


def test_promises_come_back_with_what_may_be_exercised():
    made = with_events(*PROMISES)
    table = made.years[-1].cap_table
    back = ocf.read(ocf.export(made, 2026, AT))
    assert lines(back.table) == lines(table)
    grants = table.grants["equity.plan"]
    assert sum(promise.outstanding for promise in back.promises) == int(grants.outstanding.sum()) == 160
    assert sum(promise.vested for promise in back.promises) == int(grants.exercisable.sum()) == 20
    assert {promise.price for promise in back.promises} == {F(3), None}
    assert {note.kind for note in back.not_taken} == {"promise"}


sequences = st.lists(st.sampled_from(["issue", "transfer", "buy_back", "split"]), min_size=1, max_size=8)


@settings(max_examples=40, deadline=None)
@given(sequences, st.lists(st.integers(1, 400_000), min_size=8, max_size=8), st.lists(st.integers(1, 3), min_size=8, max_size=8))
def test_whatever_happened_comes_back(kinds, sizes, years):
    opening = CapTable({key: ShareLine("founder", NAME, 1_000_000) for key in ("founder", "b")})
    events, table = [], opening
    for kind, size, year in zip(kinds, sizes, sorted(years), strict=False):
        size = min(size, table.lines["founder"].shares)
        happened = {"issue": event(Kind.ISSUE, size, year=year, holder="c", line=("investor", NAME), price=F(size, 7)),
                    "transfer": event(Kind.TRANSFER, size, year=year, giver="founder", holder="c", line=("investor", NAME)),
                    "buy_back": event(Kind.BUY_BACK, size, year=year, holder="founder", price=F(1, 3)),
                    "split": event(Kind.SPLIT, year=year, factor=F(size % 5 + 2))}[kind]
        events.append(happened)
        table = replay(table, [happened])
    made = with_events(*events, opening=opening)
    assert lines(ocf.read(ocf.export(made, 2026, AT)).table) == lines(table)


def test_equal_outcomes_give_equal_files():
    assert ocf.export(outcome(), 2026, AT) == ocf.export(outcome(), 2026, AT)


@pytest.mark.parametrize(("amount", "text"), [(F(1), "1"), (F(1, 3), "0.3333333333"), (F(5, 2), "2.5"), (None, "0"),
                                              (F(2, 3), "0.6666666667"), (F(10), "10")])
def test_amounts_have_at_most_ten_decimals(amount, text):
    assert money(amount) == {"amount": text, "currency": "CNY"}


# ---------------------------------------------------------------- the format's own rules

REQUIRED = {
    "ISSUER": {"id", "legal_name", "formation_date", "country_of_formation"},
    "STAKEHOLDER": {"id", "name", "stakeholder_type"},
    "STOCK_CLASS": {"id", "name", "class_type", "default_id_prefix", "initial_shares_authorized", "votes_per_share",
                    "seniority"},
    "STOCK_PLAN": {"id", "plan_name", "initial_shares_reserved", "stock_class_ids"},
    "VALUATION": {"id", "price_per_share", "effective_date", "valuation_type", "stock_class_id"},
    "TX_STOCK_ISSUANCE": {"id", "date", "security_id", "custom_id", "stakeholder_id", "security_law_exemptions",
                          "stock_class_id", "share_price", "quantity", "stock_legend_ids"},
    "TX_STOCK_TRANSFER": {"id", "date", "security_id", "quantity", "resulting_security_ids"},
    "TX_STOCK_REPURCHASE": {"id", "date", "security_id", "quantity", "price"},
    "TX_STOCK_CLASS_SPLIT": {"id", "date", "stock_class_id", "split_ratio"},
    "TX_EQUITY_COMPENSATION_ISSUANCE": {"id", "date", "security_id", "custom_id", "stakeholder_id", "security_law_exemptions",
                                        "compensation_type", "quantity", "expiration_date", "termination_exercise_windows"},
    "TX_EQUITY_COMPENSATION_EXERCISE": {"id", "date", "security_id", "quantity", "resulting_security_ids"},
    "TX_EQUITY_COMPENSATION_RELEASE": {"id", "date", "security_id", "quantity", "resulting_security_ids", "settlement_date",
                                       "release_price"},
    "TX_EQUITY_COMPENSATION_CANCELLATION": {"id", "date", "security_id", "quantity", "reason_text"},
}
"""What the published schemas (1.2.1) require of each object that we write."""

OPTIONAL = {
    "ISSUER": {"comments"}, "STAKEHOLDER": {"current_relationships", "comments"},
    "STOCK_PLAN": {"default_cancellation_behavior"}, "VALUATION": {"provider", "comments"},
    "TX_STOCK_TRANSFER": {"balance_security_id", "consideration_text"}, "TX_STOCK_REPURCHASE": {"balance_security_id"},
    "TX_EQUITY_COMPENSATION_ISSUANCE": {"stock_plan_id", "stock_class_id", "exercise_price", "vestings"},
    "TX_EQUITY_COMPENSATION_CANCELLATION": {"comments"},
}


@pytest.mark.parametrize("made", [outcome, lambda: with_events(*PROMISES),
                                  lambda: with_events(PROMISES[1], event(Kind.VEST, 30, parts(0, 30)),
                                                      event(Kind.EXERCISE, 9, parts(0, 9), holder="staff"))])
def test_every_object_has_what_the_schemas_require_and_nothing_else(made):
    files = documents(made(), 2026, AT)
    manifest = files["Manifest.ocf.json"]
    assert manifest["ocf_version"] == OCF_VERSION and manifest["file_type"] == "OCF_MANIFEST_FILE"
    assert {each["filepath"] for key in manifest if key.endswith("_files") for each in manifest[key]} == {
        f"./{name}" for name in files if name != "Manifest.ocf.json"}
    objects = [manifest["issuer"], *(item for name, file in files.items() if "items" in file for item in file["items"])]
    for item in objects:
        kind = item["object_type"]
        keys = set(item) - {"object_type"}
        assert REQUIRED[kind] <= keys <= REQUIRED[kind] | OPTIONAL.get(kind, set()), kind
        if kind == "TX_EQUITY_COMPENSATION_ISSUANCE":
            assert (item["compensation_type"] == "OPTION") == ("exercise_price" in item) and item["vestings"]
    ids = [item["id"] for item in objects]
    assert len(set(ids)) == len(ids)
    issued = {item["security_id"] for item in objects if item["object_type"].endswith("_ISSUANCE")}
    for item in objects:
        for key in ("security_id", "balance_security_id"):
            assert item.get(key, next(iter(issued))) in issued
        assert set(item.get("resulting_security_ids", [])) <= issued


# ---------------------------------------------------------------- files of others

def files():
    return copy.deepcopy(documents(outcome(), 2026, AT))


def zipped(documents_by_name):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, document in documents_by_name.items():
            archive.writestr(f"Some Folder/{name}", document if isinstance(document, (str, bytes)) else json.dumps(document))
    return out.getvalue()


def said(documents_by_name):
    with pytest.raises(InputError) as caught:
        ocf.read(zipped(documents_by_name))
    return [str(problem) for problem in caught.value.problems]


def transactions(made):
    return made["Transactions.ocf.json"]["items"]


def test_not_a_zip():
    for content in (b"", b"hello", b"PK\x03\x04 broken", json.dumps(files()["Manifest.ocf.json"]).encode()):
        with pytest.raises(InputError, match=r"ocf.zip: this is not a zip with Open Cap Format files"):
            ocf.read(content)
    with pytest.raises(InputError, match="there is no manifest"):
        ocf.read(zipped({"a.json": {"items": []}}))
    with pytest.raises(InputError, match="there is no manifest"):
        ocf.read(zipped({}))


def change(path, value):
    """A change to the files: file, then keys and places, then the value (… takes it out)."""
    def made():
        documents_by_name = files()
        *way, last = path
        place = documents_by_name
        for step in way:
            place = place[step]
        if value is ...:
            del place[last]
        else:
            place[last] = value
        return documents_by_name
    return made


TX = ("Transactions.ocf.json", "items", 0)


@pytest.mark.parametrize(("made", "says"), [
    (change(("Transactions.ocf.json",), '{"items": [,]}'), "Transactions.ocf.json line 1: this is not readable as JSON"),
    (change(("Transactions.ocf.json",), b"\xff\xfe\x00"), "Transactions.ocf.json: the file is not UTF-8 text"),
    (change(("Transactions.ocf.json",), "[" * 100_000), "not readable as JSON"),
    (change(("Transactions.ocf.json",), ...), "the file “./Transactions.ocf.json” is not in the package"),
    (change(("Transactions.ocf.json", "items"), {"a": 1}), "Transactions.ocf.json items: a list of objects is expected here"),
    (change(("Transactions.ocf.json",), [1, 2]), "items: a list of objects is expected here"),
    (change(("Manifest.ocf.json", "as_of"), "yesterday"), "Manifest.ocf.json as_of: “yesterday” is not a date"),
    (change(("Manifest.ocf.json", "issuer"), "ACME"), "the issuer's legal name is missing"),
    (change(("Manifest.ocf.json", "transactions_files"), "x"), "transactions_files: a list of files is expected"),
    (change(("Manifest.ocf.json", "transactions_files"), [{}]), "every file needs a filepath"),
    (change((*TX, "stakeholder_id"), "foundr"),
     "item 1 (tx-1) stakeholder_id: there is no stakeholder “foundr” in the package. Did you mean “founder”?"),
    (change((*TX, "stakeholder_id"), 5), "stakeholder_id: a text is expected here"),
    (change((*TX, "stakeholder_id"), ...), "stakeholder_id: this entry is missing; add it"),
    (change((*TX, "quantity"), "many"), "quantity: “many” is not a number of zero or more"),
    (change((*TX, "quantity"), "-5"), "“-5” is not a number of zero or more"),
    (change((*TX, "quantity"), ["5"]), "is not a number of zero or more"),
    (change((*TX, "quantity"), "12.5"), "12.5 shares are not whole shares"),
    (change((*TX, "quantity"), "9" * 30), "are too many to compute with"),
    (change((*TX, "date"), "2026-13-01"), "date: “2026-13-01” is not a date like 2026-12-31"),
    (change((*TX, "stock_class_id"), "preferred"), "there is no stock class “preferred” in the package"),
    (change(("Stakeholders.ocf.json", "items", 0, "name"), "Founder"), "name.legal_name: a text is expected here"),
    (change(("Stakeholders.ocf.json", "items", 0, "comments"), ["sandtable:{}"]), "the note that this program left was changed"),
    (change(("Stakeholders.ocf.json", "items", 1, "id"), "founder"), "“founder” is there twice"),
    (change(("Transactions.ocf.json", "items"), []), "the package has no shares issued to anybody by 2029-12-31"),
])
def test_what_is_wrong_is_said(made, says):
    sentences = said(made())
    assert any(says in sentence for sentence in sentences), sentences


def test_a_closed_security_cannot_be_closed_again():
    made = files()
    moved = next(item for item in transactions(made) if item["object_type"] == "TX_STOCK_TRANSFER")
    transactions(made).append({**moved, "id": "again"})
    assert any("(again) security_id: the security “" in sentence and "is not open" in sentence for sentence in said(made))


def test_more_cannot_be_taken_than_there_is():
    made = files()
    bought = next(item for item in transactions(made) if item["object_type"] == "TX_STOCK_REPURCHASE")
    bought["quantity"] = "999999999999"
    assert any("999,999,999,999 shares are taken from" in sentence for sentence in said(made))


def test_all_problems_at_once():
    made = files()
    transactions(made)[0]["quantity"] = "x"
    transactions(made)[1]["date"] = "x"
    assert len(said(made)) == 2


def test_a_package_of_another_tool():
    """No comments of ours; a partial transfer without a balance; a split; a preferred class; a convertible; a cancellation."""
    def issue(security, holder, quantity, when="2024-01-01", klass="common", **more):
        return {"object_type": "TX_STOCK_ISSUANCE", "id": f"i-{security}", "security_id": security, "date": when,
                "stakeholder_id": holder, "stock_class_id": klass, "quantity": quantity, **more}
    made = {
        "m.json": {"file_type": "OCF_MANIFEST_FILE", "as_of": "2025-06-30", "issuer": {"legal_name": "ACME"},
                   "stakeholders_files": [{"filepath": "./s.json", "md5": "0" * 32}],
                   "stock_classes_files": [{"filepath": "./c.json", "md5": "0" * 32}],
                   "transactions_files": [{"filepath": "./t.json", "md5": "0" * 32}]},
        "s.json": {"items": [
            {"id": "9d7b 1", "name": {"legal_name": "Ada"}, "current_relationship": "FOUNDER"},
            {"id": "b", "name": {"legal_name": "Ben"}, "current_relationships": ["EMPLOYEE"]},
            {"id": "v", "name": {"legal_name": "VC"}, "current_relationships": ["INVESTOR"]}]},
        "c.json": {"items": [{"object_type": "STOCK_CLASS", "id": "common", "class_type": "COMMON", "votes_per_share": "1"},
                             {"object_type": "STOCK_CLASS", "id": "a", "class_type": "PREFERRED", "votes_per_share": "10"}]},
        "t.json": {"items": [
            # The transfer stands before what it takes from, on the same day.
            {"object_type": "TX_STOCK_TRANSFER", "id": "t1", "security_id": "s1", "date": "2024-01-01", "quantity": "100.00",
             "resulting_security_ids": ["s2"]},
            issue("s1", "9d7b 1", "1000.0"), issue("s2", "b", "100"), issue("s3", "v", "300", "2024-05-01", "a"),
            {"object_type": "TX_STOCK_CLASS_SPLIT", "id": "x", "date": "2024-06-01", "stock_class_id": "common",
             "split_ratio": {"numerator": "3", "denominator": "1"}},
            {"object_type": "TX_STOCK_CANCELLATION", "id": "k", "security_id": "s2", "date": "2024-07-01", "quantity": "50",
             "reason_text": "-"},
            {"object_type": "TX_CONVERTIBLE_ISSUANCE", "id": "n", "security_id": "c1", "date": "2024-08-01"},
            {"object_type": "TX_WARRANT_ISSUANCE", "id": "w", "security_id": "w1", "date": "2024-08-01"},
            {"object_type": "TX_PLAN_SECURITY_ISSUANCE", "id": "p", "security_id": "o1", "date": "2024-08-01",
             "stakeholder_id": "b", "quantity": "40", "exercise_price": {"amount": "2", "currency": "USD"},
             "vestings": [{"date": "2024-12-31", "amount": "10"}, {"date": "2025-12-31", "amount": "30"}]},
            {"object_type": "TX_PLAN_SECURITY_EXERCISE", "id": "e", "security_id": "o1", "date": "2025-01-01",
             "quantity": "4", "resulting_security_ids": ["s4"]},
            issue("s4", "b", "4", "2025-01-01"),
            issue("late", "v", "1", "2026-01-01"),
            {"object_type": "TX_SOMETHING_NEW", "id": "new", "date": "2024-08-01"}]}}
    back = ocf.read(zipped(made))
    assert {key: (line.kind, line.name.en, line.shares) for key, line in back.table.lines.items()} == {
        "holder_1": ("founder", "Ada", 2700), "b": ("employees", "Ben", 254), "v": ("investor", "VC", 300)}
    (promise,) = back.promises
    assert (promise.outstanding, promise.vested, promise.price) == (36, 6, 2)
    reported = {(note.kind, note.id) for note in back.not_taken}
    assert reported == {("STOCK_CLASS", "a"), ("TX_CONVERTIBLE_ISSUANCE", "n"), ("TX_WARRANT_ISSUANCE", "w"),
                        ("TX_STOCK_ISSUANCE", "i-late"), ("TX_SOMETHING_NEW", "new"), ("promise", "Ben"),
                        ("checksum", "s.json"), ("checksum", "c.json"), ("checksum", "t.json")}
    assert all(note.why for note in back.not_taken)


def test_retracting_converting_reissuing_and_consolidating():
    made = files()
    rows = transactions(made)[:3]
    first, second, third = (row["security_id"] for row in rows)
    more = [{"object_type": "TX_STOCK_RETRACTION", "id": "a", "security_id": third, "date": "2027-01-01", "reason_text": "-"},
            {"object_type": "TX_STOCK_REISSUANCE", "id": "b", "security_id": second, "date": "2027-01-01",
             "resulting_security_ids": ["n1"]},
            {**rows[1], "id": "b1", "security_id": "n1", "date": "2027-01-01"},
            {"object_type": "TX_STOCK_CONVERSION", "id": "c", "security_id": "n1", "date": "2027-01-02",
             "quantity_converted": "100000", "resulting_security_ids": ["n2"]},
            {**rows[1], "id": "c1", "security_id": "n2", "date": "2027-01-02", "quantity": "200000"},
            {"object_type": "TX_STOCK_CONSOLIDATION", "id": "d", "security_ids": [first, "n2"], "date": "2027-01-03",
             "resulting_security_id": "n3"},
            {**rows[0], "id": "d1", "security_id": "n3", "date": "2027-01-03", "quantity": "800000"}]
    made["Transactions.ocf.json"]["items"] = rows + more
    assert {key: line.shares for key, line in lines(ocf.read(zipped(made)).table).items()} == {
        "founder": 800_000, "holding": 200_000}
