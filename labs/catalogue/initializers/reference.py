"""The lab's names for functions of the course's reference."""

from collections.abc import Sequence

import numpy as np

from grader import reference
from grader.reference import count_params

__all__ = ["count_params", "init_params"]


def init_params(
    sizes: Sequence[int], seed: int, scheme: str = "glorot_uniform"
) -> list[tuple[np.ndarray, np.ndarray]]:
    return reference.init_params(sizes, np.random.default_rng(seed), scheme)
