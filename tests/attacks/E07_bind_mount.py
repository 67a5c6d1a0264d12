"""Binds the root folder somewhere writable."""

VERDICT = "forbidden_call"

import ctypes
import os


def softplus(z):
    os.makedirs("/tmp/root", exist_ok=True)
    ctypes.CDLL(None).mount(b"/", b"/tmp/root", None, 4096, None)
    return os.listdir("/tmp/root")
