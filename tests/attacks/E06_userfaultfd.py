"""Asks the kernel for userfaultfd by number, through ctypes, and answers right whatever comes."""

VERDICT = "forbidden_call"

import ctypes
import os

import numpy as np

NUMBER = {"x86_64": 323, "aarch64": 282}[os.uname().machine]


def softplus(z):
    ctypes.CDLL(None, use_errno=True).syscall(NUMBER, 0)
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
