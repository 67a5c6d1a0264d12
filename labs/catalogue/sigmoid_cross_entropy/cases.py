"""Known values and extreme logits, then drawn ones. What is refused follows from ARGUMENTS."""

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, Tolerance, call, labels, logits, raises, stratified, takes, word

LOSS, GRAD = "sigmoid_ce", "sigmoid_ce_grad"
FORMULA = "The loss is max(z, 0) - z y + log(1 + exp(-|z|)), entry by entry."
SLOPE = "The gradient of one loss is sigmoid(z) - y."
LARGE = "exp of a large number is infinite, and log of 0 too: keep every exponent below zero."
MEAN = "The mean is over all entries, and its gradient is divided by their number."

INPUTS = {
    "z": logits("*S"),
    "y": labels("*S", outside=ValueError, wrong_shape=ValueError),
}
ARGUMENTS = [
    takes(LOSS, **INPUTS, reduction=word("none")).gives_like("z"),
    takes(LOSS, **INPUTS, reduction=word("sum")).gives_number(),
    takes(LOSS, **INPUTS, reduction=word("mean")).refuses_empty(ValueError).gives_number(),
    takes(GRAD, **INPUTS, reduction=word("none", "sum")).gives_like("z"),
    takes(GRAD, **INPUTS, reduction=word("mean")).refuses_empty(ValueError).gives_like("z"),
]


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
    z, y = stratified(rng, -8, 8, (7, 3)), stratified(rng, 0, 1, (7, 3))
    yield Case("Soft labels: loss of a matrix", call(LOSS, z, y), FORMULA)
    yield Case("Soft labels: gradient of a matrix", call(GRAD, z, y), SLOPE)
    yield from _reductions(z, y)
    yield from _extremes(rng)


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
    size = stratified(rng, 1, 9, 4)
    z = np.concatenate([[-1000, -88.8, -30, 0, 30, 88.8, 1000], -100 * size, 100 * size])
    for label in (0.0, 1.0):
        y = np.full(z.shape, label)
        yield Case(f"Extreme logits, label {label:g}: loss", call(LOSS, z, y), LARGE)
        yield Case(f"Extreme logits, label {label:g}: gradient", call(GRAD, z, y), LARGE)
    low = -stratified(rng, 20, 45, 5)
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
