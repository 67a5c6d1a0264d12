"""The sigmoid, its slope and its inverse."""

import numpy as np


def sigmoid(x):
    """1 / (1 + exp(-x)), entry by entry."""
    raise NotImplementedError("sigmoid is still to be written")


def logit(p):
    """log(p / (1 - p)), entry by entry; -inf at 0, +inf at 1."""
    raise NotImplementedError("logit is still to be written")


def sigmoid_grad(x):
    """The slope of the sigmoid at x, entry by entry."""
    raise NotImplementedError("sigmoid_grad is still to be written")
