"""A network for the spiral. What is here runs, and draws one line: it has no hidden layer yet."""

import numpy as np


def train_spiral(X, y, seed):
    """The name of the activation, and the layers [(W1, b1), (W2, b2), ...] after training.

    X is (N, 2), y (N,) with labels 0.0 and 1.0. The activation is "relu", "tanh" or "sigmoid".
    W1 has 2 rows and the last W one column. All randomness comes from
    numpy.random.default_rng(seed).
    """
    rng = np.random.default_rng(seed)
    W, b = rng.normal(size=(2, 1)), np.zeros(1)
    for _ in range(300):
        p = 1 / (1 + np.exp(-(X @ W + b)))
        delta = (p - y[:, None]) / len(X)
        W -= 0.1 * X.T @ delta
        b -= 0.1 * delta.sum(axis=0)
    return "relu", [(W, b)]


def spiral_gradients(model, X, y):
    """The gradients of the mean cross-entropy, [(dW1, db1), (dW2, db2), ...] as the layers lie.

    The model is a pair as above: the activation, and the layers.
    """
    raise NotImplementedError("spiral_gradients is still to be written")
