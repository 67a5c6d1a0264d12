"""The right number under another function: squared, its root, its inverse, one minus it."""

import numpy as np

from grader.feedback.hypotheses.base import INPUT, predicting
from grader.feedback.observations.observation import NotApplicable
from grader.feedback.observations.reductions import each


def _of(change):
    return lambda seen: each(seen, change)


def _base_value(seen):
    if not seen.function.endswith("_grad"):
        raise NotApplicable
    return seen.again(function=seen.function.removesuffix("_grad"))


def _inverted(seen):
    """The input times d where it is to be divided by d."""
    _, value = next(seen.arrays(), ("", None))
    expected = np.asarray(seen.expected, dtype=float)
    if value is None or value.shape != expected.shape:
        raise NotApplicable
    value = value.astype(float)
    same = (value == expected) | (expected == 0)
    return np.where(same, expected, value * value / np.where(same, 1, expected))


def _gradient(seen):
    return seen.again(function=f"{seen.function}_grad")


HYPOTHESES = (
    predicting("squared", "Every value is the square of ours.", _of(np.square)),
    predicting("root", "Every value is the square root of ours.", _of(np.sqrt)),
    predicting("inverse", "Every value is 1 divided by ours.", _of(np.reciprocal)),
    predicting("one_minus", "Every value is 1 minus ours.", _of(lambda value: 1 - value)),
    predicting("exponential", "Every value is exp of ours: a logarithm is missing.", _of(np.exp)),
    predicting(
        "probability",
        "Every value is exp of minus ours: a probability, where minus its logarithm is asked.",
        _of(lambda value: np.exp(-value)),
    ),
    predicting(
        "one_minus_probability",
        "Every value is 1 minus exp of minus ours: the logarithm of the probability is asked.",
        _of(lambda value: 1 - np.exp(-value)),
    ),
    predicting(
        "multiplied_for_divided",
        "Every entry is multiplied by what it is to be divided by.",
        _inverted,
        INPUT,
    ),
    predicting(
        "indicator",
        "Every value is 1 where ours is not 0: it says where there is something, not what.",
        _of(lambda value: (value != 0).astype(float)),
        INPUT,
    ),
    predicting("logarithm", "Every value is the logarithm of ours.", _of(np.log)),
    predicting(
        "value_for_gradient",
        "This is the value itself; its gradient is asked.",
        _base_value,
    ),
    predicting("gradient_for_value", "This is the gradient; the value itself is asked.", _gradient),
)
