"""Computes in a pool of one worker."""

from concurrent.futures import ThreadPoolExecutor


def styled(function):
    def inner(*args, **kwargs):
        with ThreadPoolExecutor(max_workers=1) as pool:
            return pool.submit(function, *args, **kwargs).result()

    return inner
