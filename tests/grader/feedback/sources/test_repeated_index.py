"""Sums at an index that comes several times, of which NumPy keeps one."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

import grader
from grader.feedback.hints.exceptions import Program
from grader.feedback.sources.repeated_index import indexed_sums, with_at
from grader.lab import Lab
from grader.results.cause import Cause

HEAD = "import numpy as np\n\n"
ROOT = "def root(x):\n    if x < 0:\n        raise ValueError\n    return x**0.5\n"


def causes(lab: Lab, step: str, start: str = "zeros") -> Sequence[Cause]:
    """Of a ``double`` that adds every entry twice, by an index that holds each place twice."""
    lab = replace(lab, weights={"correctness": 100.0, "performance": 0.0})
    body = (
        f"    k, y = np.tile(np.arange(len(x)), 2), np.tile(x, 2)\n    out = np.{start}(len(x))\n"
    )
    code = f"{HEAD}def double(x):\n{body}    {step}\n    return out\n\n\n{ROOT}"
    return grader.grade(lab, code).causes


@pytest.mark.parametrize(
    ("step", "operator", "function"),
    [
        ("out[k] += y", "+=", "np.add.at"),
        ("out[k,] -= -y", "-=", "np.subtract.at"),
        ("out[:][k] += 1 * y", "+=", "np.add.at"),
    ],
)
def test_line_that_adds_once_is_named(
    step: str, operator: str, function: str, doubling: Lab
) -> None:
    (cause,) = causes(doubling, step)
    assert cause.sentence == (
        f"Line 6: where an index occurs several times, {operator} uses only one of its values. "
        f"{function}(array, index, values) uses them all."
    )
    assert {"small", "drawn"} <= set(cause.cases)


def test_another_mistake_beside_it_is_left_to_others(doubling: Lab) -> None:
    found = causes(doubling, "out[k] += y", start="ones")
    assert found and "repeated_index" not in {cause.source for cause in found}


def test_slices_and_numbers_hold_no_index_twice() -> None:
    text = "a[1:] += 2\na[0] += 1\na[k] *= 2\na[k] += 3\nb += 1\n"
    assert [step.lineno for step in indexed_sums(Program.of(HEAD + text))] == [6]
    assert indexed_sums(Program.of(text)) == []


def test_the_line_alone_is_replaced() -> None:
    program = Program.of("import numpy\na[k] += 1\nb[:, k] -= c\n")
    first, second = indexed_sums(program)
    assert with_at(program, first).splitlines()[1:] == [
        "numpy.add.at(a, numpy.s_[k], 1)",
        "b[:, k] -= c",
    ]
    b = np.zeros((2, 2))
    names = {"numpy": np, "a": np.zeros(2), "b": b, "c": 1.0, "k": [1, 1]}
    exec(compile(ast.parse(with_at(program, second)), "", "exec"), names)
    assert b.tolist() == [[0, -2], [0, -2]]
