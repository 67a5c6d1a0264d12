"""Choosing a threshold."""

import numpy as np


def best_threshold(labels, scores, c_fp, c_fn):
    """The score (or +inf) at which c_fp FP + c_fn FN is smallest; of equals the largest."""
    raise NotImplementedError("best_threshold is still to be written")


def threshold_at_fpr(labels, scores, max_fpr):
    """The smallest score (or +inf) at which at most this share of negatives is called positive."""
    raise NotImplementedError("threshold_at_fpr is still to be written")
