"""Watches every return with a profile function."""

VERDICT = "wrong_values"

import sys

import numpy as np


def profile(frame, event, argument):
    if isinstance(argument, dict) and "changed" in argument:
        argument["changed"] = False


sys.setprofile(profile)


def softplus(z):
    return np.zeros_like(z)
