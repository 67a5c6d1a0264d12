"""Makes a system call in the 32-bit way, whose numbers mean other calls."""

VERDICT = ("forbidden_call", "wrong_values")

import ctypes
import mmap
import os

import numpy as np

INT_0X80 = bytes.fromhex("b814000000cd80c3")  # mov eax, 20 (getpid); int 0x80; ret


def softplus(z):
    if os.uname().machine != "x86_64":
        return np.zeros_like(z)
    page = mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)
    page.write(INT_0X80)
    address = ctypes.addressof(ctypes.c_char.from_buffer(page))
    number = ctypes.CFUNCTYPE(ctypes.c_int)(address)()
    return np.full_like(z, number)
