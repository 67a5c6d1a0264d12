"""Three layers by hand, then drawn chains. Networks are tried with seeds that are fixed."""

import itertools
from collections.abc import Iterator

import numpy as np

from grader.lab import Case, call, floats, list_of, raises, stratified, takes

COLLAPSE, AFFINE = "collapse_linear", "is_affine"
CHAIN = "The weights are W1 W2 ... WL, and each bias passes through all later layers."
NONE = "Without biases b is zero, in the shape of the last layer's bias."
VECTOR = "With a vector as the last W the answer has no axis of outputs: W is (D,), b a number."
EMPTY = "Of no layers the answer is 1.0 and 0.0, which change nothing."
FITS = "Shapes that do not chain, or a bias that is not (units,): raise ValueError."
COUNT = "There is one bias for each layer: raise ValueError for more or fewer."
BENT = "An activation bends the function: some pair of points shows it."
STRAIGHT = "With a bias it is still affine: a and 1 - a add up to 1."
SINGLE = "The activation comes between layers: of one layer there is none."
FUNCTION = "What the network computes decides, not the name of its activation."
BIASES = "The biases are part of the function: they move the points at which it bends."
RELATIVE = "Differences count relative to the largest value: at most 1e-9 of it is rounding."
FORMULAS = "Each activation has its own formula: with that of another one this network is another."
UNKNOWN = "An activation that does not exist: raise ValueError."

ARGUMENTS = [
    takes(
        COLLAPSE,
        Ws=list_of(floats("D H"), floats("H K"), floats("K M")),
        bs=list_of(floats("H"), floats("K"), floats("M")),
    )
]

Arrays = list[np.ndarray]
W1, B1 = np.array([[0.1, -0.2], [0.4, 0.3]]), np.array([0.05, -0.1])
W2, B2 = np.array([[0.7], [-0.5]]), np.array([0.2])
MIRROR: tuple[Arrays, Arrays] = (
    [np.array([[1.0, -1.0]]), np.array([[1.0], [-1.0]])],
    [np.array([1.0, -1.0]), np.array([0.25])],
)
"""relu(z) - relu(-z) is z. In explanations ones and zeros stay as they are, and fit each other."""
BESIDE: tuple[Arrays, Arrays] = (
    [np.array([[1.0, -1.0]]), np.array([[1.0], [-1.0]])],
    [np.array([0.5, 0.25]), np.array([0.25])],
)
"""relu(z + 1/2) - relu(-z + 1/4) bends twice. Without the biases it would be z, and two sigmoids
with a plus between them 1."""
TWICE: tuple[Arrays, Arrays] = (
    [
        np.array([[1.0, 1.0]]),
        np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 1.0]]),
        np.array([[1.0], [1.0], [-1.0]]),
    ],
    [np.zeros(2), np.zeros(3), np.array([0.25])],
)
"""2 relu(h) - relu(2 h) is 0, and so it is for sizes, but not for the softplus."""
SIZE: tuple[Arrays, Arrays] = (
    [np.array([[1.0, -1.0]]), np.array([[1.0, -1.0], [-1.0, 1.0]]), np.array([[1.0], [1.0]])],
    [np.zeros(2), np.zeros(2), np.array([0.25])],
)
"""The size of z by the ReLU; 0 if sizes stand for it."""


def chain(rng: np.random.Generator, *units: int) -> tuple[Arrays, Arrays]:
    shapes = list(itertools.pairwise(units))
    return [stratified(rng, -1.5, 2, s) for s in shapes], [
        stratified(rng, -1, 2, s[1:]) for s in shapes
    ]


