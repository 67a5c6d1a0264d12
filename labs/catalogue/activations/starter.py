import math

import numpy as np


def activation(x, name, alpha=None):
    """An activation by its name, entry by entry."""
    raise NotImplementedError("activation is still to be written")


def activation_grad(x, name, alpha=None):
    """The slope of an activation at the pre-activation x, entry by entry."""
    raise NotImplementedError("activation_grad is still to be written")
