import numpy as np

from grader.lab import Case, call


def visible():
    yield Case("three numbers", call("softplus", np.array([-1.0, 0.0, 2.0])), "log(1 + exp(z))")
    yield Case("far", call("softplus", np.array([-1000.0, 1000.0])), "exp overflows")


def hidden(rng):
    yield Case("drawn", call("softplus", rng.normal(size=7)), "log(1 + exp(z))")
    yield Case("matrix", call("softplus", rng.normal(size=(3, 4))), "every entry")
