"""Entries in Python lists; one candidate for the threshold after the other."""

import math

import numpy as np


def _theta(entries, wanted):
    best, running = None, 0.0
    for k, u in enumerate(sorted(entries, reverse=True), 1):
        running += u
        candidate = (running - wanted) / k
        if u > candidate or best is None:
            best = candidate
    return best


def _array(values, v):
    return np.array(values, v.dtype if v.dtype.kind == "f" else float).reshape(v.shape)


def project_l2_ball(v, radius=1.0):
    if radius < 0:
        raise ValueError("negative radius")
    entries = v.ravel().tolist()
    length = math.sqrt(sum(x * x for x in entries))
    factor = 1.0 if length <= radius else radius / length
    return _array([x * factor for x in entries], v)


def project_l1_ball(v, radius=1.0):
    if radius < 0:
        raise ValueError("negative radius")
    entries = v.ravel().tolist()
    if sum(abs(x) for x in entries) <= radius:
        return _array(entries, v)
    theta = _theta([abs(x) for x in entries], radius)
    return _array([math.copysign(max(abs(x) - theta, 0.0), x) for x in entries], v)


def project_simplex(v, total=1.0):
    if not total > 0 or len(v) == 0:
        raise ValueError("a positive total and at least one entry are needed")
    entries = v.tolist()
    theta = _theta(entries, total)
    return _array([max(x - theta, 0.0) for x in entries], v)
