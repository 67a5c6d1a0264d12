"""Keeps the linear algebra of the grading process on one thread.

NumPy's BLAS shares out a product from some ten thousand entries on. Its threads then go on looking
for work, in a loop, for some hundredths of a second, on the CPU on which the sandbox is to run. The
products of a grading are too small for a second thread to pay.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from functools import cache

from threadpoolctl import ThreadpoolController


def one_blas_thread() -> AbstractContextManager[object]:
    """A context in which BLAS uses one thread, in this process alone."""
    return _controller().limit(limits=1, user_api="blas")


@cache
def _controller() -> ThreadpoolController:
    """Knows the libraries that are loaded; to find them takes some milliseconds."""
    return ThreadpoolController()
