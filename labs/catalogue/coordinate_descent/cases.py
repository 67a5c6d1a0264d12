"""Known passes, then drawn systems. The rules of the statement follow from ARGUMENTS."""

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, call, count, floats, rate, stratified, takes

FIT, GAP = "enet_cd", "lasso_duality_gap"
PASS = "One weight after the other: threshold rho_j by l1, divide by c_j + l2, update the residual."
BOTH = "l1 is the threshold of rho_j, l2 is added to c_j below; neither is halved or doubled."
BOUND = "s scales the residual so that no column exceeds lam; it is never above 1."

SYSTEM = {
    "X": floats("N D", ties=False, zeros=False, largest=10.0),
    "y": floats("N", ties=False, zeros=False, largest=6.0, wrong_shape=ValueError),
}
ARGUMENTS = [
    takes(
        FIT,
        **SYSTEM,
        l1=rate(outside=ValueError),
        l2=rate(outside=ValueError),
        n_sweeps=count(0),
    )
    .refuses_empty(ValueError, "N")
    .in_order("N", "D"),
    takes(GAP, **SYSTEM, w=floats("D", ties=False, wrong_shape=ValueError), lam=rate(open_low=True))
    .refuses_empty(ValueError, "N")
    .in_order("N", "D")
    .gives_number(),
]
X = np.array([[1.0, 0.0, 2.0], [0.0, 1.0, 1.0], [1.0, 1.0, 0.0], [2.0, -1.0, 1.0]])
Y = np.array([1.0, 2.0, -1.0, 3.0])


def visible() -> Iterator[Case]:
    hand, y = np.array([[2.0, 2.0], [0.0, 2.0]]), np.array([4.0, 2.0])
    yield Case("By hand: one pass", call(FIT, hand, y, 1.0, 0.0, 1), PASS)
    yield Case("By hand: the gap", call(GAP, hand, y, np.array([1.5, 0.5]), 1.0), BOUND)
    yield Case("Three features, two passes", call(FIT, X, Y, 0.5, 0.0, 2), PASS)
    yield Case("An elastic net", call(FIT, X, Y, 0.25, 0.25), BOTH)
    yield Case(
        "The gap at 0",
        call(GAP, X, Y, np.zeros(3), 0.5),
        "At w = 0 the residual is y, and s is lam over the largest |x_j . y| / N, here 0.5 / 1.75.",
    )


def system(rng: np.random.Generator, n: int, d: int) -> tuple[np.ndarray, np.ndarray]:
    """Examples and labels of which every third feature has no part; nearly the same in each draw.

    Which weights are 0 after a few passes shall not be chance.
    """
    X = stratified(np.random.default_rng(n), -2, 2, (n, d)) * rng.uniform(0.999, 1.001, (n, d))
    w = np.array([2.0, -1.0, 0.0])[np.arange(d) % 3]
    return X, X @ w + 0.3 * np.cos(np.arange(n))


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    l1, l2 = (float(rate) for rate in rng.uniform([0.199, 0.399], [0.201, 0.401]))
    tall = system(rng, 12, 6)
    yield Case("Lasso: one pass", call(FIT, *tall, l1, 0.0, 1), PASS)
    yield Case("Lasso: the optimum", call(FIT, *tall, l1, 0.0), PASS)
    yield Case("Elastic net: three passes", call(FIT, *tall, l1, l2, 3), BOTH)
    yield Case("More features than examples", call(FIT, *system(rng, 5, 9), l1, l2, 50), BOTH)
    yield Case("One feature", call(FIT, *system(rng, 7, 1), l1, l2, 2), BOTH)
    yield Case(
        "Ridge: no threshold",
        call(FIT, *tall, 0.0, l2, 40),
        "With l1 = 0 nothing is thresholded: this is ridge regression.",
    )
    yield from _columns(*tall, l1)
    yield from _gaps(rng, *tall, l1)


def _columns(X: np.ndarray, y: np.ndarray, l1: float) -> Iterator[Case]:
    scales = np.array([10.0, 0.1, 1.0, 5.0, 1.0, 0.5])
    yield Case(
        "Columns of unequal scale",
        call(FIT, X * scales, y, l1, 0.0, 4),
        "Each column has a c_j of its own, the mean of its squares.",
    )
    zero = X.copy()
    zero[:, 2] = 0.0
    yield Case(
        "A column of zeros",
        call(FIT, zero, y, l1, 0.0, 5),
        "A column of zeros has c_j = 0, and 0 / 0 is NaN: its weight is 0.",
    )
    yield Case(
        "A column that comes twice",
        call(FIT, X[:, [0, 1, 1, 3]], y, l1, 0.0, 5),
        "In the order of the columns the first copy gets all the weight.",
    )
    yield Case(
        "Correlated columns, many passes",
        call(FIT, X + 3.0, y, l1, 0.0, 200),
        "Correlated columns take many passes: do not stop before no weight changes any more.",
    )
    yield Case("No pass", call(FIT, X, y, l1, 0.0, 0), "Without a pass all weights are 0.")


def _with_negative_product(
    X: np.ndarray, y: np.ndarray, w: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """The examples with signs that make the product of largest size with the residual negative."""
    g = X.T @ (y - X @ w)
    sign = -np.sign(g[np.abs(g).argmax()])
    return sign * X, sign * y


def _gaps(rng: np.random.Generator, X: np.ndarray, y: np.ndarray, lam: float) -> Iterator[Case]:
    w = np.array([1.5, -0.5, 0.0, 0.8, -1.2, 0.3]) * rng.uniform(0.99, 1.01, 6)
    yield Case("The gap far from the optimum", call(GAP, X, y, w, lam), BOUND)
    yield Case(
        "The gap where the largest product is negative",
        call(GAP, *_with_negative_product(X, y, w), w, lam),
        "Of the products x_j . r the largest in size counts, whatever its sign.",
    )
    yield Case(
        "The gap where no column exceeds lam",
        call(GAP, X, y, w, 100 * lam),
        "Where every |x_j . r| / N is at most lam, s is 1.",
    )
    yield Case(
        "The gap at 0 with a large rate",
        call(GAP, X, y, np.zeros(6), 100 * lam),
        "All weights 0 is the optimum for so large a rate: the gap is 0.",
    )
    yield Case(
        "The gap of a perfect fit",
        call(GAP, X, X @ w, w, lam),
        "A residual of 0 has nothing to do with any column: s is 1, not 0 / 0.",
    )
    yield Case(
        "The gap with X of zeros",
        call(GAP, np.zeros((3, 2)), y[:3], np.array([1.0, -2.0]), lam),
        "If max |x_j . r| is 0, nothing may be divided by it: s is 1.",
    )
