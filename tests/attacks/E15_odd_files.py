"""Leaves pipes, endless names and names with line ends, for whoever collects files."""

VERDICT = "wrong_values"
RUNS = 2

import os

import numpy as np


def softplus(z):
    for name in ("fifo", "line\nend", "-rf", "n" * 255, "\udc80"):
        path = os.path.join("/tmp", name)
        if not os.path.lexists(path):
            os.mkfifo(path)
    deep = "/tmp"
    for _ in range(100):
        deep += "/" + "d" * 30
        os.makedirs(deep, exist_ok=True)
    return np.zeros_like(z)
