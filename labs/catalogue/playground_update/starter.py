"""The playground's step with L1, in which links die."""

import numpy as np


def l1_update(w, dead, grad, lr, rate):
    """New weights and new dead links (bool) after one step; all arrays have one shape."""
    raise NotImplementedError("l1_update is still to be written")
