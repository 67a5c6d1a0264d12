"""The multi-layer perceptron: forward, backward, its losses, and training step by step.

Parameters are a list of (W (fan_in, fan_out), b (fan_out,)), one pair a layer. Every layer but
the last is followed by the activation.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, TypeAlias

import numpy as np

from .. import _rules, _weights
from .._moments import over_rows
from .._rules import Array, ArrayLike
from ..activations.by_name import activation as activate
from ..activations.by_name import activation_grad
from ..losses.binary import sigmoid_ce, sigmoid_ce_grad
from ..losses.multiclass import sparse_softmax_ce, sparse_softmax_ce_grad
from ..losses.regression import mse, mse_grad
from ..optimizers.by_name import optimizer_step
from .dropout import dropout_backward, dropout_forward
from .initializers import init_params

__all__ = [
    "MLP",
    "Cache",
    "Grads",
    "Trained",
    "mlp_backward",
    "mlp_forward",
    "mlp_loss",
    "mlp_loss_grad",
    "mlp_train",
]


Params: TypeAlias = Sequence[tuple[Any, Any]]

LOSSES = ("mse", "sigmoid_ce", "sparse_softmax_ce")


class Cache(NamedTuple):
    """What the backward pass needs: the input of each layer, and what left it before activation."""

    inputs: list[Any]
    pre: list[Any]
    activation: str
    alpha: float | None
    rate: float
    masks: Sequence[Any] | None


class Grads(NamedTuple):
    """Gradients: a (dW, db) a layer, and dX."""

    params: list[tuple[Any, Any]]
    X: Any


@_rules.quiet
def mlp_forward(
    X: ArrayLike,
    params: Params,
    activation: str = "relu",
    *,
    alpha: float | None = None,
    rate: float = 0.0,
    masks: Sequence[ArrayLike] | None = None,
) -> tuple[Any, Cache]:
    """Output of a multi-layer perceptron.

        h_0 = X;  h_l = activation(h_{l-1} W_l + b_l);  out = h_{L-1} W_L + b_L

    Args:
        X: (N, D); N may be 0.
        params: a (W, b) a layer; at least one.
        activation: of the hidden layers, by name.
        alpha: its parameter, None for the default.
        rate: share of hidden units dropped after activation, in [0, 1).
        masks: uniform draws (N, H) a hidden layer, for dropout; None to infer without it.
    Returns: out (N, K), dtype of X and weights together; Cache.
    Raises: ValueError: shapes that do not fit, no layers, an unknown activation, another number
        of masks than of hidden layers.
    Elsewhere: torch.nn.Linear: is one layer, with weights (out, in); keras.layers.Dense: is one
        layer.
    Source: Bishop 2006, eq. 5.9.
    """
    named = {f"W{i + 1}": w for i, (w, _) in enumerate(params)}
    named |= {f"b{i + 1}": b for i, (_, b) in enumerate(params)}
    if not len(params):
        raise ValueError("params is empty; at least one layer is needed.")
    if masks is not None and len(masks) != len(params) - 1:
        raise ValueError(f"{len(masks)} masks for {len(params) - 1} hidden layers.")
    (h, *arrays), result = _rules.floats(X=X, **named)
    _rules.axes("X", h, 2, "(N, D), one row an example")
    inputs, pre = [], []
    for i, (w, b) in enumerate(zip(arrays[: len(params)], arrays[len(params) :], strict=True)):
        _fits(i + 1, h, w, b)
        inputs.append(h)
        z = h @ w
        z += b
        if i + 1 == len(params):
            break
        pre.append(z)
        h = activate(z, activation, alpha)
        if masks is not None:
            h = dropout_forward(h, rate, masks[i])
    pre.append(z)
    return _rules.give(z, result), Cache(inputs, pre, activation, alpha, rate, masks)


def _fits(layer: int, h: Array, w: Array, b: Array) -> None:
    if w.ndim != 2 or w.shape[0] != h.shape[1] or b.shape != w.shape[1:]:
        raise ValueError(
            f"W{layer} is {w.shape}, b{layer} {b.shape}; after {h.shape[1]} units they must be "
            f"({h.shape[1]}, H) and (H,)."
        )


@_rules.quiet
def mlp_backward(cache: Cache, dout: ArrayLike, params: Params) -> Grads:
    """Gradients of a scalar through mlp_forward, by backpropagation.

        D_L = dout;  dW_l = h_{l-1}^T D_l,  db_l = column sums of D_l,
        D_{l-1} = (D_l W_l^T) activation'(z_{l-1})

    Args:
        cache: the Cache of the forward pass.
        dout: (N, K), gradient with respect to the output.
        params: those of the forward pass.
    Returns: Grads(params: a (dW, db) a layer, X: (N, D)).
    Raises: ValueError: dout of another shape.
    Elsewhere: none: left to automatic differentiation.
    Source: Rumelhart, Hinton and Williams 1986.
    """
    (delta, *weights), result = _rules.floats(
        dout=dout, **{f"W{i + 1}": w for i, (w, _) in enumerate(params)}
    )
    _rules.same_shape(out=cache.pre[-1], dout=delta)
    grads = []
    for i in reversed(range(len(weights))):
        dw, db = cache.inputs[i].T @ delta, over_rows(delta)
        grads.append((_rules.give(dw, result), _rules.give(db, result)))
        delta = delta @ weights[i].T
        if i:
            if cache.masks is not None:
                delta = dropout_backward(delta, cache.rate, cache.masks[i - 1])
            delta *= activation_grad(cache.pre[i - 1], cache.activation, cache.alpha)
    return Grads(grads[::-1], _rules.give(delta, result))


@_rules.quiet
def mlp_loss(
    out: ArrayLike,
    y: ArrayLike,
    loss: str,
    *,
    reduction: str = "mean",
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Loss of a network's output.

    Args:
        out: (N, K).
        y: (N,): real labels for "mse" (K = 1), 0 or 1 for "sigmoid_ce" (K = 1), class numbers
            for "sparse_softmax_ce".
        loss: "mse", "sigmoid_ce" or "sparse_softmax_ce".
        reduction: "none", "mean" or "sum".
        sample_weight: (N,), how much each example counts; None for equal weights.
    Returns: a scalar, or (N,) for "none".
    Raises: ValueError: shapes that do not fit, an unknown loss; as the loss.
    Elsewhere: none.
    Source: Bishop 2006, section 5.2.
    """
    value, _, operands, _ = _loss(out, y, loss)
    return value(*operands, reduction=reduction, sample_weight=sample_weight)


