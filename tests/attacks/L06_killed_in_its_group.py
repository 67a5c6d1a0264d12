"""Kills its own group of processes with SIGTERM."""

VERDICT = "ended_early"

import os
import signal


def softplus(z):
    os.killpg(0, signal.SIGTERM)
