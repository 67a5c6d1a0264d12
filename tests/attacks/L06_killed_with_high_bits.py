"""Kills itself with a number of a signal whose high half is not zero."""

VERDICT = "ended_early"

import ctypes
import os


def softplus(z):
    call = ctypes.CDLL(None).syscall
    call(ctypes.c_long(62), ctypes.c_long(os.getpid()), ctypes.c_long((5 << 32) | 9))
    os._exit(137)