@_rules.quiet
def mlp_loss_grad(
    out: ArrayLike,
    y: ArrayLike,
    loss: str,
    *,
    reduction: str = "mean",
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Gradient of mlp_loss by the network's output.

    Args: those of mlp_loss.
    Returns: (N, K); of the reduced value.
    Raises: as mlp_loss.
    Source: Bishop 2006, section 5.2.
    """
    _, slope, operands, shape = _loss(out, y, loss)
    return slope(*operands, reduction=reduction, sample_weight=sample_weight).reshape(shape)


def _loss(out: ArrayLike, y: ArrayLike, loss: str) -> tuple[Any, Any, tuple[Any, Any], Any]:
    """The loss, its gradient, their operands in order, and the shape of the output."""
    _rules.one_of("loss", loss, LOSSES)
    array = _rules.numbers("out", out)
    _rules.axes("out", array, 2, "(N, K)")
    if loss == "sparse_softmax_ce":
        return sparse_softmax_ce, sparse_softmax_ce_grad, (array, y), array.shape
    if array.shape[1] != 1:
        raise ValueError(f"out is {array.shape}; {loss} takes one output a row, (N, 1).")
    if loss == "mse":
        return mse, mse_grad, (y, array[:, 0]), array.shape
    return sigmoid_ce, sigmoid_ce_grad, (array[:, 0], y), array.shape


@dataclass(frozen=True)
class MLP:
    """A multi-layer perceptron: layer sizes [D, H1, ..., K] and its activation.

    Holds no weights: `init` draws them, `forward` and `backward` take them.
    """

    sizes: tuple[int, ...]
    activation: str = "relu"
    alpha: float | None = None

    def init(
        self, rng: np.random.Generator, scheme: str = "glorot_uniform", dtype: Any = np.float64
    ) -> list[tuple[Array, Array]]:
        """First parameters; see init_params."""
        return init_params(self.sizes, rng, scheme, dtype)

    def forward(self, X: ArrayLike, params: Params, **dropout: Any) -> tuple[Any, Cache]:
        """Output and cache; see mlp_forward."""
        return mlp_forward(X, params, self.activation, alpha=self.alpha, **dropout)

    def backward(self, cache: Cache, dout: ArrayLike, params: Params) -> Grads:
        """Gradients; see mlp_backward."""
        return mlp_backward(cache, dout, params)


class Trained(NamedTuple):
    """Parameters after training, the loss before each step, and the optimizer's states."""

    params: list[tuple[Any, Any]]
    losses: list[float]
    states: list[Any]


@_rules.quiet
def mlp_train(
    params: Params,
    X: ArrayLike,
    y: ArrayLike,
    batches: Iterable[ArrayLike],
    *,
    loss: str = "mse",
    activation: str = "relu",
    alpha: float | None = None,
    optimizer: str = "sgd",
    hyper: dict[str, Any] | None = None,
    l1: float = 0.0,
    l2: float = 0.0,
    rate: float = 0.0,
    masks: Iterable[Sequence[ArrayLike]] | None = None,
    reduction: str = "mean",
    states: list[Any] | None = None,
    sample_weight: ArrayLike | None = None,
) -> Trained:
    """Train a network for one step a batch; all chance is passed in.

        gradient of loss(batch) + l1 sum |W| + l2 sum W^2, then a step of the optimizer

    Args:
        params: where to start; not changed.
        X: (N, D) examples.
        y: (N,) labels, as mlp_loss takes them.
        batches: index arrays into the examples, in order of the steps.
        loss, activation, alpha: as mlp_loss and mlp_forward.
        optimizer: its name, with its keyword arguments in `hyper`.
        l1, l2: rates of the penalties on weights, not on biases (Keras' form, no half).
        rate: share of hidden units dropped, with `masks`: uniform draws a hidden layer, a step.
        reduction: of the loss, "mean" or "sum".
        states: of a training that goes on; None before the first step.
        sample_weight: (N,), how much each example counts in its batch; None for equal weights.
    Returns: Trained(params, losses, states); a loss is that of its batch before its step,
        without penalties.
    Raises: as mlp_forward, mlp_loss and the optimizer; ValueError: a negative rate, a batch
        whose weights are all 0.
    Elsewhere: sklearn.neural_network.MLPRegressor: its penalty is alpha / 2 sum W^2, divided by N;
        keras.Model.train_on_batch: is one step.
    Source: Bishop 2006, section 5.2.4.
    """
    rows, labels = np.asarray(X), np.asarray(y)
    _rules.axes("X", rows, 2, "(N, D), one row an example")
    if labels.shape[:1] != rows.shape[:1]:
        raise ValueError(f"y is {labels.shape}, X {rows.shape}; y must have a label a row.")
    now = [(np.array(w), np.array(b)) for w, b in params]
    first, second = _rules.rate("l1", l1), _rules.rate("l2", l2)
    held: list[Any] = list(states) if states is not None else [None] * (2 * len(now))
    draws = None if masks is None else iter(masks)
    weights = None if sample_weight is None else _weights.both(sample_weight, rows.shape[:1])
    losses = []
    for batch in batches:
        index = np.asarray(batch)
        seen = None if draws is None else next(draws)
        out, cache = mlp_forward(rows[index], now, activation, alpha=alpha, rate=rate, masks=seen)
        how: dict[str, Any] = {
            "reduction": reduction,
            "sample_weight": None if weights is None else weights[index],
        }
        losses.append(float(mlp_loss(out, labels[index], loss, **how)))
        dout = mlp_loss_grad(out, labels[index], loss, **how)
        slopes = mlp_backward(cache, dout, now).params
        for i, ((w, b), (dw, db)) in enumerate(zip(now, slopes, strict=True)):
            if first or second:
                dw = dw + first * np.sign(w) + 2 * second * w
            w, held[2 * i] = optimizer_step(optimizer, w, dw, held[2 * i], **(hyper or {}))
            b, held[2 * i + 1] = optimizer_step(optimizer, b, db, held[2 * i + 1], **(hyper or {}))
            now[i] = (w, b)
    return Trained(now, losses, held)
