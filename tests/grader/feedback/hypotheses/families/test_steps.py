from __future__ import annotations

import numpy as np
import pytest

from grader.feedback.hypotheses.families.steps import HYPOTHESES
from tests.grader.feedback.hypotheses.observing import fitting, observation, sentences

X = np.array([0.5137, -1.0371, 2.0719])


def after(steps: int) -> np.ndarray:
    return X * 0.7**steps


@pytest.mark.parametrize(
    ("steps", "asked", "name"),
    [
        (9, 10, "stops_early"),
        (0, 1, "stops_early"),
        (7, 1000, "stops_early"),
        (11, 10, "one_step_more"),
        (1, 0, "one_step_more"),
    ],
)
def test_answer_after_another_number_of_steps(steps: int, asked: int, name: str) -> None:
    assert fitting(HYPOTHESES, observation("descent", after(steps), X, asked)) == {name}


def test_answer_that_is_where_the_steps_start_is_none_of_them() -> None:
    assert fitting(HYPOTHESES, observation("descent", after(0), X, 10)) == set()


def test_another_answer_is_none_of_them() -> None:
    assert fitting(HYPOTHESES, observation("descent", 1.01 * after(9), X, 10)) == set()


def test_function_without_steps_is_left_alone() -> None:
    assert fitting(HYPOTHESES, observation("squares", after(9), X)) == set()


def test_count_that_the_call_leaves_out_is_named() -> None:
    (sentence,) = sentences(HYPOTHESES, observation("descent", after(12), X))
    assert "fewer steps than n_steps asks for" in sentence
