"""Sends a message that is too short."""

VERDICT = "ended_early"

import os

import numpy as np


def softplus(z):
    os.write(3, b"short")
    return np.zeros_like(z)
