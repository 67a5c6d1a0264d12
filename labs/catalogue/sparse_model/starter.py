"""A linear model without its zeros."""

import numpy as np


def compress(w, tol=0.0):
    """Positions (int32) and values of the weights (D,) that are larger than tol in size."""
    raise NotImplementedError("compress is still to be written")


def sparse_predict(X, idx, val, b=0.0):
    """Scores (N,) of examples (N, D): the columns idx times their values, plus b."""
    raise NotImplementedError("sparse_predict is still to be written")


def model_bytes(nnz):
    """Bytes of a model of nnz positions (int32) and values (float32): an int."""
    raise NotImplementedError("model_bytes is still to be written")
