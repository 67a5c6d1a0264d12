"""Starts a shell with the C library's system()."""

VERDICT = "forbidden_call"

import ctypes


def softplus(z):
    return ctypes.CDLL(None).system(b"id > /tmp/id")
