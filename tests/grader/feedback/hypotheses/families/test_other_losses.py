from __future__ import annotations

import numpy as np
import pytest

from grader.feedback.hypotheses.cross_entropy import one_hot, own_scores, sigmoid, softmax
from grader.feedback.hypotheses.families.other_losses import HYPOTHESES
from tests.grader.feedback.hypotheses.observing import (
    LABELS,
    REDUCTIONS,
    SCORES,
    Y,
    Z,
    fitting,
    observation,
)

P, HOT = softmax(SCORES), one_hot(SCORES, LABELS)
MARGINS = SCORES - own_scores(SCORES, LABELS)[:, None] + 1 - HOT


@pytest.mark.parametrize(
    ("got", "name"),
    [
        (np.maximum(0, 1 - (2 * Y - 1) * Z), "hinge"),
        ((sigmoid(Z) - Y) ** 2, "squared_error"),
        (np.abs(sigmoid(Z) - Y), "absolute_error"),
    ],
)
def test_other_loss_of_a_logit(got: np.ndarray, name: str) -> None:
    assert fitting(HYPOTHESES, observation("sigmoid_ce", got, Z, Y)) == {name}
    mean = observation("sigmoid_ce", got.mean(), Z, Y, options=REDUCTIONS, reduction="mean")
    assert fitting(HYPOTHESES, mean) == {name}


@pytest.mark.parametrize(
    ("got", "name"),
    [
        (np.maximum(MARGINS, 0).sum(axis=1), "hinge"),
        (np.sum((P - HOT) ** 2, axis=1), "squared_error"),
        (-np.sum(np.where(HOT == 1, np.log(P), np.log1p(-P)), axis=1), "binary_for_classes"),
        (np.log(np.exp(SCORES).sum()) - own_scores(SCORES, LABELS), "over_the_batch"),
    ],
)
def test_other_loss_of_classes(got: np.ndarray, name: str) -> None:
    assert fitting(HYPOTHESES, observation("sparse_ce", got, SCORES, LABELS)) == {name}


def test_gradients_are_no_losses() -> None:
    got = np.maximum(0, 1 - (2 * Y - 1) * Z)
    assert fitting(HYPOTHESES, observation("sigmoid_ce_grad", got, Z, Y)) == set()
