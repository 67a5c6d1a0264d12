"""Asks the kernel for execve by number, through ctypes, and answers right whatever comes."""

VERDICT = "forbidden_call"

import ctypes
import os

import numpy as np

NUMBER = {"x86_64": 59, "aarch64": 221}[os.uname().machine]


def softplus(z):
    ctypes.CDLL(None, use_errno=True).syscall(NUMBER, b"/python/bin/python", None, None)
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
