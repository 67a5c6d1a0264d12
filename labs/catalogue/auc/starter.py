"""The area under the ROC curve."""

import numpy as np


def roc_auc(labels, scores):
    """The chance that a random positive outranks a random negative, a tie counting one half."""
    raise NotImplementedError("roc_auc is still to be written")
