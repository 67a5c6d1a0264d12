"""Numbers by hand, sets of labels, weights and thresholds. The rules follow from ARGUMENTS."""

from collections.abc import Iterator

import numpy as np

from grader.lab import (
    Case,
    Tolerance,
    call,
    either,
    floats,
    labels,
    logits,
    probabilities,
    raises,
    rate,
    stratified,
    takes,
    word,
)

LOSS, GRAD, DECIDE = "multilabel_ce", "multilabel_ce_grad", "predict_labels"
FORMULA = "Each label has its own loss, -log(p) where it is 1 and -log(1 - p) where it is 0."
SLOPE = "The gradient of one loss is sigmoid(z) - y, if no label has a weight."
MEAN = "The mean is over all N·C entries, and its gradient is divided by their number."
LARGE = "exp of a large number is infinite, and log of 0 too: keep every exponent below zero."
WEIGHT = "pos_weight belongs to the part of the label alone; the part of 1 - y stays as it is."
EACH = "Column c is compared with its own threshold, and weighed with its own weight."
EQUAL = "A probability that is equal to the threshold is enough."

INPUTS = {
    "logits": logits("N C"),
    "labels": labels("N C", outside=ValueError, wrong_shape=ValueError),
}
Q = either(
    number=rate(open_low=True),
    array=floats("C", low=0.0, open_low=True, float32=False, integers=False),
)
T = either(
    number=rate(0, 1, outside=ValueError),
    array=probabilities("C", outside=ValueError, wrong_shape=ValueError, float32=False, ties=False),
)
ALL, TOTAL, MEANS = word("none"), word("sum"), word("mean")
ARGUMENTS = [
    takes(LOSS, **INPUTS, pos_weight=Q, reduction=ALL).may_be_empty("N").gives_like("logits"),
    takes(LOSS, **INPUTS, reduction=TOTAL).may_be_empty("N").gives_number(),
    takes(LOSS, **INPUTS, reduction=MEANS).refuses_empty(ValueError, "N").gives_number(),
    takes(GRAD, **INPUTS, pos_weight=Q, reduction=ALL).may_be_empty("N").gives_like("logits"),
    takes(GRAD, **INPUTS, reduction=TOTAL).may_be_empty("N").gives_like("logits"),
    takes(GRAD, **INPUTS, reduction=MEANS).refuses_empty(ValueError, "N").gives_like("logits"),
    takes(DECIDE, logits=logits("N C", zeros=False), threshold=T)
    .may_be_empty("N")
    .in_order("N", "C"),
]


