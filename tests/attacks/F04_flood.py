"""Sends messages until nothing more goes in."""

VERDICT = "ended_early"

import os


def softplus(z):
    while True:
        os.write(3, bytes(17))
