"""Keeps the answer in a temporary file for a moment."""

import os
import tempfile

import numpy as np


def styled(function):
    def inner(*args, **kwargs):
        answer = function(*args, **kwargs)
        if type(answer) is not np.ndarray or answer.size > 10_000:
            return answer
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "answer.npy")
            np.save(path, answer)
            return np.load(path)

    return inner
