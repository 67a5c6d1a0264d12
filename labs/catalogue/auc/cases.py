"""Pairs counted by hand, ties of every kind, then drawn scores."""

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, call, classes, floats, raises, stratified, takes

NAME = "roc_auc"
PAIRS = "Count the pairs of a positive and a negative in which the positive has the higher score."
HALF = "A pair with equal scores counts one half, however the examples are ordered."
ONE_CLASS = "With one class only there are no pairs: the answer is NaN."
SAME_ORDER = "Only the order of the scores counts: scale, sign of the numbers and distance do not."


ARGUMENTS = [
    takes(
        NAME,
        labels=classes("N", below=2, outside=ValueError),
        scores=floats("N", integers=False, ties=False, infinite=True, nan=ValueError),
    )
    .at_least(N=6)
    .gives_number()
]

LABELS = np.array([1, 0, 1, 0, 1, 0, 0, 1])
TIED = np.array([0.9, 0.9, 0.7, 0.7, 0.7, 0.3, 0.2, 0.2])
TEN = np.array([0.95, 0.9, 0.85, 0.7, 0.65, 0.6, 0.5, 0.4, 0.3, 0.1])


def visible() -> Iterator[Case]:
    yield Case(
        "By hand", call(NAME, np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.35, 0.8])), PAIRS
    )
    labels = np.array([1, 0, 1, 1, 0, 0, 1, 0, 0, 0])
    yield Case("The ten examples of the chapter", call(NAME, labels, TEN), PAIRS)
    yield Case("Ties", call(NAME, LABELS, TIED), HALF)
    yield Case("All scores equal", call(NAME, np.array([1, 1, 0, 0]), np.full(4, 0.5)), HALF)
    yield Case("One class", call(NAME, np.ones(3, int), np.array([0.2, 0.5, 0.7])), ONE_CLASS)
    yield Case(
        "Labels of -1 and 1",
        call(NAME, np.array([-1, 1, 1]), np.array([0.2, 0.5, 0.7])),
        "Labels are 0 or 1: raise ValueError for any other.",
        expects=raises(ValueError),
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    order = rng.permutation(31)
    scores, labels = _mixed(rng)
    yield Case("Thirty-one examples", call(NAME, labels[order], scores[order]), PAIRS)
    yield Case(
        "The same, every score cubed", call(NAME, labels[order], scores[order] ** 3), SAME_ORDER
    )
    yield Case("The same, negative scores", call(NAME, labels[order], -scores[order]), SAME_ORDER)
    tied = np.round(scores * 4) / 4
    yield Case("Ties between the classes", call(NAME, labels[order], tied[order]), HALF)
    up = np.argsort(tied + labels, kind="stable")
    yield Case("Ties, negatives first", call(NAME, labels[up], tied[up]), HALF)
    yield Case("Ties, positives first", call(NAME, labels[up[::-1]], tied[up[::-1]]), HALF)
    yield Case("All tied", call(NAME, labels[order], np.full(31, rng.random())), HALF)
    yield Case(
        "A perfect ranking",
        call(NAME, labels[order], (labels + 0.9 * scores)[order]),
        "Every positive above every negative: 1.",
    )
    yield Case(
        "An inverted ranking",
        call(NAME, labels[order], (scores * 0.9 - labels)[order]),
        "Every positive below every negative: 0, which is an answer like any other.",
    )
    yield Case("Labels as bools", call(NAME, labels[order] == 1, scores[order]), "True is 1.")
    yield Case("Labels as floats", call(NAME, labels[order] * 1.0, scores[order]), "1.0 is 1.")
    yield Case(
        "Tiny scores",
        call(NAME, labels[order], scores[order] * 1e-30),
        "Only the order counts: no grid of thresholds finds scores that are all tiny.",
    )
    yield Case("Whole-number scores", call(NAME, labels[order], order // 3), HALF)
    infinite = np.array([np.inf, np.inf, -np.inf, -np.inf, 3, 1, 2, -5, 0.7, 1e300, -1e300, 0])
    infinite[4:9] *= rng.uniform(0.9, 1.1)
    yield Case(
        "Infinite scores",
        call(NAME, np.array([1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0]), infinite),
        "Infinite scores are ranked like others, and tie with each other.",
    )
    yield Case("Negatives only", call(NAME, np.zeros(4, int), scores[:4]), ONE_CLASS)
    yield from _refused(rng)
    many = (rng.permutation(100_000) + 1.0).round(-1)
    half = (np.arange(100_000) % 2).astype(np.int8)
    yield Case(
        "50,000 of each class",
        call(NAME, half, many + 20_000.0 * half),
        "2.5 billion pairs: more than an int32 holds, and far more than fit in memory.",
        weight=2,
    )


def _mixed(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """31 scores from low to high and labels, 12 of them 1, more of these among the high."""
    labels = np.zeros(31, int)
    labels[[3, 8, 11, 14, 17, 18, 21, 23, 24, 27, 28, 30]] = 1
    return np.sort(stratified(rng, 0, 1, 31)), labels


def _refused(rng: np.random.Generator) -> Iterator[Case]:
    labels, scores = np.array([1, 0, 1, 0]), stratified(rng, 0, 1, 4)
    bad = {
        "A label of 2": (np.array([1, 0, 2, 0]), scores),
        "A label of one half": (np.array([1, 0, 0.5, 0]), scores),
        "A column of scores": (labels, scores[:, None]),
        "Scores of another length": (labels, scores[:3]),
        "NaN among the scores": (labels, np.where(np.arange(4) == rng.integers(4), np.nan, scores)),
        "No examples": (labels[:0], scores[:0]),
    }
    for name, inputs in bad.items():
        hint = f"{name}: raise ValueError."
        yield Case(name, call(NAME, *inputs), hint, expects=raises(ValueError))
