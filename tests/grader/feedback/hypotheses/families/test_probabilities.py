from __future__ import annotations

import numpy as np

from grader.feedback.hypotheses.cross_entropy import sigmoid, softmax
from grader.feedback.hypotheses.families.probabilities import HYPOTHESES
from tests.grader.feedback.hypotheses.observing import (
    LABELS,
    SCORES,
    Y,
    Z,
    fitting,
    observation,
    sigmoid_ce,
    sparse_ce,
)


def test_sigmoid_twice() -> None:
    case = observation("sigmoid_ce", sigmoid_ce(sigmoid(Z), Y), Z, Y)
    assert fitting(HYPOTHESES, case) == {"sigmoid_twice"}


def test_softmax_twice() -> None:
    case = observation("sparse_ce", sparse_ce(softmax(SCORES), LABELS), SCORES, LABELS)
    assert fitting(HYPOTHESES, case) == {"softmax_twice"}


def test_logarithm_of_logits_that_are_positive() -> None:
    positive = np.abs(Z)
    case = observation("sigmoid_ce", sigmoid_ce(np.log(positive), Y), positive, Y)
    assert fitting(HYPOTHESES, case) == {"logits_for_probabilities"}


def test_inputs_without_labels_are_no_scores() -> None:
    assert fitting(HYPOTHESES, observation("squares", sigmoid(Z) ** 2, Z)) == set()
