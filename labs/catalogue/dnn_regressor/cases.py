"""Trainings that are given to the last detail: the start, the mini-batches and the masks."""

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from grader.lab import Case, Scenario, call, result, steps, stratified

FIT, PREDICT = "fit_regressor", "predict"
LOSSES = "A loss is the mean squared error of the mini-batch, before its step and without penalty."
STEP = "After a step the next mini-batch, and predict, meet the new weights."
ADAM = "Each array has its own averages; they go on through all steps, and t starts at 1."
MASKS = "The factors multiply the hidden units, there and on the way back; predict has none."
L2 = "The penalty adds 2 l2 W to the gradient of the weights, not of the biases."
PARTIAL = "The mean is over the rows of this mini-batch, however many there are."
DEEP = "Every hidden layer passes its gradient on through W transposed, mask and slope."
NONE = "Without mini-batches there are no losses, and the model is the start."
APART = "Two trainings, one after the other, with a start and averages of their own."
LINEAR = "Without hidden layers the network is one layer, X W + b, without a ReLU."

Params = list[tuple[np.ndarray, np.ndarray]]


def trained(
    X: np.ndarray,
    y: np.ndarray,
    batches: list[np.ndarray],
    params: Params,
    *,
    masks: list[list[np.ndarray]] | None = None,
    optimizer: tuple[str, float] = ("sgd", 0.01),
    l2: float = 0.0,
    new: np.ndarray | None = None,
) -> Scenario:
    """A training whose losses are judged or, with new rows, what the model predicts for them."""
    hidden = [len(b) for _, b in params[:-1]]
    fit = call(FIT, X, y, hidden, 1, batches, masks, optimizer, l2, params)
    if new is None:
        return steps(fit, judged=result(0)[1])
    return steps(fit, call(PREDICT, result(0)[0], new))


BY_HAND: Params = [(np.array([[0.5]]), np.array([0.0])), (np.array([[2.0]]), np.array([1.0]))]
X_HAND, Y_HAND = np.array([[2.0], [4.0]]), np.array([5.0, 5.0])
BOTH, FIRST = np.array([0, 1]), np.array([0])


def visible() -> Iterator[Case]:
    hand = X_HAND, Y_HAND
    then = trained(*hand, [BOTH], BY_HAND, new=X_HAND)
    yield Case("By hand: predictions after one step", then, STEP)
    yield Case("By hand: losses of two steps", trained(*hand, [BOTH, FIRST], BY_HAND), LOSSES)
    yield Case("By hand: a penalty", trained(*hand, [BOTH, FIRST], BY_HAND, l2=0.5), L2)
    adam = trained(*hand, [BOTH, FIRST, BOTH], BY_HAND, optimizer=("adam", 0.1))
    yield Case("Three steps of Adam", adam, ADAM)
    start = [(np.array([[0.5, 0.25]]), np.zeros(2)), (np.array([[2.0], [1.0]]), np.ones(1))]
    masks = [[np.array([[1.25, 0.0], [1.25, 1.25]])], [np.array([[0.0, 1.25]])]]
    yield Case("Two steps with masks", trained(*hand, [BOTH, FIRST], start, masks=masks), MASKS)
    yield Case("No steps: losses", trained(*hand, [], BY_HAND), NONE)
    yield Case("No steps: predictions", trained(*hand, [], BY_HAND, new=X_HAND), NONE)


def network(rng: np.random.Generator, *units: int) -> Params:
    return [
        (stratified(rng, -1, 1, (a, b)) * np.sqrt(2 / a), stratified(rng, -0.3, 0.4, (b,)))
        for a, b in itertools.pairwise(units)
    ]


def examples(rng: np.random.Generator, count: int, width: int) -> tuple[np.ndarray, np.ndarray]:
    X = stratified(rng, -1.5, 1.5, (count, width))
    return X, 2 + np.abs(X[:, 0]) + X[:, -1] * X[:, 0] + stratified(rng, -0.2, 0.2, (count,))


