"""Cases taken apart by arrays of a list and by terms of rates."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.feedback.observations.observation import NotApplicable, Observation
from grader.feedback.observations.parts import by_array, by_term
from grader.values.comparison import Tolerance


def elastic(w: Any, a: float = 0.0, b: float = 0.0) -> float:
    arrays = w if isinstance(w, list) else [w]
    return float(sum(a * np.abs(array).sum() + b * (array**2).sum() for array in arrays))


def observed(function: Any, **inputs: Any) -> Observation:
    return Observation(
        function="f",
        inputs=inputs,
        positional=1,
        expected=function(**inputs),
        got=None,
        tolerance=Tolerance(1e-9, 1e-12),
        passed=False,
        reference={"f": function},
        options={},
        defaults={"a": 0.0, "b": 0.0},
        order=("w", "a", "b"),
    )


W = np.array([0.5, -1.5, 2.25])


def test_change_in_one_term_leaves_the_other() -> None:
    case = observed(elastic, w=W, a=0.3, b=0.7)
    assert by_term(case, lambda part: -part.expected, 0) == pytest.approx(
        elastic(W, -0.3, 0.0) + elastic(W, 0.0, 0.7)
    )


def test_change_in_each_array_is_added_up() -> None:
    case = observed(elastic, w=[W, W[:2]], a=0.3)
    halves = by_array(case, lambda part: part.expected / part.inputs["w"].size)
    assert halves == pytest.approx(elastic(W, 0.3) / 3 + elastic(W[:2], 0.3) / 2)


def test_single_array_is_not_taken_apart() -> None:
    with pytest.raises(NotApplicable):
        by_array(observed(elastic, w=W, a=0.3), lambda part: part.expected)


def test_product_of_terms_is_not_taken_for_a_sum() -> None:
    def product(w: Any, a: float = 0.0, b: float = 0.0) -> float:
        return float((1 + a) * (1 + b) * np.sum(w))

    with pytest.raises(NotApplicable):
        by_term(observed(product, w=W, a=0.3, b=0.7), lambda part: part.expected, 0)
