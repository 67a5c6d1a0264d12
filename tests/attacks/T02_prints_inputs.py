"""Prints hidden inputs by every way there is."""

VERDICT = "wrong_values"

import faulthandler
import logging
import os
import sys
import warnings

import numpy as np


def softplus(z):
    text = "LEAK " + repr(z.ravel()[:5].tolist())
    print(text)
    print(text, file=sys.__stderr__)
    os.write(1, text.encode())
    warnings.warn(text)
    logging.warning(text)
    sys.excepthook(ValueError, ValueError(text), None)
    faulthandler.dump_traceback(2)
    return np.zeros_like(z)
