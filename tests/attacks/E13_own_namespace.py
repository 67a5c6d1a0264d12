"""Makes a user namespace and covers the interpreter by a file system of its own."""

VERDICT = "forbidden_call"

import ctypes


def softplus(z):
    libc = ctypes.CDLL(None)
    libc.unshare(0x10000000 | 0x20000)
    libc.mount(b"tmpfs", b"/python", b"tmpfs", 0, None)
    return z
