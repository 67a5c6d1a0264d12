"""Distributions by hand, zeros, other axes, then drawn ones. Refusals follow from ARGUMENTS."""

from collections.abc import Iterator

import numpy as np

from grader.lab import (
    Case,
    call,
    count,
    distributions,
    labels,
    raises,
    rate,
    stratified,
    takes,
    word,
)

SMOOTH, ENTROPY, KL, GRAD = "smooth", "entropy", "kl_divergence", "kl_divergence_grad"
SHARE = "A share of 1 - a of the label stays, and a / classes is added to every entry."
SURPRISE = "The entropy is -sum p log p over the classes, with the natural logarithm."
RATIO = "The divergence is the sum over the classes of p log(p / q): the true distribution weighs."
SLOPE = "The gradient by an entry of q is -p / q: q occurs in the logarithm only."
ZERO = "0 log 0 counts as 0: a class without probability contributes nothing."
NEVER = "Where q is 0 and p is not, the divergence is infinite. Nothing may be added to q."
MEAN = "The mean is over the distributions, not over their entries."
AXIS = "The classes lie along the axis that is given: sums run over it, and it is left out."
NOT_ONE = "A slice along the axis that does not add up to 1 is no distribution: raise ValueError."

P = {"outside": ValueError, "nan": ValueError}
PAIR = {
    "p": distributions("*S C", wrong_shape=ValueError, **P),
    "q": distributions("*S C", open_low=True, outside=ValueError, nan=ValueError),
}
ARGUMENTS = [
    takes(
        SMOOTH,
        labels=labels("*S", outside=ValueError),
        a=rate(0, 1, outside=ValueError),
        classes=count(outside=ValueError),
    ).gives_like("labels"),
    takes(ENTROPY, p=distributions("*S C", **P)),
    takes(KL, **PAIR, reduction=word("none")),
    takes(KL, **PAIR, reduction=word("sum")).gives_number(),
    takes(KL, **PAIR, reduction=word("mean")).refuses_empty(ValueError).gives_number(),
    takes(GRAD, **PAIR, reduction=word("none", "sum")).gives_like("q"),
    takes(GRAD, **PAIR, reduction=word("mean")).refuses_empty(ValueError).gives_like("q"),
]


