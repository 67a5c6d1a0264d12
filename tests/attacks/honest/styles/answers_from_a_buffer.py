"""Hands out buffers that it keeps by shape and dtype, many in turn."""

import itertools

import numpy as np

buffers = {}
turns = itertools.cycle(range(64))


def styled(function):
    def inner(*args, **kwargs):
        answer = function(*args, **kwargs)
        if type(answer) is not np.ndarray:
            return answer
        place = answer.shape, answer.dtype, next(turns)
        buffer = buffers.setdefault(place, np.empty_like(answer))
        np.copyto(buffer, answer)
        return buffer

    return inner
