"""A minus too many, one too few, or a size where a signed number is asked."""

import numpy as np

from grader.feedback.alike import mapped
from grader.feedback.hypotheses.kinds import INPUT, predicting
from grader.feedback.seen import Unfit


def _of_input(change):
    def predict(seen):
        name, value = next(seen.arrays(), (None, None))
        if name is None or value.dtype.kind == "u":
            raise Unfit
        return seen.again(**{name: change(value)})

    return predict


HYPOTHESES = (
    predicting(
        "sign",
        "Every value has the wrong sign.",
        lambda seen: mapped(seen.expected, np.negative),
    ),
    predicting(
        "sign_lost",
        "Every value has the right size, and those that should be negative are positive.",
        lambda seen: mapped(seen.expected, np.abs),
    ),
    predicting(
        "input_negated",
        "These are the answers for the input with its sign exchanged.",
        _of_input(np.negative),
        INPUT,
    ),
    predicting(
        "input_size_only",
        "These are the answers for the size of the input: its sign is lost on the way.",
        _of_input(np.abs),
        INPUT,
    ),
)
