from __future__ import annotations

from contextlib import suppress

import numpy as np
import pytest

from grader.feedback.hypotheses.cross_entropy import sigmoid, softmax
from grader.feedback.hypotheses.families.gradient import HYPOTHESES
from grader.feedback.observations.observation import NotApplicable
from tests.grader.feedback.hypotheses.observing import (
    LABELS,
    SCORES,
    W,
    Y,
    Z,
    fitting,
    observation,
    sigmoid_ce_grad,
    sparse_ce_grad,
)

GRADIENT = sigmoid_ce_grad(Z, Y)
SLOPE = sigmoid(Z) * (1 - sigmoid(Z))
ROWS = sparse_ce_grad(SCORES, LABELS)
P = softmax(SCORES)


@pytest.mark.parametrize(
    ("got", "name"),
    [
        (GRADIENT * SLOPE, "slope_too_many"),
        (GRADIENT / SLOPE, "gradient_by_probability"),
        (GRADIENT * Z, "input_too_many"),
    ],
)
def test_other_gradient_of_logits_is_found(got: np.ndarray, name: str) -> None:
    assert fitting(HYPOTHESES, observation("sigmoid_ce_grad", got, Z, Y)) == {name}


@pytest.mark.parametrize(
    ("got", "name"),
    [(ROWS * P, "softmax_too_many"), (ROWS * P * (1 - P), "softmax_slope_too_many")],
)
def test_softmax_once_too_often_is_found(got: np.ndarray, name: str) -> None:
    assert fitting(HYPOTHESES, observation("sparse_ce_grad", got, SCORES, LABELS)) == {name}


def test_gradient_with_respect_to_the_labels() -> None:
    inside = np.array([0.7, 0.2, 0.25, 0.9])  # the slope of softplus(z) - z y by y is -z
    case = observation("sigmoid_ce_grad", -Z, Z, inside)
    assert fitting(HYPOTHESES, case) == {"gradient_of_another_input"}


def test_only_gradients_are_tried() -> None:
    assert fitting(HYPOTHESES, observation("sigmoid_ce", -Z, Z, Y)) == set()
    assert fitting(HYPOTHESES, observation("squares", Z**3, Z)) == set()


def test_many_entries_are_not_differentiated() -> None:
    z, y = np.linspace(-1, 1, 65), np.linspace(0, 1, 65)
    assert fitting(HYPOTHESES, observation("sigmoid_ce_grad", -z, z, y)) == set()


def test_gradients_of_several_shapes_raise_no_error() -> None:
    b = np.array([0.5137, -1.0371])
    case = observation("ridge_grad", (W, b), W, b)
    for hypothesis in HYPOTHESES:
        with suppress(NotApplicable):
            assert not hypothesis.fits(case)
