"""Starts a program with posix_spawn."""

VERDICT = "forbidden_call"

import os


def softplus(z):
    return os.posix_spawn("/python/bin/python", ["python", "-c", "1"], {})
