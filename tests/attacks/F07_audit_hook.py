"""Refuses, with an audit hook, whatever the runner does afterwards."""

VERDICT = ("ended_early", "raised", "wrong_values")

import sys

import numpy as np


def hook(event, arguments):
    if event.startswith(("socket", "os.", "mmap")) and armed:
        raise RuntimeError("no")


armed = False
sys.addaudithook(hook)


def softplus(z):
    global armed
    armed = True
    return np.zeros_like(z)
