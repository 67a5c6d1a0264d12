"""In place, a cache's worth at a time, with squares in place of powers where gamma is 2."""

import numpy as np

BLOCK = 8192


def _checked(logits, labels, gamma, alpha, reduction):
    if logits.shape != labels.shape:
        raise ValueError(f"logits is {logits.shape}, labels {labels.shape}")
    if gamma < 0:
        raise ValueError("gamma must not be negative")
    if alpha is not None and not 0 <= alpha <= 1:
        raise ValueError("alpha must lie in [0, 1]")
    if reduction == "mean" and logits.size == 0:
        raise ValueError("the mean of no entries is not defined")
    z = np.ascontiguousarray(logits, logits.dtype if logits.dtype.kind == "f" else np.float64)
    positive = np.ascontiguousarray(labels == 1)
    if np.count_nonzero(positive) + np.count_nonzero(labels == 0) != labels.size:
        raise ValueError("labels must be 0 or 1")
    return z.reshape(-1), positive.reshape(-1)


def _power(miss, gamma):
    if gamma == 2:
        return np.square(miss, out=miss)
    return np.power(miss, gamma, out=miss)


def _blocks(kernel, logits, labels, gamma, alpha, reduction):
    z, positive = _checked(logits, labels, gamma, alpha, reduction)
    out = np.empty_like(z)
    high, low = (1, 1) if alpha is None else (alpha, 1 - alpha)
    for start in range(0, z.size, BLOCK):
        piece = slice(start, start + BLOCK)
        sign = positive[piece].astype(z.dtype)
        weight = sign * (high - low)
        weight += low
        sign *= -2
        sign += 1
        t = z[piece] * sign  # -s
        small = np.abs(t)
        np.negative(small, out=small)
        np.exp(small, out=small)
        nll = np.log1p(small)
        nll += np.maximum(t, 0)
        larger = 1 / (1 + small)
        small *= larger  # the two sigmoids
        wrong = t >= 0
        miss = np.where(wrong, larger, small)
        hit = np.where(wrong, small, larger) if kernel is _slope else None
        kernel(out[piece], sign, weight, miss, hit, nll, gamma)
    return out.reshape(logits.shape)


def _loss(out, sign, weight, miss, hit, nll, gamma):
    np.multiply(weight, nll, out=out)
    out *= _power(miss, gamma)


def _slope(out, sign, weight, miss, hit, nll, gamma):
    np.multiply(hit, nll, out=out)
    out *= gamma
    out += miss
    out *= weight
    out *= sign
    out *= _power(miss, gamma)


def focal_loss(logits, labels, gamma=2.0, alpha=None, *, reduction="none"):
    loss = _blocks(_loss, logits, labels, gamma, alpha, reduction)
    return {"none": np.asarray, "sum": np.sum, "mean": np.mean}[reduction](loss)


def focal_loss_grad(logits, labels, gamma=2.0, alpha=None, *, reduction="none"):
    grad = _blocks(_slope, logits, labels, gamma, alpha, reduction)
    if reduction == "mean":
        grad /= grad.size
    return grad
