"""One class out of many from the answers of binary models."""

import numpy as np


def ova_predict(scores):
    """The class with the largest score in each row, the lowest of equals."""
    raise NotImplementedError("ova_predict is still to be written")


def ovo_predict(votes, classes):
    """The class with most votes in each row, the lowest of equals."""
    raise NotImplementedError("ovo_predict is still to be written")