def visible() -> Iterator[Case]:
    yield Case("By hand: two layers", call(COLLAPSE, [W1, W2], [B1, B2]), CHAIN)
    third = (np.array([[2.0]]), np.array([-0.5]))
    three = call(COLLAPSE, [W1, W2, third[0]], [B1, B2, third[1]])
    yield Case("By hand: three layers", three, CHAIN)
    yield Case("Without biases", call(COLLAPSE, [W1, W2]), NONE)
    yield Case("A vector at the end", call(COLLAPSE, [W1, W2[:, 0]], [B1, np.array(0.2)]), VECTOR)
    yield Case("No layers", call(COLLAPSE, []), EMPTY)
    yield Case(
        "A matrix that does not fit",
        call(COLLAPSE, [W2, W1], [B2, B1]),
        FITS,
        expects=raises(ValueError),
    )
    yield Case("Linear layers", call(AFFINE, [W1, W2], [B1, B2], "linear", 1), STRAIGHT)
    yield Case("By hand: ReLU", call(AFFINE, [W1, W2], [B1, B2], "relu", 2), BENT)
    yield Case("One layer", call(AFFINE, [W1], [B1], "tanh", 3), SINGLE)


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    for units in ((4, 3), (4, 5, 2), (3, 5, 4, 6), (2, 1, 3), (3, 6, 4, 5, 1)):
        word = "-".join(map(str, units))
        Ws, bs = chain(rng, *units)
        yield Case(f"Units {word}", call(COLLAPSE, Ws, bs), CHAIN)
        yield Case(f"Units {word}, no biases", call(COLLAPSE, Ws), NONE)
    square = chain(rng, 4, 4, 4, 4)
    yield Case("Layers of equal width", call(COLLAPSE, *square), CHAIN)
    Ws, bs = chain(rng, 3, 5, 4, 1)
    Ws[-1] = Ws[-1][:, 0]
    yield Case("A vector after two layers", call(COLLAPSE, Ws, [*bs[:-1], bs[-1][0]]), VECTOR)
    yield Case("A vector, no biases", call(COLLAPSE, Ws), VECTOR)
    yield Case("A vector alone", call(COLLAPSE, [Ws[-1]], [np.array(0.75)]), VECTOR)
    yield Case(
        "float32 at the end alone",
        call(COLLAPSE, [W1, W2.astype(np.float32)], [B1, B2.astype(np.float32)]),
        "With float64 among the arrays the result is float64.",
    )
    single = [W1.astype(np.float32), W2.astype(np.float32)]
    yield Case("float32, no biases", call(COLLAPSE, single), "float32 alone gives float32.")
    whole = [np.array([[1, 2], [3, 4]]), np.array([[5], [6]])]
    yield Case("Integers, no biases", call(COLLAPSE, whole), "Integers give float64.")
    yield from _networks()
    yield from _refused(rng)


def _networks() -> Iterator[Case]:
    """None of them is drawn, so that nobody is lucky."""
    rng = np.random.default_rng(31)
    for seed, name in enumerate(("relu", "softplus", "sigmoid", "tanh")):
        yield Case(f"Two layers: {name}", call(AFFINE, *chain(rng, 3, 4, 2), name, seed), BENT)
        yield Case(f"One layer: {name}", call(AFFINE, *chain(rng, 3, 2), name, seed), SINGLE)
    yield Case("Four layers: tanh", call(AFFINE, *chain(rng, 3, 4, 5, 4, 1), "tanh", 5), BENT)
    for seed, units in enumerate(((2, 3), (3, 5, 4, 2), (1, 6, 1))):
        what = f"Linear, units {'-'.join(map(str, units))}"
        yield Case(what, call(AFFINE, *chain(rng, *units), "linear", seed), STRAIGHT)
    Ws, _ = chain(rng, 3, 4, 2)
    plain = call(AFFINE, Ws, [np.zeros(4), np.zeros(2)], "linear", 11)
    rounding = "Both sides may differ by rounding: allow for 1e-9 of the largest value."
    yield Case("Linear, biases of 0", plain, rounding)
    for seed in range(6):  # one pair of points finds the kink in some of them
        Ws, bs = [np.array([[1.0]]), np.array([[2.0]])], [np.zeros(1), np.ones(1)]
        hint = "One pair of points may lie on one side of the kink: try about 20 pairs."
        yield Case(f"One unit, seed {seed}", call(AFFINE, Ws, bs, "relu", seed), hint)
    yield Case("Two units that make one straight line", call(AFFINE, *MIRROR, "relu", 4), FUNCTION)
    yield Case("Two units that nearly do: relu", call(AFFINE, *BESIDE, "relu", 4), BIASES)
    added = [BESIDE[0][0], np.abs(BESIDE[0][1])], BESIDE[1]
    yield Case("Two units that nearly do: sigmoid", call(AFFINE, *added, "sigmoid", 4), BIASES)
    Ws, bs = chain(rng, 3, 4, 2)
    constant = [Ws[0], 0 * Ws[1]]
    yield Case("Weights of 0 at the end", call(AFFINE, constant, bs, "tanh", 6), FUNCTION)
    apart = [Ws[0] * np.array([1.0, 1.0, 0.0, 0.0]), np.vstack([0 * Ws[1][:2], Ws[1][2:]])]
    yield Case("Units that see nothing", call(AFFINE, apart, bs, "sigmoid", 7), FUNCTION)
    for name in ("softplus", "sigmoid"):
        dead = [np.zeros((1, 2)), Ws[1][:2]], [np.ones(2), bs[1]]
        yield Case(f"Weights of 0 at the start: {name}", call(AFFINE, *dead, name, 1), FUNCTION)
    unseen = [np.array([[0.0, 3.0], [0.0, -2.0]]), np.array([[1.0], [0.0]])]
    flat = call(AFFINE, unseen, [np.array([0.0, -0.5]), np.array([0.5])], "sigmoid", 2)
    yield Case("A unit that is always at one half", flat, FUNCTION)
    bend = [np.array([[0.5]]), np.array([[-0.5, 1.0]])], [np.array([-2.0]), np.array([2.0, 0.5])]
    for seed in (0, 1, 2):
        what = f"One unit far below 0: softplus, seed {seed}"
        yield Case(what, call(AFFINE, *bend, "softplus", seed), BENT)
    yield from _formulas()
    small = [Ws[0], 1e-9 * Ws[1]], [bs[0], 1e-9 * bs[1]]
    yield Case("Tiny outputs: tanh", call(AFFINE, *small, "tanh", 8), RELATIVE)
    large = [1e5 * Ws[0], 1e4 * Ws[1]], [1e5 * bs[0], 1e9 * bs[1]]
    yield Case("Huge outputs: linear", call(AFFINE, *large, "linear", 9), RELATIVE)
    mild = [0.01 * Ws[0], Ws[1]], [0 * bs[0], 0 * bs[1]]
    yield Case("Almost straight: tanh", call(AFFINE, *mild, "tanh", 10), RELATIVE)


