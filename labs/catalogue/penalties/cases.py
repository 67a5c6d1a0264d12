"""Inputs by hand, then drawn ones. The rules of the statement follow from ARGUMENTS."""

from collections.abc import Iterator

import numpy as np

from grader.lab import Case, call, either, floats, list_of, raises, rate, stratified, takes, word

SUM = "The penalty adds up over all weights; check each kind's formula against the table."
SLOPE = "The gradient is taken entry by entry; check each kind's formula against the table."

WEIGHTS = {"W": either(array=floats(), list=list_of(floats()))}
RATES = {"l1": rate(), "l2": rate()}
ARGUMENTS = [
    takes("penalty", **WEIGHTS, kind=word("l0", "l1", "l2_sq", "elastic"), **RATES).gives_number(),
    takes("penalty_grad", **WEIGHTS, kind=word("l1", "l2_sq", "elastic"), **RATES).gives_like("W"),
    takes("penalty_grad", **WEIGHTS, kind=word("l0"), **RATES).always_raises(NotImplementedError),
]


def visible() -> Iterator[Case]:
    w = np.array([3.0, -4.0, 0.0])
    yield Case("By hand: elastic penalty", call("penalty", w, "elastic", l1=0.1, l2=0.01), SUM)
    yield Case(
        "By hand: elastic gradient",
        call("penalty_grad", w, "elastic", l1=0.1, l2=0.01),
        "At a weight of zero the slope of |w| is taken as 0; w² has the slope 2w.",
    )
    yield Case(
        "Count of non-zeros",
        call("penalty", np.array([[0.0, -0.5, 2.0], [1e-9, -0.0, -3.0]]), "l0"),
        "Every weight other than 0 counts, however small; -0.0 is 0.",
    )
    weights = [np.array([[0.5, -1.0], [2.0, 0.0]]), np.array([-0.25, 4.0])]
    yield Case(
        "A list of arrays: L1 penalty",
        call("penalty", weights, "l1", l1=0.5),
        "A list of arrays is one set of weights: one number comes of all of them.",
    )
    yield Case(
        "A list of arrays: squared L2 gradient",
        call("penalty_grad", weights, "l2_sq", l2=0.5),
        "For a list of arrays the gradient is a list, one array for each.",
    )


def hidden(rng: np.random.Generator) -> Iterator[Case]:
    l1, l2 = (float(rate) for rate in stratified(rng, 0.1, 0.9, 2))
    yield from _values(rng, l1, l2)
    yield from _gradients(rng, l1, l2)
    yield Case(
        "Gradient of the count",
        call("penalty_grad", stratified(rng, -2, 2, 4), "l0"),
        "The count has no useful gradient: raise NotImplementedError.",
        expects=raises(NotImplementedError),
    )


def _values(rng: np.random.Generator, l1: float, l2: float) -> Iterator[Case]:
    matrix = stratified(rng, -2, 2, (7, 3))
    yield Case("L1 penalty of a matrix", call("penalty", matrix, "l1", l1=l1), SUM)
    vector = stratified(rng, -2, 2, 7)
    yield Case("Squared L2 penalty of a vector", call("penalty", vector, "l2_sq", l2=l2), SUM)
    arrays = [stratified(rng, -2, 3, shape) for shape in ((1, 1), (2, 3, 2), (4, 1), (1, 5))]
    yield Case(
        "Elastic penalty of arrays of several shapes",
        call("penalty", arrays, "elastic", l1=l1, l2=l2),
        "A list of arrays is one set of weights: one number comes of all of them.",
    )
    sparse = [np.where(rng.permutation(20).reshape(5, 4) < 9, 0.0, matrix[:5, :1]) for _ in "ab"]
    sparse[0][0, :2] = -0.0, 1e-9
    yield Case(
        "Count over two arrays, -0.0 and 1e-9 among them",
        call("penalty", sparse, "l0"),
        "Every weight other than 0 counts, however small; -0.0 is 0.",
    )
    yield Case(
        "Weights of 1e200",
        call("penalty", rng.uniform(1, 9, 3) * 1e200, "l1", l1=l1),
        "The L1 penalty needs no squares; squares of 1e200 overflow.",
    )


def _gradients(rng: np.random.Generator, l1: float, l2: float) -> Iterator[Case]:
    weights = stratified(rng, -2, 2, 8)
    weights[[1, 4]] = 0.0, -0.0
    yield Case(
        "L1 gradient with zeros",
        call("penalty_grad", weights, "l1", l1=l1),
        "At a weight of zero the slope of |w| is taken as 0.",
    )
    yield Case("Squared L2 gradient", call("penalty_grad", weights, "l2_sq", l2=l2), SLOPE)
    arrays = [stratified(rng, -2, 3, shape) for shape in ((3, 2), (1, 1), (4,))]
    yield Case(
        "Elastic gradient of a list",
        call("penalty_grad", arrays, "elastic", l1=l1, l2=l2),
        "For a list of arrays the gradient is a list, one array for each.",
    )
    yield Case(
        "Gradient at 1e200",
        call("penalty_grad", rng.uniform(1, 9, 3) * 1e200, "l2_sq", l2=l2),
        "The slope of w² is 2w, which is finite; the square itself is not needed.",
    )
