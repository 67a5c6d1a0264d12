"""Curves drawn by hand, ties of every kind, then drawn scores."""

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, call, classes, floats, raises, stratified, takes

NAME = "roc_curve"
RATES = "Of all positives and of all negatives, the shares whose score reaches the threshold."
TIES = "Examples with equal scores are one step: one point for each distinct score."
FIRST = "The curve begins at (0, 0), with the threshold +inf, and ends at (1, 1)."
ALL = "Every distinct score has its point, also where the curve goes straight on."


ARGUMENTS = [
    takes(
        NAME,
        labels=classes("N", below=2, outside=ValueError),
        scores=floats("N", integers=False, ties=False, infinite=True, nan=ValueError),
    ).at_least(N=6)
]

LABELS = np.array([1, 0, 1, 0, 1, 0, 0, 1])
TIED = np.array([0.9, 0.9, 0.7, 0.7, 0.7, 0.3, 0.2, 0.2])


def visible() -> Iterator[Case]:
    yield Case(
        "By hand", call(NAME, np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.35, 0.8])), FIRST
    )
    yield Case("Ties", call(NAME, LABELS, TIED), TIES)
    yield Case("All scores equal", call(NAME, np.array([1, 1, 0, 0]), np.full(4, 0.5)), TIES)
    yield Case(
        "A straight line",
        call(NAME, np.array([1, 1, 1, 0, 0]), np.array([0.9, 0.8, 0.7, 0.3, 0.2])),
        ALL,
    )
    yield Case(
        "One class",
        call(NAME, np.ones(3, int), np.array([0.2, 0.5, 0.7])),
        "Without negatives the false-positive rate is 0/0: raise ValueError.",
        expects=raises(ValueError),
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    order = rng.permutation(31)
    scores, labels = _mixed(rng)
    yield Case("Thirty-one examples", call(NAME, labels[order], scores[order]), RATES)
    tied = np.round(scores * 4) / 4
    yield Case("Ties between the classes", call(NAME, labels[order], tied[order]), TIES)
    up = np.argsort(tied + labels, kind="stable")
    yield Case("Ties, negatives first", call(NAME, labels[up], tied[up]), TIES)
    yield Case("Ties, positives first", call(NAME, labels[up[::-1]], tied[up[::-1]]), TIES)
    yield Case(
        "A perfect ranking",
        call(NAME, labels[order], (labels + 0.9 * scores)[order]),
        "Up to (0, 1) first, then to (1, 1), one point for each distinct score.",
    )
    yield Case(
        "An inverted ranking",
        call(NAME, labels[order], (scores * 0.9 - labels)[order]),
        "To (1, 0) first, then up to (1, 1): nothing turns the curve round.",
    )
    yield Case("Negative scores", call(NAME, labels[order], scores[order] - 5), RATES)
    yield Case(
        "Whole-number scores",
        call(NAME, labels[order], order // 3),
        "Thresholds of integer scores are float64, as +inf is among them.",
    )
    yield Case(
        "float32 scores",
        call(NAME, labels[order], scores[order].astype(np.float32)),
        "Thresholds have the dtype of the scores; the rates are float64.",
    )
    yield Case("Labels as bools", call(NAME, labels[order] == 1, tied[order]), "True is 1.")
    yield Case("Labels as floats", call(NAME, labels[order] * 1.0, tied[order]), "1.0 is 1.")
    far = rng.permutation(8)
    infinite = np.array([np.inf, np.inf, -np.inf, -np.inf, 3, 1, 2, -5])
    yield Case(
        "Infinite scores",
        call(NAME, np.array([1, 0, 1, 0, 1, 0, 1, 0])[far], infinite[far]),
        "A score of +inf has a point after the first; infinite scores tie with each other.",
    )
    zeros = rng.permutation([0.0, -0.0, 0.0, -0.0, 1.0, -1.0])
    yield Case(
        "Zeros of both signs",
        call(NAME, np.where(zeros > 0, 1, np.arange(6) % 2), zeros),
        "-0.0 and 0.0 are equal, and one step.",
    )
    yield Case(
        "Negatives only",
        call(NAME, np.zeros(4, int), scores[:4]),
        "Without positives the true-positive rate is 0/0: raise ValueError.",
        expects=raises(ValueError),
    )
    yield from _refused(rng)
    many = rng.integers(0, 900, 5000) / 8.0
    yield Case(
        "5,000 examples", call(NAME, (np.arange(5000) % 3 == 0).astype(int), many), RATES, weight=2
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
        "A column of scores": (labels, scores[:, None]),
        "Scores of another length": (labels, scores[:3]),
        "NaN among the scores": (labels, np.where(np.arange(4) == rng.integers(4), np.nan, scores)),
        "No examples": (labels[:0], scores[:0]),
    }
    for name, inputs in bad.items():
        hint = f"{name}: raise ValueError."
        yield Case(name, call(NAME, *inputs), hint, expects=raises(ValueError))
