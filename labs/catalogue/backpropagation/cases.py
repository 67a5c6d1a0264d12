"""Two units by hand, then drawn networks. Of the cache nothing is judged but what comes of it."""

import itertools
from collections.abc import Iterator
from typing import Any

import numpy as np

from grader.lab import Case, Scenario, call, raises, result, steps, stratified

THERE, BACK = "mlp_forward", "mlp_backward"
FORWARD = "Each layer is h W + b, and all but the last are followed by the activation."
WEIGHTS = "dW is the input of the layer, transposed, times the gradient of its sums."
BIASES = "db is the sum over the examples of the gradient of the layer's sums."
INPUTS = (
    "dX is the gradient of the first layer's sums times W transposed; no slope is left to pass."
)
SLOPES = (
    "On its way back through an activation the gradient is multiplied by the slope at the sums."
)
DEAD = "Nothing comes through a ReLU unit that is off; at 0 its slope is 0 too."
DEPTH = "Every hidden layer multiplies by its W transposed, and then by the slope."
SHAPE = "dout has the shape of the output, (N, K): raise ValueError for any other."
APART = "Each way back needs the cache of its own way there: keep nothing outside of it."
AGAIN = "The way back leaves the cache as it was."
NAMES = ("linear", "relu", "leaky", "elu", "softplus", "sigmoid", "tanh")

Params = list[tuple[np.ndarray, np.ndarray]]


def there_and_back(dout: Any, X: Any, params: Params, *others: object) -> Scenario:
    return steps(call(THERE, X, params, *others), call(BACK, result(0)[1], dout, params))


def part(judged: Any, dout: Any, X: Any, params: Params, *others: object) -> Scenario:
    way_there = call(THERE, X, params, *others)
    return steps(way_there, call(BACK, result(0)[1], dout, params), judged=judged)


def fixed(
    rng: np.random.Generator, low: float, high: float, shape: tuple[int, ...], key: int
) -> np.ndarray:
    """Numbers whose order never changes, and with it which units are on; their digits are drawn."""
    numbers = stratified(np.random.default_rng((key, *shape)), low, high, shape)
    return numbers * (1 + 1e-3 * rng.random(shape))


def network(rng: np.random.Generator, *units: int, key: int = 0) -> Params:
    """Weights and biases of all sizes, none of them close to 0."""
    params = []
    for layer, (before, after) in enumerate(itertools.pairwise(units), start=10 * key):
        W = fixed(rng, -1, 1, (before, after), layer)
        params.append((W + 0.1 * np.sign(W), fixed(rng, -0.9, 1, (after,), layer)))
    return params


BY_HAND: Params = [
    (np.array([[0.1, -0.2], [0.4, 0.3]]), np.array([0.05, -0.1])),
    (np.array([[0.7], [-0.5]]), np.array([0.2])),
]


