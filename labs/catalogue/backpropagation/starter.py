import numpy as np


def mlp_forward(X, params, activation="relu"):
    """The output of a network, and a cache of what the backward pass needs."""
    raise NotImplementedError("mlp_forward is still to be written")


def mlp_backward(cache, dout, params):
    """The gradients of all weights, all biases and the inputs: ([(dW, db), ...], dX)."""
    raise NotImplementedError("mlp_backward is still to be written")
