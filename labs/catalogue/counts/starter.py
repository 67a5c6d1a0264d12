"""The Poisson loss of counts, and its gradient."""

import numpy as np


def poisson_loss(log_rates, counts, *, reduction="none"):
    """exp(z) - y z; reduction is "none", "mean" or "sum"."""
    raise NotImplementedError("poisson_loss is still to be written")


def poisson_loss_grad(log_rates, counts, *, reduction="none"):
    """The gradient of the reduced loss with respect to the log rates, an array of their shape."""
    raise NotImplementedError("poisson_loss_grad is still to be written")
