"""The generator of people: seeded, and as spread as it was asked to be."""

import numpy as np
import pytest

from engine.files.people_file import people_of
from engine.files.population import Recipe, people_table
from tests.small import facts

SELLERS = {"family": "sales", "post": "seller", "units": ["north", "south"], "count": 50, "base_pay": 5000,
           "sales": 40_000}


def made(seed=1, season=(1.0,) * 12, **role):
    return people_table(Recipe.model_validate({"seed": seed, "roles": [{**SELLERS, **role}]}), season)


def yearly(people):
    return people[[f"sales_{month}" for month in range(1, 13)]].sum(axis=1)


def test_equal_recipes_make_equal_people():
    assert made().equals(made())
    assert not made().equals(made(seed=2))


def test_what_was_asked_for():
    people = made()
    assert len(people) == 100 and people["id"].is_unique
    assert people["unit"].value_counts().to_dict() == {"north": 50, "south": 50}
    assert people["base_pay"].mean() == pytest.approx(5000, rel=0.01)
    assert yearly(people).mean() == pytest.approx(12 * 40_000, rel=0.001)
    assert len(people_of(people, facts(), "people.csv")) == 100


def test_twenty_people_already_show_the_spread():
    """Quantiles of a lognormal: its standard deviation of logarithms is what was asked for."""
    for spread in (0.1, 0.5):
        logs = np.log(yearly(made(count=10, sales_spread=spread)).to_numpy())
        assert logs.std() == pytest.approx(spread, rel=0.1)
    assert yearly(made(sales_spread=0)).between(479_994, 480_006).all()  # whole yuan a month


def test_a_role_more_does_not_change_the_others():
    alone = made()
    recipe = {"seed": 1, "roles": [SELLERS, {**SELLERS, "post": "clerk", "family": "support", "count": 3}]}
    both = people_table(Recipe.model_validate(recipe))
    assert both[:100][["name", "base_pay", "years", "score"]].equals(alone[["name", "base_pay", "years", "score"]])


def test_superiors():
    recipe = {"seed": 1, "roles": [{**SELLERS, "post": "clerk", "family": "support", "count": 1},
                                   {**SELLERS, "count": 4, "superior": "clerk"}]}
    people = people_table(Recipe.model_validate(recipe)).set_index("id")
    for _, seller in people[people["post"] == "seller"].iterrows():
        boss = people.loc[seller["superior"]]
        assert (boss["post"], boss["unit"]) == ("clerk", seller["unit"])
    assert (people.loc[people["post"] == "clerk", "superior"] == "").all()


def test_season():
    people = made(season=(0.0, *[1.0] * 11), month_spread=0)
    assert people["sales_1"].sum() == 0
    assert people_of(people, facts(), "people.csv").sales[0].sum() == 0
    assert people["sales_2"].sum() == pytest.approx(people["sales_12"].sum(), rel=0.001)


def test_each_role_has_its_own_superior():
    """The same post, under somebody else in another unit."""
    recipe = {"seed": 1, "roles": [
        {**SELLERS, "units": ["north", "south"], "count": 1, "post": "clerk", "family": "support"},
        {**SELLERS, "units": ["north"], "count": 2, "superior": "clerk"},
        {**SELLERS, "units": ["south"], "count": 2}]}
    people = people_table(Recipe.model_validate(recipe))
    assert people["superior"].tolist() == ["", "", "P00001", "P00001", "", ""]
