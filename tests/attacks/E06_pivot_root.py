"""Asks the kernel for pivot_root by number, through ctypes, and answers right whatever comes."""

VERDICT = "forbidden_call"

import ctypes
import os

import numpy as np

NUMBER = {"x86_64": 155, "aarch64": 41}[os.uname().machine]


def softplus(z):
    ctypes.CDLL(None, use_errno=True).syscall(NUMBER, b"/tmp", b"/tmp")
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
