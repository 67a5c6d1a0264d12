"""From improvement to improvement, with whole arrays in between."""

import numpy as np


def early_stopping(values, patience, min_delta=0.0):
    T = len(values)
    if not T or min(patience, min_delta) < 0:
        raise ValueError("no epochs, or a negative number")
    patience = max(1, patience)
    best, last = np.inf, -1
    while True:
        end = max(1, last + patience)
        window = values[last + 1 : end + 1]
        better = np.flatnonzero(window + min_delta < best)
        if better.size:
            last += 1 + int(better[0])
            best = values[last]
        elif end < T:
            return end, last
        else:
            return -1, last
