from __future__ import annotations

import numpy as np

from grader.feedback.hypotheses.families.axis import HYPOTHESES
from tests.grader.feedback.hypotheses.observing import SCORES, W, fitting, observation


def test_transposed_answer() -> None:
    assert fitting(HYPOTHESES, observation("squares", (W**2).T.copy(), W)) == {"transposed"}


def test_sums_down_the_columns_instead_of_along_the_rows() -> None:
    assert fitting(HYPOTHESES, observation("row_sums", SCORES.sum(axis=0), SCORES)) == {
        "wrong_axis"
    }


def test_symmetric_answer_fits_nothing_else_than_what_it_is() -> None:
    assert fitting(HYPOTHESES, observation("row_sums", SCORES.sum(axis=1) + 1, SCORES)) == set()


def test_vectors_have_one_axis() -> None:
    x = np.array([1.5, 2.5])
    assert fitting(HYPOTHESES, observation("squares", -(x**2), x)) == set()
