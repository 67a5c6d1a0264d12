"""The right number under another function: squared, its root, its inverse, one minus it."""

import numpy as np

from grader.feedback.alike import mapped
from grader.feedback.hypotheses.kinds import predicting
from grader.feedback.seen import Unfit


def _of(change):
    return lambda seen: mapped(seen.expected, change)


def _base_value(seen):
    if not seen.function.endswith("_grad"):
        raise Unfit
    return seen.again(function=seen.function.removesuffix("_grad"))


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
    predicting("logarithm", "Every value is the logarithm of ours.", _of(np.log)),
    predicting(
        "value_for_gradient",
        "This is the value itself; its gradient is asked.",
        _base_value,
    ),
    predicting("gradient_for_value", "This is the gradient; the value itself is asked.", _gradient),
)
