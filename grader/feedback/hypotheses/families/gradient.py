"""The gradient of something else."""

import numpy as np

from grader.feedback.hypotheses.base import INPUT, Hypothesis, predicting
from grader.feedback.observations.equal_values import map_numbers
from grader.feedback.observations.observation import NotApplicable

STEP = 1e-6


def _by_another_input(seen):
    """Central differences of the reference's value by its second array."""
    arrays = list(seen.arrays())
    if not seen.function.endswith("_grad") or len(arrays) < 2 or arrays[1][1].dtype.kind != "f":
        raise NotApplicable
    name, at = arrays[1]
    if at.size > 64 or at.dtype.itemsize < 8:
        raise NotApplicable
    value = seen.function.removesuffix("_grad")
    slopes = np.empty(at.shape)
    for place in np.ndindex(at.shape):
        ends = []
        for side in (1, -1):
            moved = at.copy()
            moved[place] += side * STEP
            ends.append(np.sum(seen.again(function=value, **{name: moved})))
        slopes[place] = (ends[0] - ends[1]) / (2 * STEP)
    return slopes


def _fits_roughly(seen):
    predicted = _by_another_input(seen)
    got = np.asarray(seen.got)
    return got.shape == predicted.shape and np.allclose(got, predicted, rtol=1e-4, atol=1e-6)


def _through(slope):
    def predict(seen):
        _, value = next(seen.arrays(), ("", None))
        if not seen.function.endswith("_grad") or value is None:
            raise NotApplicable
        if np.shape(seen.expected) != value.shape:
            raise NotApplicable
        return map_numbers(seen.expected, lambda grad: grad * slope(value.astype(float)))

    return predict


def _sigmoid_slope(z):
    s = 1 / (1 + np.exp(-z))
    return s * (1 - s)


def _by_softmax(factor):
    """The gradient times something of the row's softmax."""

    def predict(seen):
        _, value = next(seen.arrays(), ("", None))
        if not seen.function.endswith("_grad") or value is None or value.ndim != 2:
            raise NotApplicable
        powers = np.exp(value.astype(float) - value.max(axis=1, keepdims=True))
        return seen.expected * factor(powers / powers.sum(axis=1, keepdims=True))

    return predict


HYPOTHESES = (
    Hypothesis(
        "gradient_of_another_input",
        "This is the gradient by another input than the first: which one is asked?",
        _fits_roughly,
        INPUT,
    ),
    predicting(
        "slope_too_many",
        "Every value is ours times s(1 - s): the sigmoid's slope is multiplied in once too often.",
        _through(_sigmoid_slope),
        INPUT,
    ),
    predicting(
        "gradient_by_probability",
        "This is the gradient by the probability, which is ours divided by s(1 - s): asked is the "
        "one by the logit.",
        _through(lambda z: 1 / _sigmoid_slope(z)),
        INPUT,
    ),
    predicting(
        "softmax_too_many",
        "Every value is ours times the softmax: it is multiplied in once too often.",
        _by_softmax(lambda p: p),
        INPUT,
    ),
    predicting(
        "softmax_slope_too_many",
        "Every value is ours times p(1 - p): the softmax's slope is multiplied in once too often.",
        _by_softmax(lambda p: p * (1 - p)),
        INPUT,
    ),
    predicting(
        "input_too_many",
        "Every value is ours times the input itself: a factor that the chain rule does not have.",
        _through(lambda z: z),
        INPUT,
    ),
)
