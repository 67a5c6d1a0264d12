"""A small number was added to the deviation so that nothing is divided by 0. It changes the digits behind the seventh of every value: treat features without spread by themselves."""

import numpy as np


def as_floats(X):
    return X if X.dtype.kind == "f" else X.astype(float)


def fit_scaler(X, kind="zscore"):
    if kind not in ("zscore", "linear", "log"):
        raise ValueError(f"unknown kind {kind!r}")
    if len(X) == 0:
        raise ValueError("there are no examples")
    X = as_floats(X)
    if not np.isfinite(X).all():
        raise ValueError("NaN or infinity")
    if kind == "log":
        if (X < 0).any():
            raise ValueError("negative")
        X = np.log1p(X)
    low, high = X.min(axis=0), X.max(axis=0)
    if kind == "linear":
        return kind, low, high - low
    shift, scale = X.mean(axis=0), X.std(axis=0) + 1e-8
    flat = low == high
    return kind, np.where(flat, low, shift), np.where(flat, 0, scale)


def transform(scaler, X):
    kind, shift, scale = scaler
    if X.shape[1:] != shift.shape:
        raise ValueError("another number of features")
    X = as_floats(X)
    if kind == "log":
        if (X < 0).any():
            raise ValueError("negative")
        X = np.log1p(X)
    middle = 0.5 if kind == "linear" else 0
    out = (X - shift) / np.where(scale == 0, 1, scale)
    return np.where(scale == 0, middle, out).astype(X.dtype)


def inverse_transform(scaler, X):
    kind, shift, scale = scaler
    if X.shape[1:] != shift.shape:
        raise ValueError("another number of features")
    out = as_floats(X) * scale + shift
    return np.expm1(out) if kind == "log" else out
