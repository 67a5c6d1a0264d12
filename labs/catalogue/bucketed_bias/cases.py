"""The chapter's ten predictions, edges and empty buckets, then drawn ones."""

from collections.abc import Iterator

import numpy as np

from grader.lab import (
    Case,
    call,
    count,
    integers,
    labels,
    probabilities,
    raises,
    stratified,
    takes,
    word,
)

WHOLE, BUCKETS, SLICES = "prediction_bias", "bucketed_bias", "slice_bias"
SIGN = "The predictions come first: mean prediction minus mean label."
EDGES = "A bucket holds its right edge: p = 0.5 is in the bucket that ends there."
EMPTY = (
    "Which buckets hold examples? All four arrays have one entry for each of these, and no other."
)
MEANS = "Sort the examples into buckets, then take the means of p and of the labels in each."
SOFT = "Labels may be fractions: their mean counts, not how many are 1."
KEYS = "One entry for each key that occurs, in rising order; keys may be negative and have gaps."
ERROR = "The standard error is the root of the sum of p (1 - p), divided by the number of examples."

Y_AND_P = {
    "labels": labels("N", float32=False, ties=False, outside=ValueError, nan=ValueError),
    "p": probabilities(
        "N",
        float32=False,
        integers=False,
        ties=False,
        outside=ValueError,
        nan=ValueError,
        wrong_shape=ValueError,
    ),
}
ARGUMENTS = [
    takes(WHOLE, **Y_AND_P).refuses_empty(ValueError, "N").gives_number(),
    takes(
        BUCKETS,
        **Y_AND_P,
        k=count(outside=ValueError),
        mode=word("uniform", "quantile", unknown=ValueError),
    )
    .refuses_empty(ValueError, "N")
    .at_least(N=8),
    takes(
        SLICES,
        **Y_AND_P,
        slice_ids=integers("N", wrong_shape=ValueError, wrong_type=TypeError),
    )
    .refuses_empty(ValueError, "N")
    .at_least(N=8),
]

P = np.array([0.05, 0.1, 0.2, 0.2, 0.35, 0.4, 0.6, 0.7, 0.8, 0.95])
Y = np.array([0, 0, 0, 1, 0, 1, 1, 0, 1, 1])
GRID = np.array([0.0, 0.25, 0.5, 0.75, 1.0])
ON_GRID = np.array([0, 1, 1, 0, 1])


