"""A minus too many, one too few, or a size where a signed number is asked."""

import numpy as np

from grader.feedback.hypotheses.base import INPUT, predicting
from grader.feedback.observations.equal_values import map_numbers
from grader.feedback.observations.observation import NotApplicable


def _of_input(change):
    def predict(seen):
        name, value = next(seen.arrays(), (None, None))
        if name is None or value.dtype.kind == "u":
            raise NotApplicable
        return seen.again(**{name: change(value)})

    return predict


def _of_sum(seen):
    """The reference on one entry, the sum of all."""
    name, value = next(iter(seen.inputs.items()))
    if np.ndim(seen.expected) or isinstance(value, (str, float)):
        raise NotApplicable
    parts = value if isinstance(value, list) else [value]
    total = sum(float(np.sum(part.astype(float))) for part in parts)
    return seen.again(**{name: np.array([total])})


HYPOTHESES = (
    predicting(
        "sign",
        "Every value has the wrong sign.",
        lambda seen: map_numbers(seen.expected, np.negative),
    ),
    predicting(
        "sign_lost",
        "Every value has the right size, and those that should be negative are positive.",
        lambda seen: map_numbers(seen.expected, np.abs),
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
    predicting(
        "negative_left_out",
        "Only entries above 0 count: these are the answers when the negative ones are 0.",
        _of_input(lambda value: np.maximum(value, 0)),
        INPUT,
    ),
    predicting(
        "positive_left_out",
        "Only entries below 0 count: these are the answers when the positive ones are 0.",
        _of_input(lambda value: np.minimum(value, 0)),
        INPUT,
    ),
    predicting(
        "input_doubled",
        "These are the answers for twice the input.",
        _of_input(lambda value: 2 * value.astype(float)),
        INPUT,
    ),
    predicting(
        "input_halved",
        "These are the answers for half of the input.",
        _of_input(lambda value: value.astype(float) / 2),
        INPUT,
    ),
    predicting(
        "input_squared",
        "These are the answers for the square of the input.",
        _of_input(lambda value: np.square(value.astype(float))),
        INPUT,
    ),
    predicting(
        "input_added_up_first",
        "The entries are added up first and the formula is applied to their sum: it is to be "
        "applied to each entry, and then added up.",
        _of_sum,
        INPUT,
    ),
)
