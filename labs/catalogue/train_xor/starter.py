"""A network with one hidden layer, trained on XOR."""

import numpy as np


def train_xor(X, y, hidden, epochs, lr, seed):
    """The layers [(W1, b1), (W2, b2)] after training: arrays of shapes (2, hidden), (hidden,),
    (hidden, 1) and (1,).

    X is (N, 2), y (N,) with labels 0.0 and 1.0. An epoch is one pass over all examples, lr the
    length of a step. All randomness comes from numpy.random.default_rng(seed).
    """
    raise NotImplementedError("train_xor is still to be written")
