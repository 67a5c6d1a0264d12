"""One example at a time, one score at a time: right, and slow on many."""

import math

import numpy as np


def _parts(row):
    """The largest finite score, the exponentials and their sum."""
    top = max(row)
    if math.isinf(top):
        top = 0.0
    e = [math.exp(v - top) if v < math.inf else math.inf for v in row]
    return top, e, math.fsum(e) if math.inf not in e else math.inf


def _log(value):
    return math.log(value) if value > 0 else -math.inf


def _each(x, axis, answer, length):
    last = np.moveaxis(np.asarray(x), axis, -1)
    dtype = x.dtype if x.dtype.kind == "f" else float
    out = np.empty((*last.shape[:-1], length or last.shape[-1]), dtype)
    for place in np.ndindex(last.shape[:-1]):
        out[place] = answer([float(v) for v in last[place]])
    return np.moveaxis(out, -1, axis)


def _sum_of_row(row):
    top, _, total = _parts(row)
    return [top + _log(total)]


def _softmax_of_row(row):
    _, e, total = _parts(row)
    return [v / total if total else math.nan for v in e]


def _log_softmax_of_row(row):
    top, _, total = _parts(row)
    return [v - top - _log(total) if total else math.nan for v in row]


def logsumexp(x, axis=-1, keepdims=False):
    out = _each(x, axis, _sum_of_row, 1)
    return out if keepdims else np.squeeze(out, axis)


def softmax(x, axis=-1):
    return _each(x, axis, _softmax_of_row, None)


def log_softmax(x, axis=-1):
    return _each(x, axis, _log_softmax_of_row, None)
