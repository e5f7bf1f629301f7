"""`people`: the people of a case's recipe, as CSV."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from engine.base.problem import InputError, Problem
from engine.base.text import t
from engine.files import csv_text
from engine.files.cases import case_file
from engine.files.population import people_table


def make_people(asked: argparse.Namespace) -> Iterator[str]:
    """The people of a case's recipe in the form of people.csv.

    Raises:
        InputError: no such case, a case without a recipe, or a file that cannot be written.
    """
    case = case_file(asked.case)
    if case.recipe is None:
        raise InputError([Problem("case.yaml", "recipe",
                                  t("the case has no recipe; its people are a real list."))])
    content = csv_text.written(people_table(case.recipe, case.company.season), line_end="\n")
    if asked.out is None:
        yield content.removesuffix("\n")
        return
    try:
        asked.out.write_text(content, encoding="utf-8")
    except OSError as error:
        raise InputError([Problem(str(asked.out), "", t("the file cannot be written ({detail}).",
                                                        detail=error.strerror))]) from error
    yield t("{n} people written to {file}.", n=f"{content.count(chr(10)) - 1:,}", file=asked.out)
