"""Known values and extreme logits, then drawn batches. What is refused follows from ARGUMENTS."""

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, call, classes, logits, raises, stratified, takes, word

LOSS, GRAD = "sparse_ce", "sparse_ce_grad"
FORMULA = "The loss of a row is log(sum of exp(z)) minus the logit of its own class."
SLOPE = "The gradient of a row is its softmax, with 1 subtracted at its own class."
LARGE = "exp(1000) is infinite: subtract the largest logit of the row first."
MEAN = "The mean is over the N examples, and its gradient is divided by N."

INPUTS = {
    "z": logits("N C"),
    "y": classes("N", below="C", outside=ValueError, wrong_shape=ValueError, wrong_type=TypeError),
}
ARGUMENTS = [
    takes(LOSS, **INPUTS, reduction=word("none", "sum")).may_be_empty("N"),
    takes(LOSS, **INPUTS, reduction=word("mean")).refuses_empty(ValueError, "N").gives_number(),
    takes(GRAD, **INPUTS, reduction=word("none", "sum")).may_be_empty("N").gives_like("z"),
    takes(GRAD, **INPUTS, reduction=word("mean")).refuses_empty(ValueError, "N").gives_like("z"),
]


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
    z, y = stratified(rng, -6, 6, (7, 4)), rng.permutation(np.arange(7) % 4)
    yield Case("A batch: loss", call(LOSS, z, y), FORMULA)
    yield Case("A batch: gradient", call(GRAD, z, y), SLOPE)
    square = stratified(rng, -6, 6, (5, 5))
    yield Case("As many examples as classes", call(GRAD, square, rng.permutation(5)), SLOPE)
    yield from _reductions(z, y)
    yield from _extremes(rng)


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
    low = stratified(rng, -1, 1, (3, 4)) - 800
    yield Case(
        "All logits far below zero",
        call(LOSS, low, np.array([0, 1, 3])),
        "exp(-800) is 0 and its logarithm infinite: subtract the largest logit of the row first.",
    )
    levels = rng.permutation([-900.0, -40.0, 0.0, 900.0])[:, None]
    for name in (LOSS, GRAD):
        yield Case(
            f"Rows at very different levels: {name}",
            call(name, stratified(rng, -3, 3, (4, 3)) + levels, np.array([0, 1, 2, 1])),
            "Each row has a largest logit of its own: subtract that, not the largest of all.",
        )
    many = rng.uniform(-3, 3, (4, 50_000)).astype(np.float32)
    y = rng.integers(0, 50_000, 4)
    many[np.arange(4), y] = stratified(rng, -3, -2, 4)  # improbable, so that digits are needed
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
