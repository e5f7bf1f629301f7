"""One broken input per kind of error: what is said names the file, the place, the value and the mend.

`wrong_inputs/expected.yaml` holds the sentences. All problems of an input are said in one go, and nothing but
an InputError ever comes out.
"""

import io
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from engine.__main__ import main
from engine.base import text
from engine.base.problem import InputError
from engine.files.cases import load, read_yaml
from engine.files.people_file import read
from engine.plan.scenario import Scenario
from engine.rules.rule import registry
from tests.small import EXAMPLE, facts

FOLDER = Path(__file__).parent / "wrong_inputs"
EXPECTED = read_yaml(FOLDER / "expected.yaml", "expected.yaml")
FILES = sorted(path for path in FOLDER.glob("*/*"))


def name(path):
    return f"{path.parent.name}/{path.name}"


def try_case(path, folder):
    shutil.copy(path, folder / "case.yaml")
    (folder / "people.csv").write_text("id,family,post,unit,base_pay\nA,sales,seller,north,5000\n", encoding="utf-8")
    load(folder)


def try_people(path, folder):
    read(path, facts(), "people.csv")


def try_reform(path, folder):
    shutil.copytree(EXAMPLE, folder / "example")
    shutil.copy(path, folder / "example" / "reforms")
    load(folder / "example")


def try_calc(path, folder):
    """Through the command line, which is where JSON comes in."""
    said = io.StringIO()
    before, sys.stderr = sys.stderr, said
    try:
        code = main(["calc", "commission", "--given", str(path), "--lang", text.language()])
    finally:
        sys.stderr = before
    assert code == 2
    raise InputError(said.getvalue().replace(str(path), path.name).splitlines())


TRY = {"case": try_case, "people": try_people, "reform": try_reform, "calc": try_calc}


def said_of(path, folder):
    with pytest.raises(InputError) as refused:
        TRY[path.parent.name](path, folder)
    return [str(problem) for problem in refused.value.problems]


def test_every_fixture_has_its_sentences():
    assert sorted(EXPECTED) == [name(path) for path in FILES]
    assert all(EXPECTED.values())


@pytest.mark.parametrize("path", FILES, ids=name)
def test_says(path, tmp_path):
    assert said_of(path, tmp_path) == EXPECTED[name(path)]


@pytest.mark.parametrize("path", FILES, ids=name)
def test_says_as_much_in_chinese(path, tmp_path):
    text.use("zh")
    said = said_of(path, tmp_path)
    assert len(said) == len(EXPECTED[name(path)])
    assert not any("{" in sentence.replace("{'", "") and "}" not in sentence for sentence in said)


@pytest.mark.parametrize("path", [path for path in FILES if path.parent.name != "calc"], ids=name)
def test_the_file_is_named(path, tmp_path):
    """Every sentence begins with the file to open."""
    file = {"case": "case.yaml", "people": "people.csv", "reform": f"reforms/{path.name}"}[path.parent.name]
    assert all(sentence.startswith(file) for sentence in said_of(path, tmp_path))


def test_what_is_right_is_not_refused(tmp_path):
    """The fixtures are wrong by what their names say, not by the way they are tried."""
    assert load(EXAMPLE).reforms
    shutil.copy(FOLDER / "case" / "unknown-key.yaml", tmp_path / "case.yaml")
    right = (tmp_path / "case.yaml").read_text(encoding="utf-8").replace("revenu:", "revenue:")
    (tmp_path / "case.yaml").write_text(right, encoding="utf-8")
    (tmp_path / "people.csv").write_bytes("id,name,family,post,unit,base_pay\nA,张三,sales,seller,north,5000\n"
                                          .encode("gb18030"))
    assert load(tmp_path).today.company.people.name[0] == "张三"
    (tmp_path / "people.csv").unlink()
    with pytest.raises(InputError, match=r"^people.csv: the file is missing; put it beside case.yaml.$"):
        load(tmp_path)


def test_a_folder_for_a_file(tmp_path):
    shutil.copy(EXAMPLE / "case.yaml", tmp_path)
    (tmp_path / "people.csv").mkdir()
    with pytest.raises(InputError, match=r"^people.csv: this cannot be read \(Is a directory\).$"):
        load(tmp_path)
    (tmp_path / "reforms" / "odd.yaml").mkdir(parents=True)
    with pytest.raises(InputError, match=r"reforms/odd.yaml: the file cannot be read"):
        load(tmp_path)


def test_a_circle_of_reforms(tmp_path):
    shutil.copytree(EXAMPLE, tmp_path / "example")
    tiers = tmp_path / "example" / "reforms" / "tiers.yaml"
    tiers.write_text(tiers.read_text(encoding="utf-8").replace("set:", "base: partners\nset:"), encoding="utf-8")
    with pytest.raises(InputError) as refused:
        load(tmp_path / "example")
    assert [str(problem) for problem in refused.value.problems] == [
        "reforms/tiers.yaml base: the reforms build on each other in a circle: partners → tiers → partners.",
        "reforms/partners.yaml base: the reforms build on each other in a circle: tiers → partners → tiers."]


# ---------------------------------------------------------------- anything at all

