"""Known values and extreme logits, then drawn ones and input that must be refused."""

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, Tolerance, call, raises

LOSS, GRAD = "sigmoid_ce", "sigmoid_ce_grad"
FORMULA = "The loss is max(z, 0) - z y + log(1 + exp(-|z|)), entry by entry."
SLOPE = "The gradient of one loss is sigmoid(z) - y."
LARGE = "exp of a large number is infinite, and log of 0 too: keep every exponent below zero."
MEAN = "The mean is over all entries, and its gradient is divided by their number."


def visible() -> Iterator[Case]:
    z, y = np.array([-1.0, 0.0, 0.0, 2.0]), np.array([0.0, 1.0, 0.5, 1.0])
    yield Case("Small logits: loss", call(LOSS, z, y), FORMULA)
    yield Case("Small logits: gradient", call(GRAD, z, y), SLOPE)
    far = np.array([-1000.0, -1000.0, 1000.0, 1000.0])
    labels = np.array([0.0, 1.0, 1.0, 0.0])
    yield Case("Logits of ±1000", call(LOSS, far, labels), LARGE)
    yield Case("Mean", call(LOSS, z, y, reduction="mean"), MEAN)
    yield Case(
        "Shapes (3,) and (3, 1)",
        call(LOSS, np.zeros(3), np.ones((3, 1))),
        "(N,) with (N, 1) broadcasts to (N, N): compare the shapes and raise ValueError.",
        expects=raises(ValueError),
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    z, y = rng.uniform(-8, 8, (7, 3)), rng.random((7, 3))
    yield Case("Soft labels: loss of a matrix", call(LOSS, z, y), FORMULA)
    yield Case("Soft labels: gradient of a matrix", call(GRAD, z, y), SLOPE)
    yield from _reductions(z, y)
    yield from _extremes(rng)
    yield from _kinds_of_input(rng, z, y)
    yield from _refused(z, y)


def _reductions(z: np.ndarray, y: np.ndarray) -> Iterator[Case]:
    yield Case("Sum", call(LOSS, z, y, reduction="sum"), "The sum is over all entries.")
    yield Case("Mean of a matrix", call(LOSS, z, y, reduction="mean"), MEAN)
    yield Case("Gradient of the mean", call(GRAD, z, y, reduction="mean"), MEAN)
    yield Case(
        "Gradient of the sum",
        call(GRAD, z, y, reduction="sum"),
        "The slope of a sum by one entry is the slope of that entry's loss.",
    )


def _extremes(rng: np.random.Generator) -> Iterator[Case]:
    size = rng.uniform(1, 9, 4)
    z = np.concatenate([[-1000, -88.8, -30, 0, 30, 88.8, 1000], -100 * size, 100 * size])
    for label in (0.0, 1.0):
        y = np.full(z.shape, label)
        yield Case(f"Extreme logits, label {label:g}: loss", call(LOSS, z, y), LARGE)
        yield Case(f"Extreme logits, label {label:g}: gradient", call(GRAD, z, y), LARGE)
    low = -rng.uniform(20, 45, 5)
    yield Case(
        "Losses far below 1e-9",
        call(LOSS, low, np.zeros(5)),
        "1 + a tiny number is 1 in floating point, and its logarithm 0. log1p does not add the 1.",
        tolerance=Tolerance(1e-9, 0.0),
    )
    wide = np.array([-1000, -88.8, 88.8, 1000], np.float32)
    yield Case(
        "Extreme float32 logits",
        call(LOSS, wide, np.array([1, 1, 0, 0], np.float32)),
        "In float32 exp overflows from 88.8 on; float32 in gives float32 out.",
    )


def _kinds_of_input(rng: np.random.Generator, z: np.ndarray, y: np.ndarray) -> Iterator[Case]:
    z32, y32 = z.astype(np.float32), y.astype(np.float32)
    yield Case("float32: loss", call(LOSS, z32, y32), "float32 in gives float32 out.")
    yield Case("float32: gradient", call(GRAD, z32, y32), "float32 in gives float32 out.")
    whole, labels = rng.integers(-5, 6, 6), rng.integers(0, 2, 6)
    for name in (LOSS, GRAD):
        yield Case(
            f"Integer logits and labels: {name}",
            call(name, whole, labels),
            "Integers in give float64 out: convert before computing.",
        )
    yield Case(
        "Fortran order",
        call(GRAD, np.asfortranarray(z), np.asfortranarray(y)),
        "The order in memory must not matter.",
    )
    nothing = np.zeros(0)
    yield Case("No entries", call(LOSS, nothing, nothing), "Of nothing comes nothing: shape (0,).")
    yield Case(
        "No entries: sum", call(LOSS, nothing, nothing, reduction="sum"), "A sum over nothing is 0."
    )


def _refused(z: np.ndarray, y: np.ndarray) -> Iterator[Case]:
    wrong = raises(ValueError)
    nothing = np.zeros(0)
    for name in (LOSS, GRAD):
        yield Case(
            f"No entries: mean, {name}",
            call(name, nothing, nothing, reduction="mean"),
            "The mean of nothing is no number: raise ValueError.",
            expects=wrong,
        )
        yield Case(
            f"A label of 1.5: {name}",
            call(name, z[0], np.array([0.5, 1.5, 0.0])),
            "A label outside [0, 1] is an error of the caller: raise ValueError.",
            expects=wrong,
        )
        yield Case(
            f"A label of -1: {name}",
            call(name, z[0], np.array([1.0, -1.0, 1.0])),
            "A label outside [0, 1] is an error of the caller: raise ValueError.",
            expects=wrong,
        )
    yield Case(
        "Shapes (7,) and (7, 1): gradient",
        call(GRAD, z[:, 0], y[:, :1]),
        "(N,) with (N, 1) broadcasts to (N, N): compare the shapes and raise ValueError.",
        expects=wrong,
    )
