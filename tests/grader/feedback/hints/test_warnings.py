"""Warnings of NumPy, as the guest prints them, in words and with their line."""

from __future__ import annotations

import pytest

from grader.feedback.hints.exceptions import Program
from grader.feedback.hints.warnings import hint_for_warning

PROGRAM = Program.of("import numpy as np\n\ndef f(x):\n    return np.exp(x) / x\n")


@pytest.mark.parametrize(
    ("warning", "words"),
    [
        ("invalid value encountered in divide", "0 divided by 0 is NaN"),
        ("divide by zero encountered in divide", "Something is divided by 0."),
        ("divide by zero encountered in log", "The logarithm of 0 is taken"),
        ("overflow encountered in exp", "The exponent is too large for a float"),
        ("overflow encountered in square", "A product or power is too large"),
        ("invalid value encountered in sqrt", "A root or logarithm of a negative number"),
        ("invalid value encountered in subtract", "∞ - ∞ and 0 times ∞ are NaN"),
        ("Mean of empty slice.", "0 divided by 0 is NaN"),
    ],
)
def test_warning_is_told_with_its_line(warning: str, words: str) -> None:
    output = f"hello\nsubmission.py:4: RuntimeWarning: {warning}\n  return np.exp(x) / x\n"
    assert hint_for_warning(output, PROGRAM).startswith(f"Line 4: {words}")


@pytest.mark.parametrize(
    "output",
    [
        "",
        "submission.py:4: RuntimeWarning: secret 5",
        "submission.py:99: RuntimeWarning: overflow encountered in exp",
        "submission.py:2: RuntimeWarning: overflow encountered in exp",
        "submission.py:4: UserWarning: overflow encountered in exp",
        f"submission.py:{'9' * 5000}: RuntimeWarning: overflow encountered in exp",
    ],
)
def test_nothing_is_told_of_anything_else(output: str) -> None:
    assert hint_for_warning(output, PROGRAM) == ""


def test_first_known_warning_counts() -> None:
    lines = ["overflow encountered in frobnicate", "overflow encountered in exp"]
    output = "\n".join(f"submission.py:4: RuntimeWarning: {text}" for text in lines)
    assert hint_for_warning(output, PROGRAM).startswith("Line 4: The exponent")