def visible() -> Iterator[Case]:
    yield Case("By hand: the whole", call(WHOLE, ON_GRID, GRID), SIGN)
    yield Case("By hand: four buckets", call(BUCKETS, ON_GRID, GRID, 4), EDGES)
    yield Case(
        "By hand: two slices", call(SLICES, ON_GRID, GRID, np.array([7, 7, -1, -1, -1])), KEYS
    )
    yield Case("The chapter's ten: the whole", call(WHOLE, Y, P), SIGN)
    yield Case("The chapter's ten: five buckets", call(BUCKETS, Y, P, 5), MEANS)
    yield Case("The chapter's ten: five quantiles", call(BUCKETS, Y, P, 5, "quantile"), MEANS)
    yield Case("Ten buckets for two predictions", call(BUCKETS, Y[2:4], P[[1, 9]]), EMPTY)
    yield Case(
        "A prediction above 1",
        call(WHOLE, np.array([0, 1]), np.array([0.5, 1.5])),
        "Predictions lie in [0, 1]: raise ValueError for any other.",
        expects=raises(ValueError),
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    p = stratified(rng, 0, 1, 60) ** 2
    y = (np.arange(60) % 2).astype(int)
    yield Case("Sixty predictions: the whole", call(WHOLE, y, p), SIGN)
    yield Case("Sixty predictions: seven buckets", call(BUCKETS, y, p, 7), MEANS)
    yield Case("Sixty predictions: eight quantiles", call(BUCKETS, y, p, 8, "quantile"), MEANS)
    yield Case("Ten buckets unless given", call(BUCKETS, y, p), "Without k there are ten buckets.")
    yield Case("Labels between 0 and 1", call(BUCKETS, (1 + y) / 4, p, 4, "quantile"), SOFT)
    yield Case("One bucket", call(BUCKETS, y, p, 1), "One bucket holds all examples.")
    grid = rng.permutation(np.repeat(np.arange(9) / 8, 3))
    yield Case("Edges of eight buckets", call(BUCKETS, y[:27], grid, 8), EDGES)
    narrow = 0.41 + p / 3
    yield Case("Predictions from 0.41 to 0.75", call(BUCKETS, y, narrow, 20), EMPTY)
    yield Case(
        "Equal predictions, by quantiles",
        call(BUCKETS, y, np.full(60, float(rng.uniform(0.3, 0.31))), 4, "quantile"),
        "Where all edges are equal, all examples are in the first bucket.",
    )
    tied = rng.permutation(np.repeat([0.125, 0.25, 0.5, 0.875], (30, 5, 20, 5)))
    yield Case(
        "Many ties, by quantiles",
        call(BUCKETS, y, tied, 4, "quantile"),
        "Equal predictions are in one bucket, whatever that does to its size.",
    )
    ends = rng.permutation([0.0, 0.0, 1.0, 1.0, 1.0])
    yield Case(
        "Predictions of 0 and 1",
        call(BUCKETS, ON_GRID, ends, 3),
        "The first bucket holds 0 too, and the last one holds 1.",
    )
    yield from _slices(rng, y, p)
    yield from _refused(rng)


def _slices(rng: np.random.Generator, y: np.ndarray, p: np.ndarray) -> Iterator[Case]:
    keys = rng.permutation(np.repeat([900, -4, 17, 3, -1000], (20, 15, 12, 8, 5)))
    keys[0] = 17  # the smallest key is not the first
    yield Case("Five slices: keys and counts", call(SLICES, y, p, keys), KEYS)
    yield Case("Five slices, labels as bools", call(SLICES, y == 1, p, keys), "True counts as 1.")
    yield Case("Five slices, labels between 0 and 1", call(SLICES, (1 + y) / 4, p, keys), SOFT)
    yield Case(
        "A slice of one", call(SLICES, np.array([1, 1, 0]), p[:3], np.array([2, 2, 1])), ERROR
    )
    yield Case(
        "Certain predictions",
        call(SLICES, y[:6], np.array([0.0, 1.0] * 3), np.array([1, 1, 1, 2, 2, 2])),
        "Predictions of 0 and 1 have a standard error of 0.",
    )
    small = (keys % 100).astype(np.uint8)
    yield Case("Keys of uint8", call(SLICES, y, p, small), "Keys have the dtype of slice_ids.")


def _refused(rng: np.random.Generator) -> Iterator[Case]:
    p, y, keys = stratified(rng, 0.1, 0.9, 4), np.array([0, 1, 1, 0]), np.array([1, 1, 2, 2])
    hole = np.where(np.arange(4) == rng.integers(4), np.nan, p)
    bad = {
        "NaN among the predictions": call(WHOLE, y, hole),
        "a negative prediction": call(BUCKETS, y, p - 0.95),
        "a label of 2": call(BUCKETS, 2 * y, p),
        "a column of predictions": call(BUCKETS, y, p[:, None]),
        "no buckets": call(BUCKETS, y, p, 0),
        "a mode of its own": call(BUCKETS, y, p, 4, "equal"),
        "no examples": call(SLICES, y[:0], p[:0], keys[:0]),
        "keys of another length": call(SLICES, y, p, keys[:3]),
    }
    for name, made in bad.items():
        hint = f"{name[0].upper()}{name[1:]}: raise ValueError."
        yield Case(f"Refused: {name}", made, hint, expects=raises(ValueError))
    floats = call(SLICES, y, p, keys / 2)
    hint = "Keys are integers: raise TypeError for floats."
    yield Case("Refused: keys that are floats", floats, hint, expects=raises(TypeError))
