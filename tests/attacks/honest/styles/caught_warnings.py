"""Warnings are caught and turned into errors for a while."""

import functools
import warnings


def styled(function):
    @functools.wraps(function)
    def inner(*args, **kwargs):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return function(*args, **kwargs)

    return inner
