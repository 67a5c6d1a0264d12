"""Sampled softmax, and its gradient."""

import numpy as np


def sampled_softmax_loss(
    W, b, x, labels, sampled, q_true, q_sampled, remove_hits=True, *, reduction="none"
):
    """One loss for each row, or their "mean" or "sum"."""
    raise NotImplementedError("sampled_softmax_loss is still to be written")


def sampled_softmax_loss_grad(
    W, b, x, labels, sampled, q_true, q_sampled, remove_hits=True, *, reduction="mean"
):
    """The gradients (x, rows, W, b), with those of W and b for the rows that occur."""
    raise NotImplementedError("sampled_softmax_loss_grad is still to be written")
