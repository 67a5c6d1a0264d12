"""Lines of a student's own, run on their code in the real sandbox: what comes back is text."""

from __future__ import annotations

from dataclasses import replace

import pytest

from grader.grading.scratch import ScratchResult, run_scratch
from grader.results.verdicts import Verdict
from grader.sandbox.limits import Limits

CODE = """import numpy as np
print("loading")

def half(x):
    print("half of", x)
    return x / 2

def ninth(x):
    return x[9]
"""


def run(text: str, code: str = CODE) -> ScratchResult:
    return run_scratch(code, text, replace(Limits(), call_seconds=2))


@pytest.mark.parametrize(
    ("text", "value", "facts"),
    [
        ("half(np.array([1.0, 2.0]))", "array([0.5, 1. ])", "shape (2,), dtype float64"),
        ("x = half(3)\nx", "1.5", "float"),
        ("[1, None]", "[1, None]", "list"),
        ("np.float32(3)", "np.float32(3.0)", "shape (), dtype float32"),
        ("x = 3", "", ""),
    ],
)
def test_the_last_expression_is_shown_with_shape_and_dtype(
    text: str, value: str, facts: str
) -> None:
    result = run(text)

    assert (result.verdict, result.value, result.facts) == (Verdict.passed, value, facts)
    assert result.printed_on_load == "loading\n"


def test_prints_are_shown() -> None:
    assert run("half(4)").printed == "half of 4\n"


@pytest.mark.parametrize(
    ("text", "traceback"),
    [
        (
            "y = 1\nninth(np.zeros(2))",
            "input line 2: ninth(np.zeros(2))\nline 9: return x[9]\n"
            "IndexError: index 9 is out of bounds for axis 0 with size 2",
        ),
        ("a = (1", "input line 1: a = (1\nSyntaxError: '(' was never closed"),
        ("raise SystemExit", "input line 1: raise SystemExit\nSystemExit"),
    ],
)
def test_an_exception_names_lines_of_the_input_and_of_the_code(text: str, traceback: str) -> None:
    assert run(text).traceback == traceback


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("while True: pass", Verdict.time_limit),
        ("import os; os.kill(os.getpid(), 9)", Verdict.ended_early),
    ],
)
def test_the_sandbox_has_its_limits_here_too(text: str, verdict: Verdict) -> None:
    assert run(text).verdict is verdict


def test_code_that_does_not_load_says_why() -> None:
    result = run("1", "def f(x:\n    pass\n")

    assert result.load is not None and "never closed" in result.load.hint
    assert result.as_dict()["load"]["traceback"].startswith("line 1: def f(x:")


def test_what_comes_back_is_short_and_printable() -> None:
    result = run("'a' * 100_000 + '\\x1b'")

    assert len(result.value) <= 8000 and "\x1b" not in run("print('\\x1b')").printed
