"""Selection of the store team: how many, who, and who never."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.answers.pay import team
from engine.base.problem import InputError
from engine.rules.pay.team_selection import TeamSelection
from tests.small import HEADER, company


def candidate(name, results=80.0, behaviour=80.0, values=80.0, **more):
    return {"name": str(name), "results": results, "behaviour": behaviour, "values": values, **more}


def select(rows, **more):
    return TeamSelection.compute({"candidates": rows, **more})


@pytest.mark.parametrize(("staff", "counts"), [
    (1, [0, 0, 0]), (5, [0, 1, 0]), (6, [0, 1, 0]), (7, [1, 1, 0]), (10, [1, 2, 1]), (20, [3, 4, 2]), (100, [15, 20, 10])])
def test_exact_counts_never_above_the_share(staff, counts):
    chosen = select([candidate(i, results=float(i)) for i in range(staff)])
    assert [len(names) for names in chosen.values()] == counts
    best_first = [str(i) for i in reversed(range(staff))]
    assert [name for names in chosen.values() for name in names[::-1]] == best_first[:sum(counts)]


def test_results_weigh_most():
    """70 × 100 + 30 × 0 against 70 × 50 + 30 × 100: 70 to 65."""
    rows = [candidate("behaves", 50, 100, 100), candidate("sells", 100, 0, 0)]
    assert select(rows, core=0.5, middle=0.0, reserve=0.0)["core"] == ["sells"]
    assert select(rows, core=0.5, middle=0.0, reserve=0.0, results_weight=0.6, behaviour_weight=0.3)["core"] == ["behaves"]


def test_ties_go_to_service_then_to_the_list():
    rows = [candidate("young", years=2), candidate("old", years=9), candidate("as old", years=9)]
    assert select(rows, core=0.34)["core"] == ["old"]


def test_who_is_left_out():
    rows = [candidate("complaint", 200, complaints=1), candidate("new", 190, years=0), candidate("a year", 180, years=1),
            candidate("two years", 170, years=2)]
    got = select(rows, core=0.25, middle=0.25, reserve=0.25, core_years=2)
    assert got == {"core": ["two years"], "middle": [], "reserve": ["a year"]}


def test_weights_that_do_not_sum_to_one(language):
    with pytest.raises(InputError, match="110%"):
        select([candidate("a")], results_weight=0.8)
    with pytest.raises(InputError):
        select([])


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 20_000), st.integers(0, 5), st.booleans()), max_size=60))
def test_layers_store_by_store(rows):
    unit, points, years, may = (np.array([row[i] for row in rows], dtype=np.int64) for i in range(4))
    rule = TeamSelection()
    layer = rule.select(rule.points(points, points, points), years, unit, may.astype(bool))
    staff = Counter(unit.tolist())
    for i, (percent, least) in enumerate(((15, 0), (20, 2), (10, 1)), start=1):
        inside = layer == i
        assert (years[inside] >= least).all() and (may[inside] == 1).all()
        for store, heads in staff.items():
            here = inside & (unit == store)
            waiting = (may == 1) & (unit == store) & (years >= least) & ((layer == 0) | (layer > i))
            assert here.sum() == min(heads * percent // 100, here.sum() + waiting.sum())
            if here.any() and waiting.any():
                assert points[here].min() >= points[waiting].max()


def test_over_the_stores_of_a_company():
    """North has ten people, South one, and an office none who count."""
    rows = [f"{i},sales,seller,north,,5000,{i},80,1,0,{1000 * (i + 1)},1000" for i in range(10)]
    rows += ["S,sales,seller,south,,5000,9,99,1,0,9000,1000"]
    got = TeamSelection().of_company(company(rows, HEADER))
    # From twice the history on results are 200: nine people with equal points, the longest service first.
    assert got.tolist() == [0, 0, 0, 0, 0, 0, 3, 2, 2, 1, 0]
    office = {"north": {"zh": "北", "en": "North", "kind": "office"}, "south": {"zh": "南", "en": "South", "kind": "store"}}
    assert TeamSelection().of_company(company(rows, HEADER, units=office)).sum() == 0


def test_nobody_with_a_complaint_and_scores_for_whoever_has_no_history():
    rows = [f"{i},support,clerk,north,,5000,3,{60 + i},1,0,0,0,{int(i == 9)}" for i in range(10)]
    got = TeamSelection().of_company(company(rows, HEADER + ",complaints"))
    assert got.tolist() == [0] * 5 + [3, 2, 2, 1, 0]


def test_teams_as_a_page_shows_them():
    rows = [f"{i},sales,seller,north,,5000,{i},80,1,0,{100 * i},1000" for i in range(10)]
    rows += [f"S{i},sales,seller,south,,5000,9,{90 - i},1,0,0,0" for i in range(20)]
    of = company(rows, HEADER)
    table = team.people(TeamSelection(), of, ("store",))
    units = team.by_unit(table)
    assert units.to_dict("list") == {"unit": ["north", "south"], "staff": [10, 20], "core": [1, 3], "middle": [2, 4],
                                     "reserve": [1, 2]}
    best = table[table["unit"] == "north"].iloc[0]
    # 90% of history, and 80 for behaviour and values: 63 + 16 + 8
    assert (best["id"], best["layer"], best["results"], best["points"]) == ("9", "core", 90, 87)
    assert team.kinds_of(of) == ("store",) and team.people(TeamSelection(), of, ()).empty


def test_conduct_stands_for_behaviour_where_it_is_known():
    rows = ["A,sales,seller,north,,5000,3,80,1,0,0,0,60", "B,sales,seller,north,,5000,3,80,1,0,0,0,"]
    judged = TeamSelection().judged(company(rows, HEADER + ",conduct_score"))
    assert judged.behaviour.tolist() == [6000, 8000] and judged.values.tolist() == [8000, 8000]
