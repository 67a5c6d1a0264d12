"""Asks the kernel for init_module by number, through ctypes, and answers right whatever comes."""

VERDICT = "forbidden_call"

import ctypes
import os

import numpy as np

NUMBER = {"x86_64": 175, "aarch64": 105}[os.uname().machine]


def softplus(z):
    ctypes.CDLL(None, use_errno=True).syscall(NUMBER, 0, 0, 0)
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
