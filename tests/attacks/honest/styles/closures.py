"""A function that makes functions that remember."""

def counting():
    count = 0

    def wrap(function):
        def inner(*args, **kwargs):
            nonlocal count
            count += 1
            return function(*args, **kwargs)

        return inner

    return wrap


styled = counting()
