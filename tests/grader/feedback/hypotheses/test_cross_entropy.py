from __future__ import annotations

import numpy as np
import pytest

from grader import reference
from grader.feedback.hypotheses.cross_entropy import (
    log_softmax,
    one_hot,
    own_scores,
    sigmoid,
    sigmoid_inputs,
    softmax,
    softmax_inputs,
    softplus,
)
from grader.feedback.observations.observation import NotApplicable
from tests.grader.feedback.hypotheses.observing import LABELS, SCORES, Y, Z, observation

FAR = np.array([-1000.0, -30.0, 0.0, 30.0, 1000.0])


def test_formulas_are_those_of_the_reference() -> None:
    np.testing.assert_allclose(softmax(SCORES), reference.softmax(SCORES), rtol=1e-14)
    np.testing.assert_allclose(np.exp(log_softmax(SCORES)), softmax(SCORES), rtol=1e-14)
    np.testing.assert_allclose(sigmoid(FAR), reference.sigmoid(FAR), rtol=1e-14)
    losses = softplus(Z) - Z * Y
    np.testing.assert_allclose(losses, reference.sigmoid_ce(Z, Y), rtol=1e-13)


def test_extremes_do_not_overflow() -> None:
    with np.errstate(over="raise", invalid="raise"):
        assert softplus(FAR).tolist()[::4] == [0.0, 1000.0]
        assert softmax(np.array([[1000.0, 0.0]])).tolist() == [[1.0, 0.0]]
        assert sigmoid(FAR).tolist()[::4] == [0.0, 1.0]


def test_softmax_may_run_down_the_columns() -> None:
    np.testing.assert_allclose(softmax(SCORES, axis=0).sum(axis=0), 1.0, rtol=1e-14)


def test_own_scores_are_those_at_the_one() -> None:
    assert own_scores(SCORES, LABELS).tolist() == [2.0719, 3.1173, 0.7117]
    np.testing.assert_array_equal(
        (one_hot(SCORES, LABELS) * SCORES).sum(axis=1), [2.0719, 3.1173, 0.7117]
    )


def test_inputs_are_taken_as_doubles() -> None:
    scores, labels = softmax_inputs(observation("sparse_ce", 0, SCORES.astype(np.float32), LABELS))
    assert (scores.dtype, labels.dtype) == (np.float64, np.int64)
    z, y = sigmoid_inputs(observation("sigmoid_ce", 0, Z, Y))
    assert (z.dtype, y.dtype) == (np.float64, np.float64)


@pytest.mark.parametrize("function", ["squares", "row_sums"])
def test_other_inputs_do_not_apply(function: str) -> None:
    case = observation(function, 0, SCORES)
    for inputs in (softmax_inputs, sigmoid_inputs):
        with pytest.raises(NotApplicable):
            inputs(case)


def test_features_of_more_classes_than_columns_are_no_class_scores() -> None:
    for labels in (LABELS + 1, LABELS - 1):
        with pytest.raises(NotApplicable):
            softmax_inputs(observation("ridge", 0, SCORES, labels))


def test_logits_are_no_class_scores() -> None:
    with pytest.raises(NotApplicable):
        softmax_inputs(observation("sigmoid_ce", 0, Z, Y))
    with pytest.raises(NotApplicable):
        sigmoid_inputs(observation("sparse_ce", 0, SCORES, LABELS))
