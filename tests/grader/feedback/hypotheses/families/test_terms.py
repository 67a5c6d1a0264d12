from __future__ import annotations

import math

import numpy as np
import pytest

from grader.feedback.hypotheses.cross_entropy import one_hot, own_scores, sigmoid, softmax
from grader.feedback.hypotheses.families.terms import HYPOTHESES
from tests.grader.feedback.hypotheses.observing import (
    REDUCTIONS,
    SCORES,
    Y,
    Z,
    fitting,
    observation,
    sentences,
)

LABELS = np.array([1, 2, 0])  # none of them the largest logit
LOG = np.log1p(np.exp(-np.abs(Z)))
TOP, OWN = SCORES.max(axis=1), own_scores(SCORES, LABELS)
REST = np.log(np.exp(SCORES - TOP[:, None]).sum(axis=1))


@pytest.mark.parametrize(
    ("got", "name", "part"),
    [
        (np.maximum(Z, 0) - Z * Y, "part_missing", "the logarithm"),
        (np.maximum(Z, 0) + Z * Y + LOG, "part_sign", "the product of logit and label"),
        (np.maximum(Z, 0) - Z * Y + 2 * LOG, "part_doubled", "the logarithm"),
        (np.maximum(Z, 0) - Z * Y / 2 + LOG, "part_halved", "the product of logit and label"),
        (np.maximum(Z, 0) - Z * Y + LOG / math.log(2), "part_to_base_two", "the logarithm"),
        (np.maximum(Z, 0) - Z * Y + LOG / math.log(10), "part_to_base_ten", "the logarithm"),
        (Y * np.log1p(np.exp(-Z)), "part_missing", "the part for the label 0"),
    ],
)
def test_wrong_part_of_the_sigmoid_loss(got: np.ndarray, name: str, part: str) -> None:
    case = observation("sigmoid_ce", got, Z, Y)
    assert fitting(HYPOTHESES, case) == {name}
    assert all(part in text for text in sentences(HYPOTHESES, case))
    mean = observation("sigmoid_ce", got.mean(), Z, Y, options=REDUCTIONS, reduction="mean")
    assert fitting(HYPOTHESES, mean) == {name}


@pytest.mark.parametrize(
    ("got", "name"),
    [
        (REST - OWN, "part_missing"),  # the largest logit not added again
        (TOP + REST, "part_missing"),  # the own logit
        (TOP + REST + OWN, "part_sign"),
        (TOP + 2 * REST - OWN, "part_doubled"),
    ],
)
def test_wrong_part_of_the_softmax_loss(got: np.ndarray, name: str) -> None:
    assert fitting(HYPOTHESES, observation("sparse_ce", got, SCORES, LABELS)) == {name}


def test_wrong_part_of_a_gradient() -> None:
    case = observation("sigmoid_ce_grad", sigmoid(Z) + Y, Z, Y)
    assert sentences(HYPOTHESES, case) == {
        "One part has the wrong sign, the rest is right: the label."
    }
    rows = observation("sparse_ce_grad", softmax(SCORES), SCORES, LABELS)
    assert sentences(HYPOTHESES, rows) == {
        "One part is missing: the 1 at the own class. The rest is right."
    }
    assert np.array_equal(one_hot(SCORES, LABELS).argmax(axis=1), LABELS)


def test_functions_that_follow_another_formula_are_left_alone() -> None:
    assert fitting(HYPOTHESES, observation("squares", Z, Z)) == set()
