"""A function that is defined twice: the report says so, with both lines."""

from __future__ import annotations

from dataclasses import replace

import pytest

import grader
from grader.lab import Lab
from grader.results.cause import Stage
from grader.results.report import Report
from tests.grader.small_lab import GOOD

ROOT = GOOD[GOOD.index("def root") :]
RIGHT = "def double(x):\n    return 2.0 * x\n"
TWICE = "double is defined twice, at line 4 and at line 8: the later definition counts."


def report(lab: Lab, first: str, second: str, *, head: str = "import math\nimport numpy as np\n"):
    lab = replace(lab, weights={"correctness": 100.0, "performance": 0.0})
    return grader.grade(lab, f"{head}\n{first}\n\n{second}\n\n{ROOT}")


def hints(found: Report) -> dict[str, str]:
    return {case.name: case.hint for case in found.cases if not case.passed}


@pytest.mark.parametrize(
    "second",
    [
        "def double(x):\n    return x**3 - 1\n",
        "def double(x):\n    raise NotImplementedError\n",
        "@staticmethod\ndef double(x):\n    return None\n",
    ],
)
def test_right_definition_before_a_wrong_one_is_the_cause(doubling: Lab, second: str) -> None:
    (cause,) = report(doubling, RIGHT, second).causes
    line = 9 if second.startswith("@") else 8
    assert (cause.source, cause.name, cause.stage) == ("redefined", "double", Stage.nothing_runs)
    assert cause.sentence == (
        f"double is defined twice, at line 4 and at line {line}: the later definition counts. "
        "The earlier one is right where this one is wrong."
    )
    assert cause.cases == ("small", "drawn", "Inputs of the timed size")


def test_a_known_cause_says_which_definition_it_is_about(doubling: Lab) -> None:
    wrong = "def double(x):\n    return x\n"
    found = report(doubling, wrong, "def double(x):\n    return -2.0 * x\n")
    (cause,) = found.causes
    assert cause.source == "hypothesis" and cause.sentence.endswith(TWICE)
    assert all(hint.endswith(TWICE) for hint in hints(found).values())


def test_without_a_known_cause_it_is_told_first(doubling: Lab) -> None:
    wrong = "def double(x):\n    return x\n"
    found = report(doubling, wrong, "def double(x):\n    return x**3 - np.pi + x.size\n")
    assert found.causes[0].source == "redefined"
    assert found.causes[0].sentence.startswith(TWICE)
    assert hints(found)["small"] == f"{TWICE} Twice every entry."


def test_nothing_is_said_of_other_functions_and_of_right_ones(doubling: Lab) -> None:
    wrong = "def double(x):\n    return x\n"
    found = report(
        doubling, wrong, RIGHT + "\n\ndef other():\n    pass\n\ndef other():\n    pass\n"
    )
    assert found.verdict is grader.Verdict.passed
    helper = "def double(x):\n    def double(y):\n        return -y\n    return double(x)\n"
    assert "twice" not in " ".join(hints(report(doubling, helper, "")).values())


def test_cells_of_a_notebook_are_named(doubling: Lab) -> None:
    head = "# %% Cell 1\nimport numpy as np\n# %% Cell 2\n"
    second = "# %% Cell 3\ndef double(x):\n    return -2.0 * x\n"
    (cause,) = report(doubling, RIGHT, second, head=head).causes
    assert "at cell 2, line 2 and at cell 3, line 1" in cause.sentence
