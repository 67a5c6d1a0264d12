"""The cross-entropy of label distributions under a softmax, and its gradient."""

import numpy as np


def softmax_ce(logits, labels, *, axis=-1, reduction="none", check=True):
    """-sum(labels * log_softmax(logits)); reduction is "none", "mean" or "sum"."""
    raise NotImplementedError("softmax_ce is still to be written")


def softmax_ce_grad(logits, labels, *, axis=-1, reduction="none", check=True):
    """The gradient of the reduced loss with respect to the logits, of their shape."""
    raise NotImplementedError("softmax_ce_grad is still to be written")
