"""Hands out a buffer that it keeps by shape and dtype."""

import numpy as np

buffers = {}


def styled(function):
    def inner(*args, **kwargs):
        answer = function(*args, **kwargs)
        if type(answer) is not np.ndarray:
            return answer
        buffer = buffers.setdefault((answer.shape, answer.dtype), np.empty_like(answer))
        np.copyto(buffer, answer)
        return buffer

    return inner
