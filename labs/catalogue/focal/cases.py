"""Easy and hard examples, weights and extremes. What is refused follows from ARGUMENTS."""

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, Tolerance, call, classes, floats, raises, rate, stratified, takes, word

LOSS, GRAD = "focal_loss", "focal_loss_grad"
FORMULA = "One loss is -(1 - p_t)^gamma log(p_t), where p_t is the probability of the true label."
SLOPE = "The slope has two parts: that of log(p_t), and that of the factor (1 - p_t)^gamma."
ALPHA = "alpha multiplies the loss of a label of 1, and 1 - alpha that of a label of 0."
PLAIN = "With gamma = 0 and without alpha it is the sigmoid cross-entropy."
FOCUS = "gamma is the exponent of 1 - p_t. It need not be 2, nor a whole number."
LARGE = "At -1000 the sigmoid is 0, and log 0 is infinite: take log p_t from the logit itself."
TINY = "1 - p_t is sigmoid(-z): the difference is 0 for a sure example, and its loss is lost."
MEAN = "The mean is over all entries, and its gradient is divided by their number."
EXACT = Tolerance(1e-9, 0.0)
"""The lab's own tolerance would take 0 for a loss as small as 1e-18."""

INPUTS = {
    "logits": floats("*S", largest=6.0),
    "labels": classes("*S", below=2, outside=ValueError, wrong_shape=ValueError),
    "gamma": rate(outside=ValueError),
}
ALPHAS = {"alpha": rate(0, 1, outside=ValueError)}
ARGUMENTS = [
    takes(LOSS, **INPUTS, **ALPHAS, reduction=word("none")).gives_like("logits"),
    takes(LOSS, **INPUTS, reduction=word("sum")).gives_number(),
    takes(LOSS, **INPUTS, reduction=word("mean")).refuses_empty(ValueError).gives_number(),
    takes(GRAD, **INPUTS, **ALPHAS, reduction=word("none")).gives_like("logits"),
    takes(GRAD, **INPUTS, reduction=word("sum")).gives_like("logits"),
    takes(GRAD, **INPUTS, reduction=word("mean")).refuses_empty(ValueError).gives_like("logits"),
]


def visible() -> Iterator[Case]:
    z, y = np.array([0.0, 2.0, -2.0, 2.0]), np.array([1, 1, 1, 0])
    yield Case("By hand: losses", call(LOSS, z, y), FORMULA)
    yield Case("By hand: slopes", call(GRAD, z, y), SLOPE)
    yield Case("By hand: alpha = 0.25", call(LOSS, z, y, alpha=0.25), ALPHA)
    yield Case("gamma = 0", call(LOSS, z, y, gamma=0.0), PLAIN)
    yield Case("Mean", call(LOSS, z, y, reduction="mean"), MEAN)
    yield Case("Logits of -1000 and 1000", call(LOSS, np.array([-1000.0, 1000.0]), y[:2]), LARGE)
    yield Case(
        "A label of 0.5",
        call(LOSS, z, np.array([1.0, 0.5, 0.0, 0.0])),
        "Labels are 0 or 1: raise ValueError for any other.",
        expects=raises(ValueError),
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    z, y = stratified(rng, -5, 5, (7, 3)), np.arange(21).reshape(7, 3) % 2
    gamma, alpha = float(rng.uniform(1.3, 1.7)), float(rng.uniform(0.2, 0.3))
    yield Case("A matrix: losses", call(LOSS, z, y), FORMULA)
    yield Case("A matrix: slopes", call(GRAD, z, y), SLOPE)
    yield Case("A matrix: losses with another gamma", call(LOSS, z, y, gamma), FOCUS)
    yield Case("A matrix: slopes with another gamma", call(GRAD, z, y, gamma), FOCUS)
    yield Case("A matrix: losses with alpha", call(LOSS, z, y, gamma, alpha), ALPHA)
    yield Case("A matrix: slopes with alpha", call(GRAD, z, y, gamma, alpha), ALPHA)
    yield Case("gamma = 0: slopes", call(GRAD, z, y, gamma=0.0), PLAIN)
    yield Case("Mean with alpha", call(LOSS, z, y, gamma, alpha, reduction="mean"), MEAN)
    yield Case("Sum", call(LOSS, z, y, gamma, reduction="sum"), "The sum is over all entries.")
    yield Case("Gradient of the mean", call(GRAD, z, y, gamma, alpha, reduction="mean"), MEAN)
    yield Case(
        "Gradient of the sum",
        call(GRAD, z, y, gamma, reduction="sum"),
        "The slope of a sum by one entry is the slope of that entry's loss.",
    )
    yield from _labels(z, y, gamma, alpha)
    yield from _extremes(rng)


def _labels(z: np.ndarray, y: np.ndarray, gamma: float, alpha: float) -> Iterator[Case]:
    hint = "Labels may be bools or floats, and do not change the dtype of the answer."
    yield Case("Labels as floats", call(LOSS, z, y.astype(float), gamma, alpha), hint)
    yield Case("Labels as bools", call(GRAD, z, y == 1, gamma, alpha), hint)
    single = z.astype(np.float32)
    yield Case("float32 and labels as int64", call(LOSS, single, y, gamma, alpha), hint)
    yield Case("float32 and labels as float64", call(GRAD, single, y * 1.0, gamma, alpha), hint)
    labels = y.astype(np.float32)
    yield Case("float64 and labels as float32", call(LOSS, z, labels, gamma, alpha), hint)
    yield Case(
        "Shapes (7,) and (7, 1)",
        call(LOSS, z[:, 0], y[:, :1]),
        "(N,) with (N, 1) broadcasts to (N, N): compare the shapes and raise ValueError.",
        expects=raises(ValueError),
    )


def _extremes(rng: np.random.Generator) -> Iterator[Case]:
    far = np.array([800.0, -800.0, 900.0, -900.0]) + rng.random(4)
    ones = np.array([1, 0, 0, 1])
    yield Case("Logits beyond 800: losses", call(LOSS, far, ones), LARGE)
    yield Case("Logits beyond 800: slopes", call(GRAD, far, ones), LARGE)
    yield Case(
        "Logits beyond 800: mean", call(LOSS, far, ones, alpha=0.75, reduction="mean"), LARGE
    )
    sure = rng.permutation([1.0, 1.0, 1.0, -1.0, -1.0, -1.0]) * stratified(rng, 38, 60, 6)
    right = (sure > 0).astype(int)
    yield Case("Sure and right: losses", call(LOSS, sure, right, gamma=0.5), TINY, tolerance=EXACT)
    yield Case("Sure and right: slopes", call(GRAD, sure, right, gamma=0.5), TINY, tolerance=EXACT)
    yield Case(
        "Sure and right, gamma = 0", call(LOSS, sure, right, gamma=0.0), TINY, tolerance=EXACT
    )
