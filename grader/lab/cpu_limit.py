"""A limit on the CPU time of an author's code, which runs in this process."""

from __future__ import annotations

import contextlib
import ctypes
import os
import threading
import time
from collections.abc import Iterator

AUTHOR_SECONDS = 5.0
"""CPU time that one call of an author's function may take on an answer of a submission."""
_LOOK_SECONDS = 0.02
"""The wait between two looks at the clocks."""
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
    block = _Block(seconds)
    try:
        try:
            _watch.add(block)
            yield
        finally:
            _watch.remove(block)
    except _Stop:
        _watch.remove(block)  # again: this one may have come before the block was ended
        raise TookTooLong(seconds) from None


class _Block:
    """A block of this thread and the time on the thread's CPU clock at which it is stopped."""

    def __init__(self, seconds: float) -> None:
        self._thread, self._done, self._lock = threading.get_ident(), False, threading.Lock()
        self._clock = time.pthread_getcpuclockid(self._thread)
        self._last = time.clock_gettime(self._clock) + seconds

    def look(self) -> None:
        """Stops the block if its time is used up; called again and again: the code may catch it."""
        with self._lock:  # as long as it is held the thread does not leave the block
            if not self._done and time.clock_gettime(self._clock) >= self._last:
                _send(self._thread, _Stop)

    def end(self) -> None:
        """Sends nothing more; an exception that was sent and has not been raised is caught here.

        It could be taken back, but CPython 3.11 then looks for it at each step for good, and a
        program that profiles or traces itself never ends (its flag for asynchronous exceptions
        stays set).
        """
        while True:
            try:
                with self._lock:
                    self._done = True
                for _ in range(_STEPS):  # one that was sent is raised between two rounds
                    pass
                return
            except _Stop:
                continue


class _Watch:
    """A thread that looks at the clocks of all blocks; starting one for each block costs more."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        """Without blocks and without the thread: in a new process neither is left."""
        self._blocks: set[_Block] = set()
        self._any, self._starting = threading.Event(), threading.Lock()
        self._thread: threading.Thread | None = None

    def add(self, block: _Block) -> None:
        """From now on the block may be stopped."""
        if self._thread is None:
            with self._starting:
                if self._thread is None:
                    self._thread = threading.Thread(target=self._run, daemon=True)
                    self._thread.start()
        self._blocks.add(block)
        if not self._any.is_set():
            self._any.set()

    def remove(self, block: _Block) -> None:
        """Ends the block; afterwards it is not stopped any more."""
        block.end()
        self._blocks.discard(block)

    def _run(self) -> None:
        while True:
            self._any.wait()
            time.sleep(_LOOK_SECONDS)
            for block in list(self._blocks):
                block.look()
            if not self._blocks:
                self._any.clear()
                if self._blocks:  # added meanwhile
                    self._any.set()


_watch = _Watch()
os.register_at_fork(after_in_child=_watch.reset)


def _send(thread: int, kind: type[BaseException]) -> None:
    """Lets a thread raise an exception at its next step."""
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(kind))
