"""Loss, gradient and decisions where an example may have several labels."""

import numpy as np


def multilabel_ce(logits, labels, *, reduction="none", pos_weight=1.0):
    """The cross-entropy of each label under sigmoid(logits); "none", "mean" or "sum"."""
    raise NotImplementedError("multilabel_ce is still to be written")


def multilabel_ce_grad(logits, labels, *, reduction="none", pos_weight=1.0):
    """The gradient of the reduced loss with respect to the logits, of their shape."""
    raise NotImplementedError("multilabel_ce_grad is still to be written")


def predict_labels(logits, threshold=0.5):
    """Whether sigmoid(logits) reaches the threshold, an array of bools."""
    raise NotImplementedError("predict_labels is still to be written")