def _formulas() -> Iterator[Case]:
    """Networks that are affine with one activation, and not with one that may be taken for it."""
    for name in ("relu", "softplus"):
        yield Case(f"A unit twice: {name}", call(AFFINE, *TWICE, name, 12), FORMULAS)
    yield Case("A size by three layers: relu", call(AFFINE, *SIZE, "relu", 13), FORMULAS)
    Ws = [np.array([[1.0, -1.0]]), np.eye(2), np.array([[1.0], [1.0]])]
    for what, first in (("Two mirrored units", 0.0), ("Two mirrored units, one less 1", -1.0)):
        bs = [np.zeros(2), np.array([first, 0.0]), np.array([0.25])]
        for name in ("sigmoid", "tanh"):
            yield Case(f"{what}: {name}", call(AFFINE, Ws, bs, name, 14), FORMULAS)


def _refused(rng: np.random.Generator) -> Iterator[Case]:
    Ws, bs = chain(rng, 3, 5, 2)
    (first, last), (b1, b2) = Ws, bs
    for name, weights, biases, hint in (
        ("a row too many", [first, np.vstack([last, last[:1]])], bs, FITS),
        ("a vector in the middle", [first[:, 0], last], bs, FITS),
        ("three axes", [first, last[None]], bs, FITS),
        ("a bias (1, H)", Ws, [b1[None], b2], FITS),
        ("a bias (1,)", Ws, [b1, b2[:1]], FITS),
        ("a number for a bias", Ws, [np.array(0.5), b2], FITS),
        ("a bias too long", Ws, [np.append(b1, 1.0), b2], FITS),
        ("a bias too few", Ws, bs[:1], COUNT),
        ("a bias too many", Ws, [*bs, b2], COUNT),
        ("biases without layers", [], bs[:1], COUNT),
    ):
        refused = call(COLLAPSE, weights, biases)
        yield Case(f"Refused: {name}", refused, hint, expects=raises(ValueError))
    for name, weights, biases, hint in (
        ("a row too many", [first, np.vstack([last, last[:1]])], bs, FITS),
        ("a bias (1, H)", Ws, [b1[None], b2], FITS),
        ("a bias too few", Ws, bs[:1], COUNT),
    ):
        refused = call(AFFINE, weights, biases, "relu", 1)
        yield Case(f"Refused by is_affine: {name}", refused, hint, expects=raises(ValueError))
    unknown = call(AFFINE, Ws, bs, "step", 1)
    yield Case("Refused: an unknown activation", unknown, UNKNOWN, expects=raises(ValueError))
