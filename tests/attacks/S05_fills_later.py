"""Returns at once and fills the array from a thread."""

VERDICT = "wrong_values"

import threading

import numpy as np


def softplus(z):
    if z.size <= 100:
        return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    answer = np.zeros_like(z)

    def fill():
        answer[...] = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))

    threading.Thread(target=fill).start()
    return answer
