from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from grader.feedback.hypotheses.families.sign import HYPOTHESES
from tests.grader.feedback.hypotheses.observing import (
    W,
    Y,
    Z,
    fitting,
    observation,
    penalty,
    sigmoid_ce,
)


def loss(z: np.ndarray) -> Any:
    return sigmoid_ce(z, Y)


@pytest.mark.parametrize(
    ("got", "name"),
    [
        (-loss(Z), "sign"),
        (loss(-Z), "input_negated"),
        (loss(np.abs(Z)), "input_size_only"),
        (loss(np.maximum(Z, 0)), "negative_left_out"),
        (loss(np.minimum(Z, 0)), "positive_left_out"),
        (loss(2 * Z), "input_doubled"),
        (loss(Z / 2), "input_halved"),
        (loss(Z**2), "input_squared"),
    ],
)
def test_change_of_the_input_or_answer_is_found(got: np.ndarray, name: str) -> None:
    assert fitting(HYPOTHESES, observation("sigmoid_ce", got, Z, Y)) == {name}


def test_steps_do_not_show_by_how_much_the_input_is_scaled() -> None:
    case = observation("steps", np.array([1.0, 0.0, 0.0, 1.0]), np.array([0.7, -0.2, -3.0, 0.9]))
    assert case.got.tolist() == (2 * case.inputs["x"] > 1).astype(float).tolist()
    assert "input_doubled" not in fitting(HYPOTHESES, case)


def test_sign_that_is_lost() -> None:
    case = observation("shrink", np.abs(np.sign(Z) * np.maximum(np.abs(Z) - 0.1, 0)), Z, 0.1)
    assert "sign_lost" in fitting(HYPOTHESES, case)


@pytest.mark.parametrize("arrays", [W, [W, Z]])
def test_formula_of_the_sum_instead_of_the_sum_of_formulas(arrays: Any) -> None:
    total = sum(float(part.sum()) for part in (arrays if isinstance(arrays, list) else [arrays]))
    got = penalty(np.array([total]), "l1", l1=0.3)
    case = observation("penalty", got, arrays, "l1", l1=0.3)
    assert fitting(HYPOTHESES, case) == {"input_added_up_first"}


def test_unsigned_inputs_have_no_sign() -> None:
    x = np.array([1, 2, 3], np.uint8)
    assert "input_negated" not in fitting(HYPOTHESES, observation("squares", x, x))
