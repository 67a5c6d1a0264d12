"""Asks the kernel for fsopen by number, through ctypes, and answers right whatever comes."""

VERDICT = "forbidden_call"

import ctypes
import os

import numpy as np

NUMBER = {"x86_64": 430, "aarch64": 430}[os.uname().machine]


def softplus(z):
    ctypes.CDLL(None, use_errno=True).syscall(NUMBER, b"proc", 0)
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
