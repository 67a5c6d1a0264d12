"""What layers without activation amount to, and other facts about small networks."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from .. import _rules
from .._moments import double
from .._rules import Array, ArrayLike
from ..activations.rectified import relu, relu_grad
from ..links.log_odds import sigmoid
from ..losses.binary import sigmoid_ce, sigmoid_ce_grad

__all__ = [
    "collapse_linear",
    "count_params",
    "is_affine",
    "max_pieces_1d",
    "tiny_backprop",
]


@_rules.quiet
def collapse_linear(
    Ws: Sequence[ArrayLike], bs: Sequence[ArrayLike] | None = None
) -> tuple[Any, Any]:
    """The one linear layer that a chain of linear layers is.

        W = W_1 W_2 ... W_L,  b = sum_l b_l W_{l+1} ... W_L

    Args:
        Ws: matrices (D, H1), (H1, H2), ..., (H, K); the last may be a vector (H,).
        bs: their biases (H1,), ..., (K,); None for none.
    Returns: W (D, K) and b (K,); without the last axis if the last W is a vector.
    Raises: ValueError: shapes that do not chain, another number of biases.
    Edges: of no layers 1.0 and 0.0, which change nothing.
    Elsewhere: torch.linalg.multi_dot: multiplies the weights only; numpy.linalg.multi_dot:
        multiplies the weights only.
    Source: Bishop 2006, section 5.1.
    """
    if bs is not None and len(bs) != len(Ws):
        raise ValueError(f"{len(bs)} biases for {len(Ws)} layers.")
    if not len(Ws):
        return np.float64(1), np.float64(0)
    shapes: list[tuple[int, ...]] = [np.shape(w) for w in Ws]
    _check_chain(shapes)
    if bs is None:
        bs = [0.0] * len(Ws)
        shifts = [np.zeros(shape[1:]) for shape in shapes]
    else:
        shifts = [_rules.numbers("bs", b) for b in bs]
    for i, (shape, shift) in enumerate(zip(shapes, shifts, strict=True)):
        if shift.shape != shape[1:]:
            raise ValueError(f"b{i + 1} is {shift.shape}; it must be {shape[1:]}.")
    named = {f"W{i + 1}": w for i, w in enumerate(Ws)} | {f"b{i}": b for i, b in enumerate(bs)}
    arrays, result = _rules.floats(**named)
    weights, biases = arrays[: len(Ws)], arrays[len(Ws) :]
    # From the right: with data of many rows the small matrices are multiplied first.
    product = weights[-1]
    bias = np.array(np.broadcast_to(biases[-1], shapes[-1][1:]))
    for w, b in zip(weights[-2::-1], biases[-2::-1], strict=True):
        bias = bias + np.broadcast_to(b, w.shape[1]) @ product
        product = w @ product
    return _rules.give(product, result), _rules.give(np.asarray(bias), result)


def _check_chain(shapes: list[tuple[int, ...]]) -> None:
    for i, shape in enumerate(shapes):
        last = i == len(shapes) - 1
        if len(shape) not in ((1, 2) if last else (2,)):
            raise ValueError(f"W{i + 1} is {shape}; it must be a matrix.")
        if not last and shape[1] != shapes[i + 1][0]:
            raise ValueError(
                f"W{i + 1} is {shape}, W{i + 2} {shapes[i + 1]}; the rows of a matrix must be as "
                "many as the columns of the one before."
            )


def is_affine(
    f: Callable[[Array], ArrayLike],
    dimensions: int,
    rng: np.random.Generator,
    trials: int = 20,
    rtol: float = 1e-9,
) -> bool:
    """Whether a function keeps straight lines straight, tried at random points.

        f(a x + (1 - a) y) = a f(x) + (1 - a) f(y)

    Args:
        f: function of (N, dimensions), row by row.
        dimensions: number of inputs, at least 1.
        rng: generator of points (normal) and mixtures (normal, so outside [0, 1] too).
        trials: number of pairs, at least 1.
        rtol: tolerance, relative to the largest value seen.
    Returns: a bool; True is likely, False is certain.
    Raises: ValueError: dimensions or trials below 1.
    Elsewhere: none.
    Source: Boyd and Vandenberghe 2004, section 2.1.2.
    """
    width = _rules.whole("dimensions", dimensions, at_least=1)
    count = _rules.whole("trials", trials, at_least=1)
    x, y = rng.standard_normal((2, count, width))
    a = rng.standard_normal((count, 1))
    fx, fy, fz = (double(_rules.numbers("f", f(points))) for points in (x, y, a * x + (1 - a) * y))
    a = a.reshape((count,) + (1,) * (fx.ndim - 1))
    mixed = a * fx + (1 - a) * fy
    scale = max(np.abs(v).max(initial=0) for v in (fx, fy, fz, mixed))
    return bool((np.abs(fz - mixed) <= rtol * scale).all())


def count_params(sizes: Sequence[int]) -> int:
    """Trainable parameters of a dense network, biases included.

        sum over layers of n_l n_{l+1} + n_{l+1}

    Args:
        sizes: [D, H1, ..., K], each at least 1.
    Returns: an int.
    Raises: ValueError: a size below 1. TypeError: a size that is not whole.
    Elsewhere: keras.Model.count_params: takes a model.
    Source: Bishop 2006, section 5.1.
    """
    layers = [_rules.whole("sizes", n, at_least=1) for n in sizes]
    return sum(a * b + b for a, b in itertools.pairwise(layers))


def max_pieces_1d(units: int) -> int:
    """Most linear pieces of a function of one input with one hidden layer of ReLU units.

        units + 1: each unit adds one kink

    Args:
        units: hidden units, not negative.
    Returns: an int.
    Raises: ValueError: units negative. TypeError: units not whole.
    Elsewhere: none.
    Source: Montufar, Pascanu, Cho and Bengio 2014, section 2.2.
    """
    return _rules.whole("units", units) + 1


def tiny_backprop(
    w1: float, b1: float, w2: float, b2: float, x: float, y: float
) -> dict[str, float]:
    """Every quantity of the network with one ReLU unit, forward and backward.

        pre = w1 x + b1,  h = relu(pre),  z = w2 h + b2,  p = sigmoid(z),  loss = sigmoid_ce(z, y)

    Args:
        w1, b1, w2, b2: weights and biases.
        x: the input.
        y: the label, in [0, 1].
    Returns: a dict of floats: pre, h, z, p, loss, dz, dw2, db2, dh, dpre, dw1, db1, dx.
    Raises: ValueError: y outside [0, 1].
    Elsewhere: none.
    Source: Rumelhart, Hinton and Williams 1986.
    """
    w1, b1, w2, b2, x, y = (
        _rules.real(name, value)
        for name, value in {"w1": w1, "b1": b1, "w2": w2, "b2": b2, "x": x, "y": y}.items()
    )
    pre = w1 * x + b1
    h = float(relu(pre))
    z = w2 * h + b2
    dz = float(sigmoid_ce_grad(z, y))
    dh = dz * w2
    dpre = dh * float(relu_grad(pre))
    return {
        "pre": pre,
        "h": h,
        "z": z,
        "p": float(sigmoid(z)),
        "loss": float(sigmoid_ce(z, y)),
        "dz": dz,
        "dw2": dz * h,
        "db2": dz,
        "dh": dh,
        "dpre": dpre,
        "dw1": dpre * x,
        "db1": dpre,
        "dx": dpre * w1,
    }
