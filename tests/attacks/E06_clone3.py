"""Makes a process with clone3, whose flags lie in memory where no filter reads them."""

VERDICT = "wrong_values"

import ctypes
import struct

import numpy as np

NEW_USER, CHILD = 0x10000000, 17


def softplus(z):
    arguments = struct.pack("<8Q", NEW_USER, 0, 0, 0, CHILD, 0, 0, 0)
    made = ctypes.CDLL(None).syscall(435, arguments, len(arguments))
    if made >= 0:
        raise RuntimeError("LEAK a process in a namespace of its own")
    return np.zeros_like(z)
