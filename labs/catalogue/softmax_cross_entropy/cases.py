"""Numbers by hand, extreme logits and drawn distributions. The rules follow from ARGUMENTS."""

from collections.abc import Iterator

import numpy as np

from grader.lab import (
    Case,
    Tolerance,
    call,
    distributions,
    drawn,
    floats,
    logits,
    raises,
    stratified,
    takes,
    word,
)

LOSS, GRAD = "softmax_ce", "softmax_ce_grad"
FORMULA = "The loss of an example is minus the sum of its labels times the log-probabilities."
SLOPE = "The gradient of an example is its softmax, times the sum of its labels, minus the labels."
LARGE = "exp(1000) is infinite: subtract the largest logit of the example first."
LOST = "A probability that was rounded to 0 has no logarithm: take it from the logits."
MEAN = "The mean is over the examples, and its gradient is divided by their number."
ZERO = "Where the label is 0 the class contributes 0, although its log-probability is -∞."
AXIS = "The classes lie along the axis that is given, in logits and labels."
ANY = "With check=False the labels are weights: their sum is a factor of the softmax."
NOT_ONE = "The labels of each example add up to 1, within 1e-6: raise ValueError."

INPUTS = {
    "logits": logits("*S C"),
    "labels": distributions("*S C", outside=ValueError, wrong_shape=ValueError),
}
ALL, TOTAL, MEANS = word("none"), word("sum"), word("mean")
WEIGHTS = {"logits": logits("N C"), "labels": floats("N C"), "check": drawn(lambda *_: False)}
ARGUMENTS = [
    takes(LOSS, **INPUTS, reduction=ALL),
    takes(LOSS, **INPUTS, reduction=TOTAL).gives_number(),
    takes(LOSS, **INPUTS, reduction=MEANS).refuses_empty(ValueError).gives_number(),
    takes(GRAD, **INPUTS, reduction=word("none", "sum")).gives_like("logits"),
    takes(GRAD, **INPUTS, reduction=MEANS).refuses_empty(ValueError).gives_like("logits"),
    takes(LOSS, **WEIGHTS, reduction=ALL).always_given("check"),
    takes(GRAD, **WEIGHTS, reduction=ALL).always_given("check").gives_like("logits"),
]


def visible() -> Iterator[Case]:
    z = np.array([[2.0, 1.0, 0.1], [0.0, 0.0, 0.0]])
    soft = np.array([[0.7, 0.2, 0.1], [0.2, 0.3, 0.5]])
    yield Case("By hand: loss", call(LOSS, z, soft), FORMULA)
    yield Case("By hand: gradient", call(GRAD, z, soft), SLOPE)
    sure = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]])
    yield Case("One-hot labels", call(LOSS, z, sure), FORMULA)
    far = np.array([[1000.0, 0.0, -1000.0], [1000.0, 999.0, 998.0]])
    yield Case("Logits of ±1000", call(LOSS, far, sure[::-1].copy()), LOST)
    yield Case("Mean", call(LOSS, z, soft, reduction="mean"), MEAN)
    out = np.array([[2.0, -np.inf, 1.0]])
    yield Case("A class at -∞, label 0", call(LOSS, out, np.array([[0.5, 0.0, 0.5]])), ZERO)
    ones = np.array([[1.0, 1.0, 0.0]])
    yield Case("By hand: check=False", call(GRAD, np.zeros((1, 3)), ones, check=False), ANY)
    yield Case(
        "Labels that add up to 2", call(LOSS, z[1:], ones), NOT_ONE, expects=raises(ValueError)
    )


def _distributions(rng: np.random.Generator, shape: tuple[int, ...]) -> np.ndarray:
    shares = stratified(rng, 0.05, 1, shape)
    return shares / shares.sum(axis=-1, keepdims=True)


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    z, soft = stratified(rng, -6, 6, (7, 4)), _distributions(rng, (7, 4))
    yield Case("A batch: loss", call(LOSS, z, soft), FORMULA, weight=2)
    yield Case("A batch: gradient", call(GRAD, z, soft), SLOPE, weight=2)
    sure = np.eye(4)[rng.permutation(np.arange(7) % 4)]
    yield Case("One-hot labels: loss", call(LOSS, z, sure), FORMULA)
    yield Case("One-hot labels: gradient", call(GRAD, z, sure), SLOPE)
    yield Case("Sum", call(LOSS, z, soft, reduction="sum"), "The sum is over the examples.")
    yield Case("Mean of a batch", call(LOSS, z, soft, reduction="mean"), MEAN)
    yield Case("Gradient of the mean", call(GRAD, z, soft, reduction="mean"), MEAN)
    yield Case(
        "Gradient of the sum",
        call(GRAD, z, soft, reduction="sum"),
        "The slope of a sum is the slope of each example's own loss.",
    )
    yield from _axes(rng)
    yield from _extremes(rng)
    yield from _weights(rng)


