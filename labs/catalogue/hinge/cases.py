"""Scores by hand, margins that are met exactly and ties, then drawn scores."""

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, call, classes, drawn, logits, raises, stratified, takes, word

TWO, ALL, BEST = "hinge", "weston_watkins", "crammer_singer"
MANY = (ALL, BEST)
FORMULA = {
    TWO: "The loss is max(0, 1 - y s), where y is -1 or +1.",
    ALL: "Every wrong class within the margin adds its score less that of the label, plus 1.",
    BEST: "Only the strongest wrong class counts: 1 plus its score less the label's, if above 0.",
}
SLOPE = {
    TWO: "The slope is -y where the margin is broken, and 0 elsewhere.",
    ALL: "1 for each wrong class within the margin, and minus their number for the label's own.",
    BEST: "1 for the strongest wrong class and -1 for the label's own, where the loss is above 0.",
}
EDGE = "Exactly at the margin the loss is 0, and its slope is taken as 0 too: compare strictly."
FIRST = "Of equally strong wrong classes the first gets the slope, and it alone."
MEAN = "The mean is over the examples, and its gradient is divided by their number."
AXIS = "The classes lie along the axis that is given."
NEGATIVE = "All classes but the label's own take part, also where every score is negative."
TINY = "Class numbers may come in eight bits: nothing may be computed in them."

signs = drawn(lambda rng, sizes: np.resize([1, -1], sizes["N"][0]))
PAIR = {"scores": logits("N", largest=2.5, float32=False), "labels": signs}
PAIR_REDUCED = PAIR | {
    "scores": logits("N", largest=2.5, float32=False, ties=False, zeros=False),
}
INPUTS = {
    "scores": logits("*S C", largest=2.5),
    "labels": classes(
        "*S", below="C", outside=ValueError, wrong_shape=ValueError, wrong_type=TypeError
    ),
}
# Zeros and equal scores decide the losses of single examples, before those are added up.
REDUCED = INPUTS | {"scores": logits("*S C", largest=2.5, ties=False, zeros=False)}
ALONE, TOTAL, MEANS = word("none"), word("sum"), word("mean")
SLOPES = tuple(f"{name}_grad" for name in MANY)
ARGUMENTS = [
    takes(TWO, **PAIR, reduction=ALONE).may_be_empty("N").in_order("N").gives_like("scores"),
    takes("hinge_grad", **PAIR, reduction=ALONE)
    .may_be_empty("N")
    .in_order("N")
    .gives_like("scores"),
    takes((TWO, "hinge_grad"), **PAIR_REDUCED, reduction=MEANS)
    .refuses_empty(ValueError, "N")
    .in_order("N"),
    takes(MANY, **INPUTS, reduction=ALONE).at_least(C=6).in_order("*S", "C"),
    takes(MANY, **REDUCED, reduction=TOTAL).at_least(C=6).in_order("*S", "C").gives_number(),
    takes(MANY, **REDUCED, reduction=MEANS)
    .at_least(C=6)
    .in_order("*S", "C")
    .refuses_empty(ValueError)
    .gives_number(),
    takes(SLOPES, **INPUTS, reduction=ALONE).at_least(C=6).in_order("*S", "C").gives_like("scores"),
    takes(SLOPES, **REDUCED, reduction=MEANS)
    .at_least(C=6)
    .in_order("*S", "C")
    .refuses_empty(ValueError)
    .gives_like("scores"),
]


