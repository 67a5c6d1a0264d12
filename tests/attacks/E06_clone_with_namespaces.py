"""Makes a process in new namespaces with a bare clone."""

VERDICT = "forbidden_call"

import ctypes
import os

NUMBER = {"x86_64": 56, "aarch64": 220}[os.uname().machine]
NEW_USER, NEW_NET, CHILD = 0x10000000, 0x40000000, 17


def softplus(z):
    return ctypes.CDLL(None).syscall(NUMBER, NEW_USER | NEW_NET | CHILD, 0, 0, 0, 0)
