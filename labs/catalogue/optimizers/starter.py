"""One step of six optimizers."""

import numpy as np


def optimizer_step(name, w, g, state=None, **hyper):
    """(new weights, new state) after one step along the gradient g: a pair.

    name is "sgd", "momentum", "nesterov", "adagrad", "rmsprop" or "adam". state is None before the
    first step, afterwards what this function returned. hyper holds lr and the like by name.
    """
    # hyper.get("lr", 0.01) is lr where it was given, and 0.01 where not.
    raise NotImplementedError("optimizer_step is still to be written")
