"""One slip in a right solution, found by its answers."""

from __future__ import annotations

import ast
from dataclasses import replace

import pytest

import grader
from grader.feedback.mutations.operators import mutations_of
from grader.feedback.mutations.programs import programs_of
from grader.lab import Lab
from tests.grader.small_lab import GOOD


@pytest.fixture
def untimed(doubling: Lab) -> Lab:
    """A lab without mistakes, so that slips are what is left."""
    lab = replace(doubling, weights={"correctness": 100.0, "performance": 0.0}, mistakes=())
    return replace(lab, revision="without mistakes", solutions={"only": GOOD})


def words(code: str, parameters: str = "") -> set[str]:
    node = ast.parse(code, mode="eval").body
    return {text for text, _ in mutations_of(node, parameters.split())}


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("a - b", "the two sides of a difference are exchanged"),
        ("a + b", "one side of a sum is left out"),
        ("a / (1 + b)", "a product with 1 - x stands where a quotient by 1 + x belongs"),
        ("np.log(x)", "log is left out"),
        ("x.sum()", "max stands where sum belongs"),
        ("a > b", "a comparison is the wrong way round"),
        ("a[rows, y]", "the same place is taken in each row"),
    ],
)
def test_slip_is_made(code: str, text: str) -> None:
    assert text in words(code)


def test_other_parameter_is_tried_in_the_place_of_one() -> None:
    assert words("l1", "w l1 l2") == {"w stands where l1 belongs", "l2 stands where l1 belongs"}


def test_functions_of_a_program_call_each_other() -> None:
    source = "def half(x):\n    return x / 2\n\n\ndef f(x):\n    return half(x) + 1\n"
    answers = {one.words: one.functions["f"](8.0) for one in programs_of("calls", (source,))}
    assert answers["a product stands where a quotient belongs"] == 17.0


def test_loop_that_could_be_endless_is_left_alone() -> None:
    source = "def f(x):\n    while x > 1:\n        x = x / 2\n    return x\n"
    assert programs_of("endless", (source,)) == ()


def test_slip_of_a_submission_is_named(untimed: Lab) -> None:
    wrong = GOOD.replace("2.0 * x", "2.0 + x")
    found = [case for case in grader.grade(untimed, wrong).cases if not case.passed]
    assert "slip" in {case.hypothesis for case in found}
    assert any("a sum stands where a product belongs" in case.hint for case in found)


def test_nothing_is_said_where_no_slip_explains_all(untimed: Lab) -> None:
    wrong = GOOD.replace("2.0 * x", "2.03 * x + 0.11")
    found = [case for case in grader.grade(untimed, wrong).cases if not case.passed]
    assert {case.hypothesis for case in found} == {None}
