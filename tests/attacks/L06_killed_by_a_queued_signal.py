"""Kills itself by a queued signal (rt_sigqueueinfo)."""

VERDICT = "ended_early"

import ctypes
import os
import struct


def softplus(z):
    info = struct.pack("iii116x", 9, 0, -1)
    ctypes.CDLL(None).syscall(129, os.getpid(), 9, info)