def visible() -> Iterator[Case]:
    s, y = np.array([0.3, 0.2, 2.0]), np.array([1, -1, 1])
    yield Case("By hand: hinge", call(TWO, s, y), FORMULA[TWO])
    yield Case("By hand: its slope", call("hinge_grad", s, y), SLOPE[TWO])
    scores = np.array([[3.2, 5.1, -1.7], [3.2, 5.1, -1.7]])
    labels = np.array([0, 2])
    for name in MANY:
        yield Case(f"By hand: {name}", call(name, scores, labels), FORMULA[name])
        yield Case(f"By hand: {name}_grad", call(f"{name}_grad", scores, labels), SLOPE[name])
    met = np.array([[2.0, 1.0, 1.0], [1.0, 1.0, 0.0]])
    yield Case("At the margin", call("weston_watkins_grad", met, np.array([0, 1])), EDGE)
    below = np.array([[-3.0, -5.0, -6.0]])
    yield Case("Negative scores", call(BEST, below, np.array([0])), NEGATIVE)
    yield Case(
        "Labels 0 and 1 for hinge",
        call(TWO, s, np.array([1, 0, 1])),
        "The labels are -1 and +1; a 0 would make every loss 1: raise ValueError.",
        expects=raises(ValueError),
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    s = stratified(rng, -2, 2, (4, 3))
    y = np.where(s.argsort(axis=None).argsort().reshape(4, 3) % 3 == 1, -1, 1)
    yield Case("A matrix: hinge", call(TWO, s, y), FORMULA[TWO])
    yield Case("A matrix: hinge_grad", call("hinge_grad", s, y), SLOPE[TWO])
    yield Case("A matrix: mean", call(TWO, s, y, reduction="mean"), MEAN)
    yield Case("A matrix: slope of the mean", call("hinge_grad", s, y, reduction="mean"), MEAN)
    yield Case("A matrix: sum", call(TWO, s, y, reduction="sum"), "The sum is over all entries.")
    single, signs32 = s.astype(np.float32), y.astype(np.float32)
    for name in (TWO, "hinge_grad"):
        hint = "Scores and labels of float32 give float32."
        yield Case(f"float32 scores and labels: {name}", call(name, single, signs32), hint)
    edge = rng.permutation([1.0, -1.0, 0.5, -1.5, 0.0, 2.0])
    sides = np.where(edge < 0.25, -1, 1)
    yield Case("Scores of ±1: hinge_grad", call("hinge_grad", edge, sides), EDGE)
    yield from _refused(s, y)
    yield from _many(rng)
    yield from _edges(rng)


def _refused(s: np.ndarray, y: np.ndarray) -> Iterator[Case]:
    bad = {
        "labels 0 and 1": (s, (y + 1) // 2),
        "a label of ½": (s, np.where(np.arange(12).reshape(4, 3) == 5, 0.5, y)),
        "a column of labels": (s[:, 0], y[:, :1]),
        "labels of one column": (s, y[:, :1]),
    }
    for what, (scores, labels) in bad.items():
        for name in (TWO, "hinge_grad"):
            hint = "hinge takes labels of -1 and +1, in the shape of the scores: raise ValueError."
            made = call(name, scores, labels)
            yield Case(f"Refused: {what}, {name}", made, hint, expects=raises(ValueError))


def drawn_scores(rng: np.random.Generator, rows: int, count: int) -> tuple[np.ndarray, np.ndarray]:
    """Scores and labels whose margins are the same in every draw, up to the order and some digits.

    All scores of a row are multiples of 0.3, so that no margin is near 0, 1 or -1.
    """
    fixed = np.random.default_rng(rows * 100 + count)
    levels = np.stack([fixed.permutation(13)[:count] for _ in range(rows)])
    scores = 0.3 * levels - 1.8 + rng.uniform(-0.02, 0.02, (rows, count))
    at, columns = rng.permutation(rows), rng.permutation(count)
    return scores[at][:, columns], np.argsort(columns)[at % count]


def _many(rng: np.random.Generator) -> Iterator[Case]:
    scores, labels = drawn_scores(rng, 7, 4)
    square, order = drawn_scores(rng, 5, 5)
    square = square.T.copy()
    rows, table = drawn_scores(rng, 6, 4)
    cube = np.moveaxis(rows.reshape(2, 3, 4), -1, 1).copy()
    for name in MANY:
        grad = f"{name}_grad"
        yield Case(f"A batch: {name}", call(name, scores, labels), FORMULA[name], weight=2)
        yield Case(f"A batch: {grad}", call(grad, scores, labels), SLOPE[name], weight=2)
        yield Case(f"Mean: {name}", call(name, scores, labels, reduction="mean"), MEAN)
        yield Case(f"Mean: {grad}", call(grad, scores, labels, reduction="mean"), MEAN)
        total = "The sum is over the examples; its slope is that of each example's own loss."
        yield Case(f"Sum: {name}", call(name, scores, labels, reduction="sum"), total)
        yield Case(f"Sum: {grad}", call(grad, scores, labels, reduction="sum"), total)
        for function in (name, grad):
            made = call(function, square, order, axis=0)
            yield Case(f"Columns of a square: {function}", made, AXIS)
            made = call(function, cube, table.reshape(2, 3), axis=-2)
            yield Case(f"Three axes, the middle one: {function}", made, AXIS)


def _edges(rng: np.random.Generator) -> Iterator[Case]:
    met = np.array([[2.0, 1.0, 0.5, 1.0], [0.0, 3.0, 2.0, 1.5], [1.0, 1.0, 2.5, 0.0]])
    order = rng.permutation(4)
    labels = np.argsort(order)[[0, 1, 2]]
    tie = np.array([[1.0, 2.0, 2.0, 0.0], [0.5, 0.25, 0.5, 0.5], [3.0, 0.0, 3.0, 3.0]])
    below = rng.permuted(np.tile([-3.0, -5.0, -6.0], (4, 1)), axis=1) - rng.random((4, 1))
    low = below.argmax(axis=1)
    alone = stratified(rng, -2, 2, (3, 1))
    for name in MANY:
        grad = f"{name}_grad"
        yield Case(f"Margins met exactly: {name}", call(name, met[:, order], labels), EDGE)
        yield Case(f"Margins met exactly: {grad}", call(grad, met[:, order], labels), EDGE)
        yield Case(f"Equal rivals: {grad}", call(grad, tie, np.array([3, 1, 1])), FIRST)
        yield Case(f"The rival is equal: {grad}", call(grad, tie, np.array([1, 2, 0])), SLOPE[name])
        yield Case(f"All scores negative: {name}", call(name, below, low), NEGATIVE)
        yield Case(f"All scores negative: {grad}", call(grad, below, low), NEGATIVE)
        for function in (name, grad):
            made = call(function, alone, np.zeros(3, int))
            yield Case(f"A single class: {function}", made, "Without a rival there is no loss.")
    wide = stratified(rng, -2, 2, (2, 200))
    yield Case(
        "200 classes, labels in eight bits",
        call("weston_watkins_grad", wide, np.array([150, 3], np.uint8)),
        TINY,
    )
