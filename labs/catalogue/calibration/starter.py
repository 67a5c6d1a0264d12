"""Calibration of a finished model."""

import numpy as np


def temperature_scaling(logits, labels):
    """T in [1e-6, 1e6] that minimizes the mean cross-entropy of softmax(logits / T)."""
    raise NotImplementedError("temperature_scaling is still to be written")


def platt_scaling(labels, scores):
    """(slope, offset): P(y = 1) = sigmoid(slope * score + offset)."""
    raise NotImplementedError("platt_scaling is still to be written")


def expected_calibration_error(labels, p, k=10, mode="uniform"):
    """Mean size of the bias of k buckets, over examples; mode is "uniform" or "quantile"."""
    raise NotImplementedError("expected_calibration_error is still to be written")
