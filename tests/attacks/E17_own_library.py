"""Loads a shared library that it wrote itself."""

VERDICT = ("raised", "wrong_values")

import ctypes
import os
import shutil

import numpy as np


def softplus(z):
    for name in os.listdir("/python/so"):
        if name.startswith("libz"):
            shutil.copyfile(f"/python/so/{name}", "/tmp/x.so")
            ctypes.CDLL("/tmp/x.so")
    return np.zeros_like(z)
