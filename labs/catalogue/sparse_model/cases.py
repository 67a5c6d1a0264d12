"""A small model by hand, then drawn ones. The rules of the statement follow from ARGUMENTS."""

import math
from collections.abc import Iterator

import numpy as np

from grader.lab import Case, call, classes, count, floats, raises, rate, stratified, takes

COMPRESS, PREDICT, BYTES = "compress", "sparse_predict", "model_bytes"
KEPT = "Kept are weights whose size is above tol, with their signs and in their order."
SCORE = "A score is the sum over the kept columns of value times feature, plus b."
PLACES = "A position lies from 0 to D - 1; NumPy takes -1 for the last one without a word."
PAIR = "A weight takes eight bytes: four for its position and four for its value."

ARGUMENTS = [
    takes(COMPRESS, w=floats("D", nan=True), tol=rate(outside=ValueError))
    .may_be_empty("D")
    .in_order("D"),
    takes(
        PREDICT,
        X=floats("N D"),
        idx=classes("M", below="D", outside=ValueError, wrong_type=TypeError),
        val=floats("M", wrong_shape=ValueError),
        b=rate(-math.inf),
    )
    .at_least(D=8, M=8)  # of few positions chance decides whether they are in order
    .may_be_empty("N", "M"),
    takes(BYTES, nnz=count(0, outside=ValueError)).gives_number(),
]


def visible() -> Iterator[Case]:
    w = np.array([0.0, -2.0, 0.0, 0.5, -0.25])
    yield Case("By hand: compress", call(COMPRESS, w, 0.25), KEPT)
    yield Case("By hand: nothing but zeros dropped", call(COMPRESS, w), KEPT)
    X = np.array([[1.0, 2.0, 3.0, 4.0, 5.0], [0.0, 1.0, 0.0, -2.0, 0.0]])
    idx, val = np.array([1, 3], np.int32), np.array([-2.0, 0.5])
    yield Case("By hand: scores", call(PREDICT, X, idx, val, 1.0), SCORE)
    yield Case("By hand: bytes", call(BYTES, 2), PAIR)
    yield Case(
        "A column that is not there",
        call(PREDICT, X, np.array([1, 5]), val, 1.0),
        PLACES,
        expects=raises(ValueError),
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    sizes = stratified(np.random.default_rng(1), -2, 2, 40) * rng.uniform(0.99, 1.01, 40)
    w = np.where(np.arange(40) % 3 == 0, sizes, 0.0)
    w[[0, 3, 6, 9]] = -1.5, 1.5, -0.001, 0.001  # sizes on both sides of every tol below
    yield Case("Compress: zeros alone", call(COMPRESS, w), KEPT)
    tiny = np.array([0.0, -1e-300, 1e-12, 0.0, rng.uniform(1, 2) * 1e-5])
    yield Case("Compress: tiny weights, no tol", call(COMPRESS, tiny), KEPT)
    yield Case("Compress: small weights too", call(COMPRESS, w, 0.01), KEPT)
    yield Case("Compress: equal to tol", call(COMPRESS, w, 1.5), KEPT)
    yield Case("Compress: nothing is left", call(COMPRESS, w, 5.0), "Both arrays are then empty.")
    yield Case("Compress: everything is left", call(COMPRESS, w[w != 0]), KEPT)
    odd = w.copy()
    odd[20] = np.nan
    yield Case("Compress: a NaN", call(COMPRESS, odd, 0.5), "A NaN is kept, whatever tol is.")
    yield Case("Bytes of none", call(BYTES, 0), PAIR)
    yield Case("Bytes of many", call(BYTES, int(rng.integers(10**6, 10**9))), PAIR)
    yield from _scores(rng)


def _scores(rng: np.random.Generator) -> Iterator[Case]:
    X, b = stratified(rng, -2, 2, (6, 9)), float(rng.uniform(0.9, 1.1))
    idx, val = np.array([7, 2, 5]), stratified(rng, 1, 2, 3) * np.array([1, -1, 1])
    yield Case("Scores: three columns, not in order", call(PREDICT, X, idx, val, b), SCORE)
    yield Case("Scores: without intercept", call(PREDICT, X, idx, val), SCORE)
    yield Case(
        "Scores: no columns",
        call(PREDICT, X, np.zeros(0, np.int32), np.zeros(0), b),
        "Without any weight every score is b.",
    )
    ends = np.array([0, 8])
    yield Case("Scores: the first and the last column", call(PREDICT, X, ends, val[:2]), SCORE)
    yield Case(
        "Scores: a position of -1",
        call(PREDICT, X, np.array([7, -1, 5]), val, b),
        PLACES,
        expects=raises(ValueError),
    )
    yield Case(
        "Scores: a million columns",
        call(PREDICT, np.zeros((1, 10**6), np.float32), np.array([999_999, 3]), val[:2], b),
        SCORE,
    )