DOCUMENT = YAML(typ="safe", pure=True).load((EXAMPLE / "case.yaml").read_text(encoding="utf-8"))
ODD = st.one_of(
    st.none(), st.booleans(), st.integers(-10, 10), st.integers(), st.floats(), st.text(max_size=5),
    st.sampled_from(["commission", "today", "sales", "founder", "1e5", "０"]),
    st.lists(st.integers(0, 3), max_size=3), st.dictionaries(st.text(max_size=3), st.integers(0, 3), max_size=2),
    st.sampled_from([10**400, -10**400, 1e308, -0.0, 0.1 + 0.2, {}, [], [[]], [{}], {"rule": "commission"},
                     {"rule": None}, {"rule": []}, {"rule": "target_ladder", "levels": []}]))


def places(value, at=()):
    """Every place in nested mappings and lists."""
    yield at
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inner:
        yield from places(each, (*at, key))


PLACES = [place for place in places(DOCUMENT) if place]


def changed(value, at, how, odd):
    """A copy with one place replaced, removed, doubled under another name, or wrapped."""
    if not at:
        return {"replace": odd, "wrap": [value], "wrap more": {"x": value}}.get(how, odd)
    key, rest = at[0], at[1:]
    copy = dict(value) if isinstance(value, dict) else list(value)
    if rest or how in ("replace", "wrap", "wrap more"):
        copy[key] = changed(copy[key], rest, how, odd)
    elif how == "remove":
        del copy[key]
    elif isinstance(copy, dict):
        copy[odd if isinstance(odd, (str, int, float, bool, type(None))) else "x"] = copy[key]
    else:
        copy.append(copy[key])
    return copy


CHANGES = st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(["replace", "remove", "add", "wrap", "wrap more"]),
                             ODD), min_size=1, max_size=3)


@pytest.fixture(scope="module")
def case_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("case")
    shutil.copy(EXAMPLE / "people.csv", folder)
    return folder


@given(changes=CHANGES, language=st.sampled_from(text.LANGUAGES))
@settings(max_examples=150)
def test_a_case_loads_or_says_why_not(case_folder, changes, language):
    """A valid document with up to three places changed at random."""
    text.use(language)
    document = DOCUMENT
    for at, how, odd in changes:
        try:
            document = changed(document, at, how, odd)
        except (LookupError, TypeError):
            continue  # an earlier change has taken this place away
    with (case_folder / "case.yaml").open("w", encoding="utf-8") as file:
        YAML(typ="safe", pure=True).dump(document, file)
    try:
        assert isinstance(load(case_folder).today, Scenario)
    except InputError as error:
        assert error.problems and all(str(problem).strip() for problem in error.problems)


@given(content=st.text(max_size=60))
@settings(max_examples=100)
def test_any_text_as_a_case(case_folder, content):
    (case_folder / "case.yaml").write_text(content, encoding="utf-8", errors="replace")
    with pytest.raises(InputError):
        load(case_folder)


@pytest.mark.parametrize("content", [
    "a: !!bool x", "a: !!float x", "a: !!int x", "2001-99-99", "a: &a [*a]", "name: &x {zh: a, en: *x}", "a: *b",
    "a: 1" + "0" * 5000, "0x" + "f" * 9000, "company: 0x" + "f" * 9000, "company: [0x" + "f" * 9000 + "]",
    "[" * 600, "a: \0", "? [1]\n: 2", "? {a: 1}\n: 2", "--- a\n--- b", "%YAML 9.9\n---\na: 1", "a: 1\n a: 2", "\ufeff"],
    ids=lambda content: repr(content[:20]))
def test_odd_yaml_as_a_case(case_folder, content):
    (case_folder / "case.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(InputError):
        load(case_folder)


CELLS = st.sampled_from(["", "A", "B", "sales", "seller", "north", "5000", "-1", "1e400", "nan", "1.005", '"', ",", "0"])


@given(st.lists(st.lists(CELLS, min_size=1, max_size=8).map(",".join), max_size=5), st.booleans())
@settings(max_examples=150)
def test_people_are_read_or_refused(rows, headed):
    header = ["id,family,post,unit,base_pay,score,sales"] if headed else []
    try:
        assert len(read("\n".join(header + rows).encode(), facts(), "people.csv"))
    except InputError as error:
        assert error.problems


@given(content=st.binary(max_size=80))
def test_any_bytes_as_people(content):
    try:
        assert len(read(content, facts(), "people.csv"))
    except InputError as error:
        assert error.problems


@given(st.sampled_from(sorted(registry())), st.data())
@settings(max_examples=300)
def test_a_rule_computes_or_says_why_not(rule, data):
    """The example of a rule with up to three entries changed, taken out or added."""
    given_values = dict(registry()[rule].example)
    keys = [*registry()[rule].keys(), *registry()[rule].Inputs.keys()]
    for key, odd in data.draw(st.lists(st.tuples(st.sampled_from(keys), ODD | st.floats(0, 1e13) | st.integers(0, 10**12)),
                                       min_size=1, max_size=3)):
        if odd is None:
            given_values.pop(key, None)
        else:
            given_values[key] = odd
    try:
        assert isinstance(registry()[rule].compute(given_values), dict)
    except InputError as error:
        assert error.problems
