"""Numbers by hand, then drawn ones. The rules of the statement follow from ARGUMENTS."""

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, call, floats, raises, rate, stratified, takes, word

SQUARE = "The squared error is the square of prediction minus label, without a factor in front."
SIZE = "The absolute error is the size of prediction minus label."
HUBER = "Up to delta the loss is r²/2, beyond it delta |r| - delta²/2."
SLOPE = "The gradient is with respect to the predictions: it is positive where they are too large."
LIMITED = "The slope is the residual, limited to the range from -delta to delta."
MEAN = "The mean is over all entries, and its gradient is divided by their number."
EDGE = "At |r| = delta both pieces agree: the loss is delta²/2 and the slope delta."
HUGE = "Only small residuals are squared: infinity times 0 is NaN, and delta |r| is finite."

# Predictions are smaller than labels, so that no draw decides the sign of a single residual.
NEAR = 2.0
PAIR = {
    "labels": floats("*S"),
    "predictions": floats("*S", wrong_shape=ValueError, largest=NEAR),
}
# Zeros and equal entries decide the losses of single examples, before those are added up.
REDUCED = {
    "labels": floats("*S", ties=False, zeros=False),
    "predictions": floats("*S", wrong_shape=ValueError, largest=NEAR, ties=False, zeros=False),
}
DELTA = {"delta": rate(open_low=True, outside=ValueError)}
VALUES, SLOPES = ("mse", "mae"), ("mse_grad", "mae_grad")
ALL, TOTAL, MEANS = word("none"), word("sum"), word("mean")
ARGUMENTS = [
    takes(VALUES, **PAIR, reduction=ALL).gives_like("labels"),
    takes(VALUES, **REDUCED, reduction=TOTAL).gives_number(),
    takes(VALUES, **REDUCED, reduction=MEANS).refuses_empty(ValueError).gives_number(),
    takes(SLOPES, **PAIR, reduction=word("none", "sum")).gives_like("predictions"),
    takes(SLOPES, **REDUCED, reduction=MEANS).refuses_empty(ValueError).gives_like("predictions"),
    takes("huber", **PAIR, **DELTA, reduction=ALL).gives_like("labels"),
    takes("huber", **REDUCED, **DELTA, reduction=MEANS).refuses_empty(ValueError).gives_number(),
    takes("huber_grad", **PAIR, **DELTA, reduction=ALL).gives_like("predictions"),
    takes("huber_grad", **REDUCED, **DELTA, reduction=MEANS)
    .refuses_empty(ValueError)
    .gives_like("predictions"),
]


def visible() -> Iterator[Case]:
    y, f = np.array([1.0, 2.0, 3.0, 4.0]), np.array([1.5, 2.0, 2.0, 7.0])
    yield Case("By hand: mean squared error", call("mse", y, f), SQUARE)
    yield Case("By hand: its gradient", call("mse_grad", y, f), SLOPE)
    yield Case("By hand: mean absolute error", call("mae", y, f), SIZE)
    yield Case("By hand: the gradient of mae", call("mae_grad", y, f), SLOPE)
    yield Case("By hand: Huber losses", call("huber", y, f), HUBER)
    yield Case("By hand: Huber slopes", call("huber_grad", y, f), LIMITED)
    yield Case(
        "Shapes (3,) and (3, 1)",
        call("mse", np.zeros(3), np.ones((3, 1))),
        "(N,) with (N, 1) broadcasts to (N, N): compare the shapes and raise ValueError.",
        expects=raises(ValueError),
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    y, r = stratified(rng, -9, 9, (7, 3)), stratified(rng, -4, 4, (7, 3))
    f, delta = y + r, float(rng.uniform(1.4, 1.6))
    yield Case("A matrix: squared errors", call("mse", y, f, reduction="none"), SQUARE)
    yield Case("A matrix: sum of squared errors", call("mse", y, f, reduction="sum"), SQUARE)
    yield Case("A matrix: gradient of mse", call("mse_grad", y, f), MEAN)
    yield Case("A matrix: slopes of mse", call("mse_grad", y, f, reduction="none"), SLOPE)
    yield Case("A matrix: absolute errors", call("mae", y, f, reduction="none"), SIZE)
    yield Case("A matrix: mean absolute error", call("mae", y, f), MEAN)
    yield Case("A matrix: slopes of mae", call("mae_grad", y, f, reduction="none"), SLOPE)
    yield Case("A matrix: gradient of mae", call("mae_grad", y, f), MEAN)
    yield Case("A matrix: Huber losses", call("huber", y, f, delta), HUBER)
    yield Case("A matrix: Huber slopes", call("huber_grad", y, f, delta), LIMITED)
    yield Case("Mean Huber loss", call("huber", y, f, delta, reduction="mean"), MEAN)
    yield Case("Gradient of the mean", call("huber_grad", y, f, delta, reduction="mean"), MEAN)
    yield Case("Sum of Huber losses", call("huber", y, f, delta, reduction="sum"), HUBER)
    yield Case("Slopes of the sum", call("huber_grad", y, f, delta, reduction="sum"), LIMITED)
    yield from _edges(rng)
    yield from _extremes(rng)


def _edges(rng: np.random.Generator) -> Iterator[Case]:
    y = np.round(stratified(rng, -9, 9, 6))
    r = np.array([0.75, -0.75, 0.0, 0.5, -2.0, 3.0])
    yield Case("Residuals of exactly delta: losses", call("huber", y, y + r, 0.75), EDGE)
    yield Case("Residuals of exactly delta: slopes", call("huber_grad", y, y + r, 0.75), EDGE)
    yield Case(
        "Perfect predictions: gradient of mae",
        call("mae_grad", y, y + np.where(np.abs(r) < 1, 0.0, r)),
        "At a residual of 0 the slope of |r| is taken as 0.",
    )


def _extremes(rng: np.random.Generator) -> Iterator[Case]:
    size = rng.uniform(1, 9, 3)
    r = np.concatenate([1e200 * size, -1e200 * size, size / 10])
    yield Case("Residuals of 1e200: losses", call("huber", np.zeros(9), r, 2.0), HUGE)
    yield Case("Residuals of 1e200: slopes", call("huber_grad", np.zeros(9), r, 2.0), HUGE)
    yield Case(
        "Residuals of 1e200: mean absolute error",
        call("mae", np.zeros(9), r),
        "The absolute error needs no squares, which overflow here.",
    )
    y = 1e6 + stratified(rng, 0, 9, 5)
    yield Case(
        "Close to large labels",
        call("mse", y, y + stratified(rng, -1e-2, 1e-2, 5)),
        "Subtract first and square then: squares of large numbers leave no digits for the rest.",
    )
