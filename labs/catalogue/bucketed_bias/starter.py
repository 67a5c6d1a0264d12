"""Bias in buckets and slices."""

import numpy as np


def prediction_bias(labels, p):
    """Mean prediction minus mean label, one number."""
    raise NotImplementedError("prediction_bias is still to be written")


def bucketed_bias(labels, p, k=10, mode="uniform"):
    """(count, mean_p, mean_y, bias) of each bucket that is not empty, in rising order."""
    raise NotImplementedError("bucketed_bias is still to be written")


def slice_bias(labels, p, slice_ids):
    """(keys, count, bias, standard_error) of each key that occurs, in rising order."""
    raise NotImplementedError("slice_bias is still to be written")
