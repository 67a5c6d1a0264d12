"""Functions that make functions."""

from functools import reduce

import numpy as np


def soft(t):
    return lambda v: np.sign(v) * np.maximum(np.abs(v) - t, 0)


def shrink(t):
    return lambda v: v / (1 + t)


def hard(t):
    return lambda v: np.where(v**2 > 2 * t, v, 0)


def block(t):
    def inner(v):
        length = np.sqrt(np.vdot(v, v).real)
        return v * max(0, 1 - t / length) if length else v

    return inner


def chain(*steps):
    return lambda v: reduce(lambda value, step: step(value), steps, v)


def prox(v, t, kind):
    v = np.asarray(v, dtype=np.result_type(v, np.float16) if v.dtype.kind == "f" else float)
    makers = {"l1": soft, "l0": hard, "l2_sq": shrink, "group": block}
    rule = chain(soft(t[0]), shrink(t[1])) if kind == "elastic" else makers[kind](t)
    return rule(v)
