"""Crosses of categorical features."""

import numpy as np


def feature_cross_ids(ids, sizes):
    """The column of each row in the one-hot cross: (N,) int64.

    ids is (N, F) and holds integers, sizes is a list of F ints.
    """
    raise NotImplementedError("feature_cross_ids is still to be written")


def feature_cross_onehot(ids, sizes):
    """The one-hot cross: float32, (N, product of the sizes), one 1 in each row."""
    raise NotImplementedError("feature_cross_onehot is still to be written")


def cross_predict(ids, sizes, w):
    """The score of each row, (N,); w holds one weight for each column of the cross."""
    raise NotImplementedError("cross_predict is still to be written")
