"""One entry after the other."""

import numpy as np


def entry_by_entry(labels, predictions, formula):
    if labels.shape != predictions.shape:
        raise ValueError("labels and predictions differ in shape")
    dtype = np.result_type(labels, predictions)
    out = np.zeros(labels.shape, dtype if dtype.kind == "f" else np.float64)
    for place in np.ndindex(*labels.shape):
        out[place] = formula(float(predictions[place]) - float(labels[place]))
    return out


def finish(out, reduction, is_loss):
    if reduction == "none":
        return out
    if reduction == "mean" and out.size == 0:
        raise ValueError("no entries")
    count = out.size if reduction == "mean" else 1
    if is_loss:
        total = out.dtype.type(0)
        for value in out.flat:
            total += value
        return total / count
    return out / count


def sign(r):
    return (r > 0) - (r < 0)


def mse(labels, predictions, *, reduction="mean"):
    return finish(entry_by_entry(labels, predictions, lambda r: r * r), reduction, True)


def mse_grad(labels, predictions, *, reduction="mean"):
    return finish(entry_by_entry(labels, predictions, lambda r: 2 * r), reduction, False)


def mae(labels, predictions, *, reduction="mean"):
    return finish(entry_by_entry(labels, predictions, abs), reduction, True)


def mae_grad(labels, predictions, *, reduction="mean"):
    return finish(entry_by_entry(labels, predictions, sign), reduction, False)


def huber(labels, predictions, delta=1.0, *, reduction="none"):
    if delta <= 0:
        raise ValueError("delta must be positive")

    def loss(r):
        if abs(r) <= delta:
            return r * r / 2
        return delta * (abs(r) - delta / 2)

    return finish(entry_by_entry(labels, predictions, loss), reduction, True)


def huber_grad(labels, predictions, delta=1.0, *, reduction="none"):
    if delta <= 0:
        raise ValueError("delta must be positive")

    def slope(r):
        if abs(r) <= delta:
            return r
        return delta * sign(r)

    return finish(entry_by_entry(labels, predictions, slope), reduction, False)