def visible() -> Iterator[Case]:
    p, q = np.array([0.7, 0.2, 0.1]), np.array([0.5, 0.25, 0.25])
    yield Case("By hand: smooth", call(SMOOTH, np.array([0.0, 1.0, 0.0]), 0.1, 3), SHARE)
    yield Case("By hand: binary labels", call(SMOOTH, np.array([0.0, 1.0, 0.25]), 0.1), SHARE)
    yield Case("By hand: entropy", call(ENTROPY, p), SURPRISE)
    yield Case("By hand: divergence", call(KL, p, q), RATIO)
    yield Case("By hand: gradient", call(GRAD, p, q), SLOPE)
    rows = np.array([[0.0, 1.0, 0.0], [0.5, 0.5, 0.0]])
    yield Case("Entropy of sure labels", call(ENTROPY, rows), ZERO)
    predicted = np.array([[0.25, 0.5, 0.25], [1.0, 0.0, 0.0]])
    yield Case("Two rows, one of them infinite", call(KL, rows, predicted), NEVER)
    yield Case(
        "Mean of two rows", call(KL, rows, predicted[:, [1, 0, 2]][::-1], reduction="mean"), MEAN
    )
    yield Case(
        "A row that adds up to 0.9",
        call(KL, np.array([0.5, 0.4]), np.array([0.5, 0.5])),
        NOT_ONE,
        expects=raises(ValueError),
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    p, q = _rows(rng), _rows(rng)
    yield Case("Twelve rows: entropy", call(ENTROPY, p), SURPRISE)
    yield Case("Twelve rows: divergence", call(KL, p, q), RATIO)
    yield Case("Twelve rows: gradient", call(GRAD, p, q), SLOPE)
    yield Case("Mean", call(KL, p, q, reduction="mean"), MEAN)
    yield Case("Sum", call(KL, p, q, reduction="sum"), "The sum is over the distributions.")
    yield Case("Gradient of the mean", call(GRAD, p, q, reduction="mean"), MEAN)
    yield Case(
        "Gradient of the sum",
        call(GRAD, p, q, reduction="sum"),
        "The slope of a sum by one entry is the slope of that row's divergence.",
    )
    yield Case("Equal distributions", call(KL, p, p), "Where q = p the divergence is 0.")
    one_hot = np.eye(5)[rng.permutation(5)]
    share = float(rng.uniform(0.1, 0.2))
    yield Case("One-hot rows: smooth", call(SMOOTH, one_hot, share, 5), SHARE)
    yield Case(
        "Two columns of ten classes: smooth",
        call(SMOOTH, p.reshape(-1, 2), share, classes=10),
        SHARE,
    )
    yield Case("Soft labels: smooth", call(SMOOTH, p, share, classes=4), SHARE)
    yield from _axes(rng)
    yield from _zeros(rng)
    yield from _refused(rng, p, q)


def _rows(rng: np.random.Generator) -> np.ndarray:
    weights = np.exp(stratified(rng, -2, 2, (12, 4)))
    return weights / weights.sum(axis=1, keepdims=True)


def _axes(rng: np.random.Generator) -> Iterator[Case]:
    p, q = (_rows(rng).reshape(3, 4, 4) for _ in range(2))
    first, middle = np.moveaxis(p, 2, 0), np.moveaxis(p, 2, 1)
    yield Case("Axis 0: entropy", call(ENTROPY, first, axis=0), AXIS)
    yield Case("Axis 1: entropy", call(ENTROPY, middle, axis=1), AXIS)
    other = np.moveaxis(q, 2, 0)
    yield Case("Axis 0: divergence", call(KL, first, other, axis=0), AXIS)
    yield Case("Axis 0: mean", call(KL, first, other, axis=0, reduction="mean"), MEAN)
    yield Case("Axis 0: gradient", call(GRAD, first, other, axis=0, reduction="mean"), AXIS)
    yield Case("Axis -2: divergence", call(KL, middle, np.moveaxis(q, 2, 1), axis=-2), AXIS)


def _zeros(rng: np.random.Generator) -> Iterator[Case]:
    order, u, v = rng.permutation(4), rng.uniform(0.25, 0.35), rng.uniform(0.4, 0.45)
    p = np.array([[0.0, 0.0, u, 1 - u], [0.0, v, 1 - v, 0.0], [u, v, 0.2, 0.8 - u - v]])[:, order]
    q = np.array([[0.0, 0.2, v, 0.8 - v], [0.1, 0.2, u, 0.7 - u], [v, u, 1 - u - v, 0.0]])[:, order]
    yield Case("Zeros: entropy", call(ENTROPY, p), ZERO)
    yield Case("Zeros of p: divergence", call(KL, p[:2], q[:2]), ZERO)
    yield Case(
        "Zeros of p: gradient", call(GRAD, p[:2], q[:2]), "0 / 0 counts as 0 in the gradient too."
    )
    yield Case("A zero of q: divergence", call(KL, p, q), NEVER)
    yield Case("A zero of q: mean", call(KL, p, q, reduction="mean"), NEVER)
    yield Case("A zero of q: gradient", call(GRAD, p, q), "Where q = 0 < p the slope is -∞.")
    tiny = 10.0 ** -stratified(rng, 20, 200, 3)
    yield Case(
        "Predictions of 1e-20 and less",
        call(KL, _pairs(rng), np.column_stack([tiny, 1 - tiny])),
        "No probability is clipped: 0.5 log(0.5 / 1e-200) is 230.",
    )


def _pairs(rng: np.random.Generator) -> np.ndarray:
    """Three distributions over two classes."""
    first = stratified(rng, 0.3, 0.7, 3)
    return np.column_stack([first, 1 - first])


def _refused(rng: np.random.Generator, p: np.ndarray, q: np.ndarray) -> Iterator[Case]:
    refused = raises(ValueError)
    half, off_by = _pairs(rng), float(rng.uniform(0.2, 0.3))
    below = np.array([[1 + off_by, -off_by], [off_by, 1 - off_by], half[0]])[:, rng.permutation(2)]
    below_zero = "The sum is 1, but a probability is not negative: raise ValueError."
    yield Case("A negative entry: entropy", call(ENTROPY, below), below_zero, expects=refused)
    yield Case("A negative entry: divergence", call(KL, half, below), below_zero, expects=refused)
    yield Case("A negative entry: gradient", call(GRAD, below, half), below_zero, expects=refused)
    off = p + 1e-5
    yield Case("Sums of 1.00004: entropy", call(ENTROPY, off), NOT_ONE, expects=refused)
    yield Case("Sums of 1.00004: divergence", call(KL, p, off), NOT_ONE, expects=refused)
    yield Case("Sums of 1.00004: gradient", call(GRAD, off, q), NOT_ONE, expects=refused)
    yield Case("Along the wrong axis", call(ENTROPY, p, axis=0), NOT_ONE, expects=refused)
    yield Case(
        "Shapes (12, 4) and (1, 4)",
        call(KL, p, q[:1]),
        "One row would be compared with all: compare the shapes and raise ValueError.",
        expects=refused,
    )
