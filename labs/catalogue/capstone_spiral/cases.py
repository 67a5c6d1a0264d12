"""Gradients of given networks: the one of the statement, then drawn ones of each activation."""

import itertools
from collections.abc import Iterator

import numpy as np

from grader.lab import Call, Case, call, stratified

BACK = "From layer to layer: times W transposed, then times the slope of the activation there."
BIAS = "The gradient of a bias is the sum of its own column of delta, over the examples."
MEAN = "The loss is a mean: divide by the number of the examples that are given."
SLOPE = "Each activation has a slope of its own, and that of ReLU is 1 or 0."
LINE = "Without hidden layers only the last step is left: X transposed times delta."
SURE = "p - y stays finite however large the logit is."

Params = list[tuple[np.ndarray, np.ndarray]]


def asked(activation: str, layers: Params, X: np.ndarray, y: np.ndarray) -> Call:
    return call("spiral_gradients", (activation, layers), X, y)


def visible() -> Iterator[Case]:
    unit = [(np.array([[0.5], [1.0]]), np.zeros(1)), (np.array([[2.0]]), np.zeros(1))]
    one = np.array([[1.0, 0.0]]), np.array([0.0])
    yield Case("By hand: one tanh unit", asked("tanh", unit, *one), BACK)
    line = [(np.array([[1.0], [-1.0]]), np.array([0.5]))]
    two = np.array([[1.0, 0.5], [-2.0, 1.0]]), np.array([1.0, 0.0])
    yield Case("A line, two examples", asked("relu", line, *two), LINE)
    layers = [
        (np.array([[1.0, -1.0], [0.5, 2.0]]), np.array([0.1, -0.2])),
        (np.array([[1.5], [-0.5]]), np.array([0.3])),
    ]
    for activation in ("relu", "tanh", "sigmoid"):
        yield Case(f"Two {activation} units", asked(activation, layers, *two), SLOPE)


def network(rng: np.random.Generator, *units: int) -> Params:
    return [
        (stratified(rng, -1, 1, (n, m)) * np.sqrt(2 / n), stratified(rng, -0.4, 0.5, (m,)))
        for n, m in itertools.pairwise(units)
    ]


def points(rng: np.random.Generator, count: int) -> tuple[np.ndarray, np.ndarray]:
    return stratified(rng, -3, 3, (count, 2)), rng.permutation(np.arange(count) % 3 > 0).astype(
        float
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    for activation in ("relu", "tanh", "sigmoid"):
        for units in ((2, 5, 1), (2, 4, 3, 1), (2, 4, 4, 4, 1)):
            word = f"{activation}: {len(units) - 2} hidden layer{'s' * (len(units) > 3)}"
            yield Case(word, asked(activation, network(rng, *units), *points(rng, 9)), BACK)
    yield Case("One example", asked("tanh", network(rng, 2, 4, 3, 1), *points(rng, 1)), BIAS)
    yield Case("Many examples", asked("relu", network(rng, 2, 6, 6, 1), *points(rng, 60)), MEAN)
    yield Case("No hidden layer", asked("sigmoid", network(rng, 2, 1), *points(rng, 12)), LINE)
    W, b = stratified(rng, 0.5, 2, (2, 3)), np.zeros(3)
    sure = [(W, b), (np.full((3, 1), 400.0), np.zeros(1))]
    X, y = stratified(rng, 1, 3, (6, 2)), rng.permutation([0.0, 1.0, 0.0, 1.0, 1.0, 0.0])
    yield Case("Sure of itself", asked("relu", sure, X, y), SURE)
