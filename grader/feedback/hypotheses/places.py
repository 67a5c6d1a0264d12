"""The right values in other places, or not in all."""

import numpy as np

from grader.feedback.alike import alike
from grader.feedback.hypotheses.kinds import OUTPUT, predicting, relating
from grader.feedback.seen import Unfit


def _array(seen):
    if not isinstance(seen.expected, np.ndarray) or len(seen.expected) < 2:
        raise Unfit
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
    return alike(np.sort(got, axis=None), np.sort(want, axis=None), seen.tolerance)


def _part_of_list(place):
    def predict(seen):
        name, value = next(iter(seen.inputs.items()))
        if not isinstance(value, list) or len(value) < 2:
            raise Unfit
        return seen.again(**{name: [value[place]]})

    return predict


HYPOTHESES = (
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
