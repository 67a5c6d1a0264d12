"""The stages of a grading, as whoever runs it can follow them."""

from __future__ import annotations

from dataclasses import replace

import pytest

import grader
from grader.lab import Lab
from tests.grader.small_lab import GOOD


@pytest.fixture(scope="module")
def untimed(doubling: Lab) -> Lab:
    """The small lab with all points for correctness, so that nothing is timed."""
    return replace(doubling, weights={"correctness": 100.0, "performance": 0.0})


@pytest.mark.parametrize(
    ("source", "stages"),
    [
        (GOOD, ["sandbox", "cases"]),
        ("def double(x):\n    return x\n", ["sandbox", "cases", "explanation"]),
    ],
)
def test_stages_of_the_cases_are_named_as_they_begin(
    untimed: Lab, source: str, stages: list[str]
) -> None:
    told: list[str] = []
    grader.grade(untimed, source, on_stage=told.append)
    assert told == stages
