"""A class for each penalty."""

from abc import ABC, abstractmethod

import numpy as np


class Penalty(ABC):
    def __init__(self, t):
        self.t = t

    @abstractmethod
    def prox(self, v): ...


class L1(Penalty):
    def prox(self, v):
        return np.clip(v - self.t, 0, None) + np.clip(v + self.t, None, 0)


class L0(Penalty):
    def prox(self, v):
        out = v.copy()
        out[v**2 <= 2 * self.t] = 0
        return out


class L2Sq(Penalty):
    def prox(self, v):
        return v / (1 + self.t)


class Elastic(Penalty):
    def prox(self, v):
        return L1(self.t[0]).prox(v) / (1 + self.t[1])


class Group(Penalty):
    def prox(self, v):
        length = float(np.sqrt((v.astype(np.longdouble) ** 2).sum()))
        return v * v.dtype.type(max(0.0, 1 - self.t / length)) if length else v.copy()


KINDS = dict(l1=L1, l0=L0, l2_sq=L2Sq, elastic=Elastic, group=Group)


def prox(v, t, kind):
    v = np.array(v, dtype=v.dtype if v.dtype.kind == "f" else float)
    return KINDS[kind](t).prox(v)
