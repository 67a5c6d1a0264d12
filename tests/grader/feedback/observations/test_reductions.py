from __future__ import annotations

import numpy as np
import pytest

from grader.feedback.observations.observation import NotApplicable
from grader.feedback.observations.reductions import change_each_loss, reduce_values, unreduced
from tests.grader.feedback.hypotheses.observing import (
    LABELS,
    REDUCTIONS,
    SCORES,
    Y,
    Z,
    observation,
    sigmoid_ce,
    sparse_ce_grad,
)

LOSSES = sigmoid_ce(Z, Y)


@pytest.mark.parametrize(
    ("reduction", "expected"),
    [("none", LOSSES**2), ("sum", np.sum(LOSSES**2)), ("mean", np.mean(LOSSES**2))],
)
def test_change_is_made_before_the_reduction(reduction: str, expected: object) -> None:
    case = observation("sigmoid_ce", 0.0, Z, Y, options=REDUCTIONS, reduction=reduction)
    np.testing.assert_allclose(change_each_loss(case, np.square), expected, rtol=1e-12)


def test_functions_without_the_option_are_changed_as_they_are() -> None:
    case = observation("squares", 0.0, Z)
    np.testing.assert_array_equal(change_each_loss(case, np.negative), -(Z**2))
    np.testing.assert_array_equal(unreduced(case), Z**2)


def test_gradient_of_a_mean_is_divided_by_the_number_of_losses() -> None:
    case = observation("sparse_ce_grad", 0.0, SCORES, LABELS, options=REDUCTIONS, reduction="mean")
    rows = sparse_ce_grad(SCORES, LABELS)
    np.testing.assert_allclose(unreduced(case), rows, rtol=1e-12)
    np.testing.assert_allclose(reduce_values(case, 2 * rows), 2 * rows / 3, rtol=1e-12)


def test_sum_of_a_gradient_keeps_its_shape() -> None:
    case = observation("sparse_ce_grad", 0.0, SCORES, LABELS, options=REDUCTIONS, reduction="sum")
    rows = sparse_ce_grad(SCORES, LABELS)
    np.testing.assert_array_equal(reduce_values(case, rows), rows)


@pytest.mark.parametrize("reduction", ["mean", "none"])
def test_values_that_cannot_be_reduced_do_not_apply(reduction: str) -> None:
    case = observation("sigmoid_ce", 0.0, Z, Y, options=REDUCTIONS, reduction=reduction)
    with pytest.raises(NotApplicable):
        reduce_values(case, np.zeros((0, 2)))
