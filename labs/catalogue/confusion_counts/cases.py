"""Ties with the threshold, thresholds in any order, then drawn ones."""

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, call, classes, floats, raises, stratified, takes

NAME = "confusions"
REACHES = "A score that equals the threshold reaches it: it is called positive."
COLUMNS = "The columns are TN, FP, FN, TP, in this order."
ORDER = "One row for each threshold, in the order in which the thresholds are given."
INFINITE = "No finite score reaches +inf, and every one reaches -inf; so does -inf itself."


ARGUMENTS = [
    takes(
        NAME,
        labels=classes("N", below=2, outside=ValueError),
        scores=floats("N", infinite=True, nan=ValueError, wrong_shape=ValueError),
        thresholds=floats("T", infinite=True, nan=ValueError),
    )
    .may_be_empty("T")
    .at_least(N=5, T=9)
]

LABELS = np.array([1, 0, 1, 0, 1, 0, 0, 1])
SCORES = np.array([0.9, 0.9, 0.7, 0.7, 0.7, 0.3, 0.2, 0.2])


def visible() -> Iterator[Case]:
    yield Case(
        "By hand",
        call(NAME, np.array([1, 0, 1, 0]), np.array([0.9, 0.7, 0.7, 0.2]), np.array([0.7, 0.71])),
        REACHES,
    )
    yield Case("Eight examples", call(NAME, LABELS, SCORES, np.array([0.7, 0.71])), COLUMNS)
    cuts = np.array([0.5, 0.95, 0.1, 0.5, 0.9])
    yield Case("Thresholds in any order", call(NAME, LABELS, SCORES, cuts), ORDER)
    yield Case(
        "Thresholds of ±∞", call(NAME, LABELS, SCORES, np.array([np.inf, -np.inf])), INFINITE
    )
    yield Case(
        "Labels of -1 and 1",
        call(NAME, np.array([-1, 1, 1]), np.array([0.2, 0.5, 0.7]), np.array([0.5])),
        "Labels are 0 or 1: raise ValueError for any other.",
        expects=raises(ValueError),
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    scores = stratified(rng, 0, 1, 40)
    labels = (rng.permutation(40) < 15).astype(int)
    cuts = stratified(rng, -0.1, 1.1, 9)
    yield Case("Forty examples", call(NAME, labels, scores, cuts), COLUMNS)
    tied = rng.permutation(np.repeat([0.125, 0.25, 0.5, 0.75, 1.0], 8))
    levels = rng.permutation([0.25, 0.5, 0.75, 0.125, 1.0, 0.6])
    yield Case("Ties with the thresholds", call(NAME, labels, tied, levels), REACHES)
    yield Case("Labels as bools", call(NAME, labels == 1, scores, cuts), "True counts as 1.")
    yield Case("Labels as floats", call(NAME, labels * 1.0, scores, cuts), "1.0 counts as 1.")
    yield Case(
        "No positives",
        call(NAME, np.zeros(6, int), stratified(rng, 0, 1, 6), np.array([0.5, 0.2])),
        "Without positives FN and TP are 0; the other two are counted as usual.",
    )
    yield Case(
        "No negatives",
        call(NAME, np.ones(6, int), stratified(rng, 0, 1, 6), np.array([0.5, 0.2])),
        "Without negatives TN and FP are 0; the other two are counted as usual.",
    )
    far = rng.permutation([-np.inf, np.inf, 0.5, -3.0, np.inf, -np.inf])
    yield Case(
        "Infinite scores",
        call(NAME, np.array([1, 0, 1, 0, 1, 0]), far, np.array([np.inf, 0.0, -np.inf])),
        INFINITE,
    )
    yield Case(
        "Repeated thresholds",
        call(NAME, labels, scores, np.repeat(cuts, 2)),
        "One row for each threshold, also where two are equal.",
    )
    yield Case(
        "No thresholds",
        call(NAME, labels, scores, np.zeros(0)),
        "Without thresholds the result is empty, of shape (0, 4).",
    )
    yield from _refused(rng)
    many = rng.integers(0, 250, 1000) / 4.0
    yield Case(
        "1,000 examples, 300 thresholds",
        call(NAME, rng.integers(0, 2, 1000), many, rng.permutation(300) / 4.0),
        "Right for few examples, wrong for many: what is counted in a narrow type, or lost?",
        weight=2,
    )


def _refused(rng: np.random.Generator) -> Iterator[Case]:
    labels, scores = np.array([1, 0, 1, 0]), stratified(rng, 0, 1, 4)
    cuts = stratified(rng, 0, 1, 3)
    some = np.where(np.arange(4) == rng.integers(4), np.nan, scores)
    bad = {
        "A label of 2": (np.array([1, 0, 2, 0]), scores, cuts),
        "A label of one half": (np.array([1, 0, 0.5, 0]), scores, cuts),
        "Labels of another length": (labels[:3], scores, cuts),
        "A column of scores": (labels, scores[:, None], cuts),
        "NaN among the scores": (labels, some, cuts),
        "NaN among the thresholds": (labels, scores, np.append(cuts, np.nan)),
        "No examples": (labels[:0], scores[:0], cuts),
    }
    for name, inputs in bad.items():
        hint = f"{name}: raise ValueError."
        yield Case(name, call(NAME, *inputs), hint, expects=raises(ValueError))
