"""Confusion counts at many thresholds."""

import numpy as np


def confusions(labels, scores, thresholds):
    """TN, FP, FN, TP at each threshold, an int64 array of shape (T, 4); positive is score >= t."""
    raise NotImplementedError("confusions is still to be written")
