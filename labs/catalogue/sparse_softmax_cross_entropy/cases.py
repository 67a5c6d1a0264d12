"""Known values and extreme logits, then drawn batches and labels that must be refused."""

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, call, raises

LOSS, GRAD = "sparse_ce", "sparse_ce_grad"
FORMULA = "The loss of a row is log(sum of exp(z)) minus the logit of its own class."
SLOPE = "The gradient of a row is its softmax, with 1 subtracted at its own class."
LARGE = "exp(1000) is infinite: subtract the largest logit of the row first."
MEAN = "The mean is over the N examples, and its gradient is divided by N."
SINGLE = "float32 logits give float32."


def visible() -> Iterator[Case]:
    z = np.array([[2.0, 1.0, 0.1], [0.0, 0.0, 0.0]])
    y = np.array([0, 2])
    yield Case("By hand: loss", call(LOSS, z, y), FORMULA)
    yield Case("By hand: gradient", call(GRAD, z, y), SLOPE)
    far = np.array([[1000.0, 0.0, -1000.0], [1000.0, 999.0, 998.0]])
    yield Case("Logits of ±1000", call(LOSS, far, np.array([1, 0])), LARGE)
    yield Case("Mean", call(LOSS, z, y, reduction="mean"), MEAN)
    yield Case(
        "A label of -1",
        call(LOSS, z, np.array([0, -1])),
        "NumPy takes -1 for the last entry without a word: look at the range and raise ValueError.",
        expects=raises(ValueError),
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    z, y = rng.uniform(-6, 6, (7, 4)), rng.integers(0, 4, 7)
    y[:4] = rng.permutation(4)  # every class is there
    yield Case("A batch: loss", call(LOSS, z, y), FORMULA)
    yield Case("A batch: gradient", call(GRAD, z, y), SLOPE)
    square = rng.uniform(-6, 6, (5, 5))
    yield Case("As many examples as classes", call(GRAD, square, rng.permutation(5)), SLOPE)
    yield from _reductions(z, y)
    yield from _extremes(rng)
    yield from _kinds_of_input(rng, z, y)
    yield from _refused(z, y)


def _reductions(z: np.ndarray, y: np.ndarray) -> Iterator[Case]:
    yield Case("Sum", call(LOSS, z, y, reduction="sum"), "The sum is over the N examples.")
    yield Case("Mean of a batch", call(LOSS, z, y, reduction="mean"), MEAN)
    yield Case("Gradient of the mean", call(GRAD, z, y, reduction="mean"), MEAN)
    yield Case(
        "Gradient of the sum",
        call(GRAD, z, y, reduction="sum"),
        "The slope of a sum is the slope of each example's own loss.",
    )


def _extremes(rng: np.random.Generator) -> Iterator[Case]:
    z = rng.permuted(np.tile([-1000.0, -88.8, -30.0, 0.0, 30.0, 88.8, 1000.0], (7, 1)), axis=1)
    y = np.arange(7)
    yield Case("Extreme logits: loss", call(LOSS, z, y), LARGE)
    yield Case("Extreme logits: gradient", call(GRAD, z, y), LARGE)
    low = rng.uniform(-1, 1, (3, 4)) - 800
    yield Case(
        "All logits far below zero",
        call(LOSS, low, np.array([0, 1, 3])),
        "exp(-800) is 0 and its logarithm infinite: subtract the largest logit of the row first.",
    )
    levels = rng.permutation([-900.0, -40.0, 0.0, 900.0])[:, None]
    for name in (LOSS, GRAD):
        yield Case(
            f"Rows at very different levels: {name}",
            call(name, rng.uniform(-3, 3, (4, 3)) + levels, np.array([0, 1, 2, 1])),
            "Each row has a largest logit of its own: subtract that, not the largest of all.",
        )
    many = rng.uniform(-3, 3, (4, 50_000)).astype(np.float32)
    y = rng.integers(0, 50_000, 4)
    yield Case(
        "50,000 classes: loss",
        call(LOSS, many, y),
        "A matrix of C times C numbers does not fit in memory; pick one entry of each row.",
    )
    yield Case(
        "50,000 classes: gradient",
        call(GRAD, many, y),
        "A matrix of C times C numbers does not fit in memory; change one entry of each row.",
    )


def _kinds_of_input(rng: np.random.Generator, z: np.ndarray, y: np.ndarray) -> Iterator[Case]:
    yield Case("float32: loss", call(LOSS, z.astype(np.float32), y), SINGLE)
    yield Case("float32: gradient", call(GRAD, z.astype(np.float32), y), SINGLE)
    whole = rng.integers(-5, 6, (4, 3))
    labels = rng.integers(0, 3, 4)
    for name in (LOSS, GRAD):
        yield Case(
            f"Integer logits: {name}",
            call(name, whole, labels),
            "Integer logits give float64: convert before computing.",
        )
    yield Case(
        "Labels of type uint8",
        call(LOSS, z, y.astype(np.uint8)),
        "Any integer dtype is a label; nothing may be computed in eight bits.",
    )
    yield Case(
        "Logits in Fortran order",
        call(GRAD, np.asfortranarray(z), y.astype(np.int32)),
        "The order in memory must not matter.",
    )
    one = np.array([[3.0]])
    yield Case(
        "One example, one class", call(LOSS, one, np.array([0])), "With one class the loss is 0."
    )
    nobody = np.zeros((0, 5)), np.zeros(0, int)
    yield Case("No examples: loss", call(LOSS, *nobody), "No examples give no losses: shape (0,).")
    yield Case("No examples: gradient", call(GRAD, *nobody), "The gradient has the shape (0, C).")


def _refused(z: np.ndarray, y: np.ndarray) -> Iterator[Case]:
    beyond, below = y.copy(), y.copy()
    beyond[2], below[3] = z.shape[1], -1
    for name in (LOSS, GRAD):
        yield Case(
            f"A label of C: {name}",
            call(name, z, beyond),
            "Labels go from 0 to C - 1: raise ValueError.",
            expects=raises(ValueError),
        )
        yield Case(
            f"A label that is a float: {name}",
            call(name, z, y.astype(float)),
            "A class number that is not an integer is an error of the caller: raise TypeError.",
            expects=raises(TypeError),
        )
        yield Case(
            f"Labels of shape (N, 1): {name}",
            call(name, z, y[:, None]),
            "Labels have the shape (N,): compare and raise ValueError.",
            expects=raises(ValueError),
        )
        yield Case(
            f"No examples: mean, {name}",
            call(name, np.zeros((0, 5)), np.zeros(0, int), reduction="mean"),
            "The mean of nothing is no number: raise ValueError.",
            expects=raises(ValueError),
        )
    yield Case(
        "A label of -1: gradient",
        call(GRAD, z, below),
        "NumPy takes -1 for the last entry without a word: look at the range and raise ValueError.",
        expects=raises(ValueError),
    )
    yield Case(
        "One label too few",
        call(LOSS, z, y[:-1]),
        "One label for each example: compare the shapes and raise ValueError.",
        expects=raises(ValueError),
    )
