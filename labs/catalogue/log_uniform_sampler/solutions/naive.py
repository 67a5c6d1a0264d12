"""One entry at a time: right, and slow on many."""

import math

import numpy as np


def log_uniform_prob(k, R):
    if R < 1:
        raise ValueError("R")
    if k.dtype.kind not in "iu":
        raise TypeError("k")
    out = np.empty(k.shape)
    for place, value in np.ndenumerate(k):
        value = int(value)
        if not 0 <= value < R:
            raise ValueError("class")
        out[place] = math.log1p(1 / (value + 1)) / math.log(R + 1)
    return out


def _class(u, R):
    if not 0 <= u < 1:
        raise ValueError("draw")
    return (math.floor(math.exp(u * math.log(R + 1))) - 1) % R


def log_uniform_sample(u, R):
    if R < 1:
        raise ValueError("R")
    out = np.empty(u.shape, np.int64)
    for place, value in np.ndenumerate(u):
        out[place] = _class(float(value), R)
    return out


def sample_unique(seed, S, R):
    if R < 1 or not 0 <= S <= R:
        raise ValueError("S or R")
    rng, found, tries = np.random.default_rng(seed), {}, 0
    while len(found) < S:
        tries += 1
        found.setdefault(_class(rng.random(), R), tries)
    return np.fromiter(found, np.int64, len(found)), tries


def expected_count(p, S, tries):
    if tries < S:
        raise ValueError("tries")
    out = np.empty(p.shape, p.dtype if p.dtype.kind == "f" else float)
    for place, value in np.ndenumerate(p):
        value = float(value)
        if not 0 <= value <= 1:
            raise ValueError("p")
        if tries == S:
            out[place] = S * value
        else:
            out[place] = 1.0 if value == 1 else -math.expm1(tries * math.log1p(-value))
    return out
