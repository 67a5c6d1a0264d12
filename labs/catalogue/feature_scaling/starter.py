"""Scaling that is learned from training examples and applied to others."""

import numpy as np


def fit_scaler(X, kind="zscore"):
    """A scaler for the features of X, (N, D) or (N,); kind is "zscore", "linear" or "log".

    It may be anything: the other two functions are given it.
    """
    raise NotImplementedError("fit_scaler is still to be written")


def transform(scaler, X):
    """X scaled with what was learned in training, an array of its shape."""
    raise NotImplementedError("transform is still to be written")


def inverse_transform(scaler, X):
    """Scaled values brought back, an array of the shape of X."""
    raise NotImplementedError("inverse_transform is still to be written")