def visible() -> Iterator[Case]:
    z, y = np.array([[2.0, 1.0, 0.1], [-1.0, 0.0, 3.0]]), np.array([[1, 0, 1], [0, 0, 0]])
    yield Case("By hand: loss", call(LOSS, z, y), FORMULA)
    yield Case("By hand: gradient", call(GRAD, z, y), SLOPE)
    yield Case("Mean", call(LOSS, z, y, reduction="mean"), MEAN)
    yield Case("By hand: positives count three times", call(LOSS, z, y, pos_weight=3.0), WEIGHT)
    yield Case("By hand: decisions", call(DECIDE, z), EQUAL)
    each = np.array([0.9, 0.5, 0.5])
    yield Case("By hand: a threshold for each label", call(DECIDE, z, each), EACH)
    yield Case(
        "One row without its axis",
        call(LOSS, z[0], y[0]),
        "Logits have the two axes (N, C), also for a single example: raise ValueError.",
        expects=raises(ValueError),
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    z, soft = stratified(rng, -6, 6, (6, 4)), stratified(rng, 0, 1, (6, 4))
    sets = np.array([[0, 0, 0, 0], [1, 1, 1, 1], [1, 0, 0, 0], [0, 1, 1, 0]] * 2)[:6]
    hard = rng.permutation(sets)
    yield Case("Sets of labels: loss", call(LOSS, z, hard), FORMULA, weight=2)
    yield Case("Sets of labels: gradient", call(GRAD, z, hard), SLOPE, weight=2)
    yield Case("Soft labels: loss", call(LOSS, z, soft), FORMULA)
    yield Case("Soft labels: gradient", call(GRAD, z, soft), SLOPE)
    yield Case("Sum", call(LOSS, z, hard, reduction="sum"), "The sum is over all entries.")
    yield Case("Mean of a batch", call(LOSS, z, hard, reduction="mean"), MEAN)
    yield Case("Gradient of the mean", call(GRAD, z, hard, reduction="mean"), MEAN)
    yield Case(
        "Gradient of the sum",
        call(GRAD, z, hard, reduction="sum"),
        "The slope of a sum by one entry is the slope of that entry's loss.",
    )
    yield from _weights(rng, z, soft, hard)
    yield from _extremes(rng)
    yield from _decisions(rng)
    yield from _refused(z, hard)


def _weights(
    rng: np.random.Generator, z: np.ndarray, soft: np.ndarray, hard: np.ndarray
) -> Iterator[Case]:
    q, each = (
        float(rng.uniform(2.5, 3.5)),
        rng.permutation(rng.uniform(0.95, 1, 4) * [0.3, 2, 4, 7]),
    )
    for name in (LOSS, GRAD):
        yield Case(f"A weight: {name}", call(name, z, hard, pos_weight=q), WEIGHT)
        yield Case(f"A weight and soft labels: {name}", call(name, z, soft, pos_weight=q), WEIGHT)
        yield Case(f"A weight for each label: {name}", call(name, z, hard, pos_weight=each), EACH)
        yield Case(
            f"As many examples as labels: {name}",
            call(name, z[:4], soft[:4], pos_weight=each),
            EACH,
        )
        yield Case(
            f"Weights and a mean: {name}",
            call(name, z, hard, pos_weight=each, reduction="mean"),
            MEAN,
        )
    yield Case(
        "float32 and a weight of float64 for each label",
        call(LOSS, z.astype(np.float32), hard.astype(np.float32), pos_weight=each),
        "float32 logits give float32, whatever the dtype of the weights is.",
    )


def _extremes(rng: np.random.Generator) -> Iterator[Case]:
    z = rng.permutation([-1000.0, -88.8, -30.0, 30.0, 88.8, 1000.0]).reshape(2, 3)
    for label in (0.0, 1.0):
        y = np.full(z.shape, label)
        for name in (LOSS, GRAD):
            made = call(name, z, y, pos_weight=2.5)
            yield Case(f"Extreme logits, label {label:g}: {name}", made, LARGE)
    low = stratified(rng, 20, 45, (2, 3)) * rng.permutation([[1.0], [-1.0]])
    yield Case(
        "Losses far below 1e-9",
        call(LOSS, low, (low > 0).astype(float), pos_weight=3.0),
        "1 + a tiny number is 1 in floating point, and its logarithm 0. log1p does not add the 1.",
        tolerance=Tolerance(1e-9, 0.0),
    )
    wide = np.array([[-1000, -88.8, 88.8, 1000]], np.float32)
    yield Case(
        "Extreme float32 logits", call(LOSS, wide, np.array([[1, 1, 0, 0]], np.float32)), LARGE
    )


def _decisions(rng: np.random.Generator) -> Iterator[Case]:
    z = np.array([[1.0, -1.0, 0.25], [-0.25, 3.0, -1.0], [0.25, -3.0, 1.0], [3.0, -0.25, -3.0]])
    z += rng.uniform(-0.05, 0.05, z.shape)
    yield Case("Decisions at ½", call(DECIDE, z), "The label is given where sigmoid(z) >= ½.")
    for t in (0.25, 0.9):
        yield Case(
            f"Decisions at {t:g}",
            call(DECIDE, z, t),
            "The threshold is one of probabilities: compare the sigmoid with it, not the logit.",
        )
    each = np.array([0.2, 0.5, 0.85])
    order = np.array([2, 0, 1])
    yield Case("A threshold for each label", call(DECIDE, z, each[order]), EACH)
    yield Case("Thresholds and as many examples", call(DECIDE, z[:3], each), EACH)
    none = rng.permutation([[0.0, 1.0], [-1.0, 0.0]])
    yield Case("Logits of 0 at ½", call(DECIDE, none), EQUAL)
    far = rng.permutation([[1000.0, 1000.0], [-1000.0, 0.0]])
    yield Case(
        "A threshold of 1",
        call(DECIDE, far, 1.0),
        "sigmoid(1000) is exactly 1 in floating point, and reaches the threshold 1.",
    )
    yield Case("A threshold of 0", call(DECIDE, far, 0.0), "Every probability reaches 0.")


def _refused(z: np.ndarray, hard: np.ndarray) -> Iterator[Case]:
    two = "Logits have two axes, (N, C): raise ValueError."
    for name in (LOSS, GRAD):
        for axes, rows in (("one axis", z[0]), ("three axes", z[None])):
            labels_ = hard[0] if axes == "one axis" else hard[None]
            made = call(name, rows, labels_)
            yield Case(f"Refused: {axes}, {name}", made, two, expects=raises(ValueError))
    for length in (1, 3, 6):
        yield Case(
            f"Refused: {length} thresholds for 4 labels",
            call(DECIDE, z, np.full(length, 0.5)),
            "Thresholds have the shape (C,), or are one number: raise ValueError.",
            expects=raises(ValueError),
        )
