"""The epoch of the last improvement alone; the count is a difference."""

import math


def early_stopping(values, patience, min_delta=0.0):
    losses = values.tolist()
    if not losses or patience < 0 or min_delta < 0:
        raise ValueError("no epochs, or a negative number")
    best, last = math.inf, -1
    for epoch, loss in enumerate(losses):
        if loss + min_delta < best:
            best, last = loss, epoch
        elif epoch >= max(1, last + max(1, patience)):
            return epoch, last
    return -1, last
