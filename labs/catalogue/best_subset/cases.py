"""The statement's system, traps for shorter ways, then drawn systems of up to twelve columns."""

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, call, count, floats, raises, stratified, takes

NAME = "best_subset"
ALL = "Try every subset of k columns, and keep the one with the smallest squared error."
TOGETHER = "Two columns may be worth little alone and much together: only trying the pair shows it."
NONE = "With k = 0 no column is used: the error is that of predicting 0."
FIRST = "Of subsets that fit equally well keep the first: replace it only by a smaller error."
REFIT = "The weights are those of a fit with the chosen columns alone."

ARGUMENTS = [
    takes(
        NAME,
        X=floats(
            "N D",
            float32=False,
            integers=False,
            ties=False,
            zeros=False,
            nan=ValueError,
            infinite=ValueError,
        ),
        y=floats(
            "N",
            float32=False,
            integers=False,
            ties=False,
            zeros=False,
            nan=ValueError,
            infinite=ValueError,
            wrong_shape=ValueError,
        ),
        k=count(0, outside=ValueError),
    )
    .refuses_empty(ValueError, "N")
    .at_least(N=7, D=4)
    .in_order("N", "D")
]

X = np.array([[1.0, 0, 2], [0, 1, 1], [1, 1, 0], [2, -1, 1]])
Y = np.array([1.0, 2.0, -1.0, 3.0])
NEARLY = np.array([[1, 1, 0], [2, 1, 1], [3, 3, 1], [4, 4, 0], [5, 4, 1], [2, 3, 1.0]])
DIFFERENCE = np.array([0, 1, 0.5, 0, 1, -1])

TRAP = np.array(
    [
        [2, -2, -2, -2],
        [0, 0, -1, 0],
        [3, -2, 0, -1],
        [-2, 2, -1, 3],
        [-1, 3, -1, -1],
        [0, 3, -1, -1],
        [-1, 0, 1, -1.0],
    ]
)
CAUGHT = np.array([0, 0, 1, -3, -3, 0, 1.0])


def visible() -> Iterator[Case]:
    yield Case("By hand: one column", call(NAME, X, Y, 1), ALL)
    yield Case("By hand: two columns", call(NAME, X, Y, 2), ALL)
    yield Case("By hand: all three", call(NAME, X, Y, 3), ALL)
    yield Case("No column", call(NAME, X, Y, 0), NONE)
    yield Case("Two that help together", call(NAME, NEARLY, DIFFERENCE, 2), TOGETHER)
    yield Case("A trap for every shortcut", call(NAME, TRAP, CAUGHT, 2), ALL)
    yield Case("A column twice", call(NAME, X[:, [0, 2, 2, 1]], Y, 1), FIRST)
    yield Case(
        "More columns than there are",
        call(NAME, X, Y, 4),
        "k lies from 0 to D: raise ValueError for any other.",
        expects=raises(ValueError),
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    features, labels = _system(rng, 30, 6)
    for k in (1, 2, 3, 5):
        yield Case(f"{k} of 6 columns", call(NAME, features, labels, k), ALL)
    yield Case("All 6 columns", call(NAME, features, labels, 6), ALL)
    yield Case("None of 6 columns", call(NAME, features, labels, 0), NONE)
    yield Case("Columns of other units", call(NAME, features * UNITS, labels, 3), ALL)
    trap, target = _trap(rng)
    yield Case("Greedy goes wrong", call(NAME, trap, target, 2), TOGETHER)
    yield Case("Greedy goes wrong, three", call(NAME, trap, target, 3), TOGETHER)
    times = 2.0 ** rng.integers(1, 5)  # a power of 2: what is tied decides alike in every draw
    yield Case("Shortcuts again", call(NAME, TRAP[:, [3, 2, 0, 1]], times * CAUGHT, 2), ALL)
    yield Case("Columns twice", call(NAME, X[:, [1, 2, 0, 2]], times * Y, 1), FIRST)
    shifted = labels + 20
    yield Case("Labels far from 0", call(NAME, features, shifted, 2), "There is no intercept.")
    whole = np.rint(4 * features).astype(int)
    yield Case("Integers", call(NAME, whole, np.rint(9 * labels).astype(int), 2), ALL)
    many, sums = _system(rng, 40, 12)
    yield Case("3 of 12 columns", call(NAME, many, sums, 3), ALL, weight=2)
    yield from _refused(rng, features, labels)


UNITS = np.array([1.0, 100.0, 0.01, 1.0, 1000.0, 0.1])


def _columns(rng: np.random.Generator, n: int, d: int) -> np.ndarray:
    """Columns that are the same in every draw up to two digits, and depend on each other."""
    fixed = np.random.default_rng(5)
    common = fixed.normal(size=(n, 1))
    return np.asarray(fixed.normal(size=(n, d)) + 0.7 * common + rng.uniform(0, 0.01, (n, d)))


def _system(rng: np.random.Generator, n: int, d: int) -> tuple[np.ndarray, np.ndarray]:
    features = _columns(rng, n, d)
    w = np.zeros(d)
    w[[1, 2, 4]] = 2.0, -1.5, 1.0
    w[[0, 3, 5]] = 0.2, -0.3, 0.25
    noise = np.random.default_rng(6).normal(size=n)
    return features, features @ w + 0.3 * noise


def _trap(rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Column 3 is the best alone, and columns 1 and 4 are the best pair."""
    features = _columns(rng, 30, 5)
    target = 2 * features[:, 1] - 2 * features[:, 4]
    features[:, 3] = target + 0.5 * np.random.default_rng(7).normal(size=30)
    return features, target + 0.05 * features[:, 0]


def _refused(rng: np.random.Generator, features: np.ndarray, labels: np.ndarray) -> Iterator[Case]:
    hole = features.copy()
    hole[int(rng.integers(30)), 2] = np.nan
    bad = {
        "16 columns": (stratified(rng, -2, 2, (20, 16)), stratified(rng, -2, 2, 20), 2),
        "a negative k": (features, labels, -1),
        "k above D": (features, labels, 7),
        "labels of another length": (features, labels[:9], 2),
        "a column of labels": (features, labels[:, None], 2),
        "X with one axis": (features[:, 0], labels, 1),
        "no examples": (features[:0], labels[:0], 2),
        "NaN among the features": (hole, labels, 2),
        "an infinite label": (features, np.append(labels[1:], np.inf), 2),
    }
    for name, inputs in bad.items():
        hint = f"{name[0].upper()}{name[1:]}: raise ValueError."
        yield Case(f"Refused: {name}", call(NAME, *inputs), hint, expects=raises(ValueError))
