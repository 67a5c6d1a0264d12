"""Ends the program from a thread, while the answer is on its way."""

VERDICT = ("ended_early", "wrong_values")

import os
import threading

import numpy as np


def softplus(z):
    threading.Timer(0.0005, os._exit, (0,)).start()
    return np.zeros_like(z)
