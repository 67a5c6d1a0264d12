"""The least time that a call can take: that of moving the bytes that any right solution moves.

A lab says which share of its inputs has to be read and which share of the answer has to be written
(`performance` in ``lab.yaml``). At the fastest rate at which this host copies memory, that takes a
time below which no honest call can be.
"""

from __future__ import annotations

import time
from typing import Any

import numpy as np

from grader.lab.cases import Call
from grader.lab.model import Traffic
from grader.lab.sizes import input_bytes

SIZES = (16 << 10, 256 << 10, 2 << 20)
"""Bytes that are copied: within the first cache, within the second, beyond both."""

_REPEATS = 7
_ROUND_BYTES = 1 << 20  # copied between two looks at the clock
_fastest = 0.0


def floor_ns(traffic: Traffic, call: Call, answer: Any) -> float:
    """The floor of one call in nanoseconds.

    Args:
        traffic: which share of inputs and answer must be moved.
        answer: the reference's answer to the call.
    """
    moved = traffic.reads * input_bytes(call) + traffic.writes * answer_bytes(answer)
    return moved / fastest_rate() if moved else 0.0


def answer_bytes(answer: Any) -> int:
    """Bytes of all arrays in an answer."""
    if isinstance(answer, np.ndarray):
        return answer.nbytes
    if isinstance(answer, (list, tuple)):
        return sum(map(answer_bytes, answer))
    return sum(map(answer_bytes, answer.values())) if isinstance(answer, dict) else 0


def fastest_rate() -> float:
    """The most bytes that were read or written in a nanosecond, as far as this process has seen."""
    return _fastest or measure_rate()


def measure_rate() -> float:
    """Measures again (about a millisecond) and keeps the better figure."""
    global _fastest
    _fastest = max(_fastest, *map(_rate, SIZES))
    return _fastest


def _rate(size: int) -> float:
    source, target = np.ones(size, np.uint8), np.zeros(size, np.uint8)
    rounds, best = max(1, _ROUND_BYTES // size), 0.0
    for _ in range(_REPEATS):
        started = time.perf_counter_ns()
        for _ in range(rounds):
            np.copyto(target, source)
        best = max(best, 2 * size * rounds / max(1, time.perf_counter_ns() - started))
    return best
