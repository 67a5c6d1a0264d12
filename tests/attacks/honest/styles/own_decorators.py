"""Decorators with arguments, one on the other."""

import functools


def tagged(*tags):
    def wrap(function):
        @functools.wraps(function)
        def inner(*args, **kwargs):
            return function(*args, **kwargs)

        inner.tags = tags
        return inner

    return wrap


def styled(function):
    return tagged("loss")(tagged("numpy", "course")(function))