def _axes(rng: np.random.Generator) -> Iterator[Case]:
    z, soft = stratified(rng, -6, 6, (5, 5)), _distributions(rng, (5, 5))
    cube, shares = stratified(rng, -6, 6, (2, 3, 4)), _distributions(rng, (2, 3, 4))
    middle, moved = np.moveaxis(cube, -1, 1).copy(), np.moveaxis(shares, -1, 1).copy()
    columns = soft.T.copy()
    yield Case("Columns of a square: loss", call(LOSS, z, columns, axis=0), AXIS)
    yield Case("Columns of a square: gradient", call(GRAD, z, columns, axis=0), AXIS)
    for axis in (1, -2):
        yield Case(f"Axis {axis} of three: loss", call(LOSS, middle, moved, axis=axis), AXIS)
        yield Case(f"Axis {axis} of three: gradient", call(GRAD, middle, moved, axis=axis), AXIS)
    for name in (LOSS, GRAD):
        yield Case(
            f"Mean along axis 1 of three: {name}",
            call(name, middle, moved, axis=1, reduction="mean"),
            MEAN,
        )
    yield Case(
        "Rows that add up to 1, where the columns should",
        call(LOSS, z, soft, axis=0),
        NOT_ONE,
        expects=raises(ValueError),
    )


def _extremes(rng: np.random.Generator) -> Iterator[Case]:
    z = rng.permuted(np.tile([-1000.0, -88.8, -30.0, 0.0, 30.0, 88.8, 1000.0], (3, 1)), axis=1)
    sure, soft = np.eye(7)[rng.permutation(7)[:3]], _distributions(rng, (3, 7))
    low, shares = stratified(rng, -1, 1, (3, 4)) - 800, _distributions(rng, (3, 4))
    levels = rng.permutation([-900.0, 0.0, 900.0])[:, None]
    uneven = stratified(rng, -3, 3, (3, 4)) + levels
    for name in (LOSS, GRAD):
        yield Case(f"Extreme logits, one-hot: {name}", call(name, z, sure), LOST)
        yield Case(f"Extreme logits, soft: {name}", call(name, z, soft), LOST)
        yield Case(f"Logits far below zero: {name}", call(name, low, shares), LARGE)
        yield Case(
            f"Examples at very different levels: {name}",
            call(name, uneven, shares),
            "Each example has a largest logit of its own: subtract that, not the largest of all.",
        )
    out = stratified(rng, -6, 6, (3, 4))
    places = rng.permutation(4)[:3]
    without = shares.copy()
    out[np.arange(3), places], without[np.arange(3), places] = -np.inf, 0
    without /= without.sum(axis=1, keepdims=True)
    yield Case("A class at -∞ in each example: loss", call(LOSS, out, without), ZERO)
    yield Case("A class at -∞ in each example: gradient", call(GRAD, out, without), ZERO)
    yield Case("A class at -∞: mean", call(LOSS, out, without, reduction="mean"), ZERO)


def _weights(rng: np.random.Generator) -> Iterator[Case]:
    z, soft = stratified(rng, -6, 6, (4, 3)), _distributions(rng, (4, 3))
    weights = stratified(rng, -2, 3, (4, 3))
    for name in (LOSS, GRAD):
        yield Case(f"Any weights: {name}", call(name, z, weights, check=False), ANY)
    yield Case("Mean of any weights", call(LOSS, z, weights, check=False, reduction="mean"), MEAN)
    yield Case("Labels of 0", call(GRAD, z, np.zeros((4, 3)), check=False), ANY)
    last = int(rng.integers(4))
    for word_, off in (("little", 3e-6), ("lot", 0.5)):
        for sign in (1, -1):
            labels = soft.copy()
            labels[last, 0] += sign * off if off < 0.01 else sign * labels[last, 0] * off
            case = f"A sum that is a {word_} too {'large' if sign > 0 else 'small'}"
            for name in (LOSS, GRAD):
                yield Case(
                    f"{case}: {name}", call(name, z, labels), NOT_ONE, expects=raises(ValueError)
                )
    near = soft.copy()
    near[last, 0] += 7e-7
    yield Case(
        "A sum that is close enough",
        call(LOSS, z, near),
        "A sum may be off by as much as 1e-6: rounding must not be refused.",
        tolerance=Tolerance(1e-6, 1e-9),
    )
    negative = soft.copy()
    negative[last] = (0.75, 0.5, -0.25)
    for name in (LOSS, GRAD):
        yield Case(
            f"A negative label in a sum of 1: {name}",
            call(name, z, negative),
            "A probability is not negative, even if the sum is 1: raise ValueError.",
            expects=raises(ValueError),
        )
