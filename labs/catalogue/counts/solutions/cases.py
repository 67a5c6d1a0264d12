"""One formula for each kind of entry."""

import numpy as np


def _arrays(log_rates, counts, reduction):
    z, y = np.asarray(log_rates), np.asarray(counts)
    if z.shape != y.shape or np.any(y < 0) or np.isnan(y).any():
        raise ValueError("shapes or counts")
    if not y.size and reduction == "mean":
        raise ValueError("empty")
    wanted = np.promote_types(z.dtype, y.dtype)
    wanted = wanted if np.issubdtype(wanted, np.floating) else np.float64
    return z.astype(wanted), y.astype(wanted)


def poisson_loss(log_rates, counts, *, reduction="none"):
    z, y = _arrays(log_rates, counts, reduction)
    with np.errstate(all="ignore"):
        loss = np.select([y == 0, np.isposinf(z)], [np.exp(z), np.inf], np.exp(z) - y * z)
    loss = loss.astype(z.dtype)
    return {"none": loss, "sum": loss.sum(), "mean": loss.sum() / max(loss.size, 1)}[reduction]


def poisson_loss_grad(log_rates, counts, *, reduction="none"):
    z, y = _arrays(log_rates, counts, reduction)
    return (np.exp(z) - y) / (y.size if reduction == "mean" else 1)
