import numpy as np


def init_params(sizes, seed, scheme="glorot_uniform"):
    """The weights and biases with which the training of a network begins."""
    raise NotImplementedError("init_params is still to be written")


def count_params(sizes):
    """How many numbers a network of these layer sizes learns."""
    raise NotImplementedError("count_params is still to be written")
