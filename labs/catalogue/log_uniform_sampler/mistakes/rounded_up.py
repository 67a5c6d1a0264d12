"""You round up, and so nearly every class is one too high. The class is the whole number below: floor."""

import numpy as np


def _check_classes(R):
    if R < 1:
        raise ValueError("there is at least one class")


def log_uniform_prob(k, R):
    _check_classes(R)
    if k.dtype.kind not in "iu":
        raise TypeError("classes are integers")
    if np.any(k < 0) or np.any(k >= R):
        raise ValueError("classes run from 0 to R - 1")
    return np.log1p(1 / (k.astype(float) + 1)) / np.log(R + 1)


def log_uniform_sample(u, R):
    _check_classes(R)
    if np.any(u < 0) or np.any(u >= 1):
        raise ValueError("draws lie in [0, 1)")
    values = np.exp(u.astype(float) * np.log(R + 1))
    return (np.ceil(values).astype(np.int64) - 1) % R


def sample_unique(seed, S, R):
    _check_classes(R)
    if S < 0 or S > R:
        raise ValueError("S lies between 0 and R")
    rng = np.random.default_rng(seed)
    p = log_uniform_prob(np.arange(R), R)
    ids, seen, tries = [], set(), 0
    while len(ids) < S:
        k = int(rng.choice(R, p=p))
        tries += 1
        if k not in seen:
            seen.add(k)
            ids.append(k)
    return np.array(ids, dtype=np.int64), tries


def expected_count(p, S, tries):
    if np.any(p < 0) or np.any(p > 1):
        raise ValueError("p lies in [0, 1]")
    if tries < S:
        raise ValueError("tries is at least S")
    p = p if p.dtype.kind == "f" else p.astype(float)
    if tries == S:
        return S * p
    with np.errstate(divide="ignore"):
        return -np.expm1(tries * np.log1p(-p))
