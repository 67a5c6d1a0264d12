"""The first sentence of a report names the cause, for wrong solutions that were once told less.

They were written as students write, without a look at what the grader knows.
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

ROWS = yaml.safe_load(Path(__file__).with_name("headlines.yaml").read_text())


@cache
def untimed(slug: str) -> Lab:
    return replace(load_lab(SHIPPED / slug), weights={"correctness": 100.0, "performance": 0.0})


@pytest.mark.parametrize(
    "row",
    some_of_each(
        ROWS,
        kind=lambda row: row["lab"],
        values=lambda row: (row,),
        name=lambda row: f"{row['lab']}/{row['wrong'].replace(' ', '_')}",
        always=1,
    ),
)
def test_the_headline_names_the_cause(row: dict[str, Any]) -> None:
    lab = untimed(row["lab"])
    source = lab.solutions[row.get("base", "vectorised")]
    for old, new in row["change"]:
        assert old in source, old
        source = source.replace(old, new)
    assert grader.grade(lab, source, seed=3).sentence.startswith(row["says"])
