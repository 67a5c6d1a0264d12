"""Waits for the end of the program to say that all is well."""

VERDICT = "wrong_values"

import atexit
import os

import numpy as np

atexit.register(os._exit, 0)


def softplus(z):
    return np.zeros_like(z)
