"""Counts by hand, rates of 0, then drawn ones. What is refused follows from ARGUMENTS."""

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, call, floats, raises, stratified, takes, word

LOSS, GRAD = "poisson_loss", "poisson_loss_grad"
FORMULA = "One loss is exp(z) - y z, where z is the logarithm of the rate and y the count."
SLOPE = "The gradient is with respect to z: the rate exp(z) minus the count."
NONE = "A count of 0 under a rate of 0 costs nothing: 0 times infinity counts as 0."
NEVER = "A rate of 0 cannot give a count: the loss is infinite. The slope there is -y."
BEYOND = "At +∞ the rate outgrows y z, whatever y is: ∞ - ∞ is NaN, and the loss is +∞."
MEAN = "The mean is over all entries, and its gradient is divided by their number."

INPUTS = {
    "log_rates": floats("*S"),
    "counts": floats("*S", low=0, outside=ValueError, nan=ValueError, wrong_shape=ValueError),
}
ARGUMENTS = [
    takes(LOSS, **INPUTS, reduction=word("none")).gives_like("log_rates"),
    takes(LOSS, **INPUTS, reduction=word("sum")).gives_number(),
    takes(LOSS, **INPUTS, reduction=word("mean")).refuses_empty(ValueError).gives_number(),
    takes(GRAD, **INPUTS, reduction=word("none", "sum")).gives_like("log_rates"),
    takes(GRAD, **INPUTS, reduction=word("mean")).refuses_empty(ValueError).gives_like("log_rates"),
]


def visible() -> Iterator[Case]:
    z, y = np.log(np.array([3.0, 5.0, 3.0, 0.5])), np.array([5, 5, 0, 1])
    yield Case("By hand: losses", call(LOSS, z, y), FORMULA)
    yield Case("By hand: slopes", call(GRAD, z, y), SLOPE)
    yield Case("Mean", call(LOSS, z, y, reduction="mean"), MEAN)
    zero = np.array([-np.inf, -np.inf])
    yield Case("A rate of 0: losses", call(LOSS, zero, np.array([0.0, 2.0])), NONE)
    yield Case("A rate of 0: slopes", call(GRAD, zero, np.array([0.0, 2.0])), NEVER)
    yield Case(
        "A count of -1",
        call(LOSS, z, np.array([5, -1, 0, 1])),
        "A count is not negative: raise ValueError.",
        expects=raises(ValueError),
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    z = stratified(rng, -3, 3, (7, 3))
    y = rng.permutation(np.arange(21) % 7).reshape(7, 3)
    soft = y + stratified(rng, 0, 1, (7, 3))
    yield Case("A matrix: losses", call(LOSS, z, y), FORMULA)
    yield Case("A matrix: slopes", call(GRAD, z, y), SLOPE)
    yield Case("A matrix, counts that are not whole: losses", call(LOSS, z, soft), FORMULA)
    yield Case("A matrix, counts that are not whole: slopes", call(GRAD, z, soft), SLOPE)
    yield Case("Mean of a matrix", call(LOSS, z, y, reduction="mean"), MEAN)
    yield Case("Sum", call(LOSS, z, y, reduction="sum"), "The sum is over all entries.")
    yield Case("Gradient of the mean", call(GRAD, z, y, reduction="mean"), MEAN)
    yield Case(
        "Gradient of the sum",
        call(GRAD, z, y, reduction="sum"),
        "The slope of a sum by one entry is the slope of that entry's loss.",
    )
    yield Case(
        "Counts of thousands",
        call(LOSS, 6 + stratified(rng, 0, 3, 6), np.round(stratified(rng, 100, 9000, 6))),
        FORMULA,
    )
    yield Case(
        "Rates of 1e-13 and less",
        call(LOSS, -stratified(rng, 30, 80, 6), rng.permutation([1, 1, 2, 2, 3, 1])),
        "The logarithm of the rate is given. Nothing may be added to the rate.",
    )
    yield from _infinite(rng)
    yield from _refused(rng, z, y)


def _infinite(rng: np.random.Generator) -> Iterator[Case]:
    order = rng.permutation(6)
    z = np.array([-np.inf, -np.inf, -np.inf, 0.0, 1.0, -2.0])[order]
    zeros, some = np.zeros(6), np.array([0.0, 1.0, 3.5, 2.0, 0.0, 1.0])[order]
    yield Case("Rates of 0, counts of 0: losses", call(LOSS, z, zeros), NONE)
    yield Case("Rates of 0, counts of 0: sum", call(LOSS, z, zeros, reduction="sum"), NONE)
    yield Case("Rates of 0: losses", call(LOSS, z, some), NEVER)
    yield Case("Rates of 0: slopes", call(GRAD, z, some), NEVER)
    far = np.array([np.inf, np.inf, 1.0, np.inf, -np.inf, 0.0])[order]
    yield Case("Infinite rates: losses", call(LOSS, far, some), BEYOND)
    yield Case("Infinite rates: mean", call(LOSS, far, some, reduction="mean"), BEYOND)
    yield Case("Infinite rates: slopes", call(GRAD, far, some), BEYOND)


def _refused(rng: np.random.Generator, z: np.ndarray, y: np.ndarray) -> Iterator[Case]:
    bad = np.array([1.0, np.nan, 2.0])[rng.permutation(3)]
    yield Case(
        "NaN among the counts",
        call(GRAD, np.zeros(3), bad),
        "NaN is no count: raise ValueError.",
        expects=raises(ValueError),
    )
    yield Case(
        "Shapes (7,) and (7, 1)",
        call(LOSS, z[:, 0], y[:, :1]),
        "(N,) with (N, 1) broadcasts to (N, N): compare the shapes and raise ValueError.",
        expects=raises(ValueError),
    )
