"""A function that is wrong only by what it calls: told last, as nothing is to be done there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

import grader
from grader.feedback.hints.exceptions import Program
from grader.feedback.sources.called import calls_among
from grader.lab import Lab, load_lab
from grader.results.cause import Cause, Stage
from tests.grader.small_lab import FILES, write_lab

WRONG_DOUBLE = "def double(x):\n    return 3.0 * x\n"
FOLLOWS = "root calls double, and is right as soon as double is."


def causes(lab: Lab, double: str, root: str) -> Sequence[Cause]:
    lab = replace(lab, weights={"correctness": 100.0, "performance": 0.0})
    head = "import math\n\ndef checked(x):\n    if x < 0:\n        raise ValueError\n    return x\n"
    return grader.grade(lab, f"{head}\n{double}\n{root}").causes


@pytest.mark.parametrize(
    "root",
    [
        "def root(x):\n    return math.sqrt(double(checked(x)) / 2)\n",
        "def root(x):\n    return [0, 0, 0, 0, 0, 0, 0, 0, 2.0][int(double(checked(x)))]\n",
        "def half(x):\n    return double(x) / 2\n"
        "def root(x):\n    return math.sqrt(half(checked(x)))\n",
    ],
    ids=["a value", "an exception", "by way of a helper"],
)
def test_what_a_wrong_function_spoils_follows(doubling: Lab, root: str) -> None:
    first, *_, last = causes(doubling, WRONG_DOUBLE, root)
    assert "small" in first.cases and first.stage is Stage.values
    assert (last.source, last.stage, last.sentence) == ("called", Stage.follows, FOLLOWS)
    assert last.cases == ("root of four",)


def test_function_that_is_wrong_by_itself_is_told(doubling: Lab) -> None:
    root = "def root(x):\n    return double(checked(x)) ** 3\n"
    assert FOLLOWS not in {cause.sentence for cause in causes(doubling, WRONG_DOUBLE, root)}
    alone = "def root(x):\n    return -math.sqrt(checked(x))\n"
    assert FOLLOWS not in {cause.sentence for cause in causes(doubling, WRONG_DOUBLE, alone)}


def test_what_stops_at_a_wrong_answer_of_before_follows(tmp_path: Path) -> None:
    scenario = """    eight = steps(call("double", np.array(4.0)), call("root", result(0)))
    yield Case("root of a double", eight, "One after the other.")


def hidden"""
    text = FILES["cases.py"].replace("raises\n", "raises, result, steps\n", 1)
    lab = load_lab(write_lab(tmp_path, cases_py=text.replace("def hidden", scenario, 1)))
    root = "def root(x):\n    return math.sqrt(checked(x))\n"
    first, *_, last = causes(lab, "def double(x):\n    return -2.0 * x\n", root)
    assert "small" in first.cases
    assert (last.source, last.stage, last.cases) == ("called", Stage.follows, ("root of a double",))
    assert last.sentence == (
        "root stops at what double has returned, and goes on as soon as double is right."
    )


def test_calls_go_through_helpers_and_end_in_circles() -> None:
    text = (
        "def a(x):\n    return b(x)\ndef b(x):\n    return a(x) + c(x)\ndef c(x):\n    return x\n"
    )
    assert calls_among(Program.of(text), ["a", "c", "d"]) == {"a": ["c"], "c": [], "d": []}
