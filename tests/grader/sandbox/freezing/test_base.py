"""The pauses between two looks."""

from __future__ import annotations

import os
import time

import pytest

from grader.sandbox.freezing.base import LOOK_SECONDS, QUICK_LOOKS, Backoff


def test_pauses_are_yields_first_and_then_sleeps(monkeypatch: pytest.MonkeyPatch) -> None:
    """A thread of real-time priority yields to nobody else, so that it must sleep in the end."""
    pauses: list[object] = []
    monkeypatch.setattr(os, "sched_yield", lambda: pauses.append("yield"))
    monkeypatch.setattr(time, "sleep", pauses.append)
    backoff = Backoff()
    for _ in range(QUICK_LOOKS + 3):
        backoff()
    assert pauses == ["yield"] * QUICK_LOOKS + [LOOK_SECONDS] * 3
