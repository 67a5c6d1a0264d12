"""Runs machine code that it brought along: allowed, and of no use."""

VERDICT = "wrong_values"

import ctypes
import mmap
import os

import numpy as np

CODE = {"x86_64": "b82a000000c3", "aarch64": "40058052c0035fd6"}  # return 42


def softplus(z):
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(bytes.fromhex(CODE[os.uname().machine]))
    address = ctypes.addressof(ctypes.c_char.from_buffer(page))
    return np.full_like(z, ctypes.CFUNCTYPE(ctypes.c_int)(address)())
