"""Programs without the function that the lab asks for: where it is instead."""

from __future__ import annotations

import pytest

from grader.feedback.hints.exceptions import Program
from grader.feedback.hints.missing_function import hint_for_missing
from grader.judging.runner import Runner
from grader.lab import Call, Lab
from grader.results.verdicts import Verdict

DEFINITION = "def double(x):\n    return 2 * x\n"


def indented(code: str) -> str:
    return "".join(f"    {line}\n" for line in code.splitlines())


FOUND = {
    "class": (
        f"class Solution:\n{indented(DEFINITION)}",
        "double (line 2) is inside the class Solution",
    ),
    "main": (
        f'if __name__ == "__main__":\n{indented(DEFINITION)}',
        'double (line 2) is below if __name__ == "__main__":, which does not run',
    ),
    "nested": (f"def root(x):\n    y = 1\n{indented(DEFINITION)}", "is indented into root"),
    "block": (f"if False:\n{indented(DEFINITION)}", "is inside a block that did not run"),
    "no function": ("import numpy as np\nx = 3\n", "The file defines no function: write your"),
    "empty": ("", "The file defines no function: write your code below def double(x):"),
    "near": ("def dubble(x):\n    return x\n", "Line 1 defines dubble(x): give the function the"),
    "case": ("def Double(x):\n    return x\n", "Line 1 defines Double(x): give the function"),
    "same parameters": ("def times(x):\n    return x\n", "Line 1 defines times(x): give the"),
    "variable": (f"{DEFINITION}double = 3\n", "Line 3 gives the name double to something else"),
    "deleted": (f"{DEFINITION}del double\n", "Line 3 gives the name double to something else"),
    "notebook": ('{"cells": [], "nbformat": 4}\n', "The file is a notebook under the name of"),
}


@pytest.mark.parametrize(("code", "text"), FOUND.values(), ids=list(FOUND))
def test_where_it_is(code: str, text: str, runner: Runner, doubling: Lab) -> None:
    runner.swap(code)
    assert runner.run(Call("double", (1.0,), {})).verdict is Verdict.no_such_function
    assert text in hint_for_missing("double", doubling, Program.of(code))


@pytest.mark.parametrize(
    "code",
    [
        "def root(x):\n    return x\n",
        "def first(x):\n    return x\ndef second(x):\n    return x\n",
        "def other(a, b):\n    return a\n",
        "def d\u043euble(x):\n    return x\n",
    ],
)
def test_where_nobody_knows_nothing_is_said(code: str, doubling: Lab) -> None:
    """A letter of another alphabet is found by the sandbox's report."""
    assert hint_for_missing("double", doubling, Program.of(code)) == ""
