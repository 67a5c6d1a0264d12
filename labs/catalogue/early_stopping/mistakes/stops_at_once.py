"""Epoch 0 counts as one without an improvement, but training never stops there; yours stops at it."""

import numpy as np


def early_stopping(values, patience, min_delta=0.0):
    if len(values) == 0:
        raise ValueError("there are no epochs")
    if patience < 0 or min_delta < 0:
        raise ValueError("patience and min_delta must not be negative")
    patience = max(patience, 1)
    best, best_epoch, waited = np.inf, -1, 0
    for epoch, value in enumerate(values):
        if value + min_delta < best:
            best, best_epoch, waited = value, epoch, 0
        else:
            waited += 1
            if waited >= patience:
                return epoch, best_epoch
    return -1, best_epoch
