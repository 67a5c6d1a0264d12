"""A table of losses and slopes of the residual; the Huber loss is filled in piece by piece."""

import numpy as np


def huber_loss(r, delta):
    out = 0.5 * np.square(np.minimum(np.abs(r), delta))
    far = np.abs(r) > delta
    out[far] += delta * (np.abs(r[far]) - delta)
    return out


def huber_slope(r, delta):
    out = np.array(r)
    out[r > delta] = delta
    out[r < -delta] = -delta
    return out


FORMULAS = {
    "mse": (np.square, lambda r: r + r),
    "mae": (np.abs, np.sign),
}


def run(labels, predictions, pair, reduction, part):
    if np.shape(labels) != np.shape(predictions):
        raise ValueError("one prediction for each label, please")
    if reduction == "mean" and not np.size(labels):
        raise ValueError("mean of nothing")
    r = 1.0 * np.atleast_1d(predictions) - np.atleast_1d(labels)
    values = pair[part](r).reshape(np.shape(labels))
    if part == 0:
        return {"none": np.array, "sum": np.sum, "mean": np.mean}[reduction](values)
    return values / np.size(values) if reduction == "mean" else values


def mse(labels, predictions, *, reduction="mean"):
    return run(labels, predictions, FORMULAS["mse"], reduction, 0)


def mse_grad(labels, predictions, *, reduction="mean"):
    return run(labels, predictions, FORMULAS["mse"], reduction, 1)


def mae(labels, predictions, *, reduction="mean"):
    return run(labels, predictions, FORMULAS["mae"], reduction, 0)


def mae_grad(labels, predictions, *, reduction="mean"):
    return run(labels, predictions, FORMULAS["mae"], reduction, 1)


def of_delta(delta):
    if not 0 < delta:
        raise ValueError("delta > 0")
    return lambda r: huber_loss(r, delta), lambda r: huber_slope(r, delta)


def huber(labels, predictions, delta=1.0, *, reduction="none"):
    return run(labels, predictions, of_delta(delta), reduction, 0)


def huber_grad(labels, predictions, delta=1.0, *, reduction="none"):
    return run(labels, predictions, of_delta(delta), reduction, 1)
