"""The lab's names for functions of the course's reference."""

from collections.abc import Sequence

import numpy as np

from grader import reference
from grader.reference import collapse_linear

__all__ = ["collapse_linear", "is_affine"]


def is_affine(
    Ws: Sequence[np.ndarray], bs: Sequence[np.ndarray], activation: str, seed: int
) -> bool:
    collapse_linear(Ws, bs)  # refuses what does not fit

    def network(X: np.ndarray) -> np.ndarray:
        return reference.mlp_forward(X, list(zip(Ws, bs, strict=True)), activation)[0]

    return reference.is_affine(network, len(Ws[0]), np.random.default_rng(seed))
