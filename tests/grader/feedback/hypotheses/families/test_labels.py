from __future__ import annotations

import numpy as np
import pytest

from grader.feedback.hypotheses.families.labels import HYPOTHESES
from tests.grader.feedback.hypotheses.observing import (
    LABELS,
    SCORES,
    Z,
    fitting,
    log_loss,
    observation,
    row_means,
    sigmoid_ce,
    sparse_ce,
)

SOFT = np.array([0.7, 0.2, 0.9, 0.4])


@pytest.mark.parametrize(("by", "name"), [(-1, "labels_from_one"), (1, "labels_one_further")])
def test_classes_counted_from_elsewhere(by: int, name: str) -> None:
    got = sparse_ce(SCORES, (LABELS + by) % 3)
    assert fitting(HYPOTHESES, observation("sparse_ce", got, SCORES, LABELS)) == {name}


@pytest.mark.parametrize(
    ("labels", "name"),
    [
        (1 - SOFT, "labels_exchanged"),
        (np.round(SOFT), "labels_hardened"),
        (np.ones(4), "labels_hardened_up"),
        (np.zeros(4), "labels_cut"),
    ],
)
def test_other_labels_between_zero_and_one(labels: np.ndarray, name: str) -> None:
    case = observation("sigmoid_ce", sigmoid_ce(Z, labels), Z, SOFT)
    assert name in fitting(HYPOTHESES, case)


def test_labels_of_rows_are_taken_as_hard() -> None:
    y = np.array([0.31, 0.62, 0.83])
    case = observation("row_means", row_means(SCORES, np.round(y)), SCORES, y)
    assert fitting(HYPOTHESES, case) == {"labels_hardened"}


def test_formula_for_labels_of_both_signs() -> None:
    got = np.log1p(np.exp(-(2 * SOFT - 1) * Z))
    assert fitting(HYPOTHESES, observation("sigmoid_ce", got, Z, SOFT)) == {"labels_of_both_signs"}


def test_labels_of_another_shape_are_none() -> None:
    assert fitting(HYPOTHESES, observation("squares", Z, Z)) == set()
    case = observation("row_sums", SCORES.sum(axis=0), SCORES)
    assert fitting(HYPOTHESES, case) == set()


def test_labels_that_come_first_are_known_by_their_name() -> None:
    p = np.array([0.31, 0.62, 0.83, 0.14])
    case = observation("log_loss", log_loss((SOFT >= 0.5).astype(float), p), SOFT, p)
    assert fitting(HYPOTHESES, case) == {"labels_hardened"}


def test_a_label_of_one_half_may_be_rounded_up() -> None:
    half = np.array([0.5, 0.2, 0.9, 0.4])
    case = observation("sigmoid_ce", sigmoid_ce(Z, np.array([1.0, 0.0, 1.0, 0.0])), Z, half)
    assert fitting(HYPOTHESES, case) == {"labels_hardened"}
