"""Sure predictions and the clip, then drawn values. What is refused follows from ARGUMENTS."""

from collections.abc import Iterator

import numpy as np

from grader.lab import (
    Case,
    Tolerance,
    call,
    labels,
    probabilities,
    raises,
    rate,
    stratified,
    takes,
    word,
)

LOSS, GRAD = "log_loss", "log_loss_grad"
FORMULA = "One loss is -y log(p) - (1 - y) log(1 - p), entry by entry."
SLOPE = "The gradient of one loss is -y / p + (1 - y) / (1 - p)."
SURE = "0 log 0 counts as 0: a sure and right prediction costs nothing, a wrong one infinity."
CLIP = "With eps the probability is clipped to [eps, 1 - eps] first, at both ends, and then used."
FLAT = "Where the clip changes p, the loss does not depend on p: the gradient is 0 there."
MEAN = "The mean is over all entries, and its gradient is divided by their number."
EXACT = Tolerance(1e-9, 0.0)
"""The lab's own tolerance would take 0 for a loss as small as 1e-20."""

INPUTS = {
    "labels": labels("*S", outside=ValueError, wrong_shape=ValueError, nan=ValueError),
    "p": probabilities("*S", outside=ValueError, nan=ValueError),
}
EPS = {"eps": rate(0, 0.5, open_high=True, outside=ValueError)}
ARGUMENTS = [
    takes(LOSS, **INPUTS, **EPS, reduction=word("none")).gives_like("p"),
    takes(LOSS, **INPUTS, reduction=word("sum")).gives_number(),
    takes(LOSS, **INPUTS, reduction=word("mean")).refuses_empty(ValueError).gives_number(),
    takes(GRAD, **INPUTS, **EPS, reduction=word("none", "sum")).gives_like("p"),
    takes(GRAD, **INPUTS, **EPS, reduction=word("mean")).refuses_empty(ValueError).gives_like("p"),
]


def visible() -> Iterator[Case]:
    y, p = np.array([1.0, 0.0, 1.0]), np.array([0.9, 0.2, 0.6])
    yield Case("By hand: mean", call(LOSS, y, p), FORMULA)
    yield Case("By hand: gradient of the mean", call(GRAD, y, p), MEAN)
    soft = np.array([0.25, 0.5, 1.0])
    yield Case("Soft labels: loss", call(LOSS, soft, p, reduction="none"), FORMULA)
    sure, right = np.array([0.0, 1.0, 0.0, 1.0]), np.array([0.0, 1.0, 1.0, 0.0])
    yield Case("Sure and right, sure and wrong", call(LOSS, right, sure, reduction="none"), SURE)
    yield Case(
        "The same with eps=1e-15", call(LOSS, right, sure, eps=1e-15, reduction="none"), CLIP
    )
    near = np.array([0.0, 0.05, 0.5, 0.95, 1.0])
    yield Case(
        "Gradient with eps=0.1",
        call(GRAD, np.array([1.0, 0.0, 1.0, 1.0, 0.0]), near, eps=0.1, reduction="none"),
        FLAT,
    )
    yield Case(
        "Shapes (3,) and (3, 1)",
        call(LOSS, np.ones(3), np.full((3, 1), 0.5)),
        "(N,) with (N, 1) broadcasts to (N, N): compare the shapes and raise ValueError.",
        expects=raises(ValueError),
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    y, p = stratified(rng, 0, 1, (7, 3)), stratified(rng, 0.02, 0.98, (7, 3))
    hard = np.where(y > 0.5, 1.0, 0.0)
    yield Case("A matrix: loss", call(LOSS, hard, p, reduction="none"), FORMULA)
    yield Case("A matrix, soft labels: loss", call(LOSS, y, p, reduction="none"), FORMULA)
    yield Case("A matrix: gradient", call(GRAD, y, p, reduction="none"), SLOPE)
    yield Case("Sum", call(LOSS, y, p, reduction="sum"), "The sum is over all entries.")
    yield Case("Mean of a matrix", call(LOSS, y, p), MEAN)
    yield Case("Gradient of the mean", call(GRAD, y, p), MEAN)
    yield Case(
        "Gradient of the sum",
        call(GRAD, y, p, reduction="sum"),
        "The slope of a sum by one entry is the slope of that entry's loss.",
    )
    yield from _clipped(rng, y, p)
    yield from _sure(rng)


def _clipped(rng: np.random.Generator, y: np.ndarray, p: np.ndarray) -> Iterator[Case]:
    """An eps that reaches a third of the probabilities on each side."""
    yield Case("Clipped: loss", call(LOSS, y, p, eps=0.3, reduction="none"), CLIP)
    yield Case("Clipped: mean", call(LOSS, y, p, eps=0.3), CLIP)
    yield Case("Clipped: gradient", call(GRAD, y, p, eps=0.3, reduction="none"), FLAT)
    yield Case("Clipped: gradient of the mean", call(GRAD, y, p, eps=0.3), FLAT)
    ends = rng.permutation([0.0, 0.0, 1.0, 1.0, 1e-9, 1 - 1e-9])
    yield Case(
        "eps=1e-7 at the ends",
        call(LOSS, (ends < 0.5).astype(float), ends, eps=1e-7, reduction="none"),
        CLIP,
    )
    single = rng.permutation(np.array([0, 0.25, 0.75, 0], np.float32))
    yield Case(
        "float32 and eps=1e-15",
        call(LOSS, np.ones(4, np.float32), single, eps=1e-15, reduction="none"),
        "float32 in gives float32 out, with an eps as well.",
    )


def _sure(rng: np.random.Generator) -> Iterator[Case]:
    p = rng.permutation([0.0, 1.0, 0.0, 1.0, 0.5, 0.0])
    y = np.where(p == 0.5, 1.0, p)
    yield Case("Sure and right: sum", call(LOSS, y, p, reduction="sum"), SURE)
    yield Case(
        "Sure and right: gradient",
        call(GRAD, y, p, reduction="none"),
        "0/0 counts as 0: the gradient is 1 at y = p = 0 and -1 at y = p = 1.",
    )
    yield Case("Sure and wrong: mean", call(LOSS, 1 - y, p), SURE)
    yield Case(
        "Sure and wrong: gradient",
        call(GRAD, 1 - y, p, reduction="none"),
        "Where the loss is infinite the gradient is too, with its sign.",
    )
    tiny = 10.0 ** -stratified(rng, 12, 30, 5)
    yield Case(
        "Losses far below 1e-9",
        call(LOSS, np.zeros(5), tiny, reduction="none"),
        "1 - a tiny number is 1 in floating point, and its logarithm 0. log1p does not subtract.",
        tolerance=EXACT,
    )
    yield Case(
        "Losses of tiny probabilities",
        call(LOSS, np.ones(5), 10.0 ** -stratified(rng, 12, 300, 5), reduction="none"),
        "Without eps nothing is clipped: -log(1e-300) is 690.8.",
    )
    bad = np.array([0.25, np.nan, 0.75])
    yield Case(
        "NaN among the probabilities",
        call(LOSS, np.ones(3), bad[rng.permutation(3)]),
        "NaN is no probability: raise ValueError.",
        expects=raises(ValueError),
    )
