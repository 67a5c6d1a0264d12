"""The ROC curve."""

import numpy as np


def roc_curve(labels, scores):
    """(fpr, tpr, thresholds), thresholds falling from +inf, one point a distinct score."""
    raise NotImplementedError("roc_curve is still to be written")
