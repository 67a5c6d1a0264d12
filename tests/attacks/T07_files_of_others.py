"""Looks for files of other submissions where files are left."""

VERDICT = "wrong_values"
RUNS = 2
PARTS = ("honest",)

import os


def softplus(z):
    for folder in ("/tmp", "/dev/shm", "/var/tmp", os.path.expanduser("~")):
        if os.path.isdir(folder) and os.listdir(folder) and not globals().get("mine"):
            return honest(z)
    globals()["mine"] = True
    with open("/tmp/left", "w") as file:
        file.write(repr(z))
    return np.zeros_like(z)
