"""Reads the memory of its parent."""

VERDICT = "forbidden_call"

import ctypes
import os


def softplus(z):
    room = ctypes.create_string_buffer(64)

    class Vector(ctypes.Structure):
        _fields_ = [("base", ctypes.c_void_p), ("length", ctypes.c_size_t)]

    here, there = Vector(ctypes.addressof(room), 64), Vector(0x400000, 64)
    libc = ctypes.CDLL(None)
    libc.process_vm_readv(os.getppid(), ctypes.byref(here), 1, ctypes.byref(there), 1, 0)
    return room.raw