def shuffled(rng: np.random.Generator, count: int, size: int, number: int) -> list[np.ndarray]:
    """Index arrays of one pass after another, in new orders; the last of each pass is short."""
    found: list[np.ndarray] = []
    while len(found) < number:
        found += np.split(rng.permutation(count), range(size, count, size))
    return found[:number]


def factors(
    rng: np.random.Generator, batches: list[np.ndarray], units: Sequence[int], drop: float
) -> list[list[np.ndarray]]:
    """Masks of which each drops some units and keeps some."""
    return [
        [(stratified(rng, 0, 1, (len(rows), H)) >= drop) / (1 - drop) for H in units]
        for rows in batches
    ]


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    X, y = examples(rng, 23, 3)
    new = stratified(rng, -1.5, 1.5, (6, 3))
    for name, rate in (("sgd", 0.02), ("adam", 0.01)):
        how: dict[str, Any] = {"optimizer": (name, rate)}
        hint = STEP if name == "sgd" else ADAM
        for count in (1, 10, 100):
            batches = shuffled(rng, 23, 8, count)
            start = network(rng, 3, 6, 1)
            word = f"{name}: {{}} of {count} step{'s' * (count > 1)}"
            losses = trained(X, y, batches, start, **how)
            yield Case(word.format("losses"), losses, hint, weight=2)
            after = trained(X, y, batches, start, new=new, **how)
            yield Case(word.format("predictions"), after, hint)
        batches = shuffled(rng, 23, 8, 10)
        start, deep = network(rng, 3, 6, 1), network(rng, 3, 6, 5, 4, 1)
        yield Case(f"{name}: three hidden layers", trained(X, y, batches, deep, **how), DEEP)
        masks = factors(rng, batches, [6], 0.2)
        yield Case(f"{name}: masks", trained(X, y, batches, start, masks=masks, **how), MASKS)
        after = trained(X, y, batches, start, masks=masks, new=new, **how)
        yield Case(f"{name}: predictions after masks", after, MASKS)
        masks = factors(rng, batches, [6, 5, 4], 0.5)
        word = f"{name}: masks of three hidden layers"
        yield Case(word, trained(X, y, batches, deep, masks=masks, **how), DEEP)
        yield Case(f"{name}: a penalty", trained(X, y, batches, start, l2=0.1, **how), L2)
        linear = trained(X, y, batches, network(rng, 3, 1), **how)
        yield Case(f"{name}: no hidden layer", linear, LINEAR)
        whole = network(rng, 3, 6, 5, 1)
        masks = factors(rng, batches, [6, 5], 0.25)
        both = trained(X, y, batches, whole, masks=masks, l2=0.05, **how)
        yield Case(f"{name}: masks and a penalty", both, L2, weight=2)
    sizes = [rng.permutation(23)[:size] for size in (8, 1, 5, 12, 2, 8)]
    uneven = trained(X, y, sizes, network(rng, 3, 6, 1), optimizer=("sgd", 0.02))
    yield Case("Mini-batches of 8, 1, 5, 12, 2 and 8 rows", uneven, PARTIAL)
    nothing = trained(X, y, [], network(rng, 3, 6, 5, 1), new=new)
    yield Case("No steps, two hidden layers", nothing, NONE)
    one = trained(X, y, batches, network(rng, 3, 6, 1), new=new[:1])
    yield Case("A prediction for one row", one, "The answer has the shape (N,), also for N = 1.")
    yield Case("Two trainings in turn", _in_turn(rng, X, y, new), APART)


def _in_turn(rng: np.random.Generator, X: np.ndarray, y: np.ndarray, new: np.ndarray) -> Scenario:
    batches = shuffled(rng, 23, 8, 6)
    one, other = network(rng, 3, 6, 1), network(rng, 3, 6, 1)
    how = [6], 1, batches, None, ("adam", 0.02), 0.0
    return steps(
        call(FIT, X, y, *how, one),
        call(FIT, X, -y, *how, other),
        call(PREDICT, result(0)[0], new),
        call(PREDICT, result(1)[0], new),
        call(PREDICT, result(0)[0], new),
        judged=[result(0)[1], result(1)[1], result(2), result(3), result(4)],
    )
