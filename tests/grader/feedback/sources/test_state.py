"""Answers that depend on earlier calls are found by calling again in another order, and alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

import grader
from grader.lab import Lab
from grader.results.cause import Cause, Stage
from tests.grader.small_lab import GOOD

ROOT = GOOD[GOOD.index("def root") :]
IMPORTS = "import math\nimport numpy as np\n\n"
KEPT = {
    "cache": """
CACHE = {}

def double(x):
    return CACHE.setdefault(len(x) > 0, 2.0 * x)
""",
    "default argument": """
def double(x, seen=[]):
    seen.append(1)
    return (1.0 + len(seen)) * x
""",
    "global": """
n = 0

def double(x):
    global n
    n += 1
    return 2.0 * x if n < 2 else x**3
""",
}
RANDOM = "def double(x):\n    return np.random.default_rng().random(x.shape)\n"


def first(lab: Lab, double: str) -> Cause:
    lab = replace(lab, weights={"correctness": 100.0, "performance": 0.0})
    return grader.grade(lab, IMPORTS + double + "\n\n" + ROOT).causes[0]


@pytest.mark.parametrize("name", KEPT)
def test_what_is_kept_between_calls_is_said(doubling: Lab, name: str) -> None:
    cause = first(doubling, KEPT[name])
    assert (cause.source, cause.name, cause.stage) == ("state", "kept_between_calls", Stage.stops)
    assert "something is kept between calls" in cause.sentence


def test_random_answers_are_told_apart_from_state(doubling: Lab) -> None:
    cause = first(doubling, RANDOM)
    assert (cause.source, cause.name) == ("state", "random")
    assert cause.sentence.startswith("The same call gives another answer each time")


@pytest.mark.parametrize(
    "double",
    [
        "def double(x):\n    return -2.0 * x\n",
        "def double(x):\n    return 1j\n",
        "def double(x):\n    return {'a': x}\n",
        "def double(x):\n    raise ValueError(object())\n",
        "def double(x):\n    return (k for k in x)\n",
    ],
)
def test_other_mistakes_are_no_state(doubling: Lab, double: str) -> None:
    assert first(doubling, double).source != "state"
