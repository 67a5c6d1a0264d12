"""Functions that are as in the starter are said to be still to be written."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import grader
from grader.lab import Lab
from grader.results.cause import Stage
from tests.grader.small_lab import GOOD

ROOT = "def root(x):\n    return abs(x) ** 0.5\n"


def causes(lab: Lab, source: str) -> list[tuple[str, str]]:
    report = grader.grade(replace(lab, weights={"correctness": 100.0, "performance": 0.0}), source)
    return [(cause.source, cause.sentence) for cause in report.causes]


def test_unchanged_starter_is_still_to_be_written(doubling: Lab) -> None:
    found = causes(doubling, doubling.starter)
    assert [source for source, _ in found] == ["unwritten"]
    assert "all of it is still to be written. Begin with double, at line 1" in found[0][1]


@pytest.mark.parametrize("body", ["return None", "pass", "...", 'raise RuntimeError("write it")'])
def test_whatever_the_starter_does_is_recognized(doubling: Lab, body: str) -> None:
    lab = replace(doubling, starter=f"def double(x):\n    '''Twice.'''\n    {body}\n\n\n{ROOT}")
    written = f"import numpy as np\n\ndef double(x):\n    # to do\n    {body}\n\n\n"
    source, text = causes(lab, written + GOOD[GOOD.index("def root") :])[0]
    assert (source, text[:28]) == ("unwritten", "double is still to be writte")


def test_it_comes_before_other_causes(doubling: Lab) -> None:
    lab = replace(doubling, weights={"correctness": 100.0, "performance": 0.0})
    source = (
        "def double(x):\n    raise NotImplementedError\n\n\ndef root(x):\n    return -(x**0.5)\n"
    )
    first = grader.grade(lab, source).causes[0]
    assert (first.source, first.stage) == ("unwritten", Stage.nothing_runs)
    assert np.all([name != "root of four" for name in first.cases])


def test_source_that_cannot_be_parsed_is_left_to_others(doubling: Lab) -> None:
    assert causes(doubling, "def double(x:\n") == []
