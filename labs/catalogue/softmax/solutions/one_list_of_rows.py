"""All examples as the rows of one matrix, whatever the shape was."""
import numpy as np

def to_rows(x, axis):
    x = np.array(x, dtype=x.dtype if np.issubdtype(x.dtype, np.floating) else "float64")
    swapped = np.swapaxes(x, axis, -1)
    return swapped.reshape(-1, swapped.shape[-1]), swapped.shape

def back(rows, shape, axis):
    return np.swapaxes(rows.reshape(shape), axis, -1)

def logsumexp(x, axis=-1, keepdims=False):
    rows, shape = to_rows(x, axis)
    m = np.max(rows, axis=1)
    ok = np.isfinite(m)
    total = m.copy()
    total[ok] += np.log(np.sum(np.exp(rows[ok] - m[ok, None]), axis=1))
    total = back(total, shape[:-1] + (1,), axis)
    if keepdims:
        return total
    return np.squeeze(total, axis=axis)

def softmax(x, axis=-1):
    rows, shape = to_rows(x, axis)
    rows = np.exp((rows.T - rows.max(axis=1)).T)
    return back((rows.T / rows.sum(axis=1)).T, shape, axis)

def log_softmax(x, axis=-1):
    rows, shape = to_rows(x, axis)
    rows = (rows.T - rows.max(axis=1)).T
    return back((rows.T - np.log(np.exp(rows).sum(axis=1))).T, shape, axis)
