"""Answers whose order is free."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import grader
from grader import load_lab
from grader.feedback.mistakes.free_order import in_order
from grader.lab import Case, call
from grader.results.verdicts import Verdict
from grader.sandbox.outcome import Outcome
from tests.grader.small_lab import GOOD, write_lab

CASE = Case("a", call("f"), "x", check=lambda answer, inputs: None, in_order=np.sort)
ANSWER = Outcome(Verdict.passed, np.array([3.0, 1.0, 2.0]))


def test_answer_is_put_in_order() -> None:
    assert in_order(CASE, ANSWER).value.tolist() == [1.0, 2.0, 3.0]
    assert in_order(replace(CASE, in_order=None), ANSWER) is ANSWER


def test_what_cannot_be_put_in_order_stays() -> None:
    for outcome in (Outcome(Verdict.raised), Outcome(Verdict.passed, {"a": 1})):
        assert in_order(CASE, outcome) is outcome


CASES = """\
import numpy as np

from grader.lab import Case, call


def check(answer, inputs):
    right = np.array_equal(np.sort(answer), np.sort(2 * inputs["x"]))
    return None if right else "They are not the doubles."


def visible():
    yield Case("few", call("double", np.array([3.7, 1.3, 2.9])), "Twice.", check=check, ORDER)


def hidden(rng):
    yield Case("drawn", call("double", rng.random(5) + 1), "Twice.", check=check, ORDER)
    yield Case("root", call("root", 5.0), "The root.")
"""


@pytest.mark.parametrize(("order", "named"), [("in_order=np.sort", "squares"), ("", None)])
def test_known_mistake_is_found_in_another_order(
    tmp_path: Path, order: str, named: str | None
) -> None:
    lab = load_lab(write_lab(tmp_path, cases_py=CASES.replace("ORDER", order)))
    source = GOOD.replace("return 2.0 * x", "return (x * x)[::-1]")
    cases = grader.grade(lab, source, seed=1).cases
    found = {case.name: case.mistake for case in cases if not case.passed}
    assert {found["few"], found["drawn"]} == {named}
