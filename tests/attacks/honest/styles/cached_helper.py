"""A helper is cached."""

import functools
import inspect


@functools.lru_cache(maxsize=None)
def parameters(function):
    return tuple(inspect.signature(function).parameters)


def styled(function):
    def inner(*args, **kwargs):
        names = parameters(function)
        return function(**dict(zip(names, args)), **kwargs)

    return inner
