"""The visible cases of a lab, run here. The site alone decides what an answer is worth."""

from __future__ import annotations

import copy
import linecache
import signal
import threading
import traceback
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

import numpy as np

from courseware_client.comparing import difference
from courseware_client.values import decode

MAX_SECONDS = 10.0
"""For loading the file, and for each case."""


@dataclass(frozen=True)
class CaseResult:
    """``passed`` is ``None`` for a case that only the site can judge."""

    name: str
    passed: bool | None
    detail: str = ""
    call: str = ""


class TooLong(BaseException):
    """Code ran longer than it may. No `Exception`, so that the code does not catch it."""


def load(code: str, file: str, seconds: float = MAX_SECONDS) -> dict[str, Any]:
    """What the code defines. Raises whatever it raises, and `TooLong`.

    Args:
        code: the text of the file.
        file: the file's name, for tracebacks.
        seconds: that loading may take.
    """
    lines = code.splitlines(keepends=True)
    linecache.cache[file] = (len(code), None, lines, file)
    module: dict[str, Any] = {"__name__": "submission", "__file__": file}
    with _at_most(seconds):
        exec(compile(code, file, "exec"), module)
    return module


def traceback_of(error: BaseException, file: str) -> str:
    """As Python would print it, from the student's file on."""
    found = traceback.TracebackException.from_exception(error)
    names = [frame.filename for frame in found.stack]
    del found.stack[: names.index(file) if file in names else len(names)]
    return "".join(found.format()).rstrip()


def run_cases(
    module: Mapping[str, Any], cases: Sequence[Mapping[str, Any]], seconds: float = MAX_SECONDS
) -> list[CaseResult]:
    return [_run(module, case, seconds) for case in cases]


def _run(module: Mapping[str, Any], case: Mapping[str, Any], seconds: float) -> CaseResult:
    name, shown = case["name"], case.get("call", "")
    if not case["local"]:
        return CaseResult(name, None, case.get("why", ""), shown)
    function = module.get(case["function"])
    if not callable(function):
        return CaseResult(name, False, f"there is no function {case['function']}", shown)
    args = [decode(each) for each in case["args"]]
    kwargs = {key: decode(each) for key, each in case["kwargs"].items()}
    before = copy.deepcopy((args, kwargs))
    try:
        with np.errstate(all="ignore"), _at_most(seconds):
            got = function(*args, **kwargs)
    except Exception as error:
        return _after_exception(case, error, str(module.get("__file__", "")))
    except TooLong:
        words = f"still running after {seconds:g} seconds: is there a loop that does not end?"
        return CaseResult(name, False, words, shown)
    if case["raises"]:
        return CaseResult(name, False, f"no {case['raises']} was raised", shown)
    found = difference(got, decode(case["expected"]), case["rtol"], case["atol"])
    if not found and difference([args, kwargs], [*before], 0.0, 0.0):
        found = "an argument was changed"
    return CaseResult(name, not found, found or "", shown)


def _after_exception(case: Mapping[str, Any], error: Exception, file: str) -> CaseResult:
    name, shown = case["name"], case.get("call", "")
    if case["raises"] in [each.__name__ for each in type(error).__mro__]:
        return CaseResult(name, True, "", shown)
    frames = traceback.extract_tb(error.__traceback__)
    lines = [frame.lineno for frame in frames if frame.filename == file]
    at = f" (line {lines[-1]})" if lines else ""
    return CaseResult(name, False, f"{type(error).__name__}: {error}{at}", shown)


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Raises `TooLong` in what runs longer. Without effect where there are no such signals."""
    in_main = threading.current_thread() is threading.main_thread()
    if not hasattr(signal, "setitimer") or not in_main:
        yield
        return

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooLong

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
