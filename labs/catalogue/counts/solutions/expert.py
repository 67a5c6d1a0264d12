"""In place, and the infinite entries are mended afterwards, where there are any."""

import numpy as np


def _checked(log_rates, counts, reduction):
    if log_rates.shape != counts.shape:
        raise ValueError(f"log_rates is {log_rates.shape}, counts {counts.shape}")
    if counts.size and not counts.min() >= 0:
        raise ValueError("counts must not be negative")
    if reduction == "mean" and counts.size == 0:
        raise ValueError("the mean of no entries is not defined")
    dtype = np.result_type(log_rates, counts)
    return dtype if dtype.kind == "f" else np.dtype(np.float64)


def poisson_loss(log_rates, counts, *, reduction="none"):
    dtype = _checked(log_rates, counts, reduction)
    with np.errstate(all="ignore"):
        loss = np.exp(log_rates, dtype=dtype)
        loss -= np.multiply(log_rates, counts, dtype=dtype)
    if np.isnan(loss.sum()):
        wrong = np.isnan(loss) & ~np.isnan(log_rates)
        loss[wrong & (log_rates > 0)] = np.inf
        loss[wrong & (log_rates < 0)] = 0
    if reduction == "none":
        return loss
    return loss.sum() if reduction == "sum" else loss.mean()


def poisson_loss_grad(log_rates, counts, *, reduction="none"):
    dtype = _checked(log_rates, counts, reduction)
    grad = np.exp(log_rates, dtype=dtype)
    grad -= counts
    if reduction == "mean":
        grad /= grad.size
    return grad
