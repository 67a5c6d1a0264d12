"""The chapter's ten examples, equal costs and ties, then drawn scores."""

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, call, classes, drawn, floats, raises, rate, stratified, takes

COST, BOUND = "best_threshold", "threshold_at_fpr"
TOTAL = (
    "Add c_fp for each negative that reaches the threshold, c_fn for each positive that does not."
)
LARGEST = "Of thresholds with equal costs the largest one is asked for."
NOTHING = "At +inf nothing is called positive: that is a candidate too."
WITHIN = "The smallest threshold at which FP / negatives is still within the bound."
TIES = "Examples with equal scores are called positive together or not at all."

INPUTS = {
    "labels": classes("N", below=2, outside=ValueError),
    "scores": floats("N", integers=False, ties=False, nan=ValueError),
}
ARGUMENTS = [
    takes(COST, **INPUTS, c_fp=rate(high=2), c_fn=rate(high=6)).at_least(N=6).gives_number(),
    takes(BOUND, **INPUTS, max_fpr=drawn(lambda rng, sizes: 0.4)).at_least(N=6).gives_number(),
]

TEN = np.array([0.95, 0.9, 0.85, 0.7, 0.65, 0.6, 0.5, 0.4, 0.3, 0.1])
LABELS = np.array([1, 0, 1, 1, 0, 0, 1, 0, 0, 0])


def visible() -> Iterator[Case]:
    yield Case("By hand: a miss costs five", call(COST, LABELS, TEN, 1.0, 5.0), TOTAL)
    yield Case("A false alarm costs five", call(COST, LABELS, TEN, 5.0, 1.0), TOTAL)
    yield Case("By hand: one false alarm in six", call(BOUND, LABELS, TEN, 1 / 6), WITHIN)
    yield Case(
        "Equal costs", call(COST, np.array([1, 0, 1]), np.array([0.9, 0.6, 0.3]), 1.0, 1.0), LARGEST
    )
    yield Case(
        "Nothing is the cheapest",
        call(COST, np.array([0, 0, 1]), np.array([0.9, 0.6, 0.3]), 1.0, 1.0),
        NOTHING,
    )
    yield Case("No false alarms allowed", call(BOUND, 1 - LABELS, TEN, 0.0), NOTHING)
    yield Case(
        "A bound above 1",
        call(BOUND, LABELS, TEN, 1.5),
        "The bound lies in [0, 1]: raise ValueError for any other.",
        expects=raises(ValueError),
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    order = rng.permutation(31)
    scores, labels = _mixed(rng)
    y, s = labels[order], scores[order]
    tied = np.arange(31) // 4 / 4
    down = np.argsort(tied + 0.1 * labels)[::-1]  # within a tie the positives first
    y_tied, tied = labels[down], tied[down]
    for name, c_fp, c_fn in (("1 and 3", 1.0, 3.0), ("3 and 1", 3.0, 1.0), ("1 and 1", 1.0, 1.0)):
        yield Case(f"Costs of {name}", call(COST, y, s, c_fp, c_fn), TOTAL)
        yield Case(f"Costs of {name}, ties", call(COST, y_tied, tied, c_fp, c_fn), TIES)
    for bound in (0.0, 0.25, 1 / 3, 1.0):
        yield Case(f"A bound of {bound:.2f}", call(BOUND, y, s, bound), WITHIN)
        yield Case(f"A bound of {bound:.2f}, ties", call(BOUND, y_tied, tied, bound), TIES)
    yield Case("False alarms cost nothing", call(COST, y, s, 0.0, 1.0), LARGEST)
    yield Case("Misses cost nothing", call(COST, y, s, 1.0, 0.0), NOTHING)
    yield Case("Negatives only", call(COST, np.zeros(5, int), s[:5], 1.0, 1.0), NOTHING)
    yield Case("Positives only", call(COST, np.ones(5, int), s[:5], 1.0, 1.0), TOTAL)
    yield Case("Scores below zero", call(COST, y, s - 9, 1.0, 2.0), TOTAL)
    yield Case("Scores below zero, a bound", call(BOUND, y, s - 9, 0.3), WITHIN)
    yield Case("Labels as bools", call(COST, y == 1, s, 1.0, 2.0), "True is 1.")
    yield Case("Whole-number scores", call(BOUND, y, order // 3, 0.4), TIES)
    yield from _refused(rng)


def _mixed(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """31 scores from low to high and labels, 12 of them 1, more of these among the high."""
    labels = np.zeros(31, int)
    labels[[3, 8, 11, 14, 17, 18, 21, 23, 24, 27, 28, 30]] = 1
    return np.sort(stratified(rng, 0, 1, 31)), labels


def _refused(rng: np.random.Generator) -> Iterator[Case]:
    y, s = np.array([1, 0, 1, 0]), stratified(rng, 0, 1, 4)
    hole = np.where(np.arange(4) == rng.integers(4), np.nan, s)
    bad = {
        "a label of 2": call(COST, np.array([1, 0, 2, 0]), s, 1.0, 1.0),
        "a column of scores": call(COST, y, s[:, None], 1.0, 1.0),
        "NaN among the scores": call(COST, y, hole, 1.0, 1.0),
        "no examples": call(COST, y[:0], s[:0], 1.0, 1.0),
        "a negative cost": call(COST, y, s, 1.0, -1.0),
        "no negatives": call(BOUND, np.ones(4, int), s, 0.5),
        "a negative bound": call(BOUND, y, s, -0.5),
        "NaN among the scores, a bound": call(BOUND, y, hole, 0.5),
    }
    for name, made in bad.items():
        hint = f"{name[0].upper()}{name[1:]}: raise ValueError."
        yield Case(f"Refused: {name}", made, hint, expects=raises(ValueError))
