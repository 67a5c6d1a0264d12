"""Measures how long it takes and prints it."""

import time
import timeit
from datetime import datetime


def styled(function):
    def inner(*args, **kwargs):
        began, clock = time.perf_counter(), timeit.default_timer()
        answer = function(*args, **kwargs)
        print(f"{datetime.now():%H:%M}: {time.perf_counter() - began:.6f} s", clock > 0)
        return answer

    return inner
