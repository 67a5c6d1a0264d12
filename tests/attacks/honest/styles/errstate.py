"""Floating-point warnings are turned off around every call."""

import numpy as np


def styled(function):
    return np.errstate(all="ignore")(function)
