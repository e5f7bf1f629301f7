"""Editing a company's facts and people: the edit is checked as a file would be, nothing is changed in place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
from pydantic import ValidationError

from engine.base.problem import InputError, Problem, problems_of
from engine.base.text import t
from engine.company.company import Company, Facts
from engine.files.people_file import people_of, table, write
from engine.law.region import Region


def with_facts(company: Company, document: dict[str, Any]) -> Company:
    """The company with edited facts (the `company` part of a case.yaml); its people must still fit.

    Raises:
        InputError: every problem of the facts, or of the people against them.
    """
    try:
        facts = Facts.model_validate(document)
    except ValidationError as error:
        raise InputError(problems_of(error, "", "company", Facts)) from error
    edited = Company(facts, company.people)
    if facts.units.keys() != company.facts.units.keys() or facts.posts.keys() != company.facts.posts.keys() \
            or facts.families.keys() != company.facts.families.keys():
        people_of(write(company.people), facts, "people.csv")
    return edited


def with_region(company: Company, region: Region | str) -> Company:
    """The company in another region: the key of a known one, or one of its own, which it keeps.

    Raises:
        InputError: no such region.
    """
    document = company.facts.model_dump(mode="json", by_alias=True)
    if isinstance(region, Region):
        document["regions"][region.key] = region.model_dump(mode="json")
    document["region"] = region.key if isinstance(region, Region) else region
    return with_facts(company, document)


def with_people(company: Company, cells: pd.DataFrame, file: str = "people.csv") -> Company:
    """The company with the people of an edited table.

    Raises:
        InputError: every bad cell.
    """
    return replace(company, people=people_of(cells, company.facts, file))


def with_people_file(company: Company, content: bytes, file: str) -> Company:
    """The company with the people of an uploaded CSV.

    Raises:
        InputError: not readable, or every bad cell.
    """
    return with_people(company, table(content, file), file)


def keyed(keys: Sequence[str], rows: Sequence[dict[str, Any]], part: str) -> dict[str, dict[str, Any]]:
    """Rows of a table under their keys.

    Raises:
        InputError: a key that is empty or there twice.
    """
    problems = [Problem("", f"{part}, {t('row {row}', row=row)}", t("the key is empty; fill it in."))
                for row, key in enumerate(keys, start=1) if key in ("", "None", "nan")]
    problems += [Problem("", f"{part}, {t('row {row}', row=row)}",
                         t("“{given}” is there twice; give every row a key of its own.", given=key))
                 for row, key in enumerate(keys, start=1) if key in keys[:row - 1]]
    if problems:
        raise InputError(problems)
    return dict(zip(keys, rows, strict=True))
