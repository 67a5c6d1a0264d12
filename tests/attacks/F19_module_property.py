"""Makes the function a property of the module."""

VERDICT = "passed"

import sys
import types

import numpy as np


class Module(types.ModuleType):
    @property
    def softplus(self):
        return lambda z: np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))


sys.modules[__name__].__class__ = Module
