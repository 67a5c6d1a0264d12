"""A length where the answer is the input as one vector, shortened: another measure in its place."""

import numpy as np

from grader.feedback.hypotheses.base import INPUT, OPTION, predicting
from grader.feedback.hypotheses.families.rates import numbers_of, with_numbers
from grader.feedback.observations.equal_values import equal_values
from grader.feedback.observations.observation import DifferentFormula, NotApplicable


def _by_norm(norm, compared=True):
    """The rate as if another measure than the input's length were taken.

    Unless it is ``compared`` too, what is dropped for its length stays so.
    """

    def predict(seen):
        if not compared and not np.any(seen.expected):
            return seen.expected
        found = list(numbers_of(seen))
        _, value = next(seen.arrays(), ("", None))
        if len(found) != 1 or value is None or not np.any(value):
            raise NotApplicable
        if not _is_shortened(value, seen.expected, seen.tolerance):
            raise DifferentFormula
        (name, rate), sizes = found[0], np.abs(value.astype(float))
        length = float(np.sqrt(np.sum(sizes**2)))
        return with_numbers(seen, {name: rate * length / float(norm(sizes))})

    return predict


def _is_shortened(value, expected, tolerance):
    """Whether the answer is the input as one vector, only shorter."""
    value, expected = value.astype(float), np.asarray(expected, dtype=float)
    factor = np.sum(value * expected) / np.sum(value * value) if value.any() else 0.0
    return equal_values(expected, factor * value, tolerance)


def _times_length(power):
    """The answer times a power of the input's length."""

    def predict(seen):
        _, value = next(seen.arrays(), ("", None))
        if value is None or np.shape(seen.expected) != value.shape or not value.size:
            raise NotApplicable
        length = float(np.sqrt(np.sum(value.astype(float) ** 2)))
        return np.asarray(seen.expected, dtype=float) * np.float64(length) ** power

    return predict


def _of_rate(text):
    def says(failing):
        return text.format(next(iter(dict(numbers_of(failing[0]))))[0])

    return says


_NORMS = {
    "length_squared": (
        lambda sizes: np.sum(sizes**2),
        "The length is taken without its root: {0} stands beside the sum of squares.",
    ),
    "length_of_sizes": (np.sum, "In place of the length the sizes of the entries are added up."),
    "length_of_largest": (np.max, "In place of the length the largest entry's size is taken."),
    "length_of_mean": (
        lambda sizes: np.sqrt(np.mean(sizes**2)),
        "The length is the root of the mean of squares: the root of their sum is asked.",
    ),
}

HYPOTHESES = (
    *(
        predicting(name, _of_rate(text), _by_norm(norm, compared), OPTION)
        for name, (norm, text) in _NORMS.items()
        for compared in (True, False)
    ),
    predicting(
        "times_length",
        "Every value is ours times the length of the input: a division by it is missing.",
        _times_length(1),
        INPUT,
    ),
    predicting(
        "divided_by_length",
        "Every value is ours divided by the length of the input: one division too many.",
        _times_length(-1),
        INPUT,
    ),
)
