"""A regression network: the whole training loop."""

import numpy as np


def fit_regressor(X, y, hidden, epochs, batches, masks, optimizer, l2, params):
    """(model, losses): a trained network, and the loss of each mini-batch before its step.

    With params, batches and masks the training is given to the last detail. Where they are None,
    draw a start and the mini-batches yourself.
    """
    raise NotImplementedError("fit_regressor is still to be written")


def predict(model, X):
    """The trained network's number for each row of X, as an array (N,)."""
    raise NotImplementedError("predict is still to be written")
