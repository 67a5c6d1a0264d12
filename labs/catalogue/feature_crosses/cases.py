"""Days and hours, then drawn categories. The rules of the statement follow from ARGUMENTS."""

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, call, classes, drawn, floats, raises, stratified, takes

IDS, ONEHOT, PREDICT = "feature_cross_ids", "feature_cross_onehot", "cross_predict"
COLUMN = "Multiply by the size of the feature that is added next: (a n_b + b) n_c + c."
ROW = "Each row has one 1, in the column of its combination, and one column for each combination."
LOOKUP = "The score of a row is the weight of its combination: look it up."
WIDE = "The product of the sizes may be large: convert to int64 before the first multiplication."
RANGE = "A category lies from 0 to its size - 1; NumPy takes -1 for the last one without a word."

CATEGORIES = {
    "ids": classes("N 2", below=3, outside=ValueError, wrong_type=TypeError),
    "sizes": drawn(lambda rng, sizes: [3, 3]),
}
ARGUMENTS = [
    takes((IDS, ONEHOT), **CATEGORIES).may_be_empty("N"),
    takes(PREDICT, **CATEGORIES, w=floats("9", ties=False, wrong_shape=ValueError)).may_be_empty(
        "N"
    ),
]


def visible() -> Iterator[Case]:
    ids = np.array([[1, 3], [0, 0], [6, 23]])
    yield Case("By hand: day and hour", call(IDS, ids, [7, 24]), COLUMN)
    yield Case("By hand: three features", call(IDS, np.array([[1, 3, 4]]), [7, 24, 10]), COLUMN)
    small = np.array([[1, 2], [0, 1], [1, 0]])
    yield Case("The matrix of a small cross", call(ONEHOT, small, [2, 3]), ROW)
    w = np.array([0.5, -1.0, 2.0, 0.0, 3.0, -0.25])
    yield Case("Scores", call(PREDICT, small, [2, 3], w), LOOKUP)
    yield Case(
        "An hour of 24",
        call(IDS, np.array([[0, 24]]), [7, 24]),
        "The column of (0, 24) would be that of (1, 0): raise ValueError instead.",
        expects=raises(ValueError),
    )


def categories(rng: np.random.Generator, n: int, sizes: list[int]) -> np.ndarray:
    """Rows that hold the first and the last category of each feature, and others."""
    columns = [rng.permutation(np.linspace(0, size - 1, n).round().astype(int)) for size in sizes]
    return np.array(columns).T


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    sizes = [3, 7, 2, 5]
    ids = categories(rng, 12, sizes)
    yield Case("Four features: columns", call(IDS, ids, sizes), COLUMN)
    yield Case("Four features: matrix", call(ONEHOT, ids, sizes), ROW)
    w = stratified(rng, -3, 3, 210)
    yield Case("Four features: scores", call(PREDICT, ids, sizes, w), LOOKUP)
    broken = w.copy()
    broken[np.setdiff1d(np.arange(210), ids @ [70, 10, 5, 1])[[0, -1]]] = np.inf
    yield Case(
        "Infinite weights of other combinations",
        call(PREDICT, ids, sizes, broken),
        "No other weight has a part in a score: 0 times infinity would be NaN.",
    )
    yield Case("One feature: columns", call(IDS, ids[:, 1:2], [7]), COLUMN)
    yield Case("One feature: scores", call(PREDICT, ids[:, 1:2], [7], w[:7]), LOOKUP)
    yield Case(
        "A feature of one category",
        call(IDS, np.column_stack([ids[:, 0], np.zeros(12, int), ids[:, 1]]), [3, 1, 7]),
        COLUMN,
    )
    yield from _large(rng)
    yield from _refusals(rng, ids, sizes, w)


def _large(rng: np.random.Generator) -> Iterator[Case]:
    days = categories(rng, 20, [7, 24])
    yield Case("Categories in int8", call(IDS, days.astype(np.int8), [7, 24]), WIDE)
    yield Case("Categories in uint8", call(IDS, days.astype(np.uint8), [7, 200]), WIDE)
    sizes = [100_000, 50_000, 3]
    many = categories(rng, 20, sizes)
    yield Case("1.5e10 columns, int32", call(IDS, many.astype(np.int32), sizes), WIDE)
    sizes = [1_000, 100, 100]
    w = np.zeros(10_000_000, np.float32)
    w[::1001] = rng.uniform(1, 2, len(w[::1001]))
    rows = rng.permutation(np.arange(0, 10_000_000, 1001 * 50))[:150]
    ids = np.column_stack([rows // 10_000, rows // 100 % 100, rows % 100])
    yield Case(
        "10,000,000 columns: scores",
        call(PREDICT, ids, sizes, w),
        "The one-hot matrix would take 6 GB. Look up one weight for each row.",
    )


def _refusals(
    rng: np.random.Generator, ids: np.ndarray, sizes: list[int], w: np.ndarray
) -> Iterator[Case]:
    for feature, category in ((0, 3), (2, -1), (3, 5)):
        wrong = np.ones_like(ids)
        wrong[4, feature] = category
        for function, *more in ((IDS,), (PREDICT, w)):
            yield Case(
                f"Category {category} of a feature with {sizes[feature]}: {function}",
                call(function, wrong, sizes, *more),
                RANGE,
                expects=raises(ValueError),
            )
    yield Case(
        "Three columns for four sizes",
        call(IDS, ids[:, :3], sizes),
        "ids has one column for each of the sizes.",
        expects=raises(ValueError),
    )
    yield Case(
        "A weight too many",
        call(PREDICT, ids, sizes, np.append(w, rng.random())),
        "w has one weight for each column of the cross.",
        expects=raises(ValueError),
    )
