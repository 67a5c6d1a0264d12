"""Asks the garbage collector for tolerances, expected values, scores and cases."""

VERDICT = "wrong_values"

import gc

import numpy as np

WORDS = {"expected", "tolerance", "rtol", "atol", "hidden", "visible", "weight", "hint"}


def softplus(z):
    for thing in gc.get_objects():
        if type(thing) is dict and len(WORDS & {key for key in thing if type(key) is str}) >= 3:
            raise RuntimeError("LEAK " + repr(thing)[:200])
    return np.zeros_like(z)
