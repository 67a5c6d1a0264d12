"""A limit on the CPU time of an author's code, which runs in this process."""

from __future__ import annotations

import contextlib
import ctypes
import threading
import time
from collections.abc import Iterator

AUTHOR_SECONDS = 5.0
"""CPU time that one call of an author's function may take on an answer of a submission."""
_LOOK_SECONDS = 0.02
"""The least wait between two looks at the clock."""
_STEPS = 10
"""Rounds of a loop in which an exception that was sent before is raised; one is enough."""


class TookTooLong(Exception):
    """The code was stopped at its limit; the text says so."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"it took more than {seconds:g} s of CPU time")


class _Stop(BaseException):
    """Ends code that catches every `Exception`."""


@contextlib.contextmanager
def cpu_limit(seconds: float = AUTHOR_SECONDS) -> Iterator[None]:
    """Stops the block when this thread has used so much CPU time in it.

    It is stopped between two steps of Python: one call of NumPy comes to its end first. CPU time
    and not wall time, since a busy machine must not decide.

    Args:
        seconds: of CPU time of the calling thread.
    Raises: TookTooLong.
    """
    thread, done, lock = threading.get_ident(), threading.Event(), threading.Lock()
    clock = time.pthread_getcpuclockid(thread)
    end = time.clock_gettime(clock) + seconds

    def watch() -> None:
        left = seconds
        while not done.wait(max(left, _LOOK_SECONDS)):
            left = end - time.clock_gettime(clock)
            if left <= 0:
                with lock:  # again and again: the code may catch it
                    if not done.is_set():
                        _send(thread, _Stop)

    threading.Thread(target=watch, daemon=True).start()
    try:
        try:
            yield
        finally:
            _end(done, lock)
    except _Stop:
        _end(done, lock)  # again: another one may have come before the watch was ended
        raise TookTooLong(seconds) from None


def _end(done: threading.Event, lock: threading.Lock) -> None:
    """Ends the watch; what it has sent and has not come yet is raised and caught here.

    It could be taken back, but CPython 3.11 then looks for it at each step for good, and a program
    that profiles or traces itself never ends (its flag for asynchronous exceptions stays set).
    """
    while True:
        try:
            with lock:
                done.set()
            for _ in range(_STEPS):  # an exception from another thread comes between two rounds
                pass
            return
        except _Stop:
            continue


def _send(thread: int, kind: type[BaseException]) -> None:
    """Lets a thread raise an exception at its next step."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(kind))
