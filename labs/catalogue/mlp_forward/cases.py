"""Two units by hand, then drawn networks of one to four layers. The cache is not judged."""

import itertools
from collections.abc import Iterator

import numpy as np

from grader.lab import (
    Case,
    Scenario,
    call,
    floats,
    list_of,
    pair,
    raises,
    result,
    steps,
    stratified,
    takes,
    word,
)

FORWARD = "mlp_forward"
LAYER = "Each layer takes the units before it times W, plus b, and then the activation."
LAST = "The last layer has no activation: its sums are the answer."
LINEAR = "A single layer is a linear model: there is no hidden layer, and no activation."
NAMED = "The hidden layers have the activation that is named, each of them."
SHAPES = (
    "W is (units before, units after) and b (units after,): raise ValueError for anything else."
)
LARGE = "Large sums must not overflow: log(1 + exp(x)) is max(x, 0) + log(1 + exp(-|x|))."
NAMES = ("linear", "relu", "leaky", "elu", "softplus", "sigmoid", "tanh")

Params = list[tuple[np.ndarray, np.ndarray]]
ARGUMENTS = [
    takes(
        FORWARD,
        X=floats("N D"),
        params=list_of(pair(floats("D H"), floats("H")), pair(floats("H K"), floats("K"))),
        activation=word("relu", unknown=ValueError),
    )
    .may_be_empty("N")
    .judges(result(0)[0])
]


def forward(*inputs: object) -> Scenario:
    return steps(call(FORWARD, *inputs), judged=result(0)[0])


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


def visible() -> Iterator[Case]:
    first = (np.array([[0.1, -0.2], [0.4, 0.3]]), np.array([0.05, -0.1]))
    second = (np.array([[0.7], [-0.5]]), np.array([0.2]))
    yield Case("By hand: (1, 2)", forward(np.array([[1.0, 2.0]]), [first, second]), LAYER)
    X = np.array([[1.0, 2.0], [3.0, -0.5], [-1.0, 0.5]])
    yield Case("Three examples", forward(X, [first, second]), LAYER)
    yield Case("By tanh", forward(X, [first, second], "tanh"), NAMED)
    low = (np.array([[0.7], [-0.5]]), np.array([-2.0]))
    yield Case("Negative outputs", forward(X, [first, low]), LAST)
    yield Case("No hidden layer", forward(X, [first]), LINEAR)
    yield Case("Three layers", forward(X, [first, first, second]), LAYER)
    yield Case("No examples", forward(X[:0], [first, second]), "Without rows the answer is (0, K).")
    yield Case(
        "A bias of the shape (1, 2)",
        forward(X, [(first[0], first[1][None]), second]),
        SHAPES,
        expects=raises(ValueError),
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    X = fixed(rng, -2, 2, (7, 4), 101)
    for name in NAMES:
        yield Case(f"Two layers: {name}", forward(X, network(rng, 4, 6, 3), name), NAMED)
    for units in ((4, 3), (4, 5, 2), (4, 5, 6, 2), (4, 3, 5, 6, 2), (4, 1, 3), (4, 6, 1)):
        word = "-".join(map(str, units))
        yield Case(f"Units {word}", forward(X, network(rng, *units)), LAYER)
    for name in ("sigmoid", "leaky"):
        deep = network(rng, 4, 5, 6, 2)
        yield Case(f"Three layers: {name}", forward(X, deep, name), NAMED)
    yield from _special(rng, X)
    yield from _refused(rng, X)


def _special(rng: np.random.Generator, X: np.ndarray) -> Iterator[Case]:
    square = fixed(rng, -2, 2, (4, 4), 102)
    yield Case("As many units as examples", forward(square, network(rng, 4, 4, 4)), LAYER)
    yield Case("One example", forward(X[:1], network(rng, 4, 5, 2)), LAYER)
    yield Case("One input", forward(X[:, :1], network(rng, 1, 5, 2)), LAYER)
    yield Case(
        "Outputs below 0 alone",
        forward(np.abs(X), [*network(rng, 4, 5), (-np.ones((5, 2)), np.full(2, -0.5))]),
        LAST,
    )
    yield Case(
        "No examples, three layers",
        forward(X[:0], network(rng, 4, 5, 6, 2), "tanh"),
        "Without rows the answer is (0, K).",
    )
    for name in ("softplus", "sigmoid", "elu"):
        yield Case(f"Large sums: {name}", forward(300 * X, network(rng, 4, 5, 2), name), LARGE)
    for name in NAMES:
        small = [(W.astype(np.float32), b.astype(np.float32)) for W, b in network(rng, 4, 5, 2)]
        yield Case(
            f"float32: {name}",
            forward(X.astype(np.float32), small, name),
            "float32 stays float32 through all layers.",
        )
    mixed = network(rng, 4, 5, 2)
    mixed[1] = (mixed[1][0].astype(np.float32), mixed[1][1].astype(np.float32))
    yield Case(
        "float32 in the last layer alone",
        forward(X, mixed),
        "With float64 among the arrays the answer is float64.",
    )


def _refused(rng: np.random.Generator, X: np.ndarray) -> Iterator[Case]:
    (W, b), last = network(rng, 4, 5, 2)
    for name, inputs, hint in (
        ("no layers", (X, []), "A network has at least one layer: raise ValueError."),
        ("X of one axis", (X[0], [(W, b), last]), "X has one row for each example: (N, D)."),
        ("X of three axes", (X[None], [(W, b), last]), "X has one row for each example: (N, D)."),
        ("a bias of the shape (1, H)", (X, [(W, b), (last[0], last[1][None])]), SHAPES),
        ("a bias of the shape (1,)", (X, [(W, b[:1]), last]), SHAPES),
        ("a bias of the shape (N, 1)", (X, [(W, X[:, :1]), last]), SHAPES),
        ("a bias without axes", (X, [(W, np.array(0.5)), last]), SHAPES),
        ("a bias too short", (X, [(W, b[:-1]), last]), SHAPES),
        ("weights of the shape (H,)", (X, [(W, b), (last[0][:, 0], np.array(0.5))]), SHAPES),
        ("weights of three axes", (X, [(W[None], b), last]), SHAPES),
        ("weights with a row too many", (X, [(np.vstack([W, W[:1]]), b), last]), SHAPES),
    ):
        if not hint.endswith("else."):
            hint = hint.replace(": raise ValueError.", ".") + " Raise ValueError."
        yield Case(f"Refused: {name}", forward(*inputs), hint, expects=raises(ValueError))
