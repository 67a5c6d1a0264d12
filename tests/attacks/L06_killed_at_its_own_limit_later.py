"""Sets its own limit on CPU time by a system call, hard limit first."""

VERDICT = "ended_early"

import ctypes
import os
import struct


def softplus(z):
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prlimit(0, 0, struct.pack("QQ", 1, 1), None) != 0:
        os._exit(137)
    while True:
        pass
