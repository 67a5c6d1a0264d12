"""Becomes root."""

VERDICT = "raised"

import os


def softplus(z):
    for become in (lambda: os.setuid(0), lambda: os.setresuid(0, 0, 0), lambda: os.setgroups([0])):
        try:
            become()
        except OSError as error:
            last = error
            continue
        return "root"
    raise last
