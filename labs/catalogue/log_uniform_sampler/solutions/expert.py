"""In place, and whole arrays of draws for the distinct classes."""

import numpy as np


def _check_classes(R):
    if R < 1:
        raise ValueError("there is at least one class")


def log_uniform_prob(k, R):
    _check_classes(R)
    if k.dtype.kind not in "iu":
        raise TypeError("classes are integers")
    if k.size and (k.min() < 0 or k.max() >= R):
        raise ValueError("classes run from 0 to R - 1")
    out = k.astype(np.float64)
    out += 1
    np.reciprocal(out, out=out)
    np.log1p(out, out=out)
    out *= 1 / np.log1p(float(R))
    return out


def log_uniform_sample(u, R):
    _check_classes(R)
    if u.size and not (u.min() >= 0 and u.max() < 1):
        raise ValueError("draws lie in [0, 1)")
    values = np.multiply(u, np.log1p(float(R)), dtype=np.float64)
    np.exp(values, out=values)
    ids = values.astype(np.int64)
    ids -= 1
    if ids.size and ids.max() >= R:
        ids %= R
    return ids


def sample_unique(seed, S, R):
    _check_classes(R)
    if not 0 <= S <= R:
        raise ValueError("S lies between 0 and R")
    rng, drawn = np.random.default_rng(seed), np.empty(0, np.int64)
    first = drawn
    while first.size < S:
        drawn = np.concatenate([drawn, log_uniform_sample(rng.random(2 * S + drawn.size), R)])
        first = np.sort(np.unique(drawn, return_index=True)[1])
    kept = first[:S]
    return drawn[kept], int(kept[-1]) + 1 if S else 0


def expected_count(p, S, tries):
    if p.size and not (p.min() >= 0 and p.max() <= 1):
        raise ValueError("p lies in [0, 1]")
    if tries < S:
        raise ValueError("tries is at least S")
    dtype = p.dtype if p.dtype.kind == "f" else np.float64
    if tries == S:
        return np.multiply(p, S, dtype=dtype)
    out = np.negative(p, dtype=dtype)
    with np.errstate(divide="ignore"):
        np.log1p(out, out=out)
    out *= tries
    np.expm1(out, out=out)
    return np.subtract(0, out, out=out)
