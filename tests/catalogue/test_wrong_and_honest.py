"""Right solutions in many styles, and each with a line changed as students get it wrong.

`honest/<lab>/` holds right ones beside the lab's own; `held_back/<lab>.yaml` says of one of them
what is changed, and which mistake or hypothesis must be named: nothing else, and nothing where the
list is empty.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

import grader
from grader.lab import Lab, load_lab
from grader.lab.lookup import SHIPPED
from tests.selection import some_of_each

HERE = Path(__file__).parent
HONEST = some_of_each(
    sorted((HERE / "honest").glob("*/*.py")),
    kind=lambda path: path.parent.name,
    values=lambda path: (path,),
    name=lambda path: f"{path.parent.name}/{path.stem}",
    always=1,
    kinds=4,
)
WRONG = some_of_each(
    (
        (path.stem, row)
        for path in sorted((HERE / "held_back").glob("*.yaml"))
        for row in yaml.safe_load(path.read_text())
    ),
    kind=lambda wrong: wrong[0],
    values=lambda wrong: wrong,
    name=lambda wrong: f"{wrong[0]}/{wrong[1]['truth'][:40]}",
    always=1,
    kinds=4,
)


@cache
def untimed(slug: str) -> Lab:
    return replace(load_lab(SHIPPED / slug), weights={"correctness": 100.0, "performance": 0.0})


def base(slug: str, name: str) -> str:
    path = HERE / "honest" / slug / f"{name}.py"
    return path.read_text() if path.exists() else untimed(slug).solutions[name]


@pytest.mark.parametrize("path", HONEST)
def test_right_solution_in_another_style_is_right_and_not_accused(path: Path) -> None:
    report = grader.grade(untimed(path.parent.name), path.read_text())
    assert [(case.name, case.verdict.value, case.hint) for case in report.cases if case.hint] == []
    assert report.correctness == 1.0


def test_newton_may_stop_where_rounding_hides_that_the_objective_falls() -> None:
    """With this draw the strictest reading of the statement ends at a gradient above 1e-8."""
    honest = base("logistic_regression", "strictly_lower")
    assert grader.grade(untimed("logistic_regression"), honest, seed=3).correctness == 1.0


@pytest.mark.parametrize(("slug", "row"), WRONG)
def test_one_change_is_named_for_what_it_is(slug: str, row: dict[str, Any]) -> None:
    source = base(slug, row["base"])
    for old, new in row["change"]:
        assert old in source
        source = source.replace(old, new)
    failing = [case for case in grader.grade(untimed(slug), source, seed=7).cases if case.hint]
    assert failing
    assert sorted({case.mistake or case.hypothesis for case in failing} - {None}) == row["named"]
