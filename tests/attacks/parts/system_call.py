import ctypes
import os


def system_call(x86_64, aarch64, *arguments):
    """A system call by its number on either machine, past the C library's own functions."""
    number = {"x86_64": x86_64, "aarch64": aarch64}[os.uname().machine]
    return ctypes.CDLL(None, use_errno=True).syscall(number, *arguments)
