"""The right values in other places, or only some of them."""

from __future__ import annotations

from itertools import permutations
from typing import Any

import numpy as np

from grader.feedback.hypotheses.base import INPUT, OUTPUT, Predict, predicting, relating
from grader.feedback.observations.equal_values import equal_values
from grader.feedback.observations.observation import NotApplicable, Observation
from grader.messages import message
from grader.values.comparison import Tolerance

_MOST_ENTRIES = 64
"""Each entry takes a call of the reference."""


def _array(observation: Observation) -> np.ndarray:
    expected = observation.expected
    if not isinstance(expected, np.ndarray) or len(expected) < 2:
        raise NotApplicable
    return expected


def _zero_at(place: int) -> Predict:
    def predict(observation: Observation) -> Any:
        value = _array(observation).astype(float)
        value[place] = 0.0
        return value

    return predict


def _reversed(observation: Observation) -> Any:
    return _array(observation)[::-1]


def _is_reordered(observation: Observation) -> bool:
    expected = _array(observation)
    got = observation.got
    if not isinstance(got, np.ndarray):  # a list of rows: its kind is what is wrong
        return False
    if got.shape != expected.shape or np.unique(expected).size < 2:
        return False
    return equal_values(
        np.sort(got, axis=None), np.sort(expected, axis=None), observation.tolerance
    )


def _in_order(order: tuple[int, ...]) -> Predict:
    """The parts of a tuple in another order."""

    def predict(observation: Observation) -> Any:
        expected = observation.expected
        if not isinstance(expected, tuple) or len(expected) != len(order):
            raise NotApplicable
        return tuple(expected[place] for place in order)

    return predict


def _ends_early(observation: Observation) -> bool:
    """Whether an array is the beginning of the expected one, in an answer of the same parts."""
    got, expected = observation.got, observation.expected
    if not isinstance(expected, tuple):
        got, expected = (got,), (expected,)
    if not isinstance(got, (list, tuple)) or len(got) != len(expected):
        return False
    pairs = list(zip(got, expected, strict=True))
    if any(isinstance(part, (list, tuple, str)) for pair in pairs for part in pair):
        return False
    if not all(isinstance(a, np.ndarray) or np.shape(a) == np.shape(b) for a, b in pairs):
        return False
    cut = [(a, b) for a, b in pairs if np.shape(a) != np.shape(b)]
    return bool(cut) and all(_is_beginning(a, b, observation.tolerance) for a, b in cut)


def _is_beginning(got: np.ndarray, expected: Any, tolerance: Tolerance) -> bool:
    if not isinstance(expected, np.ndarray) or got.ndim != expected.ndim or not got.size:
        return False
    return len(got) < len(expected) and equal_values(got, expected[: len(got)], tolerance)


def _part_of_list(place: int) -> Predict:
    def predict(observation: Observation) -> Any:
        name, value = next(iter(observation.inputs.items()))
        if not isinstance(value, list) or len(value) < 2:
            raise NotApplicable
        return observation.recompute({name: [value[place]]})

    return predict


def _only_array(observation: Observation) -> tuple[str, np.ndarray]:
    """The one array among the inputs, where the answer has its shape. Raises: NotApplicable."""
    arrays = list(observation.arrays())
    if len(arrays) != 1 or observation.shape() != arrays[0][1].shape:
        raise NotApplicable
    return arrays[0]


def _alone(axis: int) -> Predict:
    """The reference on each row (axis 0) or column (axis 1), as if it were the whole input."""

    def predict(observation: Observation) -> Any:
        name, value = _only_array(observation)
        if value.ndim != 2:
            raise NotApplicable
        lines = value if axis == 0 else value.T
        answers = np.stack(
            [observation.recompute({name: np.ascontiguousarray(line)}) for line in lines]
        )
        return answers if axis == 0 else answers.T

    return predict


def _each_entry_alone(observation: Observation) -> Any:
    name, value = _only_array(observation)
    if not 2 <= value.size <= _MOST_ENTRIES:
        raise NotApplicable
    answers = [observation.recompute({name: np.array([entry])})[0] for entry in value.ravel()]
    return np.reshape(answers, value.shape)


HYPOTHESES = (
    predicting(
        "each_row_alone",
        message("Each row is treated as an input of its own; the formula takes all rows together."),
        _alone(0),
        INPUT,
    ),
    predicting(
        "each_column_alone",
        message(
            "Each column is treated as an input of its own; the formula takes all columns together."
        ),
        _alone(1),
        INPUT,
    ),
    predicting(
        "each_entry_alone",
        message(
            "Each entry is treated as an input of its own; the formula takes all entries together."
        ),
        _each_entry_alone,
        INPUT,
    ),
    predicting(
        "turned_round", message("The values are right but in reverse order."), _reversed, OUTPUT
    ),
    predicting(
        "last_left_out",
        message("All is right but the last row or entry, which is 0: a loop ends one too early."),
        _zero_at(-1),
        OUTPUT,
    ),
    predicting(
        "first_left_out",
        message("All is right but the first row or entry, which is 0: a loop starts at 1."),
        _zero_at(0),
        OUTPUT,
    ),
    predicting(
        "first_of_list",
        message("These are the answers for the first array of the list alone."),
        _part_of_list(0),
        OUTPUT,
    ),
    predicting(
        "last_of_list",
        message(
            "These are the answers for the last array of the list alone: is each result assigned "
            "instead of added?"
        ),
        _part_of_list(-1),
        OUTPUT,
    ),
    *(
        predicting(
            "parts_exchanged",
            message(
                "The results are right but in another order than the statement asks for: look at "
                "the tuple that is returned."
            ),
            _in_order(order),
            OUTPUT,
        )
        for count in (2, 3)
        for order in permutations(range(count))
        if order != tuple(range(count))
    ),
    relating(
        "ends_early",
        message(
            "What is returned is the beginning of the right answer, and the rest is missing: does "
            "a loop, a range or a slice end too early?"
        ),
        _ends_early,
    ),
    relating("wrong_order", message("The values are right but in the wrong order."), _is_reordered),
)
