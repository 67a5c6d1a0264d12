"""Curves drawn by hand, ties of every kind, then drawn scores."""

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, call, classes, floats, raises, stratified, takes

CURVE, AREA = "pr_curve", "average_precision"
SHARES = "Precision divides by what is called positive, recall by all positives."
STEPS = "Each step of recall counts with the precision at its end: no lines between the points."
TIES = "Examples with equal scores are one step: one entry for each distinct score."
NOTHING = "Without positives recall is 0/0, and NaN; so is the average precision."

ARGUMENTS = [
    takes(
        (CURVE, AREA),
        labels=classes("N", below=2, outside=ValueError),
        scores=floats("N", integers=False, ties=False, infinite=True, nan=ValueError),
    ).at_least(N=6)
]

LABELS = np.array([1, 0, 1, 0, 1, 0, 0, 1])
TIED = np.array([0.9, 0.9, 0.7, 0.7, 0.7, 0.3, 0.2, 0.2])


def visible() -> Iterator[Case]:
    labels, scores = np.array([0, 0, 1, 1]), np.array([0.1, 0.4, 0.35, 0.8])
    yield Case("By hand: curve", call(CURVE, labels, scores), SHARES)
    yield Case("By hand: average precision", call(AREA, labels, scores), STEPS)
    yield Case("Ties: curve", call(CURVE, LABELS, TIED), TIES)
    yield Case("Ties: average precision", call(AREA, LABELS, TIED), TIES)
    yield Case("No positives: curve", call(CURVE, np.zeros(3, int), scores[:3]), NOTHING)
    yield Case("No positives: average precision", call(AREA, np.zeros(3, int), scores[:3]), NOTHING)
    yield Case(
        "Labels of -1 and 1",
        call(AREA, np.array([-1, 1, 1]), scores[:3]),
        "Labels are 0 or 1: raise ValueError for any other.",
        expects=raises(ValueError),
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    order = rng.permutation(31)
    scores, labels = _mixed(rng)
    tied = np.arange(31) // 4 / 4
    up = np.argsort(tied + 0.1 * labels)
    inputs = {
        "Thirty-one examples": (labels[order], scores[order], SHARES),
        "Ties, in any order": (labels[order], tied[order], TIES),
        "Ties, negatives first": (labels[up], tied[up], TIES),
        "Ties, positives first": (labels[up[::-1]], tied[up[::-1]], TIES),
        "All tied": (labels[order], np.full(31, rng.random()), TIES),
        "A perfect ranking": (labels[order], (labels + 0.9 * scores)[order], SHARES),
        "An inverted ranking": (labels[order], (scores * 0.9 - labels)[order], SHARES),
        "Positives only": (np.ones(5, int), scores[:5], "Then every precision is 1."),
        "Negative scores": (labels[order], scores[order] - 5, SHARES),
        "Labels as bools": (labels[order] == 1, tied[order], "True is 1."),
        "Labels as floats": (labels[order] * 1.0, tied[order], "1.0 is 1."),
        "Whole-number scores": (
            labels[order],
            order // 3,
            "Integer scores have float64 thresholds, and ties like any others.",
        ),
        "float32 scores": (
            labels[order],
            scores[order].astype(np.float32),
            "Thresholds have the dtype of the scores; precision and recall are float64.",
        ),
    }
    for name, (y, s, hint) in inputs.items():
        yield Case(f"{name}: curve", call(CURVE, y, s), hint)
        yield Case(f"{name}: average precision", call(AREA, y, s), hint)
    yield from _refused(rng)
    many, half = rng.integers(0, 900, 5000) / 8.0, (np.arange(5000) % 9 == 0).astype(int)
    many[0] = 200.0
    yield Case("5,000 examples: curve", call(CURVE, half, many), SHARES)
    yield Case("5,000 examples: average precision", call(AREA, half, many), STEPS)


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
        yield Case(f"{name}: curve", call(CURVE, *inputs), hint, expects=raises(ValueError))
        yield Case(name, call(AREA, *inputs), hint, expects=raises(ValueError))
