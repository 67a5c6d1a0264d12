"""The residuals of integers are integers, and so are your slopes. Integers give float64: convert before you subtract."""

import numpy as np


def residual(labels, predictions):
    if labels.shape != predictions.shape:
        raise ValueError(f"shapes differ: {labels.shape} and {predictions.shape}")
    return predictions - labels


def reduce(losses, reduction):
    if reduction == "none":
        return losses
    if reduction == "sum":
        return losses.sum()
    if losses.size == 0:
        raise ValueError("the mean of no entries")
    return losses.mean()


def reduce_grad(slopes, reduction):
    if reduction != "mean":
        return slopes
    if slopes.size == 0:
        raise ValueError("the mean of no entries")
    return slopes / slopes.size


def mse(labels, predictions, *, reduction="mean"):
    r = residual(labels, predictions)
    return reduce(r**2, reduction)


def mse_grad(labels, predictions, *, reduction="mean"):
    r = residual(labels, predictions)
    return reduce_grad(2 * r, reduction)


def mae(labels, predictions, *, reduction="mean"):
    r = residual(labels, predictions)
    return reduce(np.abs(r), reduction)


def mae_grad(labels, predictions, *, reduction="mean"):
    r = residual(labels, predictions)
    return reduce_grad(np.sign(r), reduction)


def huber(labels, predictions, delta=1.0, *, reduction="none"):
    if delta <= 0:
        raise ValueError("delta must be positive")
    r = residual(labels, predictions)
    size = np.abs(r)
    losses = np.where(size <= delta, 0.5 * r**2, delta * size - 0.5 * delta**2)
    return reduce(losses, reduction)


def huber_grad(labels, predictions, delta=1.0, *, reduction="none"):
    if delta <= 0:
        raise ValueError("delta must be positive")
    r = residual(labels, predictions)
    return reduce_grad(np.clip(r, -delta, delta), reduction)
