from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from grader.feedback.hypotheses.cross_entropy import (
    log_softmax,
    one_hot,
    own_scores,
    sigmoid,
    softmax,
    softplus,
)
from grader.feedback.hypotheses.families.classes import HYPOTHESES
from grader.values.comparison import Tolerance
from tests.grader.feedback.hypotheses.observing import (
    LABELS,
    SCORES,
    Y,
    Z,
    fitting,
    observation,
)

HOT, P, LOGS = one_hot(SCORES, LABELS), softmax(SCORES), log_softmax(SCORES)
POWERS, OWN = np.exp(SCORES), own_scores(SCORES, LABELS)


@pytest.mark.parametrize(
    ("got", "name"),
    [
        (-LOGS.max(axis=1), "largest_for_own_class"),
        (-LOGS.sum(axis=1) + own_scores(LOGS, LABELS), "other_classes"),
        (-LOGS.sum(axis=1), "all_classes"),
        (
            np.log((POWERS * (1 - HOT)).sum(axis=1)) - own_scores(SCORES, LABELS),
            "own_class_left_out",
        ),
        (-own_scores(log_softmax(SCORES.T).T, LABELS), "over_examples"),
        (softplus(-OWN), "sigmoid_for_softmax"),
    ],
)
def test_wrong_softmax_loss(got: np.ndarray, name: str) -> None:
    assert name in fitting(HYPOTHESES, observation("sparse_ce", got, SCORES, LABELS))


@pytest.mark.parametrize(
    ("got", "name"),
    [
        (P - (np.arange(3) == LABELS[:, None] + 1), "labels_one_further"),
        ((P - 1) * HOT, "own_class_alone"),
        (softmax(SCORES, axis=0) - HOT, "over_examples"),
        (POWERS / POWERS.sum() - HOT, "over_the_batch"),
        (sigmoid(SCORES) - HOT, "sigmoid_for_softmax"),
    ],
)
def test_wrong_softmax_gradient(got: np.ndarray, name: str) -> None:
    assert fitting(HYPOTHESES, observation("sparse_ce_grad", got, SCORES, LABELS)) == {name}


@pytest.mark.parametrize("exponent", [np.abs(Z), -Z, Z])
def test_exponent_of_the_wrong_sign(exponent: np.ndarray) -> None:
    got = np.maximum(Z, 0) - Z * Y + np.log1p(np.exp(exponent))
    assert fitting(HYPOTHESES, observation("sigmoid_ce", got, Z, Y)) == {"positive_exponent"}


def test_overflow_depends_on_the_inputs_precision() -> None:
    z = np.array([100.0, -100.0, 1.0, 0.5], np.float32)
    with np.errstate(all="ignore"):
        got = np.maximum(z, 0) - z * Y.astype(np.float32) + np.log1p(np.exp(np.abs(z)))
    assert np.isinf(got[0])
    case = observation("sigmoid_ce", got, z, Y.astype(np.float32))
    single = replace(case, tolerance=Tolerance(1e-5, 2e-6))
    assert "positive_exponent" in fitting(HYPOTHESES, single)


def test_other_functions_follow_another_formula() -> None:
    assert fitting(HYPOTHESES, observation("row_sums", SCORES.sum(axis=0), SCORES)) == set()
