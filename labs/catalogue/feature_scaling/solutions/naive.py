"""Feature by feature, value by value."""

import math

import numpy as np


def columns(X):
    return X.reshape(len(X), -1) if X.ndim == 1 else X


def fit_scaler(X, kind="zscore"):
    if kind not in ("zscore", "linear", "log") or len(X) == 0:
        raise ValueError("kind or rows")
    learned = []
    for column in columns(X).T:
        values = [float(value) for value in column]
        if any(math.isnan(value) or math.isinf(value) for value in values):
            raise ValueError("not finite")
        if kind == "log":
            if min(values) < 0:
                raise ValueError("negative")
            values = [math.log1p(value) for value in values]
        low, high = min(values), max(values)
        if low == high:
            learned.append((low, 0.0))
        elif kind == "linear":
            learned.append((low, high - low))
        else:
            mean = math.fsum(values) / len(values)
            square = math.fsum((value - mean) ** 2 for value in values) / len(values)
            learned.append((mean, math.sqrt(square)))
    return {"kind": kind, "learned": learned, "shape": X.shape[1:]}


def each(scaler, X, formula):
    if X.shape[1:] != scaler["shape"]:
        raise ValueError("features")
    out = np.zeros(X.shape, X.dtype if X.dtype.kind == "f" else float)
    table, filled = columns(X), columns(out)
    for d, (shift, scale) in enumerate(scaler["learned"]):
        for n in range(len(table)):
            filled[n, d] = formula(float(table[n, d]), shift, scale)
    return out


def transform(scaler, X):
    kind = scaler["kind"]

    def formula(value, shift, scale):
        if kind == "log":
            if value < 0:
                raise ValueError("negative")
            value = math.log1p(value)
        if scale == 0:
            return 0.5 if kind == "linear" else 0.0
        return (value - shift) / scale

    return each(scaler, X, formula)


def inverse_transform(scaler, X):
    def formula(value, shift, scale):
        value = value * scale + shift
        return math.expm1(value) if scaler["kind"] == "log" else value

    return each(scaler, X, formula)
