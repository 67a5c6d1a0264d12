"""Losses on the true classes and a sample of the others: sampled softmax, NCE."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from .. import _rules, _weights
from .._rules import Array, ArrayLike
from .._wide import wide
from ..links.class_scores import log_softmax_rows, softmax_rows
from ..links.log_odds import softplus_into
from ..losses.binary import difference_into

__all__ = [
    "SampledGrad",
    "nce_loss",
    "nce_loss_grad",
    "sampled_softmax_loss",
    "sampled_softmax_loss_grad",
]


class _Batch(NamedTuple):
    """A batch and its candidates: logits (B, T + S), the true classes first."""

    x: Array
    true_rows: Array
    sampled_rows: Array
    labels: Array
    sampled: Array
    logits: Array
    hits: Array
    result: _rules.DType


def _batch(
    W: ArrayLike,
    b: ArrayLike,
    x: ArrayLike,
    labels: ArrayLike,
    sampled: ArrayLike,
    q_true: ArrayLike,
    q_sampled: ArrayLike,
    remove_hits: bool,
    *,
    shared: bool,
) -> _Batch:
    """With ``shared``, a number that all logarithms of counts share is left out of the logits.

    It cancels in a softmax, and a large one would round the logits.
    """
    (w, bias, rows, qt, qs), result = _rules.floats(
        W=W, b=b, x=x, q_true=q_true, q_sampled=q_sampled
    )
    _rules.axes("W", w, 2, "(C, d)")
    _rules.axes("x", rows, 2, "(B, d)")
    y = _rules.classes("labels", labels, len(w))
    y = y[:, None] if y.ndim == 1 else y
    s = _rules.classes("sampled", sampled, len(w))
    qt = qt[:, None] if qt.ndim == 1 else qt
    _check(w, bias, rows, y, s, qt, qs)
    true_rows, sampled_rows = w[y], w[s]
    logits = np.empty((len(rows), y.shape[1] + s.size), w.dtype)
    true, drawn = logits[:, : y.shape[1]], logits[:, y.shape[1] :]
    of_true, of_drawn = np.log(wide(qt)), np.log(wide(qs))
    if shared and np.isfinite(of_drawn).any():
        common = of_drawn[np.isfinite(of_drawn)].max()
        of_true, of_drawn = of_true - common, of_drawn - common
    np.einsum("bd,btd->bt", rows, true_rows, out=true)
    true += (bias[y] - of_true).astype(w.dtype, copy=False)
    np.matmul(rows, sampled_rows.T, out=drawn)
    drawn += (bias[s] - of_drawn).astype(w.dtype, copy=False)
    hits = np.zeros(drawn.shape, np.bool_)
    if remove_hits:
        hits = (y[:, :, None] == s).any(axis=1)
        drawn[hits] = -np.inf
    return _Batch(rows, true_rows, sampled_rows, y, s, logits, hits, result)


def _check(w: Array, b: Array, x: Array, y: Array, s: Array, qt: Array, qs: Array) -> None:
    wanted = {
        "b": (b, (len(w),)),
        "x": (x, (len(x), w.shape[1])),
        "labels": (y, (len(x), y.shape[1] if y.ndim == 2 else 1)),
        "sampled": (s, (s.size,)),
        "q_true": (qt, y.shape),
        "q_sampled": (qs, s.shape),
    }
    for name, (array, shape) in wanted.items():
        if array.shape != shape:
            raise ValueError(f"{name} is {array.shape}; it must be {shape}.")
    if not y.shape[1]:
        raise ValueError("labels has no column; at least one true class a row is needed.")
    if not ((qt > 0).all() and (qs > 0).all()):
        raise ValueError("Expected counts must be positive.")


class SampledGrad(NamedTuple):
    """Gradients: of x (B, d); of the rows of W and b that occur, each listed once, rising."""

    x: Any
    rows: Any
    W: Any
    b: Any


def _scattered(batch: _Batch, dlogits: Array) -> SampledGrad:
    """Gradients from those of the logits; the same class may occur many times."""
    t = batch.labels.shape[1]
    true, drawn = dlogits[:, :t], dlogits[:, t:]
    dx = drawn @ batch.sampled_rows
    dx += np.einsum("bt,btd->bd", true, batch.true_rows)
    parts = np.concatenate(
        [(true[:, :, None] * batch.x[:, None, :]).reshape(-1, dx.shape[1]), drawn.T @ batch.x]
    )
    shifts = np.concatenate([true.ravel(), drawn.sum(axis=0)])
    ids = np.concatenate([batch.labels.ravel(), batch.sampled])
    order = np.argsort(ids, kind="stable")
    rows, starts = np.unique(ids[order], return_index=True)
    dw = np.add.reduceat(parts[order], starts) if ids.size else parts
    db = np.add.reduceat(shifts[order], starts) if ids.size else shifts
    give = _rules.give
    return SampledGrad(give(dx, batch.result), rows, give(dw, batch.result), give(db, batch.result))


def _gradients(
    batch: _Batch,
    off_target: Callable[[Array, int], Array],
    reduction: str,
    sample_weight: ArrayLike | None,
) -> SampledGrad:
    """Gradients of a loss whose slope by the logits is probability minus target."""
    dlogits = off_target(batch.logits, batch.labels.shape[1])
    if sample_weight is None:
        dlogits *= _scale(reduction, len(batch.x))
        return _scattered(batch, dlogits)
    weights = _weights.both(sample_weight, (len(batch.x),))
    weights, divisor = _weights.divided(reduction, weights)
    dlogits *= (weights / divisor)[:, None]
    dlogits[weights == 0] = 0
    return _scattered(batch, dlogits)


def _softmax_off(logits: Array, t: int) -> Array:
    """softmax - 1/T in the first T columns."""
    p = np.empty_like(logits)
    softmax_rows(p, logits)
    if t == 1:  # 1 - p from the others: of a sure class the difference would be 0
        p[:, 0] = np.where(np.isnan(p[:, 0]), p[:, 0], -p[:, 1:].sum(axis=1))
    else:
        # p - 1/T by differences from the other true classes, less their share of the rest.
        true = p[:, :t]
        off = (true[:, :, None] - true[:, None, :]).sum(axis=2)
        off -= p[:, t:].sum(axis=1, keepdims=True)
        np.divide(off, t, out=true)
    return p


def _sigmoid_off(logits: Array, t: int) -> Array:
    """sigmoid - 1/T in the first T columns."""
    p, targets = np.empty_like(logits), np.zeros_like(logits)
    targets[:, :t] = 1 / t
    difference_into(p.ravel(), logits.ravel(), 1 - targets.ravel(), targets.ravel())
    return p


def _reduced(
    losses: Array, reduction: str, result: _rules.DType, sample_weight: ArrayLike | None
) -> Any:
    def into(out: Array, values: Array) -> None:
        out[...] = values

    return _weights.losses(
        into, losses.shape, reduction, result, losses, sample_weight=sample_weight
    )


def _scale(reduction: str, count: int) -> float:
    _rules.one_of("reduction", reduction, _rules.REDUCTIONS)
    if reduction == "mean" and not count:
        raise ValueError("The mean of no examples is not defined; the batch is empty.")
    return 1 / count if reduction == "mean" else 1.0


@_rules.quiet
def sampled_softmax_loss(
    W: ArrayLike,
    b: ArrayLike,
    x: ArrayLike,
    labels: ArrayLike,
    sampled: ArrayLike,
    q_true: ArrayLike,
    q_sampled: ArrayLike,
    remove_hits: bool = True,
    *,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Softmax cross-entropy over the true classes and a sample of the others, in nats.

        true logits x . W_y + b_y - log q_y, sampled logits x . W_s + b_s - log q_s,
        targets 1/T on the T true ones

    Args:
        W: (C, d) weights, a row a class.
        b: (C,) biases.
        x: (B, d) inputs of the last layer.
        labels: (B, T) integer true classes, or (B,).
        sampled: (S,) integer candidates; repeats are allowed.
        q_true: expected counts of the labels, their shape, positive.
        q_sampled: (S,) expected counts of the candidates, positive.
        remove_hits: give candidates that are true classes of the row no weight.
        reduction: "none", "mean" or "sum".
        sample_weight: (B,), how much each row counts; None for equal weights.
    Returns: (B,) or a scalar.
    Raises: ValueError: shapes that do not fit, a class outside [0, C), counts not positive,
        mean of nothing. TypeError: classes not integers.
    Edges: with every class sampled once, q = 1 and hits removed it is the full softmax loss.
        For training only: metrics need the full softmax.
    Elsewhere: tensorflow.nn.sampled_softmax_loss.
    Source: Jean, Cho, Memisevic and Bengio 2015.
    """
    batch = _batch(W, b, x, labels, sampled, q_true, q_sampled, remove_hits, shared=True)
    logs = np.empty_like(batch.logits)
    log_softmax_rows(logs, batch.logits)
    losses = -logs[:, : batch.labels.shape[1]].mean(axis=1)
    return _reduced(losses, reduction, batch.result, sample_weight)


