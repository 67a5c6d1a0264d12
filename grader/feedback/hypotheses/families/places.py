"""The right values in other places, or not in all."""

import numpy as np

from grader.feedback.hypotheses.base import INPUT, OUTPUT, predicting, relating
from grader.feedback.observations.equal_values import equal_values
from grader.feedback.observations.observation import NotApplicable


def _array(seen):
    if not isinstance(seen.expected, np.ndarray) or len(seen.expected) < 2:
        raise NotApplicable
    return seen.expected


def _blank(place):
    def predict(seen):
        value = _array(seen).astype(float)
        value[place] = 0.0
        return value

    return predict


def _disordered(seen):
    want = _array(seen)
    got = np.asarray(seen.got)
    if got.shape != want.shape or np.unique(want).size < 2:
        return False
    return equal_values(np.sort(got, axis=None), np.sort(want, axis=None), seen.tolerance)


def _part_of_list(place):
    def predict(seen):
        name, value = next(iter(seen.inputs.items()))
        if not isinstance(value, list) or len(value) < 2:
            raise NotApplicable
        return seen.again(**{name: [value[place]]})

    return predict


def _alone(axis):
    """The reference on each row, or column, as if it were the whole input."""

    def predict(seen):
        name, value = next(seen.arrays(), ("", None))
        if value is None or value.ndim != 2 or np.shape(seen.expected) != value.shape:
            raise NotApplicable
        if len(list(seen.arrays())) > 1:
            raise NotApplicable
        lines = value if axis == 0 else value.T
        found = np.stack([seen.again(**{name: np.ascontiguousarray(line)}) for line in lines])
        return found if axis == 0 else found.T

    return predict


def _each_alone(seen):
    name, value = next(seen.arrays(), ("", None))
    if value is None or np.shape(seen.expected) != value.shape or len(list(seen.arrays())) > 1:
        raise NotApplicable
    if not 2 <= value.size <= 64:
        raise NotApplicable
    found = [seen.again(**{name: np.array([one])})[0] for one in value.ravel()]
    return np.reshape(found, value.shape)


HYPOTHESES = (
    predicting(
        "each_row_alone",
        "Each row is treated as an input of its own: the formula takes all rows together.",
        _alone(0),
        INPUT,
    ),
    predicting(
        "each_column_alone",
        "Each column is treated as an input of its own: the formula takes all columns together.",
        _alone(1),
        INPUT,
    ),
    predicting(
        "each_entry_alone",
        "Each entry is treated as an input of its own: the formula takes all entries together.",
        _each_alone,
        INPUT,
    ),
    predicting(
        "turned_round",
        "The values are right and stand in reverse order.",
        lambda seen: _array(seen)[::-1],
        OUTPUT,
    ),
    predicting(
        "last_left_out",
        "All is right but the last row or entry, which is 0: a loop ends one too early.",
        _blank(-1),
        OUTPUT,
    ),
    predicting(
        "first_left_out",
        "All is right but the first row or entry, which is 0: a loop begins at 1.",
        _blank(0),
        OUTPUT,
    ),
    predicting(
        "first_of_list",
        "These are the answers for the first array of the list alone.",
        _part_of_list(0),
        OUTPUT,
    ),
    predicting(
        "last_of_list",
        "These are the answers for the last array of the list alone: is each assigned, not added?",
        _part_of_list(-1),
        OUTPUT,
    ),
    relating("wrong_order", "The values are right and stand in the wrong order.", _disordered),
)
