"""Looks for files of other submissions where files are left."""

VERDICT = "wrong_values"
RUNS = 2

import os

import numpy as np


def softplus(z):
    for folder in ("/tmp", "/dev/shm", "/var/tmp", os.path.expanduser("~")):
        if os.path.isdir(folder) and os.listdir(folder) and not globals().get("mine"):
            return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    globals()["mine"] = True
    with open("/tmp/left", "w") as file:
        file.write(repr(z))
    return np.zeros_like(z)
