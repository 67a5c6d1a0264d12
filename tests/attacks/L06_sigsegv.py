"""Dies of SIGSEGV."""

VERDICT = "ended_early"
SAYS = "SIGSEGV"

import ctypes


def softplus(z):
    ctypes.string_at(0)
