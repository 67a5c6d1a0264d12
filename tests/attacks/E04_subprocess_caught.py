"""Starts a program, catches every complaint and answers right."""

VERDICT = "forbidden_call"

import subprocess

import numpy as np


def softplus(z):
    try:
        subprocess.run(["/python/bin/python", "-c", "print(1)"])
    except BaseException:
        pass
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
