"""Mounts /proc again, to see the host's processes."""

VERDICT = "forbidden_call"

import ctypes
import os


def softplus(z):
    os.makedirs("/tmp/proc", exist_ok=True)
    ctypes.CDLL(None).mount(b"proc", b"/tmp/proc", b"proc", 0, None)
    return os.listdir("/tmp/proc")
