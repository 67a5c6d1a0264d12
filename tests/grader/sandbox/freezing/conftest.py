"""Sessions frozen in each way that this host has."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from grader.sandbox import Limits, SandboxUnavailable, host, open_session


@pytest.fixture(params=["cgroup2", "cgroup1", "ptrace", "signals"])
def method(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Each way of freezing in turn, with warm parents of its own."""
    monkeypatch.setenv("GRADER_FREEZER", request.param)
    warm_start = host._WarmStart(host.SessionPool(host._start_parent))
    monkeypatch.setattr(host, "_warm_start", warm_start)
    try:
        try:
            open_session(Limits()).close()
        except SandboxUnavailable as error:
            pytest.skip(f"not to be had here: {error}")
        yield request.param
    finally:
        warm_start.pool.close()
