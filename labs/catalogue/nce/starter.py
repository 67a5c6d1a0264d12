"""Noise-contrastive estimation, and its gradient."""

import numpy as np


def nce_loss(W, b, x, labels, sampled, q_true, q_sampled, remove_hits=False, *, reduction="none"):
    """One loss for each row, or their "mean" or "sum"."""
    raise NotImplementedError("nce_loss is still to be written")


def nce_loss_grad(
    W, b, x, labels, sampled, q_true, q_sampled, remove_hits=False, *, reduction="mean"
):
    """The gradients (x, rows, W, b), with those of W and b for the rows that occur."""
    raise NotImplementedError("nce_loss_grad is still to be written")
