"""A dictionary from a group's number to the places of its weights."""

import math

import numpy as np


def places_of(w, groups):
    if groups.dtype.kind not in "iu":
        raise TypeError("groups must hold integers")
    if groups.shape != w.shape:
        raise ValueError("one group number for each weight, please")
    places = {}
    for i, g in enumerate(groups.tolist()):
        places.setdefault(g, []).append(i)
    return places.values()


def as_floats(w):
    return w.tolist(), w.dtype if w.dtype.kind == "f" else np.dtype(float)


def group_lasso(w, groups):
    values, _ = as_floats(w)
    return sum(
        math.sqrt(len(places)) * math.hypot(*(values[i] for i in places))
        for places in places_of(w, groups)
    )


def group_lasso_grad(w, groups):
    values, dtype = as_floats(w)
    out = [0.0] * len(values)
    for places in places_of(w, groups):
        length = math.hypot(*(values[i] for i in places))
        for i in places if length else ():
            out[i] = math.sqrt(len(places)) * (values[i] / length)
    return np.array(out, dtype)


def prox_group_lasso(v, t, groups):
    if t < 0:
        raise ValueError("t is negative")
    values, dtype = as_floats(v)
    out = [0.0] * len(values)
    for places in places_of(v, groups):
        length = math.hypot(*(values[i] for i in places))
        shortened = length - t * math.sqrt(len(places))
        for i in places if shortened > 0 else ():
            out[i] = values[i] * (shortened / length)
    return np.array(out, dtype)