def visible() -> Iterator[Case]:
    x, one = np.array([[3.0, -0.5]]), np.ones((1, 1))
    yield Case("By hand: there", steps(call(THERE, x, BY_HAND), judged=result(0)[0]), FORWARD)
    yield Case("By hand: dW1", part(result(1)[0][0][0], one, x, BY_HAND), WEIGHTS)
    yield Case("By hand: db1", part(result(1)[0][0][1], one, x, BY_HAND), BIASES)
    yield Case("By hand: dX", part(result(1)[1], one, x, BY_HAND), INPUTS)
    X, dout = np.array([[1.0, 2.0], [-1.0, 0.5]]), np.array([[-0.164], [0.272]])
    yield Case("Two examples", there_and_back(dout, X, BY_HAND), WEIGHTS)
    yield Case("Two examples by tanh", there_and_back(dout, X, BY_HAND, "tanh"), SLOPES)
    deep = [BY_HAND[0], *BY_HAND]
    yield Case("Three layers by softplus", there_and_back(dout, X, deep, "softplus"), DEPTH)
    yield Case(
        "dout of the shape (1,)",
        there_and_back(one[:, 0], x, BY_HAND),
        SHAPE,
        expects=raises(ValueError),
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    X, dout = fixed(rng, -2, 2, (7, 4), 101), fixed(rng, -1.5, 2, (7, 3), 102)
    for name in NAMES:
        params = network(rng, 4, 6, 3)
        yield Case(f"Two layers: {name}", there_and_back(dout, X, params, name), SLOPES)
    params = network(rng, 4, 6, 3)
    there = steps(call(THERE, X, params), judged=result(0)[0])
    yield Case("Two layers: there", there, FORWARD)
    for k, (word, hint) in itertools.product((0, 1), enumerate((WEIGHTS, BIASES))):
        name = f"Two layers: d{'Wb'[word]}{k + 1}"
        yield Case(name, part(result(1)[0][k][word], dout, X, params, "tanh"), hint)
    yield Case("Two layers: dX", part(result(1)[1], dout, X, params, "tanh"), INPUTS)
    for units in ((4, 3), (4, 5, 6, 3), (4, 6, 5, 2, 3), (4, 1, 3)):
        for name in ("relu", "sigmoid"):
            what = f"Units {'-'.join(map(str, units))}: {name}"
            yield Case(what, there_and_back(dout, X, network(rng, *units), name), DEPTH)
    yield from _special(rng, X, dout)
    yield from _caches(rng)
    yield from _refused(rng, X, dout)


def _special(rng: np.random.Generator, X: np.ndarray, dout: np.ndarray) -> Iterator[Case]:
    (W, _), last = network(rng, 4, 6, 3)
    off = [(-np.abs(W), np.where(np.arange(6) % 2, -0.1, 20.0)), last]
    yield Case("Units that are off for all", there_and_back(dout, np.abs(X), off), DEAD)
    whole = np.array([[1.0, -1.0, 2.0, -2.0], [1.0, 1.0, 1.0, -1.0], [0.0, 0.0, 0.0, 0.0]])
    sums = [(np.ones((4, 6)), np.array([0.0, -2.0, 1.0, 0.0, 2.0, -1.0])), last]
    for name in ("relu", "leaky"):
        yield Case(f"Sums of exactly 0: {name}", there_and_back(dout[:3], whole, sums, name), DEAD)
    square = network(rng, 4, 4, 4, 4)
    yield Case(
        "As many units in all layers as examples",
        there_and_back(fixed(rng, -1.5, 2, (4, 4), 103), X[:4], square, "tanh"),
        "Where all shapes fit, only the formula says what is transposed.",
    )
    params = network(rng, 4, 6, 3)
    yield Case("One example", there_and_back(dout[:1], X[:1], params, "elu"), WEIGHTS)
    yield Case(
        "No examples",
        there_and_back(dout[:0], X[:0], params),
        "Without rows the sums are 0, in the shapes of W and b.",
    )
    for name in NAMES:
        single = [(W.astype(np.float32), b.astype(np.float32)) for W, b in params]
        small = dout.astype(np.float32), X.astype(np.float32)
        yield Case(
            f"float32: {name}",
            there_and_back(*small, single, name),
            "float32 stays float32 on the way back.",
        )
    yield Case(
        "Inputs that are integers",
        there_and_back(dout, np.rint(2 * X).astype(int), params, "tanh"),
        "Whole numbers give float64.",
    )


def _caches(rng: np.random.Generator) -> Iterator[Case]:
    one, other = network(rng, 4, 5, 2), network(rng, 4, 5, 2, key=1)
    A, B = fixed(rng, -2, 2, (5, 4), 5), fixed(rng, -2, 2, (5, 4), 6)
    dout = fixed(rng, -2, 2, (5, 2), 7)
    for name in ("relu", "softplus"):
        yield Case(
            f"Two networks, there, there, back, back: {name}",
            steps(
                call(THERE, A, one, name),
                call(THERE, B, other, name),
                call(BACK, result(0)[1], dout, one),
                call(BACK, result(1)[1], dout, other),
                judged=[result(2), result(3)],
            ),
            APART,
        )
        yield Case(
            f"Back twice: {name}",
            steps(
                call(THERE, A, one, name),
                call(BACK, result(0)[1], dout, one),
                call(BACK, result(0)[1], 2 * dout, one),
                judged=[result(1), result(2)],
            ),
            AGAIN,
        )


def _refused(rng: np.random.Generator, X: np.ndarray, dout: np.ndarray) -> Iterator[Case]:
    three, one = network(rng, 4, 6, 3), network(rng, 4, 6, 1)
    for word, wrong, inputs, params in (
        ("(N, K, 1)", dout[..., None], X, three),
        ("(K, N)", dout.T, X, three),
        ("(1, K)", dout[:1], X, three),
        ("(N,) for (N, 1)", dout[:, 0], X, one),
        ("(1,) for one example", dout[0, :1], X[:1], one),
        ("(1, 1, 1) for one example", dout[None, :1, :1], X[:1], one),
    ):
        refused = there_and_back(wrong, inputs, params)
        yield Case(f"Refused: dout of the shape {word}", refused, SHAPE, expects=raises(ValueError))