@_rules.quiet
def sampled_softmax_loss_grad(
    W: ArrayLike,
    b: ArrayLike,
    x: ArrayLike,
    labels: ArrayLike,
    sampled: ArrayLike,
    q_true: ArrayLike,
    q_sampled: ArrayLike,
    remove_hits: bool = True,
    *,
    reduction: str = "mean",
    sample_weight: ArrayLike | None = None,
) -> SampledGrad:
    """Gradient of sampled_softmax_loss by x and by the rows of W and b that occur.

    Args: those of sampled_softmax_loss; reduction "mean" or "sum" ("none" counts as "sum").
    Returns: SampledGrad(x (B, d), rows (n,), W (n, d), b (n,)); all other rows have gradient 0.
    Raises: as sampled_softmax_loss.
    Source: Jean, Cho, Memisevic and Bengio 2015.
    """
    batch = _batch(W, b, x, labels, sampled, q_true, q_sampled, remove_hits, shared=True)
    return _gradients(batch, _softmax_off, reduction, sample_weight)


@_rules.quiet
def nce_loss(
    W: ArrayLike,
    b: ArrayLike,
    x: ArrayLike,
    labels: ArrayLike,
    sampled: ArrayLike,
    q_true: ArrayLike,
    q_sampled: ArrayLike,
    remove_hits: bool = False,
    *,
    reduction: str = "none",
    sample_weight: ArrayLike | None = None,
) -> Any:
    """Noise-contrastive estimation: telling the true classes from the sampled ones, in nats.

        sum over the T + S logits of sampled_softmax_loss of sigmoid_ce(logit, target),
        target 1/T for true classes, 0 for candidates

    Args: those of sampled_softmax_loss; hits are kept by default.
    Returns: (B,) or a scalar.
    Raises: as sampled_softmax_loss.
    Elsewhere: tensorflow.nn.nce_loss: calls this sampled logistic when hits are removed.
    Source: Gutmann and Hyvarinen 2010; Mnih and Teh 2012.
    """
    batch = _batch(W, b, x, labels, sampled, q_true, q_sampled, remove_hits, shared=False)
    t = batch.labels.shape[1]
    terms = np.empty_like(batch.logits)
    softplus_into(terms, batch.logits)
    # softplus(z) - z / T, for a large z without the difference.
    true = batch.logits[:, :t]
    rest = np.where(true == np.inf, 0 if t == 1 else np.inf, true * (1 - 1 / t))
    terms[:, :t] = np.where(true > 0, np.log1p(np.exp(-true)) + rest, terms[:, :t] - true / t)
    return _reduced(terms.sum(axis=1), reduction, batch.result, sample_weight)


@_rules.quiet
def nce_loss_grad(
    W: ArrayLike,
    b: ArrayLike,
    x: ArrayLike,
    labels: ArrayLike,
    sampled: ArrayLike,
    q_true: ArrayLike,
    q_sampled: ArrayLike,
    remove_hits: bool = False,
    *,
    reduction: str = "mean",
    sample_weight: ArrayLike | None = None,
) -> SampledGrad:
    """Gradient of nce_loss by x and by the rows of W and b that occur.

    Args: those of nce_loss; reduction "mean" or "sum" ("none" counts as "sum").
    Returns: SampledGrad(x (B, d), rows (n,), W (n, d), b (n,)); all other rows have gradient 0.
    Raises: as nce_loss.
    Source: Mnih and Teh 2012.
    """
    batch = _batch(W, b, x, labels, sampled, q_true, q_sampled, remove_hits, shared=False)
    return _gradients(batch, _sigmoid_off, reduction, sample_weight)
