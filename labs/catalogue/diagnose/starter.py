"""Diagnose the network."""

import numpy as np


def grad_report(grads, activations=()):
    """(rms, ratio, zeros, dead) of gradients and of activations, one entry for each layer."""
    raise NotImplementedError("grad_report is still to be written")


def diagnose(report, *, vanishing=1e-4, exploding=1e4, dead=0.5):
    """ "exploding", "vanishing", "dead" or "healthy"; report is (rms, ratio, zeros, dead)."""
    raise NotImplementedError("diagnose is still to be written")
