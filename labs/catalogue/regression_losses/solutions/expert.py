"""No mask and few temporaries: with c the residual limited to delta, the loss is c (r - c / 2)."""

import numpy as np


def _residual(labels, predictions):
    if labels.shape != predictions.shape:
        raise ValueError(f"labels is {labels.shape}, predictions {predictions.shape}")
    dtype = np.result_type(labels, predictions)
    return np.subtract(predictions, labels, dtype=dtype if dtype.kind == "f" else np.float64)


def _mean_of(r):
    if r.size == 0:
        raise ValueError("the mean of no entries is not defined")
    return r.size


def _losses(out, reduction):
    if reduction == "none":
        return out
    return out.sum() / (_mean_of(out) if reduction == "mean" else 1)


def _slopes(out, reduction):
    if reduction == "mean":
        out /= _mean_of(out)
    return out


def mse(labels, predictions, *, reduction="mean"):
    r = _residual(labels, predictions)
    if reduction == "none":
        return np.multiply(r, r, out=r)
    total = r.dtype.type(np.vdot(r, r))
    return total / _mean_of(r) if reduction == "mean" else total


def mse_grad(labels, predictions, *, reduction="mean"):
    r = _residual(labels, predictions)
    r *= 2 / _mean_of(r) if reduction == "mean" else 2
    return r


def mae(labels, predictions, *, reduction="mean"):
    r = _residual(labels, predictions)
    return _losses(np.abs(r, out=r), reduction)


def mae_grad(labels, predictions, *, reduction="mean"):
    r = _residual(labels, predictions)
    return _slopes(np.sign(r, out=r), reduction)


def _limited(labels, predictions, delta):
    if not delta > 0:
        raise ValueError(f"delta is {delta}; it must be positive")
    r = _residual(labels, predictions)
    return r, r.clip(-delta, delta)


def huber(labels, predictions, delta=1.0, *, reduction="none"):
    r, c = _limited(labels, predictions, delta)
    if reduction == "none":
        r *= c
        c *= c
        c *= 0.5
        r -= c
        return r
    r -= 0.5 * c
    r *= c
    return _losses(r, reduction)


def huber_grad(labels, predictions, delta=1.0, *, reduction="none"):
    if not delta > 0:
        raise ValueError(f"delta is {delta}; it must be positive")
    r = _residual(labels, predictions)
    return _slopes(r.clip(-delta, delta, out=r), reduction)
