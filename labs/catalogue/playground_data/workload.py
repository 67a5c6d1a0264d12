"""Sets without points: draws cannot be compared, and speed earns nothing here."""

import numpy as np

from grader.lab import Call, call

SIZES = (1,)


def make(rng: np.random.Generator, size: int) -> list[Call]:
    return [call("make_xor", 0, 0.0, 1) for _ in range(size)]
